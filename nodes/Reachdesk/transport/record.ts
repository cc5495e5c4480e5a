import { ExplainedError } from '../../shared/explainedError';
import { NoAnswer } from '../../shared/httpAnswer';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { bodyOf } from './bodyOf';
import { reachdeskRequest } from './reachdeskRequest';
import type { ReachdeskContext } from './reachdeskRequest';

/** One Reachdesk record, and the texts for it. */
export interface RecordRead {
	path: `/sends/${string}` | `/gdpr/requests/${string}` | '/organization';
	/** the start of a sentence */
	subject: string;
	/** what it is called in a sentence */
	name: string;
	/** a status with a special meaning here */
	known: { status: number; message: string; remedy: string };
}

/**
 * Reads one record.
 *
 * @throws ExplainedError for the known status, and when the answer contains no object
 * @throws NodeApiError when Reachdesk does not return the record
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

/** @throws ExplainedError when the expected record is missing */
export function recordIn(value: unknown, name: string): JsonObject {
	if (isObject(value)) return value;
	throw new ExplainedError(
		`Reachdesk’s answer contains no ${name}`,
		"Check 'Base URL' in the credential",
	);
}
