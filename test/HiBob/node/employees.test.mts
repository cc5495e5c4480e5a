import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
	jest,
} from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { GIFT_OPT_OUT_FIELD } from '../../../sandbox/hibob/fields.mts';
import type { Person } from '../../../sandbox/hibob/person.mts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { clock } from '../resources/publishedTrigger.mts';
import { actionNode, misdeeds, output, rows } from './actionNode.mts';
import { listedBy } from '../../n8nCore.mts';

const TODAY = '2026-11-23';
let hibob: HiBobSandbox;

beforeAll(async () => {
	hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 100_000 });
});
afterAll(async () => {
	await hibob.stop();
	expect(misdeeds(hibob)).toEqual([]);
});
beforeEach(() => {
	clock(`${TODAY}T09:00:00Z`);
});
afterEach(() => {
	jest.restoreAllMocks();
	hibob.faults.clear();
});

const somebody = (lifecycle = 'Employed'): Person => {
	const person = hibob.people.find(
		(each) => each['internal.lifecycleStatus'] === lifecycle && each['root.email'] !== null,
	);
	if (!person) throw new Error(`nobody is ${lifecycle}`);
	return person;
};

const named = (value: string, mode = 'id'): IDataObject => ({
	resource: 'employee',
	operation: 'get',
	employee: { __rl: true, mode, value },
});

const many = async (parameters: IDataObject = {}) =>
	await rows(hibob, { resource: 'employee', operation: 'getAll', returnAll: true, ...parameters });

const lastBody = () => JSON.stringify(hibob.requests.at(-1)?.body);

const ROW = [
	'name',
	'email',
	'id',
	'displayName',
	'firstName',
	'lastName',
	'workEmail',
	'title',
	'department',
	'site',
	'manager',
	'startDate',
	'status',
	'lifecycleStatus',
	'terminationDate',
];

describe('getting one employee', () => {
	it('finds somebody by id and by e-mail address, active or not', async () => {
		for (const person of [somebody(), somebody('Terminated'), somebody('Hired')]) {
			const [byId] = await rows(hibob, named(person['root.id']));
			expect(Object.keys(byId ?? {})).toEqual([...ROW, 'judged']);
			expect(byId).toMatchObject({
				id: person['root.id'],
				displayName: person['root.displayName'],
				startDate: person['work.startDate'],
				lifecycleStatus: person['internal.lifecycleStatus'],
			});
			expect(await rows(hibob, named(person['root.email'] ?? '', 'email'))).toEqual([byId]);
		}
	});

	it('says of somebody whose data cannot be read that no gift may follow', async () => {
		const person = somebody();
		const right = person['work.startDate'];
		Reflect.set(person, 'work.startDate', 'TBD');
		const [row] = await rows(hibob, named(person['root.id']));
		Reflect.set(person, 'work.startDate', right);
		expect(row).toMatchObject({
			id: person['root.id'],
			startDate: null,
			reason: 'dataUnreadable',
			explanation: expect.stringContaining('work.startDate'),
		});
	});

	it('gives HiBob’s own answer when it is not simplified', async () => {
		const person = somebody();
		const [raw] = await rows(hibob, { ...named(person['root.id']), simplify: false });
		expect(raw).toMatchObject({
			id: person['root.id'],
			'/root/id': { value: person['root.id'] },
			work: { startDate: person['work.startDate'] },
			humanReadable: { displayName: person['root.displayName'] },
		});
	});

	it('reads personal data and other fields only when they are chosen', async () => {
		const person = somebody();
		await rows(hibob, named(person['root.id']));
		expect(lastBody()).not.toMatch(/home\.|address\.|personal\./);
		const options = {
			readAlso: ['address', 'phone', 'personalEmail'],
			extraFields: ['about.hobbies', 'work.isNoField'],
		};
		const [row] = await rows(hibob, { ...named(person['root.id']), options });
		expect(Object.keys(row ?? {})).toEqual([
			...ROW,
			'personalEmail',
			'phone',
			'address',
			'fields',
			'fieldsNotReadable',
			'judged',
		]);
		expect(row).toMatchObject({
			personalEmail: person['home.privateEmail'],
			fields: { 'about.hobbies': expect.anything(), 'work.isNoField': null },
			fieldsNotReadable: ['work.isNoField'],
		});
	});

	it('pairs each of several items, and takes an expression', async () => {
		const [one, other] = [somebody(), somebody('Hired')];
		const parameters = { ...named('={{ $json.id }}') };
		const items = await output(hibob, parameters, [
			{ id: one['root.id'] },
			{ id: other['root.id'] },
		]);
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[one['root.id'], { item: 0 }],
			[other['root.id'], { item: 1 }],
		]);
	});

	it('says so when there is nobody of that name, without naming an address', async () => {
		for (const value of ['1234567890123456789', 'nobody@example.com']) {
			await expect(rows(hibob, named(value))).rejects.toMatchObject({
				message: 'HiBob found no such employee (404)',
				description: expect.stringContaining('"Access data for"'),
				context: { itemIndex: 0 },
			});
		}
	});

	it.each([
		['nothing', '', "'Employee' is empty"],
		['a name', 'Ada Lovelace', "'Employee' is neither an employee ID nor an email address"],
		['a path', '../company', "'Employee' is neither an employee ID nor an email address"],
		['the search', 'search', "'Employee' is neither an employee ID nor an email address"],
	])('refuses %s before HiBob is asked', async (_, value, message) => {
		const asked = hibob.requests.length;
		await expect(rows(hibob, named(value))).rejects.toMatchObject({ message });
		expect(hibob.requests).toHaveLength(asked);
	});

	it('names the permission that is missing', async () => {
		hibob.access.revokeCategory('personalContact');
		try {
			await expect(
				rows(hibob, { ...named(somebody()['root.id']), options: { readAlso: ['phone'] } }),
			).rejects.toMatchObject({
				message: 'HiBob did not return home.mobilePhone for this employee',
				description: expect.stringContaining('Personal contact details sections'),
			});
		} finally {
			hibob.access.grantCategory('personalContact');
		}
	});

	it('goes on after somebody who is not found, when the node is told to', async () => {
		const items = await output(
			hibob,
			named('={{ $json.id }}'),
			[{ id: '1' }, { id: somebody()['root.id'] }],
			{ onError: 'continueRegularOutput' },
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(items[0]?.json).toEqual({
			error: expect.stringMatching(/^HiBob found no such employee \(404\)\. Check 'Employee'/),
		});
		expect(items[1]?.json).toMatchObject({ id: somebody()['root.id'] });
	});

	it('answers an AI agent alike', async () => {
		const person = somebody();
		const tool = { type: 'n8n-nodes-hibob-reachdesk.hiBobTool' };
		const [item] = await output(hibob, named(person['root.id']), [{}], tool);
		expect(item?.json).toMatchObject({ id: person['root.id'] });
		expect(actionNode(hibob, {}).type.description.usableAsTool).toBe(true);
	});
});

describe('choosing an employee from the list', () => {
	it('offers names with addresses, and searches in both', async () => {
		const person = somebody();
		const node = actionNode(hibob, named(''));
		const all = await listedBy(node, 'searchEmployees');
		expect(all).toHaveLength(100);
		expect(await listedBy(node, 'searchEmployees', person['root.email'] ?? '')).toContainEqual({
			name: `${person['root.displayName']} (${person['root.email'] ?? ''})`,
			value: person['root.id'],
		});
		expect(await listedBy(node, 'searchEmployees', 'nobody at all')).toEqual([]);
	});

	it('says what is wrong when HiBob refuses', async () => {
		hibob.faults.add({ times: 1, fault: { kind: 'status', when: 'before', status: 401 } });
		await expect(listedBy(actionNode(hibob, named('')), 'searchEmployees')).rejects.toThrow(
			'HiBob rejected the service user ID or token (401)',
		);
	});
});

describe('getting many employees', () => {
	it('gives everybody whom the service user sees, as flat rows', async () => {
		const all = await many();
		expect(all.map(({ id }) => id).sort()).toEqual(
			hibob.people.map((person) => person['root.id']).sort(),
		);
		expect(Object.keys(all[0] ?? {})).toEqual([...ROW, 'judged']);
	});

	it('stops at the limit', async () => {
		expect(await many({ returnAll: false })).toHaveLength(50);
		expect(await many({ returnAll: false, limit: 7 })).toHaveLength(7);
	});

	it('tells the eligible from those who are skipped by the rules of the trigger', async () => {
		const all = await many();
		const eligible = await many({ people: 'eligible' });
		const leftOut = await many({ people: 'leftOut' });
		expect(eligible.length + leftOut.length).toBe(all.length);
		expect(new Set(eligible.map(({ status }) => status))).toEqual(new Set(['Active']));
		expect(leftOut).toContainEqual(
			expect.objectContaining({
				id: somebody('Terminated')['root.id'],
				reason: 'terminated',
				explanation: expect.any(String),
			}),
		);
		expect(leftOut).toContainEqual(
			expect.objectContaining({ id: somebody('Hired')['root.id'], reason: 'notActive' }),
		);
	});

	it('takes the settings of the trigger', async () => {
		const person = somebody();
		const who = {
			excludedPeople: person['root.id'],
			countries: ['United Kingdom'],
			optOutField: GIFT_OPT_OUT_FIELD,
		};
		const eligible = await many({ people: 'eligible', who });
		expect(eligible.length).toBeGreaterThan(0);
		expect(eligible.map(({ id }) => id)).not.toContain(person['root.id']);
		expect(lastBody()).toContain('address.country');
		expect(Object.keys(eligible[0] ?? {})).toEqual([...ROW, 'judged']);
		const raw = await many({ people: 'eligible', who, simplify: false });
		expect(raw).toHaveLength(eligible.length);
		expect(JSON.stringify(raw)).not.toMatch(/"address"|\/address\/country|field_1667499206086/);
	});

	it('gives HiBob’s own answers when they are not simplified, without the year of birth', async () => {
		hibob.faults.add({
			times: 1,
			fault: {
				kind: 'status',
				when: 'before',
				status: 200,
				body: JSON.stringify({
					employees: [
						{
							id: '1',
							personal: { birthDate: '1990-02-03', age: 36 },
							'/personal/birthDate': { value: '1990-02-03' },
							humanReadable: { personal: { birthDate: '03/02/1990' } },
							email: null,
							firstName: null,
							surname: null,
							displayName: null,
							work: {
								title: null,
								department: null,
								site: null,
								reportsTo: null,
								startDate: '2020-01-01',
							},
							internal: { status: 'Active', lifecycleStatus: 'Employed', terminationDate: null },
						},
					],
				}),
				headers: { 'content-type': 'application/json' },
			},
		});
		const [raw] = await many({ simplify: false });
		expect(raw).toMatchObject({ id: '1', work: { startDate: '2020-01-01' } });
		expect(JSON.stringify(raw)).not.toMatch(/1990|36/);
	});

	it.each([
		['the year of birth', { options: { extraFields: ['personal.birthDate'] } }, /how old people/],
		['an unknown choice', { people: 'nobody' }, /'Show' is "nobody"/],
		['an opt-out without field', { people: 'eligible', who: { optOutField: '' } }, /is empty/],
		['a limit that is none', { returnAll: false, limit: 1.5 }, /'Limit' is "1.5"/],
	])('refuses %s before HiBob is asked', async (_, parameters, message) => {
		const asked = hibob.requests.length;
		await expect(many(parameters)).rejects.toThrow(message);
		expect(hibob.requests).toHaveLength(asked);
	});

	it.each([
		['a wrong token', { kind: 'status' as const, when: 'before' as const, status: 401 }, /\(401\)/],
		[
			'too many requests',
			{ kind: 'status' as const, when: 'before' as const, status: 429 },
			/\(429\)/,
		],
		['a page with status 200', { kind: 'htmlBody' as const }, /page instead of data/],
		['an empty answer', { kind: 'emptyBody' as const }, /page instead of data/],
		[
			'a broken connection',
			{ kind: 'reset' as const, when: 'before' as const },
			/closed the connection/,
		],
	])('says so at %s', async (_, fault, message) => {
		hibob.faults.add({ fault });
		await expect(many()).rejects.toThrow(message);
	});

	it('says when the service user sees nobody, or may not see a section', async () => {
		hibob.access.setAudience([]);
		await expect(many()).rejects.toThrow('HiBob returned no employees');
		hibob.access.setAudience('all');
		hibob.access.revokeCategory('lifecycle');
		try {
			await expect(many()).rejects.toMatchObject({
				description: expect.stringContaining('View selected employees’ Lifecycle sections'),
			});
		} finally {
			hibob.access.grantCategory('lifecycle');
		}
	});
});

describe('the node', () => {
	it.each([
		['resource', { resource: 'payroll', operation: 'get' }, /'Resource' is "payroll"/],
		['operation', { resource: 'employee', operation: 'delete' }, /'Operation' is "delete"/],
	])('refuses an unknown %s', async (_, parameters, message) => {
		await expect(rows(hibob, parameters)).rejects.toThrow(message);
	});
});
