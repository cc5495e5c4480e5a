import { jest } from '@jest/globals';

const { FAST_CHECK_RUNS } = process.env;

/** Settings of every property: FAST_CHECK_RUNS in the environment makes a long run of it. */
export const RUNS: { numRuns?: number } = FAST_CHECK_RUNS
	? { numRuns: Number(FAST_CHECK_RUNS) }
	: {};

// A property is many tests in one, and machines are slow at times.
jest.setTimeout(3_600_000);
