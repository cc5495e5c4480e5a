const MINUTE = 60_000;
const LONGEST_PAUSE = 60 * MINUTE;

/**
 * How long to wait after the n-th failed run in a row, in milliseconds: 1, 2, 4, … 60 minutes.
 *
 * Rule: an outage must not flood an error workflow, and HiBob blocks a caller after 50 refusals
 * in 10 seconds (apidocs.hibob.com/reference/rate-limiting).
 */
export function retryPause(failures: number): number {
	return Math.min(MINUTE * 2 ** (failures - 1), LONGEST_PAUSE);
}
