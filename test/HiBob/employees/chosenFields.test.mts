import { describe, expect, test } from '@jest/globals';
import {
	chosenValue,
	hasOptedIn,
	hasOptedOut,
} from '../../../nodes/HiBob/employees/chosenFields.ts';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { occasionDate } from '../../../nodes/HiBob/employees/occasionDate.ts';
import { customDate } from '../occasions/wanted.mts';
import { recordWith } from './people.mts';

const FIELD = 'work.custom.field_1';

/** An employee with this machine value and label in the chosen field. */
const withField = (value: unknown, label?: unknown) =>
	recordWith({
		work: { custom: { field_1: value } },
		...(label === undefined ? {} : { humanReadable: { work: { custom: { field_1: label } } } }),
	});

describe('a chosen field', () => {
	test.each<[string, unknown, unknown, unknown]>([
		['is the label of a list value', '1667', 'Vegan', 'Vegan'],
		['is the labels of several list values', ['1', '2'], ['Chess', 'Music'], ['Chess', 'Music']],
		['is the machine value where there is no label', '1667', undefined, '1667'],
		['is the machine value where the label is null', '1667', null, '1667'],
		[
			'is a date as HiBob keeps it, not as the label writes it',
			'2026-09-06',
			'06/09/2026',
			'2026-09-06',
		],
		['is a day of the year as HiBob keeps it', '09-06', '06/09', '09-06'],
		['is a person as HiBob keeps them', { id: '7' }, 'Ada Cole', { id: '7' }],
		['is a number as it is', 7, undefined, 7],
		['is a text without what nobody sees', '\u200b Vegan ', undefined, 'Vegan'],
		['is null where it is empty', null, undefined, null],
		['is null where it is empty, whatever the label', null, '06/09/2026', null],
	])('%s', (_, value, label, expected) => {
		expect(chosenValue(withField(value, label), FIELD)).toEqual(expected);
	});

	test.each([
		'không',
		'לא',
		'لا',
		'否',
		'不',
		'いいえ',
		'아니요',
		'아니오',
		'नहीं',
		'ไม่',
		'nu',
		'Nein',
	])('with the label "%s" says No, so it opts nobody out', (word) => {
		expect(hasOptedOut(withField('7', word), FIELD)).toBe(hasOptedOut(withField('7', 'No'), FIELD));
		expect(hasOptedOut(withField(word), FIELD)).toBe(false);
	});

	test('is null where HiBob left it out', () => {
		expect(chosenValue(recordWith(), FIELD)).toBeNull();
	});

	test('is found under its slash key', () => {
		const record = recordWith({ '/work/custom/field_1': { value: '2026-09-06' } });
		expect(chosenValue(record, FIELD)).toBe('2026-09-06');
	});

	test('of false and zero is not taken for empty', () => {
		expect(chosenValue(withField(false), FIELD)).toBe(false);
		expect(chosenValue(withField(0), FIELD)).toBe(0);
	});
});

const chosenDate = (record: HiBobRecord): string | null =>
	occasionDate(record, customDate(FIELD, 'yearly'), []);

describe('a chosen date', () => {
	test.each<[string, unknown, string | null]>([
		['is a date', '2019-06-15', '2019-06-15'],
		['is a day of the year', '02-29', '02-29'],
		['is null where it is empty', null, null],
		['is null where it is an empty text', '', null],
	])('%s', (_, value, expected) => {
		expect(chosenDate(withField(value))).toBe(expected);
	});

	test('is never read from the label', () => {
		expect(chosenDate(withField(null, '2019-06-15'))).toBeNull();
		expect(chosenDate(recordWith({ humanReadable: { work: { custom: {} } } }))).toBeNull();
	});

	test.each<[unknown]>([
		['06/09/2026'],
		['2026-02-29'],
		['2026-09-06T00:00:00Z'],
		['soon'],
		[1_757_116_800],
		[true],
		[['2026-09-06']],
		[{ date: '2026-09-06' }],
	])('that is %j is null, and named', (value) => {
		const unreadable: string[] = [];
		const wanted = customDate(FIELD, 'yearly');
		expect(occasionDate(withField(value), wanted, unreadable)).toBeNull();
		expect(unreadable).toEqual([FIELD]);
	});
});

describe('an opt-in field', () => {
	test.each<[string, unknown, unknown, boolean]>([
		['left empty', null, undefined, false],
		['of an empty text', '', undefined, false],
		['of true', true, undefined, true],
		['of true with a label', true, 'Yes', true],
		['of true with a label in another language', true, 'Ja', true],
		['of false', false, 'No', false],
		['of a list value with the label Yes', '1667499206101', 'Yes', true],
		['of a list value with the label Oui', '1667499206101', ' OUI ', true],
		['of a list value with the label Sí, written with two characters', '1', 'Si\u0301', true],
		['of a list value with the label כן', '17', 'כן', true],
		['of a list value with the label No', '1667499206102', 'No', false],
		['of a list value without label', '1667499206102', undefined, false],
		['of one', 1, '1', true],
		['of zero', 0, '0', false],
		['of any other text', 'gifts please', undefined, false],
		['of several list values', ['1', '2'], ['Birthdays', 'All gifts'], false],
		['of No that the label contradicts', '0', 'Yes', false],
		['of Yes that the label contradicts', 'yes', 'Nein', false],
		['of something unforeseen', { wish: 'yes' }, undefined, false],
	])('%s, %j with label %j: %s', (_, value, label, expected) => {
		expect(hasOptedIn(withField(value, label), FIELD)).toBe(expected);
	});

	test('that HiBob omitted for this one employee is no wish', () => {
		expect(hasOptedIn(recordWith({}), FIELD)).toBe(false);
	});
});

describe('an opt-out field', () => {
	test.each<[string, unknown, unknown, boolean]>([
		['left empty', null, undefined, false],
		['of an empty text', '', undefined, false],
		['of spaces', '  ', undefined, false],
		['of true', true, undefined, true],
		['of true with a label', true, 'Yes', true],
		['of false', false, undefined, false],
		['of false with a label', false, 'No', false],
		['of a list value with the label Yes', '1667499206101', 'Yes', true],
		['of a list value with the label No', '1667499206102', 'No', false],
		['of a list value with the label " NO "', '1667499206102', ' NO ', false],
		['of a list value without label', '1667499206102', undefined, true],
		['of a list value whose label is null', '1667499206102', null, true],
		['of the text No whose label is null', 'No', null, false],
		['of the text yes', 'yes', undefined, true],
		['of the text No', 'No', undefined, false],
		['of the text none', 'None', undefined, false],
		['of the text false', 'FALSE', undefined, false],
		['of any other text', 'no gifts please', undefined, true],
		['of No in another language', '1667499206102', 'Nein', false],
		['of Yes in another language', '1667499206101', 'Ja', true],
		['of zero', 0, '0', false],
		['of one', 1, '1', true],
		['of an empty list', [], [], false],
		['of several list values', ['1', '2'], ['Birthdays', 'All gifts'], true],
		['of No that the label contradicts', '0', 'Yes', true],
		['of Yes that the label contradicts', 'yes', 'No', true],
		['of something unforeseen', { wish: 'none' }, undefined, true],
	])('%s, %j with label %j: %s', (_, value, label, expected) => {
		expect(hasOptedOut(withField(value, label), FIELD)).toBe(expected);
	});

	test('that HiBob omitted for this one employee counts as a wish to be skipped', () => {
		expect(hasOptedOut(recordWith({}), FIELD)).toBe(true);
	});
});

describe('an opt-in', () => {
	test.each<[unknown, unknown, boolean]>([
		[undefined, undefined, false],
		[undefined, 'Yes', false],
		[null, 'Yes', false],
		[{ id: 'Yes' }, 'Yes', false],
		[['Yes'], 'Yes', false],
		['Yes', ' ', true],
		['Yes', undefined, true],
		['1', 'Yes', true],
		['No', 'Yes', false],
		['Yes', 'No', false],
		[' ', 'Yes', true],
	])('of %j with the label %j: %s', (value, label, expected) => {
		expect(hasOptedIn(withField(value, label), FIELD)).toBe(expected);
	});
});
