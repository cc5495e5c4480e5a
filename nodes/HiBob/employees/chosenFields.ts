import { isCivilDate, isMonthDay } from '../../shared/civilDate';
import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import { stringOf } from '../../shared/parameterValue';
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
const YES = ['yes', 'true', '1'];

/**
 * Whether an opt-out field says that its employee wants no gifts.
 *
 * Rule: anything but empty and a plain No counts as a wish to be left out, also a Yes that another
 * word contradicts, and a field that HiBob left out for this one employee.
 */
export function hasOptedOut(record: HiBobRecord, fieldId: string): boolean {
	const value = fieldValue(record, fieldId);
	if (value === null) return false;
	if (value === undefined || typeof value === 'object') {
		return !Array.isArray(value) || value.length > 0;
	}
	const word = stringOf(value).trim().toLowerCase();
	const label = fieldLabel(record, fieldId);
	if (label === undefined || label === null) return !NO.includes(word);
	return !NO.includes(stringOf(label).trim().toLowerCase()) || YES.includes(word);
}
