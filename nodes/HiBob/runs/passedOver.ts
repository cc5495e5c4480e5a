import { addDays } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import type { ScheduleRun } from '../../shared/schedule/siteSchedules';
import { ownOf } from '../../shared/jsonObject';
import { passedOverOf } from '../../shared/schedule/passedOver';
import type { PassedOver } from '../../shared/schedule/passedOver';
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
 * What falls due before the first run although it, or its due day, is today or later.
 *
 * @param begins - the occasions that begin now, by their ids
 * @param run - the schedule, with the day before its first run
 */
export function passedOverCalendars(
	settings: OccasionSettings & ScheduleSettings,
	begins: Readonly<Record<string, CivilDate>>,
	{ schedule, baselines, day: { today } }: Pick<ScheduleRun, 'schedule' | 'baselines' | 'day'>,
): Calendars {
	return calendarsOf(settings, schedule, ({ policy }) => {
		const from = addDays(today, -policy.daysBefore - furthestShift(policy.workingDays));
		const windowOf = (id: string) => {
			const until = ownOf(begins, id) === undefined ? undefined : ownOf(baselines, id);
			return until === undefined || until < from ? null : { from, until };
		};
		return dueCalendar(settings.wanted, windowOf, policy).map((entry) => ({
			...entry,
			due: stillAhead(entry.due, today),
		}));
	});
}

function stillAhead({ byDate, byMonthDay }: DueDates, today: CivilDate): DueDates {
	const isAhead = ({ date, dueDate }: DueDate): boolean => date >= today || dueDate >= today;
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
 * The occasions of some calendars that a run would have returned today.
 *
 * @param keys - what came out before
 */
export function passedOver(
	company: Company,
	settings: OccasionSettings,
	days: readonly { calendars: Calendars; today: CivilDate }[],
	keys: RememberedKeys,
): PassedOver | null {
	const cameOut = keyLookUp(keys);
	const items = days
		.flatMap(({ calendars, today }) => judged(company, settings, calendars, today).items)
		.filter(({ key }) => !cameOut(key));
	return passedOverOf(
		items.map(({ employee, occasion }) => ({
			id: employee.id,
			event: occasionId(occasion),
			date: occasion.date,
		})),
	);
}
