import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Judged, Loaded, Order, Report, Request } from './messages.mts';

const JEST = createRequire(import.meta.url).resolve('jest/bin/jest');
const CONFIG = path.join(import.meta.dirname, 'inJest', 'jest.config.mjs');
const LOADS_WITHIN_MS = 300_000;
/** Few, because each property runs once for each mutant; with one seed, so that runs are comparable. */
const PROPERTIES = { FAST_CHECK_RUNS: '10', FAST_CHECK_SEED: '1' };

/** The test file could not be loaded, or its process ended. The message says why. */
export class SessionFailed extends Error {}

/** The process did not answer in time: with this mutant, the code does not end. */
export class NoAnswer extends Error {}

/** A process of its own that has loaded one test file and runs its tests, with one mutant at a time. */
export class Session {
	private readonly child: ChildProcess;
	private errors = '';

	/** @param sources where the code with mutants is */
	constructor(root: string, testFile: string, sources: string) {
		this.child = fork(
			JEST,
			['--config', CONFIG, '--runInBand', '--silent', '--runTestsByPath', testFile],
			{
				cwd: root,
				env: { ...process.env, ...PROPERTIES, MUTATION_SOURCES: sources },
				stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
			},
		);
		this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
			this.errors = `${this.errors}${text}`.slice(-4_000);
		});
	}

	/** Loads the file and runs it without a mutant. */
	async learn(): Promise<Loaded> {
		return await this.ask('loaded', { kind: 'learn' }, LOADS_WITHIN_MS);
	}

	/** Loads the file that another session has learned about. */
	async resume({ tests }: Loaded): Promise<void> {
		const milliseconds = tests.map((test) => test.milliseconds);
		await this.ask('resumed', { kind: 'resume', milliseconds }, LOADS_WITHIN_MS);
	}

	/** @throws NoAnswer when it takes longer than `withinMs`; the session is over then */
	async judge(order: Order, withinMs: number): Promise<Judged> {
		return await this.ask('judged', order, withinMs);
	}

	end(): void {
		this.child.removeAllListeners();
		this.child.kill('SIGKILL');
	}

	private async ask<Kind extends Report['kind']>(
		kind: Kind,
		request: Request,
		withinMs: number,
	): Promise<Extract<Report, { kind: Kind }>> {
		this.child.send(request);
		const report = await this.next(withinMs);
		const isMeant = (other: Report): other is Extract<Report, { kind: Kind }> =>
			other.kind === kind;
		if (isMeant(report)) return report;
		throw new SessionFailed(report.kind === 'unfit' ? report.reason : 'it answered out of turn');
	}

	private async next(withinMs: number): Promise<Report> {
		return await new Promise((resolve, reject) => {
			const settle = (then: () => void) => {
				clearTimeout(timer);
				this.child.removeAllListeners('message');
				this.child.removeAllListeners('exit');
				then();
			};
			const timer = setTimeout(() => {
				settle(() => {
					reject(new NoAnswer());
				});
			}, withinMs);
			this.child.once('message', (report: Report) => {
				settle(() => {
					resolve(report);
				});
			});
			this.child.once('exit', () => {
				settle(() => {
					const [sentence = 'its process ended'] = this.errors.trim().split('\n');
					reject(new SessionFailed(sentence));
				});
			});
		});
	}
}
