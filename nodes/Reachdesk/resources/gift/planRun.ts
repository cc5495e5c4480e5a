import type { IExecuteFunctions } from 'n8n-workflow';
import type { AgentQuota } from '../../attempts/agentQuota';
import type { AttemptLog } from '../../attempts/attemptLog';
import { meaningOf } from '../../gifts/attempt';
import type { Attempt, DueGift } from '../../gifts/attempt';
import { recipientDedupeKey } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import { notDue } from '../../gifts/outcome';
import { planSteps } from '../../gifts/plan';
import { listSends } from '../../transport/sends';
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
	/** null without duplicate protection */
	log: AttemptLog | null;
	/** null when no AI agent calls */
	quota: AgentQuota | null;
	memory: ExecutionMemory;
}

/**
 * Plans a run before its first POST. Reports the gifts that are not sent, and returns those that are.
 *
 * @throws ExplainedError or NodeApiError when nothing may be sent, because an attempt log or a list
 * cannot be read
 */
export async function planRun<G extends Gift>(run: Run<G>): Promise<DueGift<G>[]> {
	const { safety, results, log, memory } = run;
	const now = Date.now();
	const since = now - safety.lookBackDays * DAY;
	if (safety.sendsNothing) return await planTestRun(run, since, now);
	const gifts = mayBeSent(results);
	const attempts = log ? await log.attempts(gifts, now) : new Map<string, Attempt>();
	const listed = await listedFor([...attempts.values()], run, since, now);
	const { planned } = memory;
	const steps = planSteps(gifts, attempts, listed, {
		since,
		unclear: safety.unclearGifts,
		planned,
	});
	const reported = steps.filter((step) => step.act === 'report');
	const confirmed = reported.filter(
		({ attempt, outcome }) => attempt !== 'none' && outcome.knownBy === 'reachdesk',
	);
	await log?.confirmEarlier(confirmed.map(({ gift }) => gift));
	for (const { gift, outcome } of reported) results.report(gift, outcome);
	const due = withinMaximum(
		run,
		steps.filter((step) => step.act === 'send'),
	);
	for (const { gift } of due) planned.set(recipientDedupeKey(gift), gift.key);
	return await withinAgentQuota(run, due, now);
}

/** The gifts that may be sent now. Reports the others as not due. */
function mayBeSent<G extends Gift>(results: GiftResults<G>): G[] {
	const due: G[] = [];
	for (const gift of results.gifts) {
		const { whyNotDue } = gift.timing;
		if (whyNotDue === null) due.push(gift);
		else results.report(gift, notDue(whyNotDue));
	}
	return due;
}

/**
 * Reachdesk’s list, as far as the attempts need it. A loop reads it once, unless an attempt is to be
 * settled: that may have been created a moment ago.
 */
async function listedFor(
	attempts: readonly Attempt[],
	{ context, memory }: Run<Gift>,
	since: number,
	now: number,
) {
	if (attempts.every((attempt) => meaningOf(attempt).ifUnlisted === 'done')) return [];
	const read = async () => await listSends(context, since, now);
	return attempts.some((attempt) => meaningOf(attempt).mayBeUnlisted)
		? await read()
		: await memory.listed(since, now, read);
}
