import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

// Below the ports that a system gives to whoever asks for any (from 32,768 on Linux, from 49,152 on
// macOS): n8n takes seconds until it listens, and by then another server or connection could have one.
const FIRST = 15_000;
const PORTS = 15_000;

const RESERVED = path.join(tmpdir(), `n8n-sandbox-ports-${String(userInfo().uid)}`);

const reserved = new Set<string>();
process.once('exit', () => {
	for (const file of reserved) rmSync(file, { force: true });
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

/** @returns false when a process that still runs has the port */
function reserve(port: number): boolean {
	const file = path.join(RESERVED, String(port));
	try {
		writeFileSync(file, String(process.pid), { flag: 'wx' });
	} catch {
		const pid = Number(readFileSync(file, { encoding: 'utf8', flag: 'a+' }));
		if (!isRunning(pid)) rmSync(file, { force: true });
		// it is another's, or free the next time
		return false;
	}
	reserved.add(file);
	return true;
}

function isRunning(pid: number): boolean {
	// it is being written at this moment
	if (pid === 0) return true;
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
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
