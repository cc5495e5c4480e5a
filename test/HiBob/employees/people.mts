import type { Employee } from '../../../nodes/HiBob/employees/employee.ts';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { readRoster } from '../../../nodes/HiBob/employees/roster.ts';
import { civil, dayOfYear } from '../occasions/calendar.mts';

export const NOA_ID = '3332883884017713938';

/** An active employee; `changes` say what is different about this one. */
export const employee = (changes: Partial<Employee> = {}): Employee => ({
	id: NOA_ID,
	workEmail: 'noa@work.example',
	personalEmail: 'noa@home.example',
	firstName: 'Noa',
	lastName: 'Levi',
	displayName: 'Noa Levi',
	title: 'Engineer',
	department: 'R&D',
	site: 'London',
	manager: { id: '3332883884017713000', displayName: 'Ada Cole', email: 'ada@work.example' },
	startDate: civil('2021-05-04'),
	status: 'Active',
	lifecycleStatus: 'Employed',
	terminationDate: null,
	terminationKnown: true,
	birthday: dayOfYear('11-23'),
	address: null,
	phone: null,
	...changes,
});

/** Reads HiBob's answer as text, as it comes over the wire, into its only employee. */
export function recordIn(employeeJson: string): HiBobRecord {
	const [record] = readRoster(JSON.parse(`{"employees":[${employeeJson}]}`));
	if (!record) throw new Error('the answer holds no employee');
	return record;
}

/** An employee of HiBob's answer with these parts beside the id. */
export const recordWith = (parts: Readonly<Record<string, unknown>> = {}): HiBobRecord =>
	recordIn(JSON.stringify({ id: NOA_ID, ...parts }));
