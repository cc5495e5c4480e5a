import { describe, expect, it } from '@jest/globals';
import { runCodeNode } from './codeNode.mts';

type Json = Record<string, unknown>;

const NOW = '2026-11-26T07:00:30.000Z';

const asked = (request: Json): Json =>
	runCodeNode('my-gifts', 'Asked', {
		now: NOW,
		nodes: { Request: [{ query: {}, body: {}, isAnswer: false, now: NOW, ...request }] },
	})[0] ?? {};

describe('what a visitor of My gifts wants', () => {
	it.each<[string, Json, Json]>([
		['the page', {}, { route: 'start', token: '', choice: '' }],
		['a link', { query: { link: 'abc' } }, { route: 'open', token: 'abc', choice: '' }],
		[
			'a link with a choice, as a program may open it',
			{ query: { link: 'abc', choice: 'none' }, body: { choice: 'none' } },
			{ route: 'open' },
		],
		[
			'a form without a choice',
			{ isAnswer: true, body: { link: 'abc' } },
			{ route: 'open', token: 'abc', choice: '' },
		],
		[
			'a form with a choice that is none',
			{ isAnswer: true, body: { link: 'abc', choice: 'constructor' } },
			{ route: 'open', choice: '' },
		],
		[
			'a form',
			{ isAnswer: true, body: { link: 'abc', choice: 'none' } },
			{ route: 'choose', token: 'abc', choice: 'none' },
		],
		[
			'a link in the address of a form',
			{ isAnswer: true, query: { link: 'abc' }, body: { choice: 'none' } },
			{ route: 'ask', token: '', typed: '' },
		],
		[
			'an email',
			{ isAnswer: true, body: { email: ' Ann.O’Neill@Example.com ' } },
			{ route: 'ask', typed: 'Ann.O’Neill@Example.com', address: 'ann.o’neill@example.com' },
		],
	])('%s', (_, request, wanted) => {
		expect(asked(request)).toMatchObject(wanted);
	});

	it.each([
		'',
		'ann',
		'3332883884017713938',
		'a@b@c',
		'ann@example.com, other@example.com',
		'ann@example.com\nBcc: other@example.com',
		'Ann <ann@example.com>',
		'"ann"@example.com',
		'ann@example.com/../1',
		'ann%40example.com@',
		`${'a'.repeat(250)}@example.com`,
		['ann@example.com'],
		{ $gt: '' },
		null,
		7,
	])('asks for no email to %p', (email) => {
		expect(asked({ isAnswer: true, body: { email } })).toMatchObject({
			route: 'ask',
			typed: '',
			address: '',
		});
	});
});

const SETTINGS = { linksAnHour: 3, requestsAMinute: 20, hours: 24 };
const OWN = { token: 'own', address: 'ann' };

/** Rows of the hour, of which the own one is the last. */
const rowsOf = (rows: readonly Json[]): Json[] =>
	[...rows, { token: 'own', address: 'ann' }].map((row, index) => ({
		id: index + 1,
		asked_at: NOW,
		...row,
	}));

const others = (count: number, row: Json = {}): Json[] =>
	Array.from({ length: count }, (_, index) => ({
		token: `other ${String(index)}`,
		address: `other ${String(index)}`,
		...row,
	}));

const verdictAfter = (rows: readonly Json[]): unknown =>
	runCodeNode('my-gifts', 'Place', {
		now: NOW,
		nodes: {
			'Page Settings': [SETTINGS],
			Asked: [{ typed: 'Ann', address: 'ann', now: NOW }],
			'Hash of the Address': [OWN],
			'Requests Now': rowsOf(rows),
		},
	})[0]?.verdict;

describe('a flood of requests', () => {
	it.each<[string, Json[], string]>([
		['is the first one', [], 'look'],
		['comes after two for the same address', others(2, { address: 'ann' }), 'look'],
		['comes after three for the same address', others(3, { address: 'ann' }), 'enough'],
		['comes after 19 in this minute', others(19), 'look'],
		['is the first too many in this minute', others(20), 'full'],
		['is another too many in this minute', others(21), 'enough'],
		[
			'is too many, and a minute before it there were too many, too',
			[...others(21, { asked_at: '2026-11-26T06:59:59.000Z' }), ...others(20)],
			'enough',
		],
		['comes a minute after many', others(20, { asked_at: '2026-11-26T06:59:59.000Z' }), 'look'],
	])('when a request %s', (_, rows, verdict) => {
		expect(verdictAfter(rows)).toBe(verdict);
	});

	it('is told apart by the order in which the rows were written, not read', () => {
		const rows = others(3, { address: 'ann' });
		const late = rowsOf(rows).reverse();
		const items = runCodeNode('my-gifts', 'Place', {
			now: NOW,
			nodes: {
				'Page Settings': [SETTINGS],
				Asked: [{ typed: 'ann', address: 'ann', now: NOW }],
				'Hash of the Address': [OWN],
				'Requests Now': late,
			},
		});
		expect(items).toEqual([{ verdict: 'enough', employee: 'ann' }]);
	});

	it('writes no more rows than it may', () => {
		const room = (rows: readonly Json[]) =>
			runCodeNode('my-gifts', 'Room for One More', {
				now: NOW,
				nodes: {
					'Page Settings': [SETTINGS],
					Asked: [{ now: NOW }],
					'Hash of the Address': [OWN],
					'Requests of the Hour': rowsOf(rows).slice(0, -1),
				},
			}).length;
		expect(room([])).toBe(1);
		expect(room(others(20))).toBe(1);
		expect(room(others(21))).toBe(0);
		expect(room(others(3, { address: 'ann' }))).toBe(0);
		expect(room(others(2, { address: 'ann' }))).toBe(1);
	});
});

describe('the address of the email', () => {
	const theirs = (...employees: Json[]) =>
		runCodeNode('my-gifts', 'Their Address', {
			now: NOW,
			input: employees,
			nodes: {
				'Page Settings': [SETTINGS],
				Asked: [{ address: 'ann@example.com', now: NOW }],
				'Hash of the Address': [OWN],
			},
		});

	it('is the work address as HiBob has it', () => {
		expect(theirs({ id: '1', workEmail: 'Ann@example.com' })).toEqual([
			{
				token: 'own',
				employee_id: '1',
				email: 'ann@example.com',
				to: 'Ann@example.com',
				expires: '2026-11-27T07:00:30.000Z',
			},
		]);
	});

	it.each<Json>([
		{ id: '1', workEmail: 'other@example.com', personalEmail: 'ann@example.com' },
		{ id: '1', workEmail: null, email: 'ann@example.com' },
		{ workEmail: 'ann@example.com' },
		{ id: '1', workEmail: 'ann@example.com, other@example.com' },
	])('is none that HiBob does not have as a work address: %j', (employee) => {
		expect(theirs(employee)).toEqual([]);
	});
});

describe('choices of people who left', () => {
	it('are deleted after 13 months, and those of nobody else are', () => {
		const people = [
			{ id: '1', status: 'Inactive', terminationDate: '2025-10-01' },
			{ id: '2', status: 'Inactive', terminationDate: '2026-09-30' },
			{ id: '3', status: 'Inactive', terminationDate: null },
			{ id: '4', status: 'Active', terminationDate: '2027-01-31' },
			// came back
			{ id: '5', status: 'Active', terminationDate: '2020-01-31' },
			{ id: '7', status: 'Inactive' },
		];
		const rows = ['1', '2', '3', '4', '5', '6', '7', null].map((employee_id, index) => ({
			id: index + 10,
			employee_id,
		}));
		const deleted = runCodeNode('my-gifts', 'Left Long Ago', {
			now: NOW,
			nodes: { 'All Employees': people, 'All Choices': rows },
		});
		expect(deleted).toEqual([{ id: 10 }]);
	});
});
