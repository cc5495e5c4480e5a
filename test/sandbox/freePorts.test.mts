import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePorts } from '../../sandbox/n8n/freePorts.mts';

test('ports are different, and below those that a system gives to whoever asks for any', async () => {
	const ports = await freePorts(20);
	expect(new Set(ports).size).toBe(20);
	expect(Math.max(...ports)).toBeLessThan(32_768);
});

test('a port that somebody listens on, or that was given before, is not given', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const taken = typeof address === 'object' ? (address?.port ?? 0) : 0;
	const [given = 0] = await freePorts(1);
	const candidates = [taken, given];
	let next = given + 1;
	const [found] = await freePorts(1, () => candidates.shift() ?? next++);
	server.close();
	await once(server, 'close');
	expect(candidates).toEqual([]);
	expect(found).not.toBe(taken);
	expect(found).not.toBe(given);
});
