import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { addDays } from '../../../shared/civilDate';
import type { CivilDate } from '../../../shared/civilDate';
import { runDay } from '../../../shared/schedule/runSchedule';
import { ScheduledTrigger } from '../../../shared/schedule/scheduledTrigger';
import type { PollResult } from '../../../shared/schedule/scheduledTrigger';
import { dueWindow } from '../../occasions/dueWindow';
import { readCompany, readDue, readSample } from '../company';
import { dailyRun, upcoming } from './dailyRun';
import { triggerSettings } from './settings';
import type { TriggerSettings } from './settings';
import { rosterRun, rosterSample } from './rosterRun';
import { triggerState } from './state';
import type { TriggerState } from './state';

const A_YEAR = 366;
const PREVIEWED = 5;

/** "Fetch Test Event": the next real occasions, whatever the day, without touching the state. */
export async function preview(context: IPollFunctions, now: number): Promise<PollResult> {
	const settings = triggerSettings(context);
	const { today } = runDay(settings.schedule, now);
	const company = await readCompany(context, settings);
	const window = { from: today, until: addDays(today, A_YEAR) };
	const items = upcoming(company, settings, window, today, PREVIEWED);
	const roster = rosterSample(company, settings, today, PREVIEWED);
	if (items.length === 0 && roster.length === 0) {
		throw new NodeOperationError(
			context.getNode(),
			`None of ${String(company.headCount)} employees has such an occasion within a year`,
			{ description: 'Choose other events, or look at what "Who" leaves out' },
		);
	}
	const ofRoster = roster.map((item) => ({
		preview: 'A test shows some of the roster, whatever has happened to them',
		...item,
	}));
	const previewed = items.map((item) => ({
		preview: `A test shows who comes next, whatever the day. This one is due on ${item.occasion.dueDate}`,
		...item,
	}));
	return outputs(settings, today, { items: [...ofRoster, ...previewed], skipped: [] });
}

/**
 * The trigger of published workflows. At publishing nothing of occasions is put out; the roster
 * events begin with the initial sync.
 */
export const employeesTrigger = new ScheduledTrigger<TriggerState, TriggerSettings>({
	name: 'HiBob Employees',
	state: triggerState,
	settings: triggerSettings,
	tryOut: async (context, settings, today) => {
		const read = settings.rosterEvents.size > 0 ? readCompany : readSample;
		const company = await read(context, settings);
		return (state) => {
			const initial = rosterRun(company, settings, null, today);
			const { headCount } = company;
			return {
				state: { ...state, headCount, roster: initial.after },
				output: outputs(settings, today, initial),
			};
		};
	},
	run: async (context, settings, state, today) => {
		const window = dueWindow(today, state.baseline, settings.catchUpDays);
		const company =
			settings.rosterEvents.size > 0
				? await readCompany(context, settings)
				: await readDue(context, settings, window);
		const run = dailyRun(company, settings, state, today);
		const items = [...run.roster, ...run.items];
		return { state: run.state, output: outputs(settings, today, { ...run, items }) };
	},
});

/** The items of a run, each with the day for which it was judged: a later day may judge otherwise. */
function outputs(
	settings: TriggerSettings,
	today: CivilDate,
	{ items, skipped }: { items: object[]; skipped: object[] },
): PollResult {
	const judged = { date: today, timeZone: settings.schedule.timeZone };
	const asItems = (rows: object[]): INodeExecutionData[] =>
		rows.map((row): INodeExecutionData => ({ json: { ...row, judged } satisfies IDataObject }));
	if (items.length === 0 && (skipped.length === 0 || !settings.includeSkipped)) return null;
	return settings.includeSkipped ? [asItems(items), asItems(skipped)] : [asItems(items)];
}
