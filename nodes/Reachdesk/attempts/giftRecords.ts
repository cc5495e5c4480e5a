import { meaningOf } from '../gifts/attempt';
import type { Attempt } from '../gifts/attempt';
import type { Gift } from '../gifts/gift';
import { isInDoubt, isReadable } from '../gifts/giftRecord';
import type { GiftRecord, PossibleSend } from '../gifts/giftRecord';
import { sendsByRecipient, sendsFor, unreadableFor } from '../gifts/listedSend';
import type { SendList } from '../gifts/listedSend';
import type { AttemptTimes } from './attemptTimes';
import type { SendOwner, SendOwners } from './sendOwners';

/** Where the records of gifts are looked up. */
export interface RecordSources {
	/** by gift key */
	attempts: ReadonlyMap<string, Attempt>;
	listed: SendList;
	/** the start of the look-back days, ms since 1970 */
	since: number;
	owners: SendOwners;
	times: AttemptTimes;
}

/**
 * What is known about gifts before any of them is sent.
 *
 * @throws StoreError when n8n’s database fails
 */
export async function giftRecords<G extends Gift>(
	gifts: readonly G[],
	{ attempts, listed, since, owners, times }: RecordSources,
	now: number,
): Promise<Map<G, GiftRecord>> {
	const attemptOf = ({ key }: Gift): Attempt => attempts.get(key) ?? 'none';
	const possible = possibleSends(gifts, listed, since);
	const sends = await withOwners(possible, owners);
	const inDoubt = [...sends].filter(
		([gift, { unexplained, isUnsure }]) =>
			isInDoubt(attemptOf(gift)) && unexplained.length > 0 && !isUnsure,
	);
	const fitting = await times.fitting(
		new Map(inDoubt.map(([gift, { unexplained }]) => [gift, unexplained.filter(isReadable)])),
	);
	const toSend = gifts.filter((gift) => meaningOf(attemptOf(gift)).ifUnlisted !== 'done');
	// a send that no key explains may come from an attempt of another key, however long ago
	const recipientsInDoubt = await times.recipientsInDoubt(toSend, (gift) => [
		times.unsettledAt(now),
		...(sends.get(gift)?.unexplained ?? []).filter(isReadable).map(times.attemptOf),
	]);
	return new Map(
		gifts.map((gift) => {
			const record: GiftRecord = {
				attempt: attemptOf(gift),
				...(sends.get(gift) ?? NOT_LISTED),
				fitting: fitting.get(gift) ?? null,
				isRecipientInDoubt: recipientsInDoubt.has(gift),
			};
			return [gift, record];
		}),
	);
}

/** The sends of a gift, without those that are known to belong to another key. */
type SendsOfGift = Pick<GiftRecord, 'own' | 'unexplained' | 'isUnsure'>;

const NOT_LISTED: SendsOfGift = { own: [], unexplained: [], isUnsure: false };

/**
 * Looks up in the attempt log which gift each possible send belongs to.
 *
 * @throws StoreError when n8n’s database fails
 */
export async function withOwners<G extends Gift>(
	possible: ReadonlyMap<G, readonly PossibleSend[]>,
	owners: SendOwners,
): Promise<Map<G, SendsOfGift>> {
	const ownerOf = await owners.ownersOf(
		[...possible].flatMap(([gift, sends]) =>
			sends.flatMap(({ id }) => (id === null ? [] : [{ gift, sendId: id }])),
		),
	);
	const ownedBy =
		(gift: Gift, ...wanted: SendOwner[]) =>
		({ id }: PossibleSend) =>
			wanted.includes(id === null ? 'unknown' : ownerOf(gift, id));
	return new Map(
		[...possible].map(([gift, sends]) => [
			gift,
			{
				own: sends.filter(ownedBy(gift, 'own')),
				unexplained: sends.filter(ownedBy(gift, 'unknown', 'unsure')),
				isUnsure: sends.some(ownedBy(gift, 'unsure')),
			},
		]),
	);
}

/** The sends that each gift may be, newest first; unreadable ones come last. */
export function possibleSends<G extends Gift>(
	gifts: readonly G[],
	{ sends, unreadable }: SendList,
	since: number,
): Map<G, PossibleSend[]> {
	const sorted = sendsByRecipient(sends);
	return new Map(
		gifts.map((gift) => {
			const recipient = { ...gift, email: gift.request.recipient.email };
			return [
				gift,
				[...sendsFor(sorted, recipient, since), ...unreadableFor(unreadable, recipient)],
			];
		}),
	);
}
