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

/** What the runs before have to say in this one. */
export type RunsBefore = Pick<ScheduleState, 'givenUp' | 'passedOver'>;

/**
 * The item of the event Run Completed.
 *
 * @param runs - all schedules as they were before the run; the first is the trigger's own
 * @param before - what was given up and passed over
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

/** Which day a run was for, and where. */
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

/** What a poll returns, with the item of the event Run Completed at its output. */
export function withRunCompleted(
	output: INodeExecutionData[][] | null,
	item: INodeExecutionData,
	outputIndex: number,
): INodeExecutionData[][] {
	const outputs = Array.from({ length: outputIndex }, (_, index) => output?.[index] ?? []);
	return [...outputs, [item]];
}
