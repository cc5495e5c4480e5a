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
 * word; `X-RateLimit-Reset` is of use only where the clock of n8n is right. A header that holds no time,
 * or one that has passed, says nothing.
 */
function pauseUntilReset({ headers }: HttpAnswer, now: number): number {
	const retryAfter = retryAfterOf(headers, now);
	if (retryAfter > 0) return retryAfter + MARGIN;
	const untilReset = (limitEnds(headers) ?? now) - now;
	return (untilReset > 0 ? Math.min(untilReset, WINDOW) : WINDOW) + MARGIN;
}

/** Seconds or an HTTP date, in ms from now (RFC 9110, 10.2.3); NaN for anything else. */
function retryAfterOf(headers: HttpAnswer['headers'], now: number): number {
	const seconds = numberIn(headers, 'retry-after');
	return Number.isFinite(seconds)
		? seconds * 1000
		: Date.parse(String(headers['retry-after'])) - now;
}

// 1 January 2100: what is later is no time, or counts in other units
const LATEST = 4_102_444_800;

/**
 * When HiBob’s limit ends, in Unix ms; null when its answer does not say so.
 *
 * @param headers - `X-RateLimit-Reset` is in Unix seconds (apidocs.hibob.com/docs/rate-limit)
 */
export function limitEnds(headers: HttpAnswer['headers']): number | null {
	const seconds = numberIn(headers, 'x-ratelimit-reset');
	return seconds > 0 && seconds < LATEST ? seconds * 1000 : null;
}

function numberIn(headers: HttpAnswer['headers'], name: string): number {
	const header = headers[name];
	return typeof header === 'string' || typeof header === 'number' ? Number(header) : NaN;
}
