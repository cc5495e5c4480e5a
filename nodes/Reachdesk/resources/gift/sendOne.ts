import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { settle } from '../../gifts/duplicateCheck';
import type { Attempt } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import { sendsFor } from '../../gifts/listedSend';
import { outcomeOfMade } from '../../gifts/outcome';
import type { Outcome } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';
import { listSends, triggerCampaign } from '../../transport/sends';
import type { AttemptStore } from './attemptStore';

// Reachdesk’s list has been seen to lag; the last look comes well after 20 s.
const LOOKS_AFTER = [3_000, 10_000, 20_000];
// Reachdesk’s clock and n8n’s may differ by some minutes.
const CLOCK_SKEW = 5 * 60_000;

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
	gift: Gift,
	attempt: Attempt,
	store: AttemptStore | null,
	knownSends: Set<string>,
): Promise<Sent> {
	const begun = Date.now();
	if (store && !(await store.claim(gift, attempt, begun))) return anotherExecution;

	const answer = await triggerCampaign(context, gift);
	switch (answer.kind) {
		case 'accepted':
			await store?.made(gift, begun);
			knownSends.add(String(answer.gift.id));
			return { kind: 'outcome', outcome: outcomeOfMade(answer.gift) };
		case 'refused':
			await store?.undo(gift, begun);
			return { kind: 'refused', refusal: answer.refusal };
		case 'unknown': {
			const sent = await lookFor(context, gift, begun, knownSends, answer.why);
			if (sent.outcome.gift !== null) {
				await store?.made(gift, begun);
				knownSends.add(String(sent.outcome.gift.id));
			}
			return sent;
		}
	}
}

/** Looks a few times whether Reachdesk lists the gift. */
async function lookFor(
	context: IExecuteFunctions,
	gift: Gift,
	begun: number,
	knownSends: ReadonlySet<string>,
	why: string,
): Promise<Extract<Sent, { outcome: Outcome }>> {
	const since = begun - CLOCK_SKEW;
	const { email } = gift.request.recipient;
	let outcome = settle(why, null);
	let answered = false;
	for (const pause of LOOKS_AFTER) {
		await sleep(pause);
		const listed = await listSends(context, since, Date.now()).catch(() => null);
		if (listed === null) continue;
		answered = true;
		const matches = sendsFor(listed, { ...gift, email }, since);
		outcome = settle(
			why,
			matches.filter(({ id }) => !knownSends.has(id)),
		);
		if (outcome.outcome !== 'unconfirmed') break;
	}
	return { kind: answered ? 'outcome' : 'silence', outcome };
}

const anotherExecution: Sent = {
	kind: 'outcome',
	outcome: {
		outcome: 'unconfirmed',
		explanation: 'Another execution is at work on this gift at this moment. A later run settles it',
		gift: null,
	},
};
