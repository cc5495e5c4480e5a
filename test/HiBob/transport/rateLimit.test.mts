import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { HiBobContext } from '../../../nodes/HiBob/transport/hibobContext.ts';
import { limitEnds, withinRateLimit } from '../../../nodes/HiBob/transport/rateLimit.ts';
import { NoAnswer } from '../../../nodes/shared/httpAnswer.ts';
import type { HttpAnswer } from '../../../nodes/shared/httpAnswer.ts';
import { partial } from '../../shared/partial.mts';

const NOW = Date.parse('2026-11-23T09:00:20.000Z');
const DONE: HttpAnswer = { status: 200, headers: {}, body: {} };

const execution = (signal?: AbortSignal) =>
	partial<IExecuteFunctions>({ getExecutionCancelSignal: () => signal });
const refused = (headers: Record<string, unknown> = {}): HttpAnswer => ({
	status: 429,
	headers,
	body: '',
});

beforeEach(() => {
	jest.spyOn(Date, 'now').mockReturnValue(NOW);
	jest.spyOn(Math, 'random').mockReturnValue(0);
	jest.mocked(sleep).mockClear();
});

const pauses = () => jest.mocked(sleep).mock.calls.map(([milliseconds]) => milliseconds);

/** What comes of these answers, one after the other; the last one stays. */
async function answerOf(answers: (HttpAnswer | NoAnswer)[], context: HiBobContext = execution()) {
	let asked = 0;
	return await withinRateLimit(
		context,
		async () => await Promise.resolve(answers[Math.min(asked++, answers.length - 1)] ?? DONE),
	);
}

describe('a request that HiBob refuses as one too many', () => {
	test.each([
		['a minute', {}, 60_500],
		['what Retry-After says, in seconds', { 'retry-after': '7' }, 7_500],
		['what Retry-After says, as a number', { 'retry-after': 7 }, 7_500],
		['until the date of Retry-After', { 'retry-after': 'Mon, 23 Nov 2026 09:00:30 GMT' }, 10_500],
		['a minute, when Retry-After is now', { 'retry-after': '0' }, 60_500],
		[
			'a minute, when Retry-After has passed',
			{ 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT' },
			60_500,
		],
		['until the next minute', { 'x-ratelimit-reset': String(NOW / 1000 + 40) }, 40_500],
		[
			'a minute, when the next one is further away',
			{ 'x-ratelimit-reset': String(NOW / 1000 + 90) },
			60_500,
		],
		['a minute, when the next one has begun', { 'x-ratelimit-reset': String(NOW / 1000) }, 60_500],
	])('waits %s', async (_, headers, expected) => {
		expect(await answerOf([refused(headers), DONE])).toBe(DONE);
		expect(pauses()).toEqual([expected]);
	});

	test('waits up to two seconds longer, so that callers do not come back together', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0.5);
		await answerOf([refused(), DONE]);
		expect(pauses()).toEqual([61_500]);
	});

	test('is given up after five minutes', async () => {
		expect(await answerOf([refused({ 'retry-after': '59.5' })])).toMatchObject({ status: 429 });
		expect(pauses()).toEqual(Array<number>(5).fill(60_000));
		jest.mocked(sleep).mockClear();
		expect(await answerOf([refused({ 'retry-after': '59.501' })])).toMatchObject({ status: 429 });
		expect(pauses()).toHaveLength(4);
	});

	test('is not repeated where nobody can wait, such as in a poll', async () => {
		const poll = partial<HiBobContext>({ getMode: () => 'trigger' });
		expect(await answerOf([refused(), DONE], poll)).toMatchObject({ status: 429 });
		expect(pauses()).toEqual([]);
	});

	test('ends with the execution', async () => {
		const signal = AbortSignal.abort(new Error('cancelled'));
		await expect(answerOf([refused(), DONE], execution(signal))).rejects.toThrow('cancelled');
		expect(jest.mocked(sleep)).toHaveBeenCalledWith(60_500, signal);
	});
});

test.each([[DONE], [{ ...DONE, status: 503 }], [new NoAnswer('ETIMEDOUT')]])(
	'any other answer is returned at once',
	async (answer) => {
		expect(await answerOf([answer, refused()])).toBe(answer);
		expect(pauses()).toEqual([]);
	},
);

test.each([
	['1795424460', 1_795_424_460_000],
	[1, 1_000],
	['4102444799', 4_102_444_799_000],
	['4102444800', null],
	['0', null],
	['-1', null],
	['soon', null],
	[undefined, null],
	[[7], null],
])('the limit of the header %j ends at %j', (header, expected) => {
	expect(limitEnds({ 'x-ratelimit-reset': header })).toBe(expected);
});
