import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
	addDays,
	civilDate,
	dayIn,
	isCivilDate,
	isMonthDay,
	laterOf,
	monthDayOf,
	yearOf,
} from '../../nodes/shared/civilDate.ts';
import { RUNS } from './propertyRuns.mts';
import { anyDate, civil } from '../HiBob/occasions/calendar.mts';

describe('a text is a civil date', () => {
	test.each([
		['an ordinary day', '2026-11-23'],
		['the first day of a year', '2026-01-01'],
		['the last day of a year', '2026-12-31'],
		['29 February of a year that 4 divides', '2028-02-29'],
		['29 February of a century that 400 divides', '2000-02-29'],
		['28 February of a century that 400 does not divide', '1900-02-28'],
		['31 January', '2026-01-31'],
		['30 April', '2026-04-30'],
	])('%s: %s', (_, text) => {
		expect(isCivilDate(text)).toBe(true);
	});
});

describe('a text is no civil date', () => {
	test.each([
		['29 February of a common year', '2026-02-29'],
		['29 February 1900, which 400 does not divide', '1900-02-29'],
		['29 February 2100, which 400 does not divide', '2100-02-29'],
		['30 February', '2028-02-30'],
		['31 April', '2026-04-31'],
		['31 June', '2026-06-31'],
		['31 September', '2026-09-31'],
		['31 November', '2026-11-31'],
		['32 January', '2026-01-32'],
		['month 13', '2026-13-01'],
		['month 0', '2026-00-10'],
		['day 0', '2026-01-00'],
		['no leading zeros', '2026-1-5'],
		['a two-digit year', '26-01-05'],
		['a five-digit year', '12026-01-05'],
		['the locale form of HiBob', '15/01/2024'],
		['an instant', '2026-01-05T00:00:00Z'],
		['space around', ' 2026-01-05'],
		['a line break at the end', '2026-01-05\n'],
		['digits of another script', '٢٠٢٦-٠١-٠٥'],
		['nothing', ''],
	])('%s: %j', (_, text) => {
		expect(isCivilDate(text)).toBe(false);
	});
});

test.each([[['2026-11-25']], [20261125], [null], [undefined]])('%j is no day', (value) => {
	expect(dayIn(value)).toBeNull();
});

describe('a day of the year', () => {
	test.each([
		['02-29', true],
		['10-17', true],
		['12-31', true],
		['02-30', false],
		['04-31', false],
		['13-01', false],
		['00-01', false],
		['1-5', false],
		['2026-01-05', false],
		['', false],
	])('%s: %s', (text, expected) => {
		expect(isMonthDay(text)).toBe(expected);
	});

	test('is the date without its year', () => {
		expect(monthDayOf(civil('2028-02-29'))).toBe('02-29');
	});
});

describe('adding days', () => {
	test.each([
		['2026-12-31', 1, '2027-01-01', 'goes into the next year'],
		['2027-01-01', -1, '2026-12-31', 'goes back into the last year'],
		['2028-02-28', 1, '2028-02-29', 'stops at a leap day'],
		['2028-02-29', 1, '2028-03-01', 'leaves a leap day'],
		['2028-03-01', -1, '2028-02-29', 'goes back to a leap day'],
		['2027-02-28', 1, '2027-03-01', 'has no leap day in a common year'],
		['2100-02-28', 1, '2100-03-01', 'has no leap day in 2100'],
		['2000-02-28', 1, '2000-02-29', 'has a leap day in 2000'],
		['2028-02-29', 366, '2029-03-01', 'passes a year that begins with a leap day'],
		['2028-02-29', 1461, '2032-02-29', 'comes from leap day to leap day'],
		['2026-11-23', 0, '2026-11-23', 'of no day is the same day'],
		['2026-03-28', 1, '2026-03-29', 'is not disturbed by the start of summer time'],
		['2026-10-24', 2, '2026-10-26', 'is not disturbed by the end of summer time'],
	])('%s and %i days is %s: it %s', (date, days, expected) => {
		expect(addDays(civil(date), days)).toBe(expected);
	});

	test('agrees with luxon on any date', () => {
		fc.assert(
			fc.property(anyDate(), fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
				const expected = DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate();
				expect(addDays(date, days)).toBe(expected);
			}),
			RUNS,
		);
	});

	test('and taking them away again is the same date', () => {
		fc.assert(
			fc.property(anyDate(), fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
				expect(addDays(addDays(date, days), -days)).toBe(date);
			}),
			RUNS,
		);
	});

	test('cannot leave the years 0000 to 9999', () => {
		expect(() => addDays(civil('9999-12-31'), 1)).toThrow(RangeError);
		expect(() => addDays(civil('0000-01-01'), -1)).toThrow(RangeError);
	});
});

describe('a date', () => {
	test('made of its parts carries what overflows', () => {
		expect(civilDate(2026, 1, 32)).toBe('2026-02-01');
		expect(civilDate(2026, 13, 1)).toBe('2027-01-01');
		expect(civilDate(2027, 2, 29)).toBe('2027-03-01');
	});

	test('of an early year keeps its four digits', () => {
		expect(civilDate(50, 3, 1)).toBe('0050-03-01');
		expect(yearOf(civil('0050-03-01'))).toBe(50);
	});

	test('cannot be made of what are no numbers', () => {
		expect(() => civilDate(Number.NaN, 1, 1)).toThrow(RangeError);
	});

	test('is valid exactly where luxon finds it valid', () => {
		const parts = fc.tuple(
			fc.integer({ min: 1000, max: 9999 }),
			fc.integer({ min: 0, max: 13 }),
			fc.integer({ min: 0, max: 32 }),
		);
		fc.assert(
			fc.property(parts, ([year, month, day]) => {
				const two = (part: number) => String(part).padStart(2, '0');
				const text = `${String(year)}-${two(month)}-${two(day)}`;
				expect(isCivilDate(text)).toBe(DateTime.fromISO(text, { zone: 'utc' }).isValid);
			}),
			RUNS,
		);
	});
});

describe('two dates', () => {
	test('compare as strings in the order of the calendar', () => {
		fc.assert(
			fc.property(anyDate(), anyDate(), (one, other) => {
				expect(one < other).toBe(Date.parse(one) < Date.parse(other));
				expect(Date.parse(laterOf(one, other))).toBe(Math.max(Date.parse(one), Date.parse(other)));
			}),
			RUNS,
		);
	});
});

test('a day outside of four-digit years is an error that names it', () => {
	expect(() => civilDate(10_000, 1, 1)).toThrow('is outside of the years 0000 to 9999');
});
