import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { ReachdeskApi } from '../credentials/ReachdeskApi.credentials.ts';
import { HiBob } from '../nodes/HiBob/HiBob.node.ts';
import { Reachdesk } from '../nodes/Reachdesk/Reachdesk.node.ts';
import { ReachdeskTrigger } from '../nodes/Reachdesk/ReachdeskTrigger.node.ts';
import { isObject } from '../nodes/shared/jsonObject.ts';
import { plus } from '../sandbox/hibob/dates.mts';
import { personIn } from '../sandbox/hibob/scenarios.mts';
import { startHiBob } from '../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../sandbox/hibob/server.mts';
import { startReachdesk } from '../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../sandbox/reachdesk/server.mts';
import { actionNode } from './HiBob/node/actionNode.mts';
import { clock, published } from './HiBob/resources/publishedTrigger.mts';
import { operationsOf } from './hostile/parameters.mts';
import { giftNode } from './hostile/reachdeskNode.mts';
import { execute, PolledTrigger } from './n8nCore.mts';

/**
 * n8n’s editor shows these schemas before a node has run, so that its fields can be mapped. It looks
 * for them beside the node, by version, resource and operation.
 */

const NODES = path.join(import.meta.dirname, '..', 'nodes');
const VERSION = 'v1.0.0';
const TRIGGER = 'trigger';
const TODAY = '2026-11-23';
const EVENTS = ['birthday', 'workAnniversary', 'startDate', 'daysAfterStart'];

interface Schema {
	type: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
	/** true for an answer of which only the fields that matter are told */
	additionalProperties?: boolean;
}

const folderOf = (service: string) => path.join(NODES, service, '__schema__', VERSION);

const fileOf = (service: string, name: string) =>
	name === TRIGGER ? `${folderOf(service)}.json` : path.join(folderOf(service), `${name}.json`);

const isSchema = (value: unknown): value is Schema =>
	isObject(value) && (typeof value.type === 'string' || Array.isArray(value.type));

function schemaAt(service: string, name: string): Schema {
	const schema: unknown = JSON.parse(readFileSync(fileOf(service, name), 'utf8'));
	if (isSchema(schema)) return schema;
	throw new Error(`${name} of ${service} is no schema`);
}

let hibob: HiBobSandbox;
let reachdesk: ReachdeskSandbox;

beforeAll(async () => {
	clock(`${TODAY}T06:30:00Z`);
	hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 100_000 });
	const starter = personIn(hibob.people, 'startsToday');
	starter['work.startDate'] = plus(TODAY, { days: -90 });
	reachdesk = await startReachdesk({ now: () => Date.now() });
	reachdesk.addPastSend({
		email: 'ada@example.com',
		campaignId: 1501,
		createdAt: '2026-11-20T10:00:00.000Z',
	});
});
afterAll(async () => {
	jest.restoreAllMocks();
	await Promise.all([hibob.stop(), reachdesk.stop()]);
});

const ofHiBob = async (resource: string, operation: string, parameters: IDataObject = {}) =>
	(await execute(actionNode(hibob, { resource, operation, ...parameters }), [{}])).output;

const ofReachdesk = async (resource: string, operation: string, parameters: IDataObject = {}) =>
	(await execute(giftNode(reachdesk, { resource, operation, ...parameters }), [ADA])).output;

const ADA: IDataObject = {
	key: 'hibob:1:daysAfterStart30:2026',
	judged: { date: TODAY, timeZone: 'UTC', dueDate: TODAY },
	occasion: { type: 'daysAfterStart', days: 30, date: TODAY, dueDate: TODAY, years: null },
	employee: { id: '1', email: 'ada@example.org', firstName: 'Ada', lastName: 'Lovelace' },
};

/** Another person than the one who has just been sent a gift. */
async function inBulk() {
	reachdesk.variants.bulkDelayMilliseconds = 0;
	const grace = {
		key: 'hibob:2:daysAfterStart30:2026',
		judged: { date: TODAY, timeZone: 'UTC', dueDate: TODAY },
		occasion: { type: 'daysAfterStart', days: 30, date: TODAY, dueDate: TODAY, years: null },
		employee: { id: '2', email: 'grace@example.org', firstName: 'Grace', lastName: 'Hopper' },
	};
	const node = giftNode(reachdesk, { operation: 'sendMany', bulkFields: {}, bulkSafety: {} });
	return (await execute(node, [grace])).output;
}

async function occasions() {
	const trigger = await published(hibob, {
		events: EVENTS,
		options: { readAlso: ['address', 'phone', 'personalEmail'] },
	});
	clock(`${TODAY}T07:00:31Z`);
	return (await trigger.heartbeat())?.[0] ?? [];
}

async function happenings() {
	const trigger = new PolledTrigger({
		type: new ReachdeskTrigger(),
		credentialType: new ReachdeskApi(),
		credential: { apiToken: reachdesk.token, baseUrl: reachdesk.url },
		parameters: { events: ['statusChanged'], run: 'everyPoll', timeZone: 'UTC', options: {} },
		settings: { id: 'gift-trigger' },
	});
	await trigger.activate('activate');
	reachdesk.addPastSend({
		email: 'grace@example.com',
		campaignId: 1501,
		createdAt: `${TODAY}T07:10:00.000Z`,
	});
	clock(`${TODAY}T07:20:00Z`);
	return (await trigger.heartbeat())?.[0] ?? [];
}

type Items = { json: IDataObject }[];
type Service = 'HiBob' | 'Reachdesk';

const OUTPUTS: Record<Service, Record<string, () => Promise<Items>>> = {
	HiBob: {
		[TRIGGER]: occasions,
		'access/check': () =>
			ofHiBob('access', 'check', { purposes: ['birthday'], fields: ['work.nosuch'] }),
		'employee/get': () =>
			ofHiBob('employee', 'get', {
				employee: { __rl: true, mode: 'id', value: hibob.people[0]?.['root.id'] },
			}),
		'employee/getAll': () => ofHiBob('employee', 'getAll', { returnAll: true }),
		'employeeField/getAll': () => ofHiBob('employeeField', 'getAll', { returnAll: true }),
		'list/getAll': () => ofHiBob('list', 'getAll', { returnAll: true }),
		'occasion/getUpcoming': () =>
			ofHiBob('occasion', 'getUpcoming', { events: EVENTS, returnAll: true }),
		'timeOff/getWhoIsOut': () => ofHiBob('timeOff', 'getWhoIsOut', { returnAll: true }),
	},
	Reachdesk: {
		[TRIGGER]: happenings,
		'contact/getAll': () => ofReachdesk('contact', 'getAll'),
		'gdprRequest/create': () =>
			ofReachdesk('gdprRequest', 'create', {
				requestType: 'export_subject',
				subjectEmail: 'ada@example.com',
			}),
		'gdprRequest/get': () => ofReachdesk('gdprRequest', 'get', { gdprRequestId: '1' }),
		'gift/get': () => ofReachdesk('gift', 'get', { giftId: String(reachdesk.sends[0]?.id) }),
		'gift/getAll': () => ofReachdesk('gift', 'getAll'),
		'gift/send': () => ofReachdesk('gift', 'send'),
		'gift/sendMany': () => inBulk(),
		'organization/get': () => ofReachdesk('organization', 'get'),
		'setup/check': () =>
			ofReachdesk('setup', 'check', { campaigns: '1501', sender: reachdesk.sender }),
		'transaction/getAll': () => ofReachdesk('transaction', 'getAll'),
	},
};

/** What an output has, and a schema says otherwise; an object without properties may hold anything. */
function differences(value: unknown, schema: Schema, at: string): string[] {
	const { type, properties, items, additionalProperties = false } = schema;
	if (value === null) return [];
	const kind = Array.isArray(value) ? 'array' : typeof value;
	if (![type].flat().includes(kind)) return [`${at} is ${kind}`];
	if (Array.isArray(value)) {
		return items ? value.flatMap((entry) => differences(entry, items, `${at}[]`)) : [];
	}
	if (!isObject(value) || !properties) return [];
	return Object.entries(value).flatMap(([name, member]) => {
		const known = properties[name];
		if (known) return differences(member, known, `${at}.${name}`);
		return additionalProperties ? [] : [`${at}.${name} is not told`];
	});
}

/** What a schema tells and no output has. */
function neverPutOut(values: readonly unknown[], schema: Schema, at: string): string[] {
	const objects = values.flat().filter(isObject);
	const inner = schema.items?.properties ?? schema.properties ?? {};
	if (objects.length === 0) return [];
	return Object.entries(inner).flatMap(([name, member]) => {
		const having = objects.filter((object) => Object.hasOwn(object, name));
		return having.length === 0
			? [`${at}.${name}`]
			: neverPutOut(
					having.map((object) => object[name]),
					member,
					`${at}.${name}`,
				);
	});
}

describe.each([
	['HiBob', new HiBob()],
	['Reachdesk', new Reachdesk()],
] as const)('the output of %s', (service, node) => {
	it('has a schema for the trigger and for each operation, and there are no others', () => {
		const there = readdirSync(folderOf(service), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.json'))
			.map((file) => file.replace('.json', ''));
		const operations = operationsOf(node.description.properties).map(
			({ resource, operation }) => `${resource}/${operation}`,
		);
		expect(there.sort()).toEqual(operations.sort());
		expect(Object.keys(OUTPUTS[service]).sort()).toEqual([TRIGGER, ...there].sort());
	});

	it.each(Object.entries(OUTPUTS[service]))('%s is what its schema tells', async (name, run) => {
		const output = (await run()).map(({ json }) => json);
		const schema = schemaAt(service, name);
		expect(output).not.toEqual([]);
		expect([...new Set(output.flatMap((json) => differences(json, schema, 'json')))]).toEqual([]);
		expect(neverPutOut(output, schema, 'json')).toEqual([]);
	});
});
