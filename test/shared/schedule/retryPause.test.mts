import { describe, expect, test } from '@jest/globals';
import { retryPause } from '../../../nodes/shared/schedule/retryPause.ts';

const minutesAfter = (failures: number) => retryPause(failures) / 60_000;

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

	test('never shrinks', () => {
		for (let failures = 1; failures < 2_000; failures++) {
			expect(retryPause(failures + 1)).toBeGreaterThanOrEqual(retryPause(failures));
		}
	});
});
