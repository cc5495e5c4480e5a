import { EXCLUSION_REASONS } from '../../../nodes/HiBob/employees/eligibility.ts';
import type {
	EligibilityRules,
	ExclusionReason,
	Filters,
} from '../../../nodes/HiBob/employees/eligibility.ts';
import type { Employee } from '../../../nodes/HiBob/employees/employee.ts';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { readRoster } from '../../../nodes/HiBob/employees/roster.ts';
import { civil, dayOfYear } from '../occasions/calendar.mts';

export { dueOccasion as occasionOn } from '../occasions/dueOccasion.mts';

export const NOA_ID = '3332883884017713938';

export const LONDON = {
	line1: '1 High Street',
	line2: 'Flat 2',
	city: 'London',
	state: null,
	postalCode: 'N1 1AA',
	country: 'United Kingdom',
	countryCode: 'GB',
};

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
	originalStartDate: civil('2021-05-04'),
	employmentType: 'Permanent',
	status: 'Active',
	lifecycleStatus: 'Employed',
	terminationDate: null,
	lastDayOfWork: null,
	terminationKnown: true,
	birthday: dayOfYear('11-23'),
	address: null,
	phone: null,
	listIds: { site: null, department: null, employmentType: null, lifecycleStatus: null },
	unreadable: [],
	...changes,
});

/** Every reason but those. */
export const reasonsBut = (...off: ExclusionReason[]): Set<ExclusionReason> =>
	new Set(EXCLUSION_REASONS.filter((reason) => !off.includes(reason)));

export const NO_FILTERS: Filters = {
	site: new Set(),
	department: new Set(),
	employmentType: new Set(),
	lifecycleStatus: new Set(),
	country: new Set(),
};

/** The rules as they are by default; `changes` say what the user chose otherwise. */
export const rules = (changes: Partial<EligibilityRules> = {}): EligibilityRules => ({
	reasons: reasonsBut(),
	leavesOnLastDayOfWork: false,
	lifecycles: new Set(),
	exceptEmploymentTypes: new Set(),
	persons: new Set(),
	personsUntil: new Map(),
	filters: NO_FILTERS,
	recipientEmail: 'work',
	...changes,
});

/** Reads HiBob's answer as text, as it comes over the wire, into its only employee. */
export function recordIn(employeeJson: string): HiBobRecord {
	const [record] = readRoster(JSON.parse(`{"employees":[${employeeJson}]}`)).employees;
	if (!record) throw new Error('the answer holds no employee');
	return record;
}

/** An employee of HiBob's answer with these parts beside the id. */
export const recordWith = (parts: Readonly<Record<string, unknown>> = {}): HiBobRecord =>
	recordIn(JSON.stringify({ id: NOA_ID, ...parts }));
