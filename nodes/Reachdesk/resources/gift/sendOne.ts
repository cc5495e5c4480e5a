import { reconcile } from '../../attempts/reconcile';
import { orStoreError, StoreError } from '../../attempts/storeError';
import { recipientDedupeKey, sendOfAnother, settle } from '../../gifts/duplicateCheck';
import type { SingleGift } from '../../gifts/gift';
import { sendIdOf } from '../../gifts/listedSend';
import { outcomeOfMade, paused, withWallet } from '../../gifts/outcome';
import type { Outcome } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';
import { isSendingPaused } from '../../transport/reachdeskRequest';
import { triggerCampaign } from '../../transport/sends';
import type { Pace } from './pace';
import type { Run } from './planRun';
import { budgetLost, notClaimed, notNoted } from './sendBreaker';
import type { SendBreaker } from './sendBreaker';

// Reachdesk’s list may lag. We assume up to 20 s, which is not measured; the last look comes after
// that.
const LOOKS_AFTER = [3_000, 10_000, 20_000];

/** What the gifts of a run that are sent one after the other share. */
export type SendRun = Run<SingleGift> & { breaker: SendBreaker; pace: Pace };

/**
 * Sends a claimed gift with a single POST, and reconciles an unclear answer with Reachdesk’s list.
 * The result is recorded as soon as it is known.
 *
 * Rule: an attempt is noted before the POST, and a POST with an unknown outcome is never repeated
 * here.
 *
 * @param begun - when the gift was claimed, ms since 1970
 * @throws n8n’s error when it cannot read the credential or the execution is cancelled: then nothing
 * was created
 */
export async function sendOne(run: SendRun, gift: SingleGift, begun: number): Promise<void> {
	const { context, results, breaker } = run;
	if (breaker.why) {
		results.refuse(gift, breaker.why);
		await release(run, gift, null);
		return;
	}
	if (await orRelease(run, gift, isSendingPaused(context))) {
		results.report(gift, paused);
		await release(run, gift, null);
		return;
	}
	const over = run.budget?.reserve(gift);
	if (over) {
		results.report(gift, over);
		await release(run, gift, null);
		return;
	}
	const isBudgetHeld = run.budget ? await orStoreError(run.budget.noteSending([gift])) : true;
	if (isBudgetHeld === false) breaker.open(budgetLost);
	if (isBudgetHeld !== true) {
		results.refuse(gift, isBudgetHeld ? notClaimed(isBudgetHeld, gift) : budgetLost);
		await release(run, gift, null);
		return;
	}
	const answer = await orRelease(run, gift, post(run, gift));
	switch (answer.kind) {
		case 'accepted':
			await confirm(run, gift, begun, outcomeOfMade(answer.accepted));
			break;
		case 'refused':
			results.refuse(gift, answer.refusal);
			if (answer.refusal.everyGift) breaker.open(answer.refusal);
			await release(run, gift, begun);
			break;
		case 'unknown': {
			const { outcomes, answered } = await reconcile(context, [gift], {
				begun,
				why: answer.why,
				looksAfter: LOOKS_AFTER,
				owners: run.owners,
			});
			await adopt(run, gift, begun, outcomes.get(gift) ?? settle(answer.why, null));
			if (!answered) breaker.open(reachdeskSilent);
			break;
		}
	}
}

/** Sends the request when its turn comes. @throws before the request, when it is not to be sent */
async function post({ context, pace }: SendRun, gift: SingleGift) {
	await pace.wait();
	context.getExecutionCancelSignal()?.throwIfAborted();
	return await triggerCampaign(context, gift);
}

/** Records the outcome of a gift that Reachdesk has created, and confirms its attempt. */
async function confirm(
	run: SendRun,
	gift: SingleGift,
	begun: number,
	known: Outcome,
): Promise<void> {
	const outcome = withWallet(known, gift.expectedWallet);
	run.results.report(gift, outcome);
	run.budget?.made(gift, outcome.gift?.id);
	await noteOutcome(run, gift, outcome, async () => {
		await noteSend(run, gift, outcome);
		await run.log?.confirm(gift, begun);
	});
}

/** The same for an outcome from Reachdesk’s list: a send of another key settles nothing. */
async function adopt(run: SendRun, gift: SingleGift, begun: number, known: Outcome): Promise<void> {
	const outcome = withWallet(known, gift.expectedWallet);
	run.results.report(gift, outcome);
	if (outcome.gift === null) return;
	run.budget?.made(gift, outcome.gift.id);
	await noteOutcome(run, gift, outcome, async () => {
		if (await noteSend(run, gift, outcome)) await run.log?.confirm(gift, begun);
		else run.results.report(gift, sendOfAnother);
	});
}

/**
 * Notes which gift the send of an outcome belongs to. False when it already belongs to another key.
 */
async function noteSend({ owners }: SendRun, gift: SingleGift, outcome: Outcome): Promise<boolean> {
	const sendId = sendIdOf(outcome.gift?.id);
	if (!owners || sendId === null) return true;
	return (await owners.note([{ gift, sendId }])).has(gift.key);
}

/** Notes the result of a gift. When n8n’s database fails, the outcome says so. */
async function noteOutcome(
	{ results, breaker }: SendRun,
	gift: SingleGift,
	outcome: Outcome,
	note: () => Promise<void>,
): Promise<void> {
	const noted = await orStoreError(note());
	if (!(noted instanceof StoreError)) return;
	results.report(gift, notNoted(outcome, noted));
	breaker.noteStoreError(noted);
}

/**
 * Releases what was reserved for a gift that was not created. An attempt left in doubt is settled
 * by Reachdesk’s list.
 *
 * @param begun - when the attempt was claimed; null when it was not made
 */
export async function release(
	{ log, quota, memory, budget, breaker }: SendRun,
	gift: SingleGift,
	begun: number | null,
): Promise<void> {
	budget?.giveBack(gift);
	const recipient = recipientDedupeKey(gift);
	if (memory.planned.get(recipient) === gift) memory.planned.delete(recipient);
	const steps = [
		async () => await (begun === null ? log?.withdraw([gift]) : log?.undo(gift, begun)),
		async () => await quota?.giveBack(gift),
	];
	for (const step of steps) {
		const undone = await orStoreError(step());
		if (undone instanceof StoreError) breaker.noteStoreError(undone);
	}
}

/** The result of a step before the POST. If it throws, nothing was created. */
const orRelease = async <T>(run: SendRun, gift: SingleGift, step: Promise<T>): Promise<T> =>
	await step.catch(async (error: unknown) => {
		await release(run, gift, null);
		throw error;
	});

const reachdeskSilent: Refusal = {
	message: 'Skipped because Reachdesk stopped answering during this run',
	remedy: 'Run again when Reachdesk answers. Nothing is sent twice',
	everyGift: true,
	status: null,
};
