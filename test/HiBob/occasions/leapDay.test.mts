import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysCelebratedOn } from '../../../nodes/HiBob/occasions/leapDay.ts';
import type { LeapDayPolicy } from '../../../nodes/HiBob/occasions/leapDay.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { anyDate, anyLeapDayPolicy, civil, DAYS_OF_THE_YEAR, daysFrom } from './calendar.mts';
import { naiveOccurrence } from './naive.mts';

describe('29 February is celebrated', () => {
	test.each<[string, LeapDayPolicy, string[], string]>([
		['2027-02-28', 'february28', ['02-28', '02-29'], 'on 28 February of a common year by default'],
		['2027-03-01', 'february28', ['03-01'], 'not once more on 1 March of that year'],
		['2027-02-28', 'march1', ['02-28'], 'not on 28 February when 1 March was chosen'],
		['2027-03-01', 'march1', ['03-01', '02-29'], 'on 1 March of a common year when so chosen'],
		['2028-02-28', 'february28', ['02-28'], 'not a day early in a leap year'],
		['2028-02-29', 'february28', ['02-29'], 'on its own day in a leap year'],
		['2028-02-29', 'march1', ['02-29'], 'on its own day in a leap year, whatever was chosen'],
		['2028-03-01', 'march1', ['03-01'], 'not a day late in a leap year'],
		['2100-02-28', 'february28', ['02-28', '02-29'], 'on 28 February 2100, no leap year'],
		['2100-02-28', 'march1', ['02-28'], 'not on 28 February 2100 when 1 March was chosen'],
		['2100-03-01', 'march1', ['03-01', '02-29'], 'on 1 March 2100 when so chosen'],
		['2100-03-01', 'february28', ['03-01'], 'not once more on 1 March 2100'],
		['2000-02-28', 'february28', ['02-28'], 'not a day early in 2000, a leap year'],
		['2000-02-29', 'march1', ['02-29'], 'on its own day in 2000'],
	])('%s with %s celebrates %j: %s', (date, policy, expected) => {
		expect(daysCelebratedOn(civil(date), policy)).toEqual(expected);
	});
});

describe('every date', () => {
	test('celebrates its own day, first of all', () => {
		fc.assert(
			fc.property(anyDate(), anyLeapDayPolicy(), (date, policy) => {
				expect(daysCelebratedOn(date, policy)[0]).toBe(date.slice(5));
			}),
			RUNS,
		);
	});
});

describe('every year', () => {
	test('celebrates each of the 366 days exactly once, where luxon’s calendar puts it', () => {
		const anyYear = fc.oneof(
			fc.integer({ min: 1900, max: 2199 }),
			fc.constantFrom(1900, 2000, 2100),
		);
		fc.assert(
			fc.property(anyYear, anyLeapDayPolicy(), (year, policy) => {
				const dates = daysFrom(civil(`${String(year)}-01-01`), civil(`${String(year)}-12-31`));
				const celebrated = dates.flatMap((date) =>
					daysCelebratedOn(date, policy).map((day) => `${day} on ${date}`),
				);
				const expected = DAYS_OF_THE_YEAR.map(
					(day) => `${day} on ${naiveOccurrence(day, year, policy)}`,
				);
				expect(celebrated.toSorted()).toEqual(expected.toSorted());
			}),
			RUNS,
		);
	});
});
