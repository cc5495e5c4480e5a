import { DateTime } from 'luxon';
import { NodeConnectionTypes } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { addDays } from '../civilDate';
import type { CivilDate } from '../civilDate';
import type { PassedOver } from './passedOver';
import type { RunDay, RunSchedule } from './runSchedule';
import type { DaySpan, ScheduleState } from './scheduleState';

/** The event of a trigger that reports its runs. */
export const RUN_COMPLETED = {
	name: 'Run Completed',
	value: 'runCompleted',
	description:
		'One item after each run, also when nothing is due, at an output of its own: how many were read, returned and skipped, and what to look at. No personal data.',
} as const;

/** An output of a node by its name, as a part of the expression that lists its outputs. */
export const outputNamed = (name: string): string =>
	`{ type: "${NodeConnectionTypes.Main}", displayName: "${name}" }`;

/** The begin of such an expression: whether the trigger reports its runs. */
export const REPORTS_RUNS = `$parameter["events"]?.includes("${RUN_COMPLETED.value}")`;

/** What a run has to say of itself, beside its items: counts, and what a person should look at. */
export interface RunReport {
	/** by what they count; no personal data */
	counts: IDataObject;
	/** as sentences */
	warnings: readonly string[];
}

/** What a run warns of as far as it depends on the runs before it. */
export type RunsBefore = Pick<ScheduleState, 'lastRun' | 'givenUp' | 'passedOver'>;

/**
 * The item of the event Run Completed.
 *
 * @param before - the run the run
 * @param completedAt - ms since 1970
 */
export function runCompletedItem(
	context: Pick<IPollFunctions, 'getWorkflow' | 'getNode'>,
	schedule: RunSchedule,
	before: RunsBefore,
	day: RunDay,
	{ counts, warnings }: RunReport,
	completedAt: number,
): INodeExecutionData {
	const { id, name } = context.getWorkflow();
	return {
		json: {
			event: RUN_COMPLETED.value,
			run: {
				workflow: { id: id ?? null, name: name ?? null },
				trigger: context.getNode().name,
				day: day.today,
				previousDay: before.lastRun,
				timeZone: schedule.timeZone,
				completedAt: new Date(completedAt).toISOString(),
				nextRun: nextRunOf(schedule, day),
				...counts,
				warnings: [...scheduleWarnings(schedule, before, day), ...warnings],
			},
		},
	};
}

/** The instant of the next run as an ISO text in UTC; null when each poll is one. */
function nextRunOf(schedule: RunSchedule, { latest }: RunDay): string | null {
	if (schedule.mode === 'everyPoll') return null;
	const next = DateTime.fromISO(`${addDays(latest, 1)}T${schedule.runAt}`, {
		zone: schedule.timeZone,
	});
	return next.toUTC().toISO();
}

function scheduleWarnings(
	schedule: RunSchedule,
	{ lastRun, givenUp, passedOver }: RunsBefore,
	{ latest }: RunDay,
): string[] {
	return [
		schedule.mode === 'onceADay' && lastRun !== null
			? daysWithoutRun(lastRun, latest, givenUp)
			: null,
		givenUp && givenUpInWords(givenUp),
		passedOver && passedOverInNumbers(passedOver),
	].filter((warning) => warning !== null);
}

/** The days between two runs, in words; null when the trigger has run every day. */
function daysWithoutRun(
	lastRun: CivilDate,
	latest: CivilDate,
	givenUp: DaySpan | null,
): string | null {
	const from = addDays(lastRun, 1);
	const until = addDays(latest, -1);
	if (until < from || givenUp !== null) return null;
	const days = from === until ? `on ${from}` : `from ${from} to ${until}`;
	return `No run completed ${days}, because n8n was down, the workflow was off or the runs failed. What fell due is caught up now`;
}

/** What a trigger that was off for too long gives up. */
export const givenUpInWords = ({ from, until }: DaySpan): string =>
	`The workflow was off for longer than its catch-up days, so what fell due from ${from} to ${until} is given up`;

const passedOverInNumbers = ({ count }: PassedOver): string =>
	`${String(count)} of the days ahead fell due before the workflow was published, so they are passed over. n8n's log names them. Send these by hand`;

/** What a poll returns, with the item of the event Run Completed at its output. */
export function withRunCompleted(
	output: INodeExecutionData[][] | null,
	item: INodeExecutionData,
	outputIndex: number,
): INodeExecutionData[][] {
	const outputs = Array.from({ length: outputIndex }, (_, index) => output?.[index] ?? []);
	return [...outputs, [item]];
}
