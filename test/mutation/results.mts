import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A file of code and a test file, as they are now. What is known of another state of them is forgotten. */
export interface Pair {
	code: string;
	codeHash: string;
	test: string;
	testHash: string;
}

/** How a mutant fared with the tests of one file. */
export interface Fate {
	killed: boolean;
	/** the first test that failed; null when none did, or the tests do not end */
	by: string | null;
	/** how long the tests take that were tried on it */
	milliseconds: number;
	/** how long they were allowed to take, if not all were tried; null if all were, or more never will be */
	cutAtMs: number | null;
}

type Line = (Pair & ({ reached: number[] } | { at: number; fate: Fate })) | { ranMs: number };

/** What a run has found out, kept line by line, so that the next one goes on where it was stopped. */
export class Results {
	private readonly reachedBy = new Map<string, ReadonlySet<number>>();
	private readonly fates = new Map<string, Map<number, Fate>>();
	/** by code and test file, in whatever state the test file was: the test that killed a mutant */
	private readonly killers = new Map<string, Map<number, string>>();

	/** how long all runs together took, so far */
	ranMs = 0;

	private notedAt = Date.now();

	private readonly file: string;

	constructor(file: string) {
		this.file = file;
		mkdirSync(path.dirname(file), { recursive: true });
		if (!existsSync(file)) writeFileSync(file, '');
		for (const text of readFileSync(file, 'utf8').split('\n')) {
			const line = lineOf(text);
			if (line) this.take(line);
		}
	}

	/** Places of the mutants that the tests pass, or undefined when they have not been run yet. */
	reached(pair: Pair): ReadonlySet<number> | undefined {
		return this.reachedBy.get(keyOf(pair));
	}

	fate(pair: Pair, at: number): Fate | undefined {
		return this.fates.get(keyOf(pair))?.get(at);
	}

	/** The test of a file that killed the mutant, perhaps before the file changed. */
	formerKiller(pair: Pair, at: number): string | undefined {
		return this.killers.get(keyOf({ ...pair, testHash: '' }))?.get(at);
	}

	noteReached(pair: Pair, reached: number[]): void {
		this.note({ ...pair, reached });
	}

	noteFate(pair: Pair, at: number, fate: Fate): void {
		this.note({ ...pair, at, fate });
	}

	/** Notes how long this run took since the last time. */
	noteTime(): void {
		const now = Date.now();
		this.note({ ranMs: now - this.notedAt });
		this.notedAt = now;
	}

	private note(line: Line): void {
		this.take(line);
		appendFileSync(this.file, `${JSON.stringify(line)}\n`);
	}

	private take(line: Line): void {
		if ('ranMs' in line) {
			this.ranMs += line.ranMs;
			return;
		}
		const key = keyOf(line);
		if ('reached' in line) {
			this.reachedBy.set(key, new Set(line.reached));
		} else {
			const fates = this.fates.get(key) ?? new Map<number, Fate>();
			this.fates.set(key, fates.set(line.at, line.fate));
			this.takeKiller(line, line.at, line.fate);
		}
	}

	private takeKiller(pair: Pair, at: number, { by }: Fate): void {
		if (by === null) return;
		const key = keyOf({ ...pair, testHash: '' });
		const killers = this.killers.get(key) ?? new Map<number, string>();
		this.killers.set(key, killers.set(at, by));
	}
}

function keyOf({ code, codeHash, test, testHash }: Pair): string {
	return [code, codeHash, test, testHash].join('\n');
}

/** A run that is killed may leave half a line. */
function lineOf(text: string): Line | undefined {
	try {
		const line: unknown = JSON.parse(text);
		return isLine(line) ? line : undefined;
	} catch {
		return undefined;
	}
}

/** Nobody else writes to the file. */
function isLine(value: unknown): value is Line {
	return typeof value === 'object' && value !== null && ('testHash' in value || 'ranMs' in value);
}
