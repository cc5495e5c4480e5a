import { expect, test } from '@jest/globals';
import { watchedGifts } from '../../../nodes/Reachdesk/gifts/watchedGift.ts';
import { civil } from '../../HiBob/occasions/calendar.mts';
import { sendRow } from './gifts.mts';

const UNTIL = civil('2026-11-25');
const read = (...rows: unknown[]) => watchedGifts(rows, UNTIL);

test('a row is read with its status, campaign and day', () => {
	const row = sendRow({ id: 7, created_at: '2026-11-24T23:59:59.000Z' });
	expect(read(row)).toEqual({
		gifts: [
			{
				id: '7',
				status: 'processed',
				campaignId: row.campaign.id,
				madeOn: '2026-11-24',
				createdAt: '2026-11-24T23:59:59.000Z',
				row,
			},
		],
		unread: [],
	});
	const bare = sendRow({ id: 'a'.repeat(24), status: 7, campaign: null });
	expect(read(bare).gifts).toMatchObject([{ id: 'a'.repeat(24), status: '', campaignId: null }]);
	expect(read(sendRow({ campaign: { id: '7' } })).gifts).toMatchObject([{ campaignId: null }]);
	expect(read(sendRow({ status: 's'.repeat(61) })).gifts[0]?.status).toHaveLength(60);
});

test.each([
	['no object', 'x', 'row 2', null],
	['no id', sendRow({ id: null }), 'row 2', null],
	['a longer id than Reachdesk has', sendRow({ id: 'a'.repeat(25) }), 'row 2', null],
	['no day', sendRow({ id: 7, created_at: null }), 'send 7', '7'],
	['a day that is a number', sendRow({ id: 7, created_at: 1_790_000_000_000 }), 'send 7', '7'],
	['a day that is a year', sendRow({ id: 7, created_at: 2026 }), 'send 7', '7'],
	['a day that is none', sendRow({ id: 7, created_at: 'today' }), 'send 7', '7'],
	['a day to come', sendRow({ id: 7, created_at: '2026-11-26T00:00:00.000Z' }), 'send 7', '7'],
	['a year that is no year', sendRow({ id: 7, created_at: '+012026-11-24' }), 'send 7', '7'],
])('a row with %s affects itself alone', (_, row, name, id) => {
	const readable = sendRow({ id: 1, created_at: '2026-11-25T23:59:59.000Z' });
	const { gifts, unread } = read(readable, row);
	expect(gifts).toMatchObject([{ id: '1', madeOn: '2026-11-25' }]);
	expect(unread).toEqual([{ name, id }]);
});

test('rows with one id are none of them', () => {
	const { gifts, unread } = read(sendRow({ id: 1 }), sendRow({ id: 7 }), sendRow({ id: '7' }));
	expect(gifts).toMatchObject([{ id: '1' }]);
	expect(unread).toEqual([
		{ name: 'send 7', id: '7' },
		{ name: 'send 7', id: '7' },
	]);
});

test('a list of which more than a few rows are unreadable is an error', () => {
	expect(() => read(...Array.from({ length: 3 }, () => sendRow({ id: null })))).toThrow(
		'3 of 3 rows of Reachdesk’s list of sends are unreadable (row 1, row 2, row 3)',
	);
});
