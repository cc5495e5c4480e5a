import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startReachdesk, type ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { fieldOf, get, giftBody, trigger } from './reachdeskClient.mts';

const PLAIN_SENDER = 'plain.sender@example.com';

let sandbox: ReachdeskSandbox;

beforeEach(async () => {
	sandbox = await startReachdesk();
});

afterEach(async () => {
	await sandbox.stop();
});

const balanceOf = (id: number) => sandbox.wallets.find((wallet) => wallet.id === id)?.balance;

describe('the wallet that pays', () => {
	const AUTOMATIC = 9001;

	test.each([
		['the user wallet in the campaign currency', {}, 4101],
		['the user wallet, whatever team is named', { team_name: 'People' }, 4101],
		['the user wallet in the named currency', { payment_currency: 'EUR' }, 4102],
		['the wallet of the default team', { payment_wallet_type: 'Team' }, 5101],
		[
			'the default team when the name is empty',
			{ payment_wallet_type: 'Team', team_name: '' },
			5101,
		],
		['the named team', { payment_wallet_type: 'Team', team_name: 'Offices' }, 5103],
		[
			'the default team in the named currency',
			{ payment_wallet_type: 'Team', payment_currency: 'GBP' },
			5102,
		],
		[
			'the default team when the named one does not exist',
			{ payment_wallet_type: 'Team', team_name: 'Peple' },
			5101,
		],
		[
			'the user wallet when the sender is not in the named team',
			{ payment_wallet_type: 'Team', team_name: 'Sales' },
			4101,
		],
		[
			'the user wallet when the sender has no team',
			{ payment_wallet_type: 'Team', sender: PLAIN_SENDER },
			4103,
		],
		['a new user wallet', { payment_currency: 'NOK' }, AUTOMATIC],
		[
			'a new wallet of the team',
			{ payment_wallet_type: 'Team', team_name: 'Offices', payment_currency: 'EUR' },
			AUTOMATIC,
		],
	])('is %s', async (_name, changes, walletId) => {
		const answer = await trigger(sandbox, giftBody(changes));
		expect(answer.body).toMatchObject({ payment_wallet_id: walletId });
	});

	test('is debited in its own currency', async () => {
		await trigger(sandbox, giftBody({ payment_currency: 'EUR' }));
		expect(balanceOf(4102)).toBe(20_000 - 22.73);
		const listed = await get(sandbox, '/sends');
		expect(fieldOf(listed.body, 'data')).toMatchObject([
			{
				cost: {
					amount: 22.73,
					original_amount: 25,
					currency: 'EUR',
					original_currency: 'USD',
					display: '22.73 EUR',
					original_display: '25.00 USD',
					state: 'processed',
				},
			},
		]);
	});

	test('pays for items beyond the minimum', async () => {
		await trigger(sandbox, giftBody({ items: [{ sku: 'BOTTLE-1', quantity: 3 }] }), 1701);
		expect(balanceOf(4101)).toBe(100_000 - 65 - 2 * 15);
	});

	test('that is opened for the gift is empty, so the gift waits', async () => {
		const answer = await trigger(sandbox, giftBody({ payment_currency: 'NOK' }));
		expect(answer.body).toMatchObject({ status: 'pending' });
		expect(sandbox.sends[0]?.pendingReason).toBe('Wallet has insufficient funds');
	});
});
