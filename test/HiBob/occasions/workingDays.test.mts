import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { weekdayOf } from '../../../nodes/shared/civilDate.ts';
import {
	furthestShift,
	movedInto,
	onWorkingDay,
} from '../../../nodes/HiBob/occasions/workingDays.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { anyDate, civil, daysFrom } from './calendar.mts';
import { anyRulesNear, everyDay, SUNDAY_TO_THURSDAY, workingDays } from './duePolicies.mts';
import type { Rules } from './duePolicies.mts';
import { isOff } from './naive.mts';

/** Where a day goes with `sameDay`, `previous` and `next`. */
const moved = (date: string, rules: Omit<Rules, 'shift'>): string[] =>
	(['sameDay', 'previous', 'next'] as const).map((shift) =>
		onWorkingDay(civil(date), workingDays({ ...rules, shift })),
	);

describe('a day of the week', () => {
	test.each([
		['2026-11-23', '2026-11-23', '2026-11-23', 'Monday is worked'],
		['2026-11-24', '2026-11-24', '2026-11-24', 'Tuesday is worked'],
		['2026-11-25', '2026-11-25', '2026-11-25', 'Wednesday is worked'],
		['2026-11-26', '2026-11-26', '2026-11-26', 'Thursday is worked'],
		['2026-11-27', '2026-11-27', '2026-11-27', 'Friday is worked'],
		['2026-11-28', '2026-11-27', '2026-11-30', 'Saturday goes back a day, or two ahead'],
		['2026-11-29', '2026-11-27', '2026-11-30', 'Sunday goes back two days, or one ahead'],
		['2028-01-01', '2027-12-31', '2028-01-03', 'a New Year’s Saturday may go into the old year'],
		['2027-01-31', '2027-01-29', '2027-02-01', 'a Sunday may go into the next month'],
		['2032-02-29', '2032-02-27', '2032-03-01', 'a leap day may be a Sunday'],
	])('%s goes back to %s and on to %s: %s', (date, previous, next) => {
		expect(moved(date, {})).toEqual([date, previous, next]);
	});

	test.each([
		['2026-11-22', '2026-11-22', '2026-11-22', 'Sunday is worked'],
		['2026-11-23', '2026-11-23', '2026-11-23', 'Monday is worked'],
		['2026-11-26', '2026-11-26', '2026-11-26', 'Thursday is worked'],
		['2026-11-27', '2026-11-26', '2026-11-29', 'Friday goes back a day, or two ahead'],
		['2026-11-28', '2026-11-26', '2026-11-29', 'Saturday goes back two days, or one ahead'],
	])('with Friday–Saturday weekends, %s goes back to %s and on to %s: %s', (date, back, on) => {
		expect(moved(date, { weekdays: SUNDAY_TO_THURSDAY })).toEqual([date, back, on]);
	});

	test.each([
		[[3], '2026-11-26', '2026-11-25', '2026-12-02', 'one day a week is worked'],
		[[3], '2026-11-24', '2026-11-18', '2026-11-25', 'one day a week is worked, tomorrow'],
		[[1, 3, 5], '2026-11-24', '2026-11-23', '2026-11-25', 'every other day is worked'],
		[[1, 2, 3, 4, 5, 6, 7], '2026-11-29', '2026-11-29', '2026-11-29', 'every day is worked'],
	])('with weekdays %j, %s goes back to %s and on to %s: %s', (weekdays, date, back, on) => {
		expect(moved(date, { weekdays })).toEqual([date, back, on]);
	});
});

describe('holidays that are listed as weekdays only', () => {
	const ADVENT = everyDay('2026-12-21', '2027-01-08').filter((day) => weekdayOf(civil(day)) <= 5);
	const MONDAY_TO_THURSDAY = [1, 2, 3, 4];
	const TWO_WEEKS = [
		...everyDay('2026-12-21', '2026-12-24'),
		...everyDay('2026-12-28', '2026-12-31'),
	];

	test.each<[string, number[], string[], string, Rules['shift'], string]>([
		[
			'three weeks off lead on to a Monday',
			[1, 2, 3, 4, 5],
			ADVENT,
			'2026-12-19',
			'next',
			'2027-01-11',
		],
		[
			'three weeks off lead back to a Friday',
			[1, 2, 3, 4, 5],
			ADVENT,
			'2027-01-10',
			'previous',
			'2026-12-18',
		],
		['a short week and two off', MONDAY_TO_THURSDAY, TWO_WEEKS, '2026-12-18', 'next', '2027-01-04'],
		[
			'half a week, all of it off',
			[1, 2, 3],
			['2026-12-28', '2026-12-29', '2026-12-30'],
			'2026-12-24',
			'next',
			'2027-01-04',
		],
		['the only day of the week off', [1], ['2026-11-30'], '2026-11-24', 'next', '2026-12-07'],
	])('%s', (_, weekdays, holidays, date, shift, expected) => {
		const days = workingDays({ weekdays, holidays, ...(shift ? { shift } : {}) });
		expect(onWorkingDay(civil(date), days)).toBe(expected);
	});
});

describe('a holiday', () => {
	const CHRISTMAS = ['2026-12-25', '2026-12-26'];
	const EASTER = ['2027-03-26', '2027-03-29'];
	const FORTNIGHT = everyDay('2026-12-19', '2027-01-03');
	const MONTH = everyDay('2026-12-07', '2027-01-05');
	const YEAR_END = ['2026-12-31', '2027-01-01'];

	test.each<[string, string[], string, string, string]>([
		['2026-11-25', ['2026-11-25'], '2026-11-24', '2026-11-26', 'a single one in mid-week'],
		['2026-11-25', ['2025-11-25'], '2026-11-25', '2026-11-25', 'one of another year is none'],
		['2026-11-24', ['2026-11-25'], '2026-11-24', '2026-11-24', 'the day before one stays'],
		['2026-12-25', CHRISTMAS, '2026-12-24', '2026-12-28', 'a Friday, next to its weekend'],
		['2026-12-27', CHRISTMAS, '2026-12-24', '2026-12-28', 'a Sunday after a Friday off'],
		['2027-03-26', EASTER, '2027-03-25', '2027-03-30', 'Good Friday, with Easter Monday'],
		['2027-03-27', EASTER, '2027-03-25', '2027-03-30', 'the Saturday between the two'],
		['2027-03-29', EASTER, '2027-03-25', '2027-03-30', 'Easter Monday, with Good Friday'],
		['2026-12-31', YEAR_END, '2026-12-30', '2027-01-04', 'two in a row over New Year'],
		['2027-01-02', YEAR_END, '2026-12-30', '2027-01-04', 'the weekend after two in a row'],
		['2026-11-28', ['2026-11-28'], '2026-11-27', '2026-11-30', 'one that is a Saturday anyway'],
		['2026-12-19', FORTNIGHT, '2026-12-18', '2027-01-04', 'the first day of a fortnight'],
		['2026-12-26', FORTNIGHT, '2026-12-18', '2027-01-04', 'the middle of a fortnight'],
		['2027-01-03', FORTNIGHT, '2026-12-18', '2027-01-04', 'the last day of a fortnight'],
		['2026-12-07', MONTH, '2026-12-04', '2027-01-06', 'the first of 30 days'],
		['2026-12-25', MONTH, '2026-12-04', '2027-01-06', 'in the midst of 30 days'],
		['2027-01-05', MONTH, '2026-12-04', '2027-01-06', 'the last of 30 days'],
		['2026-12-05', MONTH, '2026-12-04', '2027-01-06', 'the weekend before 30 days'],
		['2026-12-04', MONTH, '2026-12-04', '2026-12-04', 'the working day before 30 days'],
	])('%s with %j goes back to %s and on to %s: %s', (date, holidays, previous, next) => {
		expect(moved(date, { holidays })).toEqual([date, previous, next]);
	});
});

describe('whatever the working days', () => {
	const anyCase = () =>
		anyDate().chain((date) => anyRulesNear(date).map((rules) => ({ date, rules })));

	test('the same day never moves, not even off a holiday', () => {
		fc.assert(
			fc.property(anyCase(), ({ date, rules }) => {
				expect(onWorkingDay(date, workingDays({ ...rules, shift: 'sameDay' }))).toBe(date);
			}),
			RUNS,
		);
	});

	test('the previous and the next one are the nearest worked days on their side', () => {
		fc.assert(
			fc.property(anyCase(), fc.constantFrom('previous', 'next'), ({ date, rules }, shift) => {
				const days = workingDays({ ...rules, shift });
				const day = onWorkingDay(date, days);
				expect(isOff(day, days)).toBe(false);
				expect(shift === 'previous' ? day <= date : day >= date).toBe(true);
				const passed = daysFrom(...inOrder(day, date)).filter((between) => between !== day);
				expect(passed.filter((between) => !isOff(between, days))).toEqual([]);
			}),
			RUNS,
		);
	});

	test('a worked day stays, and moving twice is moving once', () => {
		fc.assert(
			fc.property(anyCase(), ({ date, rules }) => {
				const day = onWorkingDay(date, workingDays(rules));
				expect(onWorkingDay(day, workingDays(rules))).toBe(day);
			}),
			RUNS,
		);
	});

	test('no day moves further than the furthest shift', () => {
		fc.assert(
			fc.property(anyCase(), ({ date, rules }) => {
				const days = workingDays(rules);
				const distance = Math.abs(Date.parse(onWorkingDay(date, days)) - Date.parse(date));
				expect(distance / 86_400_000).toBeLessThanOrEqual(furthestShift(days));
			}),
			RUNS,
		);
	});

	test('the ISO weekday is that of luxon’s calendar', () => {
		fc.assert(
			fc.property(anyDate(), (date) => {
				expect(isOff(date, { weekdays: new Set([weekdayOf(date)]), holidays: new Set() })).toBe(
					false,
				);
			}),
			RUNS,
		);
	});

	const inOrder = <T extends string>(one: T, other: T): [T, T] =>
		one < other ? [one, other] : [other, one];
});

describe('the dates that can be moved into a span', () => {
	// Friday to Monday
	const span = (shift: 'sameDay' | 'previous' | 'next', ...holidays: string[]) =>
		movedInto(civil('2026-11-20'), civil('2026-11-23'), workingDays({ shift, holidays }));

	test('are those of the span when nothing is moved', () => {
		expect(span('sameDay')).toEqual({ first: '2026-11-20', last: '2026-11-23' });
		expect(span('sameDay', '2026-11-19', '2026-11-24')).toEqual(span('sameDay'));
	});

	test('begin before it when days are moved on', () => {
		expect(span('next')).toEqual({ first: '2026-11-20', last: '2026-11-23' });
		expect(span('next', '2026-11-19', '2026-11-24')).toEqual({
			first: '2026-11-19',
			last: '2026-11-23',
		});
	});

	test('end after it when days are moved back', () => {
		expect(span('previous', '2026-11-19', '2026-11-24')).toEqual({
			first: '2026-11-20',
			last: '2026-11-24',
		});
	});
});

test('a day that stays is moved by nothing, however many holidays there are', () => {
	const holidays = ['2026-11-23', '2026-11-24'];
	expect(furthestShift(workingDays({ shift: 'sameDay', holidays }))).toBe(0);
	expect(furthestShift(workingDays({ shift: 'next', holidays }))).toBe(21);
});
