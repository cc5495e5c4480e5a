import { NodeOperationError } from 'n8n-workflow';
import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { addDays } from '../../../shared/civilDate';
import { ExplainedError } from '../../../shared/explainedError';
import type { CivilDate } from '../../../shared/civilDate';
import { passedOverWhere } from '../../../shared/schedule/passedOver';
import { runCompletedItem, withRunCompleted } from '../../../shared/schedule/runCompleted';
import { runDay } from '../../../shared/schedule/runSchedule';
import { ScheduledTrigger } from '../../../shared/schedule/scheduledTrigger';
import type { Lesson } from '../../../shared/schedule/lessons';
import type { PollResult } from '../../../shared/schedule/scheduledTrigger';
import type { DaySpan } from '../../../shared/schedule/scheduleState';
import { dueDayOf } from '../../occasions/dueDates';
import { dueCalendar } from '../../occasions/dueOccasions';
import { CATCH_UP_REMEMBERED_DAYS, withKeys } from '../../occasions/rememberedKeys';
import { checkCount, readCompany, readDue, readSample } from '../../runs/company';
import { dailyRun, unreadableAmong } from '../../runs/dailyRun';
import type { RunMemory } from '../../runs/dailyRun';
import {
	calendarOf,
	dueDaysAtFirst,
	dueDaysInRun,
	dueDaysPublished,
	missedDays,
} from '../../runs/dueDays';
import { checkUnreadable } from '../../employees/roster';
import { deliveredKeys, heldLookUp } from '../../runs/delivered';
import { dueOf, mayBeDue } from '../../runs/due';
import { goneEntries } from '../../runs/goneEntries';
import { heldAfter, heldCalendar } from '../../runs/held';
import { judged } from '../../runs/judged';
import type { DueItem } from '../../runs/judged';
import { judgementOf } from '../../runs/judgement';
import type { JudgedRow, Judgement } from '../../runs/judgement';
import { passedOver, passedOverCalendar } from '../../runs/passedOver';
import { rosterRun, rosterSample } from '../../runs/rosterRun';
import { withWatchedFields } from '../../runs/watchedFields';
import { reportOf } from './report';
import { runMemory } from './memory';
import { triggerSettings } from './settings';
import type { TriggerSettings } from './settings';

const A_YEAR = 366;
const PREVIEWED = 5;

/** "Fetch Test Event": the next real occasions, whatever the day, without touching the state. */
export async function preview(context: IPollFunctions, now: number): Promise<PollResult> {
	const settings = settingsIn(context);
	const { today } = runDay(settings.schedule, now);
	const company = await readCompany(context, settings);
	const window = { from: today, until: addDays(today, A_YEAR) };
	const calendar = dueCalendar(settings.wanted, () => window, settings.duePolicy);
	const items = judged(company, settings, calendar, today)
		.items.sort((one, other) => one.occasion.dueDate.localeCompare(other.occasion.dueDate))
		.slice(0, PREVIEWED);
	const roster = rosterSample(company, settings, today, PREVIEWED);
	if (items.length === 0 && roster.length === 0 && !settings.reportsRuns) {
		throw new NodeOperationError(
			context.getNode(),
			`None of ${String(company.headCount)} employees has such an occasion within a year`,
			{ description: 'Choose other events, or look at whom "Who" skips' },
		);
	}
	const previewed = [...roster, ...items].map((item) => ({ preview: previewNote(item), ...item }));
	const output = outputs(settings, today, { items: previewed, skipped: [], preview: true });
	if (!settings.reportsRuns) return output;
	const { json } = runCompletedItem(
		context,
		settings.schedule,
		{ lastRun: null, givenUp: null, passedOver: null },
		runDay(settings.schedule, now),
		reportOf(company, { due: 0, offeredAgain: 0, roster: 0, skipped: [] }, []),
		now,
	);
	const run = { preview: 'A test shows what a run says of itself when nothing is due', ...json };
	return withRunCompleted(output, { json: run }, RUN_COMPLETED_OUTPUT);
}

// after Due and Skipped
const RUN_COMPLETED_OUTPUT = 2;

const previewNote = ({ occasion }: { occasion: { dueDate: CivilDate } | null }): string =>
	occasion === null
		? 'A test shows some of the roster, whatever has happened to them'
		: `A test shows who comes next, whatever the day. This one is due on ${occasion.dueDate}`;

/**
 * The trigger of published workflows. The first publishing returns no occasions; the roster events
 * begin with the initial sync.
 */
export const employeesTrigger = new ScheduledTrigger<RunMemory, TriggerSettings>({
	name: 'HiBob Employees',
	runCompletedOutput: RUN_COMPLETED_OUTPUT,
	memory: runMemory,
	settings: settingsIn,
	subjects: ({ wanted }) => wanted.map(({ id }) => id),
	catchUpDays: ({ catchUpDays }) => catchUpDays,
	tryOut: async (context, chosen, day, begins) => {
		const { today } = day;
		const settings = await withWatchedFields(context, chosen);
		const before = passedOverCalendar(settings, begins, today);
		const company =
			settings.rosterEvents.size > 0
				? await readCompany(context, settings)
				: await readSample(context, settings, (record) => mayBeDue(dueOf(record, before)));
		await checkCount(context, company.headCount);
		await refuseGoneEntries(context, settings);
		return (memory) => {
			const initial = rosterRun(company, settings, null, today);
			const { headCount } = company;
			const { largestUnreadable } = settings;
			checkUnreadable(unreadableAmong(initial.skipped), headCount, largestUnreadable);
			const due = dueDaysAtFirst(settings, day);
			// with At Every Poll, each poll is a run of its own
			const syncedOn = settings.schedule.mode === 'onceADay' ? today : null;
			return {
				memory: { ...memory, headCount, roster: initial.after, syncedOn, due },
				output: outputs(settings, today, initial),
				report: reportOf(
					company,
					{ due: 0, offeredAgain: 0, roster: initial.items.length, skipped: initial.skipped },
					[],
				),
				passedOver: passedOver(company, settings, before, today, memory.keys),
			};
		};
	},
	changed: (state, settings, day) => {
		const { memory, baselines, passedOver: before } = state;
		const due = dueDaysPublished(settings, memory.due, day);
		// what new settings let fall due later is not passed over any more
		const isStill = ({ event, date }: { event: string; date: CivilDate }): boolean =>
			dueDayOf(date, settings.duePolicy) <= (baselines[event] ?? '');
		const after = before && passedOverWhere(before, isStill);
		return due === memory.due && after === before
			? state
			: { ...state, memory: { ...memory, due }, passedOver: after };
	},
	run: async (context, chosen, state, day) => {
		const settings = await withWatchedFields(context, chosen);
		const due = dueDaysInRun(settings, state.memory.due, state.lastRun, day);
		const calendar = calendarOf(settings, due, state.baselines, day);
		const missed = missedDays(settings, state, day);
		const held = heldCalendar(settings, state.memory.held, day.latest);
		const company =
			settings.rosterEvents.size > 0
				? await readCompany(context, settings)
				: await readDue(context, settings, [...calendar, ...held, ...(missed?.calendar ?? [])]);
		if (state.memory.headCount === null) await checkCount(context, company.headCount);
		const run = dailyRun(company, settings, { ...state.memory, due }, calendar, {
			...day,
			missed,
			heldCalendar: held,
		});
		const warnings = await goneEntries(context, settings.chosenEntries);
		for (const warning of warnings) context.logger.warn(`HiBob Employees: ${warning}`);
		const items = [...run.roster, ...run.items];
		const again = run.items.filter(({ key }) => run.offeredAgain.has(key)).length;
		return {
			memory: run.memory,
			learn: settings.delivery === 'repeat' ? lessonOf(run.items, day.today) : undefined,
			output: outputs(settings, day.today, { ...run, items, givenUp: state.givenUp, warnings }),
			report: reportOf(
				company,
				{
					due: run.items.length - again,
					offeredAgain: again,
					roster: run.roster.length,
					skipped: run.skipped,
				},
				warnings,
			),
		};
	},
});

/** @throws ExplainedError naming what was chosen under "Who" and HiBob no longer has */
async function refuseGoneEntries(context: IPollFunctions, settings: TriggerSettings) {
	const [gone] = await goneEntries(context, settings.chosenEntries);
	if (gone === undefined) return;
	throw new ExplainedError(gone, 'It was renamed, archived or deleted: choose again from the list');
}

/** What the trigger learns of the execution that its items start: whom it need not offer again. */
function lessonOf(items: readonly DueItem[], today: CivilDate): Lesson<RunMemory> | undefined {
	if (items.length === 0) return undefined;
	const keys = items.map(({ key }) => key);
	return (execution) => {
		const sent = deliveredKeys(execution, keys);
		const isHeld = heldLookUp(execution);
		return (memory) => ({
			...memory,
			held: heldAfter(memory.held, items, isHeld, sent, today),
			delivered: withKeys(memory.delivered, sent, today, CATCH_UP_REMEMBERED_DAYS),
		});
	};
}

function settingsIn(context: IPollFunctions): TriggerSettings {
	const { name } = context.getNode();
	return triggerSettings(context, context.getChildNodes(name, { includeNodeParameters: true }));
}

/** What a run or a preview returns. */
interface Returned {
	items: JudgedRow[];
	skipped: JudgedRow[];
	/** keys of the items that were returned on an earlier run */
	offeredAgain?: ReadonlySet<string>;
	givenUp?: DaySpan | null;
	warnings?: readonly string[];
	preview?: boolean;
}

/** The items of a run, each with what a later node must know before it acts on it. */
function outputs(
	settings: TriggerSettings,
	today: CivilDate,
	{ items, skipped, offeredAgain, givenUp = null, warnings = [], preview = false }: Returned,
): PollResult {
	const judgement = (row: JudgedRow): Judgement => ({
		...judgementOf(row, settings, { date: today, timeZone: settings.schedule.timeZone, preview }),
		offeredAgain: offeredAgain?.has(row.key) ?? false,
		...(givenUp === null ? {} : { givenUp: { ...givenUp } }),
		...(warnings.length === 0 ? {} : { warnings: [...warnings] }),
	});
	const asItems = (rows: JudgedRow[]): INodeExecutionData[] =>
		rows.map((row): INodeExecutionData => {
			const item: object = { ...row, judged: judgement(row) };
			return { json: { ...item } };
		});
	if (items.length === 0 && (skipped.length === 0 || !settings.includeSkipped)) return null;
	return settings.includeSkipped ? [asItems(items), asItems(skipped)] : [asItems(items)];
}
