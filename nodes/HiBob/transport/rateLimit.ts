import { sleep } from 'n8n-workflow';
import { NoAnswer } from '../../shared/httpAnswer';
import type { HttpAnswer } from '../../shared/httpAnswer';
import type { HiBobContext } from './hibobContext';

// apidocs.hibob.com/docs/rate-limit: HiBob counts by the minute, for each service user and endpoint
const WINDOW = 60_000;
// The reset is given in whole seconds, and callers that wait for it together must not come back together.
const MARGIN = 500;
const JITTER = 2_000;
const LONGEST_WAIT = 5 * WINDOW;

/**
 * Asks, and retries after 429 when HiBob’s next minute has begun, for five minutes at most; then it
 * returns the 429. A poll of the trigger and a list in a panel never wait here: the trigger has a time
 * limit and retries of its own, and somebody sits in front of the panel.
 *
 * Rule: only a 429 is retried here. Repeated 401 and 403 make HiBob block the caller.
 *
 * @param ask - makes a request that only reads
 * @throws what n8n cancels the execution with
 */
export async function withinRateLimit(
	context: HiBobContext,
	ask: () => Promise<HttpAnswer | NoAnswer>,
): Promise<HttpAnswer | NoAnswer> {
	let waited = 0;
	for (;;) {
		const answer = await ask();
		if (answer instanceof NoAnswer || answer.status !== 429) return answer;
		if (!('getExecutionCancelSignal' in context)) return answer;
		const pause = pauseUntilReset(answer, Date.now()) + JITTER * Math.random();
		waited += pause;
		if (waited > LONGEST_WAIT) return answer;
		const cancelled = context.getExecutionCancelSignal();
		await sleep(pause, cancelled);
		// an older n8n sleeps on
		cancelled?.throwIfAborted();
	}
}

/**
 * How long a 429 asks to wait, in ms. `Retry-After` is not documented, but would be the clearest
 * word; `X-RateLimit-Reset` is in Unix seconds, and of use only where the clock of n8n is right.
 */
function pauseUntilReset({ headers }: HttpAnswer, now: number): number {
	const retryAfter = Number(headers['retry-after']) * 1000;
	if (retryAfter > 0) return retryAfter + MARGIN;
	const untilReset = Number(headers['x-ratelimit-reset']) * 1000 - now;
	return (untilReset > 0 ? Math.min(untilReset, WINDOW) : WINDOW) + MARGIN;
}
