const LENGTH_OF_DAY = 86_400_000;

/** The number of a `yyyy-MM-dd` among the days since 1970-01-01. */
export const toDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / LENGTH_OF_DAY;

/** The `yyyy-MM-dd` of a day since 1970-01-01. */
export const toDate = (day: number): string =>
	new Date(day * LENGTH_OF_DAY).toISOString().slice(0, 10);

/** 0 is Sunday. 1970-01-01 was a Thursday. */
export const weekdayOfDay = (day: number): number => (day + 4) % 7;

/** A year is a leap year when the day before its 1 March is a 29th. */
export const isLeapYear = (year: number): boolean =>
	toDate(toDay(`${String(year)}-03-01`) - 1).endsWith('29');
