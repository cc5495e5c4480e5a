import { describe, expect, test } from '@jest/globals';
import {
	missingPermission,
	readRoster,
	unreadableFields,
} from '../../../nodes/HiBob/employees/roster.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { NOA_ID, recordWith } from './people.mts';

describe('an answer of the documented shape', () => {
	test('is its employees, in their order', () => {
		const employees = [{ id: '3', work: { title: null } }, { id: '1' }, { id: '2' }];
		expect(readRoster({ employees })).toEqual(employees);
	});

	test('keeps ids that no number can hold', () => {
		const answer: unknown = JSON.parse(
			'{"employees":[{"id":"3332883884017713938"},{"id":"3332883884017713939"}]}',
		);
		expect(readRoster(answer).map(({ id }) => id)).toEqual([
			'3332883884017713938',
			'3332883884017713939',
		]);
	});
});

describe('an answer of another shape stops the run', () => {
	test.each([
		['a login page', '<html></html>'],
		['nothing', undefined],
		['null', null],
		['a bare list', [{ id: '1' }]],
		['no employees', { people: [] }],
		['employees that are null', { employees: null }],
		['employees that are no list', { employees: { '1': { id: '1' } } }],
		['an error', { key: 'tokenNotMatch', error: 'wrong' }],
	])('%s', (_, answer) => {
		const { message, remedy } = explanationOf(() => readRoster(answer));
		expect(message).toBe('HiBob’s answer holds no list of employees');
		expect(remedy).toContain('Nothing was sent and nothing was forgotten');
	});
});

describe('an empty answer stops the run', () => {
	test('and names the permission that is missing most often', () => {
		const { message, remedy } = explanationOf(() => readRoster({ employees: [] }));
		expect(message).toBe('HiBob returned no employees');
		expect(remedy).toContain('"Access data for"');
	});
});

describe('an employee without a proper id stops the run, with the place in the answer', () => {
	test.each([
		['a number, which would lose its last digits', { id: 3332883884 }],
		['nothing', {}],
		['empty', { id: '' }],
		['null', { id: null }],
	])('the id is %s', (_, second) => {
		const answer = { employees: [{ id: '1' }, second] };
		expect(explanationOf(() => readRoster(answer)).message).toBe(
			'Entry 2 of HiBob’s answer has no employee id',
		);
	});

	test.each([[null], ['3332883884017713938'], [17], [[]]])('the employee is %j', (first) => {
		expect(() => readRoster({ employees: [first] })).toThrow('Entry 1 ');
	});
});

describe('an employee who is listed twice', () => {
	test('stops the run, named by id', () => {
		const employees = [{ id: '1' }, { id: NOA_ID }, { id: '2' }, { id: NOA_ID }];
		expect(explanationOf(() => readRoster({ employees })).message).toBe(
			`HiBob’s answer lists employee ${NOA_ID} twice`,
		);
	});
});

describe('a field that was asked for', () => {
	const roster = [
		recordWith({ work: { startDate: null }, internal: {} }),
		recordWith({ work: { title: 'Engineer' }, '/internal/status': { value: null } }),
	];

	test('is readable when one employee has it, be it empty', () => {
		expect(unreadableFields(roster, ['startDate', 'title', 'status'])).toEqual([]);
	});

	test('is not readable when no employee has it', () => {
		expect(unreadableFields(roster, ['id', 'terminationDate', 'title', 'personalEmail'])).toEqual([
			'terminationDate',
			'personalEmail',
		]);
	});

	test('is no more readable for having a label', () => {
		const labelled = [recordWith({ humanReadable: { work: { site: 'London' } } })];
		expect(unreadableFields(labelled, ['site'])).toEqual(['site']);
	});
});

describe('a missing permission', () => {
	test('is named with field, category and head-count', () => {
		const { message, remedy } = missingPermission(['shortBirthDate'], 214);
		expect(message).toBe('HiBob did not return personal.shortBirthDate for any of 214 employees');
		expect(remedy).toContain('"View selected employees’ Personal sections"');
	});

	test('is named once per category, which is not the prefix of the field', () => {
		const { message, remedy } = missingPermission(
			['status', 'terminationDate', 'personalEmail'],
			3,
		);
		expect(message).toContain(
			'internal.status, internal.terminationDate, home.privateEmail for any of 3',
		);
		expect(remedy.match(/Lifecycle sections/g)).toHaveLength(1);
		expect(remedy).toContain('Personal contact details sections');
	});
});
