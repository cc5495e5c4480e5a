import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { plus } from '../../sandbox/hibob/dates.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { Execution } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { documentedVariants } from '../../sandbox/reachdesk/variants.mts';
import { START } from '../../sandbox/n8n/workflowParts.mts';

const NODE = 'Reachdesk';
const ADA = 'ada@example.com';
const GIFTS = 130;
let stage: Stage;

beforeAll(async () => {
	stage = await setStage();
	for (let index = 0; index < GIFTS; index++) {
		stage.reachdesk.addPastSend({
			email: index % 40 === 0 ? ADA : `person${String(index)}@example.com`,
			campaignId: 1501,
			createdAt: `${plus(stage.today, { days: -(index % 20) - 1 })}T10:00:00.000Z`,
		});
	}
}, 400_000);
afterAll(async () => {
	const { requests } = stage.reachdesk;
	await stage.stop();
	expect(requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);
beforeEach(() => {
	Object.assign(stage.reachdesk.variants, documentedVariants());
	stage.reachdesk.faults.clear();
});

async function execute(parameters: object): Promise<Execution> {
	const { n8n, credentials } = stage;
	const id = await n8n.importWorkflow({
		name: 'Reachdesk node',
		nodes: [
			START,
			{
				id: 'reachdesk',
				name: NODE,
				type: nodeType('reachdesk'),
				typeVersion: 1,
				position: [200, 0],
				parameters,
				credentials: { reachdeskApi: credentials.reachdeskApi },
			},
		],
		connections: { [START.name]: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	});
	return await n8n.waitForExecution(await n8n.runManually(id, START.name));
}

/** Runs one operation from the editor. @returns what it returns */
async function run(parameters: object): Promise<Record<string, unknown>[]> {
	const execution = await execute(parameters);
	expect(execution.error).toBeUndefined();
	return outputOf(execution, NODE);
}

describe.each(['top', 'data'] as const)(
	'the Reachdesk node in a real n8n, with pagination at %s',
	(paginationPlace) => {
		beforeEach(() => {
			stage.reachdesk.variants.paginationPlace = paginationPlace;
		});

		it('gives all gifts, those to one person, and one', async () => {
			const all = { resource: 'gift', operation: 'getAll', returnAll: true };
			expect(await run(all)).toHaveLength(GIFTS);
			const toAda = await run({ ...all, filters: { recipientEmail: ADA } });
			expect(toAda.map(({ email }) => email)).toEqual(Array<string>(4).fill(ADA));
			const [gift] = toAda;
			const [same] = await run({
				resource: 'gift',
				operation: 'get',
				giftId: `={{ ${String(gift?.id)} }}`,
			});
			expect(same).toEqual(gift);
		}, 60_000);

		it('gives contacts and transactions by their filters', async () => {
			const contacts = { resource: 'contact', operation: 'getAll', returnAll: true };
			expect((await run(contacts)).length).toBeGreaterThan(
				(await run({ ...contacts, filters: { company: 'Fourmi' } })).length,
			);
			const spent = await run({
				resource: 'transaction',
				operation: 'getAll',
				returnAll: true,
				filters: { types: ['campaign_sends'], states: ['processed'], from: '2026-01-01' },
			});
			expect(spent).toHaveLength(GIFTS);
		}, 60_000);
	},
);

describe('the Reachdesk node in a real n8n', () => {
	it('gives the organization, or says that some accounts get 500', async () => {
		const organization = { resource: 'organization', operation: 'get' };
		expect(await run(organization)).toHaveLength(1);
		stage.reachdesk.variants.organizationFails = true;
		const { error } = await execute(organization);
		expect(error).toMatchObject({
			message: expect.stringContaining('(500)'),
			description: expect.stringContaining('On some accounts'),
		});
	}, 60_000);

	it('asks for an export, and for an erasure only when it is confirmed', async () => {
		const create = { resource: 'gdprRequest', operation: 'create', subjectEmail: ADA };
		const [exported] = await run(create);
		expect(exported).toMatchObject({ request_type: 'export_subject', subject: ADA });
		const found = await run({
			resource: 'gdprRequest',
			operation: 'get',
			gdprRequestId: String(exported?.id),
		});
		expect(found).toEqual([exported]);

		const erase = { ...create, requestType: 'erase_subject' };
		for (const confirmErasure of ['', 'yes', 'eve@example.com']) {
			const { error } = await execute({ ...erase, confirmErasure });
			expect(error?.message).toContain("'Confirm Erasure'");
		}
		expect(JSON.stringify(stage.reachdesk.requests)).not.toContain('erase_subject');
		expect(await run({ ...erase, confirmErasure: ADA })).toEqual([
			expect.objectContaining({ request_type: 'erase_subject', status: 'pending' }),
		]);
	}, 60_000);

	it('says that a list with a missing page is none', async () => {
		stage.reachdesk.variants.missPage = 2;
		const { error } = await execute({ resource: 'gift', operation: 'getAll', returnAll: true });
		expect(error?.message).toContain('has gaps');
	}, 60_000);
});
