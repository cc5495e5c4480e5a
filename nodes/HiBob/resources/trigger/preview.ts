import { NodeOperationError } from 'n8n-workflow';
import type { IPollFunctions } from 'n8n-workflow';
import { addDays } from '../../../shared/civilDate';
import type { CivilDate } from '../../../shared/civilDate';
import { runCompletedItem, withRunCompleted } from '../../../shared/schedule/runCompleted';
import { runDay } from '../../../shared/schedule/runSchedule';
import type { PollResult } from '../../../shared/schedule/scheduledTrigger';
import { readState } from '../../../shared/schedule/scheduleState';
import { scheduleRuns } from '../../../shared/schedule/siteSchedules';
import type { ScheduleRun } from '../../../shared/schedule/siteSchedules';
import { calendarsWithin } from '../../runs/calendars';
import { readCompany } from '../../runs/company';
import type { Company } from '../../runs/company';
import { withCompanyHolidays } from '../../runs/companyHolidays';
import { judged } from '../../runs/judged';
import { rosterSample } from '../../runs/rosterRun';
import { runMemory } from './memory';
import { outputs, RUN_COMPLETED_OUTPUT } from './outputs';
import { reportOf } from './report';
import { settingsIn } from './settings';
import type { TriggerSettings } from './settings';

const A_YEAR = 366;
const PREVIEWED = 5;

/** "Fetch Test Event": the next real occasions, whatever the day, without touching the state. */
export async function preview(context: IPollFunctions, now: number): Promise<PollResult> {
	const chosen = settingsIn(context);
	const { today } = runDay(chosen.schedule, now);
	const { settings } = await withCompanyHolidays(context, chosen, today, addDays(today, A_YEAR));
	const company = await readCompany(context, settings);
	const runs = scheduleRuns(settings, NEVER_RAN, now);
	const items = runs
		.flatMap((run) => previewOf(company, settings, run).map((item) => ({ run, item })))
		.sort(({ item: one }, { item: other }) =>
			one.occasion.dueDate.localeCompare(other.occasion.dueDate),
		)
		.slice(0, PREVIEWED);
	const roster = rosterSample(company, settings, today, PREVIEWED);
	if (items.length === 0 && roster.length === 0 && !settings.reportsRuns) {
		throw new NodeOperationError(
			context.getNode(),
			`None of ${String(company.headCount)} employees has such an occasion within a year`,
			{ description: 'Choose other events, or look at whom "Who" skips' },
		);
	}
	const [own] = runs;
	const previewed = [...(own ? roster.map((item) => ({ run: own, item })) : []), ...items];
	const output = outputs(
		settings,
		previewed.map(({ run, item }) => ({
			run,
			items: [{ preview: previewNote(item), ...item }],
			skipped: [],
			preview: true,
		})),
	);
	if (!settings.reportsRuns) return output;
	const { json } = runCompletedItem(
		context,
		runs,
		{ givenUp: null, passedOver: null },
		reportOf(company, { due: 0, offeredAgain: 0, roster: 0, skipped: [] }, []),
		now,
	);
	const run = { preview: 'A test shows what a run says of itself when nothing is due', ...json };
	return withRunCompleted(output, { json: run }, RUN_COMPLETED_OUTPUT);
}

/** The state of a trigger before its first run. */
const NEVER_RAN = readState({}, runMemory, []);

/** What comes next of those who follow a schedule. */
function previewOf(company: Company, settings: TriggerSettings, { schedule, day }: ScheduleRun) {
	const window = { from: day.today, until: addDays(day.today, A_YEAR) };
	const calendars = calendarsWithin(settings, schedule, () => window);
	return judged(company, settings, calendars, day.today).items;
}

const previewNote = ({ occasion }: { occasion: { dueDate: CivilDate } | null }): string =>
	occasion === null
		? 'A test shows some of the roster, whatever has happened to them'
		: `A test shows who comes next, whatever the day. This one is due on ${occasion.dueDate}`;
