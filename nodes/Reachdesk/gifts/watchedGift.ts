import { isCivilDate } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { isObject, memberOf } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { checkReadable, rowName, sendIdOf } from './listedSend';

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

/** A row of which it cannot be told which gift it is, or when it was made. */
export interface UnwatchedRow {
	/** names it in a sentence: `send 4711`, or its place as `row 17` */
	name: string;
	/** null when it may be any gift */
	id: string | null;
}

/** The rows of Reachdesk’s list of sends, each gift once. */
export interface WatchedGifts {
	gifts: readonly WatchedGift[];
	unread: readonly UnwatchedRow[];
}

// An id and a status are kept in the saved state; longer ones are none of Reachdesk's.
const LONGEST_ID = 24;
const LONGEST_STATUS = 60;

/**
 * Reads the rows of Reachdesk’s list of sends (operation list-sends). One that cannot be read harms only
 * its own gift, and so do several rows with one id.
 *
 * @param until - the last day on which a gift may have been made; a later one is a wrong date
 * @throws ExplainedError when more than 5 % of the rows, and at least three, cannot be read
 */
export function watchedGifts(rows: readonly unknown[], until: CivilDate): WatchedGifts {
	const read = rows.map((row, index) => watchedGift(row, index + 1, until));
	const counts = new Map<string | null, number>();
	for (const { id } of read) counts.set(id, (counts.get(id) ?? 0) + 1);
	const gifts: WatchedGift[] = [];
	const unread: UnwatchedRow[] = [];
	for (const one of read) {
		if ('row' in one && counts.get(one.id) === 1) gifts.push(one);
		else unread.push('row' in one ? { name: `send ${one.id}`, id: one.id } : one);
	}
	checkReadable(
		unread.map(({ name }) => name),
		rows.length,
	);
	return { gifts, unread };
}

/** @param place - of the row in the list, counted from 1 */
function watchedGift(row: unknown, place: number, until: CivilDate): WatchedGift | UnwatchedRow {
	const { status, created_at: createdAt, campaign } = isObject(row) ? row : {};
	const name = sendIdOf(memberOf(row, 'id'));
	const id = name !== null && name.length <= LONGEST_ID ? name : null;
	const madeOn = typeof createdAt === 'string' ? dayOf(createdAt) : null;
	if (!isObject(row) || id === null || madeOn === null || madeOn > until) {
		return { name: rowName(id, place), id };
	}
	const campaignId = memberOf(campaign, 'id');
	return {
		id,
		status: typeof status === 'string' ? status.slice(0, LONGEST_STATUS) : '',
		campaignId: typeof campaignId === 'number' ? campaignId : null,
		madeOn,
		createdAt: String(createdAt),
		row,
	};
}

function dayOf(instant: string): CivilDate | null {
	const time = Date.parse(instant);
	if (Number.isNaN(time)) return null;
	const day = new Date(time).toISOString().slice(0, 10);
	return isCivilDate(day) ? day : null;
}
