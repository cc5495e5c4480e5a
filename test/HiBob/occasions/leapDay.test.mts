import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isCivilDate, yearOf } from '../../../nodes/HiBob/occasions/civilDate.ts';
import { occurrenceInYear } from '../../../nodes/HiBob/occasions/leapDay.ts';
import type { LeapDayPolicy } from '../../../nodes/HiBob/occasions/leapDay.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { anyDayOfYear, anyLeapDayPolicy, dayOfYear } from './calendar.mts';

describe('29 February falls', () => {
	test.each<[number, LeapDayPolicy, string, string]>([
		[2027, 'february28', '2027-02-28', 'on 28 February of a common year by default'],
		[2027, 'march1', '2027-03-01', 'on 1 March of a common year when so chosen'],
		[2028, 'february28', '2028-02-29', 'on its own day in a leap year'],
		[2028, 'march1', '2028-02-29', 'on its own day in a leap year, whatever was chosen'],
		[2100, 'february28', '2100-02-28', 'on 28 February of 2100, which is no leap year'],
		[2100, 'march1', '2100-03-01', 'on 1 March of 2100, which is no leap year'],
		[2000, 'march1', '2000-02-29', 'on its own day in 2000'],
	])('in %i with %s on %s: %s', (year, policy, expected) => {
		expect(occurrenceInYear(dayOfYear('02-29'), year, policy)).toBe(expected);
	});
});

describe('every other day of the year', () => {
	test('falls on itself in every year, whatever the leap-day policy', () => {
		const year = fc.integer({ min: 1900, max: 2199 });
		fc.assert(
			fc.property(anyDayOfYear(), year, anyLeapDayPolicy(), (day, inYear, policy) => {
				const date = occurrenceInYear(day, inYear, policy);
				expect(isCivilDate(date)).toBe(true);
				expect(yearOf(date)).toBe(inYear);
				if (day !== '02-29') expect(date.slice(5)).toBe(day);
			}),
			RUNS,
		);
	});

	test('keeps the neighbours of the leap day apart from it', () => {
		expect(occurrenceInYear(dayOfYear('02-28'), 2027, 'march1')).toBe('2027-02-28');
		expect(occurrenceInYear(dayOfYear('03-01'), 2027, 'february28')).toBe('2027-03-01');
	});
});
