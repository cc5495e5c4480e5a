import { reconcile } from '../../attempts/reconcile';
import { orStoreError, StoreError } from '../../attempts/storeError';
import type { DueGift } from '../../gifts/attempt';
import {
	anotherExecution,
	recipientDedupeKey,
	sendOfAnother,
	settle,
} from '../../gifts/duplicateCheck';
import type { SingleGift } from '../../gifts/gift';
import { sendIdOf } from '../../gifts/listedSend';
import { outcomeOfMade, paused, withWallet } from '../../gifts/outcome';
import type { Outcome } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';
import { isSendingPaused } from '../../transport/reachdeskRequest';
import { triggerCampaign } from '../../transport/sends';
import type { Run } from './planRun';
import { budgetLost, notClaimed, notNoted } from './sendBreaker';
import type { SendBreaker } from './sendBreaker';

// Reachdesk’s list may lag. We assume up to 20 s, which is not measured; the last look comes after
// that.
const LOOKS_AFTER = [3_000, 10_000, 20_000];

/**
 * Claims one gift, sends it with a single POST, and reconciles an unclear answer with Reachdesk’s
 * list. The result is recorded as soon as it is known.
 *
 * Rule: an attempt is noted before the POST, and a POST with an unknown outcome is never repeated
 * here.
 *
 * @throws n8n’s error when it cannot read the credential: then nothing was created
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
	if (await isSendingPaused(context)) {
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
	const begun = Date.now();
	const isClaimed = log ? await orStoreError(log.claim(gift, attempt, begun)) : true;
	if (isClaimed instanceof StoreError) {
		results.refuse(gift, notClaimed(isClaimed, gift));
		breaker.noteStoreError(isClaimed);
		run.budget?.giveBack(gift);
		return;
	}
	if (!isClaimed) {
		results.report(gift, anotherExecution);
		return;
	}

	const answer = await triggerCampaign(context, gift).catch(async (error: unknown) => {
		await release(run, gift, begun);
		throw error;
	});
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

/** Records the outcome of a gift that Reachdesk has created, and confirms its attempt. */
async function confirm(
	run: Run<SingleGift> & { breaker: SendBreaker },
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
async function adopt(
	run: Run<SingleGift> & { breaker: SendBreaker },
	gift: SingleGift,
	begun: number,
	known: Outcome,
): Promise<void> {
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
async function noteSend(
	{ owners }: Run<SingleGift>,
	gift: SingleGift,
	outcome: Outcome,
): Promise<boolean> {
	const sendId = sendIdOf(outcome.gift?.id);
	if (!owners || sendId === null) return true;
	return (await owners.note([{ gift, sendId }])).has(gift.key);
}

/** Notes the result of a gift. When n8n’s database fails, the outcome says so. */
async function noteOutcome(
	{ results, breaker }: Run<SingleGift> & { breaker: SendBreaker },
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
 * @param begun - when the attempt began; null when none was claimed
 */
async function release(
	{ log, quota, memory, budget, breaker }: Run<SingleGift> & { breaker: SendBreaker },
	gift: SingleGift,
	begun: number | null,
): Promise<void> {
	budget?.giveBack(gift);
	const recipient = recipientDedupeKey(gift);
	if (memory.planned.get(recipient) === gift) memory.planned.delete(recipient);
	const steps = [
		async () => (begun === null ? undefined : await log?.undo(gift, begun)),
		async () => await quota?.giveBack(gift),
	];
	for (const step of steps) {
		const undone = await orStoreError(step());
		if (undone instanceof StoreError) breaker.noteStoreError(undone);
	}
}

const reachdeskSilent: Refusal = {
	message: 'Skipped because Reachdesk stopped answering during this run',
	remedy: 'Run again when Reachdesk answers. Nothing is sent twice',
	everyGift: true,
	status: null,
};
