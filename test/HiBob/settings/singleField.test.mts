import { describe, expect, test } from '@jest/globals';
import type { INodeProperties } from 'n8n-workflow';
import { fieldIn } from '../../../nodes/HiBob/settings/singleField.ts';
import { explanationOf } from '../../shared/explanation.mts';

const FIELD: INodeProperties = {
	displayName: 'Opt-Out Field Name or ID',
	name: 'optOutField',
	type: 'options',
	default: '',
};

describe('a field that the user chose', () => {
	test.each([
		['a text', 'work.custom.field_1', 'work.custom.field_1'],
		['a text with a comma', 'work.custom,field', 'work.custom,field'],
		['a list of one', ['work.custom.field_1'], 'work.custom.field_1'],
		['nothing, because the setting was not added', undefined, null],
	])('may be %s', (_, optOutField, expected) => {
		expect(fieldIn({ optOutField }, FIELD)).toBe(expected);
	});

	test.each([
		['an empty text', ''],
		['an empty list', []],
	])('must not be %s', (_, optOutField) => {
		expect(explanationOf(() => fieldIn({ optOutField }, FIELD))).toEqual({
			message: "'Opt-Out Field' is empty",
			remedy: 'Choose a field, or remove the setting',
		});
	});

	test('must not be several', () => {
		expect(explanationOf(() => fieldIn({ optOutField: ['a', 'b'] }, FIELD))).toEqual({
			message: "'Opt-Out Field' has several fields",
			remedy: 'Choose one',
		});
	});
});
