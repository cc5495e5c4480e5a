import { NoAnswer } from '../../shared/httpAnswer';
import { isObject } from '../../shared/jsonObject';
import type { Gift } from '../gifts/gift';
import { readSends } from '../gifts/listedSend';
import type { ListedSend, SendList } from '../gifts/listedSend';
import { accountOf } from './account';
import { datesAround } from './datesAround';
import { KnownSends } from './knownSends';
import { reachdeskRequest } from './reachdeskRequest';
import type { ReachdeskContext } from './reachdeskRequest';
import { readNewRows } from './rows';
import { listSendRows, sendsWith } from './sends';

/** Reachdesk’s list of sends, as far as it matters for some gifts. */
export interface Listing {
	list: SendList;
	/** whether it has all sends to the gift’s address from its campaign */
	isEnoughFor: (gift: Gift) => boolean;
	/** ids of the campaigns that have sent gifts */
	campaigns: ReadonlySet<number>;
}

/** A list that has all sends. */
export const wholeListing = (list: SendList): Listing => ({
	list,
	isEnoughFor: () => true,
	campaigns: new Set(list.sends.map(({ campaignId }) => campaignId)),
});

const knownOf = new Map<string, KnownSends>();

/**
 * The sends to the addresses of gifts from their campaigns since an instant.
 *
 * The first time, the whole list is read (operation list-sends). Later only what is new since then,
 * and the sends that were listed before and may be one of the gifts (operation get-send). Where the
 * number of rows does not prove that nothing else is new, the whole list is read again.
 *
 * @param since - milliseconds since 1970
 * @throws ExplainedError or NodeApiError when the list cannot be read completely: a gap could hide
 * a send
 */
export async function listSendsTo(
	context: ReachdeskContext,
	gifts: readonly Gift[],
	since: number,
	now: number,
): Promise<Listing> {
	const account = await accountOf(context);
	const known = knownOf.get(account);
	const listing = known?.covers(since, now)
		? await listNewSends(context, known, gifts, since, now)
		: null;
	if (listing) return listing;
	knownOf.delete(account);
	const rows = await listSendRows(context, since, now);
	const list = readSends(rows);
	const all = KnownSends.of(rows, list, since, now);
	if (all) knownOf.set(account, all);
	return wholeListing(list);
}

/** null when it is not certain that these are all. */
async function listNewSends(
	context: ReachdeskContext,
	known: KnownSends,
	gifts: readonly Gift[],
	since: number,
	now: number,
): Promise<Listing | null> {
	const rows = await readNewRows(context, sendsWith(datesAround(known.since, now)), known);
	if (rows === null) return null;
	const { sends, unreadable } = readSends([...rows.values()]);
	if (unreadable.length > 0 || sends.some(({ id }) => known.hasId(id))) return null;
	const ids = new Set(gifts.flatMap((gift) => known.sendsTo(gift, since)).map(({ id }) => id));
	const again = await readAgain(context, [...ids]);
	if (again === null) return null;
	known.add(rows.keys(), { sends, unreadable });
	const read = [...sends, ...again];
	const readIds = new Set(read.map(({ id }) => id));
	return {
		list: { sends: read.sort(newestFirst), unreadable: known.unreadable },
		isEnoughFor: (gift) => known.sendsTo(gift, since).every(({ id }) => readIds.has(id)),
		campaigns: known.campaigns,
	};
}

const newestFirst = (one: ListedSend, other: ListedSend): number =>
	Date.parse(other.createdAt) - Date.parse(one.createdAt);

// beyond this, the whole list takes fewer requests
const MOST_READ_AGAIN = 50;

/** Sends that were listed before, as they are now; null when one of them is not as it was. */
async function readAgain(
	context: ReachdeskContext,
	ids: readonly string[],
): Promise<ListedSend[] | null> {
	if (ids.length > MOST_READ_AGAIN) return null;
	const rows: unknown[] = [];
	for (const id of ids) {
		const answer = await reachdeskRequest(context, { method: 'GET', path: `/sends/${id}` });
		if (answer instanceof NoAnswer || !isObject(answer.body)) return null;
		rows.push(answer.body.data);
	}
	const { sends } = readSends(rows);
	const read = new Set(sends.map(({ id }) => id));
	return ids.every((id) => read.has(id)) ? [...sends] : null;
}
