import { describe, expect, jest, test } from '@jest/globals';
import type { Rules } from '../occasions/duePolicies.mts';
import { toDay } from './days.mts';
import { expectedAtSites } from './expectedAtSites.mts';
import type { PlainSettings } from './expectedItems.mts';
import { HOUR } from './everyHour.mts';
import type { HourlyRuns } from './everyHour.mts';
import { inWorker } from './inWorker.mts';
import { generatedPeople } from './people.mts';
import { ELSEWHERE, SITES, staysOf } from './sitePlan.mts';

const TEN_YEARS = process.env.TEN_YEARS === '1';
// one person in four at hand is enough for a year; TEN_YEARS=1 takes all of them, and 2023 to 2032
const COUNT = TEN_YEARS ? 2_000 : 500;

jest.setTimeout(7_200_000);

const everyHour = (runs: HourlyRuns) => inWorker('./everyHour.mts', 'everyHour', runs);

/** n8n is down for a night now and then, and for five days in each spring. */
function beatsOf(first: string, last: string): number[] {
	const [from, until] = [toDay(first) * 24, (toDay(last) + 1) * 24];
	const hours = Array.from({ length: until - from }, (_, index) => from + index);
	const isDown = (hour: number): boolean => {
		const day = Math.floor(hour / 24);
		return (day % 11 === 0 && hour % 24 < 13) || day % 365 < 5;
	};
	// not on the hour, as n8n's poll times are not
	return hours.filter((hour) => !isDown(hour)).map((hour) => hour * HOUR + 31 * 60_000);
}

type Plain = Omit<PlainSettings, 'weekend' | 'holidays'>;
const PLAIN: Plain = { daysBefore: 0, move: 0, leapDay: '02-28', counts: () => true };

describe('at eleven places from Honolulu to Kiritimati, whose people move, everyone gets each gift at their own hour', () => {
	test.concurrent.each<[string, number, Rules, Plain]>([
		['with the defaults', 2027, {}, PLAIN],
		[
			'on the next working day of their site',
			2026,
			{ shift: 'next', holidays: [...ELSEWHERE.holidays] },
			{ ...PLAIN, move: 1 },
		],
		[
			'3 days before, on the previous working day of their site',
			2028,
			{ daysBefore: 3, shift: 'previous', holidays: [...ELSEWHERE.holidays] },
			{ ...PLAIN, daysBefore: 3, move: -1 },
		],
	])('%s', async (_, oneYear, rules, plain) => {
		const [first, last] = TEN_YEARS
			? ['2023-01-01', '2032-12-31']
			: [`${String(oneYear)}-01-01`, `${String(oneYear)}-12-31`];
		const people = generatedPeople(COUNT, 2_027);
		const stays = staysOf(COUNT, 19, first, last);
		const beats = beatsOf(first, last);
		const found = await everyHour({ people, stays, rules, beats });
		const expected = expectedAtSites(people, stays, plain, beats);
		expect([...found.keys()]).toEqual([...expected.keys()]);
		for (const [instant, lines] of expected) {
			expect(found.get(instant)?.toSorted()).toEqual(lines.toSorted());
		}
		const lines = [...found.values()].flat();
		const keys = lines.map((line) => line.split(' ')[0]);
		expect(new Set(keys).size).toBe(keys.length);
		expect(lines.length).toBeGreaterThan(500);
		for (const { zone } of SITES) expect(lines.some((line) => line.includes(zone))).toBe(true);
	});
});
