import { describe, expect, test } from '@jest/globals';
import type { Cap } from '../../../nodes/Reachdesk/gifts/caps.ts';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import {
	budgetInUse,
	expectedCost,
	overBudget,
	whyOverBudget,
} from '../../../nodes/Reachdesk/gifts/overBudget.ts';
import { Spending } from '../../../nodes/Reachdesk/gifts/spending.ts';
import type { LastCosts, Spent } from '../../../nodes/Reachdesk/gifts/spending.ts';
import { CAMPAIGN, EMAIL, giftTo } from './gifts.mts';

const NOW = Date.parse('2026-11-26T09:00:00Z');
const STARTS = {
	year: Date.parse('2026-01-01T00:00:00Z'),
	month: Date.parse('2026-11-01T00:00:00Z'),
};
const DOLLAR = 10_000n;

/** A gift to the person in the campaign, for 25 dollars. */
const spent = (changes: Partial<Spent> = {}): Spent => ({
	sendId: '1',
	email: EMAIL,
	campaignIds: [CAMPAIGN],
	team: null,
	at: NOW,
	isOfWorkflow: false,
	cost: new Map([['USD', 25n * DOLLAR]]),
	...changes,
});
const cap = (changes: Partial<Cap>): Cap => ({
	per: 'campaignMonth',
	gifts: null,
	amount: null,
	giftCost: null,
	unknownCost: 'lastCost',
	...changes,
});
const dollars = (most: bigint) => ({ most: most * DOLLAR, currency: 'USD' }) as const;
const euros = (most: bigint) => ({ most: most * DOLLAR, currency: 'EUR' }) as const;
const gift = (caps: readonly Cap[], request: Partial<Gift['request']> = {}): Gift => {
	const plain = giftTo();
	return { ...plain, caps, request: { ...plain.request, ...request } };
};
const NOTHING_KNOWN: LastCosts = { costs: new Map(), currencies: new Map() };
const lastCost = (currency: string, amount: bigint, paysIn?: string): LastCosts => ({
	costs: new Map([[CAMPAIGN, new Map([[currency, amount * DOLLAR]])]]),
	currencies: new Map(paysIn === undefined ? [] : [[CAMPAIGN, paysIn]]),
});
const why = (aGift: Gift, gifts: readonly Spent[] = [], last = NOTHING_KNOWN) =>
	whyOverBudget(aGift, {
		spending: new Spending(STARTS, gifts),
		last,
		periods: { year: '2026', month: 'November 2026' },
	});

describe('a cap on the number of gifts', () => {
	test.each([
		[3, 2, null],
		[
			2,
			2,
			'There are 2 gifts from this campaign in November 2026, and the cap is 2 per campaign and month. To send it, raise the cap',
		],
		[
			1,
			1,
			'There is 1 gift from this campaign in November 2026, and the cap is 1 per campaign and month. To send it, raise the cap',
		],
		[
			0,
			0,
			'There are 0 gifts from this campaign in November 2026, and the cap is 0 per campaign and month. To send it, raise the cap',
		],
	])('of %i, with %i so far: %j', (gifts, before, expected) => {
		const so = Array.from({ length: before }, () => spent());
		expect(why(gift([cap({ gifts })]), so)).toBe(expected);
	});

	test('per person and year counts all their addresses', () => {
		const perPerson = gift([cap({ per: 'personYear', gifts: 2 })]);
		const earlier = [
			spent({ at: STARTS.month - 1 }),
			spent({ email: 'noa@home.example', campaignIds: [7] }),
		];
		expect(why(perPerson, earlier)).toBeNull();
		expect(why({ ...perPerson, alsoAt: ['Noa@home.example'] }, earlier)).toBe(
			'There are 2 gifts to this person in 2026, and the cap is 2 per person and year. To send it, raise the cap',
		);
	});

	test('per team counts what that team pays, and needs to know which one', () => {
		const perTeam = (request: Partial<Gift['request']>) =>
			why(gift([cap({ per: 'teamMonth', gifts: 1 })], request), [spent({ team: 'People Team' })]);
		expect(perTeam({ team_name: 'People Team' })).toBeNull();
		expect(perTeam({ payment_wallet_type: 'User', team_name: 'People Team' })).toBeNull();
		expect(perTeam({ payment_wallet_type: 'Team', team_name: 'Sales' })).toBeNull();
		expect(perTeam({ payment_wallet_type: 'Team', team_name: ' people team ' })).toContain(
			'1 gift paid by this team in November 2026',
		);
		expect(perTeam({ payment_wallet_type: 'Team' })).toBe(
			"A cap counts what a team pays, but no team is set, so Reachdesk would choose it. Fill in 'Team Name' under 'Gift Fields'",
		);
	});

	test('per workflow counts what this workflow sent', () => {
		const perWorkflow = gift([cap({ per: 'workflowMonth', gifts: 1 })]);
		expect(why(perWorkflow, [spent()])).toBeNull();
		expect(why(perWorkflow, [spent({ isOfWorkflow: true })])).toContain(
			'1 gift from this workflow in November 2026',
		);
	});

	test('is one of several, and any of them holds the gift', () => {
		const [free, full] = [cap({ gifts: 9 }), cap({ per: 'personYear', gifts: 1 })];
		for (const caps of [
			[free, full],
			[full, free],
		]) {
			expect(why(gift(caps), [spent()])).toContain('1 gift to this person in 2026');
		}
		const teamless = cap({ per: 'teamMonth', gifts: 0 });
		expect(why(gift([teamless, full]), [spent()])).toContain('to this person');
		expect(why(gift([teamless, free]), [spent()])).toBeNull();
	});
});

describe('a cap on an amount', () => {
	const upTo = (amount: Cap['amount'], changes: Partial<Cap> = {}) => cap({ amount, ...changes });

	test('counts the gift itself, by the cost of the campaign’s last gift', () => {
		const last = lastCost('USD', 25n);
		expect(why(gift([upTo(dollars(75n))]), [spent(), spent()], last)).toBeNull();
		expect(why(gift([upTo(dollars(74n))]), [spent(), spent()], last)).toBe(
			'Gifts from this campaign in November 2026 cost USD 50.00 so far, this one costs about USD 25.00, and the cap is USD 74.00 per campaign and month. To send it, raise the cap',
		);
	});

	test('counts the gift by the cost that the user entered, first of all', () => {
		const entered = { giftCost: 30n * DOLLAR };
		for (const unknownCost of ['lastCost', 'hold'] as const) {
			const held = why(
				gift([upTo(dollars(54n), { ...entered, unknownCost })]),
				[spent()],
				lastCost('USD', 1n),
			);
			expect(held).toContain('this one costs about USD 30.00');
		}
		expect(why(gift([upTo(dollars(55n), entered)]), [spent()])).toBeNull();
	});

	test.each<[string, LastCosts, Cap['unknownCost']]>([
		['nothing is known', NOTHING_KNOWN, 'lastCost'],
		['another currency is known', lastCost('EUR', 25n), 'lastCost'],
		['the last cost must not be used', lastCost('USD', 25n), 'hold'],
	])('holds the gift when its cost is unknown: %s', (_, last, unknownCost) => {
		expect(why(gift([upTo(dollars(99n), { unknownCost })]), [], last)).toBe(
			"The cost of the gift in USD is unknown, and the cap is USD 99.00 per campaign and month. Fill in 'Cost of a Gift' in the cap",
		);
	});

	test('does not count gifts that are paid in another currency', () => {
		const tight = upTo(dollars(1n), { giftCost: 25n * DOLLAR });
		expect(why(gift([tight]))).toContain('the cap is USD 1.00');
		expect(why(gift([tight], { payment_currency: 'EUR' }))).toBeNull();
		expect(why(gift([tight]), [], lastCost('EUR', 25n, 'EUR'))).toBeNull();
		const chosen = gift([tight], { payment_currency: 'USD' });
		expect(why(chosen, [], lastCost('EUR', 25n, 'EUR'))).toContain('the cap is USD 1.00');
	});

	test('takes the only currency with an entered cost for that of the gift', () => {
		const tight = upTo(dollars(1n), { unknownCost: 'hold' });
		const inEuros = upTo(euros(99n), { giftCost: 25n * DOLLAR });
		expect(why(gift([tight, inEuros]))).toBeNull();
		expect(why(gift([tight, { ...inEuros, giftCost: null }]))).toContain('in USD is unknown');
		const inDollars = { ...tight, giftCost: 2n * DOLLAR };
		expect(why(gift([inDollars, inEuros]))).toContain('the cap is USD 1.00');
		expect(why(gift([inEuros, inDollars]))).toContain('the cap is USD 1.00');
		// a cost without an amount is in no currency
		expect(why(gift([tight, cap({ giftCost: 1n })]))).toContain('in USD is unknown');
	});
});

describe('earlier gifts of unknown cost', () => {
	const unknown = (changes: Partial<Spent> = {}) => spent({ cost: null, ...changes });
	const upTo = (most: bigint, unknownCost: Cap['unknownCost'] = 'lastCost') =>
		gift([
			cap({
				per: 'personYear',
				amount: dollars(most),
				giftCost: 25n * DOLLAR,
				unknownCost,
			}),
		]);
	const ABOUT_SOME =
		'The cost of some gifts to this person in 2026 is unknown, and the cap is USD 99.00 per person and year. Check them in Reachdesk, or cap the number of gifts instead';

	test('count as the last gift of their campaign did', () => {
		const gifts = [spent(), unknown(), unknown()];
		expect(why(upTo(70n), gifts, lastCost('USD', 10n))).toBeNull();
		expect(why(upTo(69n), gifts, lastCost('USD', 10n))).toContain('cost USD 45.00 so far');
	});

	test.each<[string, Spent, LastCosts, Cap['unknownCost']]>([
		['no gift of the campaign has a cost', unknown(), NOTHING_KNOWN, 'lastCost'],
		[
			'the campaign pays in that currency, and nobody knows how much',
			unknown(),
			{ costs: new Map(), currencies: new Map([[CAMPAIGN, 'USD']]) },
			'lastCost',
		],
		['the last cost must not be used', unknown(), lastCost('USD', 10n), 'hold'],
		['the campaign is unknown', unknown({ campaignIds: [] }), lastCost('USD', 10n), 'lastCost'],
	])('hold the gift when %s', (_, earlier, last, unknownCost) => {
		expect(why(upTo(99n, unknownCost), [earlier], last)).toBe(ABOUT_SOME);
	});

	test('do not count when their campaign pays in another currency', () => {
		const last = { costs: new Map(), currencies: new Map([[7, 'EUR']]) };
		const elsewhere = unknown({ campaignIds: [7] });
		expect(why(upTo(50n), [spent(), elsewhere], last)).toBeNull();
		expect(why(upTo(49n), [spent(), elsewhere], last)).toContain('cost USD 25.00 so far');
		const costs = new Map([[7, new Map([['USD', 10n * DOLLAR]])]]);
		const unlessTheyCost = why(upTo(49n), [spent(), elsewhere], { ...last, costs });
		expect(unlessTheyCost).toContain('cost USD 35.00 so far');
	});

	test('do not count any longer when they turn out not to be', () => {
		const spending = new Spending(STARTS, [unknown()]);
		spending.remove(unknown());
		const periods = { year: '2026', month: 'November 2026' };
		expect(whyOverBudget(upTo(25n), { spending, last: NOTHING_KNOWN, periods })).toBeNull();
	});
});

describe('the cost that is expected of a gift', () => {
	const entered = cap({ amount: dollars(99n), giftCost: 30n * DOLLAR });

	test.each<[string, Gift, LastCosts, unknown]>([
		['is that of the last one', gift([]), lastCost('USD', 25n, 'USD'), [['USD', 25n * DOLLAR]]],
		['is the entered one', gift([entered]), lastCost('USD', 25n, 'USD'), [['USD', 30n * DOLLAR]]],
		[
			'is the entered one, in whichever cap it stands',
			gift([cap({ amount: dollars(99n) }), entered]),
			lastCost('USD', 25n, 'USD'),
			[['USD', 30n * DOLLAR]],
		],
		[
			'is not what was entered for another currency',
			gift([entered], { payment_currency: 'EUR' }),
			lastCost('EUR', 25n),
			[['EUR', 25n * DOLLAR]],
		],
		[
			'is that of the last one beside a cap without a cost',
			gift([cap({ amount: dollars(99n) }), cap({ gifts: 3 })]),
			lastCost('USD', 25n, 'USD'),
			[['USD', 25n * DOLLAR]],
		],
		['is unknown without a currency', gift([]), lastCost('USD', 25n), null],
		['is unknown without a last one', gift([], { payment_currency: 'USD' }), NOTHING_KNOWN, null],
	])('%s', (_, aGift, last, expected) => {
		const cost = expectedCost(aGift, last);
		expect(cost === null ? null : [...cost]).toEqual(expected);
	});
});

describe('a gift that is held', () => {
	test('says why', () => {
		expect(overBudget('The cap is 1')).toEqual({
			outcome: 'overBudget',
			explanation: 'Nothing was sent. The cap is 1',
			gift: null,
		});
	});

	test('because of another execution is sent by the next run', () => {
		expect(budgetInUse.outcome).toBe('overBudget');
		expect(budgetInUse.explanation).toMatch(
			/Another execution of this workflow is sending under the same caps.*The next run/,
		);
	});
});
