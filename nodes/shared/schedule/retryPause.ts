const MINUTE = 60_000;
const LONGEST_PAUSE = 60 * MINUTE;
/** How much shorter a pause may be, so that triggers that failed together do not retry together. */
const JITTER = 0.2;

/**
 * How long to wait after the n-th failed run in a row, in milliseconds: 1, 2, 4, … 60 minutes, minus up
 * to a fifth.
 *
 * Rule: an outage must not flood an error workflow, and HiBob blocks a caller after 50 refusals
 * in 10 seconds (apidocs.hibob.com/reference/rate-limiting).
 *
 * @param random - 0 to 1
 */
export const retryPause = (failures: number, random: number): number =>
	Math.min(MINUTE * 2 ** (failures - 1), LONGEST_PAUSE) * (1 - JITTER * random);
