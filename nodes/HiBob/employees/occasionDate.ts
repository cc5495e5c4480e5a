import { isCivilDate, isMonthDay, monthDayOf } from '../../shared/civilDate';
import type { CivilDate, MonthDay } from '../../shared/civilDate';
import type { JsonObject } from '../../shared/jsonObject';
import type { DateKind } from '../occasions/catalogue';
import type { WantedOccasion } from '../occasions/occasion';
import { dateIn } from './hibobRecord';
import type { Unreadable } from './hibobRecord';

/**
 * The date of an employee that an occasion falls on: `yyyy-MM-dd`, `MM-dd`, or null when it is empty or
 * unreadable.
 *
 * @param unreadable - gets the id of a field with a value that is not a date; no other field is used instead
 */
export function occasionDate(
	record: JsonObject,
	{ fields, fallback, reads }: WantedOccasion,
	unreadable: Unreadable,
): string | null {
	const before = unreadable.length;
	for (const field of fields) {
		const date = dateIn(record, field, READERS[reads], unreadable);
		if (date !== null || unreadable.length > before) return date;
	}
	if (fallback === null) return null;
	// the full date replaces a short one, and its year is not kept
	const full = dateIn(record, fallback, isCivilDate, unreadable);
	return full === null ? null : monthDayOf(full);
}

type SomeDate = CivilDate | MonthDay;

const READERS: Readonly<Record<DateKind, (text: string) => text is SomeDate>> = {
	date: isCivilDate,
	monthDay: isMonthDay,
	either: (text): text is SomeDate => isCivilDate(text) || isMonthDay(text),
};
