import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hibobCredential, reachdeskCredential, setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import type { FaultRule } from '../../sandbox/http/faults.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import type { Person } from '../../sandbox/hibob/people.mts';
import type { Execution, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { startedByWebhook } from '../../sandbox/n8n/workflowParts.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import {
	debugRecordsOfErrors,
	errorRecords,
	ExecutedDatabase,
	findInDatabaseFiles,
	findInFiles,
	findInObject,
	withoutDebugRecords,
} from './markers.mts';
import type { Markers } from './markers.mts';

/**
 * Secrets and personal data stay out of logs, files, saved state and error messages, whatever goes
 * wrong, with n8n at its highest log level. The description of an error names the person of the gift, and
 * nothing else of them: n8n keeps it with the items of the execution, and logs it at level debug alone.
 */

const SERVICE_USER = { id: 'SERVICE-marked-90713', token: 'hbMarkedToken-6b1f0c77d2' };

/** what the product returns, and Reachdesk is sent */
const PUT_OUT = {
	firstName: 'Zephyrinemarked',
	lastName: 'Quillfeathermarked',
	workEmail: 'zq.work@marked-company.example',
	personalEmail: 'zq.home@marked-home.example',
	phone: '+44 7700 9131313',
	street: '913 Marked Quay',
	city: 'Markedhaven',
	postalCode: 'MQ9 13XQ',
};

const PERSONAL = { ...PUT_OUT, birthYear: '1913-' };

/** what the description of an error may say */
const NAME = { firstName: PUT_OUT.firstName, lastName: PUT_OUT.lastName };
const BESIDE_NAME = Object.fromEntries(
	Object.entries(PERSONAL).filter(([marker]) => !Object.hasOwn(NAME, marker)),
);

// What another node says on purpose, so that the search can be seen to find
const CONTROL = { control: 'control-marked-in-an-error' };

let stage: Stage;
let published: { hibob: HiBobSandbox; failing: HiBobSandbox; reachdesk: ReachdeskSandbox };
let userFolder = '';
let secrets: Markers = {};
let database: ExecutedDatabase;
/** the ID of whoever was planted */
let markedId = '';
/** the errors that the provoked runs ended with */
const messages: string[] = [];

/** Gives somebody whose birthday is today the marked data, and leaves nobody else. */
function plantPerson({ people }: HiBobSandbox, today: string): Person {
	const gifts = whoMattersOn(today, people).filter(
		({ gift, occasion }) => gift && occasion === 'birthday',
	);
	const [marked] = gifts.map(({ person }) => person);
	if (!marked) throw new Error('Nobody has a birthday today');
	Object.assign(marked, {
		'root.firstName': PERSONAL.firstName,
		'root.surname': PERSONAL.lastName,
		'root.displayName': `${PERSONAL.firstName} ${PERSONAL.lastName}`,
		'root.fullName': `${PERSONAL.firstName} ${PERSONAL.lastName}`,
		'root.email': PERSONAL.workEmail,
		'personal.birthDate': `${PERSONAL.birthYear}${today.slice(5)}`,
		'home.privateEmail': PERSONAL.personalEmail,
		'home.mobilePhone': PERSONAL.phone,
		'address.line1': PERSONAL.street,
		'address.city': PERSONAL.city,
		'address.postCode': PERSONAL.postalCode,
		'address.country': 'United Kingdom',
	});
	people.splice(0, people.length, marked);
	return marked;
}

function admitServiceUser(hibob: HiBobSandbox): object {
	const { access } = hibob.addServiceUser(SERVICE_USER.id, SERVICE_USER.token);
	access.setAudience('all');
	for (const category of ['root', 'work', 'employment', 'lifecycle', 'personal']) {
		access.grantCategory(category);
	}
	for (const category of ['personalContact', 'address']) access.grantCategory(category);
	return hibobCredential({ ...hibob, serviceUser: SERVICE_USER });
}

interface Credentials {
	hibob: { id: string; name: string };
	reachdesk: { id: string; name: string };
}

let credentials: Credentials;

const workflow = (
	name: string,
	changes: {
		credentials?: Credentials;
		trigger?: object;
		gift?: object;
		settings?: object;
		last?: object;
	} = {},
): WorkflowJson => {
	const { hibob, reachdesk } = changes.credentials ?? credentials;
	return {
		name,
		nodes: [
			{
				id: 'trigger',
				name: 'HiBob Employees',
				type: nodeType('hiBobTrigger'),
				typeVersion: 1,
				position: [0, 0],
				parameters: {
					pollTimes: { item: [{ mode: 'everyMinute' }] },
					events: ['birthday'],
					run: 'everyPoll',
					timeZone: 'UTC',
					recipientEmail: 'workThenPersonal',
					options: { readAlso: ['address', 'phone', 'personalEmail'] },
					...changes.trigger,
				},
				credentials: { hiBobServiceUserApi: hibob },
			},
			changes.last ?? {
				id: 'gift',
				name: 'Send Gift',
				type: nodeType('reachdesk'),
				typeVersion: 1,
				position: [200, 0],
				parameters: {
					resource: 'gift',
					operation: 'send',
					campaign: { __rl: true, mode: 'id', value: '1501' },
					sender: stage.reachdesk.sender,
					recipientSource: 'hibobEmployee',
					approval: 'auto',
					giftFields: {},
					...changes.gift,
				},
				credentials: { reachdeskApi: reachdesk },
				...changes.settings,
			},
		],
		connections: {
			'HiBob Employees': {
				main: [[{ node: changes.last ? 'Control' : 'Send Gift', type: 'main', index: 0 }]],
			},
		},
		settings: { executionOrder: 'v1' },
	};
};

/**
 * The same in production, where gifts go to people: a webhook starts it, and it sends what is due today.
 */
const giftsToday = (name: string, changes: Parameters<typeof workflow>[1] = {}): WorkflowJson => {
	const { nodes, connections, settings } = workflow(name, changes);
	const today = {
		id: 'today',
		name: 'HiBob Employees',
		type: nodeType('hiBob'),
		typeVersion: 1,
		position: [0, 0],
		parameters: {
			resource: 'occasion',
			operation: 'getUpcoming',
			events: ['birthday'],
			days: 1,
			simplify: false,
			recipientEmail: 'workThenPersonal',
			options: { readAlso: ['address', 'phone', 'personalEmail'] },
		},
		credentials: { hiBobServiceUserApi: credentials.hibob },
	};
	return {
		name,
		nodes: [startedByWebhook(webhookOf(name)), today, ...nodes.slice(1)],
		connections: {
			Start: { main: [[{ node: today.name, type: 'main', index: 0 }]] },
			...connections,
		},
		settings: settings ?? {},
	};
};
const webhookOf = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

const saying = (texts: readonly string[]): string => {
	const said = texts.join(' ');
	return JSON.stringify({ key: said, error: said, message: said, request: { said: [said] } });
};

/** All that HiBob knows, as a careless service would send it back. */
const hibobEcho = (): string =>
	saying([...Object.values(PERSONAL), SERVICE_USER.id, SERVICE_USER.token]);

/** All that Reachdesk was sent, sent back. */
const reachdeskEcho = (): string => saying([...Object.values(PUT_OUT), stage.reachdesk.token]);

const html = (text: string): string => `<html><body><pre>${text}</pre></body></html>`;

/** Runs a workflow from the editor, or by its webhook, while a service misbehaves. */
async function runWith(
	id: string,
	arrange: () => () => void,
	webhook?: string,
): Promise<Execution> {
	const restore = arrange();
	try {
		const executionId =
			webhook === undefined
				? await stage.n8n.runManually(id, 'HiBob Employees')
				: await stage.n8n.runByWebhook(id, webhook);
		const execution = await stage.n8n.waitForExecution(executionId, { timeoutMs: 30_000 });
		if (execution.error) messages.push(execution.error.message);
		return execution;
	} finally {
		restore();
	}
}

const fault = (service: 'hibob' | 'reachdesk', rule: FaultRule) => (): (() => void) => {
	const { faults } = stage[service];
	faults.add(rule);
	return () => {
		faults.clear();
	};
};

const answering = (status: number, body: string, when: 'before' | 'after' = 'before') =>
	({ kind: 'status', when, status, body }) as const;

/** Puts something unreadable into the marked person's record for one run. */
const withField = (person: Person, field: string, value: Person[string]) => () => {
	const before = person[field] ?? null;
	person[field] = value;
	return () => {
		person[field] = before;
	};
};

async function provokeHiBob(id: string, person: Person): Promise<void> {
	const search = { method: 'POST', path: '/v1/people/search' };
	for (const status of [400, 401, 403, 429, 500]) {
		await runWith(id, fault('hibob', { ...search, fault: answering(status, hibobEcho()) }));
	}
	const people = JSON.stringify({ employees: [JSON.parse(hibobEcho())] });
	for (const body of [
		html(hibobEcho()),
		hibobEcho(),
		JSON.stringify(hibobEcho()),
		people,
		hibobEcho().slice(0, -9),
	]) {
		await runWith(id, fault('hibob', { ...search, fault: answering(200, body) }));
	}
	await runWith(id, withField(person, 'root.firstName', { name: PERSONAL.firstName }));
	await runWith(id, withField(person, 'address.line1', [PERSONAL.street]));
	await runWith(
		id,
		withField(person, 'personal.shortBirthDate', `${PERSONAL.birthYear}${PERSONAL.lastName}`),
	);
	await runWith(id, () => {
		stage.hibob.people.push(person);
		return () => {
			stage.hibob.people.pop();
		};
	});
}

async function provokeReachdesk(): Promise<void> {
	const { n8n } = stage;
	const publishGifts = async (name: string, changes: Parameters<typeof workflow>[1] = {}) => {
		const id = await n8n.importWorkflow(giftsToday(name, changes));
		await n8n.publish(id);
		return async (arrange: () => () => void) => await runWith(id, arrange, webhookOf(name));
	};
	const send = await publishGifts('Gifts');
	const list = { method: 'GET', path: '/api/v2/sends' };
	for (const body of [
		html(reachdeskEcho()),
		reachdeskEcho(),
		JSON.stringify({ data: [JSON.parse(reachdeskEcho())] }),
	]) {
		await send(fault('reachdesk', { ...list, fault: answering(200, body) }));
	}
	for (const status of [401, 403, 500]) {
		await send(fault('reachdesk', { ...list, fault: answering(status, reachdeskEcho()) }));
	}
	const post = { method: 'POST' };
	for (const status of [400, 401, 403, 404, 422]) {
		await send(fault('reachdesk', { ...post, fault: answering(status, reachdeskEcho()) }));
	}
	const flat = JSON.stringify(reachdeskEcho());
	await send(fault('reachdesk', { ...post, fault: answering(422, flat) }));
	const goesOn = await publishGifts('Gifts that go on', {
		gift: { campaign: { __rl: true, mode: 'id', value: '1601' } },
		settings: { onError: 'continueErrorOutput' },
	});
	await goesOn(fault('reachdesk', { ...post, fault: answering(422, reachdeskEcho()) }));
	// a wrong expression puts a name where an address is asked for
	const wrong = await publishGifts('Gifts of nobody', {
		gift: { sender: '={{ $json.employee.lastName }}' },
	});
	await wrong(() => () => undefined);
	await send(
		fault('reachdesk', { ...post, times: 1, fault: answering(500, reachdeskEcho(), 'after') }),
	);
	await send(() => () => undefined);
}

async function provokeCredentialTests(): Promise<void> {
	const { n8n, hibob, reachdesk } = stage;
	const types = [
		[
			'hiBobServiceUserApi',
			hibobCredential({ ...hibob, serviceUser: SERVICE_USER }),
			hibob,
			hibobEcho,
		],
		['reachdeskApi', reachdeskCredential(reachdesk), reachdesk, reachdeskEcho],
	] as const;
	for (const [type, credential, { faults }, echo] of types) {
		await n8n.testCredential(type, credential);
		for (const status of [401, 403, 500]) {
			faults.add({ times: 1, fault: answering(status, echo()) });
			messages.push((await n8n.testCredential(type, credential)).message);
		}
		faults.clear();
	}
}

beforeAll(async () => {
	userFolder = mkdtempSync(path.join(tmpdir(), 'n8n-secrets-'));
	const env = { N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console,file', N8N_LOG_FORMAT: 'json' };
	stage = await setStage({ n8n: { userFolder, env } });
	const { n8n, today } = stage;
	secrets = {
		serviceUserId: SERVICE_USER.id,
		hibobToken: SERVICE_USER.token,
		basicHeader: `${SERVICE_USER.id}:${SERVICE_USER.token}`,
		reachdeskToken: stage.reachdesk.token,
	};
	const [hibob, failing, reachdesk] = await Promise.all([
		startHiBob({ today, rateLimitPerMinute: 1_000 }),
		startHiBob({ today, rateLimitPerMinute: 1_000 }),
		startReachdesk(),
	]);
	published = { hibob, failing, reachdesk };
	const person = plantPerson(stage.hibob, today);
	markedId = person['root.id'];
	for (const each of [hibob, failing]) plantPerson(each, today);
	const credentialFor = async (service: HiBobSandbox) =>
		await n8n.createCredential('hiBobServiceUserApi', 'HiBob', admitServiceUser(service));
	credentials = {
		hibob: await credentialFor(stage.hibob),
		reachdesk: stage.credentials.reachdeskApi,
	};

	// published first: their heartbeats come once a minute, while the editor is used for the rest
	const publish = async (name: string, service: HiBobSandbox): Promise<string> => {
		const own: Credentials = {
			hibob: await credentialFor(service),
			reachdesk: await n8n.createCredential(
				'reachdeskApi',
				'Reachdesk',
				reachdeskCredential(reachdesk),
			),
		};
		const id = await n8n.importWorkflow(workflow(name, { credentials: own }));
		await n8n.publish(id);
		return id;
	};
	const running = await publish('Secrets that succeed', hibob);
	const broken = await publish('Secrets that fail', failing);
	failing.faults.add({ fault: answering(500, hibobEcho()) });
	reachdesk.faults.add({ method: 'POST', times: 1, fault: answering(422, reachdeskEcho()) });

	const id = await n8n.importWorkflow(workflow('Secrets'));
	await provokeHiBob(id, person);
	await provokeReachdesk();
	await provokeCredentialTests();
	stage.hibob.faults.add({ fault: answering(403, hibobEcho()) });
	await expect(n8n.publish(id)).rejects.toThrow('refused access (403)');
	stage.hibob.faults.clear();
	const control = {
		id: 'control',
		name: 'Control',
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		position: [200, 0],
		parameters: { errorMessage: CONTROL.control },
	};
	await runWith(
		await n8n.importWorkflow(workflow('Control', { last: control })),
		() => () => undefined,
	);

	await n8n.waitForExecutions(running, { count: 1, timeoutMs: 75_000 });
	await n8n.waitForExecutions(broken, { count: 1, timeoutMs: 75_000 });
	await n8n.stop();
	database = new ExecutedDatabase(userFolder);
}, 240_000);

afterAll(async () => {
	database.close();
	await stage.stop();
	await Promise.all(
		Object.values(published).map(async (service) => {
			await service.stop();
		}),
	);
	rmSync(userFolder, { recursive: true, force: true });
}, 60_000);

describe('what was provoked', () => {
	it('is failures of many kinds, and gifts', () => {
		process.stdout.write(
			`${String(messages.length)} errors:\n${[...new Set(messages)].join('\n')}\n`,
		);
		expect(new Set(messages).size).toBeGreaterThan(20);
		expect(stage.reachdesk.sends.length).toBeGreaterThan(0);
	});
});

describe('the search', () => {
	it('finds personal data where it belongs: in the items of executions', () => {
		const found = findInObject(database.executionData(), PERSONAL, 'items');
		expect(found.map(({ marker }) => marker).sort()).toEqual(Object.keys(PUT_OUT).sort());
	});

	it('finds what an error says', () => {
		const errors = database.executionData().flatMap(errorRecords);
		expect(errors.length).toBeGreaterThan(30);
		expect(findInObject(errors, CONTROL, 'errors')).toEqual([
			{ marker: 'control', place: 'errors' },
		]);
	});

	it('finds what n8n logs, which is at its most talkative', () => {
		const workflowName = { workflowName: 'Secrets that succeed' };
		const places = findInFiles(userFolder, workflowName).map(({ place }) => place);
		expect(places).toEqual(expect.arrayContaining(['n8n.log', '.n8n/logs/n8n.log']));
		expect(findInFiles(userFolder, { debug: '"level":"debug"' })).not.toEqual([]);
	});

	it('finds what the database keeps, in its tables and in its files', () => {
		const name = { name: 'Secrets that succeed' };
		expect(database.findInTable('workflow_entity', name)).not.toEqual([]);
		expect(findInDatabaseFiles(userFolder, name)).not.toEqual([]);
		expect(database.tables.get('processed_data')).toBeGreaterThan(0);
		expect(database.findInTable('workflow_entity', { state: '"lastRun"' })).toContainEqual({
			marker: 'state',
			place: 'workflow_entity.staticData',
		});
	});
});

describe('tokens', () => {
	it('are in no file and nowhere in the database', () => {
		expect(findInFiles(userFolder, secrets)).toEqual([]);
		expect(findInDatabaseFiles(userFolder, secrets)).toEqual([]);
		expect(
			[...database.tables.keys()].flatMap((table) => database.findInTable(table, secrets)),
		).toEqual([]);
		expect(findInObject(database.executionData(), secrets, 'executions')).toEqual([]);
	});
});

describe('personal data', () => {
	it('is in no log and no other file', () => {
		expect(findInFiles(userFolder, BESIDE_NAME)).toEqual([]);
		expect(findInFiles(userFolder, NAME, withoutDebugRecords)).toEqual([]);
	});

	it('is in the log as a name alone, at level debug, where n8n logs the whole error of an execution', () => {
		const records = debugRecordsOfErrors(userFolder);
		expect(findInObject(records, NAME, 'debug').length).toBeGreaterThan(0);
		expect(findInObject(records, BESIDE_NAME, 'debug')).toEqual([]);
	});

	it('is in no table but that of the items of executions', () => {
		const tables = [...database.tables.keys()].filter((table) => table !== 'execution_data');
		expect(tables).toEqual(expect.arrayContaining(['workflow_entity', 'processed_data']));
		expect(tables.flatMap((table) => database.findInTable(table, PERSONAL))).toEqual([]);
	});

	it('is in what the nodes remember not even as an employee’s ID or a gift key', () => {
		const remembered = ['workflow_entity.staticData', 'processed_data.value'];
		const known = ['workflow_entity', 'processed_data']
			.flatMap((table) => database.findInTable(table, { id: markedId, key: 'hibob:' }))
			.filter(({ place }) => remembered.includes(place));
		expect(known).toEqual([]);
		expect(findInObject(database.executionData(), { id: markedId }, 'items')).not.toEqual([]);
	});

	it('is in an error record of an execution as a name alone, and only in its description', () => {
		const errors = database.executionData().flatMap(errorRecords);
		expect(findInObject(errors, BESIDE_NAME, 'errors')).toEqual([]);
		expect(findInObject(errors, NAME, 'errors').map(({ marker }) => marker)).toEqual([
			'firstName',
			'lastName',
		]);
		expect(findInObject(errors, NAME, 'errors', ['description'])).toEqual([]);
		expect(findInObject(errors, secrets, 'errors')).toEqual([]);
	});

	it('is in no message that the editor shows', () => {
		expect(findInObject(messages, { ...PERSONAL, ...secrets }, 'messages')).toEqual([]);
	});

	it('does not hold the year of birth, anywhere', () => {
		const year = { birthDate: PERSONAL.birthYear };
		expect(findInObject(database.executionData(), year, 'items')).toEqual([]);
	});
});
