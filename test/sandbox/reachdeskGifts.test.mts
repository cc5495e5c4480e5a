import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startReachdesk, type ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { fieldOf, get, giftBody, lastViolations, recipient, trigger } from './reachdeskClient.mts';

const PLAIN_SENDER = 'plain.sender@example.com';
const NOW = '2026-03-04T09:08:07.006Z';

let sandbox: ReachdeskSandbox;

beforeEach(async () => {
	sandbox = await startReachdesk({ now: () => Date.parse(NOW) });
});

afterEach(async () => {
	await sandbox.stop();
});

const balanceOf = (id: number) => sandbox.wallets.find((wallet) => wallet.id === id)?.balance;

describe('a triggered campaign', () => {
	test('answers flat, with the gift under the name of its type', async () => {
		const body = giftBody({ custom_attributes: [{ name: 'years', value: '3' }] });
		const answer = await trigger(sandbox, body, 1603);
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			id: sandbox.sends[0]?.id,
			type: 'gift_card',
			status: 'processed',
			payment_currency: 'USD',
			payment_wallet_id: 4101,
			packaging_notes: null,
			custom_attributes: [{ name: 'years', value: '3' }],
			created_by_user: { first_name: 'Ada', last_name: 'Admin', email: 'admin@example.com' },
			claim_url: null,
			recipient: {
				first_name: 'Noa',
				last_name: 'Levi',
				email: 'noa.levi@example.com',
				company_name: null,
				phone_number: null,
				street_address_1: null,
				street_address_2: null,
				city: null,
				state: null,
				zipcode: null,
				country: null,
				tax_id: null,
			},
			sender: { first_name: 'Gift', last_name: 'Sender', email: 'gifts@example.com' },
			gift_card: { amount: 75, currency: 'USD' },
		});
	});

	test('is kept with what the wire does not show', async () => {
		const body = giftBody({ recipient: recipient({ provider_contact_id: '42' }) });
		await trigger(sandbox, body);
		expect(sandbox.sends).toMatchObject([
			{
				requestId: body.request_id,
				providerContactId: '42',
				source: 'test',
				request: body,
				campaign: { id: 1501 },
				createdAt: NOW,
			},
		]);
	});

	test.each([
		['does not exist', 9999, 404, { message: 'This campaign does not exist' }],
		['is not active', 1802, 422, { message: 'This campaign is not active' }],
		[
			'is automated',
			1801,
			422,
			{ message: 'Automated campaigns cannot be triggered through the API' },
		],
	])('that %s is refused in text/plain', async (_name, id, status, message) => {
		const answer = await trigger(sandbox, giftBody(), id);
		expect([answer.status, answer.body]).toEqual([status, message]);
		expect(answer.headers.get('content-type')).toContain('text/plain');
		expect(sandbox.sends).toHaveLength(0);
		expect(lastViolations(sandbox)).toEqual([]);
	});

	test('in the name of an unknown sender is refused', async () => {
		const answer = await trigger(sandbox, giftBody({ sender: 'nobody@example.com' }));
		expect([answer.status, answer.body]).toEqual([422, { message: 'This sender does not exist' }]);
	});
});

describe('approval', () => {
	const funded = {};
	const unfunded = { payment_currency: 'SEK' };

	test.each([
		['"true" with funds is processed', 'true', funded, 200, 'processed'],
		['"auto" with funds is processed', 'auto', funded, 200, 'processed'],
		['none with funds is processed', undefined, funded, 200, 'processed'],
		['"false" with funds waits', 'false', funded, 200, 'pending'],
		['"auto" without funds waits', 'auto', unfunded, 200, 'pending'],
		['none without funds waits', undefined, unfunded, 200, 'pending'],
		['"false" without funds waits', 'false', unfunded, 200, 'pending'],
		['"true" without funds is refused', 'true', unfunded, 422, undefined],
	])('%s', async (_name, approved, changes, status, sendStatus) => {
		const answer = await trigger(sandbox, giftBody({ approved, ...changes }));
		expect(answer.status).toBe(status);
		expect(sandbox.sends.map((send) => send.status)).toEqual(sendStatus ? [sendStatus] : []);
	});

	test('a gift that waits has cost nothing yet', async () => {
		await trigger(sandbox, giftBody({ approved: 'false' }));
		expect(balanceOf(4101)).toBe(100_000);
		const listed = await get(sandbox, '/sends');
		expect(fieldOf(listed.body, 'data')).toMatchObject([
			{ status: 'pending', processed_at: null, cost: { state: 'estimated' } },
		]);
	});

	test('a campaign that an admin must approve waits for one with a plain sender', async () => {
		const answer = await trigger(sandbox, giftBody({ sender: PLAIN_SENDER }), 1502);
		expect(answer.body).toMatchObject({ status: 'pending' });
	});

	test('such a campaign does not wait with a campaign manager', async () => {
		expect((await trigger(sandbox, giftBody(), 1502)).body).toMatchObject({ status: 'processed' });
	});

	test('a gift out of stock waits', async () => {
		const campaign = sandbox.campaigns.find(({ id }) => id === 1501);
		if (campaign) campaign.inStock = false;
		expect((await trigger(sandbox)).body).toMatchObject({ status: 'pending' });
		expect((await trigger(sandbox, giftBody({ approved: 'true' }))).status).toBe(422);
	});

	test('a wallet runs dry', async () => {
		const body = () => giftBody({ sender: PLAIN_SENDER });
		const statuses = [];
		for (let gift = 0; gift < 3; gift += 1) {
			statuses.push(fieldOf((await trigger(sandbox, body())).body, 'status'));
		}
		expect(statuses).toEqual(['processed', 'processed', 'pending']);
		expect(balanceOf(4103)).toBe(10);
	});
});

describe('a gift by link', () => {
	test('comes with a claim URL', async () => {
		const answer = await trigger(sandbox, giftBody({ send_method: 'link' }));
		expect(fieldOf(answer.body, 'claim_url')).toMatch(/^https:\/\//);
	});

	test('has no claim URL while it waits for approval', async () => {
		const body = giftBody({ send_method: 'link', approved: 'false' });
		expect((await trigger(sandbox, body)).body).toMatchObject({ claim_url: null });
	});
});

describe('a repeated request_id', () => {
	test('makes a second gift when Reachdesk ignores it', async () => {
		const body = giftBody();
		await trigger(sandbox, body);
		await trigger(sandbox, body);
		expect(sandbox.sends).toHaveLength(2);
	});

	test('answers with the first gift when Reachdesk honours it', async () => {
		sandbox.variants.honoursRequestId = true;
		const body = giftBody();
		const first = await trigger(sandbox, body);
		const second = await trigger(sandbox, body);
		expect(second.body).toEqual(first.body);
		expect(sandbox.sends).toHaveLength(1);
		expect(balanceOf(4101)).toBe(100_000 - 25);
	});
});
