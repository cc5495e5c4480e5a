import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readLedger } from '../../../nodes/Reachdesk/gifts/ledger.ts';
import { readSends } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import { amountIn, shownAmount } from '../../../nodes/Reachdesk/gifts/money.ts';
import type { Cap } from '../../../nodes/Reachdesk/gifts/caps.ts';
import type { SingleGift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { whyOverBudget } from '../../../nodes/Reachdesk/gifts/overBudget.ts';
import { lastCosts, Spending, spentGifts } from '../../../nodes/Reachdesk/gifts/spending.ts';
import { CAMPAIGN, EMAIL, giftTo, sendRow } from './gifts.mts';

const NOW = Date.parse('2026-11-26T09:00:00Z');
const STARTS = {
	year: Date.parse('2026-01-01T00:00:00Z'),
	month: Date.parse('2026-11-01T00:00:00Z'),
};

const cost = (amount: unknown, currency: unknown = 'USD') => ({
	amount,
	currency,
	original_currency: currency,
});
const transaction = (changes: Readonly<Record<string, unknown>> = {}) => ({
	id: 1,
	transaction_type: 'campaign_sends',
	state: 'processed',
	currency: 'USD',
	amount: -25,
	send: { id: 4711, recipient_email: EMAIL, campaign_name: 'Birthdays', team_name: null },
	created_at: '2026-11-23T07:00:05.123Z',
	...changes,
});

const spendingOf = (sends: readonly unknown[], transactions: readonly unknown[] = []): Spending =>
	new Spending(
		STARTS,
		spentGifts(readSends(sends), readLedger(transactions), [], () => false, NOW),
	);
const inCampaign = (spending: Spending) => spending.total('campaignMonth', [String(CAMPAIGN)]);
const toPerson = (spending: Spending) => spending.total('personYear', [EMAIL]);

describe('amounts', () => {
	it.each([
		[25, 'USD 25.00'],
		['70.0', 'USD 70.00'],
		[-0.1, 'USD -0.10'],
		['0.0005', 'USD 0.0005'],
		[0.1 + 0.2, 'USD 0.30'],
		[0, 'USD 0.00'],
		[7, 'USD 7.00'],
		['7', 'USD 7.00'],
		[' 7.5 ', 'USD 7.50'],
		[9_999_999_999, 'USD 9999999999.00'],
		['+12.3400', 'USD 12.34'],
	])('reads %j', (value, text) => {
		const amount = amountIn(value);
		expect(amount === null ? null : shownAmount(amount, 'USD')).toBe(text);
	});

	it.each([
		[null],
		[''],
		['12,50'],
		['1e3'],
		[NaN],
		[Infinity],
		[1e10],
		[1e12],
		['0.00001'],
		[{}],
		[true],
	])('does not read %j', (value) => {
		expect(amountIn(value)).toBeNull();
	});

	it('adds cents exactly, however many', () => {
		const cents = fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 200 });
		fc.assert(
			fc.property(cents, (some) => {
				const sum = some.reduce((total, cent) => total + (amountIn(cent / 100) ?? 0n), 0n);
				expect(sum).toBe(BigInt(some.reduce((total, cent) => total + cent, 0)) * 100n);
			}),
		);
	});
});

describe('what caps count', () => {
	it('is what the transactions say, or the send where there is none', () => {
		const sends = [
			sendRow({ cost: cost(30) }),
			sendRow({ id: 4712, cost: cost('20.50') }),
			sendRow({ id: 4713, status: 'cancelled', cost: cost(20) }),
		];
		const { gifts, byCurrency } = inCampaign(spendingOf(sends, [transaction()]));
		expect(gifts).toBe(2);
		expect(byCurrency).toEqual(new Map([['USD', 455_000n]]));
	});

	it('holds a cancelled gift until its money is back', () => {
		const sends = [sendRow({ status: 'cancelled', cost: cost(25) })];
		expect(inCampaign(spendingOf(sends, [transaction()])).gifts).toBe(1);
		const refund = transaction({ id: 2, transaction_type: 'refund', amount: 25 });
		expect(inCampaign(spendingOf(sends, [transaction(), refund])).gifts).toBe(0);
	});

	it('skips what was rejected, and what was never paid', () => {
		const rejected = [sendRow({ status: 'rejected', cost: cost(25) })];
		expect(inCampaign(spendingOf(rejected, [transaction({ state: 'pending' })])).gifts).toBe(0);
		const sends = [sendRow({ cost: cost(25) })];
		expect(inCampaign(spendingOf(sends, [transaction({ state: 'cancelled' })])).gifts).toBe(0);
		const again = [transaction({ state: 'cancelled' }), transaction({ id: 2, amount: -30 })];
		expect(inCampaign(spendingOf(sends, again)).byCurrency).toEqual(new Map([['USD', 300_000n]]));
	});

	it('takes no notice of transactions without a send, however many', () => {
		const topUps = [1, 2, 3, 4].map((id) => transaction({ id, send: null, currency: null }));
		expect(readLedger([...topUps, transaction()]).size).toBe(1);
	});

	it('has what only the transactions know, by the name of the campaign', () => {
		const other = {
			id: 9,
			recipient_email: EMAIL.toUpperCase(),
			campaign_name: 'Birthdays',
			team_name: 'People',
		};
		const spending = spendingOf(
			[sendRow({ email: 'x@y.example' })],
			[transaction({ send: other })],
		);
		expect(inCampaign(spending).gifts).toBe(2);
		expect(toPerson(spending).gifts).toBe(1);
		expect(spending.total('teamMonth', ['people']).gifts).toBe(1);
	});

	it('has a gift whose cost cannot be read, apart from the amounts', () => {
		const sends = [
			sendRow({ cost: cost('many') }),
			sendRow({ id: 4712, cost: cost(20) }),
			sendRow({ id: 4713, cost: cost(20, null) }),
			sendRow({ id: 4714 }),
		];
		const total = inCampaign(spendingOf(sends));
		expect(total).toEqual({
			gifts: 4,
			byCurrency: new Map([['USD', 200_000n]]),
			unknown: new Map([[CAMPAIGN, 3]]),
		});
	});

	it('has a row that cannot be read where it says that it belongs, and nowhere else', () => {
		const spending = spendingOf([
			sendRow({ id: 4712, cost: cost(20), email: 'x@y.example' }),
			sendRow({ email: 'hidden' }),
			sendRow({ id: {}, campaign: { id: 'many', name: 'x' } }),
		]);
		expect(inCampaign(spending).gifts).toBe(2);
		expect(toPerson(spending).gifts).toBe(1);
		expect(spending.total('personYear', ['somebody@else.example']).gifts).toBe(0);
	});

	it('has an unreadable row without a readable address, campaign or transaction as nobody’s', () => {
		const sends = readSends([sendRow({ id: 7, email: 7, campaign: {} })]);
		expect(spentGifts(sends, readLedger([]), [], () => false, NOW)).toEqual([
			{
				sendId: '7',
				email: null,
				campaignIds: [],
				team: null,
				at: NOW,
				isOfWorkflow: false,
				cost: null,
			},
		]);
	});

	it('is nothing at first', () => {
		const spending = new Spending(STARTS);
		expect(inCampaign(spending)).toEqual(inCampaign(new Spending(STARTS, [])));
		expect(toPerson(spending)).toEqual(toPerson(new Spending(STARTS, [])));
	});

	it('has an unreadable row with what its transactions say of it', () => {
		const hidden = sendRow({ email: 'hidden', created_at: 7 });
		const known = { id: 4711, recipient_email: EMAIL, campaign_name: 'x', team_name: 'People' };
		const spending = spendingOf([hidden], [transaction({ send: known })]);
		expect(spending.total('personYear', [EMAIL])).toEqual({
			gifts: 1,
			byCurrency: new Map([['USD', 250_000n]]),
			unknown: new Map(),
		});
		expect(spending.total('teamMonth', ['people']).gifts).toBe(1);
		expect(spending.total('workflowMonth', ['this']).gifts).toBe(0);
		const refund = transaction({ id: 2, amount: 25 });
		expect(inCampaign(spendingOf([hidden], [transaction(), refund])).gifts).toBe(0);
		const lastMonth = transaction({ created_at: '2026-10-31T23:59:59.999Z' });
		expect(inCampaign(spendingOf([hidden], [lastMonth])).gifts).toBe(0);
		const ahead = transaction({ created_at: '2027-02-01T00:00:00.000Z' });
		expect(inCampaign(spendingOf([hidden], [ahead])).gifts).toBe(1);
		expect(toPerson(spendingOf([sendRow({ id: {} })], [transaction()])).gifts).toBe(2);
	});

	it('is of the team that the send names, else of the one in its transactions', () => {
		const ofTeams = (...teams: unknown[]) => {
			const sends = teams.map((team_name, at) => sendRow({ id: 4711 + at, team_name }));
			const send = { id: 4711, recipient_email: EMAIL, campaign_name: null, team_name: 'Sales' };
			const spending = spendingOf(sends, [transaction({ send })]);
			return ['people', 'sales'].map((team) => spending.total('teamMonth', [team]).gifts);
		};
		expect(ofTeams(' People ')).toEqual([1, 0]);
		expect(ofTeams('')).toEqual([0, 1]);
		expect(ofTeams(7)).toEqual([0, 1]);
		expect(ofTeams(null, 'People', '')).toEqual([1, 1]);
	});

	it('is once what is listed late, and has what is not listed at all', () => {
		const unlisted = {
			sendId: '4711',
			email: EMAIL,
			campaignIds: [CAMPAIGN],
			team: null,
			at: NOW,
			isOfWorkflow: true,
			cost: null,
		};
		const spent = (sendId: string | null, ...transactions: unknown[]) =>
			spentGifts(
				readSends([]),
				readLedger(transactions),
				[{ ...unlisted, sendId }],
				() => false,
				NOW,
			);
		expect(spent('4711', transaction())).toEqual([unlisted]);
		expect(spent(null, transaction())).toMatchObject([
			{ sendId: null },
			{
				sendId: '4711',
				campaignIds: [],
				isOfWorkflow: false,
				at: Date.parse('2026-11-23T07:00:05.123Z'),
			},
		]);
		const nameless = { id: 4711, recipient_email: null, campaign_name: null, team_name: null };
		expect(spent(null, transaction({ send: nameless, created_at: 'soon' }))).toMatchObject([
			{},
			{ email: null, campaignIds: [], at: NOW },
		]);
		const total = new Spending(STARTS, spent('4711')).total('workflowMonth', ['this']);
		expect(total).toEqual({
			gifts: 1,
			byCurrency: new Map(),
			unknown: new Map([[CAMPAIGN, 1]]),
		});
	});

	it('skips what was cancelled, in either spelling', () => {
		for (const status of ['cancelled', 'canceled']) {
			expect(inCampaign(spendingOf([sendRow({ status, cost: cost(25) })])).gifts).toBe(0);
		}
	});

	it('is of no campaign whose name is no text, and of no person without an address', () => {
		const sends = [sendRow({ campaign: { id: CAMPAIGN, name: 7 }, cost: cost(1) })];
		const other = { id: 9, recipient_email: 'hidden', campaign_name: null, team_name: null };
		const spending = spendingOf(sends, [transaction({ send: other })]);
		expect(inCampaign(spending).gifts).toBe(1);
		expect(spending.total('personYear', ['null', '']).gifts).toBe(0);
		expect(toPerson(spending).gifts).toBe(1);
	});

	it('is of its calendar month and year', () => {
		const made = (created_at: string, id: number) => sendRow({ id, created_at, cost: cost(1) });
		const spending = spendingOf([
			made('2026-11-01T00:00:00.000Z', 1),
			made('2026-10-31T23:59:59.999Z', 2),
			made('2026-01-01T00:00:00.000Z', 3),
			made('2025-12-31T23:59:59.999Z', 4),
		]);
		expect(inCampaign(spending).gifts).toBe(1);
		expect(toPerson(spending).gifts).toBe(3);
	});

	it('stops when many transactions cannot be read: then the API has changed', () => {
		const wrong = [1, 2, 3].map((id) => transaction({ id, amount: 'x' }));
		expect(() => readLedger(wrong)).toThrow('Reachdesk’s list of transactions are unreadable');
		expect(readLedger([7]).size).toBe(0);
	});
});

describe('the last cost of a campaign', () => {
	it('is that of its newest gift with a cost, in each currency', () => {
		const { sends } = readSends([
			sendRow({ id: 1, cost: cost('?') }),
			sendRow({ id: 3, cost: cost(20), created_at: '2026-11-22T07:00:00.000Z' }),
			sendRow({ id: 2, cost: cost(30) }),
			sendRow({ id: 4, cost: { amount: 9, currency: 'GBP', original_currency: 'EUR' } }),
		]);
		const { costs, currencies } = lastCosts(sends);
		expect(costs.get(CAMPAIGN)).toEqual(
			new Map([
				['USD', 300_000n],
				['GBP', 90_000n],
			]),
		);
		expect(currencies.get(CAMPAIGN)).toBe('USD');
		const unnamed = readSends([sendRow({ cost: { amount: 9, currency: 'GBP' } })]).sends;
		expect(lastCosts(unnamed).currencies.get(CAMPAIGN)).toBe('GBP');
		const chosen = { amount: 9, currency: 'GBP', original_currency: 'EUR' };
		const own = readSends([sendRow({ cost: chosen })]).sends;
		expect(lastCosts(own).currencies.get(CAMPAIGN)).toBe('EUR');
	});
});

describe('a gift under a cap on an amount', () => {
	const giftUnder = (changes: Partial<Cap>): SingleGift => ({
		...giftTo('somebody@work.example'),
		caps: [
			{
				per: 'campaignMonth',
				gifts: null,
				amount: { most: 1_000_000n, currency: 'USD' },
				giftCost: 250_000n,
				unknownCost: 'lastCost',
				...changes,
			},
		],
	});
	const whyWith = (sends: readonly unknown[], changes: Partial<Cap> = {}) =>
		whyOverBudget(giftUnder(changes), {
			spending: spendingOf(sends),
			last: lastCosts(readSends(sends).sends),
			periods: { month: 'November 2026', year: '2026' },
		});
	const unread = sendRow({ id: 1 });

	it('is held when nobody can say what the others cost', () => {
		expect(whyWith([unread])).toContain(
			'The cost of some gifts from this campaign in November 2026',
		);
		expect(whyWith([unread, sendRow({ id: 2, cost: cost(20) })])).toBeNull();
		expect(
			whyWith([unread, sendRow({ id: 2, cost: cost(20) })], { unknownCost: 'hold' }),
		).toContain('The cost of some gifts');
	});

	it('counts those at what the last gift of their campaign cost', () => {
		const three = [1, 2, 3].map((id) => sendRow({ id }));
		expect(whyWith([...three, sendRow({ id: 4, cost: cost('18.75') })])).toBeNull();
		expect(whyWith([...three, sendRow({ id: 4, cost: cost('18.76') })])).toContain('USD 75.04');
	});

	it('does not mind those of a campaign that is paid in another currency', () => {
		const euros = [unread, sendRow({ id: 2, cost: cost(20, 'EUR') })];
		const inDollars = { ...giftUnder({}).request, payment_currency: 'USD' } as const;
		const why = whyOverBudget(
			{ ...giftUnder({}), request: inDollars },
			{
				spending: spendingOf(euros),
				last: lastCosts(readSends(euros).sends),
				periods: { month: 'November 2026', year: '2026' },
			},
		);
		expect(why).toBeNull();
	});
});
