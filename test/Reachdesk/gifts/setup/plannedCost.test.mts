import { describe, expect, test } from '@jest/globals';
import {
	currencyOf,
	lastCost,
	plannedCostLines,
} from '../../../../nodes/Reachdesk/gifts/setup/plannedCost.ts';
import { listed } from '../gifts.mts';

const LOOK_BACK = { days: 90, now: Date.parse('2026-11-25T09:00:00Z') };
const PLAN = { gifts: new Map<number, number>(), days: null, withoutCampaign: 0, unknown: 0 };
const sendFor = (amount: unknown, currency: unknown = 'USD', name: string | null = 'Birthdays') =>
	listed({ cost: { amount, currency }, campaign: { id: 1, name } });

test.each([
	['USD', 'USD'],
	[' EUR ', 'EUR'],
	['usd', null],
	['USDX', null],
	['XUSD', null],
	['US', null],
	['', null],
	[17, null],
	[null, null],
])('the currency %j is %j', (currency, read) => {
	expect(currencyOf(currency)).toBe(read);
});

describe('the last cost of a campaign', () => {
	test('is that of the newest gift with a cost, in the currency of the gifts', () => {
		const sends = [sendFor(-1), sendFor(null), sendFor(7, 'x'), sendFor(0), sendFor(25, 'EUR')];
		expect(lastCost(sends, null)).toEqual({ amount: 0n, currency: 'USD' });
		expect(lastCost(sends, 'EUR')?.currency).toBe('EUR');
		expect(lastCost(sends, 'GBP')).toBeNull();
		expect(lastCost([], null)).toBeNull();
	});
});

describe('the planned cost', () => {
	const linesOf = (
		plan: Partial<Parameters<typeof plannedCostLines>[0]>,
		sends: ReturnType<typeof sendFor>[] = [sendFor(25)],
		currency: string | null = null,
		days = 90,
	) =>
		plannedCostLines({ ...PLAN, ...plan }, new Map([[1, sends]]), currency, { ...LOOK_BACK, days });

	test.each([
		[1, '1 gift will', '25.00'],
		[3, '3 gifts will', '75.00'],
	])('of %i gifts', (gifts, begin, amount) => {
		expect(linesOf({ gifts: new Map([[1, gifts]]) })).toEqual([
			expect.objectContaining({
				check: 'Planned Cost',
				status: 'fine',
				finding: `${begin} cost about ${amount} USD, if each costs as much as the last gift of its campaign`,
				remedy: 'Compare it with the balance of the wallet in Reachdesk, and with your budget',
				gifts,
				amount,
				currency: 'USD',
			}),
		]);
	});

	test.each([
		[1, '1 gift of ', 'is', null, 1, 'the last 1 day has a cost'],
		[2, '2 gifts of ', 'are', 'EUR', 90, 'the last 90 days has a cost in EUR'],
	])('of %i gifts whose cost is not known', (gifts, begin, verb, currency, days, end) => {
		const [line, ...more] = linesOf(
			{ gifts: new Map([[1, gifts]]) },
			[sendFor(null)],
			currency,
			days,
		);
		expect(more).toEqual([]);
		expect(line).toMatchObject({
			check: 'Planned Cost',
			status: 'warning',
			remedy: 'Look up the price in the campaign in Reachdesk and add it',
			campaignId: '1',
			campaignName: 'Birthdays',
			gifts,
		});
		expect(line?.finding.startsWith(begin)).toBe(true);
		expect(line?.finding.endsWith(` ${verb} not counted: no gift of ${end}`)).toBe(true);
	});

	test('of nothing', () => {
		const days = { first: '2026-11-25', last: '2026-12-24' };
		expect(linesOf({ gifts: new Map([[1, 0]]), days })).toEqual([
			expect.objectContaining({
				check: 'Planned Cost',
				status: 'fine',
				finding: 'No gifts are planned from 2026-11-25 to 2026-12-24',
				remedy: null,
				gifts: 0,
			}),
		]);
		expect(linesOf({ unknown: 1 })).toHaveLength(1);
	});

	test.each([
		[1, '1 occasion has no campaign and is not counted'],
		[2, '2 occasions have no campaign and are not counted'],
	])('does not count %i occasions without a campaign', (withoutCampaign, finding) => {
		expect(linesOf({ withoutCampaign }).at(-1)).toMatchObject({
			check: 'Planned Cost',
			status: 'warning',
			finding,
			remedy: "If they should get a gift, set their campaign in 'Campaign of the Item'",
			gifts: withoutCampaign,
		});
	});

	test.each([
		[1, '1 incoming item is not an occasion and is not counted'],
		[2, '2 incoming items are not occasions and are not counted'],
	])('does not count %i items of another kind', (unknown, finding) => {
		expect(linesOf({ unknown })).toEqual([
			expect.objectContaining({
				check: 'Planned Cost',
				status: 'warning',
				finding,
				remedy:
					"Check whether the node before failed. It should be HiBob: Get Upcoming Occasions. For other items, set the campaign in 'Campaign of the Item'",
			}),
		]);
	});
});
