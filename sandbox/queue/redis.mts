import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureOnMachine } from '../n8n/debianPackages.mts';
import { freePorts } from '../n8n/freePorts.mts';
import type { DataServer } from './dataServer.mts';
import { GuardedServer } from './guardedServer.mts';

function program(): string | undefined {
	return (process.env.PATH ?? '')
		.split(path.delimiter)
		.map((folder) => path.join(folder, 'redis-server'))
		.find((file) => existsSync(file));
}

/**
 * Starts a Redis of its own for n8n's queue, on this machine only, which keeps nothing on disk.
 *
 * @throws Error that says what to install when there is no Redis, or the end of its log when it does
 * not start
 */
export async function startRedis(): Promise<DataServer> {
	await ensureOnMachine({
		isThere: () => program() !== undefined,
		packages: ['redis-server'],
		purpose: 'Queue mode hands its work out through Redis',
	});
	const password = randomBytes(16).toString('hex');
	const [port] = await freePorts(1);
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-redis-'));
	const settings = path.join(folder, 'redis.conf');
	writeFileSync(
		settings,
		`bind 127.0.0.1\nport ${String(port)}\nrequirepass ${password}\nsave ""\nappendonly no\ndir "${folder}"\n`,
		{ mode: 0o600 },
	);
	const server = new GuardedServer({
		name: 'Redis',
		command: program() ?? '',
		args: [settings],
		folder,
		endSignal: 'SIGTERM',
	});
	await server.ready();
	return {
		env: {
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(port),
			QUEUE_BULL_REDIS_PASSWORD: password,
		},
		stop: async () => {
			await server.stop();
		},
	};
}
