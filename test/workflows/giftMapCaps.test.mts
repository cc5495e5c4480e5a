import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CURRENCIES } from '../../nodes/Reachdesk/gifts/gift.ts';
import { isList } from '../../sandbox/n8n/answers.mts';
import { RUNS } from '../shared/propertyRuns.mts';
import { capRow, choose, chosen, due, EMPLOYER, idOf, row, SITE_COUNTRY } from './giftMap.mts';
import type { Facts, Item, Row } from './giftMap.mts';

/** Caps as rows of the Gift Map: which of them Choose Gift of Employee gifts hands to Send Gift. */

const capsOf = ({ row: of }: Item): unknown =>
	of instanceof Object ? Reflect.get(of, 'caps') : undefined;
const cap = (changes: Item = {}): Item => ({
	per: 'personYear',
	gifts: '1',
	amount: '',
	currency: '',
	giftCost: '',
	unknownCost: 'lastCost',
	...changes,
});

describe('a row with a cap and no campaign', () => {
	it.each([
		['Person and year', 'personYear'],
		['person & year', 'personYear'],
		['Per person per year', 'personYear'],
		[' PERSON  AND CALENDAR YEAR', 'personYear'],
		['personYear', 'personYear'],
		['Campaign and month', 'campaignMonth'],
		['campaign/month', 'campaignMonth'],
		['Team and month', 'teamMonth'],
		['team-month', 'teamMonth'],
		['Workflow and month', 'workflowMonth'],
		['workflow per month', 'workflowMonth'],
	])('says %j, which is %s', (written, per) => {
		const rows = [row({ id: 1 }), capRow({ cap: written })];
		expect(choose(rows).problem).toBeNull();
		expect(capsOf(chosen(rows))).toEqual([cap({ per })]);
	});

	it('gives its figures to Send Gift as they are written', () => {
		const money = { most_amount: ' 1249.50 ', currency: 'eur', cost_of_gift: '49.5' };
		const rows = [
			row({ id: 1 }),
			capRow({ most_gifts: 3 }),
			capRow({ most_gifts: '0', ...money }),
			capRow({ most_gifts: null, most_amount: 250, currency: 'USD' }),
		];
		expect(choose(rows).problem).toBeNull();
		expect(capsOf(chosen(rows))).toEqual([
			cap({ gifts: '3' }),
			cap({ gifts: '0', amount: '1249.50', currency: 'EUR', giftCost: '49.5' }),
			cap({ gifts: '', amount: '250', currency: 'USD' }),
		]);
	});

	it('decides nothing, wherever it stands, and covers no other row', () => {
		const limit = capRow({ id: 1, order: '1' });
		const rows = [limit, row({ id: 2, country: 'DE' }), row({ id: 3 })];
		expect(idOf(chosen(rows, { country: 'Germany' }))).toBe(2);
		expect(choose(rows).map).toMatchObject({ problem: null, warnings: [] });
		expect(chosen([limit])).toMatchObject({
			reason: 'noCampaign',
			explanation: expect.stringMatching(/^No row of the Gift Map fits birthday/),
		});
		const noGift = [limit, row({ no_gift: 'A donation instead' })];
		expect(chosen(noGift)).toMatchObject({ explanation: 'A donation instead' });
	});

	it.each([
		[{ occasion: 'Birthday' }, { type: 'birthday' }, { type: 'startDate' }],
		[
			{ occasion: 'Work anniversary', years_from: '5' },
			{ type: 'workAnniversary', years: 5 },
			{ type: 'workAnniversary', years: 4 },
		],
		[{ country: 'DE' }, { country: 'Germany' }, { country: 'France' }],
		[{ country: 'DE' }, { country: 'Germany' }, { country: null }],
		[{ site: 'berlin' }, { site: 'Berlin' }, { site: 'Bern' }],
		[{ employer: 'ACME' }, { employer: 'Acme' }, { employer: 'Other' }],
	])('holds for the gifts that meet its conditions: %j', (cells, inside, outside) => {
		const rows = [row({ id: 1 }), capRow(cells)];
		expect(capsOf(chosen(rows, inside))).toEqual([cap()]);
		expect(capsOf(chosen(rows, outside))).toEqual([]);
	});

	it('holds, with a team under wallet, for the gifts that this team pays', () => {
		const limit = capRow({ cap: 'Team and month', wallet: 'PEOPLE ' });
		const birthday = row({ occasion: 'Birthday', wallet: 'People' });
		const rows = [limit, birthday, row({ wallet: 'Sales', country: 'DE' }), row()];
		expect(capsOf(chosen(rows))).toEqual([cap({ per: 'teamMonth' })]);
		expect(capsOf(chosen(rows, { type: 'startDate', country: 'Germany' }))).toEqual([]);
		expect(capsOf(chosen(rows, { type: 'startDate' }))).toEqual([]);
	});

	it('holds also where HiBob does not show what it asks for: it can only limit', () => {
		const rows = [row({ id: 1 }), capRow({ country: 'DE' }), capRow({ employer: 'Acme' })];
		const hidden = { notReadable: [SITE_COUNTRY, EMPLOYER] };
		expect(chosen(rows, hidden)).toMatchObject({ row: { number: 1, caps: [cap(), cap()] } });
		expect(chosen(rows, { country: 'Zamunda' })).toMatchObject({ row: { caps: [cap()] } });
	});
});

describe('a row with a campaign and a cap', () => {
	it('limits its own gifts alone, together with all caps that hold for them', () => {
		const campaign = 'Campaign and month';
		const rows = [
			{ ...capRow({ id: 1, cap: campaign, most_gifts: '5', occasion: 'Birthday' }), ...OWN },
			capRow({ id: 2 }),
			row({ id: 3 }),
		];
		expect(choose(rows).problem).toBeNull();
		expect(chosen(rows)).toMatchObject({
			row: {
				number: 1,
				campaign: '1501',
				caps: [cap({ per: 'campaignMonth', gifts: '5' }), cap()],
			},
		});
		expect(chosen(rows, { type: 'startDate' })).toMatchObject({
			row: { number: 3, caps: [cap()] },
		});
	});

	it('cannot be used when its cap cannot, and keeps back what it may decide', () => {
		const rows = [{ ...capRow({ id: 1, cap: 'Month', site: 'Berlin' }), ...OWN }, row({ id: 2 })];
		expect(choose(rows).problem).toMatch(/that it may decide\. Row 1: cap "Month" is not known/);
		expect(chosen(rows, { site: 'Berlin' })).toMatchObject({ outcome: 'refused' });
		expect(idOf(chosen(rows, { site: 'Bern' }))).toBe(2);
	});

	const OWN = { campaign: '1501', sender: 'gifts@example.com' };
});

const MONEY = { most_amount: '250', currency: 'EUR' };

describe('a cap that cannot be used', () => {
	it.each([
		[{ cap: 'Person and month' }, /cap "Person and month" is not known\. Use Person and year, /],
		[{ cap: 'Campaign and year' }, /is not known/],
		[{ cap: 'constructor' }, /is not known/],
		[{ cap: null }, /it has a limit, but the cap is empty\. Use Person/],
		[{ cap: '', most_gifts: null, cost_of_gift: '5' }, /the cap is empty/],
		[{ most_gifts: null }, /both most_gifts and most_amount are empty/],
		[{ most_gifts: '-1' }, /most_gifts "-1" is not a number/],
		[{ most_gifts: '1.5' }, /most_gifts "1.5" is not a number/],
		[{ most_gifts: 'two' }, /most_gifts "two" is not a number/],
		[{ ...MONEY, most_amount: '-5' }, /most_amount "-5" is not an amount such as 250/],
		[{ ...MONEY, most_amount: '1,000' }, /most_amount "1,000" is not an amount/],
		[{ ...MONEY, most_amount: '249,50' }, /most_amount "249,50" is not an amount/],
		[{ ...MONEY, most_amount: '0.125' }, /most_amount "0.125" is not an amount/],
		[{ ...MONEY, most_amount: '1e3' }, /most_amount "1e3" is not an amount/],
		[{ ...MONEY, most_amount: '€250' }, /most_amount "€250" is not an amount/],
		[{ ...MONEY, most_amount: 1e21 }, /most_amount "1e\+21" is not an amount/],
		[{ ...MONEY, currency: null }, /it has most_amount, but the currency is empty/],
		[{ ...MONEY, currency: '€' }, /currency "€" is not one of AUD, CAD, .*USD/],
		[{ ...MONEY, currency: 'EURO' }, /currency "EURO" is not one of/],
		[{ ...MONEY, cost_of_gift: '-1' }, /cost_of_gift "-1" is not an amount such as 25/],
		[{ ...MONEY, cost_of_gift: '0' }, /cost_of_gift "0" is not an amount/],
		[{ ...MONEY, cost_of_gift: 'about 25' }, /cost_of_gift "about 25" is not an amount/],
		[{ currency: 'EUR' }, /it has a currency, but most_amount is empty/],
		[{ cost_of_gift: '25' }, /it has cost_of_gift, but most_amount is empty/],
		[{ no_gift: 'A donation' }, /it has both a cap and a reason under no_gift/],
		[{ sender: 'gifts@example.com' }, /it has a sender, but no campaign/],
		[{ wallet_id: '5101' }, /it has wallet_id, but no campaign/],
		[{ occasion: 'brithday' }, /occasion "brithday" is not known/],
		[{ years_from: 'five' }, /years_from "five" is not a number/],
	])('is named with what is wrong, and keeps back what it may limit: %j', (cells, words) => {
		const rows = [row({ id: 3 }), capRow({ country: 'DE', ...cells, id: 2 })];
		const { problem, run } = choose(rows);
		expect(problem).toMatch(words);
		expect(problem).toMatch(/^1 row of the Gift Map cannot be used, .* it may \w+\. Row 2: /);
		expect(run).toMatchObject({ run: { warnings: ['HiBob warns', problem] } });
		const years = { type: 'workAnniversary', years: 5 };
		expect(chosen(rows, { country: 'Germany', ...years })).toMatchObject({
			outcome: 'refused',
			explanation: expect.stringMatching(words),
		});
		expect(idOf(chosen(rows, { country: 'France', ...years }))).toBe(3);
	});

	it('says of all rows together what they may do', () => {
		const rows = [capRow({ id: 1, cap: 'Month' }), row({ id: 2, sender: '' })];
		expect(choose(rows).problem).toMatch(
			/^2 rows .* no gift is sent that they may decide or limit\. Row 1: cap .* Row 2: the sender/,
		);
		expect(choose(rows.slice(0, 1)).problem).toMatch(/that it may limit\. Row 1/);
		expect(chosen([capRow({ id: 1, cap: 'Month' }), row({ id: 2 })])).toMatchObject({
			outcome: 'refused',
			explanation: expect.stringMatching(
				/^Row 1 of the Gift Map may limit this gift, but cannot be used: cap "Month"/,
			),
		});
	});

	it('does not matter to a gift that there is not', () => {
		const rows = [capRow({ cap: 'Month' }), row({ no_gift: 'A donation instead' })];
		expect(chosen(rows)).toMatchObject({ reason: 'noCampaign' });
	});

	it('has a currency in which Reachdesk does not pay', () => {
		for (const currency of CURRENCIES) {
			expect(choose([row(), capRow({ ...MONEY, currency })]).problem).toBeNull();
		}
		const { problem } = choose([row(), capRow({ ...MONEY, currency: 'CHF' })]);
		expect(problem).toContain(CURRENCIES.join(', '));
	});
});

describe('a Gift Map made before there were caps', () => {
	it('works without their columns', () => {
		const old = row({ id: 1 });
		expect(old).not.toHaveProperty('cap');
		expect(choose([old]).problem).toBeNull();
		expect(chosen([old])).toMatchObject({ row: { number: 1, caps: [] } });
	});

	it.each(['cap', 'most_gifts', 'most_amount', 'currency', 'cost_of_gift'])(
		'sends nothing while only %s is missing: a limit could be lost',
		(column) => {
			const all = Object.entries(capRow({ id: 2, ...MONEY }));
			const without = Object.fromEntries(all.filter(([name]) => name !== column));
			const { gifts, problem } = choose([without], [due()]);
			expect(problem).toMatch(`The data table Gift Map has no column ${column}, so no gift`);
			expect(gifts).toMatchObject([{ outcome: 'refused' }]);
		},
	);
});

describe('whatever the caps are', () => {
	const countries = fc.constantFrom('Germany', 'France', null);
	const occasions = fc.constantFrom('birthday', 'startDate', null);
	const aCap = fc.record({ country: countries, occasion: occasions, gifts: fc.nat(99) });
	const aGift = fc.record({
		country: fc.constantFrom('Germany', 'France', 'Israel'),
		type: fc.constantFrom('birthday', 'startDate'),
		isHidden: fc.boolean(),
	});
	type Limit = typeof aCap extends fc.Arbitrary<infer T> ? T : never;

	it('a gift gets all that may be true of it, no other, and the row that it has without them', () => {
		fc.assert(
			fc.property(
				fc.array(aCap, { maxLength: 6 }),
				fc.array(aGift, { minLength: 1, maxLength: 10 }),
				(limits, gifts) => {
					const rows: Row[] = [row({ id: 1, occasion: 'Birthday' }), row({ id: 2 })];
					const written = limits.map(({ country, occasion, gifts: most }: Limit, index) =>
						capRow({ id: index + 3, country, occasion, most_gifts: String(most) }),
					);
					const facts = gifts.map(({ isHidden, ...gift }): Facts => ({
						...gift,
						...(isHidden ? { notReadable: [SITE_COUNTRY] } : {}),
					}));
					const before = choose(rows, facts.map(due)).gifts;
					const after = choose([...written, ...rows], facts.map(due)).gifts;
					expect(after.map(idOf)).toEqual(before.map(idOf));
					const sorted = (caps: unknown) =>
						(isList(caps) ? caps : []).map((one) => JSON.stringify(one)).sort();
					expect(after.map((gift) => sorted(capsOf(gift)))).toEqual(
						gifts.map(({ country, type, isHidden }) =>
							sorted(
								limits
									.filter((one) => one.country === null || one.country === country || isHidden)
									.filter((one) => one.occasion === null || one.occasion === type)
									.map(({ gifts: most }) => cap({ gifts: String(most) })),
							),
						),
					);
				},
			),
			RUNS,
		);
	});
});
