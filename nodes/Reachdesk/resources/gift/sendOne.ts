import { reconcile } from '../../attempts/reconcile';
import { orStoreError, StoreError } from '../../attempts/storeError';
import type { DueGift } from '../../gifts/attempt';
import { anotherExecution, recipientDedupeKey, settle } from '../../gifts/duplicateCheck';
import type { SingleGift } from '../../gifts/gift';
import { outcomeOfMade, withWallet } from '../../gifts/outcome';
import type { Outcome } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';
import { triggerCampaign } from '../../transport/sends';
import type { Run } from './planRun';
import { notClaimed, notNoted } from './sendBreaker';
import type { SendBreaker } from './sendBreaker';

// Reachdesk’s list has been seen to lag; the last look comes well after 20 s.
const LOOKS_AFTER = [3_000, 10_000, 20_000];

/**
 * Claims one gift, sends it with a single POST, and reconciles an unclear answer with Reachdesk’s
 * list. The result is recorded as soon as it is known.
 *
 * Rule: an attempt is noted before the POST, and a POST whose outcome is not known is never repeated
 * here.
 *
 * @throws what n8n throws when it cannot read the credential: then nothing was created
 */
export async function sendOne(
	run: Run<SingleGift> & { breaker: SendBreaker },
	{ gift, attempt }: DueGift<SingleGift>,
): Promise<void> {
	const { context, log, results, breaker } = run;
	if (breaker.why) {
		results.refuse(gift, breaker.why);
		return;
	}
	const begun = Date.now();
	const isClaimed = log ? await orStoreError(log.claim(gift, attempt, begun)) : true;
	if (isClaimed instanceof StoreError) {
		results.refuse(gift, notClaimed(isClaimed, gift));
		breaker.noteStoreError(isClaimed);
		return;
	}
	if (!isClaimed) {
		results.report(gift, anotherExecution);
		return;
	}

	const answer = await triggerCampaign(context, gift).catch(async (error: unknown) => {
		await undo(run, gift, begun);
		throw error;
	});
	switch (answer.kind) {
		case 'accepted':
			await confirm(run, gift, begun, outcomeOfMade(answer.accepted));
			break;
		case 'refused':
			results.refuse(gift, answer.refusal);
			if (answer.refusal.everyGift) breaker.open(answer.refusal);
			await undo(run, gift, begun);
			break;
		case 'unknown': {
			const { outcomes, answered } = await reconcile(context, [gift], {
				begun,
				why: answer.why,
				looksAfter: LOOKS_AFTER,
			});
			await confirm(run, gift, begun, outcomes.get(gift) ?? settle(answer.why, null));
			if (!answered) breaker.open(reachdeskSilent);
			break;
		}
	}
}

/** Records the outcome of a gift, and confirms its attempt when Reachdesk has created it. */
async function confirm(
	{ safety, log, results, breaker }: Run<SingleGift> & { breaker: SendBreaker },
	gift: SingleGift,
	begun: number,
	known: Outcome,
): Promise<void> {
	const outcome = withWallet(known, safety.expectedWallet);
	results.report(gift, outcome);
	if (!log || outcome.gift === null) return;
	const confirmed = await orStoreError(log.confirm(gift, begun));
	if (!(confirmed instanceof StoreError)) return;
	results.report(gift, notNoted(outcome, confirmed));
	breaker.noteStoreError(confirmed);
}

/** Undoes an attempt known to have created nothing. Left in doubt, Reachdesk’s list settles it. */
async function undo(
	{ log, quota, memory, breaker }: Run<SingleGift> & { breaker: SendBreaker },
	gift: SingleGift,
	begun: number,
): Promise<void> {
	memory.planned.delete(recipientDedupeKey(gift));
	const steps = [async () => await log?.undo(gift, begun), async () => await quota?.giveBack(gift)];
	for (const step of steps) {
		const undone = await orStoreError(step());
		if (undone instanceof StoreError) breaker.noteStoreError(undone);
	}
}

const reachdeskSilent: Refusal = {
	message: 'Not attempted, because Reachdesk stopped answering during this run',
	remedy: 'Run again when Reachdesk answers: what was sent is not sent twice',
	everyGift: true,
	status: null,
};
