import { describe, expect, test } from '@jest/globals';
import {
	listedSend,
	sendsByRecipient,
	sendsFor,
} from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { CAMPAIGN, EMAIL, listed, sendRow } from './gifts.mts';

describe('a row of the list of sends', () => {
	test('is read with its id as text, and kept whole', () => {
		const row = sendRow({ gift_name: 'Flowers' });
		expect(listedSend(row)).toEqual({
			id: '4711',
			email: EMAIL,
			campaignId: CAMPAIGN,
			createdAt: '2026-11-23T07:00:05.123Z',
			row,
		});
	});

	test('may have a text as id', () => {
		expect(listedSend(sendRow({ id: 'send_4711' }))?.id).toBe('send_4711');
	});

	test.each([
		['address', { email: null }],
		['campaign', { campaign: null }],
		['address and campaign', { email: null, campaign: null }],
	])('without %s is none of ours', (_, changes) => {
		expect(listedSend(sendRow(changes))).toBeNull();
	});
});

describe('a row that cannot be read stops the run, because it could be a repeat', () => {
	test.each([
		['no object', 'send'],
		['null', null],
		['a list', [sendRow()]],
		['without address at all', sendRow({ email: undefined })],
		['with an address that is no text', sendRow({ email: { address: EMAIL } })],
		['without campaign at all', sendRow({ campaign: undefined })],
		['with a campaign that is a number', sendRow({ campaign: CAMPAIGN })],
		['with a campaign without id', sendRow({ campaign: { name: 'Birthdays' } })],
		['with a campaign id that is a text', sendRow({ campaign: { id: String(CAMPAIGN) } })],
		['without id', sendRow({ id: undefined })],
		['with an id that is null', sendRow({ id: null })],
		['without date', sendRow({ created_at: undefined })],
		['with a date that is null', sendRow({ created_at: null })],
		['with a date that is none', sendRow({ created_at: 'yesterday' })],
		['with a date that is a number', sendRow({ created_at: 1_795_417_205 })],
	])('a row %s', (_, row) => {
		const { message, remedy } = explanationOf(() => listedSend(row));
		expect(message).toBe('Reachdesk’s list of sends holds a row that cannot be read');
		expect(message).not.toContain(EMAIL);
		expect(remedy).toContain('Nothing was sent');
	});
});

describe('the sends of an address and a campaign since an instant', () => {
	const SINCE = Date.parse('2026-11-01T00:00:00Z');
	const found = (...changes: Record<string, unknown>[]) =>
		sendsFor(
			sendsByRecipient(changes.map((change) => listed(change))),
			{ email: EMAIL, campaignId: CAMPAIGN },
			SINCE,
		).map(({ id }) => id);

	test.each([
		['of that address and campaign', {}, true],
		['of the address in another case', { email: 'NOA@Work.Example' }, true],
		['of the address with spaces around', { email: ` ${EMAIL} ` }, true],
		['of another address', { email: 'ada@work.example' }, false],
		['of another campaign', { campaign: { id: 1504 } }, false],
		['at the very instant', { created_at: '2026-11-01T00:00:00.000Z' }, true],
		['just before the instant', { created_at: '2026-10-31T23:59:59.999Z' }, false],
		['after the instant in another zone', { created_at: '2026-11-01T01:00:00+01:00' }, true],
		['before the instant in another zone', { created_at: '2026-11-01T00:59:59+01:00' }, false],
	])('hold one %s: %j, %s', (_, changes, expected) => {
		expect(found(changes)).toEqual(expected ? ['4711'] : []);
	});

	test('keep their order, newest first', () => {
		expect(found({ id: 3 }, { id: 2, email: 'ada@work.example' }, { id: 1 })).toEqual(['3', '1']);
	});
});
