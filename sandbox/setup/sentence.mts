import { isRecord, maybeTextAt } from '../n8n/answers.mts';

/** The code of a connection that failed, which Node keeps in the errors of several addresses. */
const codeOf = (error: Error): string | undefined => {
	const several: unknown = Reflect.get(error, 'errors');
	const [first] = Array.isArray(several) ? several.map((one) => maybeTextAt(one, 'code')) : [];
	return maybeTextAt(error, 'code') ?? first;
};

/** What an HTTP client asked for, without the query, which can hold secrets. */
const requestOf = (error: Error): string | undefined => {
	const url = maybeTextAt(error, 'config.url');
	if (url === undefined) return undefined;
	const method = maybeTextAt(error, 'config.method') ?? 'get';
	return `${method.toUpperCase()} ${url.replace(/\?.*/, '')}`;
};

/**
 * What went wrong, in words: the message of an error, never what else it carries. The error of an HTTP
 * client carries the request with its cookies and tokens; of that, only method and address are named.
 */
export function sentenceOf(error: unknown): string {
	if (!(error instanceof Error)) return isRecord(error) ? 'Something failed' : String(error);
	const said = error.message === '' ? (codeOf(error) ?? error.name) : error.message;
	const request = requestOf(error);
	const cause = error.cause instanceof Error ? sentenceOf(error.cause) : '';
	return [
		...(request === undefined ? [] : [`${request} failed`]),
		said,
		...(said.includes(cause) ? [] : [cause]),
	].join(': ');
}
