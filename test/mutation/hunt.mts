import { GroupSize, killedAmong } from './groups.mts';
import { Imports } from './imports.mts';
import { byFile } from './instrument.mts';
import type { Mutant } from './instrument.mts';
import type { Loaded, Order, TestRun } from './messages.mts';
import type { Fate, Pair, Results } from './results.mts';
import { isAbout } from './scope.mts';
import { NoAnswer, SessionFailed } from './session.mts';
import { TestFile } from './testFile.mts';

/** Which test files are tried on a mutant, and how long, if all their tests take longer. */
interface Round {
	isMeant: typeof isAbout;
	/** with the tests of one file */
	oneFileMs: number;
	/** with those of all files that are not about the mutant's file, the nearest ones first */
	othersMs: number;
	/** each test with many mutants together, rather than each mutant with many tests */
	inGroups: boolean;
}

/** Most mutants are killed by a test that takes milliseconds. Of the others, a test kills few. */
const ROUNDS: readonly Round[] = [
	{ isMeant: isAbout, oneFileMs: 100, othersMs: 0, inGroups: false },
	{ isMeant: () => true, oneFileMs: 500, othersMs: 2_000, inGroups: true },
	{ isMeant: isAbout, oneFileMs: 10_000, othersMs: 0, inGroups: true },
	{ isMeant: () => true, oneFileMs: 5_000, othersMs: 15_000, inGroups: true },
];
/** Tests that are not about the mutant itself, because it acts while modules load. */
const OTHER_TESTS_MS = 600;
/** What loading the modules again counts for, so that such a mutant is tried with ten files. */
const RELOAD_MS = 1_500;
/** Tests are tried in portions, for so long altogether by the end of each, because one failure is enough. */
const PORTIONS_MS = [50, 200, 800, Number.POSITIVE_INFINITY];

interface Hunted {
	root: string;
	/** where the code with mutants is */
	sources: string;
	mutants: readonly Mutant[];
	testFiles: readonly string[];
	results: Results;
	say: (text: string) => void;
}

/**
 * Runs the tests on the mutants, those of one file after those of another, until each mutant is killed
 * or has been tried long enough.
 */
export class Hunt {
	private readonly hunted: Hunted;
	private readonly imports: Imports;
	private readonly codeByTest = new Map<string, ReadonlySet<string>>();
	private readonly hashes = new Map<string, string>();
	private readonly byFile: Map<string, readonly Mutant[]>;
	/** those that use little other code come first: they are about this code, and fast */
	private readonly nearestFirst: readonly string[];
	/** by mutant and test file, what is known so far */
	private readonly fates = new Map<Mutant, Map<string, Fate>>();
	private readonly killers = new Map<Mutant, string>();
	private readonly files = new Map<string, TestFile>();
	/** test files that fail without a mutant, with the reason */
	readonly unfit = new Map<string, string>();

	constructor(hunted: Hunted) {
		this.hunted = hunted;
		this.imports = new Imports(hunted.root);
		this.byFile = byFile(hunted.mutants);
		this.nearestFirst = hunted.testFiles
			.filter((test) => this.mutantsNear(test).length > 0)
			.sort((one, other) => this.codeOf(one).size - this.codeOf(other).size);
		for (const test of this.nearestFirst) {
			for (const mutant of this.mutantsNear(test)) {
				const fate = hunted.results.fate(this.pair(mutant.file, test), mutant.at);
				if (fate) this.take(test, mutant, fate);
			}
		}
	}

	/** @param workers how many test files at once */
	async run(workers: number): Promise<void> {
		this.hunted.say('The tests that killed a mutant before they changed');
		await this.withEach(workers, async (test) => {
			await this.tryFormerKiller(test);
		});
		for (const round of ROUNDS) {
			this.hunted.say(`Round ${String(ROUNDS.indexOf(round) + 1)} of ${String(ROUNDS.length)}`);
			await this.withEach(workers, async (test) => {
				await this.tryAll(test, round);
			});
		}
	}

	/** Does something with each test file, with several of them at the same time. */
	private async withEach(workers: number, tryOne: (test: string) => Promise<void>): Promise<void> {
		const waiting = [...this.nearestFirst];
		const work = async () => {
			for (let test = waiting.shift(); test !== undefined; test = waiting.shift()) {
				await tryOne(test);
				this.hunted.results.noteTime();
			}
		};
		await Promise.all(Array.from({ length: workers }, work));
	}

	/** A test that killed a mutant before its file changed most likely still does, and takes one try. */
	private async tryFormerKiller(test: string): Promise<void> {
		const formerly = this.mutantsNear(test).flatMap((mutant) => {
			const isKnown =
				this.killers.has(mutant) || this.fates.get(mutant)?.get(test)?.cutAtMs === null;
			const by = this.hunted.results.formerKiller(this.pair(mutant.file, test), mutant.at);
			return isKnown || by === undefined ? [] : [{ mutant, by }];
		});
		if (formerly.length === 0) return;
		await this.withLoaded(test, async (file, { tests, once }) => {
			for (const { mutant, by } of formerly) {
				const at = tests.findIndex(({ name }) => name === by);
				const killer = tests[at];
				if (!killer) continue;
				const { milliseconds } = killer;
				const order = orderOf(at, killer, [mutant], once.includes(mutant.id));
				const { killed } = await file.judge(order, milliseconds);
				if (killed) this.note(test, mutant, { killed, by, milliseconds, cutAtMs: null });
			}
		});
	}

	/** The test that noticed the mutant, if one did. */
	killedBy(mutant: Mutant): string | undefined {
		return this.killers.get(mutant);
	}

	/** Whether there are tests that should still be tried on the mutant. */
	isUntried(mutant: Mutant): boolean {
		return this.nearestFirst.some(
			(test) =>
				this.codeOf(test).has(mutant.file) &&
				ROUNDS.some((round) => this.isOpen(test, mutant, round)),
		);
	}

	/** Whether any test passes the mutant's place. */
	isReached(mutant: Mutant): boolean {
		return this.nearestFirst.some((test) =>
			this.hunted.results.reached(this.pair(mutant.file, test))?.has(mutant.at),
		);
	}

	private codeOf(test: string): ReadonlySet<string> {
		const known = this.codeByTest.get(test);
		if (known) return known;
		const reached = [...this.imports.reachedFrom(test)];
		const code = new Set(reached.filter((file) => file.startsWith('nodes/')));
		this.codeByTest.set(test, code);
		return code;
	}

	private mutantsNear(test: string): Mutant[] {
		return [...this.codeOf(test)].flatMap((file) => this.byFile.get(file) ?? []);
	}

	private async tryAll(test: string, round: Round): Promise<void> {
		const open = () => this.mutantsNear(test).filter((mutant) => this.isOpen(test, mutant, round));
		if (open().length === 0) return;
		await this.withLoaded(test, async (_, loaded) => {
			const mutants = open();
			const isAlone = actsAround(loaded);
			await this.tryOneByOne(
				test,
				mutants.filter((mutant) => !round.inGroups || isAlone(mutant)),
				round,
			);
			if (round.inGroups) {
				await this.tryInGroups(
					test,
					mutants.filter((mutant) => !isAlone(mutant)),
					round,
				);
			}
		});
	}

	/** Does something with a test file, and notes when it cannot be used. */
	private async withLoaded(
		test: string,
		tryIt: (file: TestFile, loaded: Loaded) => Promise<void>,
	): Promise<void> {
		const place = `test file ${String(this.nearestFirst.indexOf(test) + 1)} of ${String(this.nearestFirst.length)}`;
		const left = this.hunted.mutants.length - this.killers.size;
		this.hunted.say(`${String(left)} mutants left, ${place}: ${test}`);
		const file = this.fileOf(test);
		try {
			const loaded = await file.loaded();
			this.noteReached(test, loaded);
			await tryIt(file, loaded);
		} catch (error) {
			if (!(error instanceof SessionFailed) && !(error instanceof NoAnswer)) throw error;
			const reason = error.message || 'it took too long to load';
			this.unfit.set(test, reason);
			this.hunted.say(`${test} cannot be used: ${reason}`);
		} finally {
			file.end();
		}
	}

	private async tryOneByOne(test: string, mutants: readonly Mutant[], round: Round): Promise<void> {
		const file = this.fileOf(test);
		const kills = new Kills();
		for (const mutant of mutants) {
			if (!this.isOpen(test, mutant, round)) continue;
			const { order, ...trial } = trialOf(mutant, await file.loaded(), round.oneFileMs, kills);
			const fate = { ...(await file.judge(order, trial.milliseconds)), ...trial };
			kills.note(mutant, fate);
			this.note(test, mutant, fate);
		}
	}

	/** Tries each test of the file on all mutants that it passes, the fastest test first. */
	private async tryInGroups(
		test: string,
		mutants: readonly Mutant[],
		{ oneFileMs }: Round,
	): Promise<void> {
		const file = this.fileOf(test);
		const { tests } = await file.loaded();
		const size = new GroupSize();
		const trials = new Map(mutants.map((mutant) => [mutant, { milliseconds: 0, isCut: false }]));
		const fastestFirst = [...tests.entries()].sort(
			([, one], [, other]) => one.milliseconds - other.milliseconds,
		);
		for (const [at, run] of fastestFirst) {
			const { name: by, milliseconds } = run;
			const candidates = [...trials].flatMap(([mutant, trial]) => {
				if (this.killers.has(mutant) || timesPassed(run, mutant) === 0) return [];
				if (trial.milliseconds > 0 && trial.milliseconds + milliseconds > oneFileMs) {
					trial.isCut = true;
					return [];
				}
				trial.milliseconds += milliseconds;
				return [mutant];
			});
			const killed = await killedAmong(candidates, size, async (group) => {
				const verdict = await file.judge(orderOf(at, run, group), milliseconds);
				return verdict.killed;
			});
			for (const mutant of killed) {
				const { milliseconds: tried = 0 } = trials.get(mutant) ?? {};
				this.note(test, mutant, { killed: true, by, milliseconds: tried, cutAtMs: null });
			}
		}
		for (const [mutant, { milliseconds, isCut }] of trials) {
			if (this.killers.has(mutant)) continue;
			const cutAtMs = isCut ? oneFileMs : null;
			this.note(test, mutant, { killed: false, by: null, milliseconds, cutAtMs });
		}
	}

	private fileOf(test: string): TestFile {
		const known = this.files.get(test);
		if (known) return known;
		const file = new TestFile(this.hunted.root, test, this.hunted.sources);
		this.files.set(test, file);
		return file;
	}

	private note(test: string, mutant: Mutant, fate: Fate): void {
		this.take(test, mutant, fate);
		this.hunted.results.noteFate(this.pair(mutant.file, test), mutant.at, fate);
	}

	private take(test: string, mutant: Mutant, fate: Fate): void {
		const fates = this.fates.get(mutant) ?? new Map<string, Fate>();
		this.fates.set(mutant, fates.set(test, fate));
		if (fate.killed) this.killers.set(mutant, `${test}: ${fate.by ?? 'it does not end'}`);
	}

	private noteReached(test: string, loaded: Loaded): void {
		const reached = new Set([
			...loaded.once,
			...loaded.around,
			...loaded.tests.flatMap(({ passed }) => Object.keys(passed)),
		]);
		for (const [file, mutants] of byFile(this.mutantsNear(test))) {
			const pair = this.pair(file, test);
			if (this.hunted.results.reached(pair)) continue;
			const places = mutants.filter(({ id }) => reached.has(id)).map(({ at }) => at);
			this.hunted.results.noteReached(pair, places);
		}
	}

	/** Whether this test file has still something to say about the mutant in this round. */
	private isOpen(test: string, mutant: Mutant, { isMeant, oneFileMs, othersMs }: Round): boolean {
		if (this.killers.has(mutant) || !isMeant(test, mutant.file)) return false;
		const fates = this.fates.get(mutant);
		const fate = fates?.get(test);
		if (fate && (fate.cutAtMs === null || fate.cutAtMs >= oneFileMs)) return false;
		const reached = this.hunted.results.reached(this.pair(mutant.file, test));
		if (reached && !reached.has(mutant.at)) return false;
		if (isAbout(test, mutant.file)) return true;
		const place = this.nearestFirst.indexOf(test);
		const tried = [...(fates ?? [])]
			.filter(
				([nearer]) => this.nearestFirst.indexOf(nearer) < place && !isAbout(nearer, mutant.file),
			)
			.reduce((sum, [, { milliseconds }]) => sum + milliseconds, 0);
		return tried < othersMs;
	}

	private pair(code: string, test: string): Pair {
		return {
			code,
			codeHash: this.hashOf(code, () => [code]),
			test,
			testHash: this.hashOf(test, () =>
				[...this.imports.reachedFrom(test)].filter((file) => !file.startsWith('nodes/')),
			),
		};
	}

	private hashOf(file: string, files: () => Iterable<string>): string {
		const hash = this.hashes.get(file) ?? Imports.hash(this.hunted.root, files());
		this.hashes.set(file, hash);
		return hash;
	}
}

/** Which tests have killed mutants of which file: its other mutants are likely to be killed by them, too. */
class Kills {
	private readonly counts = new Map<string, number>();

	note({ file }: Mutant, { by }: Fate): void {
		if (by !== null) this.counts.set(`${file}\n${by}`, this.by(by, file) + 1);
	}

	by(test: string, file: string): number {
		return this.counts.get(`${file}\n${test}`) ?? 0;
	}
}

/** What is tried with a mutant, and how long that takes. */
interface Trial extends Pick<Fate, 'milliseconds' | 'cutAtMs'> {
	order: Order;
}

/** Whether a mutant acts outside of tests: while modules load, or before and after several tests. */
const actsAround =
	({ once, around }: Loaded) =>
	({ id }: Mutant): boolean =>
		once.includes(id) || around.includes(id);

/** @param passed how often the tests pass the place of each mutant */
const hitLimitOf = (passed: readonly number[]): number =>
	10_000 + 20 * passed.reduce((sum, times) => sum + times, 0);

const timesPassed = ({ passed }: TestRun, { id }: Mutant): number => passed[id] ?? 0;

/** The order to try one test, at its place in the list, on mutants that are switched on together. */
const orderOf = (at: number, test: TestRun, mutants: readonly Mutant[], reload = false): Order => ({
	kind: 'judge',
	mutants: mutants.map(({ id }) => id),
	portions: [[at]],
	reload,
	hitLimit: hitLimitOf(mutants.map((mutant) => timesPassed(test, mutant))),
});

/** Which tests to try: the fastest and the deadliest ones first, and not more than there is time for. */
function trialOf(mutant: Mutant, loaded: Loaded, oneFileMs: number, kills: Kills): Trial {
	const { tests } = loaded;
	const passed = tests.map((test) => timesPassed(test, mutant));
	const reload = loaded.once.includes(mutant.id);
	const all = actsAround(loaded)(mutant);
	const atMost = all ? OTHER_TESTS_MS : oneFileMs;
	const candidates = tests
		.map(({ name, milliseconds }, at) => ({
			at,
			milliseconds,
			rank: milliseconds / (1 + kills.by(name, mutant.file)),
		}))
		.filter(({ at }) => all || (passed[at] ?? 0) > 0)
		.sort((one, other) => one.rank - other.rank);
	const portions = PORTIONS_MS.map((): number[] => []);
	let milliseconds = 0;
	let tried = 0;
	for (const test of candidates) {
		if (tried > 0 && milliseconds + test.milliseconds > atMost) continue;
		milliseconds += test.milliseconds;
		tried++;
		portions[PORTIONS_MS.findIndex((until) => milliseconds <= until)]?.push(test.at);
	}
	return {
		order: {
			kind: 'judge',
			mutants: [mutant.id],
			portions: portions.filter((portion) => portion.length > 0),
			reload,
			hitLimit: hitLimitOf(passed),
		},
		milliseconds: reload ? RELOAD_MS : milliseconds,
		cutAtMs: all || tried === candidates.length ? null : atMost,
	};
}
