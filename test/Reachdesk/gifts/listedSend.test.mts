import { describe, expect, test } from '@jest/globals';
import {
	checkReadable,
	NO_SENDS,
	readSends,
	sendIdOf,
	sendsByRecipient,
	sendsFor,
	unreadableFor,
} from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { CAMPAIGN, EMAIL, listed, sendRow } from './gifts.mts';

describe('a row of the list of sends', () => {
	test('is read with its id as text, and kept whole', () => {
		const row = sendRow({ gift_name: 'Flowers' });
		expect(readSends([row])).toEqual({
			sends: [
				{
					id: '4711',
					email: EMAIL,
					campaignId: CAMPAIGN,
					createdAt: '2026-11-23T07:00:05.123Z',
					row,
				},
			],
			unreadable: [],
		});
	});

	test('is none in an empty list', () => {
		expect(readSends([])).toEqual(NO_SENDS);
		expect(NO_SENDS).toEqual({ sends: [], unreadable: [] });
	});

	test('is one send, when it is listed on two pages', () => {
		const [first, again] = [sendRow({ note: 1 }), sendRow({ note: 2 })];
		expect(readSends([first, again]).sends.map(({ row }) => row)).toEqual([first]);
	});

	test.each([
		[1, '1'],
		[0, null],
		[-1, null],
		[1.5, null],
		['0', '0'],
		['a-b_c', 'a-b_c'],
		['a b', null],
		['', null],
		['x'.repeat(64), 'x'.repeat(64)],
		['x'.repeat(65), null],
		[['7'], null],
		[null, null],
	])('with the ID %j has %j', (id, expected) => {
		expect(sendIdOf(id)).toBe(expected);
	});

	test('may have a text as id', () => {
		expect(readSends([sendRow({ id: 'send_4711' })]).sends[0]?.id).toBe('send_4711');
	});

	test.each([
		['address', { email: null }],
		['campaign', { campaign: null }],
		['address and campaign', { email: null, campaign: null }],
		['address, and with nothing that can be read', { email: null, id: {}, created_at: 7 }],
	])('without %s is none of ours', (_, changes) => {
		expect(readSends([sendRow(changes)])).toEqual({ sends: [], unreadable: [] });
	});
});

describe('a row that cannot be read', () => {
	const SEND = { name: 'send 4711', id: '4711', email: EMAIL, campaignId: CAMPAIGN };
	const ROW = { ...SEND, name: 'row 2', id: null };
	const NOTHING = { name: 'row 2', id: null, email: null, campaignId: null };

	test.each([
		['no object', 'send', NOTHING],
		['null', null, NOTHING],
		['a list', [sendRow()], NOTHING],
		['without address at all', sendRow({ email: undefined }), { ...SEND, email: null }],
		[
			'with an address that is not a text',
			sendRow({ email: { at: EMAIL } }),
			{ ...SEND, email: null },
		],
		[
			'with a date that is none and a masked address',
			sendRow({ email: 'hidden', created_at: 7 }),
			{ ...SEND, email: null },
		],
		['with an address in capitals', sendRow({ email: EMAIL.toUpperCase(), created_at: 7 }), SEND],
		['without campaign at all', sendRow({ campaign: undefined }), { ...SEND, campaignId: null }],
		[
			'with a campaign that is a number',
			sendRow({ campaign: CAMPAIGN }),
			{ ...SEND, campaignId: null },
		],
		[
			'with a campaign without id',
			sendRow({ campaign: { name: 'B' } }),
			{ ...SEND, campaignId: null },
		],
		...[-1, 0, 1.5, 2 ** 60].map(
			(id) =>
				[
					`with the campaign id ${String(id)}`,
					sendRow({ campaign: { id } }),
					{ ...SEND, campaignId: null },
				] as const,
		),
		['with a campaign id that is a text', sendRow({ campaign: { id: String(CAMPAIGN) } }), SEND],
		['without id', sendRow({ id: undefined }), ROW],
		['with an id that is null', sendRow({ id: null }), ROW],
		['with an id that is an address', sendRow({ id: EMAIL }), ROW],
		['with an id that is a fraction', sendRow({ id: 1.5 }), ROW],
		['with an endless id', sendRow({ id: 'x'.repeat(100_000) }), ROW],
		['without date', sendRow({ created_at: undefined }), SEND],
		['with a date that is null', sendRow({ created_at: null }), SEND],
		['with a date that is none', sendRow({ created_at: 'yesterday' }), SEND],
		['with a date that is a number', sendRow({ created_at: 1_795_417_205 }), SEND],
	])('%s says as much as it says', (_, row, expected) => {
		const { sends, unreadable } = readSends([sendRow({ id: 1 }), row]);
		expect(sends).toHaveLength(1);
		expect(unreadable).toEqual([expected]);
	});

	test('is one of those with one id, which is not believed', () => {
		const other = sendRow({ email: 'ada@work.example' });
		const rows = [sendRow(), other, sendRow({ id: 1 })];
		const { sends, unreadable } = readSends([...rows, ...rows.slice(2)]);
		expect(sends.map(({ id }) => id)).toEqual(['1']);
		expect(unreadable).toEqual([
			{ ...SEND, id: null },
			{ ...SEND, id: null, email: 'ada@work.example' },
		]);
	});

	test.each([
		[1503, 1503],
		['1503', 1503],
		['1503 or so', null],
		['no 1503', null],
		[['1503'], null],
		['12345678901', null],
	])('is of the campaign %j: %j', (id, campaignId) => {
		const { unreadable } = readSends([sendRow({ created_at: 7, campaign: { id } })]);
		expect(unreadable).toMatchObject([{ campaignId }]);
	});

	test('keeps no ID that several have', () => {
		const rows = [sendRow({ created_at: 7 }), sendRow({ email: 'ada@work.example' })];
		expect(readSends(rows).unreadable.map(({ id }) => id)).toEqual([null, null]);
		const dates = [sendRow(), sendRow({ created_at: '2026-11-24T07:00:00.000Z' })];
		expect(readSends(dates).sends).toEqual([]);
		const nameless = [sendRow({ id: {} }), sendRow({ id: {}, email: 'ada@work.example' })];
		expect(readSends(nameless).unreadable.map(({ name }) => name)).toEqual(['row 1', 'row 2']);
	});

	test('could be only the gifts that it does not speak against', () => {
		const mayBe = (row: unknown, email = EMAIL, campaignId = CAMPAIGN) =>
			unreadableFor(readSends([row]).unreadable, { email, campaignId }).length === 1;
		const odd = sendRow({ created_at: 7 });
		expect([mayBe(odd), mayBe(odd, ` ${EMAIL.toUpperCase()}`)]).toEqual([true, true]);
		expect([mayBe(odd, 'ada@work.example'), mayBe(odd, EMAIL, 1)]).toEqual([false, false]);
		const faceless = sendRow({ email: 7 });
		expect([mayBe(faceless, 'ada@work.example'), mayBe(faceless, EMAIL, 1)]).toEqual([true, false]);
		expect(mayBe(null, 'ada@work.example', 1)).toBe(true);
	});
});

describe('rows that cannot be read stop the run when they are many', () => {
	const rows = (bad: number, all: number) =>
		Array.from({ length: all }, (_, at) =>
			sendRow({ id: 4711 + at, ...(at < bad ? { email: 7 } : {}) }),
		);

	test.each([
		[2, 2],
		[3, 60],
		[5, 100],
	])('not %i of %i', (bad, all) => {
		expect(readSends(rows(bad, all)).unreadable).toHaveLength(bad);
	});

	test.each([
		[3, 3],
		[3, 59],
		[6, 100],
		[100, 100],
	])('but %i of %i', (bad, all) => {
		const { message, remedy } = explanationOf(() => readSends(rows(bad, all)));
		expect(message).toContain(`${String(bad)} of ${String(all)} rows of Reachdesk’s list of sends`);
		expect(message).toContain('send 4711');
		expect(message).not.toContain(EMAIL);
		expect(remedy).toContain('Nothing was done');
	});
});

test('of rows that cannot be read, five are named', () => {
	const names = (count: number) => Array.from({ length: count }, (_, at) => `row ${String(at)}`);
	const said = (count: number) =>
		explanationOf(() => {
			checkReadable(names(count), count);
		}).message;
	expect(said(5)).toMatch(/\(row 0, row 1, row 2, row 3, row 4\)$/);
	expect(said(6)).toMatch(/\(row 0, row 1, row 2, row 3, row 4, …\)$/);
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
		['of are different addresses', { email: 'ada@work.example' }, false],
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
