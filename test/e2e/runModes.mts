import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import axios from 'axios';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { Execution, N8nHost, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { START } from '../../sandbox/n8n/workflowParts.mts';

/** Each way in which n8n runs a node, with items that may become a gift and such that may not. */

export const KINDS = [
	'preview',
	'due tomorrow',
	'due today',
	'judged 40 days ago',
	'own key',
] as const;
export type Kind = (typeof KINDS)[number];
/** what became of the item of each kind */
export type Row = Record<Kind, string>;

const rowBy = (of: (kind: Kind) => string): Row => ({
	preview: of('preview'),
	'due tomorrow': of('due tomorrow'),
	'due today': of('due today'),
	'judged 40 days ago': of('judged 40 days ago'),
	'own key': of('own key'),
});

export const everyKind = (outcome: string): Row => rowBy(() => outcome);

/** In a run that a person starts from the editor. */
export const TEST_RUN = everyKind('dryRun, 0');

/** In any other run. */
export const PRODUCTION: Row = {
	...everyKind('notDue, 0'),
	'due today': 'sent, 1',
	'own key': 'sent, 1',
};

/** What the columns of the table are called. */
export const HEADINGS: Record<Kind, string> = {
	preview: 'preview',
	'due tomorrow': 'due tomorrow',
	'due today': 'due today',
	'judged 40 days ago': 'due today, judged 40 days ago',
	'own key': 'defined below, own key',
};
export const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** The row of the table for a way. */
export const lineOf = (way: string, row: Row) => line([way, ...KINDS.map((kind) => row[kind])]);

/** The document with the table, however wide its columns are. */
export const documented = (): string =>
	readFileSync(DOCUMENT, 'utf8').replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---');

const DOCUMENT = path.join(import.meta.dirname, '..', '..', 'docs', 'guarantees.md');
const SEND = 'Send Gift';
const SPLIT = 'Items';

/** Where a way is run. */
export interface Place {
	n8n: N8nHost;
	reachdesk: Pick<ReachdeskSandbox, 'sender' | 'sends'>;
	credentials: Pick<Stage['credentials'], 'reachdeskApi'>;
}

/** What the trigger says of the item of each kind, by n8n’s clock. */
function judgementOf(kind: Kind, now: number): object | undefined {
	const dayFromNow = (days: number): string =>
		new Date(now + days * 86_400_000).toISOString().slice(0, 10);
	const judged = {
		date: dayFromNow(0),
		timeZone: 'UTC',
		preview: false,
		dueDate: dayFromNow(0),
		catchUpDays: 7,
		offeredAgain: false,
	};
	switch (kind) {
		case 'preview':
			return { ...judged, preview: true };
		case 'due tomorrow':
			return { ...judged, dueDate: dayFromNow(1) };
		case 'due today':
			return judged;
		case 'judged 40 days ago':
			return { ...judged, date: dayFromNow(-40), dueDate: dayFromNow(-40) };
		case 'own key':
			return undefined;
	}
}

const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
const emailOf = (way: string, kind: Kind): string => `${slug(kind)}.${slug(way)}@example.com`;

/** The items of a way: those of the trigger, and one of a workflow’s own. */
export const itemsOf = (way: string, now = Date.now()) =>
	KINDS.map((kind) => {
		const person = {
			id: `${slug(way)}-${slug(kind)}`,
			email: emailOf(way, kind),
			firstName: 'Ada',
			lastName: 'Lovelace',
		};
		const key = kind === 'own key' ? `own:${person.id}` : `hibob:${person.id}:birthday:2026`;
		return { kind, key, judged: judgementOf(kind, now), employee: person };
	});

interface Node {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: number[];
	parameters: object;
}

/** A node of a workflow, by its name. */
export const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: object,
	more: object = {},
): Node => ({
	id: slug(name),
	name,
	type: type.includes('.') ? type : `n8n-nodes-base.${type}`,
	typeVersion,
	position: [0, 0],
	parameters,
	...more,
});

/** `[a, b, c]` as the connections a → b → c. */
export const chain = (names: readonly string[]): Record<string, object> =>
	Object.fromEntries(
		names
			.slice(1)
			.map((name, index) => [
				names[index] ?? '',
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
	);

/** The nodes that make the items of a way and send them. */
function senders(place: Place, way: string, onError = 'continueRegularOutput') {
	return [
		node(
			'Make Items',
			'set',
			3.4,
			{
				mode: 'raw',
				jsonOutput: JSON.stringify({ items: itemsOf(way, place.n8n.now()) }),
			},
			{ executeOnce: true },
		),
		node(SPLIT, 'splitOut', 1, { fieldToSplitOut: 'items' }),
		sender(place, onError),
	];
}

/** Gift > Send in a workflow, or as a tool, to whom the expressions name. */
const giftNode = (
	place: Place,
	name: string,
	type: 'reachdesk' | 'reachdeskTool',
	recipient: { giftKey: string; email: string },
	more: object = {},
) =>
	node(
		name,
		nodeType(type),
		1,
		{
			resource: 'gift',
			operation: 'send',
			campaign: { __rl: true, mode: 'id', value: '1501' },
			sender: place.reachdesk.sender,
			recipientSource: 'defineBelow',
			...recipient,
			firstName: 'Ada',
			lastName: 'Lovelace',
			recipientFields: { country: 'GB' },
		},
		{ credentials: { reachdeskApi: place.credentials.reachdeskApi }, ...more },
	);

const sender = (place: Place, onError: string) =>
	giftNode(
		place,
		SEND,
		'reachdesk',
		{ giftKey: '={{ $json.key }}', email: '={{ $json.employee.email }}' },
		{ onError },
	);

const SENDERS = ['Make Items', SPLIT, SEND];

/** A workflow that begins with a trigger and sends the items of a way. */
export const sending = (
	place: Place,
	way: string,
	trigger: Node,
	onError?: string,
): WorkflowJson => ({
	name: way,
	nodes: [trigger, ...senders(place, way, onError)],
	connections: chain([trigger.name, ...SENDERS]),
});

const cell = (place: Place, way: string, kind: Kind, outcome: unknown, error: unknown): string => {
	const sent = place.reachdesk.sends.filter(({ email }) => email === emailOf(way, kind)).length;
	const what = typeof outcome === 'string' ? outcome : error === undefined ? 'nothing' : 'error';
	return `${what}, ${String(sent)}`;
};

/** What came of each kind in an execution, and how many POSTs it took. */
export function rowOf(place: Place, way: string, execution: Execution): Row {
	const items = outputOf(execution, SEND);
	const of = (kind: Kind) => {
		const { outcome, error } = items[KINDS.indexOf(kind)] ?? {};
		return cell(place, way, kind, outcome, error);
	};
	return rowBy(of);
}

/** The node as a tool, whose key and address the agent fills in. */
export const giftTool = (place: Place) =>
	giftNode(place, 'Gift', 'reachdeskTool', {
		giftKey: "={{ $fromAI('key', '', 'string') }}",
		email: "={{ $fromAI('email', '', 'string') }}",
	});

/** What came of each kind when an agent asks for it, one after the other. */
export async function rowOfAgent(
	place: Place,
	way: string,
	ask: (args: { key: string; email: string }) => Promise<unknown>,
): Promise<Row> {
	const cells = new Map<Kind, string>();
	for (const { kind, key, employee } of itemsOf(way)) {
		const answer = JSON.stringify(await ask({ key, email: employee.email }).catch(String));
		const outcome = /outcome\W+(\w+)/.exec(answer)?.[1];
		cells.set(kind, cell(place, way, kind, outcome, answer));
	}
	return rowBy((kind) => cells.get(kind) ?? '');
}

/** The first execution of a workflow, of a mode if one is given, when it has finished. */
export async function firstExecution(
	{ n8n }: Place,
	id: string,
	mode?: string,
): Promise<Execution> {
	return await n8n.waitUntil(
		async () => {
			const first = (await n8n.executions(id)).find(
				(one) => mode === undefined || one.mode === mode,
			);
			return first && (await n8n.waitForExecution(first.id));
		},
		{ what: `an execution of workflow ${id}`, timeoutMs: 90_000 },
	);
}

/** Calls a webhook of a published workflow. */
export async function call({ n8n }: Place, path: string, body: unknown, headers = {}) {
	for (let attempt = 0; attempt < 20; attempt++) {
		const answer = await axios.post<unknown>(`${n8n.url}/${path}`, body, {
			headers,
			validateStatus: () => true,
			timeout: 60_000,
		});
		if (answer.status !== 404) return answer;
		await delay(250);
	}
	throw new Error(`n8n does not know ${path}`);
}

/** Starts a workflow from the editor. */
export const fromEditor = async ({ n8n }: Place, workflow: WorkflowJson): Promise<Execution> => {
	const id = await n8n.importWorkflow(workflow);
	return await n8n.waitForExecution(await n8n.runManually(id, START.name));
};

/** Asks an MCP server, as an agent of another program does. */
export class McpClient {
	private readonly place: Place;

	private readonly path: string;

	private session: Record<string, string> = {};

	constructor(place: Place, path: string) {
		this.place = place;
		this.path = path;
	}

	async connect(): Promise<void> {
		const answer = await this.ask('initialize', {
			protocolVersion: '2025-03-26',
			capabilities: {},
			clientInfo: { name: 'test', version: '1' },
		});
		const id: unknown = answer.headers['mcp-session-id'];
		if (typeof id === 'string') this.session = { 'mcp-session-id': id };
		await this.ask('notifications/initialized', undefined, null);
	}

	/** @returns the answer as text */
	async call(name: string, args: object): Promise<string> {
		return String((await this.ask('tools/call', { name, arguments: args })).data);
	}

	async tools(): Promise<string> {
		return String((await this.ask('tools/list', {})).data);
	}

	private async ask(method: string, params?: object, id: number | null = 1) {
		return await call(
			this.place,
			this.path,
			{ jsonrpc: '2.0', method, ...(params && { params }), ...(id !== null && { id }) },
			{ accept: 'application/json, text/event-stream', ...this.session },
		);
	}
}
