import type { BulkAttemptLog } from '../../attempts/bulkAttemptLog';
import { reconcile } from '../../attempts/reconcile';
import { orStoreError, StoreError } from '../../attempts/storeError';
import type { DueGift } from '../../gifts/attempt';
import { bulkRequestOf } from '../../gifts/bulkSend';
import type { Some } from '../../gifts/bulkSend';
import { anotherExecution, recipientDedupeKey, sendOfAnother } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import { sendIdOf } from '../../gifts/listedSend';
import { paused } from '../../gifts/outcome';
import type { Outcome } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';
import { recipientInDoubt } from '../../gifts/sharedRecipient';
import { isSendingPaused } from '../../transport/reachdeskRequest';
import { createBulkSend } from '../../transport/sends';
import type { Run } from './planRun';
import { budgetLost, notClaimed, notNoted } from './sendBreaker';
import type { SendBreaker } from './sendBreaker';

// Reachdesk creates the gifts of a bulk send in the background and does not document how long that
// takes.
const LOOKS_AFTER = [3_000, 10_000, 20_000, 30_000];

/** What the requests of a bulk run share. */
export interface BulkRun extends Run<Gift> {
	/** null without duplicate protection */
	bulkLog: BulkAttemptLog | null;
	breaker: SendBreaker;
	/**
	 * addresses and campaigns, by their dedupe key, to which a gift of this run may have been created
	 */
	unsettled: Set<string>;
}

/**
 * Claims gifts, sends them with a single POST, and looks for each of them in Reachdesk’s list.
 * Results are recorded as soon as they are known.
 *
 * Rule: the attempts are noted before the POST, and a POST with an unknown outcome is never
 * repeated here. Only a gift that Reachdesk lists is confirmed, because Reachdesk does not report
 * gifts that it drops.
 *
 * @throws n8n’s error when it cannot read the credential: then nothing was created
 */
export async function sendBatch(run: BulkRun, batch: readonly DueGift<Gift>[]): Promise<void> {
	const { context, results, breaker } = run;
	if (await isSendingPaused(context)) {
		for (const { gift } of batch) results.report(gift, paused);
		return;
	}
	const begun = Date.now();
	const gifts = await claimed(run, await withinBudget(run, batch), begun);
	if (!isSome(gifts)) return;

	const request = bulkRequestOf(gifts);
	const answer = await createBulkSend(context, gifts, request).catch(async (error: unknown) => {
		await undo(run, gifts, begun);
		throw error;
	});
	if (answer.kind === 'refused') {
		const refusal = refusalOfAll(answer.refusal, gifts.length);
		for (const gift of gifts) results.refuse(gift, refusal);
		if (refusal.everyGift) breaker.open(refusal);
		await undo(run, gifts, begun);
		return;
	}

	const isAccepted = answer.kind === 'accepted';
	const { outcomes } = await reconcile(context, gifts, {
		begun,
		why: isAccepted ? 'Reachdesk accepted the bulk send' : answer.why,
		looksAfter: LOOKS_AFTER,
		owners: run.owners,
	});
	const bulkSend = { id: isAccepted ? answer.accepted : null, requestId: request.request_id };
	const created: [Gift, Outcome][] = [];
	for (const [gift, found] of outcomes) {
		const outcome = { ...found, bulkSend };
		results.report(gift, outcome);
		if (outcome.gift === null) run.unsettled.add(recipientDedupeKey(gift));
		else {
			run.budget?.made(gift, outcome.gift.id);
			created.push([gift, outcome]);
		}
	}
	if (!isAccepted && created.length < gifts.length) breaker.open(batchUnclear);
	const noted = await orStoreError(confirm(run, created, begun));
	if (!(noted instanceof StoreError)) return;
	for (const [gift, outcome] of created) results.report(gift, notNoted(outcome, noted));
	breaker.noteStoreError(noted);
}

// Each send is noted before its gift is confirmed; more at a time would exceed the store.
const MOST_NOTED_AT_ONCE = 1_000;

/**
 * Notes which gift each send belongs to, and confirms the gifts whose send does not already belong
 * to another key.
 */
async function confirm(
	{ results, owners, bulkLog, unsettled }: BulkRun,
	created: readonly (readonly [Gift, Outcome])[],
	begun: number,
): Promise<void> {
	if (!owners || !bulkLog) return;
	for (let start = 0; start < created.length; start += MOST_NOTED_AT_ONCE) {
		const some = created.slice(start, start + MOST_NOTED_AT_ONCE);
		const theirs = await owners.note(
			some.flatMap(([gift, outcome]) => {
				const sendId = sendIdOf(outcome.gift?.id);
				return sendId === null ? [] : [{ gift, sendId }];
			}),
		);
		await bulkLog.confirm(
			some.map(([gift]) => gift).filter(({ key }) => theirs.has(key)),
			begun,
		);
		for (const [gift, { bulkSend }] of some) {
			if (theirs.has(gift.key)) continue;
			unsettled.add(recipientDedupeKey(gift));
			results.report(gift, { ...sendOfAnother, ...(bulkSend && { bulkSend }) });
		}
	}
}

/** The gifts that stay within their caps. Records the reason for the others. */
async function withinBudget(
	run: BulkRun,
	batch: readonly DueGift<Gift>[],
): Promise<readonly DueGift<Gift>[]> {
	const { budget, results, breaker } = run;
	if (budget === null || breaker.why) return batch;
	const within: DueGift<Gift>[] = [];
	for (const due of batch) {
		const over = budget.reserve(due.gift);
		if (over) results.report(due.gift, over);
		else within.push(due);
	}
	const gifts = within.map(({ gift }) => gift);
	const isHeld = await orStoreError(budget.noteSending(gifts));
	if (isHeld === true) return within;
	if (isHeld === false) breaker.open(budgetLost);
	for (const gift of gifts) {
		budget.giveBack(gift);
		results.refuse(gift, isHeld ? notClaimed(isHeld, gift) : budgetLost);
	}
	return [];
}

/** Claims the gifts of a request. Records the reason for those that may not be sent. */
async function claimed(
	run: BulkRun,
	batch: readonly DueGift<Gift>[],
	begun: number,
): Promise<Gift[]> {
	const { results, bulkLog, breaker, unsettled, budget } = run;
	if (breaker.why) {
		for (const { gift } of batch) results.refuse(gift, breaker.why);
		return [];
	}
	const isHeld = ({ gift }: DueGift<Gift>) => unsettled.has(recipientDedupeKey(gift));
	for (const { gift } of batch.filter(isHeld)) {
		results.report(gift, recipientInDoubt);
		budget?.giveBack(gift);
	}
	const claims = batch.filter((due) => !isHeld(due));
	const all = claims.map(({ gift }) => gift);
	if (!bulkLog || all.length === 0) return all;
	const isLeased = await orStoreError(bulkLog.takeLease(begun));
	const mine = isLeased === true ? await orStoreError(bulkLog.claim(claims, begun)) : isLeased;
	if (mine instanceof StoreError) {
		for (const gift of all) {
			results.refuse(gift, notClaimed(mine, gift));
			budget?.giveBack(gift);
		}
		breaker.noteStoreError(mine);
		return [];
	}
	if (mine === false) breaker.open(leaseLost);
	const isMine = (gift: Gift) => mine !== false && mine.has(gift);
	for (const gift of all) if (!isMine(gift)) results.report(gift, anotherExecution);
	return all.filter(isMine);
}

/**
 * Undoes attempts known to have created nothing. If that fails, they stay in doubt and Reachdesk’s
 * list settles them.
 */
async function undo(
	{ bulkLog, budget, breaker }: BulkRun,
	gifts: readonly Gift[],
	begun: number,
): Promise<void> {
	for (const gift of gifts) budget?.giveBack(gift);
	const undone = bulkLog ? await orStoreError(bulkLog.undo(gifts, begun)) : null;
	if (undone instanceof StoreError) breaker.noteStoreError(undone);
}

const isSome = <T>(list: T[]): list is Some<T> => list.length > 0;

/** Reachdesk accepts all recipients of a request or none. */
const refusalOfAll = (refusal: Refusal, count: number): Refusal =>
	refusal.everyGift || count === 1
		? refusal
		: {
				...refusal,
				message: `${refusal.message}. All ${String(count)} gifts of the request were refused`,
			};

const leaseLost: Refusal = {
	message: 'Skipped because another execution of this node started to send in bulk',
	remedy: 'Run again when it has finished. Nothing is sent twice',
	everyGift: true,
	status: null,
};

const batchUnclear: Refusal = {
	message: 'Skipped because an earlier request of this run got no clear answer',
	remedy: 'Run again later. Nothing is sent twice',
	everyGift: true,
	status: null,
};
