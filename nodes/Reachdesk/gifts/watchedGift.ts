import { isCivilDate } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { isObject, memberOf } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { checkReadable, rowName, sendIdOf } from './listedSend';

/** A row of Reachdesk’s list of sends, with the fields that are watched. */
export interface WatchedGift {
	id: string;
	/** as Reachdesk writes it; empty without a status */
	status: string;
	/** null without a campaign */
	campaignId: number | null;
	/** the day on which it was created (UTC) */
	madeOn: CivilDate;
	/** ISO instant, UTC */
	createdAt: string;
	/** the row as Reachdesk gave it */
	row: JsonObject;
}

/** A row without a readable gift id or creation date. */
export interface UnwatchedRow {
	/** its name in a sentence: `send 4711`, or its position as `row 17` */
	name: string;
	/** null when it may be any gift */
	id: string | null;
}

/** The rows of Reachdesk’s list of sends, each gift once. */
export interface WatchedGifts {
	gifts: readonly WatchedGift[];
	unread: readonly UnwatchedRow[];
}

// The saved state holds ids and statuses; Reachdesk’s are not longer than this.
const LONGEST_ID = 24;
const LONGEST_STATUS = 60;

/**
 * Reads the rows of Reachdesk’s list of sends (operation list-sends). An unreadable row only
 * affects its own gift; so do several rows with the same id.
 *
 * @param until - the last possible creation day; a later date is wrong
 * @throws ExplainedError when more than 5 % of the rows, and at least three, are unreadable
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

/** @param place - position of the row in the list, counted from 1 */
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
