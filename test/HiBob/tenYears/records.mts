import { readRoster } from '../../../nodes/HiBob/employees/roster.ts';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { toDate } from './days.mts';
import type { Person } from './people.mts';

export const YEARLY = 'work.custom.field_yearly';
export const SHORT = 'personal.custom.field_short';
export const ONCE = 'work.custom.field_once';

/** What HiBob says of someone's status on a day: `[status, lifecycle status]`. */
export function statusOn(
	{ status, start, termination }: Person,
	day: number,
): readonly [status: string | null, lifecycleStatus: string | null] {
	if (status === 'alwaysActive') return ['Active', 'Employed'];
	if (status === 'alwaysInactive') return ['Inactive', 'Leave'];
	if (status === 'terminated') return ['Inactive', 'Terminated'];
	if (status === 'unknown') return ['Suspended', 'Employed'];
	if (status === 'missing') return [null, null];
	if (termination !== null && termination < day) return ['Inactive', 'Terminated'];
	return start !== null && start > day ? ['Inactive', 'Hired'] : ['Active', 'Employed'];
}

/** The days on which HiBob's answer about someone changes. */
export const changesOf = ({ start, termination }: Person): number[] => [
	...(start === null ? [] : [start]),
	...(termination === null ? [] : [termination + 1]),
];

/** Someone in HiBob's answer on a day. */
export function recordOn(person: Person, day: number, site: string | null = 'London'): HiBobRecord {
	const [status, lifecycleStatus] = statusOn(person, day);
	const dateOf = (date: number | null) => (date === null ? null : toDate(date));
	const [record] = readRoster({
		employees: [
			{
				id: person.id,
				email: person.email,
				firstName: person.unreadable ? 17 : 'Noa',
				surname: 'Levi',
				displayName: 'Noa Levi',
				work: {
					title: 'Engineer',
					department: 'R&D',
					site,
					reportsTo: null,
					startDate: dateOf(person.start),
					custom: { field_yearly: person.yearly, field_once: person.once },
				},
				internal: {
					status,
					lifecycleStatus,
					terminationDate: dateOf(person.termination),
					probationEndDate: dateOf(person.probationEnd),
				},
				personal: { shortBirthDate: person.birthday, custom: { field_short: person.short } },
			},
		],
	}).employees;
	if (!record) throw new Error('the answer holds no employee');
	return record;
}
