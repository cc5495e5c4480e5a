import { reachdeskCredential } from '../../sandbox/demo/stage.mts';
import { outputOf, startN8n } from '../../sandbox/n8n/host.mts';
import type { WorkflowJson } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { START, startedByWebhook } from '../../sandbox/n8n/workflowParts.mts';

/** Send Gift over some gifts in a real n8n. */
export interface SendGifts {
	gifts: number;
	seconds: number;
	/** of the node for each gift, without Reachdesk's answers and the pause between two gifts */
	ownMsPerGift: number;
}

/** The look for repeats in Reachdesk's list before the first gift. */
export interface DuplicateCheck {
	sendsListed: number;
	/** of the node, without Reachdesk's answers */
	ownMs: number;
	/** of Reachdesk, for all pages of its list */
	answersMs: number;
}

/** As the node pauses between two gifts. */
export const PAUSE_MS = 500;
const CAMPAIGN = 1501;
const TIMEOUT_MS = 900_000;
const DAY = 86_400_000;

const webhookOf = (gifts: number) => `gifts-${String(gifts)}`;

const workflowFor = (
	gifts: number,
	{ sender }: ReachdeskSandbox,
	credential: { id: string; name: string },
): WorkflowJson => ({
	name: `${String(gifts)} gifts`,
	nodes: [
		startedByWebhook(webhookOf(gifts)),
		{
			id: 'people',
			name: 'People',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			position: [200, 0],
			parameters: {
				jsCode: `return Array.from({ length: ${String(gifts)} }, (_, n) => ({ json: { key: 'bench:${String(gifts)}:' + n, email: 'bench${String(gifts)}.' + n + '@example.com' } }));`,
			},
		},
		{
			id: `send-${String(gifts)}`,
			name: 'Send Gift',
			type: nodeType('reachdesk'),
			typeVersion: 1,
			position: [400, 0],
			parameters: {
				resource: 'gift',
				operation: 'send',
				campaign: { __rl: true, mode: 'id', value: String(CAMPAIGN) },
				sender,
				recipientSource: 'defineBelow',
				giftKey: '={{ $json.key }}',
				firstName: 'Bench',
				lastName: 'Mark',
				email: '={{ $json.email }}',
				recipientFields: { country: 'GB' },
				safety: { maximumGifts: 5_000 },
			},
			credentials: { reachdeskApi: credential },
		},
	],
	connections: {
		[START.name]: { main: [[{ node: 'People', type: 'main', index: 0 }]] },
		People: { main: [[{ node: 'Send Gift', type: 'main', index: 0 }]] },
	},
	settings: { executionOrder: 'v1', timezone: 'UTC' },
});

/**
 * Sends 10, 100, … gifts in a real n8n, and then one gift with more and more sends in the list.
 *
 * @param counts - of gifts
 * @param listed - of sends in Reachdesk's list
 */
export async function measureSendGifts(
	counts: readonly number[],
	listed: readonly number[],
	say: (text: string) => void,
): Promise<{ sends: SendGifts[]; duplicateChecks: DuplicateCheck[] }> {
	const reachdesk = await startReachdesk();
	for (const wallet of reachdesk.wallets) wallet.balance = 1_000_000;
	const n8n = await startN8n().catch(async (error: unknown) => {
		await reachdesk.stop();
		throw error;
	});
	const credential = await n8n.createCredential(
		'reachdeskApi',
		'Reachdesk',
		reachdeskCredential(reachdesk),
	);
	/** Sends so many gifts. @returns the time in all, that of Reachdesk's answers, and the node's own */
	const send = async (gifts: number) => {
		const id = await n8n.importWorkflow(workflowFor(gifts, reachdesk, credential));
		await n8n.publish(id);
		reachdesk.requests.length = 0;
		const run = await n8n.runByWebhook(id, webhookOf(gifts));
		const execution = await n8n.waitForExecution(run, { timeoutMs: TIMEOUT_MS });
		if (execution.error) throw new Error(execution.error.message);
		const outcomes = new Set(outputOf(execution, 'Send Gift').map(({ outcome }) => outcome));
		if (outcomes.size !== 1 || !outcomes.has('sent')) {
			throw new Error(`not all gifts were sent: ${[...outcomes].join(', ')}`);
		}
		const ms = Date.parse(execution.stoppedAt ?? '') - Date.parse(execution.startedAt ?? '');
		const answersMs = reachdesk.requests.reduce(
			(sum, { milliseconds = 0 }) => sum + milliseconds,
			0,
		);
		return { ms, answersMs, ownMs: ms - answersMs - gifts * PAUSE_MS };
	};
	try {
		await send(1);
		const sends: SendGifts[] = [];
		for (const gifts of counts) {
			say(`${String(gifts)} gifts`);
			const { ms, ownMs } = await send(gifts);
			sends.push({ gifts, seconds: ms / 1_000, ownMsPerGift: ownMs / gifts });
		}
		const duplicateChecks: DuplicateCheck[] = [];
		for (const [index, count] of listed.entries()) {
			say(`one gift, ${String(count)} sends listed`);
			while (reachdesk.sends.length < count) {
				reachdesk.addPastSend({
					email: `past${String(reachdesk.sends.length)}@example.com`,
					campaignId: CAMPAIGN,
					createdAt: new Date(Date.now() - (reachdesk.sends.length % 28) * DAY).toISOString(),
				});
			}
			const { ownMs, answersMs } = await send(2 + index);
			duplicateChecks.push({ sendsListed: count, ownMs, answersMs });
		}
		return { sends, duplicateChecks };
	} finally {
		await n8n.stop();
		await reachdesk.stop();
	}
}
