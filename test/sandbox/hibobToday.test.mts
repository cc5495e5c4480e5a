import { describe, expect, it } from '@jest/globals';
import { companyOn } from '../../sandbox/hibob/people.mts';
import { personIn, type Scenario } from '../../sandbox/hibob/scenarios.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';

type Verdict = string | null;

const verdictOn = (date: string, scenario: Scenario, today = date): Verdict => {
	const rows = whoMattersOn(date, [personIn(companyOn(today, { size: 1 }), scenario)]);
	return rows
		.map(({ occasion, years, gift, reason }) =>
			[occasion, years, gift ? 'gift' : reason].filter((part) => part !== null).join(' '),
		)
		.join(', ');
};

const onMonday: [Scenario, string][] = [
	['birthdayToday', 'birthday gift'],
	['birthdayTodayLeftYesterday', 'birthday terminated'],
	['birthdayTodayLeavesToday', 'birthday gift'],
	['birthdayTodayResigned', 'birthday gift'],
	['birthdayTodayGardenLeave', 'birthday gift'],
	['birthdayTodayParentalLeaveInactive', 'birthday notActive'],
	['birthdayTodayParentalLeaveActive', 'birthday gift'],
	['birthdayTodaySuspended', 'birthday statusUnknown'],
	['birthdayTodayStatusNull', 'birthday statusUnknown'],
	['birthdayTodayNoEmail', 'birthday noEmail'],
	['birthdayTodayLeftYearsAgo', 'birthday terminated'],
	['futureStarterBirthdayToday', 'birthday notActive'],
	['birthdayTodayNoAddress', 'birthday gift'],
	['noBirthDate', ''],
	['anniversary1', 'workAnniversary 1 gift'],
	['anniversary2', 'workAnniversary 2 gift'],
	['anniversary10', 'workAnniversary 10 gift'],
	['rehire', 'workAnniversary 1 gift'],
	['startsToday', 'startDate gift'],
	['startsTodayStillHired', 'startDate gift'],
	['futureStarter', ''],
];

describe('for whom a day matters', () => {
	it.each(onMonday)('judges %s on 2026-11-23 as "%s"', (scenario, verdict) => {
		expect(verdictOn('2026-11-23', scenario)).toBe(verdict);
	});

	it('celebrates a birthday of 29 February on 28 February of a common year', () => {
		expect(verdictOn('2027-02-28', 'bornOnLeapDay')).toBe('birthday gift');
	});

	it('celebrates a birthday of 29 February on its day in a leap year, and not the day before', () => {
		expect(verdictOn('2028-02-29', 'bornOnLeapDay')).toBe('birthday gift');
		expect(verdictOn('2028-02-28', 'bornOnLeapDay')).toBe('');
	});

	it('takes the century rule: 2100 has no 29 February', () => {
		expect(verdictOn('2100-02-28', 'bornOnLeapDay', '2026-11-23')).toBe('birthday gift');
	});

	it('celebrates a start of 29 February on 28 February of a common year', () => {
		expect(verdictOn('2027-02-28', 'startedOnLeapDay')).toBe('workAnniversary 3 gift');
	});

	it('celebrates a start of 29 February on its day in a leap year', () => {
		expect(verdictOn('2028-02-29', 'startedOnLeapDay')).toBe('workAnniversary 4 gift');
	});

	it('gives a first-day gift to a Hired person on the Monday of the start', () => {
		expect(verdictOn('2026-11-30', 'futureStarter', '2026-11-23')).toBe('startDate gift');
	});

	it('counts both people who share an e-mail', () => {
		const people = companyOn('2026-11-23', { size: 1 }).filter(
			({ scenario }) => scenario === 'sharedEmail',
		);
		expect(whoMattersOn('2026-11-23', people).map(({ gift }) => gift)).toEqual([true, true]);
	});

	it('names termination before all other reasons', () => {
		const person = personIn(companyOn('2026-11-23', { size: 1 }), 'birthdayTodayLeftYesterday');
		const worse = { ...person, 'internal.status': null, 'root.email': null };
		expect(whoMattersOn('2026-11-23', [worse])[0]?.reason).toBe('terminated');
	});

	it('knows statuses in any case', () => {
		const person = personIn(companyOn('2026-11-23', { size: 1 }), 'birthdayToday');
		expect(whoMattersOn('2026-11-23', [{ ...person, 'internal.status': 'ACTIVE' }])[0]?.gift).toBe(
			true,
		);
	});

	it('treats an empty e-mail as none', () => {
		const person = personIn(companyOn('2026-11-23', { size: 1 }), 'birthdayToday');
		expect(whoMattersOn('2026-11-23', [{ ...person, 'root.email': '' }])[0]?.reason).toBe(
			'noEmail',
		);
	});
});
