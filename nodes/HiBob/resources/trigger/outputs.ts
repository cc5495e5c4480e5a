import type { INodeExecutionData } from 'n8n-workflow';
import type { PollResult } from '../../../shared/schedule/scheduledTrigger';
import type { DaySpan } from '../../../shared/schedule/scheduleState';
import type { ScheduleRun } from '../../../shared/schedule/siteSchedules';
import { judgementOf } from '../../runs/judgement';
import type { JudgedRow, Judgement } from '../../runs/judgement';
import type { TriggerSettings } from './settings';

/** The output of Run Completed, after Due and Skipped. */
export const RUN_COMPLETED_OUTPUT = 2;

/** What a run of a schedule, or a preview, returns. */
interface Returned {
	run: Pick<ScheduleRun, 'schedule' | 'day'>;
	items: JudgedRow[];
	skipped: JudgedRow[];
	/** keys of the items that were returned on an earlier run */
	offeredAgain?: ReadonlySet<string>;
	givenUp?: DaySpan | null;
	warnings?: readonly string[];
	preview?: boolean;
}

/** The items of some runs, each with what later nodes must know before they act on it. */
export function outputs(settings: TriggerSettings, runs: readonly Returned[]): PollResult {
	const items = runs.flatMap((one) => one.items.map(itemOf(settings, one)));
	const skipped = runs.flatMap((one) => one.skipped.map(itemOf(settings, one)));
	if (items.length === 0 && (skipped.length === 0 || !settings.includeSkipped)) return null;
	return settings.includeSkipped ? [items, skipped] : [items];
}

function itemOf(
	settings: TriggerSettings,
	{ run, offeredAgain, givenUp = null, warnings = [], preview = false }: Returned,
) {
	const { schedule, day } = run;
	const judgement = (row: JudgedRow): Judgement => ({
		...judgementOf(row, settings, { date: day.today, timeZone: schedule.timeZone, preview }),
		offeredAgain: offeredAgain?.has(row.key) ?? false,
		...(givenUp === null ? {} : { givenUp: { ...givenUp } }),
		...(warnings.length === 0 ? {} : { warnings: [...warnings] }),
	});
	return (row: JudgedRow): INodeExecutionData => {
		const item: object = { ...row, judged: judgement(row) };
		return { json: { ...item } };
	};
}
