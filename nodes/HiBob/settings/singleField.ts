import type { INodeProperties } from 'n8n-workflow';
import { ExplainedError } from '../../shared/explainedError';
import type { JsonObject } from '../../shared/jsonObject';
import { optionalTextOf } from '../../shared/parameterValue';

/**
 * The id of one HiBob field that the user chose; null if the setting was not added. A comma is part of
 * the id.
 *
 * @throws ExplainedError when the setting was added without a field: a rule must not include everyone
 */
export function fieldIn(collection: JsonObject, { name, displayName }: INodeProperties) {
	const value = collection[name];
	if (value === undefined) return null;
	const label = displayName.replace(' Name or ID', '');
	if (Array.isArray(value) && value.length > 1) {
		throw new ExplainedError(`'${label}' has several fields`, 'Choose one');
	}
	const field = optionalTextOf(label, Array.isArray(value) ? value[0] : value);
	if (field !== undefined) return field;
	throw new ExplainedError(`'${label}' is empty`, 'Choose a field, or remove the setting');
}
