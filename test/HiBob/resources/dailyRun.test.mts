import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../nodes/HiBob/occasions/civilDate.ts';
import { dailyRun, upcoming } from '../../../nodes/HiBob/resources/employeesTrigger/dailyRun.ts';
import { recordIn } from '../employees/people.mts';
import { civil } from '../occasions/calendar.mts';
import { freshState, keysOf, person, settings, throughStaticData } from './runs.mts';

const TODAY = civil('2026-11-23');

describe('a run', () => {
	const roster = [
		person('1', { birthday: '11-23' }),
		person('2', { birthday: '11-24' }),
		person('3', { birthday: '11-16' }),
		person('4', { birthday: '11-15' }),
		person('5', { startDate: '2025-11-23' }),
		person('6', {
			startDate: '2026-11-23',
			status: 'Inactive',
			lifecycleStatus: 'Hired',
		}),
		person('7', { birthday: '11-23', status: 'Inactive', lifecycleStatus: 'Leave' }),
		person('8', { birthday: '11-23', terminationDate: '2026-11-22' }),
		person('9', { birthday: '11-23', email: null }),
		person('10', { birthday: '11-23', startDate: '2016-11-23' }),
	];

	test('puts out what is due within the catch-up days, and says why others are left out', () => {
		const { items, skipped } = dailyRun(roster, settings(), freshState(), TODAY);
		expect(keysOf(items)).toEqual([
			'hibob:1:birthday:2026',
			'hibob:3:birthday:2026',
			'hibob:5:workAnniversary:2026',
			'hibob:6:startDate:2026',
			'hibob:10:birthday:2026',
			'hibob:10:workAnniversary:2026',
		]);
		expect(skipped.map(({ key, reason }) => [key, reason])).toEqual([
			['hibob:7:birthday:2026', 'notActive'],
			['hibob:8:birthday:2026', 'terminated'],
			['hibob:9:birthday:2026', 'noEmail'],
		]);
	});

	test('puts out nothing that was due before the trigger was activated', () => {
		const { items } = dailyRun(roster, settings(), freshState('2026-11-22'), TODAY);
		expect(keysOf(items)).not.toContain('hibob:3:birthday:2026');
		expect(keysOf(items)).toContain('hibob:1:birthday:2026');
	});

	test('on the day of the baseline puts out nothing and still counts as the run of the day', () => {
		const result = dailyRun(roster, settings(), freshState('2026-11-23'), TODAY);
		expect(result).toEqual({
			items: [],
			skipped: [],
			state: { baseline: TODAY, lastRun: TODAY, emitted: {} },
		});
	});

	test('judges a late occasion by the data of the day on which it runs', () => {
		const left = [person('1', { birthday: '11-20', terminationDate: '2026-11-22' })];
		const { items, skipped } = dailyRun(left, settings(), freshState(), TODAY);
		expect(items).toEqual([]);
		expect(skipped).toMatchObject([{ reason: 'terminated' }]);
	});

	test('looks only for the chosen events', () => {
		const { items } = dailyRun(roster, settings({ events: ['startDate'] }), freshState(), TODAY);
		expect(keysOf(items)).toEqual(['hibob:6:startDate:2026']);
	});

	test('gives the same for the same input, and leaves the input as it was', () => {
		const state = { ...freshState(), emitted: { 'hibob:1:birthday:2026': TODAY } };
		const before = structuredClone({ roster, state });
		const first = dailyRun(roster, settings(), state, TODAY);
		expect(dailyRun(roster, settings(), state, TODAY)).toEqual(first);
		expect({ roster, state }).toEqual(before);
	});

	test('puts out nothing at all when one record cannot be read', () => {
		const broken = recordIn('{"id":"11","personal":{"shortBirthDate":"23/11"}}');
		expect(() => dailyRun([...roster, broken], settings(), freshState(), TODAY)).toThrow(
			'personal.shortBirthDate of employee 11',
		);
	});

	test('over New Year names the year of each occasion', () => {
		const people = [person('1', { birthday: '12-30' }), person('2', { birthday: '01-02' })];
		const { items } = dailyRun(people, settings(), freshState(), civil('2027-01-02'));
		expect(keysOf(items)).toEqual(['hibob:1:birthday:2026', 'hibob:2:birthday:2027']);
	});
});

describe('with delivery Once', () => {
	const roster = [person('1', { birthday: '11-23' }), person('2', { birthday: '11-21' })];

	test('a second run of the day puts out nothing', () => {
		const first = dailyRun(roster, settings(), freshState(), TODAY);
		expect(keysOf(first.items)).toHaveLength(2);
		const again = dailyRun(roster, settings(), throughStaticData(first.state), TODAY);
		expect(again.items).toEqual([]);
		expect(again.state).toEqual(first.state);
	});

	test('the run of the next day puts out nothing that was put out', () => {
		const first = dailyRun(roster, settings(), freshState(), TODAY);
		const next = addDays(TODAY, 1);
		expect(dailyRun(roster, settings(), throughStaticData(first.state), next).items).toEqual([]);
	});

	test('someone who is left out today is put out once they are eligible', () => {
		const onLeave = [person('1', { birthday: '11-23', status: 'Inactive' })];
		const first = dailyRun(onLeave, settings(), freshState(), TODAY);
		expect(first.items).toEqual([]);
		const next = dailyRun(roster, settings(), throughStaticData(first.state), addDays(TODAY, 1));
		expect(keysOf(next.items)).toContain('hibob:1:birthday:2026');
	});

	test('a birthday that HiBob corrects within the catch-up days gives no second one', () => {
		const first = dailyRun(roster, settings(), freshState(), TODAY);
		const corrected = [person('1', { birthday: '11-24' })];
		const next = dailyRun(corrected, settings(), throughStaticData(first.state), addDays(TODAY, 1));
		expect(next.items).toEqual([]);
	});

	test('another leap-day policy gives no second one', () => {
		const leapling = [person('1', { birthday: '02-29' })];
		const first = dailyRun(leapling, settings(), freshState(), civil('2026-02-28'));
		expect(keysOf(first.items)).toEqual(['hibob:1:birthday:2026']);
		const march1 = settings({ leapDay: 'march1' });
		expect(
			dailyRun(leapling, march1, throughStaticData(first.state), civil('2026-03-01')).items,
		).toEqual([]);
	});

	test('keys are forgotten when their due day is out of reach', () => {
		const emitted = {
			'hibob:1:birthday:2026': civil('2026-11-15'),
			'hibob:2:birthday:2026': civil('2026-11-16'),
		};
		const { state } = dailyRun([], settings(), { ...freshState(), emitted }, TODAY);
		expect(Object.keys(state.emitted)).toEqual(['hibob:2:birthday:2026']);
	});
});

describe('with delivery Repeat Until Sent', () => {
	const roster = [person('1', { birthday: '11-23' })];
	const repeat = settings({ delivery: 'repeat' });

	test('an occasion comes again on every run of the catch-up days, and then no more', () => {
		let state = freshState();
		const days: string[] = [];
		for (let day = addDays(TODAY, -2); day <= addDays(TODAY, 12); day = addDays(day, 1)) {
			const result = dailyRun(roster, repeat, state, day);
			state = throughStaticData(result.state);
			if (result.items.length > 0) days.push(day);
		}
		expect(days).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((days) => addDays(TODAY, days)));
	});

	test('the same item comes each time, so that Send Gift knows it again', () => {
		const first = dailyRun(roster, repeat, freshState(), TODAY);
		const next = dailyRun(roster, repeat, throughStaticData(first.state), addDays(TODAY, 1));
		expect(next.items).toEqual(first.items);
	});
});

describe('the next occasions, as a test in the editor shows them', () => {
	const window = { from: TODAY, until: addDays(TODAY, 366) };

	test('come soonest first, and only so many', () => {
		const roster = [
			person('1', { birthday: '12-31' }),
			person('2', { birthday: '01-01' }),
			person('3', { birthday: '11-24' }),
			person('4', { birthday: '11-23', status: 'Inactive' }),
		];
		expect(keysOf(upcoming(roster, settings(), window, TODAY, 2))).toEqual([
			'hibob:3:birthday:2026',
			'hibob:1:birthday:2026',
		]);
	});

	test('show someone who is hired for a later day', () => {
		const starter = person('1', {
			startDate: '2026-12-01',
			status: 'Inactive',
			lifecycleStatus: 'Hired',
		});
		expect(keysOf(upcoming([starter], settings(), window, TODAY, 5))).toEqual([
			'hibob:1:startDate:2026',
		]);
	});
});
