import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, civilDate, yearOf } from '../../../nodes/shared/civilDate.ts';
import { dueDates } from '../../../nodes/HiBob/occasions/dueDates.ts';
import type { DueDates } from '../../../nodes/HiBob/occasions/dueDates.ts';
import { dueCalendar } from '../../../nodes/HiBob/occasions/dueOccasions.ts';
import type { DueWindow } from '../../../nodes/HiBob/occasions/dueWindow.ts';
import type { LeapDayPolicy } from '../../../nodes/HiBob/occasions/leapDay.ts';
import type { CivilDate } from '../../../nodes/shared/civilDate.ts';
import type { Occasion } from '../../../nodes/HiBob/occasions/occasion.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import {
	anyDate,
	anyDayOfYear,
	anyLeapDayPolicy,
	civil,
	dayOfYear,
	daysFrom,
} from './calendar.mts';
import { duePolicy } from './duePolicies.mts';
import { birthday, datesOf, dueOn, EVERYTHING, startDate } from './wanted.mts';

type Type = Exclude<Occasion['type'], 'customDate'>;

const TYPES: readonly Type[] = ['birthday', 'workAnniversary', 'startDate'];

/** The occasions of an employee without custom dates that are due within a window. */
const occasionsDueWithin = (
	{ birthday, startDate }: { birthday: string | null; startDate: CivilDate | null },
	types: readonly Type[],
	window: DueWindow,
	leapDay: LeapDayPolicy,
): Occasion[] =>
	dueOn(
		datesOf({ birthday, startDate, workAnniversary: startDate }),
		EVERYTHING.filter(({ type }) => types.some((wanted) => wanted === type)),
		dueDatesOf(window, leapDay),
	);

const known = new Map<string, DueDates>();

/** Worked out once for all runs of the properties. */
function dueDatesOf(window: DueWindow, leapDay: LeapDayPolicy): DueDates {
	if (window.from !== window.until) return dueDates(window, duePolicy({ leapDay }));
	const key = `${window.from} ${leapDay}`;
	const due = known.get(key) ?? dueDates(window, duePolicy({ leapDay }));
	known.set(key, due);
	return due;
}

/** What is due from one day to another, as `birthday 2026-11-23`. */
function due(
	dates: { birthday?: string; startDate?: string },
	[from, until]: readonly [string, string],
	types: readonly Type[] = TYPES,
	leapDay: LeapDayPolicy = 'february28',
): string[] {
	const occasions = occasionsDueWithin(
		{
			birthday: dates.birthday === undefined ? null : dayOfYear(dates.birthday),
			startDate: dates.startDate === undefined ? null : civil(dates.startDate),
		},
		types,
		{ from: civil(from), until: civil(until) },
		leapDay,
	);
	return occasions.map(({ type, date, years }) =>
		[type, ...(years === null ? [] : [String(years)]), date].join(' '),
	);
}

const onDay = (day: string) => [day, day] as const;

describe('a birthday', () => {
	test.each([
		['11-23', '2026-11-23', ['birthday 2026-11-23'], 'on its day'],
		['11-23', '2026-11-22', [], 'the day before'],
		['11-23', '2026-11-24', [], 'the day after'],
		['02-29', '2027-02-28', ['birthday 2027-02-28'], '29 February, moved in 2027'],
		['02-29', '2027-03-01', [], '29 February, not a second time on 1 March 2027'],
		['02-29', '2028-02-28', [], '29 February, not a day early in 2028'],
		['02-29', '2028-02-29', ['birthday 2028-02-29'], '29 February, on its own day in 2028'],
		['02-29', '2028-03-01', [], '29 February, not a day late in 2028'],
		['02-29', '2100-02-28', ['birthday 2100-02-28'], '29 February, moved in 2100'],
		['02-28', '2028-02-28', ['birthday 2028-02-28'], '28 February of a leap year'],
	])('of %s on %s gives %j: %s', (birthday, day, expected) => {
		expect(due({ birthday }, onDay(day))).toEqual(expected);
	});

	test.each([
		['2027-02-28', []],
		['2027-03-01', ['birthday 2027-03-01']],
		['2028-02-29', ['birthday 2028-02-29']],
		['2028-03-01', []],
		['2100-03-01', ['birthday 2100-03-01']],
	])('of 29 February on %s with 1 March chosen gives %j', (day, expected) => {
		expect(due({ birthday: '02-29' }, onDay(day), TYPES, 'march1')).toEqual(expected);
	});

	test('is found on both sides of New Year', () => {
		const window = ['2026-12-28', '2027-01-04'] as const;
		expect(due({ birthday: '12-30' }, window)).toEqual(['birthday 2026-12-30']);
		expect(due({ birthday: '01-02' }, window)).toEqual(['birthday 2027-01-02']);
		expect(due({ birthday: '01-05' }, window)).toEqual([]);
		expect(due({ birthday: '12-27' }, window)).toEqual([]);
	});

	test('comes once for each year of a long window, oldest first', () => {
		expect(due({ birthday: '02-29' }, ['2026-02-28', '2029-02-28'])).toEqual([
			'birthday 2026-02-28',
			'birthday 2027-02-28',
			'birthday 2028-02-29',
			'birthday 2029-02-28',
		]);
	});

	test('that is not known is never due', () => {
		expect(due({}, ['2026-01-01', '2026-12-31'])).toEqual([]);
	});
});

describe('a work anniversary', () => {
	test.each([
		['2026-11-23', '2026-11-23', [], 'is none on the first day'],
		['2025-11-23', '2026-11-23', ['workAnniversary 1 2026-11-23'], 'comes after the first year'],
		['2016-11-23', '2026-11-23', ['workAnniversary 10 2026-11-23'], 'counts the years'],
		['2027-11-23', '2026-11-23', [], 'is none before the first day'],
		['2024-02-29', '2025-02-28', ['workAnniversary 1 2025-02-28'], 'of a leap day moves'],
		['2024-02-29', '2028-02-29', ['workAnniversary 4 2028-02-29'], 'of a leap day comes back'],
		['2024-02-29', '2028-02-28', [], 'of a leap day is not early'],
	])('of a start on %s on %s gives %j: it %s', (startDate, day, expected) => {
		expect(due({ startDate }, onDay(day), ['workAnniversary'])).toEqual(expected);
	});

	test('of a start on 29 February falls on 1 March when so chosen', () => {
		const [start, day] = ['2024-02-29', '2025-03-01'];
		expect(due({ startDate: start }, onDay(day), ['workAnniversary'], 'march1')).toEqual([
			'workAnniversary 1 2025-03-01',
		]);
	});

	test('counts by the year of its own date in a window over New Year', () => {
		const window = ['2026-12-28', '2027-01-04'] as const;
		expect(due({ startDate: '2025-12-30' }, window, ['workAnniversary'])).toEqual([
			'workAnniversary 1 2026-12-30',
		]);
		expect(due({ startDate: '2026-01-02' }, window, ['workAnniversary'])).toEqual([
			'workAnniversary 1 2027-01-02',
		]);
		expect(due({ startDate: '2026-12-30' }, window, ['workAnniversary'])).toEqual([]);
	});
});

describe('a start date', () => {
	test.each([
		['2026-11-23', ['startDate 2026-11-23'], 'on the day'],
		['2026-11-22', [], 'the day before'],
		['2027-11-23', [], 'a year later'],
	])('of 2026-11-23 on %s gives %j: %s', (day, expected) => {
		expect(due({ startDate: '2026-11-23' }, onDay(day), ['startDate'])).toEqual(expected);
	});

	test('on 29 February is that very day', () => {
		expect(due({ startDate: '2028-02-29' }, ['2028-02-01', '2028-03-31'], ['startDate'])).toEqual([
			'startDate 2028-02-29',
		]);
	});

	test('comes once, however long the window', () => {
		expect(due({ startDate: '2026-11-23' }, ['2020-01-01', '2035-01-01'], ['startDate'])).toEqual([
			'startDate 2026-11-23',
		]);
	});
});

describe('several kinds of occasion', () => {
	const everything = { birthday: '11-23', startDate: '2025-11-23' };

	test('are due on one day', () => {
		expect(due(everything, onDay('2026-11-23'))).toEqual([
			'birthday 2026-11-23',
			'workAnniversary 1 2026-11-23',
		]);
	});

	test('are due within one window', () => {
		expect(due(everything, ['2025-11-23', '2026-11-23'])).toEqual([
			'birthday 2025-11-23',
			'birthday 2026-11-23',
			'workAnniversary 1 2026-11-23',
			'startDate 2025-11-23',
		]);
	});

	test('are looked for only when they were chosen', () => {
		expect(due(everything, onDay('2026-11-23'), ['workAnniversary'])).toEqual([
			'workAnniversary 1 2026-11-23',
		]);
		expect(due(everything, onDay('2026-11-23'), [])).toEqual([]);
	});
});

describe('whatever the dates', () => {
	const anyDates = () =>
		fc.record({
			birthday: fc.option(anyDayOfYear()),
			startDate: fc.option(anyDate()),
		});

	test('an occasion lies within the window, on its due day', () => {
		fc.assert(
			fc.property(
				anyDates(),
				anyDate(),
				fc.nat(800),
				anyLeapDayPolicy(),
				(dates, from, length, policy) => {
					const until = addDays(from, length);
					for (const occasion of occasionsDueWithin(dates, TYPES, { from, until }, policy)) {
						expect(occasion.date >= from && occasion.date <= until).toBe(true);
						expect(occasion.dueDate).toBe(occasion.date);
					}
				},
			),
			RUNS,
		);
	});

	test('a work anniversary is of at least one year and counts from the start', () => {
		fc.assert(
			fc.property(anyDate(), anyDate(), anyLeapDayPolicy(), (startDate, from, policy) => {
				const window = { from, until: addDays(from, 1_500) };
				const dates = { birthday: null, startDate };
				for (const { years, date } of occasionsDueWithin(
					dates,
					['workAnniversary'],
					window,
					policy,
				)) {
					expect(years).toBeGreaterThanOrEqual(1);
					expect(years).toBe(yearOf(date) - yearOf(startDate));
					expect(date > startDate).toBe(true);
				}
			}),
			RUNS,
		);
	});

	test('day by day over four years finds what one big window finds, each birthday once a year', () => {
		const firstYear = fc.constantFrom(1998, 2023, 2026, 2028, 2097, 2100);
		fc.assert(
			fc.property(anyDates(), firstYear, anyLeapDayPolicy(), (dates, year, policy) => {
				const window = { from: civilDate(year, 1, 1), until: civilDate(year + 3, 12, 31) };
				const daily = daysFrom(window.from, window.until).flatMap((day) =>
					occasionsDueWithin(dates, TYPES, { from: day, until: day }, policy),
				);
				const ofType = (type: Type) => daily.filter((occasion) => occasion.type === type);
				const atOnce = occasionsDueWithin(dates, TYPES, window, policy);
				expect(TYPES.flatMap(ofType)).toEqual(atOnce);
				const years = dates.birthday === null ? [] : [year, year + 1, year + 2, year + 3];
				expect(ofType('birthday').map(({ date }) => yearOf(date))).toEqual(years);
			}),
			RUNS,
		);
	});

	test('cutting a window anywhere neither loses nor doubles an occasion', () => {
		const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 1_460 }), { maxLength: 12 });
		fc.assert(
			fc.property(anyDates(), anyDate(), cuts, anyLeapDayPolicy(), (dates, first, days, policy) => {
				const last = addDays(first, 1_460);
				const starts = [first, ...days.toSorted((a, b) => a - b).map((n) => addDays(first, n))];
				for (const type of TYPES) {
					const pieces = starts.flatMap((from, index) => {
						const next = starts[index + 1];
						const until = next === undefined ? last : addDays(next, -1);
						return occasionsDueWithin(dates, [type], { from, until }, policy);
					});
					const whole = occasionsDueWithin(dates, [type], { from: first, until: last }, policy);
					expect(pieces).toEqual(whole);
				}
			}),
			RUNS,
		);
	});
});

test('a birthday never says the age, even where the year of birth is known', () => {
	const window = { from: civil('2026-11-23'), until: civil('2026-11-23') };
	const due = dueDatesOf(window, 'february28');
	expect(dueOn(datesOf({ birthday: '1990-11-23' }), [birthday], due)).toMatchObject([
		{ type: 'birthday', date: '2026-11-23', years: null },
	]);
});

test('each occasion is due within its own days, or not at all', () => {
	const windows = new Map([
		['birthday', { from: civil('2026-11-23'), until: civil('2026-11-24') }],
		['startDate', { from: civil('2026-11-24'), until: civil('2026-11-24') }],
	]);
	const calendar = dueCalendar(EVERYTHING, (id) => windows.get(id) ?? null, duePolicy({}));
	expect(calendar.map(({ wanted, due }) => [wanted.id, [...due.byMonthDay.keys()]])).toEqual([
		[birthday.id, ['11-23', '11-24']],
		[startDate.id, ['11-24']],
	]);
});
