import axios from 'axios';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startReachdesk, type ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { fieldOf, get, giftBody, idsIn, trigger } from './reachdeskClient.mts';

const START = Date.parse('2026-03-04T09:00:00.000Z');
const LATER = '2026-03-05T09:00:00.000Z';
const USD_WALLET = 4101;

let sandbox: ReachdeskSandbox;
let now: number;

beforeEach(async () => {
	now = START;
	sandbox = await startReachdesk({ now: () => now });
});

afterEach(async () => {
	await sandbox.stop();
});

const balanceOf = (id: number) => sandbox.wallets.find((wallet) => wallet.id === id)?.balance;

const gift = async (changes: Record<string, unknown> = {}, campaignId = 1501) => {
	await trigger(sandbox, giftBody(changes), campaignId);
	now = Date.parse(LATER);
	return sandbox.sends.at(-1)?.id ?? 0;
};

const transactions = async (query: string) =>
	fieldOf((await get(sandbox, `/transactions?${query}`)).body, 'data');

const listedCost = async (id: number) =>
	fieldOf(fieldOf((await get(sandbox, `/sends/${String(id)}`)).body, 'data'), 'cost');

describe('a pending gift that a person approves', () => {
	test('is paid at that moment, and its transaction is processed', async () => {
		const id = await gift({ approved: 'false' });
		expect(balanceOf(USD_WALLET)).toBe(100_000);
		expect(await transactions('states[]=pending')).toMatchObject([
			{ amount: -25, send: { id }, state_updated_at: null },
		]);

		const approved = sandbox.approve(id);
		expect(approved).toMatchObject({ status: 'processed', pendingReason: null });
		expect(balanceOf(USD_WALLET)).toBe(99_975);
		expect(await transactions('states[]=pending')).toEqual([]);
		expect(await transactions('states[]=processed&transaction_types[]=campaign_sends')).toEqual([
			expect.objectContaining({
				amount: -25,
				created_at: '2026-03-04T09:00:00.000Z',
				state_updated_at: LATER,
				updated_at: LATER,
			}),
		]);
		expect(await listedCost(id)).toMatchObject({ amount: 25, state: 'processed' });
	});

	test('gets its order and its claim link', async () => {
		const asked = { approved: 'false', send_method: 'link', payment_currency: 'USD' };
		const id = await gift(asked, 1504);
		const approved = sandbox.approve(id);
		expect(approved.order).not.toBeNull();
		expect(approved.claimUrl).toBe(`https://claim.reachdesk.example/g/${String(id)}`);
	});

	test('waits for money and stock, whoever approves it', async () => {
		const poor = await gift({ payment_currency: 'NOK' });
		expect(() => sandbox.approve(poor)).toThrow('Wallet has insufficient funds');
		const birthday = sandbox.campaigns.find(({ id }) => id === 1501);
		if (birthday) birthday.inStock = false;
		const missing = await gift();
		expect(() => sandbox.approve(missing)).toThrow('Out of stock');
		expect(sandbox.sends.map(({ status }) => status)).toEqual(['pending', 'pending']);
	});

	test('is approved once', async () => {
		const id = await gift();
		expect(() => sandbox.approve(id)).toThrow(`Send ${String(id)} is not pending but processed`);
		expect(balanceOf(USD_WALLET)).toBe(99_975);
	});
});

test('a gift that is rejected is never paid, and its transaction is cancelled', async () => {
	const id = await gift({ approved: 'false' });
	expect(sandbox.reject(id)).toMatchObject({ status: 'rejected', pendingReason: null });
	expect(balanceOf(USD_WALLET)).toBe(100_000);
	expect(await transactions('transaction_types[]=campaign_sends')).toMatchObject([
		{ state: 'cancelled', amount: -25, send: { id }, state_updated_at: LATER },
	]);
	expect(idsIn((await get(sandbox, '/transactions?states[]=pending')).body)).toEqual([]);
	expect(() => sandbox.approve(id)).toThrow('is not pending but rejected');
	expect(() => sandbox.reject(id)).toThrow('is not pending but rejected');
});

describe('a refund', () => {
	test('is a transaction of its own, with the gift that it is for, and fills the wallet', async () => {
		const id = await gift({ payment_wallet_type: 'Team' });
		sandbox.refund(id);
		expect(balanceOf(5101)).toBe(50_000);
		const [paid] = sandbox.sends;
		expect(paid).toMatchObject({ status: 'processed', cost: 25, refunded: 25 });
		expect(await transactions('transaction_types[]=refund')).toEqual([
			{
				id: 1_000_001,
				transaction_type: 'refund',
				state: 'processed',
				currency: 'USD',
				amount: 25,
				send: {
					id,
					recipient_email: 'noa.levi@example.com',
					campaign_name: 'Birthday',
					team_name: 'People',
				},
				stock_shipment_order_number: null,
				merchandise_order_number: null,
				reference: 'Birthday',
				source_wallet_name: null,
				destination_wallet_name: 'People USD',
				created_by: { name: 'Gift Sender', email: 'gifts@example.com' },
				state_updated_at: LATER,
				created_at: LATER,
				updated_at: LATER,
			},
		]);
		expect(await transactions('transaction_types[]=campaign_sends')).toMatchObject([
			{ state: 'processed', amount: -25, send: { id } },
		]);
	});

	test('may be of a part, and never exceeds the cost, to the cent', async () => {
		const { id } = sandbox.addPastSend({
			email: 'ana@example.com',
			campaignId: 1501,
			createdAt: '2026-01-05T10:00:00.000Z',
			cost: 0.3,
		});
		sandbox.refund(id, 0.1);
		sandbox.refund(id, 0.1);
		expect(balanceOf(USD_WALLET)).toBe(100_000.2);
		expect(() => sandbox.refund(id, 0.11)).toThrow(`Of send ${String(id)}, 0.10 can be refunded`);
		sandbox.refund(id);
		expect(sandbox.sends[0]?.refunded).toBe(0.3);
		expect(balanceOf(USD_WALLET)).toBe(100_000.3);
		expect(await transactions('transaction_types[]=refund')).toMatchObject([
			{ amount: 0.1 },
			{ amount: 0.1 },
			{ amount: 0.1 },
		]);
		expect(() => sandbox.refund(id)).toThrow('0.00 can be refunded');
	});

	test('needs a gift that was paid', async () => {
		const id = await gift({ approved: 'false' });
		expect(() => sandbox.refund(id)).toThrow(`Send ${String(id)} has not been paid`);
		expect(() => sandbox.refund(5)).toThrow('The sandbox has no send 5');
	});

	test('can be narrowed by its own day', async () => {
		const id = await gift();
		sandbox.refund(id);
		const query = 'transaction_types[]=refund&user_ids[]=12&team_ids[]=21';
		expect(await transactions(`${query}&start_date=2026-03-05`)).toHaveLength(1);
		expect(await transactions(`${query}&end_date=2026-03-05`)).toEqual([]);
	});
});

describe('a gift of the past', () => {
	const past = { email: 'ana@example.com', campaignId: 1501, createdAt: '2026-01-05T10:00:00Z' };

	test('costs what its campaign costs, or what is said', () => {
		expect(sandbox.addPastSend(past).cost).toBe(25);
		expect(sandbox.addPastSend({ ...past, cost: 19.99 }).cost).toBe(19.99);
	});

	test('may have been paid in another currency, and by a team', async () => {
		const { id } = sandbox.addPastSend({ ...past, currency: 'GBP', team: 'People', cost: 20.5 });
		expect(await listedCost(id)).toMatchObject({ amount: 20.5, currency: 'GBP' });
		expect(await transactions('currencies[]=GBP&transaction_types[]=campaign_sends')).toMatchObject(
			[{ amount: -20.5, source_wallet_name: 'People GBP' }],
		);
	});

	test.each([
		['processed', 'processed'],
		['claimed', 'processed'],
		['pending', 'pending'],
		['rejected', 'cancelled'],
	])('that is %s has a transaction that is %s', async (status, state) => {
		const { id } = sandbox.addPastSend({ ...past, status });
		expect(await transactions('transaction_types[]=campaign_sends')).toMatchObject([
			{ state, send: { id } },
		]);
		expect(balanceOf(USD_WALLET)).toBe(100_000);
	});

	test('that is pending is approved like any other', () => {
		const { id } = sandbox.addPastSend({ ...past, status: 'pending', cost: 30 });
		sandbox.approve(id);
		expect(balanceOf(USD_WALLET)).toBe(99_970);
	});
});

test('what the page calls spent is less what came back', async () => {
	const id = await gift();
	await gift();
	sandbox.refund(id, 10.5);
	const page = await axios.get<string>(sandbox.pageUrl);
	expect(page.data).toContain('<dt>Spent</dt><dd>39.50 USD</dd>');
	expect(page.data).toContain('25.00 USD<small>10.50 USD refunded</small>');
	expect(page.data.match(/refunded/g)).toHaveLength(1);
});
