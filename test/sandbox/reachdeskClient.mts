import axios from 'axios';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';

export interface Answer {
	status: number;
	headers: Map<string, string>;
	text: string;
	/** parsed JSON; undefined when the text is not JSON */
	body: unknown;
}

export interface Call {
	body?: unknown;
	/** on top of the token and, with a body, its content type; null leaves a header out */
	headers?: Record<string, string | null>;
	timeout?: number;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** One HTTP request to the sandbox; rejects only when no answer comes. */
export async function call(
	sandbox: ReachdeskSandbox,
	method: 'GET' | 'POST' | 'DELETE',
	path: string,
	{ body, headers = {}, timeout = 5000 }: Call = {},
): Promise<Answer> {
	const answer = await axios.request<string>({
		method,
		url: `${sandbox.url}${path}`,
		...(body === undefined ? {} : { data: typeof body === 'string' ? body : JSON.stringify(body) }),
		headers: {
			Authorization: `Bearer ${sandbox.token}`,
			...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
			...headers,
		},
		timeout,
		validateStatus: () => true,
		responseType: 'text',
		transformResponse: (text: string) => text,
	});
	const { status, data: text } = answer;
	const headersReceived = new Map(
		Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
	);
	return { status, headers: headersReceived, text, body: parsed(text) };
}

export const get = async (sandbox: ReachdeskSandbox, path: string, options?: Call) =>
	await call(sandbox, 'GET', path, options);

let requestCount = 0;

/** A trigger body that keeps the contract; `changes` replace its fields, undefined drops one. */
export function giftBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
	requestCount += 1;
	return {
		request_id: `request-${String(requestCount)}`,
		source: 'test',
		sender: 'gifts@example.com',
		recipient: recipient(),
		...changes,
	};
}

export function recipient(changes: Record<string, unknown> = {}): Record<string, unknown> {
	return { first_name: 'Noa', last_name: 'Levi', email: 'noa.levi@example.com', ...changes };
}

export const address = {
	street_address_1: '1 High Street',
	city: 'Leeds',
	zipcode: 'LS1 1AA',
	country: 'GB',
};

export const trigger = async (
	sandbox: ReachdeskSandbox,
	body: unknown = giftBody(),
	campaignId: number | string = 1501,
	options: Call = {},
) => await call(sandbox, 'POST', `/campaigns/${String(campaignId)}/trigger`, { body, ...options });

/** The violations noted for the request that came last. */
export const lastViolations = (sandbox: ReachdeskSandbox): string[] =>
	sandbox.requests.at(-1)?.violations ?? [];

/** The ids of a listing's rows, whichever place its pagination has. */
export function idsIn(body: unknown): number[] {
	const rows = fieldOf(body, 'data');
	if (!Array.isArray(rows)) return rows === undefined ? [] : idsIn(rows);
	return rows.map((row: unknown) => Number(fieldOf(row, 'id')));
}

/** A field of a parsed answer. */
export function fieldOf(body: unknown, name: string): unknown {
	if (typeof body !== 'object' || body === null) return undefined;
	return Object.entries(body).find(([key]) => key === name)?.[1];
}
