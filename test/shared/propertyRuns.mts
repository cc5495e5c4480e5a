import { jest } from '@jest/globals';

const { FAST_CHECK_RUNS, FAST_CHECK_SEED } = process.env;

/**
 * Settings of every property: FAST_CHECK_RUNS in the environment makes a long run of it, and
 * FAST_CHECK_SEED the same run each time.
 */
export const RUNS: { numRuns?: number; seed?: number } = {
	...(FAST_CHECK_RUNS && { numRuns: Number(FAST_CHECK_RUNS) }),
	...(FAST_CHECK_SEED && { seed: Number(FAST_CHECK_SEED) }),
};

// A property is many tests in one, and machines are slow at times.
jest.setTimeout(3_600_000);
