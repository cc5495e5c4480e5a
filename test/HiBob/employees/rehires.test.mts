import { describe, expect, test } from '@jest/globals';
import { verdict } from '../../../nodes/HiBob/employees/eligibility.ts';
import type { Employee } from '../../../nodes/HiBob/employees/employee.ts';
import { civil } from '../occasions/calendar.mts';
import { employee, occasionOn, rules } from './people.mts';

const TODAY = '2026-11-23';

const judged = (changes: Partial<Employee>, type: 'birthday' | 'startDate' = 'birthday') => {
	const judgement = verdict({
		employee: employee(changes),
		optedOut: false,
		optedIn: true,
		occasion: occasionOn(type, TODAY),
		today: civil(TODAY),
		rules: rules({ leavesOnLastDayOfWork: true }),
	});
	return judgement.eligible ? 'gift' : judgement.reason;
};

/** Left in 2024, hired again on a day. */
const rehired = (start: string, changes: Partial<Employee> = {}) => ({
	startDate: civil(start),
	originalStartDate: civil('2019-03-01'),
	terminationDate: civil('2024-06-30'),
	lastDayOfWork: civil('2024-05-31'),
	...changes,
});
const HIRED = { status: 'Inactive', lifecycleStatus: 'Hired' };

describe('somebody who left and was hired again', () => {
	test.each<[string, Partial<Employee>, string]>([
		['is in, once Active since a later start date', rehired('2025-02-01'), 'gift'],
		['is in on the first day', rehired(TODAY), 'gift'],
		[
			'is in on a leave, if Active',
			rehired('2025-02-01', { lifecycleStatus: 'Parental leave' }),
			'gift',
		],
		[
			'is in, when HiBob cleared the old dates',
			rehired('2025-02-01', { terminationDate: null, lastDayOfWork: null }),
			'gift',
		],
		['has left before the new start date', rehired('2027-01-04', HIRED), 'terminated'],
		['has left while not Active', rehired('2025-02-01', { status: 'Inactive' }), 'terminated'],
		['has left while the status is unknown', rehired('2025-02-01', { status: null }), 'terminated'],
		[
			'has left while the lifecycle status is Terminated',
			rehired('2025-02-01', { lifecycleStatus: 'Terminated' }),
			'terminated',
		],
		[
			'has left while the lifecycle status is still Hired',
			rehired('2025-02-01', { lifecycleStatus: 'Hired' }),
			'terminated',
		],
		[
			'has left while HiBob gives no lifecycle status',
			rehired('2025-02-01', { lifecycleStatus: null }),
			'terminated',
		],
		['has left without a start date', rehired(TODAY, { startDate: null }), 'terminated'],
		[
			'has left on the day they started, when the two dates are one',
			rehired('2024-06-30', { lastDayOfWork: null }),
			'terminated',
		],
		[
			'leaves again, on the new termination date',
			rehired('2025-02-01', { terminationDate: civil('2026-11-22') }),
			'terminated',
		],
		[
			'leaves again, on the new last day of work',
			rehired('2025-02-01', {
				terminationDate: civil('2027-01-31'),
				lastDayOfWork: civil('2026-11-20'),
			}),
			'terminated',
		],
	])('%s', (_, changes, expected) => {
		expect(judged(changes)).toBe(expected);
	});

	test('gets the gift of the first day when it has come, and not ahead of it', () => {
		expect(judged(rehired(TODAY), 'startDate')).toBe('gift');
		expect(judged(rehired(TODAY, HIRED), 'startDate')).toBe('terminated');
	});
});
