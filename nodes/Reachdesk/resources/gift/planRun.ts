import type { IExecuteFunctions } from 'n8n-workflow';
import type { AgentQuota } from '../../attempts/agentQuota';
import type { AttemptLog } from '../../attempts/attemptLog';
import type { AttemptTimes } from '../../attempts/attemptTimes';
import { giftRecords } from '../../attempts/giftRecords';
import type { SendOwners } from '../../attempts/sendOwners';
import { meaningOf } from '../../gifts/attempt';
import type { Attempt, DueGift } from '../../gifts/attempt';
import { recipientDedupeKey, sendOfAnother } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import type { GiftRecord } from '../../gifts/giftRecord';
import { NO_SENDS } from '../../gifts/listedSend';
import type { SendList } from '../../gifts/listedSend';
import { notDue, paused } from '../../gifts/outcome';
import { planSteps } from '../../gifts/plan';
import type { Step } from '../../gifts/plan';
import { listSendsTo } from '../../transport/listing';
import { isSendingPaused } from '../../transport/reachdeskRequest';
import { budgetInUse } from '../../gifts/overBudget';
import type { Budget } from './budget';
import type { ExecutionMemory } from './executionMemory';
import { withinAgentQuota, withinMaximum } from './limits';
import { planTestRun } from './planTestRun';
import type { GiftResults } from './results';
import type { SafetySettings } from './safetySettings';

const DAY = 86_400_000;

/** What the steps of one run share. */
export interface Run<G extends Gift> {
	context: IExecuteFunctions;
	safety: SafetySettings;
	results: GiftResults<G>;
	/** null without duplicate protection, like `owners` and `times` */
	log: AttemptLog | null;
	owners: SendOwners | null;
	times: AttemptTimes | null;
	/** null when no AI agent uses the node */
	quota: AgentQuota | null;
	memory: ExecutionMemory;
	/** null when no gift has a cap */
	budget: Budget | null;
}

/**
 * Plans a run before its first POST. Reports the gifts that are not sent and returns the others.
 *
 * @throws ExplainedError or NodeApiError when nothing may be sent because the attempt log or a list
 * is unreadable
 */
export async function planRun<G extends Gift>(run: Run<G>): Promise<DueGift<G>[]> {
	const { safety, memory } = run;
	const now = Date.now();
	const since = now - safety.lookBackDays * DAY;
	if (safety.sendsNothing) return await planTestRun(run, since, now);
	const isBudgetFree = await openBudget(run);
	const attempts = (await run.log?.attempts(run.results.gifts, now)) ?? new Map<string, Attempt>();
	const gifts = thatMatter(run.results, attempts);
	const { planned } = memory;
	const steps = planSteps(gifts, await recordsOf(run, gifts, attempts, since, now), {
		unclear: safety.unclearGifts,
		planned,
		tellsApart: run.owners !== null,
		overBudget: (gift) => run.budget?.look(gift) ?? null,
	});
	await report(
		run,
		steps.filter((step) => step.act === 'report'),
	);
	const toSend = steps.filter((step) => step.act === 'send');
	if (toSend.length > 0 && (await isSendingPaused(run.context))) {
		for (const { gift } of toSend) run.results.report(gift, paused);
		return [];
	}
	if (!isBudgetFree) {
		for (const { gift } of toSend) run.results.report(gift, budgetInUse);
		return [];
	}
	const due = withinMaximum(run, toSend);
	for (const { gift } of due) {
		const recipient = recipientDedupeKey(gift);
		if (!planned.has(recipient)) planned.set(recipient, gift);
	}
	return await withinAgentQuota(run, due, now);
}

/** Opens the budget before anything is looked up. False while another execution keeps sending. */
async function openBudget({ budget, results }: Run<Gift>): Promise<boolean> {
	const isAnyDue = results.gifts.some(({ timing }) => timing.whyNotDue === null);
	return budget === null || !isAnyDue || (await budget.open());
}

/** What is known about each gift; nothing without duplicate protection. */
async function recordsOf<G extends Gift>(
	run: Run<G>,
	gifts: readonly G[],
	attempts: ReadonlyMap<string, Attempt>,
	since: number,
	now: number,
): Promise<Map<G, GiftRecord>> {
	const { log, owners, times } = run;
	if (!log || !owners || !times) return new Map();
	const own = gifts.map(({ key }) => attempts.get(key) ?? 'none');
	const listed = await listedFor(gifts, own, run, since, now);
	return await giftRecords(gifts, { attempts, listed, since, owners, times }, now);
}

/** Reports the gifts that are not sent, and confirms earlier attempts that Reachdesk lists. */
async function report<G extends Gift>(
	{ results, log, owners }: Run<G>,
	steps: readonly (Step<G> & { act: 'report' })[],
): Promise<void> {
	const adopted = steps.flatMap(({ gift, adopts }) =>
		typeof adopts?.id === 'string' ? [{ gift, sendId: adopts.id }] : [],
	);
	const theirs = owners ? await owners.note(adopted) : new Set<string>();
	await log?.confirmEarlier(adopted.map(({ gift }) => gift).filter(({ key }) => theirs.has(key)));
	for (const { gift, outcome, adopts } of steps) {
		results.report(gift, adopts && !theirs.has(gift.key) ? sendOfAnother : outcome);
	}
}

/**
 * The gifts that may be sent now, and those that were attempted before and may have been created.
 * Reports the others as not due.
 */
function thatMatter<G extends Gift>(
	results: GiftResults<G>,
	attempts: ReadonlyMap<string, Attempt>,
): G[] {
	const matter: G[] = [];
	for (const gift of results.gifts) {
		const { whyNotDue } = gift.timing;
		const wasAttempted = (attempts.get(gift.key) ?? 'none') !== 'none';
		if (whyNotDue === null || wasAttempted) matter.push(gift);
		else results.report(gift, notDue(whyNotDue));
	}
	return matter;
}

/**
 * Reachdesk’s list, if the attempts need it. A loop reads it once, unless an attempt has to be
 * settled: its gift may have been created a moment ago.
 */
async function listedFor(
	gifts: readonly Gift[],
	attempts: readonly Attempt[],
	{ context, memory }: Run<Gift>,
	since: number,
	now: number,
): Promise<SendList> {
	if (attempts.every((attempt) => meaningOf(attempt).ifUnlisted === 'done')) return NO_SENDS;
	const read = async () => await listSendsTo(context, gifts, since, now);
	const { list } = attempts.some((attempt) => meaningOf(attempt).mayBeUnlisted)
		? await read()
		: await memory.listed(gifts, since, now, read);
	return list;
}
