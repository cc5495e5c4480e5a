import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { hibobRequest } from './hibobRequest';
import type { HiBobContext } from './hibobContext';

/** apidocs.hibob.com/reference/get_timeoff-whosout */
export interface WhoIsOutQuestion {
	from: string;
	/** the last day */
	to: string;
	/** absences of hours, not of days alone */
	includeHourly: boolean;
	/** absences whose policy is private */
	includePrivate: boolean;
	/** requests that are not approved yet */
	includePending: boolean;
}

/**
 * The absences that touch some days, of active people, as HiBob answers them.
 *
 * @throws ExplainedError when the answer is of another shape
 */
export async function readWhoIsOut(
	context: HiBobContext,
	question: WhoIsOutQuestion,
): Promise<JsonObject[]> {
	const query = Object.entries(question)
		.map(([name, value]) => `${name}=${String(value)}`)
		.join('&');
	const answer = await hibobRequest(context, { method: 'GET', path: `/timeoff/whosout?${query}` });
	if (isObject(answer) && Array.isArray(answer.outs) && answer.outs.every(isObject)) {
		return answer.outs;
	}
	throw new ExplainedError(
		'HiBob’s answer holds no list of absences',
		'Check the environment and the URL in the credential',
	);
}
