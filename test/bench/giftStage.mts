import { reachdeskCredential } from '../../sandbox/demo/stage.mts';
import { durationOf } from '../../sandbox/n8n/executionData.mts';
import { outputOf, startN8n } from '../../sandbox/n8n/host.mts';
import type { N8nHost, N8nOptions, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { START, startedByWebhook } from '../../sandbox/n8n/workflowParts.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';

/** The campaign of all gifts here. */
export const CAMPAIGN = 1501;
const TIMEOUT_MS = 900_000;
const DAY = 86_400_000;
const BALANCE = 10_000_000;
/** what Reachdesk lists is spread over so many days */
const LISTED_DAYS = 28;
const SENDS = '/api/v2/sends';

/** What one run of Send Gift has taken, in ms. */
export interface Sent {
	ms: number;
	/** of Reachdesk's answers, one after the other */
	answersMs: number;
	/** of the list of sends */
	pages: number;
	requests: number;
}

/** A published workflow that sends some gifts each time that it is run. */
export interface SendWorkflow {
	run: () => Promise<Sent>;
}

/** A real n8n with a Reachdesk that lists as many sends as wanted. */
export class GiftStage {
	readonly n8n: N8nHost;
	readonly reachdesk: ReachdeskSandbox;
	private readonly credential: { id: string; name: string };
	private workflows = 0;

	private constructor(
		n8n: N8nHost,
		reachdesk: ReachdeskSandbox,
		credential: { id: string; name: string },
	) {
		this.n8n = n8n;
		this.reachdesk = reachdesk;
		this.credential = credential;
	}

	static async open(options: N8nOptions = {}): Promise<GiftStage> {
		const n8n = await startN8n(options);
		try {
			const reachdesk = await startReachdesk({ now: n8n.now });
			for (const wallet of reachdesk.wallets) wallet.balance = BALANCE;
			const data = reachdeskCredential(reachdesk);
			const stage = new GiftStage(
				n8n,
				reachdesk,
				await n8n.createCredential('reachdeskApi', 'Reachdesk', data),
			);
			// the first execution of an n8n takes longer
			await (await stage.publish(1)).run();
			return stage;
		} catch (error) {
			await n8n.stop();
			throw error;
		}
	}

	async close(): Promise<void> {
		await this.n8n.stop();
		await this.reachdesk.stop();
	}

	/** Lets Reachdesk list so many sends of the last weeks. */
	list(count: number): void {
		listSends(this.reachdesk, count, this.n8n.now());
	}

	/** Publishes a workflow that sends so many new gifts on each run. */
	async publish(gifts: number, safety: object = {}): Promise<SendWorkflow> {
		const { n8n, reachdesk, credential } = this;
		this.workflows += 1;
		const name = `gifts-${String(this.workflows)}`;
		const id = await n8n.importWorkflow({
			name,
			nodes: [
				startedByWebhook(name),
				{
					id: 'people',
					name: 'People',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					position: [200, 0],
					parameters: {
						jsCode: `return Array.from({ length: ${String(gifts)} }, (_, n) => ({ json: { key: '${name}:' + $execution.id + ':' + n, email: '${name}.' + $execution.id + '.' + n + '@example.com' } }));`,
					},
				},
				{
					id: name,
					name: 'Send Gift',
					type: nodeType('reachdesk'),
					typeVersion: 1,
					position: [400, 0],
					parameters: {
						resource: 'gift',
						operation: 'send',
						campaign: { __rl: true, mode: 'id', value: String(CAMPAIGN) },
						sender: reachdesk.sender,
						recipientSource: 'defineBelow',
						giftKey: '={{ $json.key }}',
						firstName: 'Bench',
						lastName: 'Mark',
						email: '={{ $json.email }}',
						recipientFields: { country: 'GB' },
						safety: { maximumGifts: 5_000, ...safety },
					},
					credentials: { reachdeskApi: credential },
				},
			],
			connections: {
				[START.name]: { main: [[{ node: 'People', type: 'main', index: 0 }]] },
				People: { main: [[{ node: 'Send Gift', type: 'main', index: 0 }]] },
			},
			settings: { executionOrder: 'v1', timezone: 'UTC', saveDataSuccessExecution: 'all' },
		} satisfies WorkflowJson);
		await n8n.publish(id);
		return { run: async () => await this.run(id, name) };
	}

	private async run(id: string, webhook: string): Promise<Sent> {
		const { n8n, reachdesk } = this;
		reachdesk.requests.length = 0;
		const execution = await n8n.waitForExecution(await n8n.runByWebhook(id, webhook), {
			timeoutMs: TIMEOUT_MS,
		});
		if (execution.error) throw new Error(execution.error.message);
		const outcomes = new Set(outputOf(execution, 'Send Gift').map(({ outcome }) => outcome));
		if (outcomes.size !== 1 || !outcomes.has('sent')) {
			throw new Error(`not all gifts were sent: ${[...outcomes].join(', ')}`);
		}
		return {
			ms: durationOf(execution),
			answersMs: reachdesk.requests.reduce((sum, { milliseconds = 0 }) => sum + milliseconds, 0),
			pages: pagesOf(reachdesk),
			requests: reachdesk.requests.length,
		};
	}
}

/** Lets Reachdesk list so many sends of the last weeks. */
export function listSends(reachdesk: ReachdeskSandbox, count: number, now: number): void {
	while (reachdesk.sends.length < count) {
		const { length } = reachdesk.sends;
		reachdesk.addPastSend({
			email: `past${String(length)}@example.com`,
			campaignId: CAMPAIGN,
			createdAt: new Date(now - (length % LISTED_DAYS) * DAY).toISOString(),
		});
	}
}

/** Lets each page of Reachdesk's list of sends take so long. */
export function slowList({ faults }: ReachdeskSandbox, milliseconds: number): void {
	faults.add({ method: 'GET', path: SENDS, fault: { kind: 'slow', milliseconds } });
}

/** The pages of its list that Reachdesk was asked for. */
export const pagesOf = ({ requests }: ReachdeskSandbox): number =>
	requests.filter(({ method, url }) => method === 'GET' && url.split('?')[0] === SENDS).length;
