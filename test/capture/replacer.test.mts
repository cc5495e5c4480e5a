import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatOf, instantStyle } from '../../sandbox/capture/format.mts';
import { member } from '../../sandbox/capture/json.mts';
import type { Json } from '../../sandbox/capture/json.mts';
import { Replacer } from '../../sandbox/capture/replacer.mts';
import { formIn } from '../../sandbox/capture/shape.mts';
import { vocabularyOf } from '../../sandbox/capture/vocabulary.mts';
import { stringOf } from '../../nodes/shared/parameterValue.ts';
import { RUNS } from '../shared/propertyRuns.mts';

const KNOWN: Json = {
	employees: [
		{ id: '3332883884017713938', work: { site: 'London', custom: {} }, status: 'Active' },
	],
	currency: 'EUR',
};
const vocabulary = vocabularyOf([KNOWN]);
const replaced = (value: Json): Json => new Replacer(vocabulary).value(value);

/** All texts in a value: keys and values. */
function textsIn(value: Json): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value === 'number') return [String(value)];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, one]) => [key, ...textsIn(one)]);
}

/** Values that are about somebody: long enough not to come out by chance. */
const personal = (): fc.Arbitrary<string> =>
	fc.oneof(
		fc.emailAddress(),
		fc.uuid(),
		fc.webUrl(),
		fc
			.date({ noInvalidDate: true, min: new Date('1930-01-01'), max: new Date('2030-01-01') })
			.map((date) => date.toISOString()),
		fc.bigInt({ min: 10n ** 9n, max: 10n ** 19n }).map(String),
		fc.string({ unit: 'grapheme', minLength: 8 }),
		fc.constantFrom(
			'Zephyrine Quillfeather',
			'+44 7700 9131313',
			'913 Marked Quay',
			'Żółć Łękołody',
		),
	);

const anyKey = (): fc.Arbitrary<string> =>
	fc.oneof(personal(), fc.constantFrom('id', 'work', 'status', 'currency', 'notes', 'type'));

const anyJson = (): fc.Arbitrary<Json> =>
	fc.letrec<{ value: Json }>((tie) => ({
		value: fc.oneof(
			{ maxDepth: 4 },
			personal(),
			fc.integer({ min: 100_000_000 }),
			fc.constant(null),
			fc.boolean(),
			fc.array(tie('value'), { maxLength: 4 }),
			fc.dictionary(anyKey(), tie('value'), { maxKeys: 4 }),
		),
	})).value;

describe('whatever an answer holds', () => {
	test('nothing of it is in the replaced one but what the sandbox says, too', () => {
		fc.assert(
			fc.property(anyJson(), (value) => {
				const text = JSON.stringify(replaced(value));
				const known = new Set(textsIn(KNOWN));
				const still = textsIn(value).filter(
					(one) =>
						one.length >= 8 && !known.has(one) && text.includes(JSON.stringify(one).slice(1, -1)),
				);
				expect(still).toEqual([]);
			}),
			RUNS,
		);
	});

	test('its shape stays: types, formats, the length of lists, null and absent', () => {
		const isSame = (one: Json, other: Json, key: string): void => {
			expect(formIn(other, key)).toBe(formIn(one, key));
			if (Array.isArray(one) && Array.isArray(other)) {
				expect(other).toHaveLength(one.length);
				one.forEach((each, at) => {
					isSame(each, other[at] ?? null, key);
				});
			} else if (typeof one === 'object' && one !== null && typeof other === 'object') {
				const values = Object.values(other ?? {});
				expect(values).toHaveLength(Object.keys(one).length);
				Object.values(one).forEach((each: Json, at) => {
					isSame(each, values[at] ?? null, 'any');
				});
			}
		};
		fc.assert(
			fc.property(anyJson(), (value) => {
				// two unknown keys that a program takes for numbers change places
				fc.pre(!textsIn(value).some((one) => /^\d{1,10}$/.test(one)));
				isSame(value, replaced(value), '');
			}),
			RUNS,
		);
	});

	test('the same value has the same replacement, and another one in another capture', () => {
		fc.assert(
			fc.property(personal(), (value) => {
				fc.pre(value.length >= 8);
				const one = new Replacer(vocabulary);
				const first = one.value({ id: value, manager: { id: value } });
				expect(
					new Set(textsIn(first).filter((text) => !/^(?:id|unknown .*)$/.test(text))).size,
				).toBe(1);
				if (formatOf(value) === 'date' || formatOf(value) === 'instant') return;
				expect(new Replacer(vocabulary).value({ id: value })).not.toEqual(one.value({ id: value }));
			}),
			RUNS,
		);
	});
});

describe('what stays', () => {
	test('is what the sandbox says under the same key, and no more', () => {
		expect(replaced({ status: 'Active', currency: 'EUR', work: {} })).toEqual({
			status: 'Active',
			currency: 'EUR',
			work: {},
		});
		// a word elsewhere, a word that the sandbox does not say, a name that it invented
		const other = JSON.stringify(
			replaced({ id: 'Active', status: 'Zephyrine', work: { site: 'London' } }),
		);
		expect(other).not.toMatch(/Active|Zephyrine|London/);
	});

	test('are null, booleans and zero', () => {
		expect(replaced([null, true, false, 0])).toEqual([null, true, false, 0]);
	});

	test('are IDs of a company’s own fields, which are numbers of HiBob’s', () => {
		const row = (id: string) => ({ id, jsonPath: id });
		const known = replaced(row('work.custom.field_1712'));
		expect(member(known, 'id')).toBe('work.custom.field_1712');
		for (const id of ['work.custom.zephyrine', 'work.field_1712.zephyrine', 'zephyrine@field_1']) {
			expect(JSON.stringify(replaced([row(id)]))).not.toContain('zephyrine');
		}
	});
});

describe('how things are written', () => {
	test.each([
		['2026-11-23T07:00:31.123Z', 'to 3 decimals, Z'],
		['2026-11-23T07:00:31+02:00', 'to seconds, an offset'],
		['2026-11-23 07:00', 'to minutes, no zone'],
		['2026-11-23T07:00:31.123456', 'to 6 decimals, no zone'],
	])('an instant such as %s stays one: %s', (instant, style) => {
		expect(instantStyle(instant)).toBe(style);
		const other = stringOf(replaced(instant));
		expect(other).not.toBe(instant);
		expect([other.length, instantStyle(other), Number.isNaN(Date.parse(other))]).toEqual([
			instant.length,
			style,
			false,
		]);
	});

	test.each([
		['2026-02-28', /^\d{4}-\d\d-\d\d$/],
		['02-29', /^\d\d-\d\d$/],
		['3332883884017713938', /^[1-9]\d{18}$/],
		['-12.50', /^-[1-9]\d\.\d\d$/],
		['a@b.example', /^[a-z]{10}@example\.com$/],
		['https://claim.example/zephyrine?token=secret', /^https:\/\/example\.com\/[a-z]{10}$/],
		['Zephyrine', /^[a-z]{16}$/],
		['Żaneta', /^é[a-z]{7}$/],
		['Dear Zephyrine, happy birthday from all of us at work', /^[a-z]{60}$/],
	])('%s becomes %s', (value, pattern) => {
		expect(replaced(value)).toMatch(pattern);
		expect(replaced(value)).not.toBe(value);
	});

	test('a number keeps its digits and its sign', () => {
		expect(JSON.stringify(replaced(48_213.75))).toMatch(/^\d{5}\.\d\d$/);
		expect(JSON.stringify(replaced(-7))).toMatch(/^-[1-9]$/);
		expect(replaced(48_213.75)).not.toBe(48_213.75);
	});
});

test('names that the sandbox does not know are told apart, if they can be names in an API', () => {
	const replacer = new Replacer(vocabulary);
	replacer.value({ nickName: 'x', 'zq@example.com': 1, 'Anna Lee': 2, status: 'OnSabbatical' });
	expect(replacer.unknown()).toEqual(['OnSabbatical', 'nickName']);
});
