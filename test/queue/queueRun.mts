import { isFinished } from '../../sandbox/n8n/executionData.mts';
import type { Execution } from '../../sandbox/n8n/host.mts';
import type { Breakdown } from './breakdowns.mts';
import { layBirthdays } from './company.mts';
import { Day, MomentMissed } from './day.mts';
import type { PairOfRetries } from './day.mts';
import { Ledger } from './ledger.mts';
import type { Tally } from './ledger.mts';
import type { PlannedDay } from './plan.mts';
import type { QueueStage } from './stage.mts';

/** People whom the company must have, by the birthdays and the traps of a plan. */
export const companySize = (plan: readonly PlannedDay[]): number => 120 + plan.length * 20;

export interface QueueRun {
	tally: Tally;
	/** every time that an execution was retried twice at once */
	pairs: PairOfRetries[];
	/** executions that failed although nobody cut them off, with n8n's words */
	failures: string[];
	/** polls that failed, with n8n's words; each was made up for a minute later, or counts as lost */
	failedPolls: string[];
	/** breakdowns that happened on no day, because the moment for them never came */
	neverHappened: string[];
	/** what reached the services and is against their contract */
	violations: string[];
}

/** Plays the days of a plan one after the other and counts what has become of the gifts. */
export async function playDays(
	stage: QueueStage,
	plan: readonly PlannedDay[],
	say: (text: string) => void = () => undefined,
): Promise<QueueRun> {
	const { hibob, reachdesk, host, workflowId } = stage;
	layBirthdays(hibob.people, plan);
	const ledger = new Ledger();
	const pairs: PairOfRetries[] = [];
	const cutOff = new Set<string>();
	const missed: Breakdown[] = [];
	for (const { day, gifts, breakdown: planned } of plan) {
		const begun = Date.now();
		const breakdown = planned ?? (gifts > 0 ? missed.shift() : undefined);
		const sentBefore = reachdesk.sends.length;
		const today = await Day.begin(stage, day, cutOff);
		ledger.noteDay(day, hibob.people, { mayBeLate: breakdown !== undefined });
		const momentMissed = breakdown && !(await happens(breakdown, today, say));
		if (momentMissed) missed.push(breakdown);
		await today.quiet();
		reachdesk.faults.clear();
		reachdesk.variants.listingLagSeconds = 0;
		pairs.push(...today.pairs);
		const took = Math.round((Date.now() - begun) / 1000);
		say(
			`${day}  ${String(reachdesk.sends.length - sentBefore)} gifts in ${String(took)} s, ${breakdown?.name ?? 'nothing breaks'}`,
		);
	}
	const failures: string[] = [];
	const failedPolls: string[] = [];
	for (const summary of await host.main.executions(workflowId)) {
		if (!isFinished(summary)) continue;
		const execution = await host.main.execution(summary.id);
		ledger.noteExecution(execution);
		// a gift that needs a person makes the execution an error, after everything else
		if (execution.error?.node === 'Stop, and Say Why') continue;
		if (cutOff.has(execution.id)) continue;
		// n8n gives up an execution that it takes for lost, without an error
		if (!execution.error && summary.status === 'success') continue;
		const list = host.workersOf(execution.id).length === 0 ? failedPolls : failures;
		list.push(failureOf(execution));
	}
	return {
		tally: ledger.tally(reachdesk.sends),
		pairs,
		failures,
		failedPolls,
		neverHappened: missed.map(({ name }) => name),
		violations: [...hibob.requests, ...reachdesk.requests].flatMap(({ violations }) => violations),
	};
}

/**
 * Breaks something on a day. Two retries may hold each other's gifts, or a slow machine may let a run
 * end early; then what a breakdown waits for does not come, and a later day has to do.
 *
 * @returns whether its moment came
 */
async function happens(
	breakdown: Breakdown,
	today: Day,
	say: (text: string) => void,
): Promise<boolean> {
	try {
		await breakdown.happen(today);
		return true;
	} catch (error) {
		if (!(error instanceof MomentMissed)) throw error;
		say(`Once more on a later day: ${breakdown.name}. ${error.message}`);
		return false;
	}
}

const failureOf = ({ id, startedAt, error }: Execution): string =>
	`execution ${id} of ${startedAt ?? ''}, ${error?.node ?? 'n8n'}: ${error?.message ?? 'it ended without an error and without success'} ${error?.description ?? ''}`;
