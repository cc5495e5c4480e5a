import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reachdeskCredential } from '../../sandbox/demo/stage.mts';
import { outputOf, startN8n } from '../../sandbox/n8n/host.mts';
import type { Execution, N8nHost } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { startedByWebhook } from '../../sandbox/n8n/workflowParts.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { ensureLibfaketime } from './libfaketime.mts';

const SENDING = 'Send to Everybody';
const RECIPIENTS = 12_000;
const PER_REQUEST = 2_000;
const TIMEOUT = 300_000;
const WEBHOOK = 'year-end-gifts';

let reachdesk: ReachdeskSandbox;
let n8n: N8nHost;
let workflow = '';

beforeAll(async () => {
	await ensureLibfaketime();
	n8n = await startN8n({ fakeTime: '2026-12-01 09:00:00' });
	reachdesk = await startReachdesk({ now: n8n.now });
	for (const wallet of reachdesk.wallets) wallet.balance = 10_000_000;
	const reachdeskApi = await n8n.createCredential(
		'reachdeskApi',
		'Reachdesk',
		reachdeskCredential(reachdesk),
	);
	workflow = await n8n.importWorkflow({
		name: 'Year-end gifts',
		nodes: [
			startedByWebhook(WEBHOOK),
			{
				id: 'everybody',
				name: 'Everybody',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				position: [200, 0],
				parameters: {
					mode: 'raw',
					jsonOutput: `={{ { people: Array.from({ length: ${String(RECIPIENTS)} }, (_, n) => ({ n })) } }}`,
				},
			},
			{
				id: 'people',
				name: 'People',
				type: 'n8n-nodes-base.splitOut',
				typeVersion: 1,
				position: [400, 0],
				parameters: { fieldToSplitOut: 'people' },
			},
			{
				id: 'sending',
				name: SENDING,
				type: nodeType('reachdesk'),
				typeVersion: 1,
				position: [600, 0],
				onError: 'continueRegularOutput',
				credentials: { reachdeskApi },
				parameters: {
					resource: 'gift',
					operation: 'sendMany',
					campaign: { __rl: true, mode: 'id', value: '1501' },
					sender: reachdesk.sender,
					recipientSource: 'defineBelow',
					giftKey: '=year end 2026: {{ $json.n }}',
					firstName: 'Ada',
					lastName: 'Lovelace',
					email: '=person.{{ $json.n }}@example.com',
					recipientFields: { country: 'GB' },
					bulkSafety: {
						maximumGifts: RECIPIENTS,
						giftsPerRequest: PER_REQUEST,
					},
				},
			},
		],
		connections: {
			Start: { main: [[{ node: 'Everybody', type: 'main', index: 0 }]] },
			Everybody: { main: [[{ node: 'People', type: 'main', index: 0 }]] },
			People: { main: [[{ node: SENDING, type: 'main', index: 0 }]] },
		},
	});
	await n8n.publish(workflow);
}, 400_000);
afterAll(async () => {
	const { requests } = reachdesk;
	await n8n.stop();
	await reachdesk.stop();
	expect(requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);

const bulkRequests = () => reachdesk.requests.filter(({ url }) => url.endsWith('/bulk_sends'));

/** One execution over everybody. */
async function execute(): Promise<Execution> {
	return await n8n.waitForExecution(await n8n.runByWebhook(workflow, WEBHOOK), {
		timeoutMs: TIMEOUT,
	});
}

/** How many gifts came to which end. */
function tally(execution: Execution): Record<string, number> {
	expect(execution.error).toBeUndefined();
	const counts: Record<string, number> = {};
	for (const { outcome, knownBy, error } of outputOf(execution, SENDING)) {
		const words = [outcome, knownBy].filter(Boolean).map(String).join(' by ');
		const end =
			error === undefined
				? words
				: typeof error === 'string'
					? error.slice(0, 'Skipped because'.length)
					: '';
		counts[end] = (counts[end] ?? 0) + 1;
	}
	return counts;
}

const giftsPerPerson = (): Map<string, number> => {
	const counts = new Map<string, number>();
	for (const { email } of reachdesk.sends) counts.set(email, (counts.get(email) ?? 0) + 1);
	return counts;
};

describe(`${String(RECIPIENTS)} recipients in bulk, with faults in the middle`, () => {
	it(
		'goes on after an answer that was lost, and dies with n8n in a later request',
		async () => {
			reachdesk.faults.add({
				method: 'POST',
				times: 1,
				skip: 1,
				fault: { kind: 'status', when: 'after', status: 504 },
			});
			const died = new Promise<void>((resolve) => {
				reachdesk.faults.add({
					method: 'POST',
					times: 1,
					skip: 1,
					fault: {
						kind: 'interrupt',
						when: 'after',
						tell: () => {
							resolve(n8n.kill());
						},
					},
				});
			});
			await n8n.runByWebhook(workflow, WEBHOOK);
			await died;
			expect(bulkRequests()).toHaveLength(3);
		},
		TIMEOUT,
	);

	it(
		'does not begin anew while the execution that died may still be at it',
		async () => {
			// on a busy machine minutes have passed, and the clock goes on while n8n is down
			const instant = new Date(n8n.now()).toISOString();
			await n8n.restart({ fakeTime: instant.slice(0, 19).replace('T', ' ') });
			const execution = await execute();
			expect(outputOf(execution, SENDING)[0]?.error).toContain(
				'Another execution of this node is sending in bulk, or was interrupted while it did',
			);
			expect(bulkRequests()).toHaveLength(3);
		},
		TIMEOUT,
	);

	it(
		'finds what was made, goes on with the rest, and stops when a request may have been lost',
		async () => {
			await n8n.moveClock('2026-12-01 10:00:00');
			reachdesk.faults.clear();
			reachdesk.faults.add({
				method: 'POST',
				times: 1,
				skip: 1,
				fault: { kind: 'reset', when: 'before' },
			});
			expect(tally(await execute())).toEqual({
				'alreadySent by key': 2 * PER_REQUEST,
				'alreadySent by reachdesk': PER_REQUEST,
				sent: PER_REQUEST,
				unconfirmed: PER_REQUEST,
				'Skipped because': PER_REQUEST,
			});
		},
		TIMEOUT,
	);

	it(
		'ends with one gift for each of them, none twice and none lost',
		async () => {
			await n8n.moveClock('2026-12-01 20:00:00');
			reachdesk.faults.clear();
			expect(tally(await execute())).toEqual({
				'alreadySent by key': 4 * PER_REQUEST,
				sent: 2 * PER_REQUEST,
			});
			const counts = giftsPerPerson();
			expect(counts.size).toBe(RECIPIENTS);
			expect(Math.max(...counts.values())).toBe(1);

			const requests = bulkRequests().length;
			expect(tally(await execute())).toEqual({ 'alreadySent by key': RECIPIENTS });
			expect(bulkRequests()).toHaveLength(requests);
		},
		TIMEOUT,
	);
});
