import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { triggerAnswer } from '../../../nodes/Reachdesk/gifts/triggerAnswer.ts';
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
		[200, 'a status that is no text', { id: 4711, status: 7 }, 'unknown'],
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

describe('whatever Reachdesk answers', () => {
	test('only the five refusals prove that no gift was made', () => {
		fc.assert(
			fc.property(fc.integer({ min: 100, max: 599 }), fc.jsonValue(), (status, body) => {
				const { kind } = answer(status, body);
				expect(kind === 'refused').toBe([400, 401, 403, 404, 422].includes(status));
				if (kind === 'accepted') expect(status >= 200 && status <= 299).toBe(true);
			}),
			RUNS,
		);
	});
});
