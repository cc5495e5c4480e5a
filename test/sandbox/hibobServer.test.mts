import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { isRead, startHiBob, type HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { personIn } from '../../sandbox/hibob/scenarios.mts';
import { basic, clientOf } from './hibobClient.mts';

let hibob: HiBobSandbox;
const get = (path: string, options = {}) => clientOf(hibob).get<unknown>(path, options);
const search = (options = {}) =>
	clientOf(hibob).post<unknown>('/people/search', { fields: ['root.id'] }, options);

beforeAll(async () => {
	hibob = await startHiBob({ today: '2026-11-23', rateLimitPerMinute: 1000 });
});
afterEach(() => {
	hibob.faults.clear();
});
afterAll(async () => {
	await hibob.stop();
});

describe('an unusual request', () => {
	it('for an unknown path gets the login page with 200', async () => {
		const answer = await get('/people/1/variables');
		expect(answer.status).toBe(200);
		expect(answer.headers['content-type']).toContain('text/html');
		expect(hibob.requests.at(-1)?.violations).toHaveLength(1);
	});

	it('GET with a JSON content type gets a 400 page', async () => {
		const { url, serviceUser } = hibob;
		const answer = await fetch(`${url}/company/people/fields`, {
			headers: {
				authorization: basic(serviceUser.id, serviceUser.token),
				'content-type': 'application/json',
			},
		});
		expect(answer.status).toBe(400);
		expect(answer.headers.get('content-type')).toContain('text/html');
	});

	it.each(['put', 'patch', 'delete', 'post'] as const)(
		'%s is a write: refused, on record',
		async (method) => {
			const answer = await clientOf(hibob).request({ method, url: '/people/1/work', data: {} });
			expect(answer.status).toBe(403);
			const entry = hibob.requests.at(-1);
			expect(entry?.violations).toEqual([expect.stringMatching(/^a write: /)]);
			expect(entry && isRead(entry)).toBe(false);
		},
	);

	it('to read is told from a write', async () => {
		await search();
		await get('/profiles');
		await clientOf(hibob).post('/people/a.steiner@example.com', {});
		expect(hibob.requests.slice(-3).map(isRead)).toEqual([true, true, true]);
	});
});

describe('faults', () => {
	it('cut the connection', async () => {
		hibob.faults.add({ path: '/v1/people', times: 1, fault: { kind: 'reset', when: 'before' } });
		await expect(search()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect((await search()).status).toBe(200);
	});

	it('leave the caller without an answer until it gives up', async () => {
		hibob.faults.add({ times: 1, fault: { kind: 'noAnswer', when: 'after' } });
		await expect(search({ timeout: 200 })).rejects.toMatchObject({ code: 'ECONNABORTED' });
	});

	it('cut the body short', async () => {
		hibob.faults.add({ times: 1, fault: { kind: 'cutBody' } });
		const { data } = await search();
		expect(typeof data).toBe('string');
	});

	it('answer with a page in place of JSON', async () => {
		hibob.faults.add({ times: 1, fault: { kind: 'htmlBody' } });
		expect((await search()).headers['content-type']).toContain('text/html');
	});

	it('answer with a status', async () => {
		hibob.faults.add({ times: 1, fault: { kind: 'status', when: 'before', status: 502 } });
		expect((await search()).status).toBe(502);
	});

	it('fill an answer up to a size without changing it', async () => {
		hibob.variants.padToBytes = 30_000_000;
		const answer = await search({
			responseType: 'text',
			transformResponse: (text: string) => text,
		});
		hibob.variants.padToBytes = 0;
		const text = String(answer.data);
		expect(Buffer.byteLength(text)).toBe(30_000_000);
		expect(JSON.parse(text)).toEqual((await search()).data);
	});

	it('do not keep the server from stopping', async () => {
		const other = await startHiBob({ size: 1 });
		other.faults.add({ fault: { kind: 'noAnswer', when: 'before' } });
		const hanging = clientOf(other)
			.get('/profiles')
			.catch(() => 'cut');
		while (other.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		await other.stop();
		expect(await hanging).toBe('cut');
	});
});

describe('the page for people', () => {
	const page = async (of = hibob) => String((await axios.get<unknown>(of.pageUrl)).data);

	it('names the day and who gets a gift', async () => {
		const html = await page();
		expect(html).toContain('2026-11-23');
		expect(html).toContain('Hannah Whitfield');
		expect(html).toContain('No longer employed');
	});

	it('shows no markup that stands in a name', async () => {
		const person = personIn(hibob.people, 'startsToday');
		const name = person['root.displayName'];
		person['root.displayName'] = '<script>alert("x")</script>';
		const html = await page();
		person['root.displayName'] = name;
		expect(html).not.toContain('<script>alert');
		expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
	});

	it('follows the date, and starters and leavers with it', async () => {
		const other = await startHiBob({ today: '2026-11-23', size: 1 });
		other.setToday('2026-11-30');
		expect(await page(other)).toContain('2026-11-30');
		expect(personIn(other.people, 'futureStarter')['internal.status']).toBe('Active');
		const leaver = personIn(other.people, 'birthdayTodayLeavesToday');
		expect(leaver['internal.lifecycleStatus']).toBe('Terminated');
		await other.stop();
	});

	it('is not part of the request log', async () => {
		const before = hibob.requests.length;
		await page();
		expect(hibob.requests).toHaveLength(before);
	});
});
