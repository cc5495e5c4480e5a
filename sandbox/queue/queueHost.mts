import { readFileSync } from 'node:fs';
import { clockNoticed } from '../n8n/clockFile.mts';
import { startN8n } from '../n8n/host.mts';
import type { N8nHost } from '../n8n/host.mts';
import type { DataServer } from './dataServer.mts';
import { startPostgres } from './postgres.mts';
import { startRedis } from './redis.mts';
import { N8nWorker } from './worker.mts';

export interface QueueOptions {
	workers: number;
	/** the instant at which all clocks start, such as `2028-02-28 06:58:30` (UTC) */
	fakeTime: string;
	/** a packed community package to load instead of this project */
	tarball?: string;
	say?: (text: string) => void;
}

const MINUTE = 60_000;
const QUEUE_SETTINGS = {
	EXECUTIONS_MODE: 'queue',
	// as n8n recommends: a run from the editor is a worker's, too
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	// a moved clock makes executions look old
	EXECUTIONS_DATA_PRUNE: 'false',
};

/**
 * n8n in queue mode on this machine: a main process that polls and hands executions out, workers
 * that carry them out, and the PostgreSQL and the Redis that they share. All of it ends when this
 * process ends, in whatever way.
 */
export class QueueHost {
	readonly main: N8nHost;
	readonly workers: readonly N8nWorker[];
	private readonly servers: readonly DataServer[];
	private clockIsOffBy: number;

	private constructor(
		main: N8nHost,
		workers: readonly N8nWorker[],
		servers: readonly DataServer[],
		clockIsOffBy: number,
	) {
		this.main = main;
		this.workers = workers;
		this.servers = servers;
		this.clockIsOffBy = clockIsOffBy;
	}

	/** @throws Error in plain words when something that is needed is not there or does not start */
	static async start(options: QueueOptions): Promise<QueueHost> {
		const { workers, fakeTime, tarball, say = () => undefined } = options;
		const packed = tarball === undefined ? {} : { tarball };
		const started: (() => Promise<void>)[] = [];
		try {
			say('Starting PostgreSQL and Redis …');
			const postgres = await startPostgres();
			started.unshift(postgres.stop);
			const redis = await startRedis();
			started.unshift(redis.stop);
			const env = { ...QUEUE_SETTINGS, ...postgres.env, ...redis.env };
			say('Starting n8n (about 20 seconds) …');
			const main = await startN8n({ env, fakeTime, ...packed });
			started.unshift(async () => {
				await main.abandon();
			});
			const clockIsOffBy = offsetOf(fakeTime);
			say(`Starting ${String(workers)} workers (about 15 seconds) …`);
			const starting = Array.from({ length: workers }, async () => {
				const worker = await N8nWorker.start({ main, env, ...packed });
				started.unshift(async () => {
					await worker.abandon();
				});
				return worker;
			});
			// when one fails, the others have to be there to be stopped
			await Promise.allSettled(starting);
			const crew = await Promise.all(starting);
			return new QueueHost(main, crew, [postgres, redis], clockIsOffBy);
		} catch (error) {
			for (const end of started) await end();
			throw error;
		}
	}

	/** What the clock of all of n8n says, in milliseconds since 1970. */
	readonly now = (): number => Date.now() + this.clockIsOffBy;

	/**
	 * Moves the clock of all of n8n while it runs, by whole minutes: n8n's timers do not see it, and
	 * only so they go on at the seconds of the poll times. Else polls of one trigger would overlap.
	 *
	 * The workers come first. If main did, it could poll before a worker's clock is right, and the gifts
	 * of the new day would be too early for that worker.
	 *
	 * @param minute about when it is to be, such as `2028-02-28 06:58` (UTC); the seconds stay
	 */
	async moveClock(minute: string): Promise<void> {
		const wanted = Date.parse(`${minute.replace(' ', 'T')}Z`);
		const now = this.now();
		const instant = wanted + (now % MINUTE);
		this.clockIsOffBy += instant - now;
		for (const worker of this.workers) worker.moveClock(this.clockIsOffBy);
		await clockNoticed();
		await this.main.moveClock(textOf(this.now()));
	}

	/** Starts the main process again, after `main.kill` or in good order, on the same clock. */
	async restartMain(): Promise<void> {
		await this.main.restart({ fakeTime: textOf(this.now()) });
	}

	/** The numbers of the workers that have begun an execution, by their own logs. */
	workersOf(executionId: string): number[] {
		const begun = new RegExp(`Worker started execution ${executionId}\\b`);
		return this.workers.flatMap(({ logFile }, index) =>
			begun.test(readFileSync(logFile, 'utf8')) ? index + 1 : [],
		);
	}

	/** Ends everything at once: nothing of it is needed any more. */
	async stop(): Promise<void> {
		for (const one of [...this.workers, this.main]) await one.abandon();
		for (const server of this.servers) await server.stop();
	}
}

const offsetOf = (instant: string): number =>
	Date.parse(`${instant.replace(' ', 'T')}Z`) - Date.now();

/** With milliseconds, such as `2028-02-28 06:58:30.250` (UTC). */
const textOf = (instant: number): string =>
	new Date(instant).toISOString().slice(0, -1).replace('T', ' ');
