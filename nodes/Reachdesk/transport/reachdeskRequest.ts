import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { httpAnswer, noAnswer, REQUEST_DEFAULTS } from '../../shared/httpAnswer';
import type { HttpAnswer, NoAnswer } from '../../shared/httpAnswer';

export const CREDENTIAL = 'reachdeskApi';

/** The n8n contexts that can ask Reachdesk. */
export type ReachdeskContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

const LONGEST_ANSWER = 30_000;

/** The base URL of a Reachdesk credential, without a slash at its end. */
export const baseUrlOf = ({ baseUrl }: Readonly<Record<string, unknown>>): string =>
	(typeof baseUrl === 'string' ? baseUrl : '').trim().replace(/\/+$/, '');

/**
 * One request to Reachdesk, made exactly once. The caller judges the answer, because what a status
 * means depends on whether money moves.
 */
export async function reachdeskRequest(
	context: ReachdeskContext,
	request: { method: 'GET' | 'POST'; path: string; qs?: IDataObject; body?: IDataObject },
): Promise<HttpAnswer | NoAnswer> {
	const credential = await context.getCredentials(CREDENTIAL);
	const { method, path, qs, body } = request;
	const options: IHttpRequestOptions = {
		...REQUEST_DEFAULTS,
		method,
		url: `${baseUrlOf(credential)}${path}`,
		timeout: LONGEST_ANSWER,
		// several values come as name[]=one&name[]=other
		...(qs ? { qs, arrayFormat: 'brackets' as const } : {}),
		...(body ? { body } : {}),
	};
	try {
		return httpAnswer(
			await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, options),
		);
	} catch (error) {
		return noAnswer(error);
	}
}
