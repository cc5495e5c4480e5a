import { describe, expect, test } from '@jest/globals';
import { explainNoAnswer, explainStatus } from '../../../nodes/HiBob/transport/hibobErrors.ts';
import { NoAnswer } from '../../../nodes/shared/httpAnswer.ts';
import { HOSTILE_HEADERS } from './hostileHeaders.mts';

const remedyFor = (headers: Record<string, unknown>): string =>
	explainStatus({ status: 429, headers, body: '' })?.remedy ?? '';

test.each([
	[199, false],
	[200, true],
	[299, true],
	[300, false],
])('the status %i is a success: %s', (status, isSuccess) => {
	expect(explainStatus({ status, headers: {}, body: '' }) === null).toBe(isSuccess);
});

test.each([
	[199, 'HiBob returned an error (199)'],
	[300, 'HiBob returned a redirect (300), which is not followed'],
	[399, 'HiBob returned a redirect (399), which is not followed'],
	[418, 'HiBob returned an error (418)'],
])('the status %i is told as "%s"', (status, message) => {
	expect(explainStatus({ status, headers: {}, body: '' })?.message).toBe(message);
});

describe('the words for too many requests', () => {
	test('say when the next minute begins', () => {
		expect(remedyFor({ 'x-ratelimit-reset': '1795424460' })).toContain(
			'the next minute begins at 2026-11-23T09:01:00.000Z',
		);
	});

	test.each(HOSTILE_HEADERS)('omit a time that is none: %j', (reset) => {
		const remedy = remedyFor({ 'x-ratelimit-reset': reset });
		expect(remedy).toContain('50 requests a minute. Run fewer');
	});
});

const CHECK_THE_URL = 'Check the environment and the URL in the credential';

test.each([
	[
		400,
		'HiBob did not accept the request (400)',
		'Check the chosen fields: one of them may no longer exist in HiBob',
	],
	[401, 'HiBob rejected the service user ID or token (401)', "Check 'Service User ID' and 'Token'"],
	[403, 'HiBob refused access (403)', 'The service user may be in no permission group'],
	[404, 'HiBob found no such path or record (404)', CHECK_THE_URL],
	[429, 'HiBob received too many requests (429)', 'share 50 requests a minute'],
	[302, 'HiBob returned a redirect (302), which is not followed', CHECK_THE_URL],
	[399, 'HiBob returned a redirect (399), which is not followed', CHECK_THE_URL],
	[418, 'HiBob returned an error (418)', 'Try again in a few minutes'],
	[503, 'HiBob returned an error (503)', 'Try again in a few minutes'],
])('the status %i is explained, with what to do', (status, message, remedy) => {
	const explanation = explainStatus({ status, headers: {}, body: '' });
	expect(explanation?.message).toBe(message);
	expect(explanation?.remedy).toContain(remedy);
});

test.each([
	['ECONNREFUSED', 'HiBob is not reachable', /the network of this n8n \(ECONNREFUSED\)$/],
	[
		'ETIMEDOUT',
		'HiBob did not respond in time, or closed the connection',
		/the network of this n8n \(ETIMEDOUT\)$/,
	],
	['unknown', 'n8n could not send the request to HiBob', /check n8n’s log$/],
])('no answer with the code %s is explained, with what to do', (code, message, remedy) => {
	const explanation = explainNoAnswer(new NoAnswer(code));
	expect(explanation.message).toBe(message);
	expect(explanation.remedy).toMatch(remedy);
});
