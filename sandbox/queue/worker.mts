import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installPackages } from '../n8n/communityPackage.mts';
import { writeClock } from '../n8n/clockFile.mts';
import { n8nEnvironment } from '../n8n/environment.mts';
import type { N8nHost } from '../n8n/host.mts';
import { freePorts } from '../n8n/freePorts.mts';
import { N8nProcess } from '../n8n/n8nProcess.mts';

export interface WorkerOptions {
	/** the n8n whose executions it carries out; its key is the worker's too, and at first its clock */
	main: N8nHost;
	/** PostgreSQL and Redis, by the names of n8n's environment variables */
	env: Record<string, string>;
	/** a packed community package to load instead of this project */
	tarball?: string;
}

/** An `n8n worker` with this project's package, in a user folder of its own, as on another machine. */
export class N8nWorker {
	readonly logFile: string;
	private readonly clockFile: string;
	private readonly folder: string;
	private readonly url: string;
	private readonly env: Record<string, string>;
	private process: N8nProcess | undefined;

	private constructor(
		folder: string,
		[port, brokerPort]: [number, number],
		options: WorkerOptions,
	) {
		const { main, env } = options;
		this.folder = folder;
		this.logFile = path.join(folder, 'worker.log');
		this.clockFile = path.join(folder, 'clock');
		copyFileSync(main.clockFile, this.clockFile);
		this.url = `http://127.0.0.1:${String(port)}`;
		this.env = {
			...n8nEnvironment({
				userFolder: folder,
				port,
				brokerPort,
				encryptionKey: main.encryptionKey,
				clockFile: this.clockFile,
				env: {
					...env,
					// so that it can be asked whether it is ready
					QUEUE_HEALTH_CHECK_ACTIVE: 'true',
					QUEUE_HEALTH_CHECK_PORT: String(port),
					N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
				},
			}),
			N8N_HOST_REMOVE_FOLDER: folder,
		};
	}

	/** Starts a worker. @throws Error with the end of its log when it does not start */
	static async start(options: WorkerOptions): Promise<N8nWorker> {
		const [port, brokerPort] = await freePorts(2);
		if (port === undefined || brokerPort === undefined) throw new Error('No free port was found.');
		const folder = mkdtempSync(path.join(tmpdir(), 'n8n-worker-'));
		const worker = new N8nWorker(folder, [port, brokerPort], options);
		try {
			await installPackages(folder, { tarball: options.tarball });
			await worker.run();
			return worker;
		} catch (error) {
			await worker.abandon();
			throw error;
		}
	}

	/** Process id; undefined while it does not run. */
	get pid(): number | undefined {
		return this.process?.hasEnded === false ? this.process.pid : undefined;
	}

	/** Moves its clock, which it notices within a second. @param aheadBy in ms */
	moveClock(aheadBy: number): void {
		writeClock(this.clockFile, aheadBy);
	}

	/** Ends it at once, as a power cut would. */
	async kill(): Promise<void> {
		await this.process?.kill();
	}

	/** Ends it (unless `kill` has) and starts it again in the same folder. */
	async restart(): Promise<void> {
		await this.process?.stop();
		await this.run();
	}

	/** Ends it at once and leaves nothing behind. */
	async abandon(): Promise<void> {
		await this.kill();
		rmSync(this.folder, { recursive: true, force: true });
	}

	private async run(): Promise<void> {
		// one at a time, so that two executions at once are in two workers
		this.process = new N8nProcess(this.env, this.logFile, {
			command: ['worker', '--concurrency=1'],
		});
		await this.process.ready(this.url);
	}
}
