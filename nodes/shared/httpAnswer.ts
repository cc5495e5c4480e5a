import type { IHttpRequestOptions } from 'n8n-workflow';
import { isObject } from './jsonObject';
import type { JsonObject } from './jsonObject';

/** An HTTP answer with any status. `body` is the parsed JSON, or the text when it was not JSON. */
export interface HttpAnswer {
	status: number;
	headers: JsonObject;
	body: unknown;
}

/** There was no answer: the request may or may not have been processed. */
export class NoAnswer extends Error {
	/** of the operating system or HTTP library, such as ECONNREFUSED */
	readonly code: string;

	constructor(code: string) {
		super(`No answer (${code})`);
		this.name = 'NoAnswer';
		this.code = code;
	}
}

const FROM_N8N = 'unknown';

/** Codes that prove that the request did not reach the service. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Whether n8n itself failed before or after the request, as when two polls of one workflow overlap
 * and the first one to end removes the other one’s credential (n8n 2.40). There is no network code
 * for it.
 */
export const isFromN8n = ({ code }: NoAnswer): boolean => code === FROM_N8N;

export const neverConnected = ({ code }: NoAnswer): boolean => NEVER_CONNECTED.has(code);

/**
 * The options of every request: our code judges the status, redirects are not followed (they would
 * get the token), and n8n’s own repeat after a 401 cannot happen, because it needs a rejected
 * promise (n8n-core, httpRequestWithAuthentication).
 */
export const REQUEST_DEFAULTS = {
	json: true,
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
} as const satisfies Partial<IHttpRequestOptions>;

/** Reads n8n’s full response. */
export function httpAnswer(response: unknown): HttpAnswer {
	if (!isObject(response) || typeof response.statusCode !== 'number') throw new NoAnswer(FROM_N8N);
	return {
		status: response.statusCode,
		headers: isObject(response.headers) ? response.headers : {},
		body: response.body,
	};
}

// Errors may be their own cause.
const DEEPEST_CAUSE = 10;

/** Finds the code of a failed request in n8n’s error and its causes. */
export function noAnswer(error: unknown): NoAnswer {
	let cause = error;
	for (let depth = 0; depth < DEEPEST_CAUSE && isObject(cause); depth++, cause = cause.cause) {
		if (typeof cause.code === 'string') return new NoAnswer(cause.code);
	}
	return new NoAnswer(FROM_N8N);
}

/** n8n parses JSON bodies; a body that is still a text was not JSON. */
export const isJson = ({ body }: HttpAnswer): boolean => typeof body === 'object' && body !== null;
