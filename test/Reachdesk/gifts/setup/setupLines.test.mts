import { describe, expect, it } from '@jest/globals';
import type { ListedSend } from '../../../../nodes/Reachdesk/gifts/listedSend.ts';
import {
	campaignLine,
	sendsByCampaign,
} from '../../../../nodes/Reachdesk/gifts/setup/campaignLines.ts';
import { otherCampaignLines } from '../../../../nodes/Reachdesk/gifts/setup/otherCampaignLines.ts';
import { plannedCostLines } from '../../../../nodes/Reachdesk/gifts/setup/plannedCost.ts';
import type { GiftPlan } from '../../../../nodes/Reachdesk/gifts/setup/plannedCost.ts';
import { senderLine } from '../../../../nodes/Reachdesk/gifts/setup/senderLine.ts';
import { walletLines } from '../../../../nodes/Reachdesk/gifts/setup/walletLines.ts';
import type { JsonObject } from '../../../../nodes/shared/jsonObject.ts';

const NOW = Date.parse('2026-11-25T09:00:00Z');
const NINETY_DAYS = { days: 90, now: NOW };
const PAGES = 'https://app.reachdesk.com';
const SENDER = 'gifts@example.com';

let made = 0;

interface Sent {
	campaignId?: number;
	name?: string | null;
	email?: string;
	on?: string;
	status?: string;
	cost?: unknown;
}

/** A send as Reachdesk lists it. */
function send({
	campaignId = 1501,
	name = 'Birthday',
	email = 'ada@example.com',
	on = '2026-11-20',
	status = 'processed',
	cost = { amount: 25, currency: 'USD' },
}: Sent = {}): ListedSend {
	made += 1;
	const createdAt = `${on}T10:00:00.000Z`;
	const campaign = { id: campaignId, name };
	const row = { id: made, email, status, campaign, cost, created_at: createdAt };
	return { id: String(made), email, campaignId, createdAt, row };
}

const transaction = (one: ListedSend | null, more: JsonObject = {}): JsonObject => ({
	state: 'processed',
	currency: 'USD',
	source_wallet_name: 'People USD',
	send: one && { id: Number(one.id), campaign_name: 'Birthday', team_name: 'People' },
	created_by: { name: 'Gift Sender', email: SENDER },
	created_at: one?.createdAt ?? '2026-11-20T10:00:00.000Z',
	...more,
});

describe('the line of a campaign', () => {
	const lineOf = (...sends: ListedSend[]) => campaignLine(1501, sends, NINETY_DAYS, PAGES);

	it('is fine when it has sent lately', () => {
		expect(lineOf(send(), send({ on: '2026-11-02' }))).toEqual({
			check: 'Campaign',
			status: 'fine',
			finding: '"Birthday" (1501) sent 2 gifts in the last 90 days, the last on 2026-11-20',
			remedy: null,
			campaignId: '1501',
			campaignName: 'Birthday',
			gifts: 2,
			amount: null,
			currency: null,
		});
	});

	it('names the page to look at when it has never sent', () => {
		expect(lineOf()).toMatchObject({
			status: 'warning',
			finding: 'Campaign 1501 has sent no gift in the last 90 days',
			remedy: expect.stringContaining('https://app.reachdesk.com/campaigns/1501/settings'),
		});
	});

	it('does not say that it never sent when a row may be of it', () => {
		expect(campaignLine(1501, [], NINETY_DAYS, PAGES, true).finding).toBe(
			'Campaign 1501 has no readable gift in the last 90 days',
		);
	});

	it.each([
		['by its name sends by itself', send({ name: 'Automated birthday' }), /automated campaign/],
		['has been silent for 61 days', send({ on: '2026-09-24' }), /2026-09-24/],
		['has a last gift that waits', send({ status: 'Pending' }), /waits for review/],
	])('is a warning when it %s', (_, last, finding) => {
		const line = lineOf(last);
		expect(line).toMatchObject({ status: 'warning', finding: expect.stringMatching(finding) });
		expect(line.remedy).not.toBeNull();
	});

	it('is fine 59 days after its last gift, and when an older gift waits', () => {
		expect(lineOf(send({ on: '2026-09-27' })).status).toBe('fine');
		expect(lineOf(send(), send({ on: '2026-11-01', status: 'pending' })).status).toBe('fine');
	});

	it('does without a name', () => {
		expect(lineOf(send({ name: null }))).toMatchObject({
			status: 'fine',
			finding: expect.stringMatching(/^Campaign 1501 sent 1 gift /),
			campaignName: null,
		});
	});
});

describe('the line of the sender', () => {
	it('is fine when a transaction was made by this user, however the address is spelled', () => {
		const rows = [transaction(null), transaction(null, { created_at: '2026-10-01T00:00:00Z' })];
		expect(senderLine('Gifts@Example.com', rows, NINETY_DAYS)).toMatchObject({
			status: 'fine',
			finding:
				'Gifts@Example.com is a Reachdesk user: 2 transactions in the last 90 days, the last on 2026-11-20',
		});
	});

	it.each([[[]], [[{ created_by: null }, { created_by: { email: 7 } }, {}]]])(
		'is a warning when nobody knows them',
		(rows) => {
			expect(senderLine(SENDER, rows, NINETY_DAYS)).toMatchObject({
				status: 'warning',
				remedy: expect.stringContaining('no list of users'),
			});
		},
	);
});

describe('the lines of wallets', () => {
	const expected = { currency: null, teamName: null, sender: SENDER };
	const linesOf = (rows: JsonObject[], sends: ListedSend[], more = {}) =>
		walletLines([1501], rows, sendsByCampaign(sends), { ...expected, ...more }, NINETY_DAYS);

	it('name the wallet of the last gift, and say that no balance can be read', () => {
		const [old, last] = [send({ on: '2026-10-01' }), send()];
		const rows = [transaction(old, { source_wallet_name: 'Old USD' }), transaction(last)];
		expect(linesOf(rows, [last, old])).toEqual([
			expect.objectContaining({
				status: 'fine',
				finding:
					'The wallet "People USD", in USD, paid for the last gift of campaign 1501 on 2026-11-20',
				remedy: expect.stringContaining('does not return wallet balances'),
				currency: 'USD',
			}),
		]);
	});

	it('are one for each wallet, with its campaigns', () => {
		const sends = [send(), send({ campaignId: 1601 }), send({ campaignId: 1504 })];
		const [one, other, third] = sends;
		const rows = [
			transaction(one ?? null),
			transaction(other ?? null),
			transaction(third ?? null, { currency: 'GBP', source_wallet_name: 'People GBP' }),
		];
		const by = sendsByCampaign(sends);
		const lines = walletLines([1501, 1601, 1504], rows, by, expected, NINETY_DAYS);
		expect(lines.map(({ finding }) => finding)).toEqual([
			expect.stringContaining(
				'"People USD", in USD, paid for the last gifts of campaigns 1501, 1601',
			),
			expect.stringContaining('"People GBP", in GBP, paid for the last gift of campaign 1504'),
		]);
	});

	it('give away the wallet of nobody but the sender and teams', () => {
		const last = send();
		const ofUser = (email: string) =>
			transaction(last, {
				source_wallet_name: 'Paul Plain USD',
				created_by: { email },
				send: { id: Number(last.id), team_name: null },
			});
		expect(linesOf([ofUser('paul@example.com')], [last])[0]?.finding).toMatch(
			/^A wallet of another user, in USD,/,
		);
		expect(linesOf([ofUser(SENDER)], [last])[0]?.finding).toContain('"Paul Plain USD"');
	});

	it.each([
		['another currency', { currency: 'EUR' }, /instead of a wallet in EUR/],
		['another team', { teamName: 'Sales' }, /instead of the wallet of the team "Sales"/],
	])('are a warning for %s than expected', (_, more, finding) => {
		const last = send();
		expect(linesOf([transaction(last)], [last], more)).toEqual([
			expect.objectContaining({ status: 'warning', finding: expect.stringMatching(finding) }),
		]);
	});

	it('are fine for the team and currency that are expected', () => {
		const last = send();
		const lines = linesOf([transaction(last)], [last], { currency: 'USD', teamName: 'people' });
		expect(lines.map(({ status }) => status)).toEqual(['fine']);
	});

	it.each([
		['nothing was paid', () => []],
		[
			'what was paid was cancelled',
			(last: ListedSend) => [transaction(last, { state: 'cancelled' })],
		],
		['a refund came back', (last: ListedSend) => [transaction(last, { source_wallet_name: null })]],
		['a row says nothing', () => [{}, { send: null, source_wallet_name: 'X' }]],
	])('are a warning when %s', (_, rows) => {
		const last = send();
		expect(linesOf(rows(last), [last])).toEqual([
			expect.objectContaining({ check: 'Wallet', status: 'warning' }),
		]);
	});
});

describe('the lines of planned cost', () => {
	const plan = (gifts: [number, number][], more: Partial<GiftPlan> = {}): GiftPlan => ({
		gifts: new Map(gifts),
		withoutCampaign: 0,
		unknown: 0,
		days: null,
		...more,
	});
	const linesOf = (planned: GiftPlan, sends: ListedSend[], currency: string | null = null) =>
		plannedCostLines(planned, sendsByCampaign(sends), currency, NINETY_DAYS);
	const cost = (amount: unknown, currency: unknown = 'USD') => ({ amount, currency });

	it('multiply the last known cost, to the cent', () => {
		const sends = [send({ cost: cost(0.1) }), send({ on: '2026-11-01', cost: cost(99) })];
		expect(
			linesOf(plan([[1501, 3]], { days: { first: '2026-11-25', last: '2026-12-24' } }), sends),
		).toEqual([
			expect.objectContaining({
				status: 'fine',
				finding:
					'3 gifts from 2026-11-25 to 2026-12-24 will cost about 0.30 USD, if each costs as much as the last gift of its campaign',
				gifts: 3,
				amount: '0.30',
				currency: 'USD',
			}),
		]);
	});

	it('never add currencies', () => {
		const sends = [
			send({ cost: cost(25) }),
			send({ campaignId: 1503, cost: cost('45.50', 'EUR') }),
			send({ campaignId: 1601, cost: cost(50) }),
		];
		const lines = linesOf(
			plan([
				[1501, 2],
				[1503, 2],
				[1601, 1],
			]),
			sends,
		);
		expect(lines.map(({ amount, currency, gifts }) => [amount, currency, gifts])).toEqual([
			['91.00', 'EUR', 2],
			['100.00', 'USD', 3],
		]);
	});

	it.each([
		['has sent nothing', []],
		['tells no cost', [send({ cost: null })]],
		['tells a cost that is no amount', [send({ cost: cost('much') })]],
		['tells no currency', [send({ cost: cost(5, 'dollars') })]],
	])('name a campaign that %s, and do not count it', (_, sends) => {
		expect(linesOf(plan([[1501, 4]]), sends)).toEqual([
			expect.objectContaining({
				status: 'warning',
				finding: expect.stringMatching(/^4 gifts of .*1501.* are not counted/),
				campaignId: '1501',
				amount: null,
			}),
		]);
	});

	it('take the last cost that can be read', () => {
		const sends = [send({ cost: cost(null) }), send({ cost: cost(30) })];
		expect(linesOf(plan([[1501, 1]]), sends)[0]?.amount).toBe('30.00');
	});

	it('take the last cost in the currency that will be paid', () => {
		const sends = [send({ cost: cost(25, 'USD') }), send({ cost: cost(20, 'GBP') })];
		expect(linesOf(plan([[1501, 2]]), sends, 'GBP')[0]).toMatchObject({
			amount: '40.00',
			currency: 'GBP',
		});
		expect(linesOf(plan([[1501, 2]]), sends, 'EUR')[0]).toMatchObject({
			status: 'warning',
			finding: expect.stringContaining('has a cost in EUR'),
		});
	});

	it('say when nothing is planned, and what was not counted', () => {
		expect(linesOf(plan([[1501, 0]]), [])).toEqual([
			expect.objectContaining({ status: 'fine', finding: 'No gifts are planned', gifts: 0 }),
		]);
		const lines = linesOf(plan([], { withoutCampaign: 2, unknown: 1 }), []);
		expect(lines.map(({ status, finding }) => [status, finding])).toEqual([
			['warning', '2 occasions have no campaign and are not counted'],
			['warning', '1 incoming item is not an occasion and is not counted'],
		]);
	});
});

describe('the lines of other campaigns', () => {
	const linesOf = (people: string[], ...sends: ListedSend[]) =>
		otherCampaignLines([1501], people, sends, NINETY_DAYS);
	const other = (more: Sent = {}) =>
		send({ campaignId: 1801, name: 'Automated birthday', email: 'grace@example.com', ...more });

	it('find what the same people got, and who may send it', () => {
		const sends = [other({ email: 'GRACE@example.com' }), other({ on: '2026-10-05' }), send()];
		expect(linesOf(['grace@example.com'], ...sends)).toEqual([
			expect.objectContaining({
				status: 'warning',
				finding:
					'"Automated birthday" (1801) sent 2 gifts to 1 of the same 2 people in the last 60 days, the last on 2026-11-20. Its name suggests that it is the automation that n8n replaces',
				remedy: expect.stringContaining('switch it off'),
				campaignId: '1801',
				gifts: 2,
			}),
		]);
	});

	it.each([
		['Happy Birthday!', true],
		['Work Anniversary 5y', true],
		['Welcome pack', true],
		['New-hire box', true],
		['HiBob sync', true],
		['Customer thank-you', false],
		[null, false],
	])('%s is Its name suggests that it is the automation: %s', (name, isLikely) => {
		const [line] = linesOf(['grace@example.com'], other({ name }));
		expect(line?.finding).toContain(isLikely ? 'Its name suggests that it is' : 'It may be');
	});

	it('know the people of the own campaigns, too', () => {
		expect(linesOf([], send({ email: 'grace@example.com' }), other())[0]?.status).toBe('warning');
	});

	it.each([
		['somebody else', other({ email: 'eve@example.com' })],
		['somebody long ago', other({ on: '2026-09-20' })],
	])('are fine when another campaign sent to %s', (_, one) => {
		expect(linesOf(['grace@example.com'], one)).toEqual([
			expect.objectContaining({
				status: 'fine',
				finding: '1 person was checked. None got a gift from another campaign in the last 60 days',
			}),
		]);
	});

	it('say so when nobody is known', () => {
		expect(linesOf([], other())).toEqual([
			expect.objectContaining({
				status: 'warning',
				finding: expect.stringContaining('not checked'),
			}),
		]);
	});

	it('name ten campaigns, and count the rest', () => {
		const many = Array.from({ length: 12 }, (_, index) => other({ campaignId: 1801 + index }));
		const lines = linesOf(['grace@example.com'], ...many);
		expect(lines).toHaveLength(11);
		expect(lines.at(-1)?.finding).toMatch(/^2 more campaigns have sent/);
	});

	it('give away nobody', () => {
		expect(JSON.stringify(linesOf(['grace@example.com'], other()))).not.toContain('grace');
	});
});
