import { describe, expect, test } from '@jest/globals';
import { walletLines } from '../../../../nodes/Reachdesk/gifts/setup/walletLines.ts';
import type { ExpectedWallet } from '../../../../nodes/Reachdesk/gifts/setup/walletLines.ts';
import type { JsonObject } from '../../../../nodes/shared/jsonObject.ts';
import { listed } from '../gifts.mts';

const LOOK_BACK = { days: 90, now: Date.parse('2026-11-25T09:00:00Z') };
const NO_BALANCES =
	'Reachdesk’s API does not return wallet balances: check the balance in Reachdesk';
const ANY: ExpectedWallet = { currency: null, teamName: null, sender: 'hr@work.example' };

/** A gift of a campaign, numbered from 1 on. */
const sendOf = (id: number, campaignId = 1, name = 'Birthdays') =>
	listed({ id, campaign: { id: campaignId, name } });
const paid = (sendId: number | null, more: JsonObject = {}): JsonObject => ({
	state: 'processed',
	source_wallet_name: 'People USD',
	currency: 'USD',
	created_at: '2026-11-20T10:00:00Z',
	created_by: { email: 'someone@work.example' },
	send: { id: sendId, campaign_name: 'Birthdays', team_name: 'People' },
	...more,
});
const linesOf = (
	transactions: JsonObject[],
	expected: Partial<ExpectedWallet> = {},
	campaigns = [1],
	days = 90,
) =>
	walletLines(
		campaigns,
		transactions,
		new Map(campaigns.map((id) => [id, [sendOf(id, id)]])),
		{ ...ANY, ...expected },
		{ ...LOOK_BACK, days },
	);

describe('without a payment', () => {
	test.each([
		[[1], 90, null, '90 days paid for this campaign,', 'the sender pays'],
		[[1, 2], 1, 'People', '1 day paid for these campaigns,', 'the team "People" pays'],
	])('of campaigns %j, it is not known who pays', (campaigns, days, teamName, paidFor, payer) => {
		expect(linesOf([], { teamName }, campaigns, days)).toEqual([
			expect.objectContaining({
				check: 'Wallet',
				finding: `No transaction of the last ${paidFor} so it is unknown which wallet will pay`,
				remedy: `Check in Reachdesk which wallet ${payer} from. ${NO_BALANCES}`,
			}),
		]);
	});

	test('that counts, it is not known either', () => {
		for (const row of [
			paid(1, { state: 'cancelled' }),
			paid(1, { source_wallet_name: null }),
			paid(77, { send: { id: 77, campaign_name: 'Welcome' } }),
			paid(null, { send: null }),
		]) {
			expect(JSON.stringify(linesOf([row]))).toContain('No transaction');
		}
	});
});

test('a payment without a gift and a campaign is of no campaign without a name', () => {
	const nameless = new Map([[1, [listed({ id: 1, campaign: { id: 1, name: null } })]]]);
	const row = paid(null, { send: { team_name: 'People' } });
	expect(JSON.stringify(walletLines([1], [row], nameless, ANY, LOOK_BACK))).toContain(
		'No transaction',
	);
});

describe('the wallet that paid', () => {
	const findingsOf = (...all: Parameters<typeof linesOf>) =>
		linesOf(...all).map((line) => line.finding);

	test('is named with its currency and the day', () => {
		expect(findingsOf([paid(1)])).toEqual([
			'The wallet "People USD", in USD, paid for the last gift of campaign 1 on 2026-11-20',
		]);
	});

	test('is that of the newest payment', () => {
		const later = paid(1, { source_wallet_name: 'New', created_at: '2026-11-21T10:00:00Z' });
		const never = paid(1, { source_wallet_name: 'Odd', created_at: 'yesterday' });
		const none = paid(1, { source_wallet_name: 'None', created_at: 2030 });
		for (const all of [
			[paid(1), later, never, none],
			[never, none, later, paid(1)],
		]) {
			expect(findingsOf(all)[0]).toContain('The wallet "New"');
		}
	});

	test('is found by the name of the campaign when the payment has no gift', () => {
		const other = paid(null, {
			created_at: '2026-11-22T10:00:00Z',
			send: { campaign_name: 'Welcome', team_name: 'People' },
		});
		const named = paid(null, { source_wallet_name: 'By name' });
		expect(findingsOf([other, named])[0]).toContain('The wallet "By name"');
		// one that paid for a gift itself comes first, however old
		const old = paid(1, { source_wallet_name: 'By gift', created_at: '2026-10-01T10:00:00Z' });
		expect(findingsOf([other, named, old])[0]).toContain('The wallet "By gift"');
	});

	test('is one line for all its campaigns, with the last day', () => {
		const all = [paid(1), paid(2, { created_at: '2026-11-22T10:00:00Z' }), paid(3)];
		expect(findingsOf(all, {}, [1, 2, 3])).toEqual([
			'The wallet "People USD", in USD, paid for the last gifts of campaigns 1, 2, 3 on 2026-11-22',
		]);
		expect(linesOf(all, {}, [1, 2, 3])[0]).toMatchObject({ currency: 'USD', campaignId: null });
		expect(linesOf(all)[0]).toMatchObject({ currency: 'USD', campaignId: '1' });
	});

	test('has no day and no currency when Reachdesk says none', () => {
		const row = paid(1, { created_at: null, currency: null });
		expect(findingsOf([row])).toEqual([
			'The wallet "People USD" paid for the last gift of campaign 1',
		]);
	});

	test('of a person is named for the sender alone', () => {
		const ofUser = (email: unknown) =>
			paid(1, { send: { id: 1, campaign_name: 'Birthdays' }, created_by: { email } });
		expect(findingsOf([ofUser('HR@work.example')])[0]).toContain('The wallet "People USD"');
		for (const email of ['someone@work.example', null, 17]) {
			expect(findingsOf([ofUser(email)])[0]).toMatch(/^A wallet of another user, in USD, paid/);
		}
	});
});

describe('another wallet than expected', () => {
	test('is one in another currency', () => {
		expect(linesOf([paid(1)], { currency: 'EUR' })).toEqual([
			expect.objectContaining({
				check: 'Wallet',
				finding:
					'The wallet "People USD", in USD, paid for the last gift of campaign 1 on 2026-11-20, instead of a wallet in EUR',
				remedy: `Set 'Currency' in Send Gift to EUR, and check that a wallet in this currency exists. ${NO_BALANCES}`,
			}),
		]);
	});

	test('is one of another team, or of no team', () => {
		const noTeam = paid(1, {
			send: { id: 1, campaign_name: 'Birthdays' },
			created_by: { email: ANY.sender },
		});
		for (const [row, teamName] of [
			[paid(1), 'Sales'],
			[noTeam, 'People'],
		] as const) {
			expect(linesOf([row], { teamName })).toEqual([
				expect.objectContaining({
					check: 'Wallet',
					finding: expect.stringContaining(`, instead of the wallet of the team "${teamName}"`),
					remedy:
						"Check the spelling of the team, and that the sender is a member: Reachdesk switches to another wallet without an error. 'Expected Wallet ID' in Send Gift marks such gifts",
				}),
			]);
		}
	});

	test('is not one in an unknown currency, and not the team in other letters', () => {
		for (const lines of [
			linesOf([paid(1, { currency: null })], { currency: 'EUR' }),
			linesOf([paid(1)], { currency: 'USD', teamName: 'pEOPLE' }),
		]) {
			expect(lines).toEqual([
				expect.objectContaining({ check: 'Wallet', status: 'fine', remedy: NO_BALANCES }),
			]);
		}
	});
});
