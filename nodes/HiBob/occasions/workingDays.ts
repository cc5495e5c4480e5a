import { addDays, weekdayOf } from './civilDate';
import type { CivilDate } from './civilDate';

/** What happens to a day on which nobody works. */
export interface WorkingDays {
	shift: 'sameDay' | 'previous' | 'next';
	/** ISO weekdays: 1 is Monday, 7 is Sunday; at least one */
	weekdays: ReadonlySet<number>;
	holidays: ReadonlySet<string>;
}

/** The furthest that a day can be moved: a week, and a day for each holiday. */
export const furthestShift = ({ shift, holidays }: WorkingDays): number =>
	shift === 'sameDay' ? 0 : 7 + holidays.size;

/**
 * The working day for a date.
 *
 * Rule: a date on a weekend or holiday stays (`sameDay`), or moves to the `previous` or `next`
 * working day.
 */
export function onWorkingDay(date: CivilDate, workingDays: WorkingDays): CivilDate {
	const { shift, weekdays, holidays } = workingDays;
	if (shift === 'sameDay') return date;
	const step = shift === 'previous' ? -1 : 1;
	let day = date;
	for (let moved = 0; moved < furthestShift(workingDays); moved++) {
		if (weekdays.has(weekdayOf(day)) && !holidays.has(day)) return day;
		day = addDays(day, step);
	}
	return day;
}
