import { describe, expect, test } from '@jest/globals';
import { personOf } from '../../../nodes/HiBob/runs/person.ts';
import { recordWith } from '../employees/people.mts';
import { settings } from './runs.mts';

const FIELD = 'work.custom.field_7';

const named = (preferred: unknown, about: object = {}) => {
	const record = recordWith({
		firstName: 'William',
		surname: 'Smith',
		displayName: 'William Smith',
		work: { custom: { field_7: preferred } },
		...about,
	});
	const { employee } = personOf(record, settings({ preferredNameField: FIELD }));
	const { firstName, lastName, displayName, unreadable } = employee;
	return { firstName, lastName, displayName, unreadable };
};

describe('the name that somebody prefers', () => {
	test.each([
		['replaces the first name', 'Bill', 'Bill', 'Bill Smith'],
		['is seen without blanks and invisible characters', ' Bill\u200B\u0000 ', 'Bill', 'Bill Smith'],
		['may have been written with the last name', 'Bill Smith', 'Bill', 'Bill Smith'],
		['may be several words', 'Billy Joe', 'Billy Joe', 'Billy Joe Smith'],
		['is the first name where it is empty', null, 'William', 'William Smith'],
		['is the first name where it is blank', ' \u200B ', 'William', 'William Smith'],
	])('%s: %j', (_, preferred, firstName, displayName) => {
		expect(named(preferred)).toEqual({
			firstName,
			lastName: 'Smith',
			displayName,
			unreadable: [],
		});
	});

	test('is the first name where HiBob omitted the field', () => {
		expect(named(null, { work: { custom: {} } })).toMatchObject({
			firstName: 'William',
			unreadable: [],
		});
	});

	test('stands alone where somebody has one name', () => {
		expect(named('Bill', { surname: null })).toMatchObject({
			firstName: 'Bill',
			lastName: null,
			displayName: 'Bill',
		});
	});

	test.each([[17], [true], [['Bill']], [{ name: 'Bill' }]])('cannot be read as %j', (preferred) => {
		expect(named(preferred)).toMatchObject({ firstName: 'William', unreadable: [FIELD] });
	});

	test('is not asked for where no field is chosen', () => {
		const record = recordWith({ firstName: 'William', work: { custom: { field_7: 'Bill' } } });
		expect(personOf(record, settings()).employee.firstName).toBe('William');
	});
});

describe('what HiBob omitted for one employee', () => {
	const requested = { required: [], optional: [], decisive: ['work.startDate', FIELD], place: [] };

	test('counts as unreadable where a rule needs it', () => {
		const record = recordWith({ work: { custom: {} } });
		expect(personOf(record, settings({ requested })).employee.unreadable).toEqual([
			'work.startDate',
			FIELD,
		]);
	});

	test('is known where it is empty', () => {
		const record = recordWith({ work: { startDate: null, custom: { field_7: null } } });
		expect(personOf(record, settings({ requested })).employee.unreadable).toEqual([]);
	});
});

describe('whether somebody opted in', () => {
	const optedIn = (value: unknown, optInField: string | null = FIELD) =>
		personOf(recordWith({ work: { custom: { field_7: value } } }), settings({ optInField }))
			.optedIn;

	test('does not matter where no field is chosen', () => {
		expect(optedIn(null, null)).toBe(true);
	});

	test.each([
		['Yes', true],
		['No', false],
		[null, false],
	])('is what the field says: %j', (value, expected) => {
		expect(optedIn(value)).toBe(expected);
	});
});
