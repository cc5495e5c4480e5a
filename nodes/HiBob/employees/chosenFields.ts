import { isCivilDate, isMonthDay } from '../../shared/civilDate';
import { isObject } from '../../shared/jsonObject';
import { stringOf } from '../../shared/parameterValue';
import { fieldLabel, fieldValue } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';

/** Fields that a user chose from HiBob’s list, in addition to those that the nodes know by name. */

/**
 * A chosen field as items carry it: the label of a list value, otherwise HiBob’s machine value. Dates
 * are always machine values, because labels write them in the locale of the service user. Null when
 * it is empty or HiBob omitted it.
 */
export function chosenValue(record: HiBobRecord, fieldId: string): unknown {
	const value = fieldValue(record, fieldId);
	if (value === null || value === undefined) return null;
	if (typeof value === 'string' && (isCivilDate(value) || isMonthDay(value))) return value;
	if (isObject(value)) return value;
	return fieldLabel(record, fieldId) ?? value;
}

const NO = ['', 'no', 'false', '0', 'none'];
const YES = ['yes', 'true', '1'];

/**
 * Whether an opt-out field says that its employee wants no gifts.
 *
 * Rule: anything but empty and a plain No opts out, also a Yes that another word contradicts, and a
 * field that HiBob omitted for this one employee.
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
