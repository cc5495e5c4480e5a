import { afterEach, expect, test } from '@jest/globals';
import { startListener } from '../../sandbox/http/listener.mts';
import type { Listener } from '../../sandbox/http/listener.mts';
import { Session } from '../../sandbox/n8n/session.mts';

const OWNER = { email: 'owner@sandbox.test', password: 'any' };

let n8n: Listener;
afterEach(async () => {
	await n8n.stop();
});

/** An n8n that answers 503 with these words once, and signs in whoever comes after that. */
async function unavailableOnce(message: string): Promise<Session> {
	n8n = await startListener(() =>
		n8n.arrivals.length === 1 ? { status: 503, body: { message } } : { body: { data: {} } },
	);
	return new Session(n8n.origin, OWNER);
}

test('an n8n too busy to look at its database is asked again', async () => {
	await (await unavailableOnce('Database is not ready!')).signIn();
	expect(n8n.arrivals.map(({ method, url }) => `${method} ${url}`)).toEqual([
		'POST /rest/login',
		'POST /rest/login',
	]);
	expect(n8n.arrivals[1]?.body).toBe(n8n.arrivals[0]?.body);
});

test('no other refusal is', async () => {
	await expect((await unavailableOnce('Shutting down')).signIn()).rejects.toThrow(
		'n8n answered POST /rest/login with 503: Shutting down',
	);
	expect(n8n.arrivals).toHaveLength(1);
});
