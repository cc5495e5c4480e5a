import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { isRead } from '../../sandbox/hibob/server.mts';
import { isList, isRecord } from '../../sandbox/n8n/answers.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { useTool } from './agentTool.mts';

let stage: Stage;

beforeAll(async () => {
	stage = await setStage();
}, 400_000);
afterAll(async () => {
	const { hibob, reachdesk } = stage;
	await stage.stop();
	expect(hibob.requests.filter((request) => !isRead(request))).toEqual([]);
	expect(reachdesk.requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);

/** Lets an agent use one of our nodes, which n8n has made a tool of. */
async function use(
	node: { name: string; type: string; credential: keyof Stage['credentials'] },
	parameters: object,
	query: object,
	typeVersion = 1,
): Promise<unknown> {
	const { name, type, credential } = node;
	const tool = {
		name,
		type: nodeType(`${type}Tool`),
		typeVersion,
		parameters,
		credentials: { [credential]: stage.credentials[credential] },
	};
	return await useTool(stage.n8n, tool, query);
}

const HIBOB = { name: 'HiBob', type: 'hiBob', credential: 'hiBobServiceUserApi' } as const;
const REACHDESK = { name: 'Reachdesk', type: 'reachdesk', credential: 'reachdeskApi' } as const;

describe('the HiBob node as a tool of an AI agent', () => {
	it('gives the employee whom the agent asks for', async () => {
		const [person] = stage.hibob.people;
		const parameters = {
			resource: 'employee',
			operation: 'get',
			employee: { __rl: true, mode: 'id', value: "={{ $fromAI('employee', '', 'string') }}" },
		};
		const answer = await use(HIBOB, parameters, { employee: person?.['root.id'] });
		expect(answer).toEqual([
			expect.objectContaining({
				id: person?.['root.id'],
				displayName: person?.['root.displayName'],
			}),
		]);
	}, 60_000);

	it('gives the agent as much of an employee as the panel says', async () => {
		const id = stage.hibob.people[0]?.['root.id'];
		const parameters = (output: object) => ({
			resource: 'employee',
			operation: 'get',
			employee: { __rl: true, mode: 'id', value: "={{ $fromAI('employee', '', 'string') }}" },
			...output,
		});
		const fieldsOf = async (output: object, version: number): Promise<string[]> => {
			const answer = await use(HIBOB, parameters(output), { employee: id }, version);
			const [row]: unknown[] = isList(answer) ? answer : [];
			return isRecord(row) ? Object.keys(row).sort() : [];
		};
		const kept = ['id', 'judged', 'startDate', 'status', 'terminationDate'];
		const selected = { output: 'fields', outputFields: ['site'] };
		expect(await fieldsOf(selected, 1.1)).toEqual([...kept, 'site'].sort());
		const simple = await fieldsOf({}, 1.1);
		expect(simple).toEqual(expect.arrayContaining(['displayName', 'workEmail', ...kept]));
		const raw = await fieldsOf({ output: 'raw' }, 1.1);
		expect(raw).toEqual(expect.arrayContaining(['/root/id']));
		// a tool that somebody has built before
		expect(await fieldsOf(selected, 1)).toEqual(simple);
		expect(await fieldsOf({ simplify: false }, 1)).toEqual(raw);
	}, 120_000);

	it('says which permission is missing', async () => {
		const parameters = { resource: 'access', operation: 'check', purposes: ['birthday'] };
		expect(await use(HIBOB, parameters, {})).toEqual(
			expect.arrayContaining([expect.objectContaining({ purpose: 'Birthday', ready: true })]),
		);
	}, 60_000);
});

describe('the Reachdesk node as a tool of an AI agent', () => {
	// a call from the editor is a test; runModes has those of production
	it('creates a gift that a person has to approve, whatever the agent and the panel say', async () => {
		const parameters = {
			resource: 'gift',
			operation: 'send',
			campaign: { __rl: true, mode: 'id', value: '1501' },
			sender: stage.reachdesk.sender,
			recipientSource: 'defineBelow',
			firstName: 'Ada',
			lastName: 'Lovelace',
			email: "={{ $fromAI('email', '', 'string') }}",
			recipientFields: { country: 'GB' },
			giftKey: 'agent:1',
			approval: 'true',
			safety: { testRecipient: 'tester@example.com' },
		};
		const answer = await use(REACHDESK, parameters, { email: 'ada@example.com' });
		expect(answer).toEqual([expect.objectContaining({ outcome: 'pendingReview' })]);
		expect(stage.reachdesk.sends).toEqual([
			expect.objectContaining({ status: 'pending', email: 'tester@example.com' }),
		]);
	}, 60_000);
});
