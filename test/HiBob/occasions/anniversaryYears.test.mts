import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
	anniversaryYears,
	EVERY_YEAR,
	isAnniversary,
} from '../../../nodes/HiBob/occasions/anniversaryYears.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { RUNS } from '../../shared/propertyRuns.mts';

/** Which of the years 0 to 12 count. */
const counting = (text: string): number[] => {
	const years = anniversaryYears(text);
	return Array.from({ length: 13 }, (_, count) => count).filter((count) =>
		isAnniversary(years, count),
	);
};

describe('a list of years', () => {
	test.each([
		['1, 3, 5, 10+', [1, 3, 5, 10, 11, 12], 'has single years, and every year from one on'],
		['', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 'may be empty, which is every year'],
		['  ', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 'may be blank, which is every year'],
		['1+', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 'may be every year'],
		['10+, 2', [2, 10, 11, 12], 'may stand in any order'],
		['10+, 8+', [8, 9, 10, 11, 12], 'begins with the lowest of two open years'],
		['3+, 5', [3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 'may have a year that counts anyway'],
		['5', [5], 'may be one year'],
		['5,5, 5', [5], 'may name a year twice'],
		[' 1 ,2,  3 ', [1, 2, 3], 'may have spaces anywhere between'],
		['1,\n2', [1, 2], 'may be written on several lines'],
		['99', [], 'may be far ahead'],
	])('%j counts %j: it %s', (text, expected) => {
		expect(counting(text)).toEqual(expected);
	});

	test('may go up to 99', () => {
		expect(isAnniversary(anniversaryYears('99'), 99)).toBe(true);
		expect(isAnniversary(anniversaryYears('99'), 98)).toBe(false);
		expect(isAnniversary(anniversaryYears('99+'), 120)).toBe(true);
	});

	test.each([
		['1,x', 'x', 'a letter'],
		['0', '0', 'the first day, which is no anniversary'],
		['0+', '0+', 'the first day and on'],
		['-1', '-1', 'a negative number'],
		['1.5', '1.5', 'a half'],
		['100', '100', 'a century'],
		[',', '', 'nothing on either side of a comma'],
		['1,,2', '', 'nothing between two commas'],
		['1, 2,', '', 'nothing after a comma'],
		['+', '+', 'a plus without a year'],
		['10++', '10++', 'two pluses'],
		['10 +', '10 +', 'a space before the plus'],
		['+10', '+10', 'a plus in front'],
		['01', '01', 'a leading zero'],
		['1 3', '1 3', 'no comma between'],
		['1;3', '1;3', 'a semicolon'],
		['1-5', '1-5', 'a range'],
		['1e1', '1e1', 'an exponent'],
		['٣', '٣', 'a digit of another script'],
	])('%j is refused, naming %j: %s', (text, named) => {
		expect(explanationOf(() => anniversaryYears(text))).toEqual({
			message: `'Anniversary Years' has "${named}"`,
			remedy: 'List whole years from 1 to 99 with commas between them, such as 1, 3, 5, 10+',
		});
	});

	test('counts exactly the years that it names, whatever they are', () => {
		const anyYear = () => fc.integer({ min: 1, max: 99 });
		fc.assert(
			fc.property(
				fc.uniqueArray(anyYear(), { minLength: 1, maxLength: 6 }),
				fc.option(anyYear()),
				fc.nat(120),
				(single, from, count) => {
					const parts = [...single.map(String), ...(from === null ? [] : [`${String(from)}+`])];
					const expected = single.includes(count) || (from !== null && count >= from);
					expect(isAnniversary(anniversaryYears(parts.join(', ')), count)).toBe(expected);
				},
			),
			RUNS,
		);
	});
});

describe('every year', () => {
	test.each([
		[-1, false, 'the year before the first day is none'],
		[0, false, 'the first day is none'],
		[1, true, 'the first is one'],
		[99, true, 'the ninety-ninth is one'],
	])('of %i counts: %s, %s', (count, expected) => {
		expect(isAnniversary(EVERY_YEAR, count)).toBe(expected);
	});
});
