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
	/** also absences of hours */
	includeHourly: boolean;
	/** also absences with a private policy */
	includePrivate: boolean;
	/** also requests that are not approved yet */
	includePending: boolean;
}

/**
 * The absences of active people that overlap some days, as HiBob returns them.
 *
 * @throws ExplainedError when the response has another shape
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
		'HiBob did not return a list of absences',
		'Check the environment and the URL in the credential',
	);
}
