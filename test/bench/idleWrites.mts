import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { numberAt } from '../../sandbox/n8n/answers.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';
import { triggerNode } from './triggerNode.mts';

/** What n8n writes to its database while a published trigger has nothing to do. */
export interface IdleWrites {
	seconds: number;
	heartbeats: number;
	writes: number;
	/** in as many seconds before it was published */
	writesWithout: number;
}

const SECONDS = 30;
const EVERY_S = 2;
const LOOK_EVERY_MS = 20;
const SETTLES_MS = 15_000;

/** Counts commits of other connections, as far as they lie a look apart. */
async function writesOf(n8n: N8nHost): Promise<number> {
	const file = path.join(n8n.userFolder, '.n8n', 'database.sqlite');
	const database = new DatabaseSync(file, { readOnly: true });
	const version = () => numberAt(database.prepare('PRAGMA data_version').get(), 'data_version');
	let writes = 0;
	let last = version();
	const end = Date.now() + SECONDS * 1_000;
	while (Date.now() < end) {
		await delay(LOOK_EVERY_MS);
		const now = version();
		if (now !== last) writes += 1;
		last = now;
	}
	database.close();
	return writes;
}

export async function measureIdleWrites(hibob: HiBobAnswers): Promise<IdleWrites> {
	const n8n = await startN8n();
	try {
		const trigger = await triggerNode(n8n, hibob, {
			pollTimes: pollTimesAt(everySeconds(EVERY_S)),
			events: ['birthday'],
			run: 'onceADay',
			runAt: '00:00',
		});
		const id = await n8n.importWorkflow({
			name: 'Idle',
			nodes: [trigger],
			connections: {},
			settings: { executionOrder: 'v1', timezone: 'UTC' },
		});
		await delay(SETTLES_MS);
		const writesWithout = await writesOf(n8n);
		await n8n.publish(id);
		await delay(SETTLES_MS);
		const writes = await writesOf(n8n);
		return { seconds: SECONDS, heartbeats: SECONDS / EVERY_S, writes, writesWithout };
	} finally {
		await n8n.stop();
	}
}
