import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { isRead } from '../../sandbox/hibob/server.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';

const NODE = 'HiBob';
let stage: Stage;

beforeAll(async () => {
	stage = await setStage();
}, 400_000);
afterAll(async () => {
	const { requests } = stage.hibob;
	await stage.stop();
	expect(requests.filter((request) => !isRead(request))).toEqual([]);
	expect(requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);

/** Runs one operation from the editor. @returns what it puts out */
async function run(parameters: object): Promise<Record<string, unknown>[]> {
	const { n8n, credentials } = stage;
	const id = await n8n.importWorkflow({
		name: 'HiBob node',
		nodes: [
			{
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'hibob',
				name: NODE,
				type: 'n8n-nodes-hibob-reachdesk.hiBob',
				typeVersion: 1,
				position: [200, 0],
				parameters,
				credentials: { hiBobServiceUserApi: credentials.hiBobServiceUserApi },
			},
		],
		connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	});
	const execution = await n8n.waitForExecution(await n8n.runManually(id, 'Start'));
	expect(execution.error).toBeUndefined();
	return outputOf(execution, NODE);
}

describe('the HiBob node in a real n8n', () => {
	it('says what the service user may read', async () => {
		const purposes = await run({ resource: 'access', operation: 'check' });
		expect(purposes.length).toBeGreaterThan(0);
		expect(purposes[0]).toHaveProperty('ready');
	}, 60_000);

	it('reads employees, fields, lists and who is out', async () => {
		const everyone = await run({ resource: 'employee', operation: 'getAll', returnAll: true });
		expect(everyone.length).toBeGreaterThan(200);
		const [first] = everyone;
		const fields = await run({ resource: 'employeeField', operation: 'getAll', returnAll: true });
		expect(fields).toHaveLength(stage.hibob.fields.length);
		await run({ resource: 'list', operation: 'getAll', returnAll: true });
		await run({ resource: 'timeOff', operation: 'getWhoIsOut' });
		const ids = stage.hibob.people.map((person) => person['root.id']);
		expect(ids).toContain(first?.id);
	}, 90_000);

	it('lists the occasions to come, those of today among them', async () => {
		const upcoming = await run({
			resource: 'occasion',
			operation: 'getUpcoming',
			returnAll: true,
			simplify: false,
		});
		const birthdays = whoMattersOn(stage.today, stage.hibob.people).filter(
			({ occasion, gift }) => occasion === 'birthday' && gift,
		);
		expect(birthdays.length).toBeGreaterThan(0);
		expect(upcoming.map(({ key }) => key)).toEqual(
			expect.arrayContaining(
				birthdays.map(
					({ person }) => `hibob:${person['root.id']}:birthday:${stage.today.slice(0, 4)}`,
				),
			),
		);
	}, 60_000);
});
