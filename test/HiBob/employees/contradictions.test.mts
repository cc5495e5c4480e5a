import { describe, expect, test } from '@jest/globals';
import { readEmployee } from '../../../nodes/HiBob/employees/employee.ts';

const statusOf = (machine: string | null, label?: string): string | null =>
	readEmployee({
		id: '1',
		internal: { status: machine, lifecycleStatus: 'Employed', terminationDate: null },
		...(label === undefined ? {} : { humanReadable: { internal: { status: label } } }),
	}).status;

describe('the status of an employee', () => {
	test.each([
		['is the machine value', 'Active', undefined, 'Active'],
		['is known in lower case', 'inactive', undefined, 'Inactive'],
		['is the label where the machine value is an id', '209192163', 'Active', 'Active'],
		['is the machine value where the label is of another language', 'Active', 'Aktiv', 'Active'],
		['is no known word where the two contradict', 'Inactive', 'Active', 'Inactive / Active'],
		['is no known word where neither is known', '17', 'Suspended', 'Suspended'],
		['is null where HiBob has none', null, undefined, null],
	])('%s', (_, machine, label, expected) => {
		expect(statusOf(machine, label)).toBe(expected);
	});
});
