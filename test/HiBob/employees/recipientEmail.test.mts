import { describe, expect, test } from '@jest/globals';
import {
	readsPersonalEmail,
	recipientEmail,
} from '../../../nodes/HiBob/employees/recipientEmail.ts';
import type { Employee } from '../../../nodes/HiBob/employees/employee.ts';
import type { RecipientEmail } from '../../../nodes/HiBob/employees/recipientEmail.ts';
import { civil } from '../occasions/calendar.mts';
import { employee } from './people.mts';

const TODAY = civil('2026-11-23');
const WORK = 'noa@work.example';
const HOME = 'noa@home.example';

const STARTED = { startDate: civil('2021-05-04') };
const STARTS_TODAY = { startDate: TODAY };
const STARTS_TOMORROW = { startDate: civil('2026-11-24') };
const NO_START = { startDate: null };

type Case = [RecipientEmail, Partial<Employee>, string | null, string];

describe('a gift goes to', () => {
	test.each<Case>([
		['work', STARTED, WORK, 'the work address'],
		['work', STARTS_TOMORROW, WORK, 'the work address, also before the start'],
		['personal', STARTED, HOME, 'the personal address'],
		['workThenPersonal', STARTED, WORK, 'the work address first'],
		['workThenPersonal', STARTS_TODAY, WORK, 'the work address first, from the first day'],
		['workThenPersonal', STARTS_TOMORROW, HOME, 'the personal address, before the start'],
		['workThenPersonal', NO_START, WORK, 'the work address, when no start is known'],
		['personalThenWork', STARTED, HOME, 'the personal address first'],
		['personalThenWork', STARTS_TOMORROW, HOME, 'the personal address first, before the start'],
	])('with %s and %j to %s: %s', (choice, changes, expected) => {
		expect(recipientEmail(employee(changes), choice, TODAY)).toBe(expected);
	});

	test.each<Case>([
		['work', { workEmail: null }, null, 'nobody'],
		['personal', { personalEmail: null }, null, 'nobody'],
		['workThenPersonal', { workEmail: null }, HOME, 'the second choice'],
		['personalThenWork', { personalEmail: null }, WORK, 'the second choice'],
		[
			'workThenPersonal',
			{ personalEmail: null, ...STARTS_TOMORROW },
			WORK,
			'the work address when it is the only one',
		],
		['workThenPersonal', { workEmail: null, personalEmail: null }, null, 'nobody'],
		['personalThenWork', { workEmail: null, personalEmail: null }, null, 'nobody'],
	])('with %s and %j to %s: %s', (choice, changes, expected) => {
		expect(recipientEmail(employee(changes), choice, TODAY)).toBe(expected);
	});
});

describe('the personal address is asked for', () => {
	test.each([
		['work', false],
		['personal', true],
		['workThenPersonal', true],
		['personalThenWork', true],
	] as const)('with %s: %s', (choice, expected) => {
		expect(readsPersonalEmail(choice)).toBe(expected);
	});
});
