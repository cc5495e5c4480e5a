import { sleep } from 'n8n-workflow';
import { NoAnswer } from '../../shared/httpAnswer';
import type { HttpAnswer } from '../../shared/httpAnswer';
import type { HiBobContext } from './hibobContext';

// apidocs.hibob.com/docs/rate-limit: HiBob counts by the minute, for each service user and endpoint
const WINDOW = 60_000;
// The reset is in whole seconds, and callers that wait for it together must not retry together.
const MARGIN = 500;
const JITTER = 2_000;
const LONGEST_WAIT = 5 * WINDOW;

/**
 * Sends a request and retries after 429 when HiBob’s next minute has begun, for five minutes at most; then
 * it returns the 429. A poll of the trigger and a list in a panel never wait here: the trigger has a time
 * limit and its own retries, and a person is waiting in front of the panel.
 *
 * Rule: only a 429 is retried here. Repeated 401 and 403 make HiBob block the caller.
 *
 * @param ask - sends a request that only reads
 * @throws the error with which n8n cancels the execution
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
		// older n8n versions do not stop the sleep
		cancelled?.throwIfAborted();
	}
}

/**
 * How long a 429 asks to wait, in ms. `Retry-After` is not documented, but would be clearest;
 * `X-RateLimit-Reset` is useful only if the clock of n8n is right. A header without a time, or with a time
 * that has passed, is ignored.
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

// 1 January 2100: a later value is not a time, or is in other units
const LATEST = 4_102_444_800;

/**
 * When HiBob’s limit ends, in Unix ms; null if the response does not say.
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
