import { addDays } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { memberOf } from '../../shared/jsonObject';
import type { WatchedGift } from './watchedGift';

/** What can be true of a gift. Saved states depend on the order: add new facts at the end. */
export const GIFT_FACTS = [
	'needsReview',
	'claimed',
	'shipped',
	'delivered',
	'failed',
	'expired',
	'unclaimed',
] as const;
export type GiftFact = (typeof GIFT_FACTS)[number];

/**
 * Words for the status of a gift, in lower case with single spaces. Reachdesk’s API documents only
 * `pending` and `processed`; the others come from its help pages on status mapping, so each may be
 * missing or spelled differently. A word that is not here means nothing.
 *
 * `claimed` does not mean redeemed: Reachdesk claims a gift when it is unwrapped, the recipient can
 * choose for 90 days (support.reachdesk.com/hc/en-us/articles/21591288069649), and its list does
 * not say whether they did. Until then, a recipient can also change a `declined` ("No, thanks").
 */
const FACT_BY_WORD: ReadonlyMap<string, GiftFact> = new Map([
	['pending', 'needsReview'],
	['claimed', 'claimed'],
	['address confirmed', 'claimed'],
	['shipped', 'shipped'],
	['tracking', 'shipped'],
	['delivered', 'delivered'],
	['rejected', 'failed'],
	['declined', 'failed'],
	['no thanks', 'failed'],
	['cancelled', 'failed'],
	['canceled', 'failed'],
	['returned', 'failed'],
	['failed', 'failed'],
	['expired', 'expired'],
]);

/** Words for a gift whose recipient was notified and has not claimed it yet. */
const INVITED: ReadonlySet<string> = new Set([
	'sent',
	'opened',
	'clicked',
	'awaiting address confirmation',
	'waiting recipient confirmation',
	'awaiting confirmation',
	'awaiting confirmation 2fa',
]);

/**
 * What is true of a gift on a day.
 *
 * Rule: only what Reachdesk reports counts. `processed` means that a gift was accepted, not that it
 * arrived. A gift is unclaimed only when its status says that it waits for the recipient.
 *
 * @param unclaimedAfter - days after the day (UTC) on which it was created
 */
export function giftFacts(
	gift: WatchedGift,
	today: CivilDate,
	unclaimedAfter: number,
): ReadonlySet<GiftFact> {
	const order = memberOf(gift.row, 'order');
	const status = wordOf(gift.status);
	const words = [
		status,
		wordOf(memberOf(gift.row, 'latest_action')),
		wordOf(memberOf(memberOf(order, 'shipment'), 'provider_sub_status_message')),
	];
	const facts = new Set(words.flatMap((word) => FACT_BY_WORD.get(word) ?? []));
	const shippedAt = memberOf(order, 'shipped_at');
	if (typeof shippedAt === 'string' && shippedAt !== '') facts.add('shipped');
	const isOld = addDays(gift.madeOn, unclaimedAfter) <= today;
	if (facts.size === 0 && isOld && INVITED.has(status)) facts.add('unclaimed');
	return facts;
}

/** Reachdesk’s help pages write words with spaces, its API with underscores. */
const wordOf = (text: unknown): string =>
	typeof text === 'string'
		? text
				.trim()
				.toLowerCase()
				.replace(/[\s_-]+/g, ' ')
		: '';
