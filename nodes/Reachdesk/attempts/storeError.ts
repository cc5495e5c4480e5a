import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';

// The codes of SQLite and PostgreSQL when other writers block them.
const BUSY = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', '40001', '40P01', '55P03', '57014']);
// Errors may be their own cause.
const DEEPEST_CAUSE = 10;

/** n8n’s database could not read or write the attempt log. */
export class StoreError extends ExplainedError {
	/** the reason as a clause, such as “n8n’s database was busy” */
	readonly reason: string;

	constructor(error: unknown) {
		if (isOfOtherNode(error)) {
			const reason = 'a Remove Duplicates node uses the deduplication memory of this workflow';
			super(
				`Nothing was sent because ${reason}`,
				"Caps need this memory. In that node, set 'Scope' to Node or remove its options. Then run its operation Clear Deduplication History once with the scope Workflow",
			);
			this.reason = reason;
			return;
		}
		const code = codeOf(error);
		const reason =
			code !== null && BUSY.has(code) ? 'n8n’s database was busy' : 'n8n’s database failed';
		super(
			`Nothing was sent because ${reason}`,
			`Run again. Nothing is sent twice. If this keeps happening, check n8n’s log${code === null ? '' : ` for ${code}`}`,
		);
		this.reason = reason;
	}
}

/**
 * Whether n8n refuses entries because another node stores a different kind of entry in their place.
 */
const isOfOtherNode = (error: unknown): boolean =>
	isObject(error) && String(error.message).includes('incompatible setting');

/** The code of the database, from n8n’s error, its causes, or their messages. */
function codeOf(error: unknown): string | null {
	let cause = error;
	for (let depth = 0; depth < DEEPEST_CAUSE && isObject(cause); depth++) {
		if (typeof cause.code === 'string') return cause.code;
		const named = /\bSQLITE_[A-Z]+\b/.exec(String(cause.message));
		if (named) return named[0];
		cause = cause.cause ?? cause.driverError;
	}
	return null;
}

/** The result of the attempt log, or the error of n8n’s database as a value. */
export const orStoreError = async <T>(task: Promise<T>): Promise<T | StoreError> =>
	await task.catch((error: unknown) => {
		if (error instanceof StoreError) return error;
		throw error;
	});
