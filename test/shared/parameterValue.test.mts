import { describe, expect, test } from '@jest/globals';
import {
	optionalDayOf,
	collectionOf,
	flagOf,
	oneOf,
	optionalIdOf,
	optionalTextOf,
	presetFor,
	rowsOf,
	shown,
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

describe('an optional text', () => {
	test.each([
		[undefined, undefined],
		[null, undefined],
		['  ', undefined],
		[' Ada ', 'Ada'],
		[17, '17'],
	])('%j is %j', (value, text) => {
		expect(optionalTextOf('Phone', value)).toBe(text);
		expect(optionalIdOf('Phone', value)).toBe(text);
	});

	test.each([[{}], [['Ada']], [true], [Number.NaN]])('is not %j', (value) => {
		expect(explanationOf(() => optionalTextOf('Phone', value))).toEqual({
			message: "'Phone' is not a text",
			remedy: "Check the expression in 'Phone': it must return a text",
		});
	});
});

test('a message shows 80 characters of a value, and says when there are more', () => {
	expect(shown('a'.repeat(80))).toBe('a'.repeat(80));
	expect(shown('a'.repeat(81))).toBe(`${'a'.repeat(80)}…`);
	expect(shown({})).toBe('');
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
		expect(message).toBe("'Sites' is not a list of texts");
		expect(remedy).toContain('expression');
	});
});

const ROUNDED = [
	3332883884017714000,
	-3332883884017714000,
	2 ** 53,
	'3.332883884017714e+18',
	' 3,33E+18 ',
	'3332883884e10',
	'-3E18',
];

describe('an id that was rounded', () => {
	test.each(ROUNDED)('is refused by each reader of ids: %j', (value) => {
		for (const read of [optionalIdOf, textsOf]) {
			const { message, remedy } = explanationOf(() => read('Exclude People', value));
			expect(message).toMatch(/^'Exclude People' contains a rounded number/);
			expect(remedy).toContain('as text');
		}
	});

	test.each(ROUNDED)('is refused in a list, too: %j', (value) => {
		const { message } = explanationOf(() => textsOf('Sites', ['London', value]));
		expect(message).toContain('rounded');
	});

	test('is refused among others in one text', () => {
		const { message } = explanationOf(() => textsOf('Sites', 'London, 3.33e18'));
		expect(message).toContain('rounded');
	});

	test('is refused as a number by a field for any text, such as a phone', () => {
		const { message } = explanationOf(() => optionalTextOf('Phone', 2 ** 60));
		expect(message).toContain('rounded');
		expect(optionalTextOf('Handwritten Note', '1e10')).toBe('1e10');
	});

	test.each([
		[0, '0'],
		[Number.MAX_SAFE_INTEGER, '9007199254740991'],
		['3332883884017713938', '3332883884017713938'],
		['me@example.com', 'me@example.com'],
		['2E3', '2E3'],
		['floor3E18', 'floor3E18'],
		['3E18B', '3E18B'],
	])('is not %j', (value, id) => {
		expect(optionalIdOf('Employee', value)).toBe(id);
		expect(textsOf('Sites', [value])).toEqual([id]);
	});
});

describe('a parameter that is on or off', () => {
	test.each([
		[true, true],
		['true', true],
		[false, false],
		['false', false],
		['TRUE', true],
		[' False\n', false],
	])('%j is %j', (value, flag) => {
		expect(flagOf('Include Skipped', value)).toBe(flag);
	});

	test.each([null, undefined, 'yes', 1, 0, '1', '', Number.NaN, [true], {}])(
		'refuses %j',
		(value) => {
			expect(explanationOf(() => flagOf('Include Skipped', value)).remedy).toContain('true, false');
		},
	);
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
			message: `'Delivery' is "${shown}"`,
			remedy: 'Set it to one of: once, repeat',
		});
	});
});

describe('a parameter of whole numbers', () => {
	test.each([0, 7, 60])('takes %i within its bounds', (value) => {
		expect(wholeNumber('Catch-Up Days', value, 0, 60)).toBe(value);
	});

	test.each([
		['7', 7],
		[' 10 ', 10],
		['+7', 7],
		['007', 7],
	])('takes the text %j', (value, number) => {
		expect(wholeNumber('Catch-Up Days', value, 0, 60)).toBe(number);
	});

	test('does not take more digits than a number holds', () => {
		const { message } = explanationOf(() =>
			wholeNumber('Limit', '3332883884017713938', 0, Number.MAX_SAFE_INTEGER),
		);
		expect(message).toBe('\'Limit\' is "3332883884017713938"');
	});

	test.each([
		[-1],
		[61],
		[7.5],
		[Number.NaN],
		[Number.POSITIVE_INFINITY],
		['61'],
		['7.0'],
		['1e1'],
		['0x7'],
		['seven'],
		['7 days'],
		[''],
		[' '],
		[[7]],
		[{}],
		[null],
		[undefined],
		[true],
	])('does not take %j, and names its bounds', (value) => {
		const { message, remedy } = explanationOf(() => wholeNumber('Catch-Up Days', value, 0, 60));
		expect(message).toContain("'Catch-Up Days' is \"");
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

test('the rows of a collection are none unless there is a list', () => {
	expect(rowsOf([{ site: 'London' }, 'x'])).toEqual([{ site: 'London' }, {}]);
	for (const value of [undefined, null, {}, 'x']) expect(rowsOf(value)).toEqual([]);
});

test('a preset stands for a field that was not added, and for no other', () => {
	expect(presetFor(undefined, 'once')).toBe('once');
	for (const field of [null, '', 0, 'repeat']) expect(presetFor(field, 'once')).toBe(field);
});

describe('a day', () => {
	test.each([undefined, null, '', ' '])('may be absent: %j', (value) => {
		expect(optionalDayOf('From', value)).toBeUndefined();
	});

	test.each(['2026-12-24', ' 2026-12-24T09:30:00Z', '2026-12-24 09:30'])(
		'is read from %j',
		(text) => {
			expect(optionalDayOf('From', text)).toBe('2026-12-24');
		},
	);

	test.each(['1970-01-01', '1899-12-30', '2026-02-30'])('is not %s', (text) => {
		expect(explanationOf(() => optionalDayOf('From', text))).toEqual({
			message: `'From' is "${text}"`,
			remedy: 'Enter year, month and day, such as 2026-12-24',
		});
	});

	test('is refused at once when it is a text of a million signs', () => {
		for (const sign of ['T', ' T', '2026-12-24 ', 'x\n']) {
			const text = `x${sign.repeat(1_000_000 / sign.length)}\nx`;
			expect(() => optionalDayOf('From', text)).toThrow("'From' is \"x");
		}
	});
});
