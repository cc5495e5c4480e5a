import { meaningOf } from './attempt';
import type { Attempt } from './attempt';
import { decide, giftDedupeKey, recipientDedupeKey, repeatInThisRun } from './duplicateCheck';
import type { UnclearGifts } from './duplicateCheck';
import type { Gift } from './gift';
import { sendsByRecipient, sendsFor } from './listedSend';
import type { ListedSend } from './listedSend';
import type { Outcome } from './outcome';

/** What to do with the gift of one item. */
export type Step<G extends Gift = Gift> =
	| { act: 'send'; gift: G; attempt: Attempt }
	| { act: 'report'; gift: G; outcome: Outcome; attempt: Attempt };

interface PlanOptions {
	since: number;
	unclear: UnclearGifts;
	planned: ReadonlyMap<string, string>;
}

const RANKS = ['done', 'hold', 'sendIfAllowed', 'send'] as const;

/**
 * Plans a run before its first POST, from what the attempt log and Reachdesk’s list know.
 *
 * Rule: within a run, one key gives one gift, and one address gets one gift from a campaign. An
 * earlier gift that is confirmed and no longer listed counts for its key alone: it was sent before
 * the look-back days, or the list would have it.
 *
 * @param attempts - by gift key
 * @param listed - Reachdesk’s sends within the look-back days
 * @param since - the begin of the look-back days, ms since 1970
 * @param planned - the key of the gift that an earlier run of the same execution planned, by the dedupe key
 * of its address and campaign
 * @param unclear - who settles an attempt without an answer that Reachdesk does not list
 */
export function planSteps<G extends Gift>(
	gifts: readonly G[],
	attempts: ReadonlyMap<string, Attempt>,
	listed: readonly ListedSend[],
	{ since, unclear, planned }: PlanOptions,
): Step<G>[] {
	const attemptOf = (gift: G): Attempt => attempts.get(gift.key) ?? 'none';
	const sends = sendsByRecipient(listed);
	const taken = new Set<string>();
	const steps: Step<G>[] = [];
	const plan = (gift: G, index: number) => {
		const attempt = attemptOf(gift);
		const { email } = gift.request.recipient;
		const decision = decide(attempt, sendsFor(sends, { ...gift, email }, since), unclear);
		const earlier = planned.get(recipientDedupeKey(gift)) ?? gift.key;
		const isRepeat =
			taken.has(giftDedupeKey(gift)) || taken.has(recipientDedupeKey(gift)) || earlier !== gift.key;
		const outcome = decision.send ? (isRepeat ? repeatInThisRun : null) : decision.outcome;
		taken.add(giftDedupeKey(gift));
		if (decision.send || meaningOf(attempt).mayBeUnlisted) taken.add(recipientDedupeKey(gift));
		steps[index] = outcome
			? { act: 'report', gift, attempt, outcome }
			: { act: 'send', gift, attempt };
	};
	// Gifts that are held come first, whatever the order of the items, and new ones last: another gift
	// to the same address and campaign must not slip past one that may have been created.
	for (const rank of RANKS) {
		gifts.forEach((gift, index) => {
			if (meaningOf(attemptOf(gift)).ifUnlisted === rank) plan(gift, index);
		});
	}
	return steps;
}
