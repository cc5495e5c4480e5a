import { addDays } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import type { DueWindow } from './dueWindow';
import { daysCelebratedOn } from './leapDay';
import type { LeapDayPolicy } from './leapDay';
import { movedInto, onWorkingDay } from './workingDays';
import type { WorkingDays } from './workingDays';

/** How a due day follows from the day itself. */
export interface DuePolicy {
	/** how many days before the occasion it is due, 0 or more */
	daysBefore: number;
	workingDays: WorkingDays;
	leapDay: LeapDayPolicy;
}

/** An occurrence, and the day on which it is due. */
export interface DueDate {
	date: CivilDate;
	dueDate: CivilDate;
}

/** The occurrences that are due within a window, looked up by date, or by day of the year. */
export interface DueDates {
	/** by `yyyy-MM-dd` */
	byDate: ReadonlyMap<string, DueDate>;
	/** by `MM-dd`, oldest first */
	byMonthDay: ReadonlyMap<string, readonly DueDate[]>;
}

/**
 * The day on which an occurrence is due.
 *
 * Rule: that many days before it, then moved by the weekend and holiday policy.
 */
export const dueDayOf = (date: CivilDate, { daysBefore, workingDays }: DuePolicy): CivilDate =>
	onWorkingDay(addDays(date, -daysBefore), workingDays);

/**
 * The same due days for an occasion that comes a number of days after the date that is read for it, looked
 * up by that date.
 */
export const dueDatesAfter = (due: DueDates, days: number): DueDates =>
	days === 0
		? due
		: {
				byDate: new Map(Array.from(due.byDate.values(), (day) => [addDays(day.date, -days), day])),
				byMonthDay: new Map(),
			};

/**
 * All occurrences that are due within a window. They are worked out once for a run; each employee
 * is then a look-up.
 */
export function dueDates(window: DueWindow, policy: DuePolicy): DueDates {
	const byDate = new Map<string, DueDate>();
	const byMonthDay = new Map<string, DueDate[]>();
	const { first, last } = movedInto(window.from, window.until, policy.workingDays);
	const lastDate = addDays(last, policy.daysBefore);
	for (let date = addDays(first, policy.daysBefore); date <= lastDate; date = addDays(date, 1)) {
		const dueDate = dueDayOf(date, policy);
		if (dueDate < window.from || dueDate > window.until) continue;
		byDate.set(date, { date, dueDate });
		for (const monthDay of daysCelebratedOn(date, policy.leapDay)) {
			byMonthDay.set(monthDay, [...(byMonthDay.get(monthDay) ?? []), { date, dueDate }]);
		}
	}
	return { byDate, byMonthDay };
}
