import { expect, test } from '@jest/globals';
import {
	contestedSend,
	described,
	doubtfulSend,
	isSamePerson,
	notToldApart,
	recipientInDoubt,
	severalSends,
	sharedAddress,
	sharedSend,
	unreadableRow,
	unsureSend,
} from '../../../nodes/Reachdesk/gifts/sharedRecipient.ts';
import { giftTo, listed } from './gifts.mts';

const SEND = listed({ id: 7 });
const ROW = { name: 'row 3', id: null, email: null, campaignId: null };
const of = (employee?: string, key = 'a') => giftTo(undefined, key, undefined, employee);

test('a send is described by its id and date, a row that cannot be read by its place', () => {
	expect(described(SEND)).toBe('send 7 of 2026-11-23T07:00:05.123Z');
	expect(described(ROW)).toBe('row 3');
});

test.each([
	[of('1'), of('1', 'b'), true],
	[of('1'), of('2', 'b'), false],
	[of('1'), of('2'), true],
	[of(), of(undefined, 'b'), false],
	[of('1'), of(undefined, 'b'), false],
])('one person is known by the HiBob id, or by the key', (one, other, expected) => {
	expect(isSamePerson(one, other)).toBe(expected);
});

test.each([
	[of('1'), '2', 'Employees 1 and 2'],
	[of('1'), null, 'Employee 1 and the recipient of another item'],
	[of(), '2', 'Employee 2 and the recipient of another item'],
	[of(), null, 'This recipient and the recipient of another item'],
])('two recipients of one address are named', (gift, other, named) => {
	expect(sharedAddress(gift, other)).toEqual({
		outcome: 'unconfirmed',
		explanation: `${named} have the same email address, and a run sends only one gift to it. This gift was not sent. If the address is wrong, correct it in HiBob. Otherwise a later run sends the gift`,
		gift: null,
	});
	expect(sharedSend(gift, other, SEND).explanation).toBe(
		`${named} have the same email address, and Reachdesk lists send 7 of 2026-11-23T07:00:05.123Z for it, which may be the gift of either. Check that send in Reachdesk, and correct the address in HiBob if it is wrong`,
	);
});

test.each([
	[notToldApart, /^Nothing was sent: this run .* Turn it on under 'Safety'$/],
	[
		contestedSend(SEND),
		/^Reachdesk lists send 7 of .* another one of this run\. Check that send in Reachdesk$/,
	],
	[
		doubtfulSend(SEND),
		/^An earlier attempt got no clear answer, and Reachdesk lists send 7 of .* or another one\. Check that send in Reachdesk$/,
	],
	[
		doubtfulSend(ROW),
		/^An earlier attempt got no clear answer, and Reachdesk’s list of sends has an unreadable row \(row 3\) .* send this one there$/,
	],
	[
		unsureSend(SEND),
		/^Nothing was sent: Reachdesk lists send 7 of .* n8n was stopped .* send this one there$/,
	],
	[
		unreadableRow(ROW),
		/^Nothing was sent: Reachdesk’s list of sends has an unreadable row \(row 3\)/,
	],
	[recipientInDoubt, /^Nothing was sent: another gift to the same address .* is confirmed$/],
])('what is unclear is unconfirmed, with what to do', (outcome, explanation) => {
	expect(outcome).toMatchObject({ outcome: 'unconfirmed', gift: null });
	expect(outcome.explanation).toMatch(explanation);
});

test('one row that cannot be read, and several sends, are named', () => {
	expect(severalSends([ROW])).toBe(
		'and its list has an unreadable row that could be this gift (row 3). Check it in Reachdesk',
	);
	expect(severalSends([SEND, ROW])).toBe(
		'and its list has several sends that could be this gift (send 7 of 2026-11-23T07:00:05.123Z, row 3). Check them in Reachdesk',
	);
});
