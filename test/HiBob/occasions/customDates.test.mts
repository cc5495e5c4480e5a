import { describe, expect, test } from '@jest/globals';
import { anniversaryYears } from '../../../nodes/HiBob/occasions/anniversaryYears.ts';
import { dueDates } from '../../../nodes/HiBob/occasions/dueDates.ts';
import type { Repeat } from '../../../nodes/HiBob/occasions/catalogue.ts';
import { civil } from './calendar.mts';
import { duePolicy } from './duePolicies.mts';
import type { Rules } from './duePolicies.mts';
import { customDate, datesOf, dueOn, startDate, workAnniversary } from './wanted.mts';

const window = (from: string, until: string, rules: Rules = {}) =>
	dueDates({ from: civil(from), until: civil(until) }, duePolicy(rules));

/** What of a custom date is due, as `2026-11-23 due 2026-11-20 years 1`. */
function due(value: string, repeat: Repeat, days: ReturnType<typeof window>) {
	const field = 'work.custom.field_1';
	return dueOn(datesOf({ [field]: value }), [customDate(field, repeat)], days).map(
		({ date, dueDate, years }) => `${date} due ${dueDate} years ${String(years)}`,
	);
}

describe('a custom date on a full date', () => {
	const FOUR_YEARS = window('2025-01-01', '2028-12-31');

	test.each<[string, Repeat, string[], string]>([
		[
			'2026-11-23',
			'yearly',
			['2027-11-23 due 2027-11-23 years 1', '2028-11-23 due 2028-11-23 years 2'],
			'comes every year from the one after its own on',
		],
		['2026-11-23', 'once', ['2026-11-23 due 2026-11-23 years null'], 'comes once on its date'],
		[
			'2024-02-29',
			'yearly',
			[
				'2025-02-28 due 2025-02-28 years 1',
				'2026-02-28 due 2026-02-28 years 2',
				'2027-02-28 due 2027-02-28 years 3',
				'2028-02-29 due 2028-02-29 years 4',
			],
			'moves with the leap day when it comes every year',
		],
		['2024-02-29', 'once', [], 'does not come again on a leap day when it comes once'],
		['2028-02-29', 'once', ['2028-02-29 due 2028-02-29 years null'], 'may be a leap day once'],
		['2029-01-01', 'yearly', [], 'does not come before its year'],
		['2020-05-04', 'once', [], 'does not come after its day when it comes once'],
	])('of %s %s gives %j: it %s', (value, repeat, expected) => {
		expect(due(value, repeat, FOUR_YEARS)).toEqual(expected);
	});

	test('follows days before and the working days', () => {
		const days = window('2026-12-31', '2026-12-31', {
			daysBefore: 1,
			shift: 'previous',
			holidays: ['2027-01-01'],
		});
		expect(due('2020-01-02', 'yearly', days)).toEqual(['2027-01-02 due 2026-12-31 years 7']);
		expect(due('2027-01-02', 'once', days)).toEqual(['2027-01-02 due 2026-12-31 years null']);
	});
});

describe('a custom date on a short date', () => {
	test('comes every year, and nobody knows how many years they are', () => {
		expect(due('11-23', 'yearly', window('2026-01-01', '2027-12-31'))).toEqual([
			'2026-11-23 due 2026-11-23 years null',
			'2027-11-23 due 2027-11-23 years null',
		]);
	});

	test('of 29 February follows the leap-day policy', () => {
		expect(
			due('02-29', 'yearly', window('2027-03-01', '2027-03-01', { leapDay: 'march1' })),
		).toEqual(['2027-03-01 due 2027-03-01 years null']);
		expect(due('02-29', 'yearly', window('2027-03-01', '2027-03-01'))).toEqual([]);
	});

	test('cannot come once', () => {
		expect(due('11-23', 'once', window('2026-01-01', '2027-12-31'))).toEqual([]);
	});
});

describe('several custom dates', () => {
	const wanted = [customDate('a', 'yearly'), customDate('b', 'once'), customDate('c', 'yearly')];

	test('are each looked up by field, and one that is empty is never due', () => {
		const found = dueOn(
			datesOf({ a: '11-23', b: '2026-11-23', d: '11-23' }),
			wanted,
			window('2026-11-23', '2026-11-23'),
		);
		const day = { type: 'customDate', date: '2026-11-23', dueDate: '2026-11-23', years: null };
		expect(found).toEqual([
			{ ...day, field: 'a', repeat: 'yearly' },
			{ ...day, field: 'b', repeat: 'once' },
		]);
	});
});

describe('work anniversaries in chosen years', () => {
	const years = (text: string, start: string): (number | null)[] =>
		dueOn(
			datesOf({ workAnniversary: civil(start) }),
			[workAnniversary(anniversaryYears(text))],
			window('2024-01-01', '2037-12-31'),
		).map((occasion) => occasion.years);

	test.each([
		['1, 3, 5, 10+', [1, 3, 5, 10, 11, 12, 13], 'only in those'],
		['10+, 2', [2, 10, 11, 12, 13], 'in any order of writing'],
		['', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], 'every year when none is chosen'],
	])('%j come for the years %j: %s', (text, expected) => {
		expect(years(text, '2024-02-29')).toEqual(expected);
	});

	test('count from the anniversary date, whatever the start date', () => {
		const found = dueOn(
			datesOf({ startDate: '2025-11-23', workAnniversary: '2016-11-23' }),
			[startDate, workAnniversary(anniversaryYears(''))],
			window('2026-11-23', '2026-11-23'),
		);
		expect(found).toEqual([
			{ type: 'workAnniversary', date: '2026-11-23', dueDate: '2026-11-23', years: 10 },
		]);
	});
});
