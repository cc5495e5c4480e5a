import { addDays, weekdayOf } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';

/** What happens to a day on which nobody works. */
export interface WorkingDays {
	shift: 'sameDay' | 'previous' | 'next';
	/** ISO weekdays: 1 is Monday, 7 is Sunday; at least one */
	weekdays: ReadonlySet<number>;
	holidays: ReadonlySet<string>;
}

const isWorkingDay = (date: CivilDate, { weekdays, holidays }: WorkingDays): boolean =>
	weekdays.has(weekdayOf(date)) && !holidays.has(date);

/** The furthest that a day can be moved: in each week, one holiday may take the only working day. */
export const furthestShift = ({ shift, holidays }: WorkingDays): number =>
	shift === 'sameDay' ? 0 : 7 * (holidays.size + 1);

/**
 * The working day for a date.
 *
 * Rule: a date on a weekend or holiday stays (`sameDay`), or moves to the `previous` or `next`
 * working day.
 */
export function onWorkingDay(date: CivilDate, workingDays: WorkingDays): CivilDate {
	const { shift } = workingDays;
	return shift === 'sameDay'
		? date
		: walk(
				date,
				shift === 'previous' ? -1 : 1,
				workingDays,
				(day) => !isWorkingDay(day, workingDays),
			);
}

/** The first and the last date that can be moved into a span of days, the span included. */
export function movedInto(
	from: CivilDate,
	until: CivilDate,
	workingDays: WorkingDays,
): { first: CivilDate; last: CivilDate } {
	const { shift } = workingDays;
	const isOff = (date: CivilDate) => !isWorkingDay(date, workingDays);
	return {
		first: shift === 'next' ? walk(from, -1, workingDays, (day) => isOff(addDays(day, -1))) : from,
		last:
			shift === 'previous' ? walk(until, 1, workingDays, (day) => isOff(addDays(day, 1))) : until,
	};
}

/** Goes on day by day, but never further than a day can be moved. */
function walk(
	date: CivilDate,
	step: 1 | -1,
	workingDays: WorkingDays,
	goesOn: (day: CivilDate) => boolean,
): CivilDate {
	let day = date;
	for (let moved = 0; moved < furthestShift(workingDays) && goesOn(day); moved++) {
		day = addDays(day, step);
	}
	return day;
}
