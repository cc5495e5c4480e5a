import { isCivilDate, monthDayOf, yearOf } from '../../shared/civilDate';
import { isAnniversary } from './anniversaryYears';
import { dueDates } from './dueDates';
import type { DueDates, DuePolicy } from './dueDates';
import type { DueWindow } from './dueWindow';
import type { Occasion, OccasionDates, WantedOccasion } from './occasion';

/** The wanted occasions, each with the days of a run on which it is due. */
export type DueCalendar = readonly { wanted: WantedOccasion; due: DueDates }[];

/**
 * The days on which each wanted occasion is due. They are worked out once for a run; each employee is
 * then a look-up.
 *
 * @param windowOf - the due days of an occasion; null when none of them counts
 */
export function dueCalendar(
	wanted: readonly WantedOccasion[],
	windowOf: (id: string) => DueWindow | null,
	policy: DuePolicy,
): DueCalendar {
	const known = new Map<string, DueDates>();
	return wanted.flatMap((occasion) => {
		const window = windowOf(occasion.id);
		if (window === null) return [];
		const span = `${window.from}/${window.until}`;
		const due = known.get(span) ?? dueDates(window, policy);
		known.set(span, due);
		return [{ wanted: occasion, due }];
	});
}

/**
 * The occasions of one employee that are due.
 *
 * Rules: a yearly occasion comes on the month and day of its date, in the completed years that count.
 * One that comes once needs the whole date.
 */
export function dueOccasions(dates: OccasionDates, calendar: DueCalendar): Occasion[] {
	return calendar.flatMap(({ wanted, due }) => {
		const date = dates.get(wanted.id);
		if (date === undefined) return [];
		return wanted.repeat === 'once' ? onceOn(date, wanted, due) : yearlyOn(date, wanted, due);
	});
}

function onceOn(date: string, wanted: WantedOccasion, { byDate }: DueDates): Occasion[] {
	const day = byDate.get(date);
	return day ? [{ ...nameOf(wanted), ...day, years: null }] : [];
}

function yearlyOn(date: string, wanted: WantedOccasion, { byMonthDay }: DueDates): Occasion[] {
	const { years } = wanted;
	if (!isCivilDate(date) || years === null) {
		const days = byMonthDay.get(isCivilDate(date) ? monthDayOf(date) : date) ?? [];
		return days.map((day) => ({ ...nameOf(wanted), ...day, years: null }));
	}
	return (byMonthDay.get(monthDayOf(date)) ?? []).flatMap((day): Occasion[] => {
		const count = yearOf(day.date) - yearOf(date);
		return isAnniversary(years, count) ? [{ ...nameOf(wanted), ...day, years: count }] : [];
	});
}

const nameOf = ({ type, id, repeat }: WantedOccasion) =>
	type === 'customDate' ? { type, field: id, repeat } : { type };
