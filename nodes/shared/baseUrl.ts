import { ExplainedError } from './explainedError';
import { visibleText } from './visibleText';

/** The field of a credential in which a person has typed where a service is. */
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
 * The base URL that a field of a credential holds, as requests use it: host in lower case, path without
 * double slashes, `..` and a slash at its end. The same place always has the same text.
 *
 * @param isExpression - whether n8n has worked the text out from an expression
 * @throws ExplainedError, which never repeats what was typed: that may hold a password
 */
export function baseUrlIn(value: unknown, field: UrlField, isExpression: boolean): string {
	const refuse = (what: string, remedy: string): never => {
		throw new ExplainedError(`"${field.label}" in the ${field.service} credential ${what}`, remedy);
	};
	const text = typeof value === 'string' ? visibleText(value) : null;
	// n8n leaves an expression as it was typed where a field takes none, without its "="
	if (isExpression || text?.includes('{{')) {
		refuse('is an expression', 'Type the URL: an expression could send the token anywhere');
	}
	if (text === null) return refuse('is empty', field.whenEmpty);
	if (!WEB_ADDRESS.test(text) || NEVER_IN_A_URL.test(text)) {
		return refuse('is not a URL', `Enter one such as ${field.example}`);
	}
	if (/[?#]/.test(text)) {
		return refuse('holds more than a base URL', 'Take out everything from the "?" or "#" on');
	}
	if (USER.test(text)) {
		return refuse(
			'holds a user name or a password',
			'Take out everything between "//" and "@": the token has a field of its own',
		);
	}
	const url = parsed(text);
	if (url === null) return refuse('is not a URL', `Enter one such as ${field.example}`);
	if (url.protocol === 'http:' && !isThisMachine(url.hostname)) {
		return refuse(
			'begins with http, which would send the token unencrypted',
			'Begin it with https://. Only localhost, 127.0.0.1 and [::1] can be asked with http',
		);
	}
	return `${url.protocol}//${url.host}${cleaned(url.pathname)}`;
}

/** Null when there is no such URL. */
export const parsed = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/** A parsed hostname, in which `127.1` and `2130706433` have become 127.0.0.1 already. */
const isThisMachine = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);

/** A parsed path, in which `..` has been followed already. */
function cleaned(pathname: string): string {
	const path = pathname.replace(/\/+/g, '/');
	return path.endsWith('/') ? path.slice(0, -1) : path;
}
