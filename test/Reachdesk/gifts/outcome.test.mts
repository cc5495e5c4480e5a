import { describe, expect, test } from '@jest/globals';
import {
	notDue,
	outcomeItem,
	outcomeOfMade,
	paused,
	withWallet,
} from '../../../nodes/Reachdesk/gifts/outcome.ts';
import { giftTo } from './gifts.mts';

describe('a gift that Reachdesk made', () => {
	test.each([
		['processed', { status: 'processed', claim_url: null }, 'sent'],
		['with a status never seen', { status: 'teleported' }, 'sent'],
		['without status', {}, 'sent'],
		['pending', { status: 'pending' }, 'pendingReview'],
		[
			'pending with a link',
			{ status: 'pending', claim_url: 'https://r.example/c' },
			'pendingReview',
		],
		['with a claim link', { status: 'processed', claim_url: 'https://r.example/c' }, 'link'],
		['with an empty claim link', { status: 'processed', claim_url: '' }, 'sent'],
		['with a claim link that is not a text', { status: 'processed', claim_url: true }, 'sent'],
	])('%s: %j is %s', (_, made, expected) => {
		const gift = { id: 4711, ...made };
		const outcome = outcomeOfMade(gift);
		expect(outcome.outcome).toBe(expected);
		expect(outcome.gift).toBe(gift);
		expect(outcome.explanation).not.toBe('');
	});
});

describe('the item of a gift', () => {
	test('names outcome, gift and request', () => {
		const gift = giftTo();
		expect(outcomeItem(gift, outcomeOfMade({ id: 4711, status: 'processed' }))).toEqual({
			name: 'Noa Levi',
			email: 'noa@work.example',
			outcome: 'sent',
			explanation: 'Reachdesk accepted the gift',
			key: gift.key,
			requestId: gift.request.request_id,
			campaignId: 1503,
			recipientEmail: 'noa@work.example',
			employee: null,
			occasion: null,
			gift: { id: 4711, status: 'processed' },
		});
	});

	test('has no more than it needs', () => {
		const item = outcomeItem(giftTo(), outcomeOfMade({ id: 4711, status: 'processed' }));
		expect(Object.keys(item)).toEqual([
			'name',
			'email',
			'outcome',
			'explanation',
			'key',
			'requestId',
			'campaignId',
			'recipientEmail',
			'employee',
			'occasion',
			'gift',
		]);
	});

	test.each([true, false, null])('says whether another wallet pays: %j', (walletMismatch) => {
		const outcome = { ...outcomeOfMade({ id: 4711 }), walletMismatch };
		expect(outcomeItem(giftTo(), outcome)).toMatchObject({ walletMismatch });
	});

	test.each(['88', null])('names the bulk send %j in the place of its own request', (id) => {
		const outcome = { ...outcomeOfMade({ id: 4711 }), bulkSend: { id, requestId: 'bulk-1' } };
		expect(outcomeItem(giftTo(), outcome)).toMatchObject({ requestId: 'bulk-1', bulkSendId: id });
	});

	test('says by what a repeat was known', () => {
		const repeat = {
			outcome: 'alreadySent',
			knownBy: 'key',
			explanation: 'x',
			gift: null,
		} as const;
		const gift = giftTo();
		expect(outcomeItem(gift, repeat)).toEqual({
			name: 'Noa Levi',
			email: 'noa@work.example',
			outcome: 'alreadySent',
			explanation: 'x',
			knownBy: 'key',
			key: gift.key,
			requestId: gift.request.request_id,
			campaignId: 1503,
			recipientEmail: 'noa@work.example',
			employee: null,
			occasion: null,
			gift: null,
		});
	});
});

describe('the wallet that pays', () => {
	const made = (more: Record<string, unknown> = {}) =>
		outcomeOfMade({ id: 4711, status: 'processed', ...more });
	const unconfirmed = { outcome: 'unconfirmed', explanation: 'x', gift: null } as const;

	test('is not spoken of when none is expected, whether Reachdesk names one or not', () => {
		for (const outcome of [made(), made({ payment_wallet_id: 4101 }), unconfirmed]) {
			expect(withWallet(outcome, null)).toBe(outcome);
		}
	});

	test('is not spoken of when no gift is known', () => {
		expect(withWallet(unconfirmed, '4101')).toBe(unconfirmed);
	});

	test.each([4101, '4101'])('is the expected one: %j', (payment_wallet_id) => {
		const outcome = made({ payment_wallet_id });
		expect(withWallet(outcome, '4101')).toEqual({ ...outcome, walletMismatch: false });
	});

	test('is another than expected', () => {
		const outcome = made({ payment_wallet_id: 4101 });
		expect(withWallet(outcome, '5101')).toEqual({
			...outcome,
			walletMismatch: true,
			explanation:
				"Reachdesk accepted the gift, but wallet 4101 pays instead of 5101. Check 'Payment Wallet', 'Team Name' and 'Payment Currency'",
		});
	});

	test.each([undefined, null, true, {}])('is expected, and %j does not say which', (wallet) => {
		const outcome = made({ payment_wallet_id: wallet });
		expect(withWallet(outcome, '4101')).toEqual({
			...outcome,
			walletMismatch: null,
			explanation: 'Reachdesk accepted the gift. Reachdesk does not say which wallet pays',
		});
	});
});

describe('what is not sent', () => {
	test('because sending is paused says how to go on', () => {
		expect(paused).toMatchObject({ outcome: 'paused', gift: null });
		expect(paused.explanation).toMatch(/'Sending' is Paused.*Set it to On/);
	});

	test('because it is not due says why', () => {
		expect(notDue('It is a preview')).toEqual({
			outcome: 'notDue',
			explanation: 'Nothing was sent. It is a preview',
			gift: null,
		});
	});
});
