import { expect, test } from '@jest/globals';
import { readOnRequest, readOnRequestOf } from '../../../nodes/HiBob/settings/readOnRequest.ts';
import { explanationOf } from '../../shared/explanation.mts';

const DISPLAY = { show: { resource: ['employee'] } };

test('the options of an operation come in the order of their names, its own among them', () => {
	const own = {
		displayName: 'Full Profile',
		name: 'full',
		type: 'boolean',
		default: false,
	} as const;
	const options = readOnRequest(DISPLAY, own);
	expect(options).toMatchObject({
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: DISPLAY,
	});
	expect(options.options).toMatchObject([
		{ displayName: 'Extra Field Names or IDs', name: 'extraFields', default: [] },
		own,
		{
			displayName: 'Include Personal Data',
			name: 'readAlso',
			default: [],
			options: [
				{ name: 'Home Address', value: 'address' },
				{ name: 'Mobile Phone', value: 'phone' },
				{ name: 'Personal Email', value: 'personalEmail' },
			],
		},
		{
			displayName: 'Preferred Name Field Name or ID',
			name: 'preferredNameField',
			typeOptions: { loadOptionsMethod: 'getFields' },
			default: '',
		},
	]);
});

test('nothing is read on request unless it is chosen', () => {
	expect(readOnRequestOf({})).toEqual({ extraFields: [], readAlso: [], preferredNameField: null });
	expect(
		readOnRequestOf({
			extraFields: ['work.title'],
			readAlso: ['phone'],
			preferredNameField: 'work.custom.field_1',
		}),
	).toEqual({
		extraFields: ['work.title'],
		readAlso: ['phone'],
		preferredNameField: 'work.custom.field_1',
	});
});

test('a field with the year of birth is refused', () => {
	expect(
		explanationOf(() => readOnRequestOf({ extraFields: ['personal.birthDate'] })),
	).toMatchObject({ message: expect.stringContaining('personal.birthDate') });
});
