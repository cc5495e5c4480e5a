import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startListener } from '../../sandbox/http/listener.mts';
import type { Arrival, Listener } from '../../sandbox/http/listener.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { Execution, N8nHost } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { START } from '../../sandbox/n8n/workflowParts.mts';
import { useTool } from './agentTool.mts';

/**
 * Where tokens can go, in a real n8n: one listener stands for both services, another for anybody else,
 * and both keep whatever arrives.
 */

const HIBOB = { id: 'SERVICE-reach', token: 'hibobReach-71c0f2' };
const REACHDESK_TOKEN = 'reachdeskReach-9be410';
const SECRETS = [
	HIBOB.token,
	Buffer.from(`${HIBOB.id}:${HIBOB.token}`).toString('base64'),
	REACHDESK_TOKEN,
];

const SERVICES = ['hiBobServiceUserApi', 'reachdeskApi'] as const;
type Service = (typeof SERVICES)[number];

let n8n: N8nHost;
let service: Listener;
let elsewhere: Listener;

const baseUrlOf = (type: Service, origin = service.origin): string =>
	type === 'hiBobServiceUserApi' ? `${origin}/v1` : `${origin}/api/v2`;

/** What is stored of a credential. @param url - its base URL @param more - what else is stored */
const stored = (type: Service, url: string, more: object = {}): object =>
	type === 'hiBobServiceUserApi'
		? {
				serviceUserId: HIBOB.id,
				token: HIBOB.token,
				environment: 'custom',
				customUrl: url,
				...more,
			}
		: { apiToken: REACHDESK_TOKEN, baseUrl: url, ...more };

beforeAll(async () => {
	elsewhere = await startListener(() => ({ body: { data: {} } }));
	service = await startListener(({ url }) => {
		if (url.includes('/away')) {
			return { status: 302, headers: { location: `${elsewhere.origin}/v1/away` }, body: {} };
		}
		if (url.endsWith('/company/people/fields')) return { body: [] };
		return { body: { data: [], next: `${elsewhere.origin}/v1/next` } };
	});
	n8n = await startN8n();
}, 400_000);

afterAll(async () => {
	await n8n.stop();
	await Promise.all([service.stop(), elsewhere.stop()]);
}, 60_000);

afterEach(() => {
	service.arrivals.length = 0;
	elsewhere.arrivals.length = 0;
});

const hasSecret = (arrival: Arrival): boolean =>
	SECRETS.some((secret) => JSON.stringify(arrival).includes(secret));

/** Where a token arrived, in a line each. */
const tokensAt = ({ arrivals }: Listener): string[] =>
	arrivals.filter(hasSecret).map(({ method, url }) => `${method} ${url}`);

interface NodeParts {
	type: string;
	typeVersion: number;
	parameters: object;
}

type Way = (type: Service, url: string) => NodeParts;

const httpRequest =
	(typeVersion: number, more: object = {}): Way =>
	(nodeCredentialType, url) => ({
		type: 'n8n-nodes-base.httpRequest',
		typeVersion,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType,
			url,
			options: {},
			...more,
		},
	});

const graphQl: Way = (nodeCredentialType, endpoint) => ({
	type: 'n8n-nodes-base.graphql',
	typeVersion: 1.1,
	parameters: {
		authentication: 'predefinedCredentialType',
		nodeCredentialType,
		endpoint,
		query: '{ people { id } }',
	},
});

const ownNode = (type: Service): NodeParts =>
	type === 'hiBobServiceUserApi'
		? {
				type: nodeType('hiBob'),
				typeVersion: 1,
				parameters: { resource: 'employeeField', operation: 'getAll' },
			}
		: {
				type: nodeType('reachdesk'),
				typeVersion: 1,
				parameters: { resource: 'contact', operation: 'getAll', returnAll: true },
			};

const credential = async (type: Service, data: object) =>
	await n8n.createCredential(type, `Reach of ${type}`, data);

/** Runs a node with a credential, once, from the editor. */
async function run(type: Service, node: NodeParts, data: object): Promise<Execution> {
	const item = { url: baseUrlOf(type, elsewhere.origin) };
	const id = await n8n.importWorkflow({
		name: 'Reach',
		nodes: [
			START,
			{
				id: 'item',
				name: 'Item',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				position: [200, 0],
				parameters: { mode: 'raw', jsonOutput: JSON.stringify(item), options: {} },
			},
			{
				id: 'node',
				name: 'Node',
				position: [400, 0],
				credentials: { [type]: await credential(type, data) },
				...node,
			},
		],
		connections: {
			[START.name]: { main: [[{ node: 'Item', type: 'main', index: 0 }]] },
			Item: { main: [[{ node: 'Node', type: 'main', index: 0 }]] },
		},
	});
	return await n8n.waitForExecution(await n8n.runManually(id, START.name));
}

/** Lets an agent use a tool with a credential. @returns what it heard, or why it heard nothing */
async function use(type: Service, tool: NodeParts, data: object): Promise<unknown> {
	const credentials = { [type]: await credential(type, data) };
	return await useTool(n8n, { name: 'Tool', ...tool, credentials }, {}).catch((error: unknown) =>
		String(error),
	);
}

const asTool = (way: Way): Way => {
	return (type, url) => {
		const node = way(type, url);
		return { ...node, type: `${node.type}Tool` };
	};
};

const oldHttpTool: Way = (nodeCredentialType, url) => ({
	type: '@n8n/n8n-nodes-langchain.toolHttpRequest',
	typeVersion: 1.1,
	parameters: {
		toolDescription: 'Asks',
		authentication: 'predefinedCredentialType',
		nodeCredentialType,
		url,
	},
});

const withOptions = (options: object) => httpRequest(4.2, { options });
const PAGES = withOptions({
	pagination: {
		pagination: {
			paginationMode: 'responseContainsNextURL',
			nextURL: '={{ $response.body.next }}',
			limitPagesFetched: true,
			maxRequests: 2,
			requestInterval: 0,
		},
	},
});

const NODES: readonly [string, Way][] = [
	['HTTP Request 4', httpRequest(4.2)],
	['HTTP Request 3', httpRequest(3)],
	['HTTP Request 2', httpRequest(2)],
	['a PUT of HTTP Request', httpRequest(4.2, { method: 'PUT', sendBody: true })],
];

const TOOLS: readonly [string, Way][] = [
	['HTTP Request', asTool(httpRequest(4.2))],
	['the HTTP Request tool', oldHttpTool],
	['GraphQL', asTool(graphQl)],
];

/** What may be stored about other nodes, by an import, an expression or a person. */
const STORED: readonly [string, object][] = [
	['nothing', {}],
	['All', { allowedHttpRequestDomains: 'all' }],
	['a value that n8n does not know', { allowedHttpRequestDomains: 'everything' }],
	['an expression', { allowedHttpRequestDomains: "={{ 'a' + 'll' }}" }],
	['the host of both', { allowedHttpRequestDomains: 'domains', allowedDomains: '127.0.0.1' }],
];

const OPEN = { allowedHttpRequestDomains: 'domains', allowedDomains: '127.0.0.1' };

describe.each(SERVICES)('the token of %s', (type) => {
	it('reaches its own service from its own node, and the listeners hear it', async () => {
		await run(type, ownNode(type), stored(type, baseUrlOf(type)));
		expect(tokensAt(service)).toHaveLength(1);
		await run(
			type,
			{
				...httpRequest(4.2)(type, `${elsewhere.origin}/v1/control`),
				parameters: { url: `${elsewhere.origin}/v1/control`, options: {} },
			},
			stored(type, baseUrlOf(type)),
		);
		expect(elsewhere.arrivals).toHaveLength(1);
	}, 60_000);

	describe.each(STORED)('with %s stored about other nodes', (_, more) => {
		it.each(NODES)(
			'goes nowhere else with %s',
			async (_name, way) => {
				const data = stored(type, baseUrlOf(type), more);
				const { status } = await run(type, way(type, `${elsewhere.origin}/v1/people`), data);
				expect(tokensAt(elsewhere)).toEqual([]);
				expect(status).toBe('error');
			},
			60_000,
		);

		it('goes nowhere else with GraphQL', async () => {
			// an older n8n has no credentials of other services there, and asks without
			const data = stored(type, baseUrlOf(type), more);
			await run(type, graphQl(type, `${elsewhere.origin}/v1/people`), data);
			expect(tokensAt(elsewhere)).toEqual([]);
		}, 60_000);

		it('writes nothing to its own service either', async () => {
			const data = stored(type, baseUrlOf(type), more);
			const url = `${baseUrlOf(type)}/employees/1`;
			for (const method of ['PUT', 'POST', 'DELETE', 'PATCH']) {
				const { status } = await run(type, httpRequest(4.2, { method })(type, url), data);
				expect(status).toBe('error');
			}
			expect(tokensAt(service)).toEqual([]);
		}, 60_000);
	});

	describe.each([
		['nothing', {}],
		['the host of both', OPEN],
	])('with %s stored about other nodes, an agent', (_, more) => {
		it.each(TOOLS)(
			'takes it nowhere with %s',
			async (_name, way) => {
				const data = stored(type, baseUrlOf(type), more);
				await use(type, way(type, `${elsewhere.origin}/v1/people`), data);
				expect(tokensAt(elsewhere)).toEqual([]);
			},
			60_000,
		);
	});

	it.each<[string, Way, string]>([
		['a redirect', httpRequest(4.2), '/away'],
		[
			'a redirect of the sort that n8n sends credentials along with',
			withOptions({
				redirect: { redirect: { followRedirects: true } },
				sendCredentialsOnCrossOriginRedirect: true,
			}),
			'/away',
		],
		['a next page', PAGES, '/people'],
		['a redirect of an older HTTP Request', httpRequest(2), '/away'],
	])(
		'goes no further than its service with %s',
		async (_, way, path) => {
			const data = stored(type, baseUrlOf(type), OPEN);
			await run(type, way(type, `${baseUrlOf(type)}${path}`), data);
			expect(tokensAt(service)).toHaveLength(1);
			expect(tokensAt(elsewhere)).toEqual([]);
		},
		60_000,
	);

	it('goes through no proxy of another node', async () => {
		const data = stored(type, baseUrlOf(type), OPEN);
		const way = withOptions({ proxy: elsewhere.origin });
		await run(type, way(type, `${baseUrlOf(type)}/people`), data);
		expect(tokensAt(elsewhere)).toEqual([]);
	}, 60_000);

	it('is used to read at its own service when a person allows that, with all that n8n has', async () => {
		const data = stored(type, baseUrlOf(type), OPEN);
		const url = `${baseUrlOf(type)}/company/people/fields`;
		expect((await run(type, httpRequest(4.2)(type, url), data)).status).toBe('success');
		await use(type, asTool(httpRequest(4.2))(type, url), data);
		await use(type, oldHttpTool(type, url), data);
		expect(tokensAt(service)).toHaveLength(3);
	}, 60_000);

	it('does not follow the data of an item, when the URL in the credential is an expression', async () => {
		const data = stored(type, '={{ $json.url }}');
		const { status, error } = await run(type, ownNode(type), data);
		expect(tokensAt(elsewhere)).toEqual([]);
		expect(status).toBe('error');
		expect(`${error?.message ?? ''} ${error?.description ?? ''}`).toContain('expression');
	}, 60_000);

	it.each([
		['http://0.0.0.0:', 'https'],
		['http://user:word@127.0.0.1:', 'user name'],
		['http://localhost.:', 'https'],
	])(
		'goes to no base URL such as %s',
		async (start, why) => {
			const data = stored(type, baseUrlOf(type, `${start}${String(elsewhere.port)}`));
			const { status } = await run(type, ownNode(type), data);
			const test = await n8n.testCredential(type, data);
			expect(elsewhere.arrivals).toEqual([]);
			expect({ status, test: test.status }).toEqual({ status: 'error', test: 'Error' });
			expect(test.message).toContain(why);
		},
		60_000,
	);

	it('is not tried by the test of a credential whose URL is an expression', async () => {
		const expression = `={{ '${baseUrlOf(type, elsewhere.origin)}' }}`;
		const { status, message } = await n8n.testCredential(type, stored(type, expression));
		expect(elsewhere.arrivals).toEqual([]);
		expect(status).toBe('Error');
		expect(message).toContain('is an expression');
	}, 60_000);

	it('is refused in words that a person understands', async () => {
		const url = `${elsewhere.origin}/v1/people`;
		const plain = await run(type, httpRequest(4.2)(type, url), stored(type, baseUrlOf(type), OPEN));
		expect(plain.error?.message).toContain('is only sent to');
		expect(plain.error?.description).toContain('127.0.0.1');
	}, 60_000);
});
