import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysAfterStart as daysIn } from '../../../nodes/HiBob/occasions/daysAfterStart.ts';
import { dueDates } from '../../../nodes/HiBob/occasions/dueDates.ts';
import type { DueDates } from '../../../nodes/HiBob/occasions/dueDates.ts';
import {
	calendarOfHistory,
	firstHistory,
	ranOn,
	withRules,
} from '../../../nodes/HiBob/occasions/dueHistory.ts';
import { dueEntry, dueOccasions } from '../../../nodes/HiBob/occasions/dueOccasions.ts';
import { dueRulesOf, readDueRules } from '../../../nodes/HiBob/occasions/dueRules.ts';
import type { WantedOccasion } from '../../../nodes/HiBob/occasions/occasion.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { anyDate, civil } from './calendar.mts';
import { anyRulesNear, duePolicy } from './duePolicies.mts';
import type { Rules } from './duePolicies.mts';
import { naiveDaysAfter, naiveDueDay } from './naive.mts';
import { birthday, datesOf, daysAfterStart, dueOn, startDate } from './wanted.mts';

describe('a list of days after the start', () => {
	test.each([
		['30, 60, 90', [30, 60, 90], 'has several'],
		['90', [90], 'may be one'],
		['90, 30,60', [30, 60, 90], 'may stand in any order'],
		['30, 30', [30], 'may name a day twice'],
		[' 7 ,\n14', [7, 14], 'may have spaces and lines between'],
		['1, 730', [1, 730], 'goes from the day after the start to two years'],
	])('%j is %j: it %s', (text, expected) => {
		expect(daysIn(text, 0)).toEqual(expected);
	});

	const HOW_TO_LIST = 'List whole days from 1 to 730 with commas between them, such as 30, 60, 90';

	test.each([
		['30,x', 'x', 'a letter'],
		['0', '0', 'the start itself'],
		['-1', '-1', 'a negative number'],
		['1.5', '1.5', 'a half'],
		['731', '731', 'more than two years'],
		['2026', '2026', 'a year'],
		['30+', '30+', 'an open end'],
		['30,,60', '', 'nothing between two commas'],
		['30,', '', 'nothing after a comma'],
		['030', '030', 'a leading zero'],
		['30 60', '30 60', 'no comma between'],
		['30;60', '30;60', 'a semicolon'],
		['1e2', '1e2', 'an exponent'],
		['٣٠', '٣٠', 'digits of another script'],
	])('%j is refused, naming %j: %s', (text, named) => {
		expect(explanationOf(() => daysIn(text, 0))).toEqual({
			message: `'Days After Start' has "${named}"`,
			remedy: HOW_TO_LIST,
		});
	});

	test.each([[''], ['  ']])('that is empty (%j) is refused', (text) => {
		expect(explanationOf(() => daysIn(text, 0))).toEqual({
			message: "'Days After Start' is empty",
			remedy: HOW_TO_LIST,
		});
	});

	test('may fall due on the start date, and not before it', () => {
		expect(daysIn('14, 30', 14)).toEqual([14, 30]);
		expect(explanationOf(() => daysIn('30, 13', 14))).toEqual({
			message:
				"'Days After Start' has 13 and 'Days Before' is 14, so this falls due before the start date",
			remedy:
				"List days from 14 on, or lower 'Days Before' under When. If you need both, use two triggers",
		});
	});
});

const window = (from: string, until: string, rules: Rules = {}) =>
	dueDates({ from: civil(from), until: civil(until) }, duePolicy(rules));

/** What is due of a start, as `30 on 2026-12-23 due 2026-12-23 years null`. */
const due = (start: string, days: readonly number[], within: DueDates): string[] =>
	dueOccasions(
		() => start,
		days.map((number) => dueEntry(daysAfterStart(number), within)),
	).map((one) =>
		one.type === 'daysAfterStart'
			? `${String(one.days)} on ${one.date} due ${one.dueDate} years ${String(one.years)}`
			: one.type,
	);

describe('days after the start', () => {
	test.each([
		['2026-11-23', 30, '2026-12-23', 'in another month'],
		['2026-12-02', 30, '2027-01-01', 'in another year'],
		['2028-01-31', 30, '2028-03-01', 'over a leap day'],
		['2027-01-31', 30, '2027-03-02', 'over the end of a February without one'],
		['2028-02-29', 365, '2029-02-28', 'a year after a leap day'],
		['2026-11-23', 1, '2026-11-24', 'on the next day'],
		['2026-11-23', 730, '2028-11-22', 'two years later, a leap day between'],
	])('of %s, %i come on %s: %s', (start, days, expected) => {
		const found = due(start, [days], window('2026-01-01', '2029-12-31'));
		expect(found).toEqual([`${String(days)} on ${expected} due ${expected} years null`]);
	});

	test('come once for each number', () => {
		expect(due('2026-01-31', [30, 60, 90], window('2026-03-01', '2026-04-30'))).toEqual([
			'30 on 2026-03-02 due 2026-03-02 years null',
			'60 on 2026-04-01 due 2026-04-01 years null',
		]);
		expect(due('2025-01-31', [30, 60, 90], window('2026-01-01', '2026-12-31'))).toEqual([]);
	});

	test('do not follow the leap-day policy, because no day of the year is meant', () => {
		const [february, march] = (['february28', 'march1'] as const).map((leapDay) =>
			due('2028-01-30', [30], window('2028-02-01', '2028-03-31', { leapDay })),
		);
		expect(february).toEqual(['30 on 2028-02-29 due 2028-02-29 years null']);
		expect(march).toEqual(february);
	});

	test('do not count from a date without a year, nor from none', () => {
		const year = window('2026-01-01', '2026-12-31');
		expect(due('11-23', [30], year)).toEqual([]);
		expect(dueOn(datesOf({}), [daysAfterStart(30)], year)).toEqual([]);
	});

	test('are due where a naive reckoning finds them, whatever the rules', () => {
		const anyCase = anyDate().chain((start) =>
			fc.integer({ min: 1, max: 730 }).chain((days) =>
				fc.record({
					start: fc.constant(start),
					days: fc.constant(days),
					rules: anyRulesNear(civil(naiveDaysAfter(start, days))),
				}),
			),
		);
		fc.assert(
			fc.property(anyCase, ({ start, days, rules }) => {
				const date = naiveDaysAfter(start, days);
				const dueDate = naiveDueDay(date, duePolicy(rules));
				const expected = `${String(days)} on ${date} due ${dueDate} years null`;
				expect(due(start, [days], window(dueDate, dueDate, rules))).toEqual([expected]);
				const [before, after] = [-1, 1].map((away) => naiveDaysAfter(dueDate, away));
				for (const other of [before, after]) {
					if (other === undefined) continue;
					expect(due(start, [days], window(other, other, rules))).toEqual([]);
				}
			}),
			RUNS,
		);
	});
});

describe('days that are added to the list of a live trigger', () => {
	const day = (text: string) => civil(`2026-${text}`);
	const rulesOf = (rules: Rules, ...wanted: WantedOccasion[]) =>
		dueRulesOf(wanted, duePolicy(rules));

	/** What is due in the week to 23 November, of a start. */
	const dueBy = (
		[before, after]: readonly [Parameters<typeof rulesOf>, Parameters<typeof rulesOf>],
		wanted: WantedOccasion,
		start: string,
	): string[] => {
		const history = ranOn(
			withRules(firstHistory(rulesOf(...before), day('01-01')), rulesOf(...after), day('11-23')),
			day('11-23'),
			day('11-16'),
		);
		return dueOccasions(
			() => start,
			calendarOfHistory(history, [wanted], () => ({ from: day('11-16'), until: day('11-23') })),
		).map(({ date, dueDate }) => `${date} due ${dueDate}`);
	};

	const [thirty, sixty] = [daysAfterStart(30), daysAfterStart(60)];
	const added = [
		[{}, thirty],
		[{}, thirty, sixty],
	] as const;

	test('count from its publishing, and the others as before', () => {
		const at = (wanted: WantedOccasion, date: string, days: number) =>
			dueBy([[...added[0]], [...added[1]]], wanted, naiveDaysAfter(date, -days));
		expect(at(sixty, '2026-11-22', 60)).toEqual([]);
		expect(at(sixty, '2026-11-23', 60)).toEqual(['2026-11-23 due 2026-11-23']);
		expect(at(thirty, '2026-11-22', 30)).toEqual(['2026-11-22 due 2026-11-22']);
	});

	test('come with the next run when a changed rule moves them into the past', () => {
		const moved = [
			[{}, thirty],
			[{ daysBefore: 5 }, thirty],
		] as const;
		const at = (date: string) =>
			dueBy([[...moved[0]], [...moved[1]]], thirty, naiveDaysAfter(date, -30));
		expect(at('2026-11-25')).toEqual(['2026-11-25 due 2026-11-23']);
		expect(at('2026-11-28')).toEqual(['2026-11-28 due 2026-11-23']);
		expect(at('2026-11-29')).toEqual([]);
	});

	test('are remembered by their number', () => {
		const rules = rulesOf({}, birthday, sixty, thirty, startDate);
		expect(Object.keys(rules.occasions)).toEqual([
			'birthday',
			'daysAfterStart30',
			'daysAfterStart60',
			'startDate',
		]);
		expect(readDueRules(JSON.parse(JSON.stringify(rules)))).toEqual(rules);
	});
});
