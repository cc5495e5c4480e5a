import { addDays } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import type { ScheduleRun } from '../../shared/schedule/siteSchedules';
import { ownOf } from '../../shared/jsonObject';
import type { PassedOverOccasion } from '../../shared/schedule/passedOver';
import { runDay } from '../../shared/schedule/runSchedule';
import type { DueDate, DueDates } from '../occasions/dueDates';
import { dueCalendar } from '../occasions/dueOccasions';
import { occasionId } from '../occasions/occasion';
import { keyLookUp } from '../occasions/rememberedKeys';
import type { RememberedKeys } from '../occasions/rememberedKeys';
import { furthestShift } from '../occasions/workingDays';
import type { OccasionSettings } from '../settings/employeeSettings';
import { calendarsOf } from './calendars';
import type { Calendars, ScheduleSettings } from './calendars';
import type { Company } from './company';
import { judged } from './judged';

/**
 * What falls due before the first run, although its day or its due day is on the day of publishing or
 * later.
 *
 * @param begins - when occasions began, in ms since 1970, by their ids
 * @param run - the schedule, with the day before its first run
 */
export function passedOverCalendars(
	settings: OccasionSettings & ScheduleSettings,
	begins: Readonly<Record<string, number>>,
	{ schedule, baselines }: Pick<ScheduleRun, 'schedule' | 'baselines'>,
): Calendars {
	const publishedOn = (id: string): CivilDate | null => {
		const instant = ownOf(begins, id);
		return instant === undefined ? null : runDay(schedule, instant).today;
	};
	return calendarsOf(settings, schedule, ({ policy }) =>
		settings.wanted.flatMap((wanted) => {
			const day = publishedOn(wanted.id);
			const until = ownOf(baselines, wanted.id);
			if (day === null || until === undefined) return [];
			const from = addDays(day, -policy.daysBefore - furthestShift(policy.workingDays));
			if (until < from) return [];
			return dueCalendar([wanted], () => ({ from, until }), policy).map((entry) => ({
				...entry,
				due: stillAhead(entry.due, day),
			}));
		}),
	);
}

function stillAhead({ byDate, byMonthDay }: DueDates, day: CivilDate): DueDates {
	const isAhead = ({ date, dueDate }: DueDate): boolean => date >= day || dueDate >= day;
	const monthDays = Array.from(byMonthDay, ([monthDay, days]): [string, DueDate[]] => [
		monthDay,
		days.filter(isAhead),
	]);
	return {
		byDate: new Map([...byDate].filter(([, day]) => isAhead(day))),
		byMonthDay: new Map(monthDays.filter(([, days]) => days.length > 0)),
	};
}

/**
 * The occasions of some calendars that a run would have returned today, soonest first.
 *
 * @param keys - what was returned before
 */
export function passedOver(
	company: Company,
	settings: OccasionSettings,
	days: readonly { calendars: Calendars; today: CivilDate }[],
	keys: RememberedKeys,
): PassedOverOccasion[] {
	const wasReturned = keyLookUp(keys);
	return days
		.flatMap(({ calendars, today }) => judged(company, settings, calendars, today).items)
		.filter(({ key }) => !wasReturned(key))
		.sort(({ occasion: one }, { occasion: other }) => one.date.localeCompare(other.date))
		.map(({ employee, occasion }) => ({ id: employee.id, event: occasionId(occasion) }));
}
