import { NodeApiError } from 'n8n-workflow';
import { ExplainedError } from './explainedError';

// HiBob blocks a caller for five minutes after 50 times 401 or 403 in ten seconds
// (apidocs.hibob.com/reference/rate-limiting); Reachdesk documents no limits. A token is wrong for
// every item; a 403 may be about one employee alone. A 429 has been waited for.
const MOST_REFUSALS: Readonly<Record<string, number>> = { 401: 1, 403: 10, 429: 1 };

/** What a service has refused in one execution of a node that goes on after errors. */
export class Refusals {
	private readonly counts = new Map<string, number>();

	private end: ExplainedError | null = null;

	/** @throws ExplainedError when the service has refused so much that it is left alone */
	check(): void {
		if (this.end) throw this.end;
	}

	/** Takes note of an error of one item. */
	note(error: unknown): void {
		if (!(error instanceof NodeApiError) || error.httpCode === null) return;
		const count = (this.counts.get(error.httpCode) ?? 0) + 1;
		this.counts.set(error.httpCode, count);
		if (count < (MOST_REFUSALS[error.httpCode] ?? Infinity)) return;
		this.end = new ExplainedError(
			`Not asked for after what came of an earlier item: ${error.message}`,
			error.description ?? '',
		);
	}
}
