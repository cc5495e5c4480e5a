import { isCivilDate, isMonthDay, monthDayOf } from '../../shared/civilDate';
import type { JsonObject } from '../../shared/jsonObject';
import type { DateKind } from '../occasions/catalogue';
import type { WantedOccasion } from '../occasions/occasion';
import { fieldValue } from './hibobRecord';
import type { Unreadable } from './hibobRecord';

/**
 * The date of an employee that an occasion falls on: `yyyy-MM-dd`, `MM-dd`, or null when it is empty or
 * cannot be read.
 *
 * @param unreadable - gets the id of a field that holds no date
 */
export function occasionDate(
	record: JsonObject,
	{ fields, fallback, reads }: WantedOccasion,
	unreadable: Unreadable,
): string | null {
	for (const field of fields) {
		const date = dateIn(record, field, READERS[reads]);
		if (date === UNREADABLE) {
			unreadable.push(field);
			return null;
		}
		if (date !== null) return date;
	}
	if (fallback === null) return null;
	// The full date stands in for a short one, and its year is not kept
	const full = dateIn(record, fallback, isCivilDate);
	if (full === UNREADABLE) unreadable.push(fallback);
	return full !== null && full !== UNREADABLE && isCivilDate(full) ? monthDayOf(full) : null;
}

const READERS: Readonly<Record<DateKind, (text: string) => boolean>> = {
	date: isCivilDate,
	monthDay: isMonthDay,
	either: (text) => isCivilDate(text) || isMonthDay(text),
};

const UNREADABLE = Symbol('unreadable');

function dateIn(
	record: JsonObject,
	fieldId: string,
	isDate: (text: string) => boolean,
): string | null | typeof UNREADABLE {
	const value = fieldValue(record, fieldId);
	if (value === null || value === undefined) return null;
	const text = typeof value === 'string' ? value.trim() : null;
	if (text === '') return null;
	return text !== null && isDate(text) ? text : UNREADABLE;
}
