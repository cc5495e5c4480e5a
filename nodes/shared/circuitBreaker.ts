import { NodeApiError } from 'n8n-workflow';
import { ExplainedError } from './explainedError';

// HiBob blocks a caller for five minutes after 50 times 401 or 403 in ten seconds
// (apidocs.hibob.com/reference/rate-limiting); Reachdesk documents no limits. A wrong token fails
// for every item; a 403 may concern only one employee. A 429 has already been waited for.
const MOST_ERRORS: ReadonlyMap<string, number> = new Map([
	['401', 1],
	['403', 10],
	['429', 1],
]);

/** Stops the requests to a service that has refused too many of them in one execution of a node. */
export class CircuitBreaker {
	private readonly counts = new Map<string, number>();

	private open: ExplainedError | null = null;

	/** @throws ExplainedError when no more requests are sent to the service */
	check(): void {
		if (this.open) throw this.open;
	}

	/** Notes the error of one item, which may open the breaker. */
	note(error: unknown): void {
		if (!(error instanceof NodeApiError) || error.httpCode === null) return;
		const count = (this.counts.get(error.httpCode) ?? 0) + 1;
		this.counts.set(error.httpCode, count);
		if (count < (MOST_ERRORS.get(error.httpCode) ?? Infinity)) return;
		this.open = new ExplainedError(
			`Skipped because an earlier item was refused: ${error.message}`,
			error.description ?? '',
		);
	}
}
