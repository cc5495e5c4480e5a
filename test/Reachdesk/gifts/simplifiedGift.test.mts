import { expect, test } from '@jest/globals';
import { moreOfGift, simplifiedGift } from '../../../nodes/Reachdesk/gifts/simplifiedGift.ts';

const SEND = {
	email: 'ada@example.com',
	id: 17,
	status: 'delivered',
	latest_action: 'Delivered',
	campaign: { id: 1501, name: 'Birthdays' },
	type: 'MarketplaceSend',
	cost: { amount: '25.0', display: '$25.00' },
	created_at: '2026-11-23T07:00:00Z',
	send_updated_date: '2026-11-24T07:00:00Z',
	gift_name: 'A book',
	team_name: 'People',
	order: {
		shipment: { courier: 'Post', tracking_number: 'T1', tracking_url: 'https://post.example/T1' },
	},
};

test('a send is one flat row', () => {
	expect(simplifiedGift(SEND)).toEqual({
		email: 'ada@example.com',
		id: 17,
		status: 'delivered',
		latestAction: 'Delivered',
		campaignId: 1501,
		campaignName: 'Birthdays',
		type: 'MarketplaceSend',
		cost: '$25.00',
		createdAt: '2026-11-23T07:00:00Z',
		updatedAt: '2026-11-24T07:00:00Z',
	});
	expect(moreOfGift(SEND)).toEqual({
		giftName: 'A book',
		teamName: 'People',
		courier: 'Post',
		trackingNumber: 'T1',
		trackingUrl: 'https://post.example/T1',
	});
});

test('what Reachdesk does not say is null', () => {
	for (const row of [simplifiedGift({}), moreOfGift({})]) {
		expect(new Set(Object.values(row))).toEqual(new Set([null]));
	}
	expect(Object.keys(simplifiedGift({}))).toHaveLength(10);
	expect(Object.keys(moreOfGift({}))).toHaveLength(5);
});
