import { expect, test } from '@jest/globals';
import { CLOCK_SKEW } from '../../../nodes/Reachdesk/attempts/attemptTimes.ts';
import { UnlistedGifts } from '../../../nodes/Reachdesk/attempts/unlistedGifts.ts';
import type { Spent } from '../../../nodes/Reachdesk/gifts/spending.ts';
import { EMAIL, listed } from '../gifts/gifts.mts';

const NOW = Date.parse('2026-11-23T07:10:00Z');
const MINUTE = 60_000;
const CREATED_AT = '2026-11-23T07:00:00.000Z';
const SEND = listed({ id: 7, created_at: CREATED_AT });

let accounts = 0;
const account = () => new UnlistedGifts(`account ${String(accounts++)}`);

const gift = (changes: Partial<Spent> = {}): Spent => ({
	sendId: null,
	email: EMAIL,
	campaignIds: [SEND.campaignId],
	team: null,
	at: Date.parse(CREATED_AT),
	isOfWorkflow: true,
	cost: null,
	...changes,
});

/** Whether a gift still counts beside what Reachdesk lists. */
function isLeft(one: Spent, sends = [SEND], now = NOW): boolean {
	const gifts = account();
	gifts.add(one);
	return gifts.without({ sends, unreadable: [] }, now).length === 1;
}

test('none are left where none were sent', () => {
	expect(account().without({ sends: [SEND], unreadable: [] }, NOW)).toEqual([]);
});

test.each([
	['its id is listed', { sendId: '7' }, false],
	['another id is listed', { sendId: '8' }, true],
	['its address and campaign are listed', {}, false],
	['one of its campaigns is listed', { campaignIds: [1, SEND.campaignId] }, false],
	['another campaign is listed', { campaignIds: [1] }, true],
	['another address is listed', { email: 'other@work.example' }, true],
	['its address is not known', { email: null }, true],
	['it has an address, and its campaigns are not known', { campaignIds: [] }, true],
	[
		'the listed one was created as long before as clocks may differ',
		{ at: Date.parse(CREATED_AT) + CLOCK_SKEW },
		false,
	],
	[
		'the listed one was created earlier than that',
		{ at: Date.parse(CREATED_AT) + CLOCK_SKEW + 1 },
		true,
	],
])('when %s', (_, changes, expected) => {
	expect(isLeft(gift(changes))).toBe(expected);
});

test('is for the time of a lease', () => {
	const at = NOW - 15 * MINUTE;
	expect(isLeft(gift({ at }), [])).toBe(true);
	expect(isLeft(gift({ at: at - 1 }), [])).toBe(false);
});

test('is for all nodes of an account, until it is listed or known not to be sent', () => {
	const name = `account ${String(accounts++)}`;
	const [one, other] = [gift(), gift({ email: 'other@work.example' })];
	new UnlistedGifts(name).add(one);
	new UnlistedGifts(name).add(other);
	const nothing = { sends: [], unreadable: [] };
	expect(new UnlistedGifts(name).without(nothing, NOW)).toEqual([one, other]);
	expect(account().without(nothing, NOW)).toEqual([]);
	new UnlistedGifts(name).delete(other);
	expect(new UnlistedGifts(name).without(nothing, NOW)).toEqual([one]);
	expect(new UnlistedGifts(name).without({ sends: [SEND], unreadable: [] }, NOW)).toEqual([]);
	expect(new UnlistedGifts(name).without(nothing, NOW)).toEqual([]);
});
