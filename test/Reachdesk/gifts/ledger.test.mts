import { describe, expect, test } from '@jest/globals';
import { readLedger } from '../../../nodes/Reachdesk/gifts/ledger.ts';
import type { LedgerEntry } from '../../../nodes/Reachdesk/gifts/ledger.ts';
import { EMAIL } from './gifts.mts';

type Fields = Readonly<Record<string, unknown>>;

const SEND = { id: 4711, recipient_email: EMAIL, campaign_name: 'Birthdays', team_name: 'People' };
const MADE = '2026-11-23T07:00:05.123Z';

const paid = (changes: Fields = {}): Fields => ({
	state: 'processed',
	currency: 'USD',
	amount: -25,
	send: SEND,
	created_at: MADE,
	...changes,
});
const refund = (amount: number, changes: Fields = {}) => paid({ amount, ...changes });

/** What the transactions show for the send. */
const entryOf = (...rows: readonly Fields[]): LedgerEntry | undefined =>
	readLedger(rows).get('4711');

describe('the transactions of a send', () => {
	test('are added up, with who got it, from which campaign and team, and when', () => {
		expect(
			entryOf(paid(), paid({ amount: '-0.50' }), paid({ currency: 'EUR', amount: -1 })),
		).toEqual({
			net: new Map([
				['USD', 255_000n],
				['EUR', 10_000n],
			]),
			isTakenOff: false,
			email: EMAIL,
			campaignName: 'Birthdays',
			team: 'People',
			at: Date.parse(MADE),
		});
	});

	test('begin with the first of them, in whatever order they are listed', () => {
		const later = paid({ created_at: '2026-11-24T07:00:00Z' });
		for (const rows of [
			[paid(), later],
			[later, paid()],
		]) {
			expect(entryOf(...rows)?.at).toBe(Date.parse(MADE));
		}
		for (const created_at of [undefined, null, 'yesterday', 2026, 1_795_417_205]) {
			expect(entryOf(paid({ created_at }))?.at).toBe(Infinity);
		}
	});

	test.each<[string, readonly Fields[], boolean]>([
		['paid', [paid()], false],
		['paid for nothing', [paid({ amount: 0 })], false],
		['paid and refunded in part', [paid(), refund(24)], false],
		['paid and refunded', [paid(), refund(25)], true],
		['paid and refunded with more', [paid(), refund(26)], true],
		['refunded in one of two currencies', [paid(), paid({ currency: 'EUR' }), refund(25)], false],
		['refunded alone', [refund(25)], true],
		['cancelled', [paid({ state: 'cancelled' })], true],
		['cancelled, and refunded for show', [paid({ state: 'cancelled' }), refund(25)], true],
		['paid again after it was cancelled', [paid({ state: 'cancelled' }), paid()], false],
	])('that were %s take it off: %#', (_, rows, expected) => {
		expect(entryOf(...rows)?.isTakenOff).toBe(expected);
	});

	test.each<[Fields]>([
		[paid({ amount: 'many' })],
		[paid({ currency: null })],
		[paid({ currency: 840 })],
		[paid({ amount: undefined })],
	])('with one that is unreadable have an unknown sum, and stay: %j', (odd) => {
		expect(entryOf(paid(), odd, refund(25))).toMatchObject({ net: null, isTakenOff: false });
		expect(entryOf(odd)).toMatchObject({ net: null, isTakenOff: false });
	});

	test.each<[Fields, Partial<LedgerEntry>]>([
		[{ recipient_email: ' Noa@Work.Example ' }, { email: EMAIL }],
		[{ recipient_email: 'hidden' }, { email: null }],
		[{ recipient_email: [EMAIL] }, { email: null }],
		[{ recipient_email: 7 }, { email: null }],
		[
			{ campaign_name: null, team_name: 7 },
			{ campaignName: null, team: null },
		],
	])('say of it what is readable: %j', (changes, expected) => {
		expect(entryOf(paid({ send: { ...SEND, ...changes } }))).toMatchObject(expected);
	});
});

describe('transactions', () => {
	test('without a readable send belong to no gift', () => {
		const rows = [paid({ send: null }), paid({ send: { ...SEND, id: {} } }), paid()];
		expect([...readLedger(rows).keys()]).toEqual(['4711']);
	});

	test('that are unreadable are named by their send or their place', () => {
		const rows = [
			paid(),
			paid({ amount: 'x' }),
			paid({ send: 'x' }),
			paid({ send: { ...SEND, id: 4712 }, currency: null }),
		];
		expect(() => readLedger(rows)).toThrow('3 of 4 rows');
		expect(() => readLedger(rows)).toThrow('(send 4711, row 3, send 4712)');
	});
});
