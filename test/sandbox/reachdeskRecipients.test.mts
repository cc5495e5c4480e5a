import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startReachdesk, type ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { call, fieldOf, get, giftBody, recipient, trigger } from './reachdeskClient.mts';

/** The limits that Reachdesk sets, and what recipients do: each a switch of the sandbox. */

const START = Date.parse('2026-03-04T09:00:00.000Z');
const DAY = 24 * 60 * 60 * 1000;
const EMAIL = 'noa.levi@example.com';

let sandbox: ReachdeskSandbox;
let now: number;

beforeEach(async () => {
	now = START;
	sandbox = await startReachdesk({ now: () => now });
});

afterEach(async () => {
	await sandbox.stop();
});

const past = (createdAt: string, more: object = {}) =>
	sandbox.addPastSend({ email: EMAIL, campaignId: 1501, createdAt, ...more });

const gift = async (changes: Record<string, unknown> = {}, campaignId = 1501) => {
	const { status, body } = await trigger(sandbox, giftBody(changes), campaignId);
	return [status, fieldOf(body, 'status') ?? fieldOf(body, 'message')];
};

const row = async (id: number) =>
	fieldOf((await get(sandbox, `/sends/${String(id)}`)).body, 'data');

describe('the annual limit per recipient', () => {
	const OVER = 'Recipient is over the annual spend limit';
	const limit = (amount: number, over: 'pending' | 'refused' = 'pending') => {
		sandbox.variants.annualLimit = { amount, currency: 'USD', over };
	};

	test('is none at first', async () => {
		past('2026-01-05T10:00:00Z', { cost: 9_000 });
		expect(await gift()).toEqual([200, 'processed']);
	});

	test('is met exactly, and holds the gift that is over it', async () => {
		limit(50);
		expect(await gift()).toEqual([200, 'processed']);
		expect(await gift()).toEqual([200, 'processed']);
		expect(await gift({}, 1504)).toEqual([200, 'pending']);
		expect(sandbox.sends.at(-1)?.pendingReason).toBe(OVER);
	});

	test('is one for each recipient and calendar year', async () => {
		limit(25);
		past('2025-12-31T23:59:59Z');
		past('2026-01-05T10:00:00Z', { email: 'ana@example.com' });
		expect(await gift()).toEqual([200, 'processed']);
		expect(await gift()).toEqual([200, 'pending']);
	});

	test('counts what waits, but not what was refunded, rejected or never paid', async () => {
		limit(50);
		const { id: waits } = past('2026-01-05T10:00:00Z', { status: 'pending', cost: 30 });
		expect(await gift()).toEqual([200, 'pending']);
		sandbox.reject(sandbox.sends.at(-1)?.id ?? 0);
		sandbox.approve(waits);
		sandbox.refund(waits, 4.99);
		expect(await gift()).toEqual([200, 'pending']);
		sandbox.reject(sandbox.sends.at(-1)?.id ?? 0);
		sandbox.refund(waits, 0.01);
		expect(await gift()).toEqual([200, 'processed']);
	});

	test('counts gifts of another currency at the rate of the day', async () => {
		limit(50);
		past('2026-01-05T10:00:00Z', { currency: 'EUR', cost: 22.74 });
		expect(await gift()).toEqual([200, 'pending']);
		sandbox.reject(sandbox.sends.at(-1)?.id ?? 0);
		limit(50.01);
		expect(await gift()).toEqual([200, 'processed']);
	});

	test('refuses what is to be approved at once, and keeps nothing', async () => {
		limit(24.99);
		expect(await gift({ approved: 'true' })).toEqual([422, OVER]);
		expect(sandbox.sends).toEqual([]);
	});

	test('may refuse every gift over it, in bulk without a word', async () => {
		limit(24.99, 'refused');
		for (const approved of ['auto', 'false', 'true']) {
			expect(await gift({ approved })).toEqual([422, OVER]);
		}
		sandbox.variants.bulkDelayMilliseconds = 0;
		const body = {
			request_id: 'bulk-1',
			campaign_id: 1501,
			sender: sandbox.sender,
			recipients: [recipient(), recipient({ email: 'ana@example.com' })],
		};
		expect((await call(sandbox, 'POST', '/bulk_sends', { body })).status).toBe(202);
		await new Promise((done) => setTimeout(done, 20));
		expect(sandbox.sends).toEqual([]);
	});

	test('does not bind the person who approves', async () => {
		limit(24.99);
		await gift();
		expect(sandbox.approve(sandbox.sends[0]?.id ?? 0).status).toBe('processed');
	});
});

describe('a duplicate claim', () => {
	test('is nothing to Reachdesk at first', () => {
		past('2025-03-04T10:00:00Z', { status: 'claimed' });
		const { id } = past('2026-03-03T10:00:00Z');
		expect(sandbox.recipients.claim(id).status).toBe('claimed');
	});

	test('moves the gift to pending as it is claimed, in another year, too', async () => {
		sandbox.variants.holdsDuplicateClaims = true;
		const { id: first } = past('2025-03-04T10:00:00Z');
		expect(sandbox.recipients.claim(first).status).toBe('claimed');
		await gift();
		const second = sandbox.sends.at(-1)?.id ?? 0;
		expect(await row(second)).toMatchObject({ status: 'processed' });
		expect(sandbox.recipients.claim(second)).toMatchObject({
			status: 'pending',
			pendingReason: 'Duplicate claim',
		});
		expect(await row(second)).toMatchObject({ status: 'pending', latest_action: null });
	});

	test.each([
		['of another campaign', { campaignId: 1601 }, {}],
		['of another recipient', { email: 'ana@example.com' }, {}],
		['of a gift that was never claimed', { status: 'processed' }, {}],
		['from a campaign that is exempt', {}, { exemptFromDuplicateCheck: true }],
	])('is none %s', (_name, before, campaign) => {
		sandbox.variants.holdsDuplicateClaims = true;
		const birthday = sandbox.campaigns.find(({ id }) => id === 1501);
		Object.assign(birthday ?? {}, campaign);
		past('2025-03-04T10:00:00Z', { status: 'claimed', ...before });
		const { id } = past('2026-03-03T10:00:00Z');
		expect(sandbox.recipients.claim(id).status).toBe('claimed');
	});

	test('is paid for once: approving it costs nothing more, and rejecting it refunds', () => {
		sandbox.variants.holdsDuplicateClaims = true;
		const balance = () => sandbox.wallets.find(({ id }) => id === 4101)?.balance;
		past('2025-03-04T10:00:00Z', { status: 'claimed' });
		const [one, other] = [past('2026-03-02T10:00:00Z'), past('2026-03-03T10:00:00Z')];
		sandbox.recipients.claim(one.id);
		sandbox.recipients.claim(other.id);
		expect(sandbox.approve(one.id).status).toBe('claimed');
		expect(balance()).toBe(100_000);
		expect(sandbox.reject(other.id)).toMatchObject({ status: 'rejected', refunded: 25 });
		expect(balance()).toBe(100_025);
	});
});

describe('a gift that is unwrapped', () => {
	test('is clicked, and claimed when the recipient says so', () => {
		const { id } = past('2026-03-03T10:00:00Z');
		expect(sandbox.recipients.unwrap(id)).toMatchObject({ status: 'clicked', claimedAt: null });
		expect(sandbox.recipients.claim(id)).toMatchObject({ status: 'claimed' });
	});

	test('may be claimed by that, which does not mean redeemed', async () => {
		sandbox.variants.claimsOnUnwrap = true;
		const { id } = past('2026-03-03T10:00:00Z');
		expect(sandbox.recipients.unwrap(id)).toMatchObject({
			status: 'claimed',
			claimedAt: '2026-03-04T09:00:00.000Z',
			choiceOpenUntil: '2026-06-02T09:00:00.000Z',
			redeemedAt: null,
		});
		const claimed = await row(id);
		now += 89 * DAY;
		expect(sandbox.recipients.redeem(id).redeemedAt).toBe('2026-06-01T09:00:00.000Z');
		expect(await row(id)).toEqual(claimed);
	});

	test('can be chosen from for 90 days', () => {
		sandbox.variants.claimsOnUnwrap = true;
		const { id } = past('2026-03-03T10:00:00Z');
		expect(() => sandbox.recipients.redeem(id)).toThrow('is not claimed');
		sandbox.recipients.unwrap(id);
		now += 90 * DAY;
		expect(() => sandbox.recipients.redeem(id)).toThrow('is closed since 2026-06-02');
	});

	test.each(['pending', 'rejected', 'expired'])('is not one that is %s', (status) => {
		const { id } = past('2026-03-03T10:00:00Z');
		sandbox.changeStatus(id, status);
		expect(() => sandbox.recipients.unwrap(id)).toThrow(`is ${status}`);
	});
});

describe('"No, thanks"', () => {
	test('is not offered at first', () => {
		const { id } = past('2026-03-03T10:00:00Z');
		expect(() => sandbox.recipients.decline(id)).toThrow('cannot decline');
	});

	test('is a status, moves no money, and can be taken back', async () => {
		Object.assign(sandbox.variants, { noThanksStatus: 'declined', claimsOnUnwrap: true });
		const { id } = past('2026-03-03T10:00:00Z');
		sandbox.recipients.unwrap(id);
		expect(sandbox.recipients.decline(id)).toMatchObject({ status: 'declined', refunded: 0 });
		expect(await row(id)).toMatchObject({ status: 'declined' });
		expect(() => sandbox.recipients.redeem(id)).toThrow('is not claimed');
		now += DAY;
		expect(sandbox.recipients.takeBack(id).status).toBe('claimed');
		expect(sandbox.recipients.redeem(id).redeemedAt).not.toBeNull();
		expect(() => sandbox.recipients.decline(id)).toThrow('is redeemed');
		expect(() => sandbox.recipients.takeBack(id)).toThrow('is not declined');
	});

	test('stands once the choice is closed', () => {
		Object.assign(sandbox.variants, { noThanksStatus: 'declined', claimsOnUnwrap: true });
		const { id } = past('2026-03-03T10:00:00Z');
		sandbox.recipients.unwrap(id);
		sandbox.recipients.decline(id);
		now += 90 * DAY;
		expect(() => sandbox.recipients.takeBack(id)).toThrow('is closed');
	});
});

describe('an employee of a HiBob that is not linked', () => {
	const linked = recipient({
		provider: 'hibob',
		provider_contact_type: 'employee',
		provider_contact_id: '42',
	});
	const bulk = async () => {
		const body = {
			request_id: 'bulk-1',
			campaign_id: 1501,
			sender: sandbox.sender,
			recipients: [linked],
		};
		return (await call(sandbox, 'POST', '/bulk_sends', { body })).status;
	};

	test('gets the gift at first', async () => {
		expect(await gift({ recipient: linked })).toEqual([200, 'processed']);
		expect(await bulk()).toBe(202);
	});

	test('may be refused, while a recipient without a link is not', async () => {
		sandbox.variants.unlinkedHiBob = 'refused';
		expect(await gift({ recipient: linked })).toEqual([
			422,
			'The integration hibob is not connected',
		]);
		expect(await bulk()).toBe(422);
		expect(sandbox.sends).toEqual([]);
		expect(await gift()).toEqual([200, 'processed']);
	});
});
