import { describe, expect, test } from '@jest/globals';
import { readEmployees } from '../../../nodes/HiBob/employees/roster.ts';
import { explanationOf } from '../../shared/explanation.mts';

const PEOPLE = Array.from({ length: 50 }, (_, at) => ({ id: String(at + 1) }));

const answer = (beside: object) => ({ employees: PEOPLE, ...beside });

describe('an answer that may be a part of the employees stops the run', () => {
	test.each<[string, object, string]>([
		['a cursor', { next_cursor: 'abc' }, 'next_cursor'],
		['a cursor deeper down', { response_metadata: { next_cursor: 'abc' } }, 'next_cursor'],
		['a cursor that is a number', { meta: { cursor: 50 } }, 'cursor'],
		['the address of a next page', { links: { next: '/people/search?page=2' } }, 'next'],
		['a list of links', { links: [{ rel: 'self' }, { rel: 'next', href: '/2' }] }, 'rel'],
		['a token to go on with', { continuationToken: 'abc' }, 'continuationToken'],
		['that there is more', { has_more: true }, 'has_more'],
		['that there is more, as a text', { hasMore: 'true' }, 'hasMore'],
		['that this is not the last page', { page: { isLast: false } }, 'isLast'],
		['that it is not complete', { complete: false }, 'complete'],
		['that it was cut', { truncated: true }, 'truncated'],
		['a total above the rows', { total: 300 }, 'total'],
		['a total as a text', { totalCount: '300' }, 'totalCount'],
		['a count of employees', { paging: { employeeCount: 51 } }, 'employeeCount'],
		['several pages', { pagination: { page: 1, pages: 6 } }, 'pages'],
		['the number of a later page', { page: 2 }, 'page'],
		['a limit that the rows reach', { limit: 50 }, 'limit'],
		['a page size that the rows reach', { pageSize: 50 }, 'pageSize'],
		['rows that were passed over', { offset: 50 }, 'offset'],
		['one row that was passed over', { skip: 1 }, 'skip'],
		['a limit in other words', { perPage: 50 }, 'perPage'],
		['a limit in words of its own', { page_size: 50 }, 'page_size'],
		['a limit per page', { per_page: 50 }, 'per_page'],
		['a cursor four levels down', { a: { b: { c: { d: { cursor: 'x' } } } } }, 'cursor'],
		['a cursor with a long name', { [`next${'x'.repeat(50)}`]: 'abc' }, `next${'x'.repeat(36)}`],
	])('%s: %j', (_, beside, name) => {
		const { message, remedy } = explanationOf(() => readEmployees(answer(beside)));
		expect(message).toBe(
			`HiBob returned 50 employees, and its "${name}" means that there are more`,
		);
		expect(remedy).toContain('Nothing was sent');
	});
});

describe('an answer that holds everybody is read, with', () => {
	test.each<[string, object]>([
		['nothing beside', {}],
		['an end of pages', { response_metadata: { next_cursor: null } }],
		['an empty cursor', { next_cursor: '' }],
		['no more', { hasMore: false, truncated: false }],
		['the total of its rows', { total: 50, count: '50' }],
		['one page of one', { page: 1, pages: 1, isLast: true }],
		['a limit above its rows', { limit: 400, offset: 0 }],
		['links to itself', { links: { self: '/people/search', next: null } }],
		['values for which nothing follows', { next: 0, more: ' ', cursor: 'null', rest: undefined }],
		['no rows that were passed over', { offset: 0, skip: '0' }],
		['a cursor deeper than anyone looks', { a: { b: { c: { d: { e: { cursor: 'x' } } } } } }],
		['a relation to something else', { link: { rel: 'self', relation: 'next' } }],
		['a switch that is no number', { pageable: true, limited: true }],
		['an object where nothing follows', { next: {}, cursor: [] }],
		['limits above its rows, in other words', { pageSize: 400, per_page: 400, perPage: '400' }],
		['values that are not there', { next: undefined, cursor: undefined }],
		['less than no rows that were passed over', { offset: -1, skip: '0.0' }],
		['a name that ends like that of a relation', { barrel: 'next' }],
		['nothing of what it did not end', { overall: false, atLast: false }],
		['something else', { requestId: 'abc', generatedAt: '2026-11-23T07:00:00Z' }],
	])('%s: %j', (_, beside) => {
		expect(readEmployees(answer(beside)).employees).toHaveLength(50);
	});

	test('whatever its employees themselves have', () => {
		const employees = [{ id: '1', next: 'x', work: { total: 300, hasMore: true } }];
		expect(readEmployees({ employees }).employees).toHaveLength(1);
	});
});
