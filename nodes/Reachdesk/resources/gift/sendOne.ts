import type { IExecuteFunctions } from 'n8n-workflow';
import { anotherExecution, settle } from '../../gifts/duplicateCheck';
import type { Attempt } from '../../gifts/duplicateCheck';
import type { SingleGift } from '../../gifts/gift';
import { outcomeOfMade } from '../../gifts/outcome';
import type { Outcome } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';
import { triggerCampaign } from '../../transport/sends';
import type { AttemptStore } from './attemptStore';
import { lookFor } from './lookFor';

// Reachdesk’s list has been seen to lag; the last look comes well after 20 s.
const LOOKS_AFTER = [3_000, 10_000, 20_000];

/** What a try to send one gift came to. */
export type Sent =
	| { kind: 'outcome'; outcome: Outcome }
	| { kind: 'refused'; refusal: Refusal }
	/** the outcome is not known and Reachdesk no longer answers at all */
	| { kind: 'silence'; outcome: Outcome };

/**
 * Sends one gift with a single POST, and settles an unclear answer by Reachdesk’s list.
 *
 * Rule: an attempt is noted before the POST, and a POST whose outcome is not known is never
 * repeated here.
 *
 * @param store - null without duplicate protection
 * @param knownSends - ids of sends that cannot be this gift; the id of the new one is added
 */
export async function sendOne(
	context: IExecuteFunctions,
	gift: SingleGift,
	attempt: Attempt,
	store: AttemptStore | null,
	knownSends: Set<string>,
): Promise<Sent> {
	const begun = Date.now();
	if (store && !(await store.claim(gift, attempt, begun))) {
		return { kind: 'outcome', outcome: anotherExecution };
	}

	const answer = await triggerCampaign(context, gift);
	switch (answer.kind) {
		case 'accepted':
			await store?.made(gift, begun);
			knownSends.add(String(answer.accepted.id));
			return { kind: 'outcome', outcome: outcomeOfMade(answer.accepted) };
		case 'refused':
			await store?.undo(gift, begun);
			return { kind: 'refused', refusal: answer.refusal };
		case 'unknown': {
			const { outcomes, answered } = await lookFor(context, [gift], {
				begun,
				why: answer.why,
				knownSends,
				looksAfter: LOOKS_AFTER,
			});
			const [outcome = settle(answer.why, null)] = outcomes;
			if (outcome.gift !== null) {
				await store?.made(gift, begun);
				knownSends.add(String(outcome.gift.id));
			}
			return { kind: answered ? 'outcome' : 'silence', outcome };
		}
	}
}
