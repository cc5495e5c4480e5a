import { describe, expect, test } from '@jest/globals';
import { explainStatus } from '../../../nodes/HiBob/transport/hibobErrors.ts';
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
