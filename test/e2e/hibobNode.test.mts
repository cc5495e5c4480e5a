import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hibobCredential, reachdeskCredential, setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import type { Access } from '../../sandbox/hibob/access.mts';
import { isRead } from '../../sandbox/hibob/server.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { Execution } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { START } from '../../sandbox/n8n/workflowParts.mts';
import {
	ACCESS_CASES,
	categoryOf,
	CHECK_EVERYTHING,
	EVERY_PURPOSE,
	grantAll,
} from './accessCases.mts';

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

interface Step {
	name: string;
	parameters: object;
	credential?: { id: string; name: string };
	/** what n8n does when the node fails */
	onError?: string;
}

/** Runs the node once for each step from the editor, all of them in one execution. */
async function execute(steps: readonly Step[]): Promise<Execution> {
	const { n8n, credentials } = stage;
	const id = await n8n.importWorkflow({
		name: 'HiBob node',
		nodes: [
			START,
			...steps.map(({ name, parameters, credential, onError }, index) => ({
				id: `hibob-${String(index)}`,
				name,
				type: nodeType('hiBob'),
				typeVersion: 1,
				position: [200, index * 100],
				parameters,
				credentials: { hiBobServiceUserApi: credential ?? credentials.hiBobServiceUserApi },
				...(onError === undefined ? {} : { onError }),
			})),
		],
		connections: {
			[START.name]: { main: [steps.map(({ name }) => ({ node: name, type: 'main', index: 0 }))] },
		},
	});
	const execution = await n8n.waitForExecution(await n8n.runManually(id, START.name));
	expect(execution.error).toBeUndefined();
	return execution;
}

/** Runs one operation from the editor. @returns what it returns */
const run = async (parameters: object): Promise<Record<string, unknown>[]> =>
	outputOf(await execute([{ name: NODE, parameters }]), NODE);

describe('Access: Check in a real n8n', () => {
	let count = 0;

	/** A service user that has everything but what is taken, as a step that checks it. */
	async function checkOf(name: string, take: (access: Access) => void): Promise<Step> {
		const serviceUser = stage.hibob.addServiceUser(`SERVICE-${String((count += 1))}`, 'x');
		grantAll(serviceUser.access);
		take(serviceUser.access);
		const credential = await stage.n8n.createCredential(
			'hiBobServiceUserApi',
			name,
			hibobCredential({ ...stage.hibob, serviceUser }),
		);
		return { name, parameters: CHECK_EVERYTHING, credential };
	}

	it('names for each service user exactly what it lacks', async () => {
		const steps = await Promise.all(ACCESS_CASES.map(({ lacks, take }) => checkOf(lacks, take)));
		const execution = await execute(steps);
		for (const { lacks, refused, permission } of ACCESS_CASES) {
			const grant =
				permission === null
					? null
					: `In HiBob, grant the permission group of the service user ${permission} under People’s data`;
			const found = outputOf(execution, lacks).map((row) => ({
				...row,
				readable: null,
				note: null,
			}));
			expect({ lacks, found }).toEqual({
				lacks,
				found: EVERY_PURPOSE.map((purpose) => {
					const fields = refused.get(purpose) ?? [];
					return {
						purpose,
						ready: fields.length === 0,
						employees: stage.hibob.people.length,
						readable: null,
						notReadable: fields.map((field) => ({
							field,
							category: categoryOf(field),
							permission,
						})),
						grant: fields.length === 0 ? null : grant,
						note: null,
					};
				}),
			});
		}
	}, 60_000);

	it('says whom the service user does not see', async () => {
		stage.hibob.variants.noPermissionStatus = 403;
		const serviceUser = stage.hibob.addServiceUser('SERVICE-NEW', 'x');
		const credential = await stage.n8n.createCredential(
			'hiBobServiceUserApi',
			'new',
			hibobCredential({ ...stage.hibob, serviceUser }),
		);
		const execution = await execute([
			await checkOf('sees nobody', (access) => {
				access.setAudience([]);
			}),
			await checkOf('sees Employed', (access) => {
				access.setAudience(['Employed']);
			}),
			await checkOf('sees everybody', () => undefined),
			{ name: 'new', parameters: CHECK_EVERYTHING, credential, onError: 'continueRegularOutput' },
		]);
		stage.hibob.variants.noPermissionStatus = 200;
		for (const answer of outputOf(execution, 'sees nobody')) {
			expect(answer).toMatchObject({
				ready: false,
				employees: 0,
				grant: expect.stringContaining('"Access data for"'),
			});
		}
		const notes = (name: string) =>
			outputOf(execution, name).flatMap(({ purpose, ready, note }) =>
				note === null ? [] : [{ purpose, ready, note }],
			);
		expect(notes('sees Employed')).toEqual([
			{ purpose: 'Start Date', ready: true, note: expect.stringContaining('add Hired under') },
		]);
		expect(notes('sees everybody')).toEqual([]);
		expect(outputOf(execution, 'new')).toEqual([
			{
				error: expect.stringMatching(/^HiBob refused access \(403\)\. .*permission group/),
			},
		]);
	}, 60_000);
});

describe('the HiBob node in a real n8n', () => {
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

describe('n8n’s own HTTP Request node, which "Custom API Call" leads to', () => {
	it.each([
		[
			'hiBobServiceUserApi',
			() => `${stage.hibob.url}/company/people/fields`,
			() => hibobCredential(stage.hibob),
		],
		[
			'reachdeskApi',
			() => `${stage.reachdesk.url}/contacts`,
			() => reachdeskCredential(stage.reachdesk),
		],
	] as const)('can read with a credential %s that allows it', async (credential, url, stored) => {
		const { n8n } = stage;
		const opened = await n8n.createCredential(credential, 'Opened', {
			...stored(),
			allowedHttpRequestDomains: 'domains',
			allowedDomains: '127.0.0.1',
		});
		const id = await n8n.importWorkflow({
			name: 'HTTP Request',
			nodes: [
				START,
				{
					id: 'request',
					name: 'HTTP Request',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					position: [200, 0],
					parameters: {
						url: url(),
						authentication: 'predefinedCredentialType',
						nodeCredentialType: credential,
					},
					credentials: { [credential]: opened },
				},
			],
			connections: {
				[START.name]: { main: [[{ node: 'HTTP Request', type: 'main', index: 0 }]] },
			},
		});
		const execution = await n8n.waitForExecution(await n8n.runManually(id, START.name));
		expect(execution).toMatchObject({ status: 'success' });
		expect(outputOf(execution, 'HTTP Request').length).toBeGreaterThan(0);
	});
});
