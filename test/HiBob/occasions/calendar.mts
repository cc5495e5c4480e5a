import fc from 'fast-check';
import { addDays, isCivilDate, isMonthDay } from '../../../nodes/shared/civilDate.ts';
import type { CivilDate, MonthDay } from '../../../nodes/shared/civilDate.ts';
import type { LeapDayPolicy } from '../../../nodes/HiBob/occasions/leapDay.ts';

export function civil(text: string): CivilDate {
	if (!isCivilDate(text)) throw new Error(`${text} is no date`);
	return text;
}

export function dayOfYear(text: string): MonthDay {
	if (!isMonthDay(text)) throw new Error(`${text} is no day of a year`);
	return text;
}

/** Every date from one to another, both included. */
export function daysFrom(first: CivilDate, last: CivilDate): CivilDate[] {
	const days: CivilDate[] = [];
	for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
	return days;
}

const LEAP_YEAR = daysFrom(civil('2024-01-01'), civil('2024-12-31'));

/** All 366 days of the year as `MM-dd`. */
export const DAYS_OF_THE_YEAR: readonly MonthDay[] = LEAP_YEAR.map((day) =>
	dayOfYear(day.slice(5)),
);

export const LEAP_DAY_POLICIES: readonly LeapDayPolicy[] = ['february28', 'march1'];

/** Random dates of 1950 to 2149, with leap days and year ends more often than chance has them. */
export const anyDate = (): fc.Arbitrary<CivilDate> =>
	fc.oneof(
		{ weight: 4, arbitrary: fc.nat(73_048).map((days) => addDays(civil('1950-01-01'), days)) },
		{
			weight: 1,
			arbitrary: fc
				.tuple(
					fc.integer({ min: 1950, max: 2149 }),
					fc.constantFrom('01-01', '02-28', '02-29', '03-01', '12-31'),
				)
				.map(([year, day]) => `${String(year)}-${day}`)
				.filter(isDate)
				.map(civil),
		},
	);

const isDate = (text: string): boolean => isCivilDate(text);

/** Random days of the year; 29 February and its neighbours come often. */
export const anyDayOfYear = (): fc.Arbitrary<MonthDay> =>
	fc.oneof(
		{ weight: 3, arbitrary: fc.constantFrom(...DAYS_OF_THE_YEAR) },
		{
			weight: 1,
			arbitrary: fc
				.constantFrom('01-01', '02-28', '02-29', '03-01', '12-31')
				.map((day) => dayOfYear(day)),
		},
	);

export const anyLeapDayPolicy = (): fc.Arbitrary<LeapDayPolicy> =>
	fc.constantFrom(...LEAP_DAY_POLICIES);
