import { ExplainedError } from './explainedError';
import { visibleText } from './visibleText';

/** The field of a credential that holds the URL of a service. */
export interface UrlField {
	/** name of the service, such as `Reachdesk` */
	service: string;
	/** the field's label in the credential, such as `Base URL` */
	label: string;
	/** what to do when it is empty */
	whenEmpty: string;
	/** a base URL as it should be */
	example: string;
}

const WEB_ADDRESS = /^https?:\/\/[^/?#]/i;
const USER = /^[^/]*\/\/[^/]*@/;
const NEVER_IN_A_URL = /[\s\\\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/**
 * The base URL in a field of a credential, as requests use it: host in lower case, path without
 * double slashes, `..` and a trailing slash. The same place always has the same text.
 *
 * @param isExpression - whether the text is the result of an expression
 * @throws ExplainedError, which never repeats what was typed, because it may contain a password
 */
export function baseUrlIn(value: unknown, field: UrlField, isExpression: boolean): string {
	const refuse = (what: string, remedy: string): never => {
		throw new ExplainedError(`'${field.label}' in the ${field.service} credential ${what}`, remedy);
	};
	const text = typeof value === 'string' ? visibleText(value) : null;
	// in a field without expressions, n8n keeps an expression as typed, without its "="
	if (isExpression || text?.includes('{{')) {
		refuse('is an expression', 'Type the URL: an expression could send the token anywhere');
	}
	if (text === null) return refuse('is empty', field.whenEmpty);
	if (!WEB_ADDRESS.test(text) || NEVER_IN_A_URL.test(text)) {
		return refuse('is not a URL', `Enter a URL such as ${field.example}`);
	}
	if (/[?#]/.test(text)) {
		return refuse('contains more than a base URL', 'Remove everything from the "?" or "#" on');
	}
	if (USER.test(text)) {
		return refuse(
			'contains a user name or a password',
			'Remove everything between "//" and "@": the token has its own field',
		);
	}
	const url = parsed(text);
	if (url === null) return refuse('is not a URL', `Enter a URL such as ${field.example}`);
	if (url.protocol === 'http:' && !isThisMachine(url.hostname)) {
		return refuse(
			'starts with http, which would send the token unencrypted',
			'Use https://. Only localhost, 127.0.0.1 and [::1] work with http',
		);
	}
	return `${url.protocol}//${url.host}${cleaned(url.pathname)}`;
}

/** Null when the text is not a URL. */
export const parsed = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/** A parsed hostname, in which `127.1` and `2130706433` are already 127.0.0.1. */
const isThisMachine = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);

/** A parsed path, in which `..` is already resolved. */
function cleaned(pathname: string): string {
	const path = pathname.replace(/\/+/g, '/');
	return path.endsWith('/') ? path.slice(0, -1) : path;
}
