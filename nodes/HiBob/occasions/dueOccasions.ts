import { isAnniversary } from './anniversaryYears';
import { isCivilDate, monthDayOf, yearOf } from '../../shared/civilDate';
import type { DueDates } from './dueDates';
import type { CustomDate, Occasion, OccasionDates, WantedOccasions } from './occasion';

/**
 * The occasions of one employee that are due.
 *
 * Rules: a birthday is the month and day of the birth date. A work anniversary is the month and
 * day of the start date, in the years that count. A start date happens once. A custom date comes
 * every year on its month and day, or once on its date.
 */
export function dueOccasions(
	dates: OccasionDates,
	wanted: WantedOccasions,
	due: DueDates,
): Occasion[] {
	const occasions: Occasion[] = [];
	if (wanted.birthday) occasions.push(...birthdays(dates, due));
	if (wanted.workAnniversary) occasions.push(...anniversaries(dates, wanted.workAnniversary, due));
	if (wanted.startDate) occasions.push(...startDates(dates, due));
	for (const customDate of wanted.customDates) {
		occasions.push(...customOccasions(dates, customDate, due));
	}
	return occasions;
}

function birthdays({ birthday }: OccasionDates, { byMonthDay }: DueDates): Occasion[] {
	const days = birthday === null ? [] : (byMonthDay.get(birthday) ?? []);
	return days.map((day) => ({ type: 'birthday', ...day, years: null }));
}

function anniversaries(
	{ anniversaryDate }: OccasionDates,
	years: NonNullable<WantedOccasions['workAnniversary']>,
	{ byMonthDay }: DueDates,
): Occasion[] {
	if (anniversaryDate === null) return [];
	const first = yearOf(anniversaryDate);
	return (byMonthDay.get(monthDayOf(anniversaryDate)) ?? []).flatMap((day): Occasion[] => {
		const count = yearOf(day.date) - first;
		return isAnniversary(years, count) ? [{ type: 'workAnniversary', ...day, years: count }] : [];
	});
}

function startDates({ startDate }: OccasionDates, { byDate }: DueDates): Occasion[] {
	const day = startDate === null ? undefined : byDate.get(startDate);
	return day ? [{ type: 'startDate', ...day, years: null }] : [];
}

function customOccasions(
	{ customDates }: OccasionDates,
	{ field, repeat }: CustomDate,
	{ byDate, byMonthDay }: DueDates,
): Occasion[] {
	const value = customDates.get(field);
	if (value === undefined) return [];
	const custom = { type: 'customDate', field, repeat } as const;
	if (!isCivilDate(value)) {
		// a date without year can only come every year
		if (repeat === 'once') return [];
		return (byMonthDay.get(value) ?? []).map((day) => ({ ...custom, ...day, years: null }));
	}
	if (repeat === 'once') {
		const day = byDate.get(value);
		return day ? [{ ...custom, ...day, years: null }] : [];
	}
	return (byMonthDay.get(monthDayOf(value)) ?? [])
		.map((day) => ({ ...custom, ...day, years: yearOf(day.date) - yearOf(value) }))
		.filter(({ years }) => years >= 0);
}
