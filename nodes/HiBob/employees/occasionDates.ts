import { isCivilDate, isMonthDay, monthDayOf } from '../../shared/civilDate';
import { ExplainedError } from '../../shared/explainedError';
import type { OccasionDates, WantedOccasion } from '../occasions/occasion';
import { fieldValue } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';

/**
 * The dates of an employee that the wanted occasions fall on. Nothing else is read.
 *
 * @throws ExplainedError when one of them is not a date
 */
export function occasionDates(
	record: HiBobRecord,
	wanted: readonly WantedOccasion[],
): OccasionDates {
	const dates = new Map<string, string>();
	for (const occasion of wanted) {
		const date = dateOf(record, occasion);
		if (date !== null) dates.set(occasion.id, date);
	}
	return dates;
}

function dateOf(record: HiBobRecord, { fields, fallback, reads }: WantedOccasion): string | null {
	for (const field of fields) {
		const date = dateIn(record, field, READERS[reads]);
		if (date !== null) return date;
	}
	if (fallback === null) return null;
	// The full date stands in for a short one, and its year is not kept
	const full = dateIn(record, fallback, isCivilDate);
	return full !== null && isCivilDate(full) ? monthDayOf(full) : null;
}

const READERS: Readonly<Record<WantedOccasion['reads'], (text: string) => boolean>> = {
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
