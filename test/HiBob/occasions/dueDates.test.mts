import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import { dueDates, dueDayOf } from '../../../nodes/HiBob/occasions/dueDates.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { anyDate, civil, DAYS_OF_THE_YEAR } from './calendar.mts';
import { anyRulesNear, duePolicy, everyDay, SUNDAY_TO_THURSDAY } from './duePolicies.mts';
import type { Rules } from './duePolicies.mts';
import { datesAround, naiveDueDay, naiveOccurrence } from './naive.mts';

describe('an occasion is due', () => {
	const NEW_YEAR = ['2027-01-01'];
	const SHUTDOWN = everyDay('2026-12-07', '2027-01-05');
	const FRIDAY_OFF = { weekdays: SUNDAY_TO_THURSDAY };

	test.each<[string, Rules, string, string]>([
		['2026-11-23', {}, '2026-11-23', 'on the day itself'],
		['2026-11-28', {}, '2026-11-28', 'on a Saturday that is not moved'],
		['2026-11-23', { daysBefore: 1 }, '2026-11-22', 'the day before, though it is a Sunday'],
		['2026-11-23', { daysBefore: 7 }, '2026-11-16', 'a week before'],
		['2027-01-30', { daysBefore: 60 }, '2026-12-01', '60 days before, in the year before'],
		['2028-03-01', { daysBefore: 1 }, '2028-02-29', 'on the leap day before 1 March'],
		['2027-03-01', { daysBefore: 1 }, '2027-02-28', 'on 28 February, without leap day'],
		['2028-04-29', { daysBefore: 60 }, '2028-02-29', '60 days before, on a leap day'],
		['2026-03-30', { daysBefore: 1 }, '2026-03-29', 'on a day of 23 hours in Europe'],
		['2026-10-26', { daysBefore: 1 }, '2026-10-25', 'on a day of 25 hours in Europe'],
		['2026-11-28', { shift: 'previous' }, '2026-11-27', 'on Friday for a Saturday'],
		['2026-11-28', { shift: 'next' }, '2026-11-30', 'on Monday for a Saturday'],
		[
			'2026-11-30',
			{ daysBefore: 1, shift: 'previous' },
			'2026-11-27',
			'on Friday: first a day before Monday, then back from Sunday',
		],
		[
			'2026-11-30',
			{ daysBefore: 1, shift: 'next' },
			'2026-11-30',
			'on Monday itself: a day before it, then ahead from Sunday',
		],
		[
			'2026-11-28',
			{ daysBefore: 1, shift: 'next' },
			'2026-11-27',
			'on Friday: days before come first, and then nothing needs to move',
		],
		[
			'2027-01-02',
			{ daysBefore: 1, shift: 'previous', holidays: NEW_YEAR },
			'2026-12-31',
			'on 31 December for 2 January, back from the holiday',
		],
		[
			'2028-01-02',
			{ daysBefore: 1, shift: 'previous' },
			'2027-12-31',
			'on 31 December for 2 January, back from a Saturday',
		],
		[
			'2026-12-31',
			{ shift: 'next', holidays: ['2026-12-31', '2027-01-01'] },
			'2027-01-04',
			'in the new year for 31 December',
		],
		[
			'2026-12-27',
			{ daysBefore: 1, shift: 'next', ...FRIDAY_OFF },
			'2026-12-27',
			'on Sunday where the weekend is Friday and Saturday',
		],
		[
			'2026-12-26',
			{ daysBefore: 1, shift: 'previous', ...FRIDAY_OFF },
			'2026-12-24',
			'on Thursday where the weekend is Friday and Saturday',
		],
		[
			'2026-12-25',
			{ daysBefore: 7, shift: 'previous', holidays: SHUTDOWN },
			'2026-12-04',
			'before a shutdown of 30 days',
		],
		[
			'2026-12-25',
			{ daysBefore: 7, shift: 'next', holidays: SHUTDOWN },
			'2027-01-06',
			'after a shutdown of 30 days, though the day itself has gone by',
		],
	])('for %s with %j on %s: %s', (date, rules, expected) => {
		expect(dueDayOf(civil(date), duePolicy(rules))).toBe(expected);
		expect(naiveDueDay(date, duePolicy(rules))).toBe(expected);
	});
});

describe('the due dates of one day', () => {
	const datesDueOn = (day: string, rules: Rules) => {
		const { byDate } = dueDates({ from: civil(day), until: civil(day) }, duePolicy(rules));
		return [...byDate.keys()];
	};

	test.each<[string, Rules, string[], string]>([
		['2026-11-23', {}, ['2026-11-23'], 'are its own'],
		['2026-11-28', { shift: 'previous' }, [], 'are none on a Saturday'],
		[
			'2026-11-27',
			{ shift: 'previous' },
			['2026-11-27', '2026-11-28', '2026-11-29'],
			'are those of the weekend too on a Friday',
		],
		[
			'2026-11-30',
			{ shift: 'next' },
			['2026-11-28', '2026-11-29', '2026-11-30'],
			'are those of the weekend too on a Monday',
		],
		[
			'2026-12-31',
			{ daysBefore: 3, shift: 'previous', holidays: ['2027-01-01'] },
			['2027-01-03', '2027-01-04', '2027-01-05', '2027-01-06'],
			'are those of the new year on its last working day',
		],
		[
			'2027-01-06',
			{ shift: 'next', holidays: everyDay('2026-12-07', '2027-01-05') },
			everyDay('2026-12-05', '2027-01-06'),
			'are those of a whole shutdown, and of the weekend before it',
		],
	])('%s with %j are %j: they %s', (day, rules, expected) => {
		expect(datesDueOn(day, rules)).toEqual(expected);
	});

	test('include 29 February by its stand-in, and 28 February by itself', () => {
		const window = { from: civil('2027-02-28'), until: civil('2027-02-28') };
		const day = { date: '2027-02-28', dueDate: '2027-02-28' };
		const { byDate, byMonthDay } = dueDates(window, duePolicy({}));
		expect([...byMonthDay]).toEqual([
			['02-28', [day]],
			['02-29', [day]],
		]);
		expect([...byDate]).toEqual([['2027-02-28', day]]);
	});
});

describe('whatever the window and the rules', () => {
	const anyCase = () =>
		anyDate().chain((from) =>
			fc.record({
				window: fc
					.oneof({ weight: 4, arbitrary: fc.nat(14) }, { weight: 1, arbitrary: fc.nat(120) })
					.map((length) => ({ from, until: addDays(from, length) })),
				policy: anyRulesNear(from).map(duePolicy),
			}),
		);

	test('exactly those dates are due that a naive reading of the rules finds', () => {
		fc.assert(
			fc.property(anyCase(), ({ window, policy }) => {
				const { byDate, byMonthDay } = dueDates(window, policy);
				const expected = new Map(
					datesAround(window.from, window.until, 250)
						.map((date) => ({ date, dueDate: naiveDueDay(date, policy) }))
						.filter(({ dueDate }) => dueDate >= window.from && dueDate <= window.until)
						.map((due) => [due.date, due]),
				);
				expect([...byDate]).toEqual([...expected]);

				const first = Number(window.from.slice(0, 4)) - 1;
				const years = [first, first + 1, first + 2, first + 3];
				const expectedDays = DAYS_OF_THE_YEAR.flatMap((day) => {
					const occurrences = years
						.map((year) => expected.get(naiveOccurrence(day, year, policy.leapDay)))
						.filter((due) => due !== undefined);
					return occurrences.length > 0 ? [[day, occurrences] as const] : [];
				});
				expect(new Map(byMonthDay)).toEqual(new Map(expectedDays));
			}),
			RUNS,
		);
	});

	test('every due date lies within the window', () => {
		fc.assert(
			fc.property(anyCase(), ({ window, policy }) => {
				const { byDate, byMonthDay } = dueDates(window, policy);
				for (const { dueDate } of [...byDate.values(), ...[...byMonthDay.values()].flat()]) {
					expect(dueDate >= window.from && dueDate <= window.until).toBe(true);
				}
			}),
			RUNS,
		);
	});

	test('cutting the window in two neither loses nor doubles a due date', () => {
		fc.assert(
			fc.property(anyCase(), fc.nat(), ({ window: { from, until }, policy }, cut) => {
				const length = (Date.parse(until) - Date.parse(from)) / 86_400_000;
				const middle = addDays(from, cut % (length + 1));
				const before = dueDates({ from, until: middle }, policy);
				const after = dueDates({ from: addDays(middle, 1), until }, policy);
				const whole = dueDates({ from, until }, policy);
				expect([...before.byDate, ...after.byDate]).toEqual([...whole.byDate]);
				for (const day of DAYS_OF_THE_YEAR) {
					const pieces = [before, after].flatMap(({ byMonthDay }) => byMonthDay.get(day) ?? []);
					if (pieces.length > 0 || whole.byMonthDay.has(day)) {
						expect(pieces).toEqual(whole.byMonthDay.get(day));
					}
				}
			}),
			RUNS,
		);
	});
});
