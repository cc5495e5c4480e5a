import { expect, test } from '@jest/globals';
import { senderLine } from '../../../../nodes/Reachdesk/gifts/setup/senderLine.ts';

const SENDER = 'people@work.example';
const by = (email: unknown, createdAt: unknown) => ({
	created_by: { email },
	created_at: createdAt,
});
const lineOf = (rows: Parameters<typeof senderLine>[1], days = 90) =>
	senderLine(SENDER, rows, { days, now: 0 });

test('a sender who made transactions is a user', () => {
	const rows = [
		by('People@Work.example', '2026-11-20T10:00:00.000Z'),
		by(SENDER, '2026-11-24T10:00:00.000Z'),
		by('other@work.example', '2026-11-25T10:00:00.000Z'),
		by(SENDER, '2026-11-02T10:00:00.000Z'),
		by(7, '2026-11-25T10:00:00.000Z'),
		{ created_by: null, created_at: '2026-11-25T10:00:00.000Z' },
	];
	expect(lineOf(rows)).toMatchObject({
		check: 'Sender',
		status: 'fine',
		finding:
			'people@work.example is a Reachdesk user: 3 transactions in the last 90 days, the last on 2026-11-24',
		remedy: null,
	});
	expect(lineOf(rows.slice(1, 2), 1).finding).toBe(
		'people@work.example is a Reachdesk user: 1 transaction in the last 1 day, the last on 2026-11-24',
	);
});

test('a day that cannot be read is not the last one', () => {
	expect(lineOf([by(SENDER, null)]).finding).toBe(
		'people@work.example is a Reachdesk user: 1 transaction in the last 90 days',
	);
	expect(lineOf([by(SENDER, '2026-11-24T10:00:00.000Z'), by(SENDER, 'x')]).finding).toContain(
		'the last on 2026-11-24',
	);
});

test.each([
	[90, '90 days'],
	[1, '1 day'],
])('a sender without a transaction in %i days may be nobody', (days, inWords) => {
	expect(lineOf([by('other@work.example', '2026-11-25T10:00:00.000Z')], days)).toMatchObject({
		check: 'Sender',
		status: 'warning',
		finding: `people@work.example made no transaction in the last ${inWords}`,
		remedy: expect.stringMatching(
			/^Check in Reachdesk that this is the address of an active user\./,
		),
	});
});
