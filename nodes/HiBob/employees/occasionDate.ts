import { isCivilDate, isMonthDay, monthDayOf } from '../../shared/civilDate';
import { ExplainedError } from '../../shared/explainedError';
import type { DateKind } from '../occasions/catalogue';
import type { WantedOccasion } from '../occasions/occasion';
import { fieldValue } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';

/**
 * The date of an employee that an occasion falls on: `yyyy-MM-dd`, `MM-dd`, or null when it is empty.
 *
 * @throws ExplainedError when HiBob answered something that is not a date
 */
export function occasionDate(
	record: HiBobRecord,
	{ fields, fallback, reads }: WantedOccasion,
): string | null {
	for (const field of fields) {
		const date = dateIn(record, field, READERS[reads]);
		if (date !== null) return date;
	}
	if (fallback === null) return null;
	// The full date stands in for a short one, and its year is not kept
	const full = dateIn(record, fallback, isCivilDate);
	return full !== null && isCivilDate(full) ? monthDayOf(full) : null;
}

const READERS: Readonly<Record<DateKind, (text: string) => boolean>> = {
	date: isCivilDate,
	monthDay: isMonthDay,
	either: (text) => isCivilDate(text) || isMonthDay(text),
};

function dateIn(
	record: HiBobRecord,
	fieldId: string,
	isDate: (text: string) => boolean,
): string | null {
	const value = fieldValue(record, fieldId);
	if (value === null || value === undefined) return null;
	const text = typeof value === 'string' ? value.trim() : null;
	if (text === '') return null;
	if (text !== null && isDate(text)) return text;
	throw new ExplainedError(
		`HiBob answered ${fieldId} of employee ${record.id} as something that is not a date`,
		'Look at this field in the employee’s HiBob profile. If it is one of "Custom Dates", check that it is a date field',
	);
}
