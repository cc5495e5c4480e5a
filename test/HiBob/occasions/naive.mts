import { DateTime } from 'luxon';
import type { DuePolicy } from '../../../nodes/HiBob/occasions/dueDates.ts';
import type { LeapDayPolicy } from '../../../nodes/HiBob/occasions/leapDay.ts';
import type { WorkingDays } from '../../../nodes/HiBob/occasions/workingDays.ts';

// The rules once more, word for word and slowly, with luxon's calendar in place of ours.

type OffDays = Pick<WorkingDays, 'weekdays' | 'holidays'>;

const at = (date: string): DateTime => DateTime.fromISO(date, { zone: 'utc' });

const dateOf = (day: DateTime): string => day.toISODate() ?? 'no date';

const isDayOff = (day: DateTime, { weekdays, holidays }: OffDays): boolean =>
	!weekdays.has(day.weekday) || holidays.has(dateOf(day));

/** Whether nobody works on a date. */
export const isOff = (date: string, days: OffDays): boolean => isDayOff(at(date), days);

/** The day on which an occurrence is due, both as `yyyy-MM-dd`. */
export function naiveDueDay(occurrence: string, { daysBefore, workingDays }: DuePolicy): string {
	let day = at(occurrence).minus({ days: daysBefore });
	if (workingDays.shift === 'sameDay') return dateOf(day);
	while (isDayOff(day, workingDays)) {
		day = workingDays.shift === 'previous' ? day.minus({ days: 1 }) : day.plus({ days: 1 });
	}
	return dateOf(day);
}

/** The date so many days after another. */
export const naiveDaysAfter = (date: string, days: number): string =>
	dateOf(at(date).plus({ days }));

/** The day of a year on which an `MM-dd` is celebrated. */
export function naiveOccurrence(monthDay: string, year: number, leapDay: LeapDayPolicy): string {
	const day = at(`${String(year)}-${monthDay}`);
	if (day.isValid) return dateOf(day);
	return `${String(year)}-${leapDay === 'march1' ? '03-01' : '02-28'}`;
}

/** Every date from one to another with days to spare on both sides. */
export function datesAround(from: string, until: string, spare: number): string[] {
	const dates: string[] = [];
	const last = at(until).plus({ days: spare });
	for (let day = at(from).minus({ days: spare }); day <= last; day = day.plus({ days: 1 })) {
		dates.push(dateOf(day));
	}
	return dates;
}
