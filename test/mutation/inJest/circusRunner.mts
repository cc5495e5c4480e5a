import { createRequire } from 'node:module';
import path from 'node:path';
import { inspect } from 'node:util';
import type * as circusModule from 'jest-circus';
import type * as jestExpectModule from '@jest/expect';
import type JestRuntime from 'jest-runtime';
import type { Judged, Loaded, Order, Report, Request, Resume, TestRun } from '../messages.mts';

// Jest's test runner for one test file and many mutants: the file is loaded once, and its tests are
// run again and again, each time with another mutant switched on. Starting jest for each mutant would
// take a second or two; this takes as long as the tests do.

const resolve = createRequire(import.meta.url).resolve;
const SPARE_TIME_MS = 2_500;
const SLOWER_AT_MOST = 5;
// A test that takes too long while it computes is run once more with more time, because the machine
// may be busy. What waits for something that never comes hardly computes.
const MORE_TIME = 6;
const COMPUTING = 0.1;

const STAYS_LOADED = [
	`${path.sep}node_modules${path.sep}`,
	`${path.sep}test${path.sep}n8nCore.mts`,
];

const NONE: ReadonlySet<string> = new Set();

type Circus = typeof circusModule;
type Block = ReturnType<Circus['getState']>['rootDescribeBlock'];
type Entry = Block['children'][number];
type Test = Extract<Entry, { type: 'test' }>;

/** Where Stryker's instrumented code looks for the mutant, and where it notes what was passed. */
interface Switch {
	activeMutants: ReadonlySet<string>;
	/** whether it notes what is passed */
	isCounting: boolean;
	currentTestId?: string | undefined;
	hitCount?: number | undefined;
	hitLimit?: number | undefined;
	mutantCoverage: {
		static: Record<string, number>;
		perTest: Record<string, Record<string, number>>;
	};
}

interface Environment {
	global: { __stryker__?: Switch };
}

type Registry = Map<string, unknown>;
type Runtime = Pick<JestRuntime.default, 'requireInternalModule' | 'requireModule'> & {
	setGlobalsForRuntime: (globals: object) => void;
	registries: { moduleRegistry: Registry; mockRegistry: Registry };
};

/** One run of some of the tests. */
interface Run {
	failed: string | null;
	/** whether it failed because it computed too long */
	isLate: boolean;
	/** the test that failed, if one did */
	failedAt: number | null;
	/** how long each test took, in their order: those that are loaded again are other objects */
	milliseconds: readonly number[];
}

/** Called by jest for the one test file that it was started with. Ends with the process. */
export default async function serveOrders(
	_globalConfig: object,
	_config: object,
	environment: Environment,
	runtime: Runtime,
	testFile: string,
): Promise<never> {
	const circus = runtime.requireInternalModule<Circus>(resolve('jest-circus'));
	const { jestExpect } = runtime.requireInternalModule<typeof jestExpectModule>(
		resolve('@jest/expect'),
	);
	runtime.setGlobalsForRuntime({ ...circus, expect: jestExpect });
	const mutation: Switch = {
		activeMutants: NONE,
		isCounting: false,
		mutantCoverage: { static: {}, perTest: {} },
	};
	environment.global.__stryker__ = mutation;

	let tests: Test[] = [];
	let modes: Test['mode'][] = [];
	let limits = new Map<Test, number>();
	let clean = false;
	let moreTime = 1;
	const strayErrors: unknown[] = [];
	for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
		process.on(event, (error: unknown) => {
			strayErrors.push(error);
		});
	}
	circus.addEventHandler((event, state) => {
		if (event.name === 'test_start') {
			mutation.currentTestId = String(tests.indexOf(event.test));
			state.testTimeout = (limits.get(event.test) ?? 60_000) * moreTime;
			delete event.test.timeout;
		}
		if (event.name === 'hook_start') event.hook.timeout = undefined;
		if (event.name === 'test_done' || event.name === 'test_skip') {
			mutation.currentTestId = 'around';
		}
		if (event.name === 'test_done' && event.test.errors.length > 0) {
			for (const test of tests) test.mode = 'skip';
		}
	});

	function load(mutants = NONE): void {
		circus.resetState();
		forgetOwnModules(runtime);
		mutation.activeMutants = mutants;
		mutation.currentTestId = 'load';
		runtime.requireModule(testFile);
		tests = testsOf(circus.getState().rootDescribeBlock);
		modes = tests.map((test) => test.mode);
		clean = mutants === NONE;
	}

	/** Runs tests, and once more with more time when one computed too long. */
	async function run(chosen: Set<number>, mutants = NONE, hitLimit?: number): Promise<Run> {
		const first = await runOnce(chosen, mutants, hitLimit);
		if (!first.isLate) return first;
		moreTime = MORE_TIME;
		const again = await runOnce(chosen, mutants, hitLimit);
		moreTime = 1;
		return again;
	}

	async function runOnce(
		chosen: Set<number>,
		mutants: ReadonlySet<string>,
		hitLimit?: number,
	): Promise<Run> {
		const state = circus.getState();
		state.unhandledErrors = [];
		strayErrors.length = 0;
		tests.forEach((test, at) => {
			test.errors = [];
			test.mode = chosen.has(at) ? modes[at] : 'skip';
		});
		mutation.currentTestId = 'around';
		mutation.activeMutants = mutants;
		mutation.hitCount = hitLimit === undefined ? undefined : 0;
		mutation.hitLimit = hitLimit;
		const begun = { cpu: process.cpuUsage(), wall: performance.now() };
		const [outcome] = await Promise.all([circus.run()]);
		const { user, system } = process.cpuUsage(begun.cpu);
		const computed = (user + system) / 1_000 / (performance.now() - begun.wall);
		mutation.activeMutants = NONE;
		const endless = hitLimit !== undefined && (mutation.hitCount ?? 0) > hitLimit;
		const failedAt = tests.findIndex((test) => test.errors.length > 0);
		const failed = tests[failedAt];
		return {
			failed: failed
				? nameOf(failed)
				: endless
					? 'an endless loop'
					: outcome.unhandledErrors.length > 0 || strayErrors.length > 0
						? 'an error outside of the tests'
						: null,
			isLate:
				computed > COMPUTING &&
				(failed?.errors ?? []).some((error) => inspect(error).includes('Exceeded timeout')),
			failedAt: failed ? failedAt : null,
			milliseconds: tests.map((test) => test.duration ?? 0),
		};
	}

	/** Runs everything without a mutant: what is passed, how long it takes, whether it can be run and loaded again. */
	async function learn(): Promise<Loaded | string> {
		mutation.isCounting = true;
		load();
		const all = new Set(tests.keys());
		const first = await run(all);
		if (first.failed !== null) return `${first.failed} fails without a mutant`;
		const { perTest } = mutation.mutantCoverage;
		const passedFirst = new Set(Object.values(perTest).flatMap((passed) => Object.keys(passed)));
		const loading = Object.keys(perTest.load ?? {});
		for (const key of Object.keys(perTest)) perTest[key] = {};
		const second = await run(all);
		mutation.isCounting = false;
		if (second.failed !== null) return `${second.failed} fails when it is run again`;
		load();
		const reloaded = await run(all);
		if (reloaded.failed !== null) return `${reloaded.failed} fails when it is loaded again`;
		const runs: TestRun[] = tests.map((test, at) => ({
			name: nameOf(test),
			milliseconds: second.milliseconds[at] ?? 0,
			passed: { ...perTest[String(at)] },
		}));
		const around = Object.keys(perTest.around ?? {});
		const passedAgain = new Set([...around, ...runs.flatMap(({ passed }) => Object.keys(passed))]);
		const onFirstUse = [...passedFirst].filter((mutant) => !passedAgain.has(mutant));
		return { kind: 'loaded', tests: runs, once: [...new Set([...loading, ...onFirstUse])], around };
	}

	async function judge({ portions, mutants, ...order }: Order): Promise<Judged> {
		for (const portion of portions) {
			const judged = await judgeBy(new Set(portion), new Set(mutants), order);
			if (judged.verdict !== 'survived') return judged;
		}
		return { kind: 'judged', verdict: 'survived', by: null };
	}

	async function judgeBy(
		chosen: Set<number>,
		mutants: ReadonlySet<string>,
		{ reload, hitLimit }: Pick<Order, 'reload' | 'hitLimit'>,
	): Promise<Judged> {
		let isSecondTime = false;
		for (let attempt = 0; attempt < 3; attempt++) {
			try {
				if (reload) load(mutants);
				else if (!clean) load();
			} catch {
				clean = false;
				return { kind: 'judged', verdict: 'killed', by: 'loading the modules' };
			}
			const { failed, failedAt } = await run(chosen, mutants, hitLimit);
			if (failed === null) return { kind: 'judged', verdict: 'survived', by: null };
			// which of them it was is found out one by one
			if (mutants.size > 1) return { kind: 'judged', verdict: 'killed', by: failed };
			// what an earlier mutant left behind must not kill this one
			const again = failedAt === null ? chosen : new Set([failedAt]);
			if (reload) load();
			const isClean = (await run(again)).failed === null;
			// nor may an error that comes late, which belongs to no test: it has to come twice
			if (isClean && (failedAt !== null || isSecondTime)) {
				return { kind: 'judged', verdict: 'killed', by: failed };
			}
			isSecondTime = isClean;
			clean = isClean;
		}
		return { kind: 'judged', verdict: 'unclear', by: null };
	}

	async function learnAll(): Promise<Report> {
		const learned = await learn();
		if (typeof learned === 'string') return { kind: 'unfit', reason: learned };
		bePatient(learned.tests.map(({ milliseconds }) => milliseconds));
		return learned;
	}

	function resume({ milliseconds }: Resume): Report {
		load();
		bePatient(milliseconds);
		return { kind: 'resumed' };
	}

	/** @param milliseconds how long each test takes */
	function bePatient(milliseconds: number[]): void {
		circus.addEventHandler((event) => {
			if (event.name !== 'run_start') return;
			limits = new Map(
				tests.map((test, at) => [test, (milliseconds[at] ?? 0) * SLOWER_AT_MOST + SPARE_TIME_MS]),
			);
		});
	}

	async function answer(request: Request): Promise<Report> {
		if (request.kind === 'learn') return await learnAll();
		return request.kind === 'resume' ? resume(request) : await judge(request);
	}

	// whoever started this process has ended
	process.on('disconnect', () => {
		process.exit(1);
	});
	process.on('message', (request: Request) => {
		void answer(request)
			.catch((error: unknown): Report => ({ kind: 'unfit', reason: String(error) }))
			.then(tell);
	});
	return await new Promise<never>(() => undefined);
}

/**
 * Libraries stay loaded: they have no mutants, and need seconds and memory. So does what gives n8n-core its
 * store of processed data, which it accepts once.
 */
function forgetOwnModules({ registries }: Runtime): void {
	for (const registry of [registries.moduleRegistry, registries.mockRegistry]) {
		for (const name of registry.keys()) {
			if (!STAYS_LOADED.some((part) => name.includes(part))) registry.delete(name);
		}
	}
}

function testsOf(entry: Entry): Test[] {
	return entry.type === 'test' ? [entry] : entry.children.flatMap((child) => testsOf(child));
}

function nameOf(test: Test): string {
	const names = [test.name];
	for (let block: Block | undefined = test.parent; block; block = block.parent) {
		if (block.parent) names.unshift(block.name);
	}
	return names.join(' › ');
}

function tell(report: Report): void {
	process.send?.(report);
}
