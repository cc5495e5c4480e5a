import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bulkAnswer, triggerAnswer } from '../../../nodes/Reachdesk/gifts/triggerAnswer.ts';
import { NoAnswer } from '../../../nodes/shared/httpAnswer.ts';
import { RUNS } from '../../shared/propertyRuns.mts';

const answer = (status: number, body: unknown) => triggerAnswer({ status, headers: {}, body });

const GIFT = { id: 4711, status: 'processed', claim_url: null };
const HTML = '<html><body>Reachdesk</body></html>';

describe('an answer to the POST that makes a gift', () => {
	test.each<[number, string, unknown, string]>([
		[200, 'a gift', GIFT, 'accepted'],
		[200, 'a gift with a text as id', { id: 'send_1', status: 'processed' }, 'accepted'],
		[200, 'a gift without status', { id: 4711 }, 'unknown'],
		[200, 'an empty status', { id: 4711, status: '' }, 'unknown'],
		[200, 'a status that is not a text', { id: 4711, status: 7 }, 'unknown'],
		[200, 'an id with blanks', { id: ' a', status: 'processed' }, 'unknown'],
		[200, 'an id with blanks behind', { id: 'a ', status: 'processed' }, 'unknown'],
		[299, 'a gift', GIFT, 'accepted'],
		[300, 'a gift', GIFT, 'unknown'],
		[200, 'an id of blanks', { id: ' ', status: 'processed' }, 'unknown'],
		[200, 'an id that is no send’s', { id: -1, status: 'processed' }, 'unknown'],
		[200, 'a gift that is pending', { id: 1, status: 'pending' }, 'accepted'],
		[201, 'a gift', GIFT, 'accepted'],
		[202, 'a gift', GIFT, 'accepted'],
		[200, 'a page', HTML, 'unknown'],
		[200, 'nothing', '', 'unknown'],
		[200, 'nothing', undefined, 'unknown'],
		[200, 'null', null, 'unknown'],
		[200, 'an empty object', {}, 'unknown'],
		[200, 'an id that is null', { id: null }, 'unknown'],
		[200, 'a wrapped gift', { data: GIFT }, 'unknown'],
		[200, 'a list', [GIFT], 'unknown'],
		[200, 'an error', { error: 'no' }, 'unknown'],
		[201, 'nothing', '', 'unknown'],
		[202, 'nothing', '', 'unknown'],
		[204, 'nothing', '', 'unknown'],
		[301, 'nothing', '', 'unknown'],
		[302, 'a page', HTML, 'unknown'],
		[302, 'a gift all the same', GIFT, 'unknown'],
		[307, 'nothing', '', 'unknown'],
		[400, 'words', { message: 'Bad' }, 'refused'],
		[401, 'nothing', '', 'refused'],
		[403, 'nothing', '', 'refused'],
		[404, 'words', { message: 'This campaign does not exist' }, 'refused'],
		[404, 'the words of another route', { status: 404, error: 'Not Found' }, 'refused'],
		[422, 'words', { message: 'This campaign is not active' }, 'refused'],
		[408, 'nothing', '', 'unknown'],
		[409, 'words', { message: 'Conflict' }, 'unknown'],
		[429, 'words', { message: 'Slow down' }, 'unknown'],
		[500, 'a page', HTML, 'unknown'],
		[500, 'a gift all the same', GIFT, 'unknown'],
		[502, 'a page', HTML, 'unknown'],
		[503, 'nothing', '', 'unknown'],
		[504, 'nothing', '', 'unknown'],
	])('of status %i with %s (%j) is %s', (status, _, body, expected) => {
		expect(answer(status, body).kind).toBe(expected);
	});

	test('that accepts brings the gift', () => {
		expect(answer(200, GIFT)).toEqual({ kind: 'accepted', accepted: GIFT });
	});

	test('that says nothing clear says so in words', () => {
		expect(answer(503, HTML)).toEqual({
			kind: 'unknown',
			why: 'Reachdesk answered with status 503',
		});
		expect(answer(200, HTML)).toEqual({
			kind: 'unknown',
			why: 'Reachdesk’s answer could not be read',
		});
	});
});

describe('no answer to the POST that makes a gift', () => {
	test.each([
		['ECONNREFUSED', 'refused'],
		['EHOSTUNREACH', 'unknown'],
		['ENOTFOUND', 'refused'],
		['EAI_AGAIN', 'refused'],
		['ECONNRESET', 'unknown'],
		['ECONNABORTED', 'unknown'],
		['ETIMEDOUT', 'unknown'],
		['ESOCKETTIMEDOUT', 'unknown'],
		['EPIPE', 'unknown'],
		['ERR_NETWORK', 'unknown'],
		['ERR_BAD_RESPONSE', 'unknown'],
		['ERR_CANCELED', 'unknown'],
		['CERT_HAS_EXPIRED', 'unknown'],
		['unknown', 'unknown'],
		['', 'unknown'],
	])('because of %j is %s', (code, expected) => {
		expect(triggerAnswer(new NoAnswer(code)).kind).toBe(expected);
	});
});

describe('an answer to the POST that makes many gifts', () => {
	const bulk = (status: number, body: unknown) => bulkAnswer({ status, headers: {}, body });

	test('that accepts brings the id of the bulk send', () => {
		expect(bulk(202, { id: 98_001 })).toEqual({ kind: 'accepted', accepted: '98001' });
		expect(bulk(200, { id: 'bulk_1' })).toEqual({ kind: 'accepted', accepted: 'bulk_1' });
	});

	test.each([
		[{}],
		[{ id: null }],
		[{ id: '' }],
		[{ id: ' ' }],
		[{ id: 0 }],
		[{ data: { id: 98_001 } }],
		[[{ id: 98_001 }]],
		['<html></html>'],
		[''],
		[null],
		[undefined],
	])('that cannot be read proves nothing: %j', (body) => {
		expect(bulk(202, body)).toEqual({
			kind: 'unknown',
			why: 'Reachdesk’s answer could not be read',
		});
	});
});

/** A gift as Reachdesk may have made it. */
const anyGift = fc
	.record({
		id: fc.oneof(
			fc.integer({ min: 1 }),
			fc.string({ minLength: 1 }).filter((id) => /^\S+$/.test(id)),
		),
		status: fc.oneof(
			fc.constantFrom('processed', 'pending', 'teleported'),
			fc.string({ minLength: 1 }),
		),
		more: fc.dictionary(fc.string(), fc.jsonValue()),
	})
	.map(({ id, status, more }) => ({ ...more, id, status }));

const REFUSED = [400, 401, 403, 404, 422];

describe('whatever Reachdesk answers', () => {
	test('only the five refusals prove that no gift was made', () => {
		const anyBody = fc.oneof(fc.jsonValue(), anyGift);
		fc.assert(
			fc.property(fc.integer({ min: 100, max: 599 }), anyBody, (status, body) => {
				expect(answer(status, body).kind === 'refused').toBe(REFUSED.includes(status));
			}),
			RUNS,
		);
	});

	test('a gift with id and status is accepted with a 2xx, as it is, and with no other status', () => {
		const anyStatus = fc.oneof(
			fc.integer({ min: 200, max: 299 }),
			fc.integer({ min: 100, max: 599 }),
		);
		fc.assert(
			fc.property(anyStatus, anyGift, (status, gift) => {
				const judged = answer(status, gift);
				if (status >= 200 && status <= 299) {
					expect(judged).toEqual({ kind: 'accepted', accepted: gift });
				} else {
					expect(judged.kind).toBe(REFUSED.includes(status) ? 'refused' : 'unknown');
				}
			}),
			RUNS,
		);
	});
});
