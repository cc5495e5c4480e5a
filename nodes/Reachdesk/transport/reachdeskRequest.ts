import { NodeOperationError } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { baseUrlIn } from '../../shared/baseUrl';
import type { UrlField } from '../../shared/baseUrl';
import { isUrlExpression } from '../../shared/credentialFields';
import { ExplainedError } from '../../shared/explainedError';
import { httpAnswer, noAnswer, REQUEST_DEFAULTS } from '../../shared/httpAnswer';
import type { HttpAnswer, NoAnswer } from '../../shared/httpAnswer';
import { ofOwnNode } from '../../shared/ownService';

export const CREDENTIAL = 'reachdeskApi';

/** The n8n contexts that can send requests to Reachdesk. */
export type ReachdeskContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

const LONGEST_ANSWER = 30_000;

const BASE_URL: UrlField = {
	service: 'Reachdesk',
	label: 'Base URL',
	whenEmpty: 'Enter the base URL. Reachdesk’s own is https://app.reachdesk.com/api/v2',
	example: 'https://app.reachdesk.com/api/v2',
};

/**
 * The base URL of a Reachdesk credential, as cleaned by `baseUrlIn`.
 *
 * @throws ExplainedError when it is missing, or is a URL that must not get a token
 */
export const baseUrlOf = (credential: Readonly<Record<string, unknown>>): string =>
	baseUrlIn(credential.baseUrl, BASE_URL, isUrlExpression(credential));

/**
 * The credential, as n8n reads it from its database.
 *
 * @throws ExplainedError when the database fails; n8n’s own error for a missing credential
 */
export const credentialOf = async (
	context: ReachdeskContext,
): Promise<ICredentialDataDecryptedObject> =>
	await context.getCredentials(CREDENTIAL).catch((error: unknown) => {
		if (error instanceof NodeOperationError) throw error;
		throw new ExplainedError(
			'n8n could not read the Reachdesk credential',
			'Check that the credential still exists and run again. Nothing is sent twice. If this keeps happening, check n8n’s log',
		);
	});

/**
 * Whether a person has paused all sending, at this moment.
 *
 * Rule: everything except On counts as paused, so an unreadable switch sends nothing. A credential
 * of an earlier version has no switch.
 *
 * @throws as {@link credentialOf}
 */
export async function isSendingPaused(context: ReachdeskContext): Promise<boolean> {
	const { sending = 'on' } = await credentialOf(context);
	return sending !== 'on';
}

/**
 * One request to Reachdesk, never repeated. The caller judges the answer, because the meaning of a
 * status depends on whether money moves.
 *
 * @throws before the request, when n8n cannot read the credential or it has no usable URL
 */
export async function reachdeskRequest(
	context: ReachdeskContext,
	request: { method: 'GET' | 'POST'; path: string; qs?: IDataObject; body?: IDataObject },
): Promise<HttpAnswer | NoAnswer> {
	const credential = await credentialOf(context);
	const { method, path, qs, body } = request;
	const options: IHttpRequestOptions = {
		...REQUEST_DEFAULTS,
		method,
		url: `${baseUrlOf(credential)}${path}`,
		timeout: LONGEST_ANSWER,
		// several values are sent as name[]=one&name[]=other
		...(qs ? { qs, arrayFormat: 'brackets' as const } : {}),
		...(body ? { body } : {}),
	};
	try {
		return httpAnswer(
			await context.helpers.httpRequestWithAuthentication.call(
				context,
				CREDENTIAL,
				ofOwnNode(options),
			),
		);
	} catch (error) {
		return noAnswer(error);
	}
}
