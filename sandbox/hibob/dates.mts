import { DateTime, type DurationLike } from 'luxon';

const parsed = new Map<string, DateTime>();

/** Read once each: every answer of the sandbox is full of the same dates. */
function inUtc(date: string): DateTime {
	const known = parsed.get(date);
	if (known) return known;
	const read = DateTime.fromISO(date, { zone: 'utc' });
	parsed.set(date, read);
	return read;
}

/** Whether the text is a real day written yyyy-MM-dd. */
export const isCivilDate = (text: string): boolean =>
	/^\d{4}-\d{2}-\d{2}$/.test(text) && inUtc(text).isValid;

/** The date that lies so far after (or before) a yyyy-MM-dd date; 29 February falls back to 28. */
export function plus(date: string, distance: DurationLike): string {
	return inUtc(date).plus(distance).toFormat('yyyy-MM-dd');
}

/** The MM-DD part of a yyyy-MM-dd date. */
export const monthDayOf = (date: string): string => date.slice(5);

export const yearOf = (date: string): number => Number(date.slice(0, 4));

/** The first Monday after a yyyy-MM-dd date, never the date itself. */
export const mondayAfter = (date: string): string => plus(date, { days: 8 - inUtc(date).weekday });

export const isWeekend = (date: string): boolean => inUtc(date).weekday > 5;

/** Real UTC date of an epoch instant in milliseconds, as yyyy-MM-dd. */
export const utcDateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** A yyyy-MM-dd date in a luxon format such as dd/MM/yyyy; text that is no date stays as it is. */
export const formatted = (date: string, format: string): string =>
	isCivilDate(date) ? inUtc(date).toFormat(format) : date;

/** Whole years, months and days from one yyyy-MM-dd date to a later one. */
export function periodBetween(from: string, to: string) {
	const { years, months, days } = inUtc(to).diff(inUtc(from), ['years', 'months', 'days']);
	return { years, months, days };
}

/** Whole years from one yyyy-MM-dd date to a later one: somebody's age. */
export const yearsBetween = (from: string, to: string): number =>
	yearOf(to) - yearOf(from) - (monthDayOf(to) < monthDayOf(from) ? 1 : 0);

export const daysBetween = (from: string, to: string): number =>
	(Date.parse(to) - Date.parse(from)) / 86_400_000;

/** A birth date with the month and day of `date`, about `age` years earlier; 29 February stays 29 February. */
export function bornOnDayOf(date: string, age: number): string {
	const year = yearOf(date) - age;
	const monthDay = monthDayOf(date);
	return `${String(monthDay === '02-29' ? year - (year % 4) : year)}-${monthDay}`;
}

/** The latest 29 February that lies at least a year before the date. */
export function leapDayBefore(date: string): string {
	const lastYear = yearOf(date) - 1;
	const leapDay = `${String(lastYear - (lastYear % 4))}-02-29`;
	return leapDay <= plus(date, { years: -1 }) ? leapDay : plus(leapDay, { years: -4 });
}
