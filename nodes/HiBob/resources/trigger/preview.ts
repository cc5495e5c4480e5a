import { NodeOperationError } from 'n8n-workflow';
import type { IPollFunctions } from 'n8n-workflow';
import { addDays } from '../../../shared/civilDate';
import { runCompletedItem, withRunCompleted } from '../../../shared/schedule/runCompleted';
import { runDay } from '../../../shared/schedule/runSchedule';
import type { PollResult } from '../../../shared/schedule/scheduledTrigger';
import { readState } from '../../../shared/schedule/scheduleState';
import { scheduleRuns } from '../../../shared/schedule/siteSchedules';
import type { ScheduleRun } from '../../../shared/schedule/siteSchedules';
import { asSkipped } from '../../employees/employeeItem';
import { readCompany } from '../../runs/company';
import type { Company } from '../../runs/company';
import { withCompanyHolidays } from '../../runs/companyHolidays';
import type { JudgedRow } from '../../runs/judgement';
import { rosterSample } from '../../runs/rosterRun';
import { foreseenDays } from '../../runs/upcoming';
import { runMemory } from './memory';
import { outputs, RUN_COMPLETED_OUTPUT } from './outputs';
import { reportOf } from './report';
import { settingsIn } from './settings';
import type { TriggerSettings } from './settings';

const A_YEAR = 366;
const PREVIEWED = 5;

/**
 * "Fetch Test Event": the next real occasions, whatever the day, without touching the state; with the
 * Skipped output, also the next people who are skipped, so that filters can be tried.
 */
export async function preview(context: IPollFunctions, now: number): Promise<PollResult> {
	const chosen = settingsIn(context);
	const { today } = runDay(chosen.schedule, now);
	const { settings } = await withCompanyHolidays(context, chosen, today, addDays(today, A_YEAR));
	const company = await readCompany(context, settings);
	const runs = scheduleRuns(settings, NEVER_RAN, now);
	const previews = runs.map((run) => previewOf(company, settings, run));
	const items = soonest(previews.flatMap((one) => one.items));
	const skipped = soonest(previews.flatMap((one) => one.skipped));
	const [own] = runs;
	const roster = rosterSample(company, settings, today, PREVIEWED);
	const shown = own ? [...roster.items.map((row) => ({ run: own, row })), ...items] : items;
	const notShown = own
		? [...roster.skipped.map((row) => ({ run: own, row })), ...skipped]
		: skipped;
	const isEmpty = shown.length === 0 && (notShown.length === 0 || !settings.includeSkipped);
	if (isEmpty && !settings.reportsRuns) throw nobody(context, company, notShown.length > 0);
	const output = outputs(settings, [
		...shown.map(({ run, row }) => ({ run, items: [noted(row)], skipped: [], preview: true })),
		...notShown.map(({ run, row }) => ({ run, items: [], skipped: [noted(row)], preview: true })),
	]);
	if (!settings.reportsRuns) return output;
	const { json } = runCompletedItem(
		context,
		runs,
		{ givenUp: null, passedOver: null },
		reportOf(company, { due: 0, offeredAgain: 0, roster: 0, skipped: [] }, []),
		now,
	);
	const run = { preview: 'Example of a day with nothing due', ...json };
	return withRunCompleted(output, { json: run }, RUN_COMPLETED_OUTPUT);
}

/** The state of a trigger before its first run. */
const NEVER_RAN = readState({}, runMemory, []);

/** A row of a preview, and of whose run. */
interface Previewed {
	run: ScheduleRun;
	row: JudgedRow;
}

/** What comes next for those who follow a schedule. */
function previewOf(company: Company, settings: TriggerSettings, run: ScheduleRun) {
	const { schedule, day } = run;
	const window = { from: day.today, until: addDays(day.today, A_YEAR) };
	const { days, unreadable } = foreseenDays(company, settings, schedule, window, day.today);
	const items: Previewed[] = [];
	const skipped: Previewed[] = [];
	const wanted = settings.includeSkipped ? PREVIEWED : 0;
	for (const occasions of days) {
		for (const { item, why } of occasions) {
			if (why === null) items.push({ run, row: item });
			else skipped.push({ run, row: asSkipped(item, why) });
		}
		if (items.length >= PREVIEWED && skipped.length >= wanted) break;
	}
	return { items, skipped: [...skipped, ...unreadable.map((row) => ({ run, row }))] };
}

/** The next few; rows without a day are last. */
const soonest = (rows: readonly Previewed[]): Previewed[] =>
	rows.toSorted((one, other) => dueOf(one).localeCompare(dueOf(other))).slice(0, PREVIEWED);

const dueOf = ({ row }: Previewed): string => row.occasion?.dueDate ?? '9999';

const nobody = (context: IPollFunctions, { headCount }: Company, someAreSkipped: boolean) =>
	new NodeOperationError(
		context.getNode(),
		someAreSkipped
			? `None of ${String(headCount)} employees is eligible for such an occasion within a year`
			: `None of ${String(headCount)} employees has such an occasion within a year`,
		{
			description: someAreSkipped
				? "Add 'Include Skipped' under Options and fetch again: the second output shows why"
				: "Choose other events under 'Trigger On'",
		},
	);

/** The row with a note that it is a preview, right after the person. */
const noted = (row: JudgedRow) => ({
	...Object.fromEntries(Object.entries(row).filter(([name]) => PERSON.includes(name))),
	preview: row.occasion === null ? 'Example' : `Due ${row.occasion.dueDate}`,
	...row,
});

const PERSON = ['name', 'email', 'reason', 'explanation'];
