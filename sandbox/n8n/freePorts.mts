import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { holderRuns, tryToTake } from './processLock.cjs';

// Below the ports that a system gives to whoever asks for any (from 32,768 on Linux, from 49,152 on
// macOS): n8n takes seconds until it listens, and by then another server or connection could have one.
const FIRST = 15_000;
const PORTS = 15_000;

const RESERVED = path.join(tmpdir(), `n8n-sandbox-ports-${String(userInfo().uid)}`);

const reserved = new Set<string>();
process.once('exit', () => {
	for (const lock of reserved) rmSync(lock, { recursive: true, force: true });
});

const anyPort = (): number => FIRST + Math.floor(Math.random() * PORTS);

/**
 * Ports of this machine that nobody listens on, all different. They stay reserved until this process
 * ends, so that no other test on this machine gets them.
 *
 * @param candidate the next port to try
 */
export async function freePorts(count: number, candidate = anyPort): Promise<number[]> {
	mkdirSync(RESERVED, { recursive: true });
	const ports: number[] = [];
	while (ports.length < count) {
		const port = candidate();
		if (reserve(port) && (await isFree(port))) ports.push(port);
	}
	return ports;
}

/** @returns false when another process has the port, or has left it behind */
function reserve(port: number): boolean {
	const lock = path.join(RESERVED, String(port));
	if (tryToTake(lock)) {
		reserved.add(lock);
		return true;
	}
	// then it is free the next time
	if (!holderRuns(lock)) rmSync(lock, { recursive: true, force: true });
	return false;
}

async function isFree(port: number): Promise<boolean> {
	const server = createServer().listen(port, '127.0.0.1');
	const isListening = await once(server, 'listening').then(
		() => true,
		() => false,
	);
	if (isListening) {
		server.close();
		await once(server, 'close');
	}
	return isListening;
}
