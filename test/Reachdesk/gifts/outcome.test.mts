import { describe, expect, test } from '@jest/globals';
import { outcomeItem, outcomeOfMade } from '../../../nodes/Reachdesk/gifts/outcome.ts';
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
		['with a claim link that is no text', { status: 'processed', claim_url: true }, 'sent'],
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
			outcome: 'sent',
			explanation: 'Reachdesk accepted the gift',
			key: gift.key,
			requestId: gift.request.request_id,
			campaignId: 1503,
			recipientEmail: 'noa@work.example',
			gift: { id: 4711, status: 'processed' },
		});
	});

	test('says by what a repeat was known', () => {
		const repeat = {
			outcome: 'alreadySent',
			knownBy: 'key',
			explanation: 'x',
			gift: null,
		} as const;
		expect(outcomeItem(giftTo(), repeat)).toMatchObject({ knownBy: 'key', gift: null });
	});
});
