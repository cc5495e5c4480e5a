import { describe, expect, jest, test } from '@jest/globals';
import { RecentAnswers } from '../../nodes/shared/recentAnswers.ts';

const NOW = Date.parse('2026-11-23T07:00:00Z');
const KEPT = 60_000;

/** A service that answers with how often it has been asked. */
const counting = () => {
	let times = 0;
	return jest.fn(async () => await Promise.resolve(++times));
};
const failing = () =>
	jest.fn(async (): Promise<number> => {
		await Promise.resolve();
		throw new Error('no answer');
	});

describe('an answer', () => {
	test('is kept for its time, and not a moment longer', async () => {
		const answers = new RecentAnswers<number>();
		const ask = counting();
		expect(await answers.get('q', KEPT, NOW, ask)).toBe(1);
		expect(await answers.get('q', KEPT, NOW + KEPT - 1, ask)).toBe(1);
		expect(await answers.get('q', KEPT, NOW + KEPT, ask)).toBe(2);
		expect(ask).toHaveBeenCalledTimes(2);
	});

	test('is that of its question alone, however the question is built', async () => {
		const answers = new RecentAnswers<number>();
		const ask = counting();
		expect(await answers.get({ url: 'a', key: ['1', '2'] }, KEPT, NOW, ask)).toBe(1);
		expect(await answers.get({ url: 'a', key: ['1', '3'] }, KEPT, NOW, ask)).toBe(2);
		expect(await answers.get({ url: 'a', key: ['1', '2'] }, KEPT, NOW, ask)).toBe(1);
	});

	test('that is pending is waited for', async () => {
		const answers = new RecentAnswers<number>();
		const ask = counting();
		const both = [answers.get('q', KEPT, NOW, ask), answers.get('q', KEPT, NOW, ask)];
		expect(await Promise.all(both)).toEqual([1, 1]);
	});

	test('of another question does not make it older or younger', async () => {
		const answers = new RecentAnswers<number>();
		const ask = counting();
		await answers.get('old', KEPT, NOW, ask);
		await answers.get('young', KEPT, NOW + 30_000, ask);
		expect(await answers.get('young', KEPT, NOW + KEPT, ask)).toBe(2);
		expect(await answers.get('old', KEPT, NOW + KEPT, ask)).toBe(3);
	});
});

describe('a failure', () => {
	test('is everyone’s who waits, and asked again at once', async () => {
		const answers = new RecentAnswers<number>();
		const ask = failing();
		const both = [answers.get('q', KEPT, NOW, ask), answers.get('q', KEPT, NOW, ask)];
		expect(await Promise.allSettled(both)).toMatchObject([
			{ reason: { message: 'no answer' } },
			{ reason: { message: 'no answer' } },
		]);
		expect(await answers.get('q', KEPT, NOW, counting())).toBe(1);
		expect(ask).toHaveBeenCalledTimes(1);
	});

	test('is asked again although the clock was put back', async () => {
		const answers = new RecentAnswers<number>();
		await expect(answers.get('q', KEPT, NOW, failing())).rejects.toThrow('no answer');
		expect(await answers.get('q', KEPT, NOW - 1, counting())).toBe(1);
	});

	test.each([
		['its own time', 5_000, KEPT, 5_000],
		['no longer than an answer', 90_000, KEPT, KEPT],
	])('may be kept, for %s', async (_, failureKeptFor, keptFor, until) => {
		const answers = new RecentAnswers<number>(failureKeptFor);
		const ask = failing();
		await expect(answers.get('q', keptFor, NOW, ask)).rejects.toThrow('no answer');
		await expect(answers.get('q', keptFor, NOW + until - 1, ask)).rejects.toThrow('no answer');
		expect(ask).toHaveBeenCalledTimes(1);
		expect(await answers.get('q', keptFor, NOW + until, counting())).toBe(1);
	});
});
