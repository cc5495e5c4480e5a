import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { availableParallelism, cpus, totalmem } from 'node:os';
import path from 'node:path';

/** What was run, and on what: results are worth comparing when both are the same. */
export interface Circumstances {
	/** a commit in short, with "+" and a checksum when files had been changed since */
	commit: string;
	/** cores, processor, memory and Node, but no name of the machine */
	machine: string;
}

const ROOT = path.resolve(import.meta.dirname, '..');
const GIGABYTE = 2 ** 30;
/** pages and pictures change nothing of what is run */
const WHAT_COUNTS = ['--', '.', ':!docs', ':!*.md'];

const git = (...args: string[]): string =>
	execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 100_000_000 }).trim();

export function currentCommit(): string {
	const commit = git('rev-parse', '--short=7', 'HEAD');
	const changed = git('status', '--porcelain', ...WHAT_COUNTS);
	if (changed === '') return commit;
	const changes = git('diff', 'HEAD', ...WHAT_COUNTS);
	const checksum = createHash('sha256').update(changed).update(changes).digest('hex').slice(0, 4);
	return `${commit}+${checksum}`;
}

export function thisMachine(): string {
	const [cpu] = cpus();
	return [
		`${String(availableParallelism())} cores`,
		...(cpu === undefined ? [] : [cpu.model.trim()]),
		`${(totalmem() / GIGABYTE).toFixed(0)} GB`,
		`Node ${process.versions.node}`,
	].join(', ');
}

/** @throws Error when this is no clone of a git repository */
export const currentCircumstances = (): Circumstances => ({
	commit: currentCommit(),
	machine: thisMachine(),
});
