import { isCivilDate, isMonthDay } from '../../shared/civilDate';
import { isObject } from '../../shared/jsonObject';
import { stringOf } from '../../shared/parameterValue';
import { storable } from '../../shared/storable';
import { visibleText } from '../../shared/visibleText';
import { fieldLabel, fieldValue } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';
import { saysNo, saysYes } from './yesAndNo';

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
	if (isObject(value)) return storable(value);
	const shown = fieldLabel(record, fieldId) ?? value;
	return typeof shown === 'string' ? visibleText(shown) : storable(shown);
}

/**
 * Whether an opt-out field says that the employee wants no gifts.
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
	const word = stringOf(value);
	const label = fieldLabel(record, fieldId);
	if (label === undefined || label === null) return !saysNo(word);
	return !saysNo(stringOf(label)) || saysYes(word);
}

/**
 * Whether an opt-in field says that the employee wants gifts.
 *
 * Rule: a plain Yes opts in, as value or as label, unless the other one says No. Anything else does not.
 */
export function hasOptedIn(record: HiBobRecord, fieldId: string): boolean {
	const value = fieldValue(record, fieldId);
	if (value === undefined || value === null || typeof value === 'object') return false;
	const words = [stringOf(value), stringOf(fieldLabel(record, fieldId))].filter(
		(word) => word.trim() !== '',
	);
	return words.some(saysYes) && !words.some(saysNo);
}
