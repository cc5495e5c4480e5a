import { describe, expect, test } from '@jest/globals';
import type { Employee } from '../../../nodes/HiBob/employees/employee.ts';
import {
	asDue,
	asSkipped,
	employeeItem,
	goneItem,
	leaverItem,
	leftOutItem,
	personFirst,
	rosterItem,
	skippedItem,
	unidentifiedItem,
	unreadableItem,
} from '../../../nodes/HiBob/employees/employeeItem.ts';
import { employee, NOA_ID, occasionOn } from './people.mts';

const birthday = occasionOn('birthday', '2026-11-23');
const WHY = ['reason', 'explanation'];
const NOTHING_CHOSEN = { fields: {}, notReadable: [] };

describe('an item', () => {
	test('has the shape that every node after the trigger relies on', () => {
		expect(employeeItem(employee(), birthday, NOTHING_CHOSEN, 'noa@home.example')).toEqual({
			name: 'Noa Levi',
			email: 'noa@home.example',
			event: 'birthday',
			key: `hibob:${NOA_ID}:birthday:2026`,
			occasion: { type: 'birthday', date: '2026-11-23', dueDate: '2026-11-23', years: null },
			employee: {
				id: NOA_ID,
				email: 'noa@home.example',
				workEmail: 'noa@work.example',
				personalEmail: 'noa@home.example',
				firstName: 'Noa',
				lastName: 'Levi',
				displayName: 'Noa Levi',
				title: 'Engineer',
				department: 'R&D',
				site: 'London',
				manager: { id: '3332883884017713000', displayName: 'Ada Cole', email: 'ada@work.example' },
				startDate: '2021-05-04',
				status: 'Active',
				lifecycleStatus: 'Employed',
				terminationDate: null,
				address: null,
				phone: null,
			},
			fields: {},
		});
	});

	test('of a custom date names its field', () => {
		const custom = occasionOn('customDate', '2026-11-23', '2026-11-20');
		expect(employeeItem(employee(), custom, NOTHING_CHOSEN, null)).toMatchObject({
			event: 'customDate',
			key: `hibob:${NOA_ID}:work.custom.field_1:2026`,
			occasion: { field: 'work.custom.field_1', date: '2026-11-23', dueDate: '2026-11-20' },
		});
	});

	test('carries the chosen fields and names those that were not readable', () => {
		const chosen = { fields: { 'work.site': 'Oslo', 'x.y': null }, notReadable: ['x.y'] };
		expect(employeeItem(employee(), birthday, chosen, null)).toMatchObject({
			fields: { 'work.site': 'Oslo', 'x.y': null },
			fieldsNotReadable: ['x.y'],
		});
	});

	test('says nothing of fields that are not readable where all are', () => {
		expect(employeeItem(employee(), birthday, NOTHING_CHOSEN, null)).not.toHaveProperty(
			'fieldsNotReadable',
		);
	});

	test('tells neither the employment type, the last day of work, nor the birthday', () => {
		const about = { lastDayOfWork: birthday.date, employmentType: 'Intern' };
		const text = JSON.stringify(
			employeeItem(employee(about), occasionOn('startDate', '2026-01-02'), NOTHING_CHOSEN, null),
		);
		for (const secret of ['Intern', '11-23']) expect(text).not.toContain(secret);
	});

	test('survives JSON unchanged', () => {
		const item = employeeItem(employee({ manager: null }), birthday, NOTHING_CHOSEN, null);
		expect(JSON.parse(JSON.stringify(item))).toEqual(item);
		expect(item.employee.manager).toBeNull();
	});
});

describe('an item of the Skipped output', () => {
	test('is the same with the reason, and no address to send to', () => {
		const excluded = { eligible: false, reason: 'notActive', explanation: 'On leave' } as const;
		expect(skippedItem(employee(), birthday, NOTHING_CHOSEN, excluded)).toEqual({
			...employeeItem(employee(), birthday, NOTHING_CHOSEN, null),
			email: 'noa@work.example',
			reason: 'notActive',
			explanation: 'On leave',
		});
	});
});

describe('an item made of another one', () => {
	const chosen = { fields: { 'work.site': 'Oslo', 'x.y': null }, notReadable: ['x.y'] };
	const item = employeeItem(employee(), birthday, chosen, 'noa@home.example');

	test('has another address, and nothing else', () => {
		expect(asDue(item, 'noa@work.example')).toEqual({
			...item,
			email: 'noa@work.example',
			employee: { ...item.employee, email: 'noa@work.example' },
		});
		expect(asDue({ ...item, ...{ reason: 'missed' } }, null)).not.toHaveProperty('reason');
	});

	test('has a reason when it is skipped, and no address to send to', () => {
		const why = { reason: 'missed', explanation: 'Down' } as const;
		expect(asSkipped(item, why)).toEqual({
			...item,
			...why,
			email: 'noa@work.example',
			employee: { ...item.employee, email: null },
		});
	});

	test('says nothing of fields that are not readable where all are', () => {
		const readable = employeeItem(employee(), birthday, NOTHING_CHOSEN, null);
		expect(Object.keys(asDue(readable, null))).not.toContain('fieldsNotReadable');
	});
});

test('who is gone has a key of the day and the event', () => {
	expect(goneItem('17', birthday.date, { reason: 'gone', explanation: 'Gone' })).toMatchObject({
		key: 'hibob:17:employeeLeft:2026-11-23',
		employee: { id: '17' },
	});
});

describe('the person comes first', () => {
	const TODAY = birthday.date;
	const why = { reason: 'notActive', explanation: 'On leave' } as const;
	const row = { id: null, place: 'Row 2', explanation: 'No ID', rows: [] };

	test.each<[string, object, string[]]>([
		['an occasion', employeeItem(employee(), birthday, NOTHING_CHOSEN, 'a@b.example'), []],
		['one that is skipped', skippedItem(employee(), birthday, NOTHING_CHOSEN, why), WHY],
		[
			'one that was missed',
			asSkipped(employeeItem(employee(), birthday, NOTHING_CHOSEN, 'a@b.example'), {
				reason: 'missed',
				explanation: 'Down',
			}),
			WHY,
		],
		['the roster', rosterItem(employee(), 'employeeSynced', TODAY, NOTHING_CHOSEN, null), []],
		['who is not in it', leftOutItem(employee(), TODAY, NOTHING_CHOSEN, why), WHY],
		['who left it', leaverItem(employee(), TODAY, NOTHING_CHOSEN, null, why), WHY],
		['who is gone', goneItem('17', TODAY, why), WHY],
		['unreadable data', unreadableItem(employee(), 'birthday', TODAY, NOTHING_CHOSEN, why), WHY],
		['a row without ID', unidentifiedItem(row, 'birthday', TODAY), WHY],
	])('in the item of %s', (_, item, more) => {
		expect(Object.keys(item).slice(0, 3 + more.length)).toEqual([
			'name',
			'email',
			...more,
			'event',
		]);
	});

	test('with the work email where they are skipped, and no address to send to', () => {
		const missed = asSkipped(employeeItem(employee(), birthday, NOTHING_CHOSEN, 'a@b.example'), {
			reason: 'missed',
			explanation: 'Down',
		});
		for (const item of [missed, skippedItem(employee(), birthday, NOTHING_CHOSEN, why)]) {
			expect(item).toMatchObject({ email: 'noa@work.example', employee: { email: null } });
		}
	});

	test.each<[Partial<Employee>, string]>([
		[{}, 'Noa Levi'],
		[{ displayName: null, firstName: 'Noa', lastName: 'Cole' }, 'Noa Cole'],
		[{ displayName: null, firstName: null, lastName: 'Cole' }, 'Cole'],
		[{ displayName: null, firstName: null, lastName: null }, `Employee ${NOA_ID}`],
	])('%j is called %s', (names, expected) => {
		expect(personFirst(employee(names), null)).toEqual({ name: expected, email: null });
	});

	test('a row without ID is called by its place', () => {
		expect(unidentifiedItem(row, 'birthday', TODAY)).toMatchObject({
			name: 'Unknown (Row 2)',
			email: null,
			reason: 'dataUnreadable',
			explanation: 'No ID. If this happens again, show it to HiBob’s support',
			key: 'hibob:Row2:dataUnreadable:2026-11-23',
			employee: { id: null },
		});
		expect(unidentifiedItem({ ...row, id: '17', place: '17' }, 'birthday', TODAY)).toMatchObject({
			name: 'Employee 17',
			key: 'hibob:17:dataUnreadable:2026-11-23',
		});
		expect(goneItem('17', TODAY, why)).toMatchObject({ name: 'Employee 17', email: null });
	});
});
