import { civilDate, isCivilDate } from './civilDate';
import type { CivilDate, MonthDay } from './civilDate';

/** The day on which someone born on 29 February is celebrated in a common year. */
export type LeapDayPolicy = 'february28' | 'march1';

/**
 * The date on which a day of the year falls in `year`.
 *
 * Rule: 29 February moves to 28 February (default) or 1 March in years that have none.
 */
export function occurrenceInYear(
	monthDay: MonthDay,
	year: number,
	leapDayPolicy: LeapDayPolicy,
): CivilDate {
	const date = `${String(year).padStart(4, '0')}-${monthDay}`;
	if (isCivilDate(date)) return date;
	return leapDayPolicy === 'march1' ? civilDate(year, 3, 1) : civilDate(year, 2, 28);
}
