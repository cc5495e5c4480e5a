import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ensureOnMachine } from '../n8n/debianPackages.mts';
import { freePorts } from '../n8n/freePorts.mts';
import { GuardedServer } from './guardedServer.mts';
import type { DataServer } from './dataServer.mts';

const run = promisify(execFile);

const NAME = 'n8n';
/** Where Debian keeps the programs of each version. */
const DEBIAN_VERSIONS = '/usr/lib/postgresql';
/** whom PostgreSQL may run as when we are root, which it refuses to run as */
const UNPRIVILEGED_USERS = ['postgres', 'nobody'];

/** The folder of PostgreSQL's programs: of Debian's newest version, or wherever the path leads to. */
function programs(): string | undefined {
	const versions = existsSync(DEBIAN_VERSIONS) ? readdirSync(DEBIAN_VERSIONS) : [];
	const folders = [
		...versions
			.sort((one, other) => Number(other) - Number(one))
			.map((version) => path.join(DEBIAN_VERSIONS, version, 'bin')),
		...(process.env.PATH ?? '').split(path.delimiter),
	];
	return folders.find((folder) =>
		['initdb', 'postgres'].every((program) => existsSync(path.join(folder, program))),
	);
}

function unprivilegedUser(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	for (const user of UNPRIVILEGED_USERS) {
		try {
			const [uid, gid] = ['-u', '-g'].map((which) =>
				Number(execFileSync('id', [which, user], { stdio: 'pipe' })),
			);
			if (uid !== undefined && gid !== undefined) return { uid, gid };
		} catch {
			// no such user: the next one
		}
	}
	throw new Error(
		'PostgreSQL does not run as root, and this machine has no user postgres or nobody.',
	);
}

/**
 * Starts a PostgreSQL of its own for n8n, on this machine only, in a folder that goes with it.
 *
 * @throws Error that says what to install when there is no PostgreSQL, or the end of its log when it
 * does not start
 */
export async function startPostgres(): Promise<DataServer> {
	await ensureOnMachine({
		isThere: () => programs() !== undefined,
		packages: ['postgresql'],
		purpose: 'Queue mode keeps its workflows in PostgreSQL',
	});
	const bin = programs() ?? '';
	const user = unprivilegedUser();
	const password = randomBytes(16).toString('hex');
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-postgres-'));
	try {
		const cluster = path.join(folder, 'cluster');
		const passwordFile = path.join(folder, 'password');
		writeFileSync(passwordFile, password, { mode: 0o600 });
		if (user) for (const owned of [folder, passwordFile]) chownSync(owned, user.uid, user.gid);
		await run(
			path.join(bin, 'initdb'),
			[
				...['--pgdata', cluster, '--username', NAME, '--pwfile', passwordFile],
				...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
			],
			{ cwd: folder, ...user },
		);
		const [port] = await freePorts(1);
		const server = new GuardedServer({
			name: 'PostgreSQL',
			command: path.join(bin, 'postgres'),
			args: [
				...['-D', cluster, '-h', '127.0.0.1', '-p', String(port)],
				// no file beside the folder, and nothing that is to survive this machine
				...['-c', 'unix_socket_directories=', '-c', 'fsync=off'],
			],
			folder,
			endSignal: 'SIGQUIT',
			user,
		});
		await server.ready();
		return {
			env: {
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: '127.0.0.1',
				DB_POSTGRESDB_PORT: String(port),
				DB_POSTGRESDB_DATABASE: 'postgres',
				DB_POSTGRESDB_USER: NAME,
				DB_POSTGRESDB_PASSWORD: password,
			},
			stop: async () => {
				await server.stop();
			},
		};
	} catch (error) {
		rmSync(folder, { recursive: true, force: true });
		throw error;
	}
}
