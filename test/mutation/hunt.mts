import { setTimeout as pause } from 'node:timers/promises';
import { Imports } from './imports.mts';
import { byFile } from './instrument.mts';
import type { Mutant } from './instrument.mts';
import type { Loaded, Order } from './messages.mts';
import type { Fate, Pair, Results } from './results.mts';
import { NoAnswer, Session, SessionFailed } from './session.mts';

/** A mutant is tried with the nearest tests, for so long altogether, and for so long with one file's. */
const TRIED_FOR_MS = 6_000;
const WITH_ONE_FILE_MS = 2_000;
/** Tests that are not about the mutant itself, because it acts while modules load. */
const OTHER_TESTS_MS = 600;
const FAST_MS = 200;
const PATIENCE_MS = 15_000;
const SLOWER_AT_MOST = 12;

interface Hunted {
	root: string;
	/** where the code with mutants is */
	sources: string;
	mutants: readonly Mutant[];
	testFiles: readonly string[];
	results: Results;
	say: (text: string) => void;
}

/** Runs the tests on the mutants, those of one file after those of another, until each mutant is killed or has been tried long enough. */
export class Hunt {
	private readonly imports: Imports;
	private readonly codeHashes = new Map<string, string>();
	private readonly testHashes = new Map<string, string>();
	private readonly byFile: Map<string, readonly Mutant[]>;
	private readonly atWork = new Set<Mutant>();
	/** test files that fail without a mutant, with the reason */
	readonly unfit = new Map<string, string>();

	private readonly hunted: Hunted;

	constructor(hunted: Hunted) {
		this.hunted = hunted;
		this.imports = new Imports(hunted.root);
		this.byFile = byFile(hunted.mutants);
	}

	/** @param workers how many test files at once */
	async run(workers: number): Promise<void> {
		const waiting = this.nearestFirst();
		const total = waiting.length;
		const work = async () => {
			for (let test = waiting.shift(); test !== undefined; test = waiting.shift()) {
				await this.tryAll(test, `test file ${String(total - waiting.length)} of ${String(total)}`);
			}
		};
		await Promise.all(Array.from({ length: workers }, work));
	}

	/** The test that noticed the mutant, if one did. */
	killedBy(mutant: Mutant): string | undefined {
		for (const test of this.hunted.testFiles) {
			const fate = this.fate(test, mutant);
			if (fate?.killed) return `${test}: ${fate.by ?? ''}`;
		}
		return undefined;
	}

	/** Whether any test passes the mutant's place. */
	isReached(mutant: Mutant): boolean {
		return this.hunted.testFiles.some((test) =>
			this.hunted.results.reached(this.pair(mutant.file, test))?.includes(mutant.at),
		);
	}

	/** Test files that use little else come first: their tests are about this code, and fast. */
	private nearestFirst(): string[] {
		return this.hunted.testFiles
			.map((test) => ({ test, code: this.codeReachedFrom(test) }))
			.filter(({ code }) => code.some((file) => this.byFile.has(file)))
			.sort((one, other) => one.code.length - other.code.length)
			.map(({ test }) => test);
	}

	private codeReachedFrom(test: string): string[] {
		return [...this.imports.reachedFrom(test)].filter((file) => file.startsWith('nodes/'));
	}

	private async tryAll(test: string, place: string): Promise<void> {
		const code = this.codeReachedFrom(test).filter((file) => this.byFile.has(file));
		const candidates = code.flatMap((file) => {
			const reached = this.hunted.results.reached(this.pair(file, test));
			const mutants = this.byFile.get(file) ?? [];
			return reached ? mutants.filter(({ at }) => reached.includes(at)) : mutants;
		});
		let started: { session: Session; loaded: Loaded } | null = null;
		try {
			for (;;) {
				const open = candidates.filter((mutant) => this.isOpen(test, mutant));
				const mutant = open.find((one) => !this.atWork.has(one));
				if (!mutant) {
					if (open.length === 0) return;
					await pause(200);
					continue;
				}
				this.atWork.add(mutant);
				try {
					if (!started) {
						const left = this.hunted.mutants.filter((one) => this.killedBy(one) === undefined);
						this.hunted.say(`${String(left.length)} mutants left, ${place}: ${test}`);
						const session = new Session(this.hunted.root, test, this.hunted.sources);
						started = { session, loaded: await session.loaded() };
						this.noteReached(test, code, started.loaded);
						if (!this.isOpen(test, mutant)) continue;
					}
					const fate = await this.tryOne(started.session, started.loaded, mutant);
					this.hunted.results.noteFate(this.pair(mutant.file, test), mutant.at, fate);
					if (fate.killed && fate.by === null) {
						started.session.end();
						started = null;
					}
				} finally {
					this.atWork.delete(mutant);
				}
			}
		} catch (error) {
			if (!(error instanceof SessionFailed) && !(error instanceof NoAnswer)) throw error;
			this.unfit.set(test, error.message || 'it took too long to load');
			this.hunted.say(`${test} cannot be used: ${this.unfit.get(test) ?? ''}`);
		} finally {
			started?.session.end();
		}
	}

	private async tryOne(session: Session, loaded: Loaded, mutant: Mutant): Promise<Fate> {
		const { order, milliseconds } = orderFor(mutant, loaded);
		try {
			const within = PATIENCE_MS + milliseconds * SLOWER_AT_MOST;
			const { verdict, by } = await session.judge(order, within);
			return {
				killed: verdict === 'killed',
				by: by ?? (verdict === 'killed' ? '' : null),
				milliseconds,
			};
		} catch (error) {
			if (!(error instanceof SessionFailed) && !(error instanceof NoAnswer)) throw error;
			// the tests never end, or end the process
			return { killed: true, by: null, milliseconds };
		}
	}

	private noteReached(test: string, code: readonly string[], loaded: Loaded): void {
		const reached = new Set([
			...loaded.once,
			...loaded.around,
			...loaded.tests.flatMap(({ passed }) => Object.keys(passed)),
		]);
		for (const file of code) {
			const places = (this.byFile.get(file) ?? [])
				.filter(({ id }) => reached.has(id))
				.map(({ at }) => at);
			this.hunted.results.noteReached(this.pair(file, test), places);
		}
	}

	/** Whether this test file has still something to say about the mutant. */
	private isOpen(test: string, mutant: Mutant): boolean {
		const pair = this.pair(mutant.file, test);
		const reached = this.hunted.results.reached(pair);
		if (reached && !reached.includes(mutant.at)) return false;
		if (this.hunted.results.fate(pair, mutant.at)) return false;
		if (this.killedBy(mutant) !== undefined) return false;
		const tried = this.hunted.testFiles
			.map((other) => this.fate(other, mutant)?.milliseconds ?? 0)
			.reduce((sum, one) => sum + one, 0);
		return tried < TRIED_FOR_MS;
	}

	private fate(test: string, mutant: Mutant): Fate | undefined {
		return this.hunted.results.fate(this.pair(mutant.file, test), mutant.at);
	}

	private pair(code: string, test: string): Pair {
		const { root } = this.hunted;
		const hashOnce = (hashes: Map<string, string>, file: string, files: () => Iterable<string>) => {
			const hash = hashes.get(file) ?? Imports.hash(root, files());
			hashes.set(file, hash);
			return hash;
		};
		return {
			code,
			codeHash: hashOnce(this.codeHashes, code, () => [code]),
			test,
			testHash: hashOnce(this.testHashes, test, () =>
				[...this.imports.reachedFrom(test)].filter((file) => !file.startsWith('nodes/')),
			),
		};
	}
}

/** Which tests to try: the fastest ones first, and not more than there is time for. */
function orderFor(mutant: Mutant, loaded: Loaded): { order: Order; milliseconds: number } {
	const timeOf = (at: number) => loaded.tests[at]?.milliseconds ?? 0;
	const passed = loaded.tests.map((test) => test.passed[mutant.id] ?? 0);
	const reload = loaded.once.includes(mutant.id);
	const all = reload || loaded.around.includes(mutant.id);
	const fastestFirst = [...loaded.tests.keys()]
		.filter((at) => all || (passed[at] ?? 0) > 0)
		.sort((one, other) => timeOf(one) - timeOf(other));
	const atMost = all ? OTHER_TESTS_MS : WITH_ONE_FILE_MS;
	const fast: number[] = [];
	const slow: number[] = [];
	let milliseconds = 0;
	for (const at of fastestFirst) {
		milliseconds += timeOf(at);
		if (milliseconds <= FAST_MS) fast.push(at);
		else if (milliseconds <= atMost || fast.length + slow.length === 0) slow.push(at);
	}
	const order = {
		mutant: mutant.id,
		portions: [fast, slow].filter((portion) => portion.length > 0),
		reload,
		hitLimit: 100_000 + 100 * passed.reduce((sum, times) => sum + times, 0),
	};
	return { order, milliseconds: Math.min(milliseconds, atMost) };
}
