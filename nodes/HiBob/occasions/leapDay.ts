import { monthDayOf, isLeapYear, yearOf } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';

/** The day on which someone born on 29 February is celebrated in a common year. */
export type LeapDayPolicy = 'february28' | 'march1';

const STAND_INS = { february28: '02-28', march1: '03-01' } as const;

/**
 * The days of the year, as `MM-dd`, that are celebrated on a date.
 *
 * Rule: every date celebrates its own day, and 28 February (default) or 1 March also celebrates
 * 29 February in years without one.
 */
export function daysCelebratedOn(date: CivilDate, policy: LeapDayPolicy): string[] {
	const monthDay = monthDayOf(date);
	return monthDay === STAND_INS[policy] && !isLeapYear(yearOf(date))
		? [monthDay, '02-29']
		: [monthDay];
}
