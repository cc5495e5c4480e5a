declare const civilDateBrand: unique symbol;
declare const monthDayBrand: unique symbol;

/** A calendar date without time and zone, as `yyyy-MM-dd`. Two of them compare as strings. */
export type CivilDate = string & { readonly [civilDateBrand]: true };

/** A day of the year as `MM-dd`; `02-29` is one. */
export type MonthDay = string & { readonly [monthDayBrand]: true };

const YEAR = /^\d{4}-/;

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** Every day of a leap year as `MM-dd`; a set, because large companies have many dates. */
const MONTH_DAYS: ReadonlySet<string> = new Set(
	[31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].flatMap((days, month) =>
		Array.from({ length: days }, (_, day) => `${twoDigits(month + 1)}-${twoDigits(day + 1)}`),
	),
);

export const isLeapYear = (year: number): boolean =>
	(year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Whether a text is a calendar date: `2026-02-29` is not. */
export function isCivilDate(text: string): text is CivilDate {
	if (!YEAR.test(text)) return false;
	const monthDay = text.slice(5);
	return MONTH_DAYS.has(monthDay) && (monthDay !== '02-29' || isLeapYear(Number(text.slice(0, 4))));
}

/** A value as a calendar date; null for anything else. */
export const dayIn = (value: unknown): CivilDate | null =>
	typeof value === 'string' && isCivilDate(value) ? value : null;

/** Whether a text is a day of some year: `02-29` is, `02-30` is not. */
export function isMonthDay(text: string): text is MonthDay {
	return MONTH_DAYS.has(text);
}

/**
 * Builds a date from its parts and carries the overflow: day 32 of January is 1 February.
 *
 * @throws RangeError outside of the years 0000 to 9999
 */
export function civilDate(year: number, month: number, day: number): CivilDate {
	// No clock arithmetic: UTC has neither zones nor daylight saving, so a day is always a day.
	const instant = new Date(0);
	instant.setUTCFullYear(year, month - 1, day);
	const text = instant.toISOString().slice(0, 10);
	if (!isCivilDate(text)) throw new RangeError(`${text} is outside of the years 0000 to 9999`);
	return text;
}

/** The ISO weekday: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (date: CivilDate): number => new Date(date).getUTCDay() || 7;

export const yearOf = (date: CivilDate): number => Number(date.slice(0, 4));

/** The `MM-dd` of a date. */
export function monthDayOf(date: CivilDate): MonthDay {
	const monthDay = date.slice(5);
	if (!isMonthDay(monthDay)) throw new RangeError(`${date} has no month and day`);
	return monthDay;
}

/** The date `days` later, or earlier when negative. */
export function addDays(date: CivilDate, days: number): CivilDate {
	return civilDate(yearOf(date), Number(date.slice(5, 7)), Number(date.slice(8, 10)) + days);
}

export const laterOf = (one: CivilDate, other: CivilDate): CivilDate => (one > other ? one : other);
