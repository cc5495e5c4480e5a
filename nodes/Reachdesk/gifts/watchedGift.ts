import { isCivilDate } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { ExplainedError } from '../../shared/explainedError';
import { isObject, memberOf } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';

/** A row of Reachdesk’s list of sends, as far as its changes are watched. */
export interface WatchedGift {
	id: string;
	/** as Reachdesk writes it; empty when it gives none */
	status: string;
	/** null when Reachdesk gives none */
	campaignId: number | null;
	/** the day on which it was made (UTC) */
	madeOn: CivilDate;
	/** ISO instant, UTC */
	createdAt: string;
	/** the row as Reachdesk gave it */
	row: JsonObject;
}

// An id and a status are kept in the saved state; longer ones are none of Reachdesk's.
const LONGEST_ID = 24;
const LONGEST_STATUS = 60;

/**
 * Reads one row (Reachdesk API, operation list-sends).
 *
 * @throws ExplainedError when it cannot be told which gift it is or when it was made
 */
export function watchedGift(row: unknown): WatchedGift {
	if (isObject(row)) {
		const { id, status, created_at: createdAt } = row;
		const name = typeof id === 'number' || typeof id === 'string' ? String(id) : '';
		const madeOn = typeof createdAt === 'string' ? dayOf(createdAt) : null;
		if (/^[\w-]+$/.test(name) && name.length <= LONGEST_ID && madeOn !== null) {
			const campaignId = memberOf(row.campaign, 'id');
			return {
				id: name,
				status: typeof status === 'string' ? status.slice(0, LONGEST_STATUS) : '',
				campaignId: typeof campaignId === 'number' ? campaignId : null,
				madeOn,
				createdAt: String(createdAt),
				row,
			};
		}
	}
	throw new ExplainedError(
		'Reachdesk’s list of sends holds a row without a readable id or date',
		'Try again; if it stays so, Reachdesk has changed its API',
	);
}

function dayOf(instant: string): CivilDate | null {
	const time = Date.parse(instant);
	if (Number.isNaN(time)) return null;
	const day = new Date(time).toISOString().slice(0, 10);
	return isCivilDate(day) ? day : null;
}
