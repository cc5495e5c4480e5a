/** What is asked of the process that holds one test file: to run everything without a mutant, and to tell. */
export interface Learn {
	kind: 'learn';
}

/** Or only to load the file, because another process has told how long each test takes. */
export interface Resume {
	kind: 'resume';
	milliseconds: number[];
}

/** Or these tests of it, with these mutants, all switched on together. */
export interface Order {
	kind: 'judge';
	mutants: string[];
	/** places in the list of tests that `Loaded` has: the first portion that has a failure decides */
	portions: number[][];
	/** the mutants act when the modules are loaded, so they have to be loaded with them */
	reload: boolean;
	/** how often the mutants' places may be passed before it counts as an endless loop */
	hitLimit: number;
}

export type Request = Learn | Resume | Order;

/** The answer to an order. */
export interface Judged {
	kind: 'judged';
	/** survived: all tests passed. unclear: the tests fail without the mutant, too */
	verdict: 'killed' | 'survived' | 'unclear';
	/** the first test that failed */
	by: string | null;
}

export interface TestRun {
	name: string;
	milliseconds: number;
	/** how often each mutant's place was passed while this test ran */
	passed: Record<string, number>;
}

/** The test file has been loaded and has run without a mutant, also after it was loaded again. */
export interface Loaded {
	kind: 'loaded';
	tests: TestRun[];
	/** mutants whose place is passed only once for all tests: while modules load, or on first use */
	once: string[];
	/** mutants whose place is passed outside of tests, in what runs before or after several of them */
	around: string[];
}

/** The file has been loaded only. */
export interface Resumed {
	kind: 'resumed';
}

/** The test file cannot be used, because it fails without a mutant. */
export interface Unfit {
	kind: 'unfit';
	reason: string;
}

export type Report = Judged | Loaded | Resumed | Unfit;
