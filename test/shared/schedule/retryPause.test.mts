import { describe, expect, test } from '@jest/globals';
import { retryPause } from '../../../nodes/shared/schedule/retryPause.ts';

const minutesAfter = (failures: number, random = 0) => retryPause(failures, random) / 60_000;

describe('the pause after a failed run', () => {
	test.each([
		[1, 1],
		[2, 2],
		[3, 4],
		[4, 8],
		[5, 16],
		[6, 32],
		[7, 60],
		[8, 60],
		[100, 60],
		[5_000, 60],
	])('after %i failures in a row is %i minutes', (failures, minutes) => {
		expect(minutesAfter(failures)).toBe(minutes);
	});

	test('is up to a fifth shorter, so that triggers that failed together do not retry together', () => {
		expect(minutesAfter(3, 0.5)).toBeCloseTo(3.6);
		expect(minutesAfter(100, 1)).toBeCloseTo(48);
	});

	test('never shrinks', () => {
		for (let failures = 1; failures < 2_000; failures++) {
			expect(minutesAfter(failures + 1)).toBeGreaterThanOrEqual(minutesAfter(failures));
		}
	});
});
