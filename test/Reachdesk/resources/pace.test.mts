import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';
import { Pace } from '../../../nodes/Reachdesk/resources/gift/pace.ts';

beforeEach(() => {
	jest.useFakeTimers({ now: 0 });
	jest.mocked(sleep).mockImplementation(async (milliseconds) => {
		jest.advanceTimersByTime(milliseconds);
		await Promise.resolve();
	});
});
afterEach(() => {
	jest.useRealTimers();
	jest.mocked(sleep).mockReset();
});

/** When the requests of a run begin, each of which is answered after so many ms. */
async function beginnings(pause: number, answers: readonly number[]): Promise<number[]> {
	const pace = new Pace(pause);
	const begun: number[] = [];
	for (const answer of answers) {
		await pace.wait();
		begun.push(Date.now());
		jest.advanceTimersByTime(answer);
	}
	return begun;
}

describe('requests', () => {
	test.each<[string, number, number[], number[]]>([
		['wait for the pause after the start of the one before', 200, [50, 50, 50], [0, 200, 400]],
		['do not wait longer than for the answer', 200, [350, 50, 50], [0, 350, 550]],
		['follow at once without a pause', 0, [50, 1, 50], [0, 50, 51]],
	])('%s', async (_, pause, answers, expected) => {
		expect(await beginnings(pause, answers)).toEqual(expected);
	});
});
