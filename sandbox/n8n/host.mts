import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { textAt } from './answers.mts';
import { N8nApi } from './api.mts';
import { installPackages } from './communityPackage.mts';
import { chosenContainer } from './container.mts';
import type { ContainerChoice } from './container.mts';
import { clockNoticed, writeClock } from './clockFile.mts';
import { n8nEnvironment } from './environment.mts';
import { freePorts } from './freePorts.mts';
import { N8nProcess } from './n8nProcess.mts';
import { copyPreparedFolder } from './preparedFolder.mts';
import type { Owner } from './session.mts';

export { hasLibfaketime } from './environment.mts';
export { outputOf } from './executionData.mts';
export type { Execution, ExecutionSummary } from './executionData.mts';
export type { WorkflowJson } from './api.mts';

/** What can be different from one start to the next. */
export interface StartOptions {
	/** settings for n8n, by the names of its environment variables */
	env?: Record<string, string>;
	/** the instant at which n8n's clock starts, such as `2028-02-28 06:58:30` (UTC) */
	fakeTime?: string;
	/** how many times faster that clock runs, timers included; 1 unless told */
	speed?: number;
}

export interface N8nOptions extends StartOptions {
	/** n8n's user folder; kept when it stops. Without one, a new folder is used and then removed. */
	userFolder?: string;
	/** what n8n writes is added to it; by default n8n.log in the user folder */
	logFile?: string;
	/** a packed community package to load instead of this project's */
	tarball?: string;
	/** the container to run n8n in; what `N8N_CONTAINER_IMAGE` names unless told */
	container?: ContainerChoice;
	/** whether people will look at it in a browser; tests that do not are faster without the editor */
	editor?: boolean;
}

interface Identity {
	owner: Owner;
	encryptionKey: string;
}

/** Made on the first start in a user folder and kept there, so that a later start can sign in. */
function identityOf(userFolder: string): Identity {
	const file = path.join(userFolder, 'sandbox-owner.json');
	if (!existsSync(file)) {
		const identity: Identity = {
			// n8n asks for a capital letter and a digit
			owner: { email: 'owner@sandbox.test', password: `A1${randomBytes(12).toString('hex')}` },
			encryptionKey: randomBytes(24).toString('hex'),
		};
		writeFileSync(file, JSON.stringify(identity), { mode: 0o600 });
		return identity;
	}
	const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
	return {
		owner: { email: textAt(stored, 'owner.email'), password: textAt(stored, 'owner.password') },
		encryptionKey: textAt(stored, 'encryptionKey'),
	};
}

/** An n8n with this project's package in it, on this machine only. Made by `startN8n`. */
export class N8nHost extends N8nApi {
	readonly userFolder: string;
	readonly logFile: string;
	/** with which n8n encrypts credentials; its workers need the same */
	readonly encryptionKey: string;
	private readonly removesFolder: boolean;
	private readonly port: number;
	private readonly brokerPort: number;
	private readonly container: ContainerChoice | undefined;
	private readonly editor: boolean;
	private options: StartOptions;
	/** what n8n's clock is ahead by when it starts, and since when it runs faster, in ms */
	private clock = { aheadBy: 0, runsSince: 0 };
	private process: N8nProcess | undefined;

	constructor(
		{ userFolder, logFile, container = chosenContainer(), editor = false, ...options }: N8nOptions,
		[port, brokerPort]: readonly [number, number],
	) {
		const folder = userFolder ?? mkdtempSync(path.join(tmpdir(), 'n8n-host-'));
		mkdirSync(folder, { recursive: true });
		// an image has its own n8n, whose database may be another
		if (userFolder === undefined && !container) copyPreparedFolder(folder);
		const { owner, encryptionKey } = identityOf(folder);
		super(`http://127.0.0.1:${String(port)}`, owner);
		this.userFolder = folder;
		this.logFile = logFile ?? path.join(folder, 'n8n.log');
		this.removesFolder = userFolder === undefined;
		this.port = port;
		this.brokerPort = brokerPort;
		this.container = container;
		this.editor = editor;
		this.encryptionKey = encryptionKey;
		this.options = { ...options };
	}

	/** The editor's address, for a browser; `owner` is who signs in there. */
	get editorUrl(): string {
		return `${this.url}/`;
	}

	/** Process id of n8n, or of what waits for its container; undefined while it does not run. */
	get pid(): number | undefined {
		return this.process?.hasEnded === false ? this.process.pid : undefined;
	}

	/** The last lines of n8n’s log, for an error. */
	logEnd(): string {
		return this.process?.logEnd() ?? '';
	}

	/** What n8n's clock says, in milliseconds since 1970; it goes on while n8n is down. */
	readonly now = (): number => {
		const { aheadBy, runsSince } = this.clock;
		const { speed = 1 } = this.options;
		return Date.now() + aheadBy + (Date.now() - runsSince) * (speed - 1);
	};

	/** Starts n8n on what is in the user folder and signs in. `startN8n` has done this. */
	async start(): Promise<void> {
		const { env: settings, fakeTime, speed = 1 } = this.options;
		this.clock = { aheadBy: 0, runsSince: Date.now() };
		if (fakeTime !== undefined) this.setClock(fakeTime);
		const env = n8nEnvironment({
			env: settings,
			clockFile: fakeTime === undefined ? undefined : this.clockFile,
			isFaster: speed !== 1,
			userFolder: this.userFolder,
			port: this.port,
			brokerPort: this.brokerPort,
			encryptionKey: this.encryptionKey,
			editor: this.editor,
		});
		if (this.removesFolder) env.N8N_HOST_REMOVE_FOLDER = this.userFolder;
		this.process = new N8nProcess(env, this.logFile, { container: this.container });
		await this.process.ready(this.url);
		await this.signIn();
	}

	/**
	 * Moves the clock of an n8n that was started with `fakeTime` while it runs, as happens to a
	 * machine that was suspended. Signs in again, because a session may be over by then.
	 *
	 * @param instant such as `2028-02-28 06:58:30` (UTC)
	 */
	async moveClock(instant: string): Promise<void> {
		if (this.options.fakeTime === undefined) {
			throw new Error('Only the clock of an n8n that was started with fakeTime can be moved.');
		}
		this.setClock(instant);
		await clockNoticed();
		await this.signIn();
	}

	/** Ends n8n in good order, and removes its user folder unless that was given. */
	async stop(): Promise<void> {
		await this.stopKeeping();
		this.removeFolder();
	}

	/** Ends n8n in good order; the user folder stays, for `restart`. */
	async stopKeeping(): Promise<void> {
		await this.process?.stop();
	}

	/** Ends n8n at once, as a power cut would. The user folder stays, for `restart`. */
	async kill(): Promise<void> {
		await this.process?.kill();
	}

	/**
	 * Ends n8n (unless `kill` has) and starts it again in the same folder, at the same address.
	 *
	 * @param changes what is different from now on; the rest stays as it was
	 */
	async restart(changes: StartOptions = {}): Promise<void> {
		await this.stopKeeping();
		this.options = {
			...this.options,
			...changes,
			env: { ...this.options.env, ...changes.env },
		};
		await this.start();
	}

	/** Leaves nothing behind after a start that failed. */
	async abandon(): Promise<void> {
		await this.kill();
		this.removeFolder();
	}

	/** Says how far n8n's clock is off, when it was started with `fakeTime`. */
	get clockFile(): string {
		return path.join(this.userFolder, 'clock');
	}

	private setClock(instant: string): void {
		const wanted = Date.parse(`${instant.replace(' ', 'T')}Z`);
		if (Number.isNaN(wanted)) throw new Error(`${instant} is not like 2028-02-28 06:58:30.`);
		this.clock.aheadBy += wanted - this.now();
		writeClock(this.clockFile, this.clock.aheadBy, this.options.speed);
	}

	private removeFolder(): void {
		if (this.removesFolder) rmSync(this.userFolder, { recursive: true, force: true });
	}
}

/**
 * Starts the pinned n8n with this project's packages, packed as they would be published, and signs in
 * as its owner. It listens on 127.0.0.1 only, calls none of n8n's own servers, and ends when this
 * process ends, in whatever way.
 *
 * @throws Error when the package is not built, n8n is not installed, or n8n does not start (with the
 * end of its log)
 */
export async function startN8n(options: N8nOptions = {}): Promise<N8nHost> {
	const { tarball, ...rest } = options;
	const [port, brokerPort] = await freePorts(2);
	if (port === undefined || brokerPort === undefined) throw new Error('No free port was found.');
	const host = new N8nHost(rest, [port, brokerPort]);
	try {
		await installPackages(host.userFolder, { tarball });
		await host.start();
		return host;
	} catch (error) {
		await host.abandon();
		throw error;
	}
}
