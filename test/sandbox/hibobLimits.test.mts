import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startHiBob, type HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { personIn } from '../../sandbox/hibob/scenarios.mts';
import { at, clientOf, employeesIn } from './hibobClient.mts';

let hibob: HiBobSandbox;
let clock = 0;

beforeEach(async () => {
	clock = Date.parse('2026-11-23T09:00:00Z');
	hibob = await startHiBob({ today: '2026-11-23', size: 1, now: () => clock });
});
afterEach(async () => {
	await hibob.stop();
});

const wrong = () => clientOf(hibob, { id: 'SERVICE-12345', token: 'not the token' });
const fields = (client = clientOf(hibob)) => client.get<unknown>('/company/people/fields');
const search = () => clientOf(hibob).post<unknown>('/people/search', { fields: ['root.id'] });

async function times(count: number, call: () => Promise<unknown>): Promise<void> {
	for (let done = 0; done < count; done += 1) await call();
}

describe('the rate limit', () => {
	it('is told on every answer, its reset in epoch seconds', async () => {
		const { headers } = await search();
		expect(headers).toMatchObject({
			'x-ratelimit-limit': '50',
			'x-ratelimit-remaining': '49',
			'x-ratelimit-reset': String(clock / 1000 + 60),
		});
		expect((await wrong().get('/nowhere')).headers).toHaveProperty('x-ratelimit-limit');
	});

	it('lets 50 searches a minute through and refuses the next', async () => {
		await times(49, search);
		expect((await search()).status).toBe(200);
		const refused = await search();
		expect(refused.status).toBe(429);
		expect(refused.headers).toMatchObject({ 'x-ratelimit-remaining': '0' });
		expect(refused.headers).not.toHaveProperty('retry-after');
	});

	it('opens again when the minute is over', async () => {
		await times(51, search);
		clock += 60_000;
		expect((await search()).status).toBe(200);
	});

	it('counts each endpoint by itself', async () => {
		await times(51, search);
		expect((await fields()).status).toBe(200);
	});

	it('counts each service user by itself', async () => {
		await times(51, () => fields());
		const other = hibob.addServiceUser('SERVICE-2', 'other');
		expect((await fields(clientOf(hibob, other))).status).toBe(200);
	});

	it('tells the seconds in Retry-After when that is switched on', async () => {
		hibob.variants.retryAfter = true;
		hibob.variants.rateLimitPerMinute = 1;
		await search();
		clock += 20_000;
		expect((await search()).headers).toMatchObject({ 'retry-after': '40' });
	});
});

describe('credentials', () => {
	it.each<[string, string]>([
		['a wrong token', 'Basic U0VSVklDRS0xMjM0NTp3cm9uZw=='],
		['a bearer token', 'Bearer SERVICE-12345'],
		['no credentials', ''],
	])('are refused with 401 for %s', async (_, authorization) => {
		const client = clientOf(hibob);
		const answer = await client.get('/company/people/fields', {
			headers: { Authorization: authorization },
		});
		expect(answer.status).toBe(401);
		expect(answer.data).toEqual({ key: 'tokenNotMatch', error: expect.any(String) });
	});

	it('of a fresh service user show the field metadata, and nobody', async () => {
		const client = clientOf(hibob, hibob.addServiceUser('SERVICE-2', 'fresh'));
		expect((await fields(client)).status).toBe(200);
		const answer = await client.post<unknown>('/people/search', { showInactive: true });
		expect([answer.status, answer.data]).toEqual([200, { employees: [] }]);
	});

	it('of a fresh service user get 403 in that variant', async () => {
		hibob.variants.noPermissionStatus = 403;
		const client = clientOf(hibob, hibob.addServiceUser('SERVICE-2', 'fresh'));
		expect((await client.post('/people/search', {})).status).toBe(403);
	});

	it('of a fresh service user with a category show Employed people only', async () => {
		const user = hibob.addServiceUser('SERVICE-2', 'fresh');
		user.access.grantCategory('root');
		const answer = await clientOf(hibob, user).post('/people/search', { showInactive: true });
		const employed = hibob.people.filter((one) => one['internal.lifecycleStatus'] === 'Employed');
		expect(employeesIn(answer)).toHaveLength(employed.length);
	});
});

describe('the lock-out', () => {
	it('begins after 50 wrong credentials within ten seconds, for the whole address', async () => {
		await times(50, () => fields(wrong()));
		expect((await fields()).status).toBe(403);
	});

	it('does not begin when the fiftieth comes later', async () => {
		await times(49, () => fields(wrong()));
		clock += 10_000;
		await fields(wrong());
		expect((await fields()).status).toBe(200);
	});

	it('ends after five minutes', async () => {
		await times(50, () => fields(wrong()));
		clock += 299_000;
		expect((await fields()).status).toBe(403);
		clock += 1000;
		expect((await fields()).status).toBe(200);
	});

	it('answers with the status that it is told to', async () => {
		hibob.variants.lockOutStatus = 429;
		await times(50, () => fields(wrong()));
		expect((await fields()).status).toBe(429);
	});

	it('begins after 50 refused writes, for this service user only', async () => {
		await times(50, () => clientOf(hibob).put('/people/1', {}));
		expect((await fields()).status).toBe(403);
		const other = hibob.addServiceUser('SERVICE-2', 'other');
		expect((await fields(clientOf(hibob, other))).status).toBe(200);
	});
});

describe('stale reads', () => {
	const firstName = async () => {
		const id = personIn(hibob.people, 'startsToday')['root.id'];
		return at((await clientOf(hibob).post(`/people/${id}`, {})).data, 'firstName');
	};

	it('show a change only after the time that was set', async () => {
		hibob.variants.staleSeconds = 20;
		personIn(hibob.people, 'startsToday')['root.firstName'] = 'Changed';
		expect(await firstName()).toBe('Helga');
		clock += 19_000;
		expect(await firstName()).toBe('Helga');
		clock += 1000;
		expect(await firstName()).toBe('Changed');
	});

	it('are off unless switched on', async () => {
		personIn(hibob.people, 'startsToday')['root.firstName'] = 'Changed';
		expect(await firstName()).toBe('Changed');
	});
});
