import type { IPollFunctions } from 'n8n-workflow';
import { addDays } from '../../../shared/civilDate';
import { ExplainedError } from '../../../shared/explainedError';
import type { CivilDate } from '../../../shared/civilDate';
import { ScheduledTrigger } from '../../../shared/schedule/scheduledTrigger';
import type { Lesson } from '../../../shared/schedule/lessons';
import { CATCH_UP_REMEMBERED_DAYS, withKeys } from '../../occasions/rememberedKeys';
import type { HiBobRecord } from '../../employees/hibobRecord';
import { checkCount, readCompany, readDue, readSample } from '../../runs/company';
import { unreadableAmong } from '../../runs/dailyRun';
import type { RunMemory } from '../../runs/dailyRun';
import { dueDaysAtFirst, dueDaysPublished } from '../../runs/dueDays';
import { checkUnreadable } from '../../employees/roster';
import { deliveredKeys, heldLookUp } from '../../runs/delivered';
import { dueOf, mayBeDue } from '../../runs/due';
import { goneEntries } from '../../runs/goneEntries';
import { heldAfter } from '../../runs/held';
import type { DueItem } from '../../runs/judged';
import { passedOver, passedOverCalendars } from '../../runs/passedOver';
import { rosterRun } from '../../runs/rosterRun';
import { allCalendars, runSites, siteRunsOf } from '../../runs/siteRuns';
import { withCompanyHolidays } from '../../runs/companyHolidays';
import { withWatchedFields } from '../../runs/watchedFields';
import { reportOf } from './report';
import { runMemory } from './memory';
import { outputs, RUN_COMPLETED_OUTPUT } from './outputs';
import { settingsIn } from './settings';
import type { TriggerSettings } from './settings';

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
	tryOut: async (context, chosen, day, begins, runs) => {
		const { today } = day;
		const { settings, warnings } = await readySettings(context, chosen, today);
		for (const warning of warnings) context.logger.warn(`HiBob Employees: ${warning}`);
		const before = runs.map((run) => ({
			calendars: passedOverCalendars(settings, begins, run),
			today: run.day.today,
		}));
		const mayBePassedOver = (record: HiBobRecord): boolean =>
			before.some(({ calendars }) => mayBeDue(dueOf(record, calendars(record))));
		const company =
			settings.rosterEvents.size > 0
				? await readCompany(context, settings)
				: await readSample(context, settings, mayBePassedOver);
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
				output: outputs(settings, [{ run: { schedule: settings.schedule, day }, ...initial }]),
				report: reportOf(
					company,
					{ due: 0, offeredAgain: 0, roster: initial.items.length, skipped: initial.skipped },
					warnings,
				),
				passedOver: passedOver(company, settings, before, memory.keys),
			};
		};
	},
	changed: (state, settings, day) => {
		const { memory } = state;
		const due = dueDaysPublished(settings, memory.due, day);
		return due === memory.due ? state : { ...state, memory: { ...memory, due } };
	},
	run: async (context, chosen, state, day, dueRuns) => {
		const { settings, warnings: ofCalendars } = await readySettings(context, chosen, day.today);
		const { runs, history } = siteRunsOf(settings, state, day, dueRuns);
		const company =
			dueRuns.some(({ isOwn }) => isOwn) && settings.rosterEvents.size > 0
				? await readCompany(context, settings)
				: await readDue(context, settings, allCalendars(runs));
		if (state.memory.headCount === null) await checkCount(context, company.headCount);
		const { results, memory } = runSites(
			company,
			settings,
			{ ...state.memory, due: history },
			runs,
		);
		const gone = await goneEntries(context, settings.chosenEntries);
		for (const warning of [...gone, ...ofCalendars]) {
			context.logger.warn(`HiBob Employees: ${warning}`);
		}
		const items = results.flatMap(({ result }) => result.items);
		const skipped = results.flatMap(({ result }) => result.skipped);
		const warnings = [...gone, ...ofCalendars, ...withoutSite(settings, items)];
		const again = results.flatMap(({ result: { items: own, offeredAgain } }) =>
			own.filter(({ key }) => offeredAgain.has(key)),
		).length;
		return {
			memory,
			learn: settings.delivery === 'repeat' ? lessonOf(items, day.today) : undefined,
			output: outputs(
				settings,
				results.map(({ run, result }) => ({
					...result,
					run,
					items: [...result.roster, ...result.items],
					givenUp: state.givenUp,
					warnings,
				})),
			),
			report: reportOf(
				company,
				{
					due: items.length - again,
					offeredAgain: again,
					roster: results.flatMap(({ result }) => result.roster).length,
					skipped,
				},
				warnings,
			),
		};
	},
});

/** The settings, completed with what HiBob knows. @param today - in the trigger's own zone */
async function readySettings(context: IPollFunctions, chosen: TriggerSettings, today: CivilDate) {
	const settings = await withWatchedFields(context, chosen);
	const { catchUpDays, duePolicy } = settings;
	return await withCompanyHolidays(
		context,
		settings,
		// a day each for other zones
		addDays(today, -catchUpDays - 1),
		addDays(today, duePolicy.daysBefore + 1),
	);
}

/** @throws ExplainedError naming what was chosen under 'Who' and no longer exists in HiBob */
async function refuseGoneEntries(context: IPollFunctions, settings: TriggerSettings) {
	const [gone] = await goneEntries(context, settings.chosenEntries);
	if (gone === undefined) return;
	throw new ExplainedError(
		gone,
		'It was renamed, archived or deleted in HiBob. Choose again from the list',
	);
}

/** What the trigger learns from the execution that its items start: which gifts are sent, so need no repeat. */
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

/** Warns of people with an occasion but no site, if there are site rules. */
function withoutSite({ siteRules }: TriggerSettings, items: readonly DueItem[]): string[] {
	const count = items.filter(({ employee }) => employee.site === null).length;
	if (siteRules.length === 0 || count === 0) return [];
	return [
		`${String(count)} ${count === 1 ? 'person with an occasion has' : 'people with an occasion have'} no site in HiBob, so the trigger’s own time zone and days off apply to them`,
	];
}
