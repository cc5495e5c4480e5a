import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { plus } from '../../sandbox/hibob/dates.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import { giftEvents, HEARTBEAT_S, TRIGGER } from './giftEvents.mts';

const TIMEOUT = 60_000;

let stage: Stage;
let workflow = '';
/** keys that have been told, in their order */
let told: string[] = [];
const ids = new Map<string, number>();

/** Makes a gift so many days ago that is known by a name. */
function gift(name: string, daysAgo: number, status: string): void {
	const { reachdesk, today } = stage;
	const { id } = reachdesk.addPastSend({
		email: `${name}@example.com`,
		// a gift that travels
		campaignId: 1701,
		createdAt: `${plus(today, { days: -daysAgo })}T00:00:01.000Z`,
	});
	reachdesk.changeStatus(id, status);
	const send = reachdesk.sends.find((candidate) => candidate.id === id);
	if (send) send.order = null;
	ids.set(name, id);
}

const idOf = (name: string): number => ids.get(name) ?? 0;
const become = (name: string, status: string) => stage.reachdesk.changeStatus(idOf(name), status);

beforeAll(async () => {
	stage = await setStage();
	for (const name of ['claims', 'travels', 'arrives', 'returns', 'lapses', 'odd', 'calm']) {
		gift(name, 3, 'sent');
	}
	gift('sleeps', 20, 'processed');
	gift('past', 20, 'expired');
	const { n8n } = stage;
	workflow = await n8n.importWorkflow(
		giftEvents(stage, {
			events: [
				'claimed',
				'delivered',
				'expired',
				'failed',
				'needsReview',
				'shipped',
				'statusChanged',
				'unclaimed',
			],
			unclaimedAfter: 14,
		}),
	);
	await n8n.publish(workflow);
}, 400_000);
afterAll(async () => {
	const { requests } = stage.reachdesk;
	await stage.stop();
	expect(requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);

/** All keys told so far, oldest execution first. */
async function allTold(): Promise<string[]> {
	const { n8n } = stage;
	const executions = (await n8n.executions(workflow)).sort((a, b) => Number(a.id) - Number(b.id));
	const keys: string[] = [];
	for (const { id } of executions) {
		const items = outputOf(await n8n.waitForExecution(id), TRIGGER);
		keys.push(...items.map(({ key }) => String(key)));
	}
	return keys;
}

/** What is told of gifts, by their names, until it is as many things; and two heartbeats later. */
async function news(count: number): Promise<string[]> {
	const { n8n } = stage;
	await n8n.waitUntil(
		async () => ((await allTold()).length >= told.length + count ? true : undefined),
		{
			timeoutMs: 2 * TIMEOUT,
		},
	);
	await new Promise((resolve) => setTimeout(resolve, 2_500 * HEARTBEAT_S));
	const keys = await allTold();
	const fresh = keys.slice(told.length);
	told = keys;
	const nameOf = new Map([...ids].map(([name, id]) => [String(id), name]));
	return fresh
		.map((key) => key.replace(/^reachdesk:(\d+)/, (_, id: string) => nameOf.get(id) ?? id))
		.sort();
}

describe('the Reachdesk Gift Trigger in a real n8n', () => {
	it(
		'tells nothing of the past, and each event once when it comes',
		async () => {
			expect(await news(0)).toEqual([]);
			become('claims', 'claimed');
			stage.reachdesk.ship(idOf('travels'));
			become('arrives', 'delivered');
			become('returns', 'returned');
			become('lapses', 'expired');
			become('odd', 'teleported');
			become('sleeps', 'opened');
			gift('waits', 0, 'pending');
			expect(await news(15)).toEqual(
				[
					'arrives:delivered',
					'arrives:statusChanged:delivered',
					'claims:claimed',
					'claims:statusChanged:claimed',
					'lapses:expired',
					'lapses:statusChanged:expired',
					'odd:statusChanged:teleported',
					'returns:failed',
					'returns:statusChanged:returned',
					'sleeps:statusChanged:opened',
					'sleeps:unclaimed',
					'travels:shipped',
					'travels:statusChanged:shipped',
					'waits:needsReview',
					'waits:statusChanged:pending',
				].sort(),
			);
		},
		2 * TIMEOUT,
	);

	it(
		'tells nothing twice after n8n was killed, and nothing is forgotten meanwhile',
		async () => {
			await stage.n8n.kill();
			become('calm', 'claimed');
			await stage.n8n.restart();
			expect(await news(2)).toEqual(['calm:claimed', 'calm:statusChanged:claimed']);
		},
		2 * TIMEOUT,
	);

	it(
		'tells nothing while Reachdesk cannot be read, and goes on after it',
		async () => {
			stage.reachdesk.faults.add({
				method: 'GET',
				times: 1,
				fault: { kind: 'status', when: 'before', status: 503 },
			});
			become('waits', 'claimed');
			expect(await news(2)).toEqual(['waits:claimed', 'waits:statusChanged:claimed']);
		},
		3 * TIMEOUT,
	);
});
