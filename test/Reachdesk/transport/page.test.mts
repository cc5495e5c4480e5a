import { describe, expect, test } from '@jest/globals';
import { readPage } from '../../../nodes/Reachdesk/transport/page.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { sendRow } from '../gifts/gifts.mts';

const ROWS = [sendRow({ id: 2 }), sendRow({ id: '1' })];
const PAGINATION = { page: 1, per_page: 100, total_pages: 3, total_records: 250 };

describe('a page of a list', () => {
	test.each([
		['beside the rows', { data: ROWS, pagination: PAGINATION }],
		['within, with the rows', { data: { data: ROWS, pagination: PAGINATION } }],
	])('may have the pagination %s', (_, body) => {
		expect(readPage(body, 'sends')).toEqual({
			rows: ROWS.map((row) => ({ identity: expect.any(String), row })),
			totalPages: 3,
			totalRecords: 250,
		});
	});

	test('may be empty', () => {
		const pagination = { total_pages: 0, total_records: 0 };
		expect(readPage({ data: [], pagination }, 'sends')).toEqual({
			rows: [],
			totalPages: 0,
			totalRecords: 0,
		});
	});

	test.each([
		['is missing', { data: [] }],
		['is null', { data: [], pagination: null }],
		['is a list', { data: [], pagination: [3] }],
		['stands in the wrong place', { data: { data: [] }, pagination: PAGINATION }],
		['holds texts', { data: [], pagination: { total_pages: '3', total_records: '250' } }],
		['is less than none', { data: [], pagination: { total_pages: -1, total_records: -1 } }],
	])('says nothing of the number of pages when the pagination %s', (_, body) => {
		expect(readPage(body, 'sends')).toMatchObject({ totalPages: null, totalRecords: null });
	});

	test('keeps rows that are no sends, so that they are not overlooked', () => {
		const { rows } = readPage({ data: ['odd', null, sendRow({ id: 1 })] }, 'sends');
		expect(rows.map(({ row }) => row)).toEqual(['odd', null, sendRow({ id: 1 })]);
		expect(new Set(rows.map(({ identity }) => identity)).size).toBe(3);
	});
});

test('a row that comes again is the same, and a wrong one with its id is not', () => {
	const identity = (changes: Readonly<Record<string, unknown>>) =>
		readPage({ data: [sendRow(changes)] }, 'sends').rows[0]?.identity;
	expect(identity({ status: 'claimed', updated_at: 'now' })).toBe(identity({}));
	for (const changes of [
		{ email: 'ada@work.example' },
		{ campaign: { id: 1 } },
		{ created_at: 7 },
		{ id: 4712 },
		{ id: '4711' },
	]) {
		expect(identity(changes)).not.toBe(identity({}));
	}
});

describe('a body that is no page stops the run', () => {
	test.each([
		['nothing', undefined],
		['null', null],
		['a page of HTML', '<html></html>'],
		['a bare list', ROWS],
		['an empty object', {}],
		['an error', { error: 'Not Found', status: 404 }],
		['rows that are null', { data: null }],
		['rows that are an object', { data: { id: 1 } }],
		['rows within that are no list', { data: { data: { id: 1 }, pagination: PAGINATION } }],
		['rows under another name', { sends: ROWS, pagination: PAGINATION }],
	])('%s', (_, body) => {
		const { message, remedy } = explanationOf(() => readPage(body, 'sends'));
		expect(message).toBe('Reachdesk’s list of sends does not have the documented shape');
		expect(remedy).toContain('Nothing was sent');
	});
});

test('a row without an ID is known by its place in the list, one with any ID is not', () => {
	const identities = (rows: unknown[], place: number) =>
		readPage({ data: rows }, 'sends', place).rows.map(({ identity }) => identity);
	expect(identities(['odd', null], 100)).toEqual(['row 100', 'row 101']);
	for (const id of [7, '7']) {
		expect(identities(['odd', sendRow({ id })], 100)[1]).toBe(identities([sendRow({ id })], 3)[0]);
	}
});
