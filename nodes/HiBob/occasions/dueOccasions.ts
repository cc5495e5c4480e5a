import { yearOf } from '../../shared/civilDate';
import { isAnniversary } from './anniversaryYears';
import { dueDates, dueDatesAfter } from './dueDates';
import type { DueDate, DueDates, DuePolicy } from './dueDates';
import type { DueWindow } from './dueWindow';
import type { Occasion, WantedOccasion } from './occasion';

/**
 * The wanted occasions, each with the days of a run on which it is due. One whose rules have changed is
 * listed once for the days of each of them.
 */
export type DueCalendar = readonly DueEntry[];

/** A wanted occasion with its days. */
export interface DueEntry {
	wanted: WantedOccasion;
	due: DueDates;
}

/** @param due - the occurrences that are due, of any occasion */
export const dueEntry = (wanted: WantedOccasion, due: DueDates): DueEntry => ({
	wanted,
	due: dueDatesAfter(due, wanted.daysAfter),
});

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
		return [dueEntry(occasion, due)];
	});
}

/** Reads the date of an occasion, as `yyyy-MM-dd` or `MM-dd`; null when it is empty. */
export type DateReader = (wanted: WantedOccasion) => string | null;

/**
 * The occasions of one employee that are due. It is called for everyone, and for most people nothing is
 * due, so that case stays cheap.
 *
 * Rules: a yearly occasion comes on the month and day of its date, in the completed years that count.
 * One that comes once needs the whole date. What is due by former and by new rules is listed twice.
 */
export function dueOccasions(dateOf: DateReader, calendar: DueCalendar): Occasion[] {
	const occasions: Occasion[] = [];
	for (const { wanted, due } of calendar) {
		const date = dateOf(wanted);
		if (date === null) continue;
		if (wanted.repeat === 'once') {
			const day = due.byDate.get(date);
			if (day) occasions.push({ ...nameOf(wanted), ...day, years: null });
			continue;
		}
		const days = due.byMonthDay.get(isWhole(date) ? date.slice(WITHOUT_YEAR) : date);
		if (days) occasions.push(...yearlyOn(date, wanted, days));
	}
	return occasions;
}

const WITHOUT_YEAR = 'yyyy-'.length;

/** Whether a date has a year. */
const isWhole = (date: string): boolean => date.length > 'MM-dd'.length;

function yearlyOn(date: string, wanted: WantedOccasion, days: readonly DueDate[]): Occasion[] {
	const { years } = wanted;
	const name = nameOf(wanted);
	if (years === null || !isWhole(date))
		return days.map((day) => ({ ...name, ...day, years: null }));
	const first = Number(date.slice(0, WITHOUT_YEAR - 1));
	return days
		.map((day) => ({ ...name, ...day, years: yearOf(day.date) - first }))
		.filter((occasion) => isAnniversary(years, occasion.years));
}

function nameOf({ type, id, daysAfter, repeat }: WantedOccasion) {
	if (type === 'customDate') return { type, field: id, repeat };
	return type === 'daysAfterStart' ? { type, days: daysAfter } : { type };
}
