import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHiBob, type HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { personIn } from '../../sandbox/hibob/scenarios.mts';
import { at, clientOf, employeesIn } from './hibobClient.mts';

let hibob: HiBobSandbox;
const get = (path: string, options = {}) => clientOf(hibob).get<unknown>(path, options);

beforeAll(async () => {
	hibob = await startHiBob({ today: '2026-11-23', rateLimitPerMinute: 1000 });
});
afterAll(async () => {
	await hibob.stop();
});

describe('metadata', () => {
	it('of fields is a bare array with the two custom fields', async () => {
		const { data } = await get('/company/people/fields');
		expect(Array.isArray(data) && data.length).toBeGreaterThan(100);
		expect(data).toContainEqual({
			id: 'home.privateEmail',
			category: 'personalContact',
			categoryId: 'personalContact',
			categoryDisplayName: 'Personal contact details',
			name: 'Personal email',
			description: null,
			jsonPath: 'home.privateEmail',
			type: 'text',
			typeData: {},
			historical: false,
		});
		expect(data).toContainEqual(expect.objectContaining({ name: 'Gift opt-out' }));
		expect(data).toContainEqual(expect.objectContaining({ name: 'Wedding anniversary' }));
	});

	it('has root fields at the top of an employee', async () => {
		const { data } = await get('/company/people/fields');
		expect(data).toContainEqual(expect.objectContaining({ id: 'root.email', jsonPath: 'email' }));
	});

	it('of lists is an object by name, items twice', async () => {
		const { data } = await get('/company/named-lists');
		expect(at(data, 'lifecycleStatus', 'values')).toEqual(at(data, 'lifecycleStatus', 'items'));
		expect(at(data, 'department', 'items')).toContainEqual({
			id: '209192163',
			value: 'Account Receivables',
			name: 'Account Receivables',
			archived: false,
			children: [],
		});
	});

	it('of one list has integer ids for sites', async () => {
		const { data } = await get('/company/named-lists/site');
		expect(at(data, 'items')).toContainEqual(expect.objectContaining({ id: 2606110 }));
	});

	it('shows archived items only when asked', async () => {
		const archived = expect.objectContaining({ archived: true });
		expect(at((await get('/company/named-lists/title')).data, 'items')).not.toContainEqual(
			archived,
		);
		const all = await get('/company/named-lists/title?includeArchived=true');
		expect(at(all.data, 'items')).toContainEqual(archived);
	});

	it('knows list names in their own case only', async () => {
		expect((await get('/company/named-lists/terminationreason')).status).toBe(200);
		expect((await get('/company/named-lists/terminationReason')).status).toBe(404);
	});
});

describe('tables and time off', () => {
	it('show the lifecycle of a rehired person, oldest first', async () => {
		const id = personIn(hibob.people, 'rehire')['root.id'];
		const { data } = await get(`/people/${id}/lifecycle`);
		expect(at(data, 'values')).toMatchObject([
			{ status: 'Employed', isCurrent: false },
			{ status: 'Terminated', isCurrent: false },
			{ status: 'Employed', isCurrent: true, effectiveDate: '2025-11-23' },
		]);
	});

	it('get the login page for a wrong includeHumanReadable', async () => {
		const id = personIn(hibob.people, 'rehire')['root.id'];
		const { headers } = await get(`/people/${id}/work?includeHumanReadable=True`);
		expect(headers['content-type']).toContain('text/html');
	});

	it('are refused without view of the category', async () => {
		hibob.access.revokeCategory('lifecycle');
		const { status } = await get('/bulk/people/lifecycle');
		hibob.access.grantCategory('lifecycle');
		expect(status).toBe(403);
	});

	it('come in bulk page by page, everybody once', async () => {
		const ids: unknown[] = [];
		let cursor: unknown = '';
		do {
			const params = { limit: 200, ...(cursor === '' ? {} : { cursor }) };
			const { data } = await get('/bulk/people/employment', { params });
			const results = at(data, 'results');
			if (Array.isArray(results)) ids.push(...results.map((row: unknown) => at(row, 'employeeId')));
			cursor = at(data, 'response_metadata', 'next_cursor');
		} while (typeof cursor === 'string');
		expect(ids).toEqual(hibob.people.map((person) => person['root.id']));
	});

	it.each(['0', '201', 'all'])('refuse a page of %s', async (limit) => {
		expect((await get(`/bulk/people/work?limit=${limit}`)).status).toBe(400);
	});

	it('tell who is out between two days', async () => {
		const { data } = await get('/timeoff/whosout?from=2026-11-23&to=2026-11-30');
		expect(at(data, 'outs')).toContainEqual(
			expect.objectContaining({ type: 'days', status: 'Approved', employeeId: expect.any(String) }),
		);
	});

	it('refuse to tell it for half a period', async () => {
		expect((await get('/timeoff/whosout?from=2026-11-23')).status).toBe(400);
	});

	it('tell who is out today', async () => {
		const { data } = await get('/timeoff/outtoday');
		expect(at(data, 'outs')).toContainEqual(expect.objectContaining({ requestRangeType: 'days' }));
	});

	it('leave inactive people out of the profiles', async () => {
		const ids = employeesIn(await get('/profiles')).map(({ id }) => id);
		expect(ids).toContain(personIn(hibob.people, 'startsToday')['root.id']);
		expect(ids).not.toContain(personIn(hibob.people, 'futureStarter')['root.id']);
	});

	it('give the address of an avatar as text', async () => {
		const person = personIn(hibob.people, 'startsToday');
		expect((await get(`/avatars/${person['root.id']}`)).data).toBe(person['root.avatarUrl']);
	});
});
