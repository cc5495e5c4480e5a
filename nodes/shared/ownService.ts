import { UserError } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { parsed } from './baseUrl';

/**
 * Where a token may go. n8n hands every request that is to be signed to the credential, those of HTTP
 * Request, GraphQL and an agent's tools, too; its own check of domains knows no port, path or method, and
 * is missing from GraphQL in n8n 2.0. So the credential looks at each request itself.
 */

/** A symbol of its own in each copy of this file would part the packages that share a credential. */
const OWN: unique symbol = Symbol.for('n8n-nodes-hibob-reachdesk.ownRequest');

/** Marks a request as made by a node of this package: other nodes make theirs from plain data. */
export const ofOwnNode = (request: IHttpRequestOptions): IHttpRequestOptions => {
	const own = { ...request, [OWN]: true };
	return own;
};

/** What a credential signs. */
export interface Account {
	/** name of the service, such as `Reachdesk` */
	service: string;
	/** as `baseUrlIn` gives it */
	baseUrl: string;
	credential: ICredentialDataDecryptedObject;
	/** whether a request only reads; `path` is without the base URL and without a query */
	reads: (method: string, path: string) => boolean;
	/** whether our own nodes, too, only read */
	isReadOnly: boolean;
}

/**
 * The request as it may be signed and sent.
 *
 * @throws UserError with what happened and what to do, which n8n shows at the node that asked
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
			`The ${account.service} credential signs requests that read, and this one is a ${method}`,
			account.isReadOnly
				? `Nothing was sent. This package never writes to ${account.service}: make a credential of another type for that`
				: `Nothing was sent. Use the ${account.service} node, which sees to it that nobody gets a gift twice`,
		);
	}
	return isOwn ? request : onlyThere(request, url, account);
}

/** Rule: what is not plainly opened is closed, whatever was stored, imported or worked out. */
function refuseUnlessOpened({ service, credential }: Account): void {
	if (credential.allowedHttpRequestDomains === 'domains') return;
	throw refusal(
		`The ${service} credential is for the ${service} nodes only`,
		`Nothing was sent. Use a ${service} node. If this node has to read from ${service}, choose Specific Domains under "Allowed HTTP Request Domains" in the credential`,
	);
}

/** Every place that a request names: n8n's older requests have a `uri`. */
function targetOf(request: IHttpRequestOptions, { service, baseUrl }: Account): URL {
	const base = parsed(baseUrl);
	const places = [request.url, 'uri' in request ? request.uri : undefined]
		.filter((place) => place !== undefined && place !== '')
		.map((place) => (place instanceof URL ? place : parsed(String(place))));
	const [first, ...others] = places;
	if (base && first && isBelow(first, base) && others.every((url) => url?.href === first.href)) {
		return first;
	}
	const host = first ? first.host : 'a place that is no URL';
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

/** What another node could still lead astray: a redirect, a proxy, a certificate, a header. */
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
			`The ${service} credential is not sent past ${service}`,
			'Nothing was sent. Take "Proxy", "Ignore SSL Issues" and headers such as "Host" out of this node',
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
