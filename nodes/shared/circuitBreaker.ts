import { NodeApiError } from 'n8n-workflow';
import { ExplainedError } from './explainedError';

// HiBob blocks a caller for five minutes after 50 times 401 or 403 in ten seconds
// (apidocs.hibob.com/reference/rate-limiting); Reachdesk documents no limits. A token is wrong for
// every item; a 403 may be about one employee alone. A 429 has been waited for.
const MOST_ERRORS: ReadonlyMap<string, number> = new Map([
	['401', 1],
	['403', 10],
	['429', 1],
]);

/** Leaves a service alone once it has refused too much in one execution of a node. */
export class CircuitBreaker {
	private readonly counts = new Map<string, number>();

	private open: ExplainedError | null = null;

	/** @throws ExplainedError once the service is left alone */
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
			`Not asked for after what came of an earlier item: ${error.message}`,
			error.description ?? '',
		);
	}
}
