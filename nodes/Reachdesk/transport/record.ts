import { ExplainedError } from '../../shared/explainedError';
import { NoAnswer } from '../../shared/httpAnswer';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { bodyOf } from './bodyOf';
import { reachdeskRequest } from './reachdeskRequest';
import type { ReachdeskContext } from './reachdeskRequest';

/** One record of Reachdesk's, and the words for it. */
export interface RecordRead {
	path: `/sends/${string}` | `/gdpr/requests/${string}` | '/organization';
	/** the begin of a sentence */
	subject: string;
	/** what it is, in a sentence */
	name: string;
	/** a status that says something of its own here */
	known: { status: number; message: string; remedy: string };
}

/**
 * Reads one record.
 *
 * @throws ExplainedError for the known status, and when the answer is no object
 * @throws NodeApiError when Reachdesk does not answer otherwise
 */
export async function readRecord(
	context: ReachdeskContext,
	{ path, subject, name, known }: RecordRead,
): Promise<JsonObject> {
	const answer = await reachdeskRequest(context, { method: 'GET', path });
	if (!(answer instanceof NoAnswer) && answer.status === known.status) {
		throw new ExplainedError(known.message, known.remedy);
	}
	return recordIn(bodyOf(context.getNode(), answer, subject), name);
}

/** @throws ExplainedError when there is no record where one belongs */
export function recordIn(value: unknown, name: string): JsonObject {
	if (isObject(value)) return value;
	throw new ExplainedError(
		`Reachdesk’s answer holds no ${name}`,
		'Check the base URL in the credential',
	);
}
