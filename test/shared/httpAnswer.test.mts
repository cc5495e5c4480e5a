import { describe, expect, test } from '@jest/globals';
import {
	httpAnswer,
	isFromN8n,
	isJson,
	neverConnected,
	noAnswer,
	NoAnswer,
} from '../../nodes/shared/httpAnswer.ts';

describe('a full response of n8n', () => {
	test('is its status, headers and body', () => {
		const response = { statusCode: 200, headers: { a: '1' }, body: { id: 1 }, statusMessage: 'OK' };
		expect(httpAnswer(response)).toEqual({ status: 200, headers: { a: '1' }, body: { id: 1 } });
	});

	test('may have no headers and no body', () => {
		expect(httpAnswer({ statusCode: 204, headers: null })).toEqual({
			status: 204,
			headers: {},
			body: undefined,
		});
	});

	test.each([[undefined], [null], ['OK'], [{}], [{ statusCode: '200' }], [[{ statusCode: 200 }]]])(
		'that is %j is no answer',
		(response) => {
			expect(() => httpAnswer(response)).toThrow(new NoAnswer('unknown'));
		},
	);
});

describe('the code of a failed request', () => {
	const failure = (code: string) => Object.assign(new Error('failed'), { code });
	const caused = (cause: unknown) => new Error('n8n says', { cause });

	test.each([
		['stands in the error', failure('ECONNREFUSED'), 'ECONNREFUSED'],
		['stands in its cause', caused(failure('ECONNRESET')), 'ECONNRESET'],
		['stands deep down', caused(caused(caused(failure('ETIMEDOUT')))), 'ETIMEDOUT'],
		['stands in a plain object', { cause: { code: 'ECONNABORTED' } }, 'ECONNABORTED'],
		['is the outermost one', Object.assign(caused(failure('inner')), { code: 'OUTER' }), 'OUTER'],
		['is not a number', Object.assign(caused(failure('ECONNRESET')), { code: 500 }), 'ECONNRESET'],
		['stands in an error of several', failureOfSeveral(), 'ECONNREFUSED'],
		['is unknown where there is none', new Error('failed'), 'unknown'],
		['is unknown below a text', caused('ECONNREFUSED'), 'unknown'],
		['is unknown in a text', 'ECONNREFUSED', 'unknown'],
		['is unknown in nothing', undefined, 'unknown'],
		['is unknown in null', null, 'unknown'],
		['stays when it was found before', new NoAnswer('EPIPE'), 'EPIPE'],
	])('%s', (_, error, expected) => {
		expect(noAnswer(error)).toBeInstanceOf(NoAnswer);
		expect(noAnswer(error).code).toBe(expected);
	});

	/** An error with so many causes below it, the last of which has the code. */
	const deep = (causes: number): unknown =>
		causes === 0 ? failure('EPIPE') : caused(deep(causes - 1));

	test('is looked for in nine causes, and an error that is its own cause is no trap', () => {
		expect(noAnswer(deep(9)).code).toBe('EPIPE');
		expect(noAnswer(deep(10)).code).toBe('unknown');
		const endless = new Error('failed');
		endless.cause = endless;
		expect(noAnswer(endless).code).toBe('unknown');
	});

	test('is part of the message', () => {
		expect(new NoAnswer('EPIPE')).toMatchObject({
			name: 'NoAnswer',
			message: 'No answer (EPIPE)',
		});
	});

	// Node tries IPv6 and IPv4 and throws one error of both
	function failureOfSeveral(): AggregateError {
		const both = [failure('ECONNREFUSED'), failure('ECONNREFUSED')];
		return Object.assign(new AggregateError(both), { code: 'ECONNREFUSED' });
	}
});

describe('that no byte reached the service', () => {
	test.each([
		['ECONNREFUSED', true],
		['ENOTFOUND', true],
		['EAI_AGAIN', true],
		['ECONNRESET', false],
		['ECONNABORTED', false],
		['ETIMEDOUT', false],
		['EPIPE', false],
		['unknown', false],
		['econnrefused', false],
	])('is proved by %s: %s', (code, expected) => {
		expect(neverConnected(new NoAnswer(code))).toBe(expected);
	});
});

describe('that n8n itself failed', () => {
	const fail = (code: string) => {
		throw Object.assign(new Error('failed'), { code });
	};
	const failureOf = (attempt: () => unknown): NoAnswer => {
		try {
			attempt();
		} catch (error) {
			return noAnswer(error);
		}
		throw new Error('nothing failed');
	};

	test.each([
		['a response that is none', () => httpAnswer(undefined), true],
		['an error of the code around the request', () => BigInt('x'), true],
		['a failed connection', () => fail('ECONNRESET'), false],
		['a time that is over', () => fail('ECONNABORTED'), false],
	])('is known of %s', (_, attempt, expected) => {
		expect(isFromN8n(failureOf(attempt))).toBe(expected);
	});
});

describe('a body', () => {
	test.each([
		[{}, true],
		[[], true],
		['<html></html>', false],
		['', false],
		[null, false],
		[undefined, false],
		[5, false],
	])('%j was JSON: %s', (body, expected) => {
		expect(isJson({ status: 200, headers: {}, body })).toBe(expected);
	});
});
