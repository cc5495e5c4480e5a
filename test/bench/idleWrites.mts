import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { numberAt } from '../../sandbox/n8n/answers.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';
import { whole } from './formats.mts';
import { withHiBob } from './hibobAnswers.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';
import { measuring } from './series.mts';
import type { Row, Series } from './series.mts';
import { triggerNode } from './triggerNode.mts';

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

async function measureWrites(hibob: HiBobAnswers): Promise<Row> {
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
		return { seconds: SECONDS, polls: SECONDS / EVERY_S, writes, writesWithout };
	} finally {
		await n8n.stop();
	}
}

export const idleWrites: Series = {
	name: 'idleWrites',
	title: 'What such polls write',
	text: "How often n8n's database is written in a real n8n while the published trigger polls with nothing to do, and in as many seconds before it was published.",
	sizeIs: 'employees',
	sizes: [1_000],
	quickSizes: [200],
	columns: [
		{ title: 'polls', of: 'polls', as: whole },
		{ title: 'seconds', of: 'seconds', as: whole },
		{ title: 'writes', of: 'writes', as: whole },
		{ title: 'writes without it', of: 'writesWithout', as: whole },
	],
	open: measuring(async (employees) => ({ figures: await withHiBob(employees, measureWrites) })),
};
