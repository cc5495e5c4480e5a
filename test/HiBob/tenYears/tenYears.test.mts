import { describe, expect, jest, test } from '@jest/globals';
import { SUNDAY_TO_THURSDAY } from '../occasions/duePolicies.mts';
import type { Rules } from '../occasions/duePolicies.mts';
import type { Runs } from './everyDay.mts';
import { expectedItems } from './expectedItems.mts';
import type { PlainSettings } from './expectedItems.mts';
import { inWorker } from './inWorker.mts';
import { generatedPeople } from './people.mts';

const PEOPLE = generatedPeople(2_000, 2_026);
const TEN_YEARS = process.env.TEN_YEARS === '1';

jest.setTimeout(7_200_000);

const everyDay = (runs: Runs) => inWorker('./everyDay.mts', 'everyDay', runs);

/** The lines of a year, each with the day of its run. */
const inYear = (byDay: ReadonlyMap<string, readonly string[]>, year: string): string[] =>
	[...byDay]
		.filter(([day]) => day.startsWith(year))
		.flatMap(([day, lines]) => lines.map((line) => `${day} ${line}`))
		.toSorted();

const PLAIN: PlainSettings = {
	daysBefore: 0,
	move: 0,
	weekend: [6, 0],
	holidays: [],
	leapDay: '02-28',
	counts: () => true,
};
const YEARS = Array.from({ length: 11 }, (_, index) => String(2023 + index));
const HOLIDAYS = YEARS.flatMap((year) =>
	['01-01', '05-01', '12-24', '12-25', '12-26', '12-31'].map((day) => `${year}-${day}`),
);

describe('every day’s run over 2,000 people returns what a brute force finds, to the day', () => {
	// TEN_YEARS=1 runs all of 2023 to 2032; otherwise each of the settings has one year
	const cases: [string, number, Rules, string, PlainSettings][] = [
		['with the defaults', 2027, {}, '', PLAIN],
		[
			'3 days before, on the previous working day, with holidays and 1 March',
			2026,
			{ daysBefore: 3, shift: 'previous', holidays: HOLIDAYS, leapDay: 'march1' },
			'',
			{ ...PLAIN, daysBefore: 3, move: -1, holidays: HOLIDAYS, leapDay: '03-01' },
		],
		[
			'on the next working day, in the years 1, 3, 5, 10+',
			2028,
			{ shift: 'next' },
			'1, 3, 5, 10+',
			{ ...PLAIN, move: 1, counts: (years) => [1, 3, 5].includes(years) || years >= 10 },
		],
		[
			'a week before, on the next working day after Friday–Saturday weekends and holidays',
			2032,
			{ daysBefore: 7, shift: 'next', weekdays: SUNDAY_TO_THURSDAY, holidays: HOLIDAYS },
			'2, 6+',
			{
				...PLAIN,
				daysBefore: 7,
				move: 1,
				weekend: [5, 6],
				holidays: HOLIDAYS,
				counts: (years) => years === 2 || years >= 6,
			},
		],
	];

	test.concurrent.each(cases)('%s', async (_, oneYear, rules, years, plain) => {
		const [first, last] = TEN_YEARS ? [2023, 2032] : [oneYear, oneYear];
		const span = [`${String(first)}-01-01`, `${String(last)}-12-31`] as const;
		const items = await everyDay({ people: PEOPLE, rules, years, span });
		const expected = expectedItems(PEOPLE, plain, span);
		for (const year of YEARS.filter((each) => Number(each) >= first && Number(each) <= last)) {
			const found = inYear(items, year);
			expect(found.length).toBeGreaterThan(2_000);
			expect(found).toEqual(inYear(expected, year));
		}
	});
});
