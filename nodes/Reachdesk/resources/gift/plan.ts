import { decide, giftMarks, repeatInThisRun } from '../../gifts/duplicateCheck';
import type { Attempt } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import { sendsFor } from '../../gifts/listedSend';
import type { ListedSend } from '../../gifts/listedSend';
import type { Outcome } from '../../gifts/outcome';

/** What is to be done with the gift of one item. */
export type Step =
	| { act: 'send'; gift: Gift; attempt: Attempt }
	| { act: 'report'; gift: Gift; outcome: Outcome; attempt: Attempt };

/**
 * Plans a run before its first POST, from what n8n’s store and Reachdesk’s list know.
 *
 * @param attempts - by request id
 * @param listed - Reachdesk’s sends within the look-back days
 * @param since - the begin of the look-back days, ms since 1970
 */
export function planSteps(
	gifts: readonly Gift[],
	attempts: ReadonlyMap<string, Attempt>,
	listed: readonly ListedSend[],
	since: number,
): Step[] {
	const marks = new Set<string>();
	return gifts.map((gift) => {
		const attempt = attempts.get(gift.request.request_id) ?? 'none';
		const { email } = gift.request.recipient;
		const decision = decide(attempt, sendsFor(listed, { ...gift, email }, since));
		if (!decision.send) return { act: 'report', gift, attempt, outcome: decision.outcome };
		const repeats = giftMarks(gift).some((mark) => marks.has(mark));
		for (const mark of giftMarks(gift)) marks.add(mark);
		return repeats
			? { act: 'report', gift, attempt, outcome: repeatInThisRun }
			: { act: 'send', gift, attempt };
	});
}
