import { sameEmail } from '../../shared/emailAddress';
import { ExplainedError } from '../../shared/explainedError';
import { isObject, memberOf } from '../../shared/jsonObject';
import { isMoreThanMistakes } from '../../shared/unreadableShare';
import type { JsonObject } from '../../shared/jsonObject';

/** A row of Reachdesk’s list of sends; only what the rules need is checked. */
export interface ListedSend {
	id: string;
	email: string;
	campaignId: number;
	/** ISO instant, UTC */
	createdAt: string;
	/** the row as Reachdesk gave it */
	row: JsonObject;
}

/** A row that is partly unreadable: null may be any value. */
export interface UnreadableSend {
	/** its name in a sentence: `send 4711`, or its position as `row 17` */
	name: string;
	id: string | null;
	email: string | null;
	campaignId: number | null;
}

/** Reachdesk’s list of sends, newest first. */
export interface SendList {
	sends: readonly ListedSend[];
	unreadable: readonly UnreadableSend[];
}

export const NO_SENDS: SendList = { sends: [], unreadable: [] };

/**
 * Reads the rows of Reachdesk’s list of sends (operation list-sends). An unreadable row only
 * affects the gifts that it could be. A send without an address or campaign cannot be one of our
 * gifts.
 *
 * @throws ExplainedError when more than 5 % of the rows, and at least three, are unreadable: then
 * the API has changed, and repeats cannot be recognized
 */
export function readSends(rows: readonly unknown[]): SendList {
	const read = rows.flatMap((row, index) => readSend(row, index + 1) ?? []);
	const doubled = doubledIds(read);
	const sends = new Map<string, ListedSend>();
	const unreadable: UnreadableSend[] = [];
	for (const send of read) {
		if (!('row' in send)) unreadable.push(doubled.has(send.id) ? { ...send, id: null } : send);
		else if (doubled.has(send.id)) unreadable.push(withoutId(send));
		// a repeated row is the same send: others were added while the pages were read
		else if (!sends.has(send.id)) sends.set(send.id, send);
	}
	checkReadable(
		unreadable.map(({ name }) => name),
		rows.length,
	);
	return { sends: [...sends.values()], unreadable };
}

/** Ids that belong to several different sends, so that it is unclear which is meant. */
function doubledIds(read: readonly (ListedSend | UnreadableSend)[]): ReadonlySet<string | null> {
	const known = new Map<string, string>();
	const doubled = new Set<string | null>();
	for (const send of read) {
		if (send.id === null) continue;
		const { email, campaignId } = send;
		const text = JSON.stringify([email, campaignId, 'createdAt' in send ? send.createdAt : null]);
		if ((known.get(send.id) ?? text) !== text) doubled.add(send.id);
		known.set(send.id, text);
	}
	return doubled;
}

const withoutId = ({ id, email, campaignId }: ListedSend): UnreadableSend => ({
	name: rowName(id, 0),
	id: null,
	email: sameEmail(email),
	campaignId,
});

const MOST_NAMED = 5;

/**
 * Checks that most rows of a list could be read.
 *
 * @param unreadable - the names of those that could not
 * @param list - what the list contains, in the plural
 * @throws ExplainedError when more than 5 % of the rows, and at least three, could not
 */
export function checkReadable(unreadable: readonly string[], all: number, list = 'sends'): void {
	const count = unreadable.length;
	if (!isMoreThanMistakes(count, all)) return;
	throw new ExplainedError(
		`${String(count)} of ${String(all)} rows of Reachdesk’s list of ${list} are unreadable (${unreadable.slice(0, MOST_NAMED).join(', ')}${count > MOST_NAMED ? ', …' : ''})`,
		'Nothing was done, because it is unclear which gifts these are. Try again. If this keeps happening, Reachdesk has changed its API',
	);
}

/** @param place - position of the row in the list, counted from 1 */
function readSend(row: unknown, place: number): ListedSend | UnreadableSend | null {
	const { email: address, campaign, created_at: createdAt } = isObject(row) ? row : {};
	if (address === null || campaign === null) return null;
	const id = sendIdOf(memberOf(row, 'id'));
	const email = typeof address === 'string' ? address : null;
	const campaignId = memberOf(campaign, 'id');
	if (
		isObject(row) &&
		id !== null &&
		email !== null &&
		isWholeId(campaignId) &&
		typeof createdAt === 'string' &&
		!Number.isNaN(Date.parse(createdAt))
	) {
		return { id, email, campaignId, createdAt, row };
	}
	return {
		name: rowName(id, place),
		id,
		// a text such as "hidden" may hide any address
		email: email?.includes('@') === true ? sameEmail(email) : null,
		campaignId: isDigits(campaignId) ? Number(campaignId) : null,
	};
}

/** The name of a row in a sentence: its id, or its position, counted from 1. */
export const rowName = (id: string | null, place: number): string =>
	id === null ? `row ${String(place)}` : `send ${id}`;

/**
 * Reachdesk’s id of a send as text; null for anything else. Ids are used in messages and in the
 * attempt log.
 */
export function sendIdOf(id: unknown): string | null {
	if (typeof id === 'number') return Number.isSafeInteger(id) && id > 0 ? String(id) : null;
	return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : null;
}

const isWholeId = (id: unknown): id is number => Number.isSafeInteger(id) && Number(id) > 0;

const isDigits = (id: unknown): boolean =>
	isWholeId(id) || (typeof id === 'string' && /^\d{1,10}$/.test(id));

/** Listed sends by campaign and address, each list in its order, newest first. */
export type SendsByRecipient = ReadonlyMap<string, readonly ListedSend[]>;

/**
 * Groups sends once, so that thousands of gifts can be looked up among tens of thousands of sends.
 */
export function sendsByRecipient(sends: readonly ListedSend[]): SendsByRecipient {
	const sorted = new Map<string, ListedSend[]>();
	for (const send of sends) {
		const recipient = sendDedupeKey(send);
		const theirs = sorted.get(recipient);
		if (theirs) theirs.push(send);
		else sorted.set(recipient, [send]);
	}
	return sorted;
}

/**
 * The sends of one campaign to one address since an instant. The list has no request id, so only
 * address and campaign link a send to a gift.
 *
 * @param since - milliseconds since 1970
 */
export const sendsFor = (
	sends: SendsByRecipient,
	gift: { email: string; campaignId: number },
	since: number,
): ListedSend[] =>
	(sends.get(sendDedupeKey(gift)) ?? []).filter(({ createdAt }) => Date.parse(createdAt) >= since);

/** The unreadable rows that could be a send of one campaign to one address. */
export function unreadableFor(
	unreadable: readonly UnreadableSend[],
	gift: { email: string; campaignId: number },
): UnreadableSend[] {
	if (unreadable.length === 0) return [];
	const address = sameEmail(gift.email);
	return unreadable.filter(
		({ email, campaignId }) =>
			(email ?? address) === address && (campaignId ?? gift.campaignId) === gift.campaignId,
	);
}

/** The dedupe key that a send and a gift share when the send may be that gift. */
export const sendDedupeKey = (send: { email: string; campaignId: number }): string =>
	`campaign ${String(send.campaignId)} to ${sameEmail(send.email)}`;
