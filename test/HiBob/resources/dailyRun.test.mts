import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import type { WantedOccasion } from '../../../nodes/HiBob/occasions/occasion.ts';
import { keyLookUp, withKeys } from '../../../nodes/HiBob/occasions/rememberedKeys.ts';
import { recordIn, rules } from '../employees/people.mts';
import { civil } from '../occasions/calendar.mts';
import {
	customDate,
	daysAfterStart,
	endOfProbation,
	EVERYTHING,
	originalAnniversary,
	startDate,
} from '../occasions/wanted.mts';
import {
	companyOf,
	CUSTOM_FIELD,
	freshState,
	keysOf,
	NO_MEMORY,
	person,
	runOn,
	SAME_DAY,
	settings,
	throughStaticData,
} from './runs.mts';

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

	test('returns what is due within the catch-up days, and says why others are skipped', () => {
		const { items, skipped } = runOn(companyOf(roster), settings(), freshState(), TODAY);
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

	test('returns nothing that was due before the trigger was activated', () => {
		const { items } = runOn(companyOf(roster), settings(), freshState('2026-11-22'), TODAY);
		expect(keysOf(items)).not.toContain('hibob:3:birthday:2026');
		expect(keysOf(items)).toContain('hibob:1:birthday:2026');
	});

	test('on the day of the baseline returns nothing and still counts as the run of the day', () => {
		const result = runOn(companyOf(roster), settings(), freshState('2026-11-23'), TODAY);
		const { due } = result.memory;
		const memory = { ...NO_MEMORY, headCount: 10, due, repeatFrom: TODAY };
		expect(result).toEqual({
			roster: [],
			items: [],
			offeredAgain: new Set(),
			skipped: [],
			memory,
			state: { baseline: TODAY, lastRun: TODAY, memory },
		});
	});

	test('judges a late occasion by the data of the day on which it runs', () => {
		const left = [person('1', { birthday: '11-20', terminationDate: '2026-11-22' })];
		const { items, skipped } = runOn(companyOf(left), settings(), freshState(), TODAY);
		expect(items).toEqual([]);
		expect(skipped).toMatchObject([{ reason: 'terminated' }]);
	});

	test('looks only for the chosen events', () => {
		const onlyStarts = settings({ wanted: [startDate] });
		const { items } = runOn(companyOf(roster), onlyStarts, freshState(), TODAY);
		expect(keysOf(items)).toEqual(['hibob:6:startDate:2026']);
	});

	test('gives the same for the same input, and leaves the input as it was', () => {
		const { state } = runOn(companyOf(roster.slice(0, 1)), settings(), freshState(), TODAY);
		const before = structuredClone({ roster, state });
		const first = runOn(companyOf(roster), settings(), state, TODAY);
		expect(runOn(companyOf(roster), settings(), state, TODAY)).toEqual(first);
		expect({ roster, state }).toEqual(before);
	});

	test('returns the same to everybody else when one record cannot be read, and names it', () => {
		const broken = recordIn(
			'{"id":"11","work":{"startDate":null},"personal":{"shortBirthDate":"23/11"},"internal":{"status":"Active","terminationDate":null}}',
		);
		const without = runOn(companyOf(roster), settings(), freshState(), TODAY);
		const run = runOn(companyOf([...roster, broken]), settings(), freshState(), TODAY);
		expect(run.items).toEqual(without.items);
		expect(run.skipped.slice(0, -1)).toEqual(without.skipped);
		expect(run.skipped.at(-1)).toMatchObject({
			reason: 'dataUnreadable',
			explanation:
				'HiBob returned unreadable data in personal.shortBirthDate for this employee. Correct it in the HiBob profile',
			event: 'birthday',
			key: 'hibob:11:dataUnreadable:2026-11-23',
			occasion: null,
			employee: { id: '11' },
		});
	});

	test('says nothing of somebody who left long ago and cannot be read', () => {
		const broken = recordIn(
			'{"id":"11","personal":{"shortBirthDate":"31-02"},"internal":{"status":"Inactive","lifecycleStatus":"Terminated","terminationDate":"2016-01-31"}}',
		);
		const without = runOn(companyOf(roster), settings(), freshState(), TODAY);
		const run = runOn(companyOf([...roster, broken]), settings(), freshState(), TODAY);
		expect(run).toMatchObject({ items: without.items, skipped: without.skipped });
	});

	test('over New Year names the year of each occasion', () => {
		const people = [person('1', { birthday: '12-30' }), person('2', { birthday: '01-02' })];
		const { items } = runOn(companyOf(people), settings(), freshState(), civil('2027-01-02'));
		expect(keysOf(items)).toEqual(['hibob:1:birthday:2026', 'hibob:2:birthday:2027']);
	});
});

describe('with delivery Once', () => {
	const roster = [person('1', { birthday: '11-23' }), person('2', { birthday: '11-21' })];

	test('a second run of the day returns nothing', () => {
		const first = runOn(companyOf(roster), settings(), freshState(), TODAY);
		expect(keysOf(first.items)).toHaveLength(2);
		const again = runOn(companyOf(roster), settings(), throughStaticData(first.state), TODAY);
		expect(again.items).toEqual([]);
		expect(again.state).toEqual(first.state);
	});

	/** What comes once: the HiBob date that it follows from, and how its key is called. */
	const ONCE: readonly [string, WantedOccasion, (date: string) => HiBobRecord][] = [
		['startDate', startDate, (date) => person('1', { startDate: date })],
		[
			'daysAfterStart30',
			daysAfterStart(30),
			(date) => person('1', { startDate: addDays(civil(date), -30) }),
		],
		['endOfProbation', endOfProbation, (date) => person('1', { probationEndDate: date })],
	];

	describe.each(ONCE)('%s', (name, occasion, on) => {
		const once = settings({ wanted: [occasion] });
		const keyOf = (year: string) => `hibob:1:${name}:${year}`;
		/** The day of the new date, or the day after the first one, when HiBob corrects it backwards. */
		const runAfter = (first: string, second: string) =>
			first > second ? addDays(civil(first), 1) : civil(second);

		test.each([
			['is postponed within the year', '2026-03-02', '2026-03-30', []],
			['is postponed over New Year', '2026-12-30', '2027-01-04', []],
			['is moved to before New Year', '2027-01-04', '2026-12-30', []],
			['comes again within a year', '2026-12-30', '2027-11-23', []],
			['comes again in the year after the next', '2026-01-30', '2028-01-04', [keyOf('2028')]],
		])('that %s (%s, then %s) gives %j', (_, first, second, expected) => {
			const before = runOn(companyOf([on(first)]), once, freshState('2025-12-01'), civil(first));
			expect(keysOf(before.items)).toEqual([keyOf(first.slice(0, 4))]);
			const { items } = runOn(
				companyOf([on(second)]),
				once,
				throughStaticData(before.state),
				runAfter(first, second),
			);
			expect(keysOf(items)).toEqual(expected);
		});

		test.each([
			['2026-12-30', '2027-01-04'],
			['2027-01-04', '2026-12-30'],
		])(
			'that is moved over New Year (%s, then %s) is offered again under its first key',
			(first, second) => {
				const repeat = { ...once, delivery: 'repeat' as const };
				const before = runOn(
					companyOf([on(first)]),
					repeat,
					freshState('2025-12-01'),
					civil(first),
				);
				const { items } = runOn(
					companyOf([on(second)]),
					repeat,
					throughStaticData(before.state),
					runAfter(first, second),
				);
				expect(keysOf(items)).toEqual([keyOf(first.slice(0, 4))]);
			},
		);
	});

	test('what came out under its own key keeps that, whatever came out in the year before', () => {
		const state = freshState('2026-12-01');
		const keys = withKeys(
			{},
			['hibob:1:startDate:2026', 'hibob:1:startDate:2027'],
			civil('2027-01-04'),
		);
		const run = runOn(
			companyOf([person('1', { startDate: '2027-01-04' })]),
			settings({ wanted: [startDate], delivery: 'repeat' }),
			{ ...state, memory: { ...state.memory, keys } },
			civil('2027-01-05'),
		);
		expect(keysOf(run.items)).toEqual(['hibob:1:startDate:2027']);
	});

	test('each of the days after a start comes once, and none takes the place of another', () => {
		const chosen = settings({ wanted: [30, 60, 90].map((days) => daysAfterStart(days)) });
		const company = companyOf([person('1', { startDate: '2026-01-30' })]);
		let state = freshState('2026-01-30');
		const found: string[] = [];
		for (let day = civil('2026-02-01'); day < '2026-06-01'; day = addDays(day, 1)) {
			const run = runOn(company, chosen, throughStaticData(state), day);
			found.push(...keysOf(run.items).map((key) => `${day} ${key}`));
			state = run.state;
		}
		expect(found).toEqual([
			'2026-03-01 hibob:1:daysAfterStart30:2026',
			'2026-03-31 hibob:1:daysAfterStart60:2026',
			'2026-04-30 hibob:1:daysAfterStart90:2026',
		]);
	});

	test('days after the start are for those who are active and have not left by then', () => {
		const chosen = settings({ wanted: [daysAfterStart(30)] });
		const reasonFor = (about: Parameters<typeof person>[1]) => {
			const company = companyOf([person('1', { startDate: '2026-10-24', ...about })]);
			const { items, skipped } = runOn(company, chosen, freshState(), TODAY);
			return items.length > 0 ? 'gift' : skipped[0]?.reason;
		};
		expect(reasonFor({})).toBe('gift');
		expect(reasonFor({ status: 'Inactive', lifecycleStatus: 'Leave' })).toBe('notActive');
		expect(reasonFor({ status: 'Inactive', lifecycleStatus: 'Hired' })).toBe('notActive');
		expect(reasonFor({ terminationDate: '2026-11-22' })).toBe('terminated');
	});

	test('the run of the next day returns nothing that was returned', () => {
		const first = runOn(companyOf(roster), settings(), freshState(), TODAY);
		const next = addDays(TODAY, 1);
		expect(
			runOn(companyOf(roster), settings(), throughStaticData(first.state), next).items,
		).toEqual([]);
	});

	test('someone who is skipped today is returned once they are eligible', () => {
		const onLeave = [person('1', { birthday: '11-23', status: 'Inactive' })];
		const first = runOn(companyOf(onLeave), settings(), freshState(), TODAY);
		expect(first.items).toEqual([]);
		const next = runOn(
			companyOf(roster),
			settings(),
			throughStaticData(first.state),
			addDays(TODAY, 1),
		);
		expect(keysOf(next.items)).toContain('hibob:1:birthday:2026');
	});

	test('a birthday that HiBob corrects within the catch-up days gives no second one', () => {
		const first = runOn(companyOf(roster), settings(), freshState(), TODAY);
		const corrected = [person('1', { birthday: '11-24' })];
		const next = runOn(
			companyOf(corrected),
			settings(),
			throughStaticData(first.state),
			addDays(TODAY, 1),
		);
		expect(next.items).toEqual([]);
	});

	test('another leap-day policy gives no second one', () => {
		const leapling = [person('1', { birthday: '02-29' })];
		const first = runOn(companyOf(leapling), settings(), freshState(), civil('2026-02-28'));
		expect(keysOf(first.items)).toEqual(['hibob:1:birthday:2026']);
		const march1 = settings({ duePolicy: { ...SAME_DAY, leapDay: 'march1' } });
		expect(
			runOn(companyOf(leapling), march1, throughStaticData(first.state), civil('2026-03-01')).items,
		).toEqual([]);
	});

	test.each([
		[396, [], 'thirteen months later it is still known'],
		[430, ['hibob:1:birthday:2026'], 'after that it is not'],
	])('%i days after it came out, the same key gives %j: %s', (days, keys) => {
		const first = runOn(companyOf(roster.slice(0, 1)), settings(), freshState(), TODAY);
		const meanwhile = addDays(TODAY, days);
		const quiet = runOn(companyOf([]), settings(), throughStaticData(first.state), meanwhile);
		const cameOut = keyLookUp(quiet.state.memory.keys);
		expect(keysOf(first.items).filter((key) => !cameOut(key))).toEqual(keys);
	});
});

describe('with what is repeated once a day', () => {
	const roster = [person('1', { birthday: '11-23' })];
	const daily = settings({ delivery: 'repeat', offersOnceADay: true });

	test('returns nothing twice on a day, and again on the next', () => {
		const first = runOn(companyOf(roster), daily, freshState(), TODAY);
		expect(first.items.length).toBeGreaterThan(0);
		const again = runOn(companyOf(roster), daily, throughStaticData(first.state), TODAY);
		expect(again.items).toEqual([]);
		const third = runOn(companyOf(roster), daily, again.state, TODAY);
		expect(third.items).toEqual([]);
		const next = runOn(companyOf(roster), daily, third.state, civil('2026-11-24'));
		expect(keysOf(next.items)).toEqual(expect.arrayContaining(keysOf(first.items)));
	});
});

describe('with delivery Repeat Until Sent', () => {
	const roster = [person('1', { birthday: '11-23' })];
	const repeat = settings({ delivery: 'repeat' });

	test('an occasion comes again on every run of the catch-up days, and then no more', () => {
		let state = freshState();
		const days: string[] = [];
		for (let day = addDays(TODAY, -2); day <= addDays(TODAY, 12); day = addDays(day, 1)) {
			const result = runOn(companyOf(roster), repeat, state, day);
			state = throughStaticData(result.state);
			if (result.items.length > 0) days.push(day);
		}
		expect(days).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((days) => addDays(TODAY, days)));
	});

	test.each([
		[TODAY, 0],
		[addDays(TODAY, -1), 1],
		[addDays(TODAY, 400), 1],
	])(
		'after a last run with Once on %s, of a clock that may have jumped, %i comes again',
		(day, count) => {
			const first = runOn(companyOf(roster), repeat, freshState(), TODAY);
			const memory = { ...first.state.memory, repeatFrom: day };
			const next = runOn(companyOf(roster), repeat, { ...first.state, memory }, addDays(TODAY, 1));
			expect(next.items).toHaveLength(count);
		},
	);

	test('the same item comes each time, so that Send Gift knows it again', () => {
		const first = runOn(companyOf(roster), repeat, freshState(), TODAY);
		const next = runOn(
			companyOf(roster),
			repeat,
			throughStaticData(first.state),
			addDays(TODAY, 1),
		);
		expect(next.items).toEqual(first.items);
	});
});

describe('a custom date', () => {
	const run = (custom: unknown, repeat: 'yearly' | 'once') =>
		runOn(
			companyOf([person('1', { custom })]),
			settings({ wanted: [customDate(CUSTOM_FIELD, repeat)] }),
			freshState(),
			TODAY,
		);

	test.each([
		['2019-11-23', 'yearly', [`hibob:1:${CUSTOM_FIELD}:2026`], 7],
		['2019-11-20', 'yearly', [`hibob:1:${CUSTOM_FIELD}:2026`], 7],
		['2025-11-23', 'yearly', [`hibob:1:${CUSTOM_FIELD}:2026`], 1],
		['2026-11-23', 'yearly', [], null],
		['11-23', 'yearly', [`hibob:1:${CUSTOM_FIELD}:2026`], null],
		['2026-11-23', 'once', [`hibob:1:${CUSTOM_FIELD}:2026-11-23`], null],
		['2019-11-23', 'once', [], null],
		['2027-11-23', 'yearly', [], null],
		['2019-11-24', 'yearly', [], null],
		[null, 'yearly', [], null],
	] as const)('of %s, %s, gives %j', (custom, repeat, keys, years) => {
		const { items } = run(custom, repeat);
		expect(keysOf(items)).toEqual(keys);
		for (const { occasion } of items) {
			expect(occasion).toMatchObject({ type: 'customDate', field: CUSTOM_FIELD, years });
		}
	});

	test('that is none is named with the employee', () => {
		const { items, skipped } = run('23/11/2019', 'yearly');
		expect(items).toEqual([]);
		expect(skipped).toMatchObject([
			{
				reason: 'dataUnreadable',
				explanation: expect.stringContaining(CUSTOM_FIELD),
				employee: { id: '1' },
			},
		]);
	});
});

describe('the original start date', () => {
	const cameBack = { startDate: '2025-11-23', originalStartDate: '2016-11-20' };
	const run = (countsFromOriginalStart: boolean, about: object) =>
		runOn(
			companyOf([person('1', about)]),
			settings({ wanted: countsFromOriginalStart ? [originalAnniversary] : EVERYTHING }),
			freshState(),
			TODAY,
		).items.map(({ occasion }) => [occasion.type, occasion.date, occasion.years]);

	test('is what anniversaries count from when chosen', () => {
		expect(run(true, cameBack)).toEqual([['workAnniversary', '2026-11-20', 10]]);
		expect(run(false, cameBack)).toEqual([['workAnniversary', '2026-11-23', 1]]);
	});

	test('gives way to the start date where it is empty', () => {
		const about = { ...cameBack, originalStartDate: null };
		expect(run(true, about)).toEqual([['workAnniversary', '2026-11-23', 1]]);
	});
});

describe('the opt-out field', () => {
	test.each([
		[true, []],
		['Yes', []],
		[null, ['hibob:1:birthday:2026']],
		['No', ['hibob:1:birthday:2026']],
		[['all'], []],
	])('of %j gives %j', (custom, keys) => {
		const { items, skipped } = runOn(
			companyOf([person('1', { birthday: '11-23', custom })]),
			settings({ optOutField: CUSTOM_FIELD }),
			freshState(),
			TODAY,
		);
		expect(keysOf(items)).toEqual(keys);
		expect(skipped.map(({ reason }) => reason)).toEqual(keys.length > 0 ? [] : ['personExcluded']);
	});
});

describe('extra fields', () => {
	test('come with the items and with those of the people skipped', () => {
		const roster = [
			person('1', { birthday: '11-23', custom: 'Vegan' }),
			person('2', { birthday: '11-23', custom: 'Halal', status: 'Inactive' }),
		];
		const extraFields = [CUSTOM_FIELD, 'home.familyStatus'];
		const { items, skipped } = runOn(
			companyOf(roster, ['home.familyStatus']),
			settings({ extraFields }),
			freshState(),
			TODAY,
		);
		const notReadable = { fieldsNotReadable: ['home.familyStatus'] };
		expect(items).toMatchObject([
			{ fields: { [CUSTOM_FIELD]: 'Vegan', 'home.familyStatus': null }, ...notReadable },
		]);
		expect(skipped).toMatchObject([{ fields: { [CUSTOM_FIELD]: 'Halal' }, ...notReadable }]);
	});

	test('that are readable are not named as unreadable', () => {
		const { items } = runOn(
			companyOf([person('1', { birthday: '11-23' })], ['home.privateEmail']),
			settings({ extraFields: [CUSTOM_FIELD] }),
			freshState(),
			TODAY,
		);
		expect(items).toHaveLength(1);
		expect(items[0]).not.toHaveProperty('fieldsNotReadable');
	});
});

describe('days before', () => {
	const ahead = settings({ duePolicy: { ...SAME_DAY, daysBefore: 7 } });

	test('put an occasion out ahead, with both days', () => {
		const { items } = runOn(
			companyOf([person('1', { birthday: '11-30' }), person('2', { birthday: '12-01' })]),
			ahead,
			freshState(),
			TODAY,
		);
		expect(items).toMatchObject([
			{ key: 'hibob:1:birthday:2026', occasion: { date: '2026-11-30', dueDate: '2026-11-23' } },
		]);
	});

	test('over New Year keep the year of the day itself', () => {
		const { items } = runOn(
			companyOf([person('1', { birthday: '01-03' })]),
			ahead,
			freshState(),
			civil('2026-12-27'),
		);
		expect(keysOf(items)).toEqual(['hibob:1:birthday:2027']);
	});

	test('skip who will have left by then', () => {
		const { skipped } = runOn(
			companyOf([person('1', { birthday: '11-30', terminationDate: '2026-11-29' })]),
			ahead,
			freshState(),
			TODAY,
		);
		expect(skipped).toMatchObject([{ reason: 'leavesBeforeOccasion' }]);
	});
});

describe('what is due by former and by new settings', () => {
	const about = { birthday: '11-27' };
	const before = settings({ duePolicy: { ...SAME_DAY, daysBefore: 5 } });
	const owed = runOn(
		companyOf([person('1', { ...about, status: 'Inactive' })]),
		before,
		freshState(),
		civil('2026-11-22'),
	);
	const once = [{ key: 'hibob:1:birthday:2026', occasion: { dueDate: '2026-11-22' } }];
	const later = (status: string, delivery: 'once' | 'repeat') =>
		runOn(
			companyOf([person('1', { ...about, status })]),
			settings({ delivery }),
			throughStaticData(owed.state),
			civil('2026-11-28'),
		);

	test.each(['once', 'repeat'] as const)('comes once, on the earlier day, with %s', (delivery) => {
		const { items } = later('Active', delivery);
		expect(items).toHaveLength(1);
		expect(items).toMatchObject(once);
	});

	test('is skipped once', () => {
		const { skipped } = later('Inactive', 'once');
		expect(skipped).toHaveLength(1);
		expect(skipped).toMatchObject(once);
	});
});

describe('the head-count', () => {
	const people = (count: number) =>
		Array.from({ length: count }, (_, index) => person(String(index + 1), {}));
	const known = (headCount: number | null, baseline?: string) => {
		const state = freshState(baseline);
		return { ...state, memory: { ...state.memory, headCount } };
	};

	test('is remembered', () => {
		const { state } = runOn(companyOf(people(7)), settings(), known(null), TODAY);
		expect(state.memory.headCount).toBe(7);
	});

	test('that shrank too much stops the run, unless that much is allowed', () => {
		const company = companyOf(people(30));
		expect(() => runOn(company, settings(), known(40), TODAY)).toThrow(
			'in the last run there were 40',
		);
		const { state } = runOn(company, settings({ largestShrink: 25 }), known(40), TODAY);
		expect(state.memory.headCount).toBe(30);
	});

	test('stops also a run on which nothing could be due', () => {
		const state = known(40, TODAY);
		expect(() => runOn(companyOf(people(30)), settings(), state, TODAY)).toThrow('30 employees');
	});
});

describe('the rules', () => {
	test('decide who is returned', () => {
		const company = companyOf([person('1', { birthday: '11-23' })]);
		const excluded = settings({ rules: rules({ persons: new Set(['1@work.example']) }) });
		const { items, skipped } = runOn(company, excluded, freshState(), TODAY);
		expect(items).toEqual([]);
		expect(skipped).toMatchObject([{ key: 'hibob:1:birthday:2026', reason: 'personExcluded' }]);
	});
});
