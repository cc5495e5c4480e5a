import { describe, expect, test } from '@jest/globals';
import { employeeItem, skippedItem } from '../../../nodes/HiBob/employees/employeeItem.ts';
import { dueOccasion } from '../occasions/dueOccasion.mts';
import { employee, NOA_ID } from './people.mts';

const birthday = dueOccasion('birthday', '2026-11-23');

describe('an item', () => {
	test('has the shape that every node after the trigger relies on', () => {
		expect(employeeItem(employee(), birthday, 'noa@home.example')).toEqual({
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

	test('survives JSON unchanged', () => {
		const item = employeeItem(employee({ manager: null }), birthday, null);
		expect(JSON.parse(JSON.stringify(item))).toEqual(item);
	});
});

describe('an item of the Skipped output', () => {
	test('is the same with the reason, and no address to send to', () => {
		const excluded = { eligible: false, reason: 'notActive', explanation: 'On leave' } as const;
		expect(skippedItem(employee(), birthday, excluded)).toEqual({
			...employeeItem(employee(), birthday, null),
			reason: 'notActive',
			explanation: 'On leave',
		});
	});
});
