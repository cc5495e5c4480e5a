import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startReachdesk, type ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { call, fieldOf, get, giftBody, idsIn, recipient, trigger } from './reachdeskClient.mts';

const START = Date.parse('2026-03-04T09:00:00.000Z');

let sandbox: ReachdeskSandbox;
let now: number;

beforeEach(async () => {
	now = START;
	sandbox = await startReachdesk({ now: () => now });
});

afterEach(async () => {
	await sandbox.stop();
});

const past = (createdAt: string, campaignId = 1501) =>
	sandbox.addPastSend({ email: 'Ana@Example.com', campaignId, createdAt }).id;

const listed = async (query = '') => idsIn((await get(sandbox, `/sends${query}`)).body);

describe('the rows of the listing', () => {
	test('hold neither recipient name, wallet nor request_id', async () => {
		await trigger(sandbox, giftBody({ recipient: recipient({ email: 'Noa@Example.com' }) }));
		const { body } = await get(sandbox, '/sends');
		expect(fieldOf(body, 'data')).toEqual([
			{
				id: sandbox.sends[0]?.id,
				type: 'gift_card',
				email: 'noa@example.com',
				status: 'processed',
				latest_action: null,
				processed_at: '2026-03-04T09:00:00.000Z',
				created_at: '2026-03-04T09:00:00.000Z',
				gift_name: null,
				send_updated_date: '2026-03-04T09:00:00.000Z',
				campaign: { id: 1501, name: 'Birthday' },
				cost: {
					amount: 25,
					original_amount: 25,
					currency: 'USD',
					original_currency: 'USD',
					display: '25.00 USD',
					original_display: '25.00 USD',
					state: 'processed',
				},
				team_name: null,
				order: null,
				total_items_cost: 0,
				engage_items: [],
			},
		]);
	});

	test('write two numbers otherwise than the single send does', async () => {
		const id = past('2026-01-05T10:00:00.000Z', 1701);
		expect(fieldOf((await get(sandbox, '/sends')).body, 'data')).toMatchObject([
			{ total_items_cost: 65, order: { shipment: { provider_id: id + 200_000 } } },
		]);
		expect(fieldOf((await get(sandbox, `/sends/${String(id)}`)).body, 'data')).toMatchObject({
			total_items_cost: '65.0',
			order: { shipment: { provider_id: `prov_${String(id + 200_000)}` } },
		});
	});

	test('have no shipment before the order is shipped', async () => {
		await trigger(sandbox, giftBody(), 1701);
		expect(fieldOf((await get(sandbox, '/sends')).body, 'data')).toMatchObject([
			{ order: { shipped_at: null, shipment: null } },
		]);
	});

	test('follow a change of status', async () => {
		const id = past('2026-01-05T10:00:00.000Z');
		sandbox.changeStatus(id, 'claimed', 'clicked');
		expect(fieldOf((await get(sandbox, '/sends')).body, 'data')).toMatchObject([
			{
				status: 'claimed',
				latest_action: 'clicked',
				send_updated_date: '2026-03-04T09:00:00.000Z',
			},
		]);
	});

	test('come newest first, whatever order they were added in', async () => {
		const middle = past('2026-02-01T10:00:00.000Z');
		const oldest = past('2026-01-01T10:00:00.000Z');
		const newest = past('2026-03-01T10:00:00.000Z');
		expect(await listed()).toEqual([newest, middle, oldest]);
	});
});

describe('the dates of the listing', () => {
	test('include the first day and exclude the last, in UTC', async () => {
		past('2026-02-09T23:59:59.999Z');
		const first = past('2026-02-10T00:00:00.000Z');
		const last = past('2026-02-11T23:59:59.999Z');
		past('2026-02-12T00:00:00.000Z');
		expect(await listed('?start_date=2026-02-10&end_date=2026-02-12')).toEqual([last, first]);
	});

	test('of updates are apart from those of creation', async () => {
		const changed = past('2026-01-05T10:00:00.000Z');
		past('2026-01-06T10:00:00.000Z');
		sandbox.changeStatus(changed, 'claimed');
		const query = '?start_updated_date=2026-03-04&end_updated_date=2026-03-05';
		expect(await listed(query)).toEqual([changed]);
	});
});

describe('the pages of a listing', () => {
	const addMany = (count: number) => {
		for (let index = 0; index < count; index += 1) past('2026-02-01T10:00:00.000Z');
	};

	test('hold 25 rows, with pagination beside the data', async () => {
		addMany(30);
		const { body } = await get(sandbox, '/sends');
		expect(idsIn(body)).toHaveLength(25);
		expect(fieldOf(body, 'pagination')).toEqual({
			page: 1,
			per_page: 25,
			total_pages: 2,
			total_records: 30,
		});
		expect(await listed('?page=2')).toHaveLength(5);
		expect(await listed('?page=3')).toEqual([]);
	});

	test('may have both data and pagination inside data', async () => {
		sandbox.variants.paginationPlace = 'data';
		addMany(2);
		expect((await get(sandbox, '/sends?per_page=1')).body).toMatchObject({
			data: { data: [{ id: 70_002 }], pagination: { total_pages: 2, total_records: 2 } },
		});
	});

	test('are no larger than the most that Reachdesk gives, however many are asked for', async () => {
		addMany(120);
		const { body } = await get(sandbox, '/sends?per_page=1000');
		expect(idsIn(body)).toHaveLength(100);
		expect(fieldOf(body, 'pagination')).toMatchObject({ per_page: 100, total_pages: 2 });
	});

	test('may lack one in the middle', async () => {
		addMany(3);
		sandbox.variants.missPage = 2;
		const pages = [1, 2, 3].map((page) => listed(`?per_page=1&page=${String(page)}`));
		expect((await Promise.all(pages)).map((ids) => ids.length)).toEqual([1, 0, 1]);
	});
});

test('a new gift is missing from the listing until the lag is over, but not by its id', async () => {
	sandbox.variants.listingLagSeconds = 60;
	await trigger(sandbox);
	const id = sandbox.sends[0]?.id;
	expect(await listed()).toEqual([]);
	expect((await get(sandbox, `/sends/${String(id)}`)).status).toBe(200);
	now += 59_999;
	expect(await listed()).toEqual([]);
	now += 1;
	expect(await listed()).toEqual([id]);
});

test('a send that does not exist is answered with an error', async () => {
	const answer = await get(sandbox, '/sends/5');
	expect([answer.status, answer.body]).toEqual([404, { error: 'Send not found' }]);
});

test('an unknown campaign has no past gifts', () => {
	expect(() => past('2026-01-01T10:00:00.000Z', 5)).toThrow('no campaign 5');
});

describe('transactions', () => {
	test('say which gift was paid from which wallet, and by whom', async () => {
		await trigger(sandbox, giftBody({ payment_wallet_type: 'Team' }));
		const { body } = await get(sandbox, '/transactions?transaction_types[]=campaign_sends');
		expect(fieldOf(body, 'data')).toMatchObject([
			{
				transaction_type: 'campaign_sends',
				state: 'processed',
				currency: 'USD',
				amount: -25,
				send: {
					id: sandbox.sends[0]?.id,
					recipient_email: 'noa.levi@example.com',
					campaign_name: 'Birthday',
					team_name: 'People',
				},
				source_wallet_name: 'People USD',
				created_by: { name: 'Gift Sender', email: 'gifts@example.com' },
			},
		]);
	});

	test.each([
		['states[]=pending', 1],
		['states[]=pending&states[]=processed&transaction_types[]=campaign_sends', 2],
		['campaign_types[]=bundle', 1],
		['campaign_types[]=note', 0],
		['user_ids[]=12', 2],
		['user_ids[]=13', 0],
		['team_ids[]=21', 2],
		['currencies[]=GBP', 1],
		['transaction_types[]=campaign_sends&end_date=2026-03-04', 0],
		['transaction_types[]=campaign_sends&start_date=2026-03-04', 2],
	])('can be narrowed by %s', async (query, count) => {
		await trigger(sandbox);
		await trigger(sandbox, giftBody({ approved: 'false' }), 1701);
		expect(idsIn((await get(sandbox, `/transactions?${query}`)).body)).toHaveLength(count);
	});
});

test('contacts can be narrowed to a company', async () => {
	expect(idsIn((await get(sandbox, '/contacts')).body)).toHaveLength(4);
	expect(idsIn((await get(sandbox, '/contacts?account_name=fourmi')).body)).toEqual([104, 101]);
	expect(idsIn((await get(sandbox, '/contacts?per_page=1')).body)).toEqual([104]);
});

test('the organization can be read, unless it is one for which that fails', async () => {
	expect((await get(sandbox, '/organization')).body).toEqual({
		id: '8812',
		name: 'Sandbox Gifts Ltd',
	});
	sandbox.variants.organizationFails = true;
	expect((await get(sandbox, '/organization')).status).toBe(500);
});

test('a GDPR request can be made and read', async () => {
	const body = { request: { request_type: 'export_subject', subject: 'noa@example.com' } };
	const made = await call(sandbox, 'POST', '/gdpr/requests', { body });
	expect(made.body).toEqual({
		id: 1,
		request_type: 'export_subject',
		status: 'pending',
		subject: 'noa@example.com',
		created_at: '2026-03-04T09:00',
	});
	expect((await get(sandbox, '/gdpr/requests/1')).body).toEqual(made.body);
	expect((await get(sandbox, '/gdpr/requests/2')).status).toBe(404);
});

test('a GDPR request of an unknown kind is refused', async () => {
	const body = { request: { request_type: 'forget', subject: 'noa@example.com' } };
	expect((await call(sandbox, 'POST', '/gdpr/requests', { body })).status).toBe(400);
});
