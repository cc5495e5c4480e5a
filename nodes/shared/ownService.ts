import { UserError } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { parsed } from './baseUrl';

/**
 * Where a token may be sent. n8n passes every request to the credential for signing, including
 * those of HTTP Request, GraphQL and an agent’s tools. n8n’s own domain check ignores port, path
 * and method, and is missing from GraphQL in n8n 2.0. So the credential checks each request itself.
 */

/**
 * A global symbol: with one symbol per copy of this file, packages that share a credential would
 * not recognize each other.
 */
const OWN: unique symbol = Symbol.for('n8n-nodes-hibob-reachdesk.ownRequest');

/** Marks a request as made by a node of this package: other nodes build theirs from plain data. */
export const ofOwnNode = (request: IHttpRequestOptions): IHttpRequestOptions => {
	const own = { ...request, [OWN]: true };
	return own;
};

/** What a credential signs. */
export interface Account {
	/** name of the service, such as `Reachdesk` */
	service: string;
	/** as returned by `baseUrlIn` */
	baseUrl: string;
	credential: ICredentialDataDecryptedObject;
	/** whether a request only reads; `path` is without the base URL and without a query */
	reads: (method: string, path: string) => boolean;
	/** whether our own nodes only read, too */
	isReadOnly: boolean;
}

/**
 * The request as it may be signed and sent.
 *
 * @throws UserError with what happened and what to do, which n8n shows on the node that made the
 * request
 */
export function signable(request: IHttpRequestOptions, account: Account): IHttpRequestOptions {
	const isOwn = OWN in request;
	if (!isOwn) refuseUnlessOpened(account);
	const url = targetOf(request, account);
	const { method = 'GET' } = request;
	const path = url.pathname.slice(
		(parsed(account.baseUrl)?.pathname ?? '').replace(/\/$/, '').length,
	);
	if (!account.reads(method, path) && !(isOwn && !account.isReadOnly)) {
		throw refusal(
			`The ${account.service} credential only signs requests that read, and this one is a ${method}`,
			account.isReadOnly
				? `Nothing was sent. This package never writes to ${account.service}: use a credential of another type for that`
				: `Nothing was sent. Use the ${account.service} node, which makes sure that no one gets a gift twice`,
		);
	}
	return isOwn ? request : onlyThere(request, url, account);
}

/**
 * Rule: only an explicit choice opens the credential, whatever was stored, imported or calculated.
 */
function refuseUnlessOpened({ service, credential }: Account): void {
	if (credential.allowedHttpRequestDomains === 'domains') return;
	throw refusal(
		`The ${service} credential is for the ${service} nodes only`,
		`Nothing was sent. Use a ${service} node. If this node has to read from ${service}, choose Specific Domains under 'Allowed HTTP Request Domains' in the credential`,
	);
}

/** Checks every URL in a request: n8n’s older requests have a `uri`. */
function targetOf(request: IHttpRequestOptions, { service, baseUrl }: Account): URL {
	const base = parsed(baseUrl);
	const places = [request.url, 'uri' in request ? request.uri : undefined]
		.filter((place) => place !== undefined && place !== '')
		.map((place) => (place instanceof URL ? place : parsed(String(place))));
	const [first, ...others] = places;
	if (base && first && isBelow(first, base) && others.every((url) => url?.href === first.href)) {
		return first;
	}
	const host = first ? first.host : 'an invalid URL';
	throw refusal(
		`The ${service} credential is only sent to ${baseUrl}`,
		`Nothing was sent to ${host}. Correct the URL of this node, or the one in the credential`,
	);
}

function isBelow(url: URL, base: URL): boolean {
	if (url.origin !== base.origin || url.username !== '' || url.password !== '') return false;
	const folder = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
	return `${url.pathname}/`.startsWith(folder);
}

const MISLEADING_HEADER = /^(?:host|x-(?:http-)?method(?:-override)?)$/i;

/**
 * Removes other ways for a node to send the token elsewhere: redirects, proxies, certificates,
 * headers.
 */
function onlyThere(
	request: IHttpRequestOptions,
	{ href }: URL,
	{ service }: Account,
): IHttpRequestOptions {
	const { headers = {}, ...rest }: IHttpRequestOptions & { rejectUnauthorized?: unknown } = request;
	const strays =
		Boolean(rest.proxy) ||
		rest.skipSslCertificateValidation === true ||
		rest.rejectUnauthorized === false ||
		Object.keys(headers).some((name) => MISLEADING_HEADER.test(name));
	if (strays) {
		throw refusal(
			`The ${service} credential is only sent directly to ${service}`,
			"Nothing was sent. Remove 'Proxy', 'Ignore SSL Issues' and headers such as Host from this node",
		);
	}
	const withoutRedirects = {
		...request,
		url: href,
		...('uri' in request ? { uri: href } : {}),
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
		maxRedirects: 0,
	};
	return withoutRedirects;
}

const refusal = (message: string, description: string): UserError =>
	new UserError(message, { description, level: 'warning' });
