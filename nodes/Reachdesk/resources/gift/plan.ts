import { decide, giftMarks, repeatInThisRun } from '../../gifts/duplicateCheck';
import type { Attempt, UnclearGifts } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import { sendsByRecipient, sendsFor } from '../../gifts/listedSend';
import type { ListedSend } from '../../gifts/listedSend';
import type { Outcome } from '../../gifts/outcome';

/** What is to be done with the gift of one item. */
export type Step<G extends Gift = Gift> =
	| { act: 'send'; gift: G; attempt: Attempt }
	| { act: 'report'; gift: G; outcome: Outcome; attempt: Attempt };

/**
 * Plans a run before its first POST, from what n8n’s store and Reachdesk’s list know.
 *
 * @param attempts - by gift key
 * @param listed - Reachdesk’s sends within the look-back days
 * @param since - the begin of the look-back days, ms since 1970
 * @param unclear - who settles a try without an answer that Reachdesk does not list
 */
export function planSteps<G extends Gift>(
	gifts: readonly G[],
	attempts: ReadonlyMap<string, Attempt>,
	listed: readonly ListedSend[],
	{ since, unclear }: { since: number; unclear: UnclearGifts },
): Step<G>[] {
	const attemptOf = (gift: G): Attempt => attempts.get(gift.key) ?? 'none';
	const sends = sendsByRecipient(listed);
	const marks = new Set<string>();
	const steps: Step<G>[] = [];
	const plan = (gift: G, index: number) => {
		const attempt = attemptOf(gift);
		const { email } = gift.request.recipient;
		const decision = decide(attempt, sendsFor(sends, { ...gift, email }, since), unclear);
		const isRepeat = giftMarks(gift).some((mark) => marks.has(mark));
		const outcome = decision.send ? (isRepeat ? repeatInThisRun : null) : decision.outcome;
		for (const mark of giftMarks(gift)) marks.add(mark);
		steps[index] = outcome
			? { act: 'report', gift, attempt, outcome }
			: { act: 'send', gift, attempt };
	};
	// What was tried before comes first, whatever the order of the items: another gift to the same
	// address and campaign must not slip past it.
	gifts.forEach((gift, index) => {
		if (attemptOf(gift) !== 'none') plan(gift, index);
	});
	gifts.forEach((gift, index) => {
		if (attemptOf(gift) === 'none') plan(gift, index);
	});
	return steps;
}
