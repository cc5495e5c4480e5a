import type { INodeProperties } from 'n8n-workflow';
import { ExplainedError } from '../../shared/explainedError';
import type { JsonObject } from '../../shared/jsonObject';
import { optionalTextOf } from '../../shared/parameterValue';

/**
 * One HiBob field that a user chose, by its id; null when the setting was not added. A comma is part of
 * the id.
 *
 * @throws ExplainedError when the setting was added and names no field: a rule must not let everyone in
 */
export function fieldIn(collection: JsonObject, { name, displayName }: INodeProperties) {
	const value = collection[name];
	if (value === undefined) return null;
	const label = displayName.replace(' Name or ID', '');
	if (Array.isArray(value) && value.length > 1) {
		throw new ExplainedError(`"${label}" has several fields`, 'Choose one');
	}
	const field = optionalTextOf(label, Array.isArray(value) ? value[0] : value);
	if (field !== undefined) return field;
	throw new ExplainedError(`"${label}" is empty`, 'Choose a field, or take the setting away');
}
