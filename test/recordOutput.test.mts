import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { HiBob } from '../nodes/HiBob/HiBob.node.ts';
import { Reachdesk } from '../nodes/Reachdesk/Reachdesk.node.ts';
import { TOOL_OUTPUT_SINCE as HIBOB_SINCE } from '../nodes/HiBob/resources/outputProperties.ts';
import { TOOL_OUTPUT_SINCE as REACHDESK_SINCE } from '../nodes/Reachdesk/resources/outputProperties.ts';
import { isObject } from '../nodes/shared/jsonObject.ts';
import { stringOf } from '../nodes/shared/parameterValue.ts';
import { startHiBob } from '../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../sandbox/hibob/server.mts';
import { startReachdesk } from '../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../sandbox/reachdesk/server.mts';
import { actionNode, misdeeds } from './HiBob/node/actionNode.mts';
import { clock } from './HiBob/resources/publishedTrigger.mts';
import { giftNode } from './hostile/reachdeskNode.mts';
import { execute } from './n8nCore.mts';
import type { NodeUnderTest } from './n8nCore.mts';
import { asTool } from './tools.mts';

/** Simplify for people, Output for AI tools: all operations that read records, each in each form. */

const TODAY = '2026-11-23';

let hibob: HiBobSandbox;
let reachdesk: ReachdeskSandbox;

beforeAll(async () => {
	clock(`${TODAY}T06:30:00Z`);
	hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 100_000 });
	reachdesk = await startReachdesk({ now: () => Date.now() });
	reachdesk.addPastSend({
		email: 'ada@example.com',
		campaignId: 1501,
		createdAt: '2026-11-20T10:00:00.000Z',
	});
});
afterEach(() => {
	hibob.faults.clear();
});
afterAll(async () => {
	jest.restoreAllMocks();
	expect(misdeeds(hibob)).toEqual([]);
	await Promise.all([hibob.stop(), reachdesk.stop()]);
});

const ofHiBob = (resource: string, operation: string, parameters: IDataObject = {}) =>
	actionNode(hibob, { resource, operation, ...parameters });

const ofReachdesk = (resource: string, operation: string, parameters: IDataObject = {}) =>
	giftNode(reachdesk, { resource, operation, ...parameters });

const employee = () => ({
	employee: { __rl: true, mode: 'id', value: hibob.people[0]?.['root.id'] },
});
const UPCOMING = { events: ['birthday', 'workAnniversary', 'startDate'], returnAll: true };

/** What a person has chosen under Selected Fields, and what comes anyway. */
const CASES: Record<
	string,
	{
		node: (parameters: IDataObject) => NodeUnderTest;
		since: number;
		chosen: string;
		kept: string[];
		/** whether people have Simplify */
		simplify?: false;
		/** where the fields are, when not in the item itself */
		within?: string;
	}
> = {
	'HiBob employee/get': {
		node: (more) => ofHiBob('employee', 'get', { ...employee(), ...more }),
		since: HIBOB_SINCE,
		chosen: 'department',
		kept: ['id', 'startDate', 'status', 'terminationDate', 'judged'],
	},
	'HiBob employee/getAll': {
		node: (more) => ofHiBob('employee', 'getAll', more),
		since: HIBOB_SINCE,
		chosen: 'workEmail',
		kept: ['id', 'startDate', 'status', 'terminationDate', 'judged'],
	},
	'HiBob employeeField/getAll': {
		node: (more) => ofHiBob('employeeField', 'getAll', more),
		since: HIBOB_SINCE,
		chosen: 'type',
		kept: ['id'],
	},
	'HiBob list/getAll': {
		node: (more) => ofHiBob('list', 'getAll', more),
		since: HIBOB_SINCE,
		chosen: 'parent',
		kept: ['id', 'name'],
		within: 'entries',
	},
	'HiBob occasion/getUpcoming': {
		node: (more) => ofHiBob('occasion', 'getUpcoming', { ...UPCOMING, ...more }),
		since: HIBOB_SINCE,
		chosen: 'displayName',
		kept: ['employeeId', 'event', 'dueDate', 'eligible', 'reason', 'judged'],
	},
	'HiBob timeOff/getWhoIsOut': {
		node: (more) => ofHiBob('timeOff', 'getWhoIsOut', more),
		since: HIBOB_SINCE,
		chosen: 'endDate',
		kept: ['employeeId', 'requestId'],
	},
	'Reachdesk contact/getAll': {
		node: (more) => ofReachdesk('contact', 'getAll', more),
		since: REACHDESK_SINCE,
		chosen: 'email',
		kept: ['id'],
		simplify: false,
	},
	'Reachdesk gift/get': {
		node: (more) => ofReachdesk('gift', 'get', { giftId: String(reachdesk.sends[0]?.id), ...more }),
		since: REACHDESK_SINCE,
		chosen: 'trackingUrl',
		kept: ['id'],
	},
	'Reachdesk gift/getAll': {
		node: (more) => ofReachdesk('gift', 'getAll', more),
		since: REACHDESK_SINCE,
		chosen: 'status',
		kept: ['id'],
	},
	'Reachdesk transaction/getAll': {
		node: (more) => ofReachdesk('transaction', 'getAll', more),
		since: REACHDESK_SINCE,
		chosen: 'amount',
		kept: ['id'],
	},
};

const rowsOf = async (node: NodeUnderTest): Promise<IDataObject[]> => {
	const rows = (await execute(node, [{}])).output.map(({ json }) => json);
	expect(rows).not.toEqual([]);
	return rows;
};

/** The parameters that n8n’s panel has for an operation, by name. */
const parametersShown = (name: string): INodeProperties[] => {
	const [service, operation = ''] = name.split(' ');
	const [resource = '', verb = ''] = operation.split('/');
	const { properties } = (service === 'HiBob' ? new HiBob() : new Reachdesk()).description;
	return properties.filter(({ displayOptions }) => {
		const { resource: resources, operation: operations } = displayOptions?.show ?? {};
		return resources?.includes(resource) === true && operations?.includes(verb) === true;
	});
};

describe.each(Object.entries(CASES))('%s', (name, { node, since, chosen, kept, ...rest }) => {
	const fieldsOf = (rows: IDataObject[]): Set<string> => {
		const { within } = rest;
		const records = within === undefined ? rows : rows.flatMap((row) => row[within]);
		return new Set(records.flatMap((record) => (isObject(record) ? Object.keys(record) : [])));
	};

	it('gives an AI tool the simplified record unless told', async () => {
		const simple = await rowsOf(node(rest.simplify === false ? {} : { simplify: true }));
		expect(await rowsOf(asTool(node({}), since))).toEqual(simple);
		expect(await rowsOf(asTool(node({ output: 'simple' }), since))).toEqual(simple);
	});

	it('gives an AI tool what the service answers when it is to be raw', async () => {
		const raw = await rowsOf(node({ simplify: false }));
		expect(await rowsOf(asTool(node({ output: 'raw' }), since))).toEqual(raw);
	});

	it('gives an AI tool the fields that are chosen, and always the ID', async () => {
		const fields = { output: 'fields', outputFields: [chosen] };
		const rows = await rowsOf(asTool(node(fields), since));
		expect([...fieldsOf(rows)].sort()).toEqual([chosen, ...kept].sort());
		const none = await rowsOf(asTool(node({ output: 'fields' }), since));
		expect([...fieldsOf(none)].sort()).toEqual([...kept].sort());
	});

	it('can give an AI tool every field that the panel offers', async () => {
		const [offered] = parametersShown(name).filter((one) => one.name === 'outputFields');
		const all = (offered?.options ?? []).flatMap((option) =>
			'value' in option ? [String(option.value)] : [],
		);
		const rows = await rowsOf(asTool(node({ output: 'fields', outputFields: all }), since));
		// some occasions alone have these
		const rare = ['field', 'days'];
		const missing = all.filter((field) => !fieldsOf(rows).has(field) && !rare.includes(field));
		expect(missing).toEqual([]);
	});

	it('leaves people, and tools of earlier versions, as they were', async () => {
		const others = { output: 'fields', outputFields: [chosen] };
		for (const version of [1, since]) {
			const person = (more: IDataObject) => {
				const one = node(more);
				return { ...one, settings: { ...one.settings, typeVersion: version } };
			};
			expect(await rowsOf(person(others))).toEqual(await rowsOf(person({})));
		}
		for (const simplify of [true, false]) {
			expect(await rowsOf(asTool(node({ ...others, simplify }), 1))).toEqual(
				await rowsOf(node({ simplify })),
			);
		}
	});

	it.each([
		[{ output: 'everything' }, /'Output' is "everything"/],
		[{ output: 'fields', outputFields: ['birthDate'] }, /'Fields' is "birthDate"/],
		[{ output: '={{ null }}' }, /'Output' is ""/],
	])('refuses %j from an AI agent', async (parameters, message) => {
		await expect(rowsOf(asTool(node(parameters), since))).rejects.toThrow(message);
	});
});

describe('an operation whose answer an AI tool can have in three forms', () => {
	it('is each that people can simplify, and each list of records', () => {
		const with3 = [new HiBob(), new Reachdesk()].flatMap(({ description }) =>
			description.properties
				.filter(({ name }) => name === 'output')
				.flatMap(({ displayOptions }) => {
					const { resource = [], operation = [] } = displayOptions?.show ?? {};
					return operation.map(
						(verb) => `${description.displayName} ${stringOf(resource[0])}/${stringOf(verb)}`,
					);
				}),
		);
		expect(with3.sort()).toEqual(Object.keys(CASES).sort());
	});

	it('has a simplified form of at most ten fields, or one that Send Gift needs', () => {
		const wide = Object.keys(CASES).filter((name) => {
			const [service = '', operation = ''] = name.split(' ');
			const file = path.join('nodes', service, '__schema__', 'v1.0.0', `${operation}.json`);
			const schema: unknown = JSON.parse(
				readFileSync(path.join(import.meta.dirname, '..', file), 'utf8'),
			);
			const fields = isObject(schema) && isObject(schema.properties) ? schema.properties : {};
			return Object.keys(fields).length > 10;
		});
		expect(wide).toEqual([
			'HiBob employee/get',
			'HiBob employee/getAll',
			'HiBob occasion/getUpcoming',
			'HiBob timeOff/getWhoIsOut',
		]);
	});
});

describe('an employee in every form', () => {
	const FORMS = [{ output: 'raw' }, { output: 'simple' }, { output: 'fields' }];

	it.each(FORMS)('%j keeps the mark of a record that cannot be read', async (output) => {
		const [person] = hibob.people;
		const right = person?.['work.startDate'];
		if (person) Reflect.set(person, 'work.startDate', 'soon');
		const rows = await rowsOf(
			asTool(ofHiBob('employee', 'getAll', { returnAll: true, ...output }), HIBOB_SINCE),
		);
		if (person) Reflect.set(person, 'work.startDate', right);
		const marked = rows.filter(({ reason }) => reason === 'dataUnreadable');
		expect(marked).toHaveLength(1);
		expect(marked[0]?.explanation).toMatch(/work\.startDate|start date/i);
	});

	it.each(FORMS)('%j never says how old somebody is', async (output) => {
		const rows = await rowsOf(
			asTool(ofHiBob('employee', 'getAll', { returnAll: true, ...output }), HIBOB_SINCE),
		);
		expect(JSON.stringify(rows)).not.toMatch(/birth|age"/i);
	});

	it('adds what is asked for under Options to the fields that are chosen', async () => {
		const options = { readAlso: ['phone'], extraFields: ['work.customColumns.column_1'] };
		const parameters = { output: 'fields', returnAll: true, options };
		const [row] = await rowsOf(asTool(ofHiBob('employee', 'getAll', parameters), HIBOB_SINCE));
		expect(row).toHaveProperty('phone');
		expect(row).not.toHaveProperty('address');
	});

	it('counts for Send Gift with the fewest fields, too: who has left gets nothing', async () => {
		const rows = await rowsOf(
			asTool(ofHiBob('employee', 'getAll', { returnAll: true, output: 'fields' }), HIBOB_SINCE),
		);
		const gone = rows.filter(({ status }) => status !== 'Active');
		expect(gone.length).toBeGreaterThan(0);
		const below = {
			recipientSource: 'defineBelow',
			giftKey: '={{ "hibob:" + $json.id + ":holidays:2026" }}',
			firstName: 'Ada',
			lastName: 'Lovelace',
			email: '={{ $json.id }}@example.com',
		};
		const outcomes = (await execute(giftNode(reachdesk, below), gone.slice(0, 5))).output;
		for (const { json } of outcomes) expect(json.outcome).toBe('notDue');
	});
});
