import { isCivilDate, isMonthDay } from '../occasions/civilDate';
import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import { fieldLabel, fieldValue } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';

/** Fields that a user chose from HiBob’s list, beside those that the nodes know by name. */

/**
 * A chosen field as it is put out: the label of a list value, otherwise HiBob’s machine value. Dates
 * are always machine values, because labels write them in the locale of the service user. Null when
 * it is empty or was left out.
 */
export function chosenValue(record: HiBobRecord, fieldId: string): unknown {
	const value = fieldValue(record, fieldId);
	if (value === null || value === undefined) return null;
	if (typeof value === 'string' && (isCivilDate(value) || isMonthDay(value))) return value;
	if (isObject(value)) return value;
	return fieldLabel(record, fieldId) ?? value;
}

/**
 * A chosen date: `yyyy-MM-dd`, `MM-dd`, or null when it is empty.
 *
 * @throws ExplainedError when the field holds something else
 */
export function chosenDate(record: HiBobRecord, fieldId: string): string | null {
	const value = fieldValue(record, fieldId);
	if (value === null || value === undefined || value === '') return null;
	if (typeof value === 'string' && (isCivilDate(value) || isMonthDay(value))) return value;
	throw new ExplainedError(
		`HiBob answered ${fieldId} of employee ${record.id} as something that is not a date`,
		'Choose a date field under "Custom Dates", or look at this field in the employee’s HiBob profile',
	);
}

const NO = ['', 'no', 'false', '0', 'none'];

/**
 * Whether an opt-out field says that its employee wants no gifts.
 *
 * Rule: anything but empty and a plain No counts as a wish to be left out.
 */
export function hasOptedOut(record: HiBobRecord, fieldId: string): boolean {
	const value = fieldValue(record, fieldId);
	if (value === null || value === undefined || value === false) return false;
	const label = fieldLabel(record, fieldId);
	const texts = [value, label].flatMap((text) =>
		typeof text === 'string' || typeof text === 'number' ? [String(text).trim().toLowerCase()] : [],
	);
	if (Array.isArray(value)) return value.length > 0;
	return value === true || !texts.some((text) => NO.includes(text));
}
