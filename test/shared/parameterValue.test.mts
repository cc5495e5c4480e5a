import { describe, expect, test } from '@jest/globals';
import {
	collectionOf,
	flagOf,
	oneOf,
	stringOf,
	textOf,
	textsOf,
	wholeNumber,
} from '../../nodes/shared/parameterValue.ts';
import { explanationOf } from './explanation.mts';

describe('a parameter as text', () => {
	test.each([
		['n8n', 'n8n', 'n8n'],
		[' n8n ', ' n8n ', 'n8n'],
		[0, '0', '0'],
		[1503, '1503', '1503'],
		[false, 'false', 'false'],
		[Number.NaN, '', undefined],
		[Number.POSITIVE_INFINITY, '', undefined],
		['', '', undefined],
		['  ', '  ', undefined],
		[null, '', undefined],
		[undefined, '', undefined],
		[{}, '', undefined],
		[['a'], '', undefined],
	])('%j is %j untrimmed and %j trimmed', (value, untrimmed, trimmed) => {
		expect(stringOf(value)).toBe(untrimmed);
		expect(textOf(value)).toBe(trimmed);
	});
});

describe('a parameter of several texts', () => {
	test.each([
		[undefined, []],
		[[], []],
		['', []],
		['London', ['London']],
		['London, Paris,', ['London', 'Paris']],
		[
			['London', 17, ' '],
			['London', '17'],
		],
		[17, ['17']],
	])('%j gives %j', (value, texts) => {
		expect(textsOf('Sites', value)).toEqual(texts);
	});

	test.each([null, true, {}, Number.NaN, [null], [{}], [['London']]])('refuses %j', (value) => {
		const { message, remedy } = explanationOf(() => textsOf('Sites', value));
		expect(message).toBe('"Sites" is not a list of texts');
		expect(remedy).toContain('expression');
	});
});

describe('a parameter that is on or off', () => {
	test.each([
		[true, true],
		['true', true],
		[false, false],
		['false', false],
	])('%j is %j', (value, flag) => {
		expect(flagOf('Include Skipped', value)).toBe(flag);
	});

	test.each([null, 'yes', 1, ''])('refuses %j', (value) => {
		expect(explanationOf(() => flagOf('Include Skipped', value)).remedy).toContain('true, false');
	});
});

describe('a parameter of a few values', () => {
	const KNOWN = ['once', 'repeat'] as const;

	test.each(KNOWN)('takes %s', (value) => {
		expect(oneOf('Delivery', value, KNOWN)).toBe(value);
	});

	test.each<[unknown, string]>([
		['twice', 'twice'],
		['Once', 'Once'],
		[' once', ' once'],
		['', ''],
		[1, '1'],
		[undefined, ''],
		[null, ''],
		[['once'], ''],
	])('does not take %j, and says what it takes', (value, shown) => {
		expect(explanationOf(() => oneOf('Delivery', value, KNOWN))).toEqual({
			message: `"Delivery" is "${shown}"`,
			remedy: 'Set it to one of: once, repeat',
		});
	});
});

describe('a parameter of whole numbers', () => {
	test.each([0, 7, 60])('takes %i within its bounds', (value) => {
		expect(wholeNumber('Catch-Up Days', value, 0, 60)).toBe(value);
	});

	test.each([
		[-1],
		[61],
		[7.5],
		[Number.NaN],
		[Number.POSITIVE_INFINITY],
		['7'],
		[''],
		[null],
		[undefined],
		[true],
	])('does not take %j, and names its bounds', (value) => {
		const { message, remedy } = explanationOf(() => wholeNumber('Catch-Up Days', value, 0, 60));
		expect(message).toContain('"Catch-Up Days" is "');
		expect(remedy).toBe('Set it to a whole number from 0 to 60');
	});
});

describe('a collection', () => {
	test('is its fields', () => {
		expect(collectionOf({ source: 'n8n' })).toEqual({ source: 'n8n' });
	});

	test('holds null for a field whose expression gives nothing', () => {
		expect(collectionOf({ source: undefined })).toEqual({ source: null });
	});

	test.each([[undefined], [null], [''], [[]], ['x'], [5]])(
		'that the user left empty (%j) has none',
		(value) => {
			expect(collectionOf(value)).toEqual({});
		},
	);
});
