import { describe, expect, test } from '@jest/globals';
import { dueOccasion } from './dueOccasion.mts';
import { giftKey, isGiftKey, keysOfNextYears } from '../../../nodes/HiBob/occasions/giftKey.ts';
import fc from 'fast-check';
import { dueDates } from '../../../nodes/HiBob/occasions/dueDates.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { anyRulesNear, duePolicy } from './duePolicies.mts';
import type { Rules } from './duePolicies.mts';
import { anyDate, anyDayOfYear, civil, LEAP_DAY_POLICIES } from './calendar.mts';
import { naiveDaysAfter } from './naive.mts';
import {
	customDate,
	datesOf,
	daysAfterStart,
	dueOn,
	endOfProbation,
	EVERYTHING,
} from './wanted.mts';
import type { OccasionDates } from './wanted.mts';

const ID = '3332883884017713938';

describe('a gift key', () => {
	test.each([
		['birthday', '2026-11-23', `hibob:${ID}:birthday:2026`],
		['workAnniversary', '2026-11-23', `hibob:${ID}:workAnniversary:2026`],
		['startDate', '2026-11-23', `hibob:${ID}:startDate:2026`],
		['endOfProbation', '2026-11-23', `hibob:${ID}:endOfProbation:2026`],
		['daysAfterStart', '2026-11-23', `hibob:${ID}:daysAfterStart30:2026`],
	] as const)('of a %s on %s is %s', (type, date, expected) => {
		expect(giftKey(ID, dueOccasion(type, date))).toBe(expected);
	});

	test.each([
		[`hibob:${ID}:birthday:2026`, true],
		[`hibob:${ID}:work.custom.field_1:2026-11-23`, true],
		['hibob:1:x:1', true],
		[`a hibob:${ID}:birthday:2026`, false],
		[`hibob:${ID}:birthday:`, false],
		[`hibob:${ID}:birthday`, false],
		['hibob::birthday:2026', false],
		['hibob:1:birthday:2026\nx', false],
		['hibob:1::2026', false],
		['', false],
	])('has the form of one: %j %s', (text, expected) => {
		expect(isGiftKey(text)).toBe(expected);
	});

	test('bears the year of the occurrence, not of the day on which it is due', () => {
		const newYear = { ...dueOccasion('birthday', '2027-01-01'), dueDate: civil('2026-12-31') };
		expect(giftKey(ID, newYear)).toBe(`hibob:${ID}:birthday:2027`);
	});

	test('is the same when HiBob corrects the date within the year', () => {
		const before = giftKey(ID, dueOccasion('birthday', '2026-11-23'));
		expect(giftKey(ID, dueOccasion('birthday', '2026-12-01'))).toBe(before);
	});

	test('is another one for another employee, occasion or year', () => {
		const keys = [
			giftKey(ID, dueOccasion('birthday', '2026-11-23')),
			giftKey(ID, dueOccasion('birthday', '2027-11-23')),
			giftKey(ID, dueOccasion('workAnniversary', '2026-11-23')),
			giftKey('3332883884017713939', dueOccasion('birthday', '2026-11-23')),
		];
		expect(new Set(keys).size).toBe(keys.length);
	});

	test.each([
		['startDate', ['startDate:2025', 'startDate:2027']],
		['endOfProbation', ['endOfProbation:2025', 'endOfProbation:2027']],
		['daysAfterStart', ['daysAfterStart30:2025', 'daysAfterStart30:2027']],
		['birthday', []],
		['workAnniversary', []],
		['customDate', []],
	] as const)('of a %s may be of a year next to its own: %j', (type, expected) => {
		expect(keysOfNextYears(ID, dueOccasion(type, '2026-11-23'))).toEqual(
			expected.map((ending) => `hibob:${ID}:${ending}`),
		);
	});

	test('of a custom date that comes once has no year, so there are none next to it', () => {
		const day = { date: civil('2026-11-23'), dueDate: civil('2026-11-23'), years: null };
		const once = { type: 'customDate', field: 'a.b', repeat: 'once', ...day } as const;
		expect(keysOfNextYears(ID, once)).toEqual([]);
	});

	test('of a custom date has its field, with the year when it comes every year', () => {
		const day = { date: civil('2026-11-23'), dueDate: civil('2026-11-20'), years: null };
		const custom = { type: 'customDate', field: 'work.custom.field_1', ...day } as const;
		expect(giftKey(ID, { ...custom, repeat: 'yearly' })).toBe(
			`hibob:${ID}:work.custom.field_1:2026`,
		);
		expect(giftKey(ID, { ...custom, repeat: 'once' })).toBe(
			`hibob:${ID}:work.custom.field_1:2026-11-23`,
		);
	});

	const WANTED = [
		...EVERYTHING,
		customDate('work.custom.field_1', 'yearly'),
		customDate('work.custom.field_2', 'once'),
		endOfProbation,
		daysAfterStart(30),
	];

	/** The keys of everything that falls in a year, with the window a year wider on both sides. */
	const keysIn = (year: number, dates: OccasionDates, rules: Rules): string[] => {
		const window = {
			from: civil(`${String(year - 1)}-01-01`),
			until: civil(`${String(year + 1)}-12-31`),
		};
		return dueOn(dates, WANTED, dueDates(window, duePolicy(rules)))
			.filter(({ date }) => date.startsWith(String(year)))
			.map((occasion) => giftKey(ID, occasion));
	};

	test.each([2027, 2028, 2100])('is the same for both leap-day policies in %i', (year) => {
		const start = '2024-02-29';
		const dates = datesOf({
			birthday: '02-29',
			startDate: start,
			workAnniversary: start,
			'work.custom.field_1': '02-29',
		});
		const [one, other] = LEAP_DAY_POLICIES.map((leapDay) => keysIn(year, dates, { leapDay }));
		expect(one).toHaveLength(3);
		expect(other).toEqual(one);
	});

	test('does not depend on leap day, days before, weekends or holidays', () => {
		const anyCase = anyDate().chain((once) =>
			fc.record({
				once: fc.constant(once),
				start: anyDate(),
				birthday: anyDayOfYear(),
				yearly: fc.oneof(anyDate(), anyDayOfYear()),
				rules: anyRulesNear(once),
			}),
		);
		fc.assert(
			fc.property(anyCase, ({ once, start, birthday, yearly, rules }) => {
				const dates = datesOf({
					birthday,
					startDate: start,
					workAnniversary: start,
					'work.custom.field_1': yearly,
					'work.custom.field_2': once,
					endOfProbation: once,
					daysAfterStart30: naiveDaysAfter(once, -30),
				});
				const year = Number(once.slice(0, 4));
				const keys = keysIn(year, dates, {});
				expect(keys).toContain(`hibob:${ID}:work.custom.field_2:${once}`);
				expect(keys).toContain(`hibob:${ID}:birthday:${String(year)}`);
				expect(keys).toContain(`hibob:${ID}:endOfProbation:${String(year)}`);
				expect(keys).toContain(`hibob:${ID}:daysAfterStart30:${String(year)}`);
				expect(keysIn(year, dates, rules)).toEqual(keys);
			}),
			RUNS,
		);
	});
});
