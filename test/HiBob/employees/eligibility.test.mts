import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { verdict } from '../../../nodes/HiBob/employees/eligibility.ts';
import type { Employee } from '../../../nodes/HiBob/employees/employee.ts';
import { readEmployee } from '../../../nodes/HiBob/employees/employee.ts';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import type { OccasionType } from '../../../nodes/HiBob/occasions/catalogue.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { civil } from '../occasions/calendar.mts';
import { employee, occasionOn, recordWith, rules } from './people.mts';

const TODAY = civil('2026-11-23');
const YESTERDAY = civil('2026-11-22');
const TOMORROW = civil('2026-11-24');

/** `gift`, or the reason why there is none. */
function judged(
	changes: Partial<Employee>,
	type: OccasionType = 'birthday',
	date = '2026-11-23',
): string {
	const judgement = verdict({
		employee: employee(changes),
		optedOut: false,
		optedIn: true,
		occasion: occasionOn(type, date),
		today: TODAY,
		rules: rules(),
	});
	return judgement.eligible ? 'gift' : judgement.reason;
}

describe('an employee', () => {
	test.each<[string, Partial<Employee>, string]>([
		['who is active', {}, 'gift'],
		['who left yesterday', { terminationDate: YESTERDAY }, 'terminated'],
		['who leaves today', { terminationDate: TODAY }, 'gift'],
		['who leaves tomorrow', { terminationDate: TOMORROW }, 'gift'],
		['who left years ago', { terminationDate: civil('2024-01-31') }, 'terminated'],
		[
			'who leaves today and is listed as Terminated already',
			{ terminationDate: TODAY, lifecycleStatus: 'Terminated' },
			'gift',
		],
		['whose termination HiBob omitted', { terminationKnown: false }, 'statusUnknown'],
		[
			'who is Terminated without a termination date',
			{ lifecycleStatus: 'Terminated' },
			'terminated',
		],
		['who is inactive', { status: 'Inactive', lifecycleStatus: 'Leave' }, 'notActive'],
		['on leave who is active', { lifecycleStatus: 'Leave' }, 'gift'],
		['on garden leave who is active', { lifecycleStatus: 'Garden leave' }, 'gift'],
		['on a leave that the company named', { lifecycleStatus: 'Sabbatical' }, 'gift'],
		['without lifecycle status', { lifecycleStatus: null }, 'gift'],
		['without status', { status: null }, 'statusUnknown'],
		['with an empty status', { status: '' }, 'statusUnknown'],
		['with a status that nobody knows', { status: 'Suspended' }, 'statusUnknown'],
		['with a status that every object has', { status: 'constructor' }, 'statusUnknown'],
		['who is active though the start date is to come', { startDate: TOMORROW }, 'notActive'],
		['whose statuses contradict each other', { status: 'Inactive / Active' }, 'statusUnknown'],
		['without an address of the chosen kind', { workEmail: null }, 'noEmail'],
	])('%s: %j gets %s', (_, changes, expected) => {
		expect(judged(changes)).toBe(expected);
	});

	test('who starts tomorrow gets nothing today, not even for next week, and has no place in the roster', () => {
		const starter = { startDate: TOMORROW };
		expect(judged(starter, 'birthday', '2026-11-30')).toBe('notActive');
		expect(judged(starter, 'workAnniversary', '2027-11-24')).toBe('notActive');
		const subject = {
			employee: employee(starter),
			optedOut: false,
			optedIn: true,
			today: TODAY,
			rules: rules(),
		};
		expect(verdict({ ...subject, occasion: null })).toMatchObject({ reason: 'notActive' });
		expect(verdict({ ...subject, occasion: null, today: TOMORROW })).toMatchObject({
			eligible: true,
		});
	});

	test('gets nothing for a birthday from before the first day', () => {
		expect(judged({ startDate: YESTERDAY }, 'birthday', '2026-11-21')).toBe('notActive');
		expect(judged({ startDate: YESTERDAY }, 'birthday', '2026-11-22')).toBe('gift');
	});

	test('who is eligible gets the gift at the chosen address', () => {
		const subject = { employee: employee(), optedOut: false, optedIn: true, today: TODAY };
		const occasion = occasionOn('birthday', '2026-11-23');
		const personal = rules({ recipientEmail: 'personal' });
		expect(verdict({ ...subject, occasion, rules: personal })).toEqual({
			eligible: true,
			email: 'noa@home.example',
		});
	});
});

describe('someone who is Hired', () => {
	const hired = (startDate: Employee['startDate'], changes: Partial<Employee> = {}) => ({
		status: 'Inactive',
		lifecycleStatus: 'Hired',
		startDate,
		...changes,
	});

	test.each<[string, Partial<Employee>, OccasionType, string, string]>([
		['on the start date', hired(TODAY), 'startDate', '2026-11-23', 'gift'],
		['before the start date', hired(TOMORROW), 'startDate', '2026-11-24', 'gift'],
		['after the start date', hired(YESTERDAY), 'startDate', '2026-11-22', 'notActive'],
		['without a start date', hired(null), 'startDate', '2026-11-23', 'notActive'],
		['on a birthday before the start', hired(TOMORROW), 'birthday', '2026-11-23', 'notActive'],
		['on a birthday that is the start', hired(TODAY), 'birthday', '2026-11-23', 'notActive'],
		['on an anniversary', hired(TODAY), 'workAnniversary', '2026-11-23', 'notActive'],
		[
			'on the start date, withdrawn',
			hired(TODAY, { terminationDate: YESTERDAY }),
			'startDate',
			'2026-11-23',
			'terminated',
		],
		[
			'on the start date, without status',
			hired(TODAY, { status: null }),
			'startDate',
			'2026-11-23',
			'statusUnknown',
		],
		[
			'on the start date, without a known termination',
			hired(TODAY, { terminationKnown: false }),
			'startDate',
			'2026-11-23',
			'statusUnknown',
		],
		[
			'on the start date, without an address',
			hired(TODAY, { workEmail: null }),
			'startDate',
			'2026-11-23',
			'noEmail',
		],
	])('%s: %j for a %s of %s gets %s', (_, changes, type, date, expected) => {
		expect(judged(changes, type, date)).toBe(expected);
	});

	test('is the only one who may be inactive on the start date', () => {
		for (const lifecycleStatus of ['Employed', 'Leave', 'Parental leave', 'Sabbatical', null]) {
			const changes = { status: 'Inactive', lifecycleStatus, startDate: TODAY };
			expect(judged(changes, 'startDate')).toBe('notActive');
		}
	});
});

describe('the first rule that excludes gives the reason', () => {
	test('having left before everything, then inactive, then unknown, then no address', () => {
		const left = { terminationDate: YESTERDAY };
		const unknown = { status: 'Suspended' };
		const inactive = { status: 'Inactive' };
		const noEmail = { workEmail: null };
		expect(judged({ ...noEmail, ...unknown, ...left })).toBe('terminated');
		expect(judged({ ...noEmail, ...inactive, ...left, terminationKnown: false })).toBe(
			'terminated',
		);
		expect(judged({ ...noEmail, ...inactive, lifecycleStatus: 'Terminated' })).toBe('terminated');
		expect(judged({ ...noEmail, ...inactive, terminationKnown: false })).toBe('notActive');
		expect(judged({ ...noEmail, ...unknown })).toBe('statusUnknown');
		expect(judged({ ...noEmail, ...inactive })).toBe('notActive');
		expect(judged(noEmail)).toBe('noEmail');
	});
});

describe('the explanation', () => {
	const explained = (changes: Partial<Employee>) => {
		const judgement = verdict({
			employee: employee(changes),
			optedOut: false,
			optedIn: true,
			occasion: occasionOn('birthday', '2026-11-23'),
			today: TODAY,
			rules: rules(),
		});
		return judgement.eligible ? null : judgement.explanation;
	};

	test.each<[Partial<Employee>, string]>([
		[{ terminationDate: YESTERDAY }, 'Left on 2026-11-22'],
		[{ lifecycleStatus: 'Terminated' }, 'The lifecycle status is Terminated'],
		[{ terminationKnown: false }, 'HiBob’s data do not show clearly whether this person leaves'],
		[{ status: null }, 'HiBob returned no employment status'],
		[{ status: 'Suspended' }, 'The employment status "Suspended" is unknown'],
		[{ status: 'Inactive', lifecycleStatus: 'Leave' }, 'The employment status is Inactive (Leave)'],
		[
			{ status: 'Inactive', lifecycleStatus: null },
			'The employment status is Inactive (no lifecycle status)',
		],
		[{ workEmail: null }, 'HiBob has no email address of the chosen kind'],
	])('of %j is "%s"', (changes, expected) => {
		expect(explained(changes)).toBe(expected);
	});
});

describe('words of HiBob in lower case', () => {
	const judgedRaw = (internal: object, startDate: string, type: OccasionType) => {
		const record = recordWith({ email: 'noa@work.example', work: { startDate }, internal });
		const occasion = occasionOn(type, '2026-11-23');
		const judgement = verdict({
			employee: readEmployee(record),
			optedOut: false,
			optedIn: true,
			occasion,
			today: TODAY,
			rules: rules(),
		});
		return judgement.eligible ? 'gift' : judgement.reason;
	};

	test.each([
		[{ status: 'active', lifecycleStatus: 'employed', terminationDate: null }, 'birthday', 'gift'],
		[
			{ status: 'active', lifecycleStatus: 'terminated', terminationDate: null },
			'birthday',
			'terminated',
		],
		[
			{ status: 'inactive', lifecycleStatus: 'leave', terminationDate: null },
			'birthday',
			'notActive',
		],
		[{ status: 'inactive', lifecycleStatus: 'hired', terminationDate: null }, 'startDate', 'gift'],
		[{ status: 'active', lifecycleStatus: 'employed' }, 'birthday', 'statusUnknown'],
	] as const)('%j for a %s get %s', (internal, type, expected) => {
		expect(judgedRaw(internal, '2026-11-23', type)).toBe(expected);
	});
});

describe('whatever HiBob says', () => {
	const anyEmployee = () => {
		const nearToday = fc.integer({ min: -40, max: 40 }).map((days) => addDays(TODAY, days));
		const email = fc.constantFrom('noa@work.example', null);
		return fc.record({
			terminationDate: fc.option(nearToday),
			terminationKnown: fc.boolean(),
			status: fc.constantFrom('Active', 'Inactive', 'active', 'Suspended', '', null),
			lifecycleStatus: fc.constantFrom('Hired', 'Employed', 'Leave', 'Terminated', 'Odd', null),
			startDate: fc.option(nearToday),
			workEmail: email,
			personalEmail: email,
		});
	};
	const anyChoice = () =>
		fc.constantFrom('work', 'personal', 'workThenPersonal', 'personalThenWork');
	const anyType = () => fc.constantFrom<OccasionType>('birthday', 'workAnniversary', 'startDate');

	test('nobody who left, and nobody who is not Active but Hired on a start date, gets a gift', () => {
		fc.assert(
			fc.property(anyEmployee(), anyType(), anyChoice(), (changes, type, choice) => {
				const person = employee(changes);
				const occasion = occasionOn(type, '2026-11-23');
				const chosen = rules({ recipientEmail: choice });
				const judgement = verdict({
					employee: person,
					optedOut: false,
					optedIn: true,
					occasion,
					today: TODAY,
					rules: chosen,
				});
				if (!judgement.eligible) {
					expect(judgement.explanation).not.toBe('');
					return;
				}
				const { terminationDate, terminationKnown, status, lifecycleStatus } = person;
				const isBack =
					person.startDate !== null &&
					terminationDate !== null &&
					terminationDate < person.startDate &&
					person.startDate <= TODAY &&
					status === 'Active';
				expect(terminationDate === null || terminationDate >= TODAY || isBack).toBe(true);
				expect(terminationKnown).toBe(true);
				const startsAsHired =
					type === 'startDate' && status === 'Inactive' && lifecycleStatus === 'Hired';
				expect(status === 'Active' || startsAsHired).toBe(true);
				expect([person.workEmail, person.personalEmail]).toContain(judgement.email);
			}),
			{ numRuns: 1_000, ...RUNS },
		);
	});
});
