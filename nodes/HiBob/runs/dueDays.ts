import { addDays, laterOf } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import type { RunDay } from '../../shared/schedule/runSchedule';
import { isBelievable } from '../../shared/schedule/scheduleState';
import type { DaySpan, ScheduleState } from '../../shared/schedule/scheduleState';
import { calendarOfHistory, firstHistory, ranOn, withRules } from '../occasions/dueHistory';
import type { DueHistory } from '../occasions/dueHistory';
import type { DueCalendar } from '../occasions/dueOccasions';
import { dueRulesOf } from '../occasions/dueRules';
import { dueWindow } from '../occasions/dueWindow';
import type { DueWindow } from '../occasions/dueWindow';
import type { ScheduleRun } from '../../shared/schedule/siteSchedules';
import type { OccasionSettings } from '../settings/employeeSettings';
import { calendarsWithin } from './calendars';
import type { Calendars, ScheduleSettings } from './calendars';

/** Which settings decide which due days, after a first publishing. */
export const dueDaysAtFirst = (
	{ wanted, duePolicy, siteRules }: OccasionSettings,
	{ baseline }: RunDay,
): DueHistory => firstHistory(dueRulesOf(wanted, duePolicy, siteRules), baseline);

/** The same when published again: changed settings count from the next run time. */
export const dueDaysPublished = (
	settings: OccasionSettings,
	history: DueHistory,
	day: RunDay,
): DueHistory => dueDaysFrom(settings, history, addDays(day.baseline, 1), day);

/** The same in a run. A change whose publishing was not seen counts from the last run. */
export function dueDaysInRun(
	settings: OccasionSettings,
	history: DueHistory,
	lastRun: CivilDate | null,
	day: RunDay,
): DueHistory {
	const { latest } = day;
	const from = lastRun === null || lastRun >= latest ? latest : addDays(lastRun, 1);
	const oldest = addDays(latest, -settings.catchUpDays);
	return ranOn(dueDaysFrom(settings, history, from, day), latest, oldest);
}

/** A history from a clock that had jumped ahead does not count. */
function dueDaysFrom(
	{ wanted, duePolicy, siteRules }: OccasionSettings,
	history: DueHistory,
	from: CivilDate,
	day: RunDay,
): DueHistory {
	const isBelieved = history.every(
		(segment) => isBelievable(segment.from, day) && isBelievable(segment.firstRun, day),
	);
	return withRules(isBelieved ? history : [], dueRulesOf(wanted, duePolicy, siteRules), from);
}

/**
 * The due days that count for each occasion: those of the latest run time that has passed.
 *
 * @param history - as it is where the person works
 */
export const calendarOf = (
	{ wanted, catchUpDays }: OccasionSettings,
	history: DueHistory,
	baselines: Readonly<Record<string, CivilDate>>,
	{ latest, baseline }: RunDay,
): DueCalendar =>
	calendarOfHistory(history, wanted, (id) =>
		dueWindow(latest, baselines[id] ?? baseline, catchUpDays),
	);

/** Due days that no run was in time for, and the days without a run. */
export interface MissedDays {
	calendars: Calendars;
	/** the first and last day without a good run */
	withoutRun: DaySpan;
}

/**
 * The due days that have become older than the catch-up days since the last good run, or that were given up
 * when the trigger was switched on again; null when there are none.
 */
export function missedDays(
	settings: OccasionSettings & ScheduleSettings,
	{
		schedule,
		baselines,
		lastRun,
		day,
	}: Pick<ScheduleRun, 'schedule' | 'baselines' | 'lastRun' | 'day'>,
	{ givenUp }: Pick<ScheduleState, 'givenUp'>,
): MissedDays | null {
	const { wanted, catchUpDays } = settings;
	const { latest, baseline } = day;
	if (lastRun === null) return null;
	const until = addDays(latest, -catchUpDays - 1);
	const oldest = addDays(latest, -LONGEST_MISSED);
	const windowOf = (id: string): DueWindow | null => {
		const known = baselines[id] ?? baseline;
		const from = givenUp?.from ?? addDays(laterOf(known, lastRun), 1);
		const window = { from: laterOf(from, oldest), until: givenUp?.until ?? until };
		return window.from <= window.until ? window : null;
	};
	if (wanted.every(({ id }) => windowOf(id) === null)) return null;
	return {
		calendars: calendarsWithin(settings, schedule, windowOf),
		withoutRun: { from: addDays(lastRun, 1), until: addDays(latest, -1) },
	};
}

/** What was due longer ago comes again within a year. */
const LONGEST_MISSED = 366;
