import { NodeConnectionTypes } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { addDays } from '../civilDate';
import type { CivilDate } from '../civilDate';
import { passedOverInNumbers } from './passedOver';
import type { DaySpan, ScheduleState } from './scheduleState';
import { isDue, nextRunOf } from './siteSchedules';
import type { ScheduleRun } from './siteSchedules';

/** The event of a trigger that reports its runs. */
export const RUN_COMPLETED = {
	name: 'Run Completed',
	value: 'runCompleted',
	description:
		'One item after each run, at its own output, even if nothing is due: how many were read, returned and skipped, and what needs your attention. No personal data.',
} as const;

/** An output of a node by its name, as part of the expression that lists the outputs. */
export const outputNamed = (name: string): string =>
	`{ type: "${NodeConnectionTypes.Main}", displayName: "${name}" }`;

/** The beginning of such an expression: whether the trigger reports its runs. */
export const REPORTS_RUNS = `$parameter["events"]?.includes("${RUN_COMPLETED.value}")`;

/** What a run reports besides its items: counts, and what needs a person’s attention. */
export interface RunReport {
	/** by name; no personal data */
	counts: IDataObject;
	/** as sentences */
	warnings: readonly string[];
}

/** What this run reports about earlier ones. */
export type RunsBefore = Pick<ScheduleState, 'givenUp' | 'passedOver'>;

/**
 * The item of the event Run Completed.
 *
 * @param runs - all schedules as they were before the run; the first is the trigger's own
 * @param before - what was given up and skipped by a publishing
 * @param completedAt - ms since 1970
 */
export function runCompletedItem(
	context: Pick<IPollFunctions, 'getWorkflow' | 'getNode'>,
	runs: readonly ScheduleRun[],
	before: RunsBefore,
	{ counts, warnings }: RunReport,
	completedAt: number,
): INodeExecutionData {
	const { id, name } = context.getWorkflow();
	const due = runs.filter(isDue);
	const reported = due[0] ?? runs[0];
	return {
		json: {
			event: RUN_COMPLETED.value,
			run: {
				workflow: { id: id ?? null, name: name ?? null },
				trigger: context.getNode().name,
				...(reported ? dayOfRun(reported) : {}),
				completedAt: new Date(completedAt).toISOString(),
				nextRun: nextRunOf(runs),
				...(runs.length > 1 ? { schedules: due.map(dayOfRun) } : {}),
				...counts,
				warnings: [...(reported ? scheduleWarnings(reported, before) : []), ...warnings],
			},
		},
	};
}

/** The day of a run, and its time zone. */
const dayOfRun = ({ schedule, day, lastRun }: ScheduleRun): IDataObject => ({
	day: day.today,
	previousDay: lastRun,
	timeZone: schedule.timeZone,
});

function scheduleWarnings(
	{ schedule, lastRun, day }: ScheduleRun,
	{ givenUp, passedOver }: RunsBefore,
): string[] {
	return [
		schedule.mode === 'onceADay' && lastRun !== null
			? daysWithoutRun(lastRun, day.latest, givenUp)
			: null,
		givenUp && givenUpInWords(givenUp),
		passedOver && passedOverInNumbers(passedOver),
	].filter((warning) => warning !== null);
}

/** The days between two runs, in words; null if the trigger ran every day. */
function daysWithoutRun(
	lastRun: CivilDate,
	latest: CivilDate,
	givenUp: DaySpan | null,
): string | null {
	const from = addDays(lastRun, 1);
	const until = addDays(latest, -1);
	if (until < from || givenUp !== null) return null;
	const days = from === until ? `on ${from}` : `from ${from} to ${until}`;
	return `No run completed ${days}: n8n was down, the workflow was unpublished, or the runs failed. What fell due then is caught up now`;
}

/** What a trigger gives up that was unpublished for too long. */
export const givenUpInWords = ({ from, until }: DaySpan): string =>
	`The workflow was unpublished for longer than 'Catch-Up Days', so what fell due from ${from} to ${until} is skipped`;

/** The outputs of a poll, with the item of the event Run Completed at its own output. */
export function withRunCompleted(
	output: INodeExecutionData[][] | null,
	item: INodeExecutionData,
	outputIndex: number,
): INodeExecutionData[][] {
	const outputs = Array.from({ length: outputIndex }, (_, index) => output?.[index] ?? []);
	return [...outputs, [item]];
}
