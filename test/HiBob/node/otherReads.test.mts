import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { stringOf } from '../../../nodes/shared/parameterValue.ts';
import { YEAR_OF_BIRTH_FIELDS } from '../../../nodes/HiBob/employees/fields.ts';
import { WEDDING_ANNIVERSARY_FIELD } from '../../../sandbox/hibob/fields.mts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { loadedOptions } from '../../n8nCore.mts';
import { clock } from '../resources/publishedTrigger.mts';
import { actionNode, misdeeds, output, rows } from './actionNode.mts';

const TODAY = '2026-11-23';
let hibob: HiBobSandbox;

beforeAll(async () => {
	hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 100_000 });
});
afterAll(async () => {
	await hibob.stop();
	expect(misdeeds(hibob)).toEqual([]);
});
afterEach(() => {
	jest.restoreAllMocks();
	hibob.faults.clear();
});

const getAll = async (resource: string, parameters: IDataObject = {}) =>
	await rows(hibob, { resource, operation: 'getAll', returnAll: true, ...parameters });

const whoIsOut = async (parameters: IDataObject = {}) =>
	await rows(hibob, {
		resource: 'timeOff',
		operation: 'getWhoIsOut',
		returnAll: true,
		...parameters,
	});

const OPERATIONS: [string, IDataObject][] = [
	['Employee Field: Get Many', { resource: 'employeeField', operation: 'getAll' }],
	['List: Get Many', { resource: 'list', operation: 'getAll' }],
	['Time Off: Get Who Is Out', { resource: 'timeOff', operation: 'getWhoIsOut' }],
];

const json = (body: string) => ({
	kind: 'status' as const,
	when: 'before' as const,
	status: 200,
	body,
	headers: { 'content-type': 'application/json' },
});

describe('employee fields', () => {
	it('come with id, name, category, type and list, custom ones too', async () => {
		const fields = await getAll('employeeField');
		expect(fields).toHaveLength(hibob.fields.length);
		expect(fields).toContainEqual({
			id: 'home.mobilePhone',
			name: expect.any(String),
			category: 'Personal contact details',
			type: 'text',
			list: null,
		});
		expect(fields).toContainEqual(expect.objectContaining({ list: 'lifecycleStatus' }));
		expect(fields).toContainEqual(
			expect.objectContaining({ id: WEDDING_ANNIVERSARY_FIELD, category: 'Celebrations' }),
		);
	});

	it('are HiBob’s own rows when they are not simplified', async () => {
		expect(await getAll('employeeField', { simplify: false })).toEqual(hibob.fields);
	});

	it('can be searched by category, type and name', async () => {
		const filters = { category: 'work', type: 'Date', search: 'START' };
		const fields = await getAll('employeeField', { filters });
		expect(fields.map(({ id }) => id)).toEqual(
			hibob.fields
				.filter(({ categoryId, type }) => categoryId === 'work' && type === 'date')
				.filter(({ id, name }) => /start/i.test(`${id} ${name}`))
				.map(({ id }) => id),
		);
		expect(fields.length).toBeGreaterThan(0);
		expect(await getAll('employeeField', { filters: { search: 'no such field' } })).toEqual([]);
	});

	it('are offered in the panel, without those that give the year of birth', async () => {
		const options = await loadedOptions(actionNode(hibob, {}), 'getFields');
		expect(options).toHaveLength(hibob.fields.length - YEAR_OF_BIRTH_FIELDS.length);
	});
});

describe('lists', () => {
	it('come with their entries, archived ones only on request', async () => {
		const lists = await getAll('list', { lists: ['department'] });
		expect(lists).toEqual([
			{
				name: 'department',
				entries: expect.arrayContaining([
					{ id: 'Engineering', name: 'Engineering', parent: null, archived: false },
				]),
			},
		]);
		expect(JSON.stringify(lists)).not.toContain('Print Production');
		const withArchived = await getAll('list', { lists: ['department'], includeArchived: true });
		expect(JSON.stringify(withArchived)).toContain('Print Production');
	});

	it('are all of them when none is chosen, by name', async () => {
		const names = (await getAll('list')).map(({ name }) => name);
		expect(names).toHaveLength(hibob.lists.size);
		expect(new Set(names)).toEqual(new Set(hibob.lists.keys()));
		expect(await getAll('list', { returnAll: false, limit: 2 })).toHaveLength(2);
	});

	it('are HiBob’s own when they are not simplified', async () => {
		const [site] = await getAll('list', { lists: ['site'], simplify: false });
		expect(site).toEqual({
			name: 'site',
			values: hibob.lists.get('site'),
			items: hibob.lists.get('site'),
		});
	});

	it.each([
		['an object', '{"a":{"items":[{"id":1,"value":"One","children":[{"id":2,"name":"Two"}]}]}}'],
		[
			'a list',
			'[{"name":"a","values":[{"id":1,"name":"One","children":[{"id":2,"name":"Two"}]}]}]',
		],
		[
			'a list in an object',
			'{"lists":[{"name":"a","items":[{"id":1,"value":"One","children":[{"id":2,"value":"Two"}]}]}]}',
		],
	])('are read when HiBob answers them as %s', async (_, body) => {
		hibob.faults.add({ times: 1, fault: json(body) });
		expect(await getAll('list')).toEqual([
			{
				name: 'a',
				entries: [
					{ id: 1, name: 'One', parent: null, archived: false },
					{ id: 2, name: 'Two', parent: 1, archived: false },
				],
			},
		]);
	});

	it('are offered in the panel, and a list that does not exist is named', async () => {
		const options = await loadedOptions(actionNode(hibob, {}), 'getLists');
		expect(options.map(({ value }) => value)).toContain('lifecycleStatus');
		await expect(getAll('list', { lists: ['Site'] })).rejects.toMatchObject({
			message: 'HiBob found no list "Site"',
			description: expect.stringContaining('Upper and lower case'),
		});
	});
});

describe('who is out', () => {
	it('is asked for today unless told, and comes as flat rows', async () => {
		clock(`${TODAY}T23:30:00Z`);
		const out = await whoIsOut();
		expect(hibob.requests.at(-1)?.url).toBe(
			`/v1/timeoff/whosout?from=${TODAY}&to=${TODAY}&includeHourly=false&includePrivate=false&includePending=false`,
		);
		expect(out.length).toBeGreaterThan(0);
		expect(Object.keys(out[0] ?? {})).toEqual([
			'name',
			'employeeId',
			'employeeDisplayName',
			'policyTypeDisplayName',
			'type',
			'startDate',
			'startPortion',
			'endDate',
			'endPortion',
			'status',
			'requestId',
		]);
		for (const { startDate, endDate, status } of out) {
			expect(stringOf(startDate) <= TODAY && stringOf(endDate) >= TODAY).toBe(true);
			expect(status).toBe('Approved');
		}
	});

	it('takes days, times of an expression, and what to include', async () => {
		const parameters = { from: '2026-01-01', until: '2026-12-31T10:00:00.000+01:00' };
		const approved = await whoIsOut(parameters);
		const all = await whoIsOut({ ...parameters, options: { includePending: true } });
		expect(all.length).toBeGreaterThan(approved.length);
		expect(await whoIsOut({ ...parameters, returnAll: false, limit: 1 })).toHaveLength(1);
		const [raw] = await whoIsOut({ ...parameters, simplify: false });
		expect(raw).toMatchObject({ employeeId: expect.any(String), type: 'days' });
	});

	it('says what to check when the answer has another shape', async () => {
		hibob.faults.add({ times: 1, fault: json('{"outs":7}') });
		await expect(whoIsOut()).rejects.toMatchObject({
			message: 'HiBob did not return a list of absences',
			description: 'Check the environment and the URL in the credential',
		});
	});

	it('says what to check when HiBob returns a page', async () => {
		hibob.faults.add({ times: 1, fault: { kind: 'htmlBody' } });
		await expect(whoIsOut()).rejects.toMatchObject({
			description: expect.stringContaining('HiBob may be under maintenance'),
		});
	});

	it('is nothing on a day on which nobody is away', async () => {
		hibob.faults.add({ times: 1, fault: json('{"outs":[]}') });
		expect(await whoIsOut()).toEqual([]);
	});

	it.each([
		['a day that is none', { from: '2026-02-30' }, '\'From\' is "2026-02-30"'],
		['words', { until: 'tomorrow' }, '\'Until\' is "tomorrow"'],
		[
			'an end before the start',
			{ from: '2026-12-02', until: '2026-12-01' },
			"'Until' is 2026-12-01, before 2026-12-02",
		],
	])('refuses %s', async (_, parameters, message) => {
		await expect(whoIsOut(parameters)).rejects.toMatchObject({ message });
	});
});

describe.each(OPERATIONS)('%s', (_, parameters) => {
	it.each([
		['a wrong token', { kind: 'status' as const, when: 'before' as const, status: 401 }, /\(401\)/],
		['a refusal', { kind: 'status' as const, when: 'before' as const, status: 403 }, /\(403\)/],
		[
			'too many requests',
			{ kind: 'status' as const, when: 'before' as const, status: 429 },
			/\(429\)/,
		],
		['a page with status 200', { kind: 'htmlBody' as const }, /page instead of data/],
		['an empty answer', { kind: 'emptyBody' as const }, /page instead of data/],
		['an answer of another shape', json('{"x":1}'), /^HiBob did not return/],
	])('says so at %s', async (_fault, fault, message) => {
		hibob.faults.add({ fault });
		await expect(rows(hibob, parameters)).rejects.toThrow(message);
	});

	it('pairs items, and goes on after an error when it is told to', async () => {
		hibob.faults.add({ times: 1, fault: { kind: 'reset', when: 'before' } });
		const items = await output(hibob, { ...parameters, limit: 2 }, [{}, {}], {
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 1 },
		]);
		expect(items[0]?.json).toEqual({ error: expect.stringMatching(/\. Check the environment/) });
	});
});
