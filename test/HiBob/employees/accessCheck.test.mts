import { describe, expect, test } from '@jest/globals';
import {
	BASICS,
	FALLBACKS,
	PURPOSES,
	purposeAccess,
} from '../../../nodes/HiBob/employees/accessCheck.ts';
import type { AccessAnswer } from '../../../nodes/HiBob/employees/accessCheck.ts';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { recordWith } from './people.mts';

/** Someone for whom HiBob returned these fields, all empty, and no others. */
const withFields = (...fields: string[]): HiBobRecord =>
	recordWith(
		Object.fromEntries(
			fields.map((field) => [`/${field.replaceAll('.', '/')}`, { value: null }] as const),
		),
	);

/** What HiBob returned when asked for what its categories list. */
const answered = (
	roster: HiBobRecord[],
	categories: Readonly<Record<string, string>>,
	changes: Partial<AccessAnswer> = {},
): AccessAnswer => ({
	roster,
	readableByFallback: new Set(),
	categories: new Map(Object.entries(categories)),
	asked: Object.keys(categories),
	...changes,
});

const SEES_NOBODY =
	'In HiBob, open the permission group of the service user and check under "Access data for" that it covers your people. A new service user has access to nobody';
const NOBODY_HIRED =
	'HiBob returned nobody with the status Hired. If someone has it, add Hired under "Access data for" in the permission group: its default condition hides future starters';

test('each purpose has a name and needs some fields', () => {
	const shown = [BASICS, ...PURPOSES].map(({ id, name, fields }) => [
		id,
		name,
		...fields.map((field) => field.id),
	]);
	expect(shown).toEqual([
		[
			'basics',
			'Basics',
			'root.id',
			'root.email',
			'root.firstName',
			'root.surname',
			'root.displayName',
			'work.title',
			'work.department',
			'work.site',
			'work.reportsTo',
			'work.startDate',
			'internal.status',
			'internal.lifecycleStatus',
			'internal.terminationDate',
		],
		['birthday', 'Birthday', 'personal.shortBirthDate'],
		['workAnniversary', 'Work Anniversary', 'work.startDate'],
		['startDate', 'Start Date', 'work.startDate', 'internal.lifecycleStatus'],
		['daysAfterStart', 'Days After Start', 'work.startDate'],
		['endOfProbation', 'End of Probation', 'internal.probationEndDate'],
		['originalStartDate', 'Original Start Date', 'work.originalStartDate'],
		['lastDayOfWork', 'Last Day of Work', 'employee.lastDayOfWork'],
		['employmentType', 'Employment Type', 'payroll.employment.type'],
		[
			'address',
			'Home Address',
			'address.line1',
			'address.line2',
			'address.city',
			'address.usaState',
			'address.postCode',
			'address.country',
		],
		['phone', 'Mobile Phone', 'home.mobilePhone'],
		['personalEmail', 'Personal Email', 'home.privateEmail'],
	]);
});

test('only the short birth date has a fallback', () => {
	expect([...FALLBACKS]).toEqual([['personal.shortBirthDate', 'personal.birthDate']]);
});

describe('a purpose is ready', () => {
	const phone = { name: 'Mobile Phone', fields: ['home.mobilePhone'] };
	const CONTACT = { 'home.mobilePhone': 'Contact', 'home.privateEmail': 'Contact' };

	test('when HiBob returns its fields, even empty', () => {
		const answer = answered([withFields('home.mobilePhone')], CONTACT);
		expect(purposeAccess(phone, answer)).toEqual({
			purpose: 'Mobile Phone',
			ready: true,
			employees: 1,
			readable: ['home.mobilePhone'],
			notReadable: [],
			grant: null,
			note: null,
		});
	});

	test('when HiBob returns what replaces a field', () => {
		const readableByFallback = new Set(['home.mobilePhone']);
		const answer = answered([withFields('root.id')], CONTACT, { readableByFallback });
		expect(purposeAccess(phone, answer)).toMatchObject({
			ready: true,
			readable: ['home.mobilePhone'],
			grant: null,
		});
	});

	test('not when the service user sees nobody, and then that is what to do', () => {
		expect(purposeAccess({ name: 'Start Date', fields: [] }, answered([], {}))).toEqual({
			purpose: 'Start Date',
			ready: false,
			employees: 0,
			readable: [],
			notReadable: [],
			grant: SEES_NOBODY,
			note: null,
		});
	});
});

describe('what to grant is', () => {
	const grantFor = (fields: string[], answer: AccessAnswer) => {
		const { readable, notReadable, grant } = purposeAccess({ name: 'Something', fields }, answer);
		return { readable, notReadable, grant };
	};

	test('the section, when HiBob returns none of its fields', () => {
		const answer = answered([withFields('root.id', 'work.title')], {
			'root.id': 'Contact',
			'home.mobilePhone': 'Contact',
			'home.privateEmail': 'Contact',
			'work.title': 'Work',
		});
		expect(grantFor(['work.title', 'home.mobilePhone'], answer)).toEqual({
			readable: ['work.title'],
			notReadable: [
				{
					field: 'home.mobilePhone',
					category: 'Contact',
					permission: '"View selected employees’ Contact sections"',
				},
			],
			grant:
				'In HiBob, grant the permission group of the service user "View selected employees’ Contact sections" under People’s data',
		});
	});

	test('the field alone, when another one of its section is readable', () => {
		const answer = answered([withFields('root.id', 'home.privateEmail')], {
			'home.mobilePhone': 'Contact',
			'home.privateEmail': 'Contact',
		});
		expect(grantFor(['home.mobilePhone'], answer).grant).toBe(
			'In HiBob, grant the permission group of the service user "View" of home.mobilePhone under People’s fields under People’s data',
		);
	});

	test('a permission of its own for work email addresses', () => {
		const answer = answered([withFields('root.id', 'root.surname')], {
			'root.email': 'Basic info',
			'root.surname': 'Basic info',
		});
		expect(grantFor(['root.email'], answer).grant).toBe(
			'In HiBob, grant the permission group of the service user "View selected employees’ email addresses" under People’s data',
		);
	});

	test('said once for several fields, and beside the fields that HiBob does not have', () => {
		const answer = answered(
			[withFields('root.id')],
			{ 'home.mobilePhone': 'Contact', 'home.privateEmail': 'Contact', 'work.title': 'Work' },
			{ asked: ['home.mobilePhone', 'home.privateEmail', 'work.title', 'custom.a', 'custom.b'] },
		);
		const fields = ['home.mobilePhone', 'home.privateEmail', 'work.title', 'custom.a', 'custom.b'];
		const { notReadable, grant } = grantFor(fields, answer);
		expect(grant).toBe(
			'In HiBob, grant the permission group of the service user "View selected employees’ Contact sections" and "View selected employees’ Work sections" under People’s data. HiBob has no field custom.a, custom.b: choose a field from the list',
		);
		expect(notReadable.slice(3)).toEqual([
			{ field: 'custom.a', category: null, permission: null },
			{ field: 'custom.b', category: null, permission: null },
		]);
	});

	test('nothing to grant for fields that HiBob does not have', () => {
		const answer = answered([withFields('root.id')], {}, { asked: ['custom.a'] });
		expect(grantFor(['custom.a'], answer).grant).toBe(
			'HiBob has no field custom.a: choose a field from the list',
		);
	});
});

describe('a note about people who have not started', () => {
	const hired = recordWith({ internal: { lifecycleStatus: 'Hired' } });
	const employed = recordWith({ internal: { lifecycleStatus: 'Employed' } });
	const noteFor = (name: string, roster: HiBobRecord[]) =>
		purposeAccess({ name, fields: [] }, answered(roster, {})).note;

	test('comes for the start date when HiBob returns none of them', () => {
		expect(noteFor('Start Date', [employed])).toBe(NOBODY_HIRED);
	});

	test.each([
		['when there is one among others', 'Start Date', [employed, hired, employed]],
		['when nobody is visible at all', 'Start Date', []],
		['for other purposes', 'Birthday', [employed]],
	])('does not come %s', (_, name, roster) => {
		expect(noteFor(name, roster)).toBeNull();
	});
});
