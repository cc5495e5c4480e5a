import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import axios from 'axios';
import { maybeTextAt } from './answers.mts';
import { chosenContainer, N8nContainer } from './container.mts';
import type { ContainerChoice } from './container.mts';
import { locateN8n } from './location.cjs';
import { isSince } from './version.mts';

const START_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 15_000;
const LOG_LINES_SHOWN = 30;
const NEEDED_NODE = 24;

/** n8n as it has been started, and how to end it. */
interface Started {
	child: ChildProcess;
	signal: (signal: 'SIGTERM' | 'SIGKILL') => void | Promise<void>;
}

interface StartN8n {
	/** the whole environment */
	env: Record<string, string>;
	/** n8n's own, with its options */
	command: string[];
	/** open file that gets what n8n writes */
	log: number;
}

/** @throws Error when n8n is not installed */
function startInstalled({ env, command, log }: StartN8n): Started {
	const n8n = locateN8n();
	const thisNodeIsOld = Number(process.versions.node.split('.')[0]) < NEEDED_NODE;
	if (n8n.ownNode === undefined && thisNodeIsOld) {
		throw new Error(`n8n needs Node 24, and this is ${process.versions.node}.`);
	}
	if (!n8n.installed) {
		throw new Error(
			`n8n ${n8n.version} is not installed in ${n8n.folder}. "npm run demo" and "npm test" install the usual n8n, "npm run test:compat" others.`,
		);
	}
	const child = spawn(
		n8n.ownNode ?? process.execPath,
		[
			...['--require', path.join(import.meta.dirname, 'exitWithParent.cjs')],
			...[n8n.executable, ...command],
		],
		{
			cwd: n8n.folder,
			// n8n starts a tenth faster when Node keeps what it has compiled
			env: { ...env, NODE_COMPILE_CACHE: path.join(n8n.folder, 'compiled') },
			stdio: ['ignore', log, log, 'ipc'],
		},
	);
	return {
		child,
		signal: (signal) => {
			child.kill(signal);
		},
	};
}

function startInContainer(container: ContainerChoice, options: StartN8n): Started {
	const n8n = new N8nContainer(container, options);
	return {
		child: n8n.child,
		signal: async (signal) => {
			await n8n.signal(signal);
		},
	};
}

export interface ProcessOptions {
	/** n8n's own, with its options; `start` unless told */
	command?: string[];
	/** the container to run it in; what `N8N_CONTAINER_IMAGE` names unless told */
	container?: ContainerChoice | undefined;
}

/** A running n8n: started, waited for, and ended for certain. */
export class N8nProcess {
	private readonly started: Started;
	private readonly logFile: string;
	/** what the log held before this n8n */
	private readonly logBefore: number;
	private readonly ended: Promise<unknown>;
	/** whether it is a main process, which the editor talks to, and not a worker */
	private readonly hasEditor: boolean;

	/**
	 * @param env the whole environment
	 * @param logFile what n8n writes is added to it
	 * @throws Error when n8n is not installed, or cannot be run in the container like this
	 */
	constructor(
		env: Record<string, string>,
		logFile: string,
		{ command = ['start'], container = chosenContainer() }: ProcessOptions = {},
	) {
		this.logFile = logFile;
		this.hasEditor = command[0] === 'start';
		const log = openSync(logFile, 'a');
		try {
			this.logBefore = fstatSync(log).size;
			const options = { env, command, log };
			this.started = container ? startInContainer(container, options) : startInstalled(options);
		} finally {
			closeSync(log);
		}
		this.ended = once(this.child, 'exit');
		// the channel is there to be closed, and must not keep this process alive
		this.child.channel?.unref();
	}

	private get child(): ChildProcess {
		return this.started.child;
	}

	/** Process id of n8n, or of what waits for its container. */
	get pid(): number {
		if (this.child.pid === undefined) throw new Error('n8n could not be started.');
		return this.child.pid;
	}

	get hasEnded(): boolean {
		return this.child.exitCode !== null || this.child.signalCode !== null;
	}

	/**
	 * Waits until n8n answers and its triggers are registered.
	 *
	 * @throws Error with the end of the log when n8n ends or takes longer than five minutes
	 */
	async ready(url: string): Promise<void> {
		const end = Date.now() + START_TIMEOUT_MS;
		while (!(await this.answers(url))) {
			if (this.hasEnded) throw this.failure('ended while it was starting');
			if (Date.now() > end) {
				await this.kill();
				throw this.failure(`was not ready after ${String(START_TIMEOUT_MS / 1000)} s`);
			}
			await delay(200);
		}
	}

	/** Lets n8n finish what it is doing; ends it the hard way when that takes longer than 15 seconds. */
	async stop(): Promise<void> {
		if (this.hasEnded) return;
		await this.started.signal('SIGTERM');
		const patience = setTimeout(() => void this.started.signal('SIGKILL'), STOP_TIMEOUT_MS);
		await this.ended;
		clearTimeout(patience);
	}

	/** Ends n8n at once, as a power cut would. */
	async kill(): Promise<void> {
		if (this.hasEnded) return;
		await this.started.signal('SIGKILL');
		await this.ended;
	}

	private async answers(url: string): Promise<boolean> {
		try {
			const options = { proxy: false, timeout: 2000, validateStatus: () => true } as const;
			const ready = await axios.get<unknown>(`${url}/healthz/readiness`, options);
			// whoever else listens there may have an answer to any question
			const isN8n = ready.status === 200 && maybeTextAt(ready.data, 'status') === 'ok';
			if (!isN8n || !this.saysThatItIsReady()) return false;
			// a moment before it knows its own paths, which on a busy machine is some seconds
			return !this.hasEditor || (await axios.get(`${url}/rest/login`, options)).status !== 404;
		} catch {
			return false;
		}
	}

	/** An older n8n calls itself ready when its database is, some time before anything can be asked. */
	private saysThatItIsReady(): boolean {
		if (isSince('2.40.0')) return true;
		const log = readFileSync(this.logFile).subarray(this.logBefore).toString();
		return /Editor is now accessible|n8n worker is now ready/.test(log);
	}

	private failure(what: string): Error {
		return new Error(`n8n ${what}. ${this.logEnd()}`);
	}

	/** The last lines that n8n wrote, for an error. */
	logEnd(): string {
		const lines = readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-LOG_LINES_SHOWN);
		return `The end of n8n’s log:\n${lines.join('\n')}`;
	}
}
