import { ownOf } from '../../shared/jsonObject';
import { scheduleId } from '../../shared/schedule/runSchedule';
import type { RunDay } from '../../shared/schedule/runSchedule';
import type { TriggerState } from '../../shared/schedule/scheduleState';
import type { ScheduleRun, Schedules } from '../../shared/schedule/siteSchedules';
import type { DueHistory } from '../occasions/dueHistory';
import { historyAt } from '../occasions/siteRules';
import { calendarsOf, followersOf } from './calendars';
import type { Calendars, ScheduleSettings } from './calendars';
import type { Company } from './company';
import { dailyRun } from './dailyRun';
import type { RunMemory, RunResult, RunSettings } from './dailyRun';
import { calendarOf, dueDaysInRun, dueDaysPublished, missedDays } from './dueDays';
import type { MissedDays } from './dueDays';
import { heldCalendars } from './held';

/** The run of one schedule, with the due days of the people who follow it. */
export interface SiteRun {
	run: ScheduleRun;
	/** the due days that count */
	calendars: Calendars;
	/** those that no run was in time for */
	missed: MissedDays | null;
	/** those of held gifts, which are older */
	held: Calendars | null;
}

type SiteRunSettings = RunSettings & ScheduleSettings & Required<Schedules>;

/**
 * The runs of the schedules that are due, and which rules decided which due days.
 *
 * Rule: a run of the trigger’s own schedule is the first with new rules; sites follow.
 */
export function siteRunsOf(
	settings: SiteRunSettings,
	{ memory, lastRun, givenUp }: TriggerState<RunMemory>,
	day: RunDay,
	due: readonly ScheduleRun[],
): { runs: SiteRun[]; history: DueHistory } {
	const history = due.some(({ isOwn }) => isOwn)
		? dueDaysInRun(settings, memory.due, lastRun, day)
		: dueDaysPublished(settings, memory.due, day);
	const runs = due.map((run) => ({
		run,
		calendars: calendarsOf(settings, run.schedule, ({ place, daysOff }) =>
			calendarOf(settings, historyAt(history, place, daysOff), run.baselines, run.day),
		),
		missed: missedDays(settings, run, { givenUp }),
		held: heldCalendars(settings, run.schedule, memory.held, run.day.latest),
	}));
	return { runs, history };
}

/** All due days at which some runs look. */
export function allCalendars(runs: readonly SiteRun[]): Calendars {
	const all = runs.flatMap(({ calendars, missed, held }) => [
		calendars,
		...(held ? [held] : []),
		...(missed ? [missed.calendars] : []),
	]);
	const [only] = all;
	// it is called for everyone, and nearly always there is one
	if (only && all.length === 1) return only;
	return (record) => all.flatMap((calendars) => calendars(record));
}

/**
 * The runs of the schedules that are due, all with one answer of HiBob. Each begins with the memory of the
 * one before.
 *
 * Rule: the events of the roster are the company’s, so they come with the trigger’s own run time.
 *
 * @throws as {@link dailyRun}; then nothing is returned
 */
export function runSites(
	company: Company,
	settings: SiteRunSettings,
	memory: RunMemory,
	runs: readonly SiteRun[],
): { results: { run: ScheduleRun; result: RunResult }[]; memory: RunMemory } {
	const results: { run: ScheduleRun; result: RunResult }[] = [];
	let known = memory;
	for (const { run, calendars, missed, held } of runs) {
		const { schedule, isOwn, day } = run;
		const members =
			settings.siteRules.length === 0
				? company.headCount
				: company.everyone.filter(followersOf(settings, schedule)).length;
		const days = { ...day, missed, held, members };
		const result = isOwn
			? dailyRun(company, settings, known, calendars, days)
			: dailyRun(
					company,
					{ ...settings, rosterEvents: new Set() },
					atSite(known, schedule),
					calendars,
					days,
				);
		known = isOwn ? result.memory : backFromSite(known, result.memory, schedule);
		results.push({ run, result });
	}
	return { results, memory: withoutFormerSites(known, settings) };
}

const atSite = (memory: RunMemory, schedule: ScheduleRun['schedule']): RunMemory => {
	const own = ownOf(memory.sites, scheduleId(schedule));
	return { ...memory, skipped: own?.skipped ?? null, offered: own?.offered ?? null };
};

const backFromSite = (
	before: RunMemory,
	after: RunMemory,
	schedule: ScheduleRun['schedule'],
): RunMemory => ({
	...after,
	roster: before.roster,
	syncedOn: before.syncedOn,
	skipped: before.skipped,
	offered: before.offered,
	sites: {
		...before.sites,
		[scheduleId(schedule)]: { skipped: after.skipped, offered: after.offered },
	},
});

function withoutFormerSites(memory: RunMemory, { siteSchedules }: SiteRunSettings): RunMemory {
	const names = new Set(siteSchedules.map((one) => scheduleId(one)));
	const kept = Object.entries(memory.sites).filter(([name]) => names.has(name));
	return { ...memory, sites: Object.fromEntries(kept) };
}
