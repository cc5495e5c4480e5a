import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { ofOwnNode, signable } from '../../nodes/shared/ownService.ts';
import { HiBobServiceUserApi } from '../../credentials/HiBobServiceUserApi.credentials.ts';
import { ReachdeskApi } from '../../credentials/ReachdeskApi.credentials.ts';
import { RUNS } from './propertyRuns.mts';

const BASE = 'https://api.example.com/v1';
const OPEN = { allowedHttpRequestDomains: 'domains', allowedDomains: 'api.example.com' };

const account = (credential: ICredentialDataDecryptedObject = OPEN, isReadOnly = false) => ({
	service: 'HiBob',
	baseUrl: BASE,
	credential,
	reads: (method: string) => method === 'GET',
	isReadOnly,
});

/** The words with which a request is refused; null when it may be signed. */
function refusalOf(attempt: () => unknown): string | null {
	try {
		attempt();
		return null;
	} catch (error) {
		if (error instanceof UserError) return `${error.message}. ${error.description ?? ''}`;
		throw error;
	}
}

/** What HTTP Request and GraphQL hand over: n8n's older form of a request. */
const legacy = (uri: unknown, more: object = {}): IHttpRequestOptions => {
	const request = { url: '', method: 'GET' as const, uri, rejectUnauthorized: true, ...more };
	return request;
};

describe('a request of another node', () => {
	test.each([
		[{}],
		[{ allowedHttpRequestDomains: 'none' }],
		[{ allowedHttpRequestDomains: 'all' }],
		[{ allowedHttpRequestDomains: 'Domains' }],
		[{ allowedHttpRequestDomains: '' }],
		[{ allowedHttpRequestDomains: true }],
		[{ allowedDomains: 'api.example.com' }],
	])('is not signed unless a person has opened the credential: %j', (credential) => {
		const request = { url: `${BASE}/people`, method: 'GET' as const };
		expect(refusalOf(() => signable(request, account(credential)))).toMatch(
			/^The HiBob credential is for the HiBob nodes only\. .*Specific Domains/,
		);
	});

	test('that reads below the base URL is signed, in both of n8n’s forms', () => {
		for (const request of [{ url: `${BASE}/people` }, legacy(`${BASE}/people`)]) {
			expect(signable(request, account())).toMatchObject({ url: `${BASE}/people` });
		}
	});

	test('is sent to the very place that was looked at, in both of n8n’s forms', () => {
		const written = 'HTTPS://API.example.com/v0/../v1/./people';
		const place = `${BASE}/people`;
		expect(signable(legacy(written), account())).toMatchObject({ url: place, uri: place });
		expect(signable({ url: written }, account())).toMatchObject({ url: place });
	});

	test('has its redirects switched off, in both of n8n’s forms', () => {
		const followed = { followRedirect: true, followAllRedirects: true, maxRedirects: 21 };
		expect(signable(legacy(`${BASE}/people`, followed), account())).toMatchObject({
			uri: `${BASE}/people`,
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
			maxRedirects: 0,
		});
	});

	test.each([
		'https://evil.example/v1/people',
		'http://api.example.com/v1/people',
		'https://api.example.com:8443/v1/people',
		'https://api.example.com/v2/people',
		'https://api.example.com/v1/../v2/people',
		'https://api.example.com/v1/%2e%2e/v2/people',
		'https://api.example.com/v10/people',
		'https://api.example.com@evil.example/v1/people',
		'https://user:word@api.example.com/v1/people',
		'https://api.example.com.evil.example/v1/people',
		'https://sub.api.example.com/v1/people',
		'https://api.example.com.:443/v1',
		'//evil.example/v1/people',
		'/people',
		'people',
		'',
		undefined,
		null,
		{ href: `${BASE}/people` },
	])('to %j is not signed, in both of n8n’s forms', (place) => {
		const plain: unknown = { ...legacy(undefined), url: place };
		for (const request of [legacy(place), plain]) {
			const signs = () => signable(asRequest(request), account());
			expect(refusalOf(signs)).toContain(`The HiBob credential is only sent to ${BASE}. `);
		}
	});

	test('that names two places is not signed', () => {
		const request = { ...legacy('https://evil.example/v1'), url: `${BASE}/people` };
		expect(refusalOf(() => signable(request, account()))).toContain('is only sent to');
	});

	test.each(['PUT', 'POST', 'PATCH', 'DELETE', 'put', 'HEAD', 'OPTIONS'])(
		'that is a %s is not signed',
		(method) => {
			const request = legacy(`${BASE}/people`, { method });
			expect(refusalOf(() => signable(request, account()))).toContain('signs requests that read');
		},
	);

	test.each([
		[{ proxy: 'http://evil.example:3128' }],
		[{ proxy: { host: 'evil.example', port: 3128 } }],
		[{ rejectUnauthorized: false }],
		[{ skipSslCertificateValidation: true }],
		[{ headers: { Host: 'evil.example' } }],
		[{ headers: { HOST: 'evil.example' } }],
		[{ headers: { 'X-HTTP-Method-Override': 'PUT' } }],
		[{ headers: { 'x-method-override': 'PUT' } }],
	])('that could be led astray is not signed: %j', (more) => {
		const request = legacy(`${BASE}/people`, more);
		expect(refusalOf(() => signable(request, account()))).toContain(
			'is only sent directly to HiBob',
		);
	});

	test('is signed for no place that is not below the base URL, however it is written', () => {
		const place = fc.oneof(
			fc.webUrl({ withQueryParameters: true, withFragments: true }),
			fc
				.tuple(
					fc.constantFrom('https://', 'http://', '//', 'https:/', 'https:\\\\', ''),
					fc.constantFrom('api.example.com', 'evil.example', 'a@api.example.com', '127.0.0.1'),
					fc.constantFrom('', ':443', ':8443', '@evil.example', '.evil.example', '\\@evil.example'),
					fc.array(fc.constantFrom('v1', '..', '.', '', '%2e%2e', 'people', '?', '#', '@x', ' ')),
				)
				.map(([scheme, host, end, path]) => `${scheme}${host}${end}/${path.join('/')}`),
		);
		fc.assert(
			fc.property(place, fc.boolean(), (text, isLegacy) => {
				const request = isLegacy ? legacy(text) : { url: text };
				let sent: string | null = null;
				try {
					sent = signable(request, account()).url;
				} catch (error) {
					expect(error).toBeInstanceOf(UserError);
				}
				if (sent !== null) expect(sent).toMatch(/^https:\/\/api\.example\.com\/v1(?:[/?#]|$)/);
			}),
			RUNS,
		);
	});
});

const asRequest = (request: unknown): IHttpRequestOptions => {
	if (!isRequest(request)) throw new TypeError('no request');
	return request;
};
const isRequest = (request: unknown): request is IHttpRequestOptions => request instanceof Object;

describe('a request of our own node', () => {
	test('is signed as it is, when the service may be written to', () => {
		const request = ofOwnNode({ url: `${BASE}/gifts`, method: 'POST' });
		expect(signable(request, account({}))).toBe(request);
	});

	test('is not signed for another place', () => {
		const request = ofOwnNode({ url: 'https://evil.example/v1/gifts', method: 'POST' });
		expect(refusalOf(() => signable(request, account({})))).toContain('is only sent to');
	});

	test('is not signed when it writes to a service that is only read', () => {
		const request = ofOwnNode({ url: `${BASE}/people/1`, method: 'PUT' });
		expect(refusalOf(() => signable(request, account({}, true)))).toContain('never writes');
	});

	test('keeps its mark when it is copied', () => {
		const request = { ...ofOwnNode({ url: `${BASE}/gifts`, method: 'POST' }) };
		expect(signable(request, account({}))).toBe(request);
	});

	test('cannot be made from the parameters of another node', () => {
		const request: unknown = JSON.parse(
			JSON.stringify(ofOwnNode({ url: `${BASE}/gifts`, method: 'POST' })),
		);
		const signs = () => signable(asRequest(request), account({}));
		expect(refusalOf(signs)).toContain('is for the HiBob nodes only');
	});
});

describe('the credentials', () => {
	const hibob = {
		serviceUserId: 'SERVICE-1',
		token: 'secret',
		environment: 'production',
		...OPEN,
	};
	const reachdesk = { apiToken: 'secret', baseUrl: 'https://app.reachdesk.com/api/v2', ...OPEN };

	test.each([
		['GET', '/company/people/fields', true],
		['POST', '/people/search', true],
		['POST', '/people/123456', true],
		['POST', '/people/ada%40example.com', true],
		['POST', '/timeoff/calendars/events/search', true],
		['POST', '/people', false],
		['POST', '/people/123456/invite', false],
		['POST', '/people/search/../../employees/1/terminate', false],
		['PUT', '/people/123456', false],
		['PUT', '/people/search', false],
		['DELETE', '/people/123456', false],
	] as const)('of HiBob: %s %s signed for other nodes: %s', async (method, path, isSigned) => {
		const request = { url: `https://api.hibob.com/v1${path}`, method };
		const signing = new HiBobServiceUserApi().authenticate(hibob, request);
		if (isSigned) {
			expect(await signing).toMatchObject({ auth: { username: 'SERVICE-1', password: 'secret' } });
		} else {
			await expect(signing).rejects.toThrow('signs requests that read');
		}
	});

	test('of HiBob: our own node cannot write either', async () => {
		const request = ofOwnNode({ url: 'https://api.hibob.com/v1/people/1', method: 'PUT' });
		await expect(new HiBobServiceUserApi().authenticate(hibob, request)).rejects.toThrow(
			'signs requests that read',
		);
	});

	test('say whose they are when they are not for other nodes', async () => {
		const closed = { allowedHttpRequestDomains: 'none' };
		const ofHiBob = { url: 'https://api.hibob.com/v1/people/1', method: 'GET' as const };
		await expect(
			new HiBobServiceUserApi().authenticate({ ...hibob, ...closed }, ofHiBob),
		).rejects.toThrow('The HiBob credential is for the HiBob nodes only');
		const ofReachdesk = { url: 'https://app.reachdesk.com/api/v2/sends', method: 'GET' as const };
		await expect(
			new ReachdeskApi().authenticate({ ...reachdesk, ...closed }, ofReachdesk),
		).rejects.toThrow('The Reachdesk credential is for the Reachdesk nodes only');
	});

	test('of Reachdesk: other nodes read, our own sends', async () => {
		const url = 'https://app.reachdesk.com/api/v2/campaigns/1/trigger';
		const { authenticate } = new ReachdeskApi();
		await expect(authenticate(reachdesk, { url, method: 'POST' })).rejects.toThrow('read');
		const headers = { Authorization: 'Bearer secret' };
		expect(await authenticate(reachdesk, { url, method: 'GET' })).toMatchObject({ headers });
		expect(await authenticate(reachdesk, ofOwnNode({ url, method: 'POST' }))).toMatchObject({
			headers,
		});
	});

	test('go nowhere when the credential names no place', async () => {
		const url = 'https://app.reachdesk.com/api/v2/contacts';
		const signing = async () => await new ReachdeskApi().authenticate({ apiToken: 'x' }, { url });
		await expect(signing()).rejects.toThrow("'Base URL' in the Reachdesk credential is empty");
	});
});
