import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/http/faults.mts';
import { startReachdesk, type ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { get, giftBody, trigger } from './reachdeskClient.mts';

let sandbox: ReachdeskSandbox;

beforeEach(async () => {
	sandbox = await startReachdesk();
});

afterEach(async () => {
	await sandbox.stop();
});

const onceAtTrigger = (fault: Fault) => {
	sandbox.faults.add({ method: 'POST', path: '/api/v2/campaigns/', times: 1, fault });
};

const triggered = async (timeout?: number) =>
	await trigger(sandbox, giftBody(), 1501, timeout === undefined ? {} : { timeout });

describe('a trigger that fails before it is acted on makes no gift', () => {
	test('with a 500', async () => {
		onceAtTrigger({ kind: 'status', when: 'before', status: 500 });
		expect((await triggered()).status).toBe(500);
		expect(sandbox.sends).toHaveLength(0);
	});

	test('with a rate limit, which only a fault brings', async () => {
		const headers = { 'retry-after': '2' };
		onceAtTrigger({ kind: 'status', when: 'before', status: 429, headers });
		const answer = await triggered();
		expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2']);
		expect(sandbox.sends).toHaveLength(0);
	});

	test('with a reset', async () => {
		onceAtTrigger({ kind: 'reset', when: 'before' });
		await expect(triggered()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(sandbox.sends).toHaveLength(0);
	});

	test('without an answer', async () => {
		onceAtTrigger({ kind: 'noAnswer', when: 'before' });
		await expect(triggered(150)).rejects.toMatchObject({ code: 'ECONNABORTED' });
		expect(sandbox.sends).toHaveLength(0);
	});
});

describe('a trigger that fails after it was acted on has made one gift', () => {
	test('with a 500', async () => {
		onceAtTrigger({ kind: 'status', when: 'after', status: 500, body: '<h1>Oops</h1>' });
		const answer = await triggered();
		expect([answer.status, answer.text]).toEqual([500, '<h1>Oops</h1>']);
		expect(sandbox.sends).toHaveLength(1);
	});

	test('with a reset', async () => {
		onceAtTrigger({ kind: 'reset', when: 'after' });
		await expect(triggered()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(sandbox.sends).toHaveLength(1);
	});

	test('without an answer', async () => {
		onceAtTrigger({ kind: 'noAnswer', when: 'after' });
		await expect(triggered(150)).rejects.toMatchObject({ code: 'ECONNABORTED' });
		expect(sandbox.sends).toHaveLength(1);
	});

	test('with a body that is cut', async () => {
		onceAtTrigger({ kind: 'cutBody' });
		const answer = await triggered();
		expect(answer.text).toMatch(/^\{"id":70001/);
		expect(answer.body).toBeUndefined();
		expect(sandbox.sends).toHaveLength(1);
	});

	test('with an empty body', async () => {
		onceAtTrigger({ kind: 'emptyBody' });
		const answer = await triggered();
		expect([answer.status, answer.text]).toEqual([200, '']);
		expect(sandbox.sends).toHaveLength(1);
	});

	test('with an HTML page', async () => {
		onceAtTrigger({ kind: 'htmlBody' });
		const answer = await triggered();
		expect(answer.headers.get('content-type')).toContain('text/html');
		expect(answer.body).toBeUndefined();
		expect(sandbox.sends).toHaveLength(1);
	});

	test('with an answer that comes late', async () => {
		onceAtTrigger({ kind: 'slow', milliseconds: 60 });
		expect((await triggered()).status).toBe(200);
		expect(sandbox.sends).toHaveLength(1);
	});
});

test('the gift that the caller was not told of is in the listing', async () => {
	onceAtTrigger({ kind: 'reset', when: 'after' });
	await expect(triggered()).rejects.toThrow();
	expect((await get(sandbox, '/sends')).body).toMatchObject({
		data: [{ email: 'noa.levi@example.com', campaign: { id: 1501 } }],
	});
});

test('the request log holds what was refused and what was cut off', async () => {
	onceAtTrigger({ kind: 'reset', when: 'before' });
	await expect(triggered()).rejects.toThrow();
	await triggered();
	expect(sandbox.requests.map(({ status }) => status)).toEqual([undefined, 200]);
});

test('the sandbox stops although requests still hang', async () => {
	sandbox.faults.add({ fault: { kind: 'noAnswer', when: 'after' } });
	// the client waits without end, so only the stop can end the request
	const hanging = triggered(0).catch((error: unknown) => error);
	while (sandbox.sends.length === 0) await new Promise((resolve) => setImmediate(resolve));
	await sandbox.stop();
	expect(await hanging).toMatchObject({ code: 'ECONNRESET' });
});
