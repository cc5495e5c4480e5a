import { monthDayOf, yearOf } from './civilDate';
import type { MonthDay } from './civilDate';
import type { DueWindow } from './dueWindow';
import { occurrenceInYear } from './leapDay';
import type { LeapDayPolicy } from './leapDay';
import type { Occasion, OccasionDates, OccasionType } from './occasion';

/**
 * The occasions of one employee that are due within a window, oldest first per type.
 *
 * Rules: a birthday is the month and day of the birth date. A work anniversary is the month and
 * day of the start date, from the first year on. A start date happens once.
 */
export function occasionsDueWithin(
	dates: OccasionDates,
	types: readonly OccasionType[],
	window: DueWindow,
	leapDayPolicy: LeapDayPolicy,
): Occasion[] {
	return types.flatMap((type) => {
		switch (type) {
			case 'birthday':
				return dates.birthday === null
					? []
					: yearly('birthday', dates.birthday, window, leapDayPolicy);
			case 'workAnniversary': {
				if (dates.startDate === null) return [];
				const startYear = yearOf(dates.startDate);
				return yearly('workAnniversary', monthDayOf(dates.startDate), window, leapDayPolicy)
					.map((occasion) => ({ ...occasion, years: yearOf(occasion.date) - startYear }))
					.filter(({ years }) => years >= 1);
			}
			case 'startDate': {
				const date = dates.startDate;
				if (date === null || date < window.from || date > window.until) return [];
				return [{ type, date, dueDate: date, years: null }];
			}
		}
	});
}

function yearly(
	type: OccasionType,
	monthDay: MonthDay,
	window: DueWindow,
	leapDayPolicy: LeapDayPolicy,
): Occasion[] {
	const occasions: Occasion[] = [];
	for (let year = yearOf(window.from); year <= yearOf(window.until); year++) {
		const date = occurrenceInYear(monthDay, year, leapDayPolicy);
		if (date >= window.from && date <= window.until) {
			occasions.push({ type, date, dueDate: date, years: null });
		}
	}
	return occasions;
}
