import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const START_TIMEOUT_MS = 30_000;
const LOG_LINES_SHOWN = 20;
// PostgreSQL and Redis both say so, in their own case
const READY = /ready to accept connections/i;

export interface ServerCommand {
	/** such as `PostgreSQL`, for messages */
	name: string;
	/** path of the program */
	command: string;
	args: string[];
	/** the server's own, removed when it ends; its log goes there too */
	folder: string;
	/** what ends it at once and in good order */
	endSignal: NodeJS.Signals;
	/** who runs it, when that is not who runs this process */
	user?: { uid: number; gid: number } | undefined;
}

/** A server of this machine that ends with this process, in whatever way that ends. */
export class GuardedServer {
	private readonly name: string;
	private readonly folder: string;
	private readonly logFile: string;
	private readonly guard: ChildProcess;
	private readonly ended: Promise<unknown>;

	constructor({ name, folder, ...command }: ServerCommand) {
		this.name = name;
		this.folder = folder;
		this.logFile = path.join(folder, 'server.log');
		const log = openSync(this.logFile, 'a');
		this.guard = spawn(
			process.execPath,
			[path.join(import.meta.dirname, 'serverGuard.cjs'), JSON.stringify({ ...command, folder })],
			// the words that are waited for must be English
			{ env: { PATH: process.env.PATH, LC_ALL: 'C' }, stdio: ['ignore', log, log, 'ipc'] },
		);
		closeSync(log);
		this.ended = once(this.guard, 'exit');
		// the channel is there to be closed, and must not keep this process alive
		this.guard.channel?.unref();
	}

	/** @throws Error with the end of its log when the server ends, or takes longer than half a minute */
	async ready(): Promise<void> {
		const end = Date.now() + START_TIMEOUT_MS;
		for (;;) {
			const hasEnded = this.guard.exitCode !== null || this.guard.signalCode !== null;
			const log = readFileSync(this.logFile, 'utf8');
			if (!hasEnded && READY.test(log)) return;
			if (hasEnded || Date.now() > end) {
				await this.stop();
				const lines = log.trimEnd().split('\n').slice(-LOG_LINES_SHOWN).join('\n');
				throw new Error(`${this.name} did not start. The end of its log:\n${lines}`);
			}
			await delay(50);
		}
	}

	/** Ends the server and removes its folder. */
	async stop(): Promise<void> {
		if (this.guard.connected) this.guard.disconnect();
		await this.ended;
		rmSync(this.folder, { recursive: true, force: true });
	}
}
