import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startHiBob, type HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { personIn } from '../../sandbox/hibob/scenarios.mts';
import { clientOf, employeesIn } from './hibobClient.mts';

let hibob: HiBobSandbox;
const search = (body: unknown, headers = {}) =>
	clientOf(hibob).post<unknown>('/people/search', body, { headers });
const idsFor = async (body: unknown) => employeesIn(await search(body)).map(({ id }) => id);

beforeAll(async () => {
	hibob = await startHiBob({ today: '2026-11-23', rateLimitPerMinute: 1000 });
});
afterEach(() => {
	hibob.access.setAudience('all');
});
afterAll(async () => {
	await hibob.stop();
});

const filter = { fieldPath: 'root.id', operator: 'equals', values: ['1'] };

describe('a people search is refused with 400', () => {
	it.each<[string, unknown]>([
		['the body is an array', []],
		['the body is a JSON string', '"fields"'],
		['the body is empty', undefined],
		['the body is not JSON', '{"fields": ['],
		['fields is a string', { fields: 'root.id' }],
		['fields is empty', { fields: [] }],
		['a field is a number', { fields: ['root.id', 7] }],
		['there are more than 400 fields', { fields: Array.from({ length: 401 }, () => 'root.id') }],
		['filters is an empty array', { filters: [] }],
		['filters is an object', { filters: {} }],
		['filters is null', { filters: null }],
		['there are two filters', { filters: [filter, filter] }],
		['a filter is a string', { filters: ['root.id'] }],
		['a filter is for another field', { filters: [{ ...filter, fieldPath: 'work.site' }] }],
		['a filter has another operator', { filters: [{ ...filter, operator: 'contains' }] }],
		['a filter has no values', { filters: [{ ...filter, values: [] }] }],
		['a filter value is a number', { filters: [{ ...filter, values: [3] }] }],
		['showInactive is the word true', { showInactive: 'true' }],
		['showInactive is null', { showInactive: null }],
		['humanReadable is true', { humanReadable: true }],
		['humanReadable is another word', { humanReadable: 'LABELS' }],
	])('when %s', async (_, body) => {
		const answer = await search(body, { 'Content-Type': 'application/json' });
		expect(answer.status).toBe(400);
		expect(answer.data).toEqual({ key: expect.any(String), error: expect.any(String) });
		expect(hibob.requests.at(-1)?.violations).toHaveLength(1);
	});
});

describe('a people search', () => {
	it('is refused with 415 when its body is no JSON by its own account', async () => {
		const answer = await search('fields=root.id', { 'Content-Type': 'text/plain' });
		expect(answer.status).toBe(415);
	});

	it('takes 400 fields', async () => {
		const answer = await search({ fields: Array.from({ length: 400 }, () => 'root.id') });
		expect(answer.status).toBe(200);
	});

	it.each(['', 'APPEND', 'append', 'REPLACE', 'replace'])(
		'takes humanReadable "%s"',
		async (mode) => {
			expect((await search({ humanReadable: mode })).status).toBe(200);
		},
	);

	it('ignores unknown keys, and the log reports them', async () => {
		const answer = await search({ fields: ['root.id'], limit: 5 });
		expect(employeesIn(answer).length).toBeGreaterThan(100);
		expect(hibob.requests.at(-1)?.violations).toEqual([expect.stringContaining('limit')]);
	});

	it('shows only people who are Active unless told otherwise', async () => {
		const active = hibob.people.filter((person) => person['internal.status'] === 'Active');
		expect(await idsFor({ fields: ['root.id'] })).toEqual(active.map((each) => each['root.id']));
	});

	it('shows everybody with showInactive, Hired people among them', async () => {
		const ids = await idsFor({ fields: ['root.id'], showInactive: true });
		expect(ids).toHaveLength(hibob.people.length);
		expect(ids).toContain(personIn(hibob.people, 'futureStarter')['root.id']);
	});

	it('finds people by id', async () => {
		const id = personIn(hibob.people, 'startsToday')['root.id'];
		expect(await idsFor({ filters: [{ ...filter, values: [id, '999'] }] })).toEqual([id]);
	});

	it('finds both people who share an e-mail', async () => {
		const byEmail = {
			fieldPath: 'root.email',
			operator: 'equals',
			values: ['a.steiner@example.com'],
		};
		expect(await idsFor({ filters: [byEmail] })).toHaveLength(2);
	});

	it('does not find an inactive person by id without showInactive', async () => {
		const values = [personIn(hibob.people, 'futureStarter')['root.id']];
		expect(await idsFor({ filters: [{ ...filter, values }] })).toEqual([]);
		expect(await idsFor({ filters: [{ ...filter, values }], showInactive: true })).toEqual(values);
	});

	it('hides whom the audience excludes, even with showInactive', async () => {
		hibob.access.setAudience(['employed']);
		const ids = await idsFor({ showInactive: true });
		expect(ids).not.toContain(personIn(hibob.people, 'futureStarter')['root.id']);
		expect(ids).toContain(personIn(hibob.people, 'startsToday')['root.id']);
	});

	it('answers with nobody for an empty audience', async () => {
		hibob.access.setAudience([]);
		expect(await idsFor({ showInactive: true })).toEqual([]);
	});

	it('shows people who were added, and changes, at once', async () => {
		const person = personIn(hibob.people, 'startsToday');
		hibob.people.push({ ...person, scenario: 'added', 'root.id': '3999999999999999999' });
		expect(await idsFor({})).toContain('3999999999999999999');
		hibob.people.pop();
		expect(await idsFor({})).not.toContain('3999999999999999999');
	});
});

describe('reading one employee', () => {
	const read = (identifier: string, body: unknown = { fields: ['root.id'] }) =>
		clientOf(hibob).post<unknown>(`/people/${encodeURIComponent(identifier)}`, body);

	it('answers with the bare employee, by id and by e-mail', async () => {
		const person = personIn(hibob.people, 'startsToday');
		for (const identifier of [person['root.id'], person['root.email'] ?? '']) {
			const { status, data } = await read(identifier);
			expect(status).toBe(200);
			expect(data).toEqual({
				id: person['root.id'],
				'/root/id': { value: person['root.id'] },
			});
		}
	});

	it('finds inactive people', async () => {
		const { status } = await read(personIn(hibob.people, 'birthdayTodayLeftYearsAgo')['root.id']);
		expect(status).toBe(200);
	});

	it('answers 404 for an unknown id', async () => {
		const { status, data } = await read('3111111111111111111');
		expect(status).toBe(404);
		expect(data).toEqual({ key: 'notFound', error: expect.any(String) });
	});

	it('answers 404 for someone outside the audience', async () => {
		hibob.access.setAudience(['Employed']);
		const { status } = await read(personIn(hibob.people, 'futureStarter')['root.id']);
		expect(status).toBe(404);
	});

	it('refuses a body that is no object', async () => {
		expect((await read('1', [])).status).toBe(400);
	});
});
