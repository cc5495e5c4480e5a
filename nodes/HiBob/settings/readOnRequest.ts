import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { choicesIn, textsIn } from '../../shared/declaredParameter';
import type { JsonObject } from '../../shared/jsonObject';
import { refuseYearOfBirth } from './occasions';
import { fieldIn } from './singleField';

/** HiBob fields that items have in addition to the usual ones. */
export const extraFields: INodeProperties = {
	displayName: 'Extra Field Names or IDs',
	name: 'extraFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getFields' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Returned under "fields". They are null if the service user has no permission to view them.',
};

/** The field whose value replaces the first name. */
export const preferredNameField: INodeProperties = {
	displayName: 'Preferred Name Field Name or ID',
	name: 'preferredNameField',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getFields' },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Used as the first name of everyone who has a value in this HiBob field',
};

const PERSONAL_DATA = [
	{ name: 'Home Address', value: 'address' },
	{ name: 'Mobile Phone', value: 'phone' },
	{ name: 'Personal Email', value: 'personalEmail' },
] as const;

export type PersonalData = (typeof PERSONAL_DATA)[number]['value'];

/** Personal data, read only on request. */
export const readAlso: INodeProperties = {
	displayName: 'Include Personal Data',
	name: 'readAlso',
	type: 'multiOptions',
	default: [],
	options: [...PERSONAL_DATA],
	description: 'Personal data is read and returned only if you choose it here',
};

/**
 * The options of an operation that reads employees.
 *
 * @param others - options that only this operation has
 */
export const readOnRequest = (
	displayOptions: IDisplayOptions,
	...others: INodeProperties[]
): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions,
	options: [extraFields, preferredNameField, readAlso, ...others].sort((one, other) =>
		one.displayName.localeCompare(other.displayName),
	),
});

/**
 * Reads the settings of what is read only on request.
 *
 * @throws ExplainedError that names the field and what to set it to
 */
export function readOnRequestOf(options: JsonObject): {
	extraFields: string[];
	readAlso: PersonalData[];
	/** field with the name that people prefer; null if none is chosen */
	preferredNameField: string | null;
} {
	const fields = textsIn(options, extraFields);
	refuseYearOfBirth(fields);
	return {
		extraFields: fields,
		readAlso: choicesIn(options, readAlso, PERSONAL_DATA),
		preferredNameField: fieldIn(options, preferredNameField),
	};
}
