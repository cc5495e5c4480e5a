import { describe, expect, it } from '@jest/globals';
import { companyOn } from '../../sandbox/hibob/people.mts';
import { peopleIn, personIn, SCENARIOS, type Scenario } from '../../sandbox/hibob/scenarios.mts';

const DAYS = ['2026-11-23', '2027-02-28', '2028-02-29', '2028-02-28', '2026-12-31', '2027-01-01'];
const scenarios = Object.keys(SCENARIOS);

describe('the invented company', () => {
	it('is the same for the same day and seed', () => {
		expect(companyOn('2026-11-23')).toEqual(companyOn('2026-11-23'));
	});

	it('differs with the seed', () => {
		expect(companyOn('2026-11-23', { seed: 1 })).not.toEqual(companyOn('2026-11-23', { seed: 2 }));
	});

	it('keeps its ordinary people from one day of a year to the next', () => {
		const ordinary = (today: string) =>
			companyOn(today)
				.filter(({ scenario }) => scenario === 'filler')
				.map((person) => [person['root.id'], person['work.startDate'], person['internal.status']]);
		expect(ordinary('2026-11-23')).toEqual(ordinary('2026-11-24'));
	});

	it('has the size asked for', () => {
		expect(companyOn('2026-11-23')).toHaveLength(300);
		expect(companyOn('2026-11-23', { size: 1000 })).toHaveLength(1000);
	});

	it('contains all scenarios even when a smaller size is asked for', () => {
		const present = new Set(companyOn('2026-11-23', { size: 1 }).map(({ scenario }) => scenario));
		expect([...present].sort()).toEqual([...scenarios].sort());
	});

	it('has ids of 19 digits as strings, each once', () => {
		const ids = companyOn('2026-11-23').map((person) => person['root.id']);
		expect(ids.filter((id) => !/^[34]\d{18}$/.test(id))).toEqual([]);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('has e-mails of example domains only', () => {
		const emails = companyOn('2026-11-23').flatMap((person) => [
			person['root.email'],
			person['home.privateEmail'],
		]);
		const foreign = emails.filter(
			(email) => typeof email === 'string' && !/^[a-z0-9.]+@example\.(com|org)$/.test(email),
		);
		expect(foreign).toEqual([]);
	});

	it('has birthdays in every month and start dates over fifteen years', () => {
		const people = companyOn('2026-11-23');
		const months = people.flatMap((person) => person['personal.shortBirthDate']?.slice(0, 2) ?? []);
		expect(new Set(months).size).toBe(12);
		const years = new Set(people.map((person) => person['work.startDate']?.slice(0, 4)));
		expect(years.size).toBeGreaterThanOrEqual(15);
	});

	it('shares one e-mail between two people', () => {
		const [one, other] = peopleIn(companyOn('2026-11-23'), 'sharedEmail');
		expect(one?.['root.email']).toBe(other?.['root.email']);
		expect(one?.['root.id']).not.toBe(other?.['root.id']);
	});

	it('has one head, and a manager without e-mail to whom somebody reports', () => {
		const people = companyOn('2026-11-23');
		expect(people.filter((person) => person['work.reportsTo'] === null)).toHaveLength(1);
		const manager = personIn(people, 'managerWithoutEmail');
		const report = personIn(people, 'reportsToManagerWithoutEmail');
		expect(report['work.reportsTo']).toMatchObject({ id: manager['root.id'], email: null });
	});

	it('refuses a day that does not exist', () => {
		expect(() => companyOn('2027-02-29')).toThrow(RangeError);
	});

	it('says so when nobody is left in a scenario', () => {
		expect(() => personIn([], 'rehire')).toThrow('rehire');
	});
});

describe.each(DAYS)('the company on %s', (today) => {
	const people = companyOn(today);

	it.each(scenarios)('contains the scenario %s', (scenario) => {
		expect(people.some((person) => person.scenario === scenario)).toBe(true);
	});

	it('has the birthdays of its birthday scenarios on that day', () => {
		const bornToday = people.filter(({ scenario }) =>
			/BirthdayToday|birthdayToday|nonLatinName|sharedEmail|longName/.test(scenario),
		);
		expect(bornToday.length).toBeGreaterThan(20);
		expect(new Set(bornToday.map((person) => person['personal.shortBirthDate']))).toEqual(
			new Set([today.slice(5)]),
		);
	});

	it('has real dates only', () => {
		const dates = people.flatMap((person) =>
			[person['personal.birthDate'], person['work.startDate'], person['internal.terminationDate']]
				.filter((date) => typeof date === 'string')
				.filter((date) => new Date(`${date}T00:00:00Z`).toJSON().slice(0, 10) !== date),
		);
		expect(dates).toEqual([]);
	});

	const facts: [Scenario, Record<string, unknown>][] = [
		[
			'birthdayTodayLeavesToday',
			{ 'internal.terminationDate': today, 'internal.status': 'Active' },
		],
		['birthdayTodaySuspended', { 'internal.status': 'Suspended' }],
		['birthdayTodayStatusNull', { 'internal.status': null }],
		['birthdayTodayNoEmail', { 'root.email': null }],
		['noBirthDate', { 'personal.birthDate': null, 'personal.shortBirthDate': null }],
		['birthdayTodayNoAddress', { 'address.line1': null, 'address.country': null }],
		['startsToday', { 'work.startDate': today, 'internal.lifecycleStatus': 'Employed' }],
		[
			'startsTodayStillHired',
			{ 'internal.lifecycleStatus': 'Hired', 'internal.status': 'Inactive' },
		],
		['bornOnLeapDay', { 'personal.shortBirthDate': '02-29', 'internal.status': 'Active' }],
		['startedOnLeapDay', { 'work.shortStartDate': '02-29' }],
		['rehire', { 'internal.terminationDate': null, 'internal.status': 'Active' }],
	];

	it.each(facts)('shows with %s what it says', (scenario, expected) => {
		expect(personIn(people, scenario)).toMatchObject(expected);
	});

	it('lets future starters begin on the Monday after', () => {
		const startDate = personIn(people, 'futureStarterBirthdayToday')['work.startDate'] ?? '';
		expect(startDate > today).toBe(true);
		expect(new Date(`${startDate}T00:00:00Z`).getUTCDay()).toBe(1);
	});
});
