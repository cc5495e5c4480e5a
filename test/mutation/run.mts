import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { nameEquivalents, onOneLine } from './equivalent.mts';
import { Hunt } from './hunt.mts';
import { instrument } from './instrument.mts';
import type { Mutant } from './instrument.mts';
import { missedMarks, pageOf, percent, scoreOf, scoresOf } from './report.mts';
import { Results } from './results.mts';
import { codeFiles, DECIDING, testFiles } from './scope.mts';

// `npm run test:mutation`: changes the code in one place at a time and looks whether a test notices.
// A pattern chooses files of code. --keep writes the scores to docs/; --so-far does so at once, with what
// earlier runs have found. That is kept in build/mutation/, so a run that was stopped goes on; without
// that folder, it starts from nothing.

const ROOT = path.join(import.meta.dirname, '../..');
const KEPT = path.join(ROOT, 'build', 'mutation');
const WORKERS_AT_MOST = 2;

const begun = Date.now();
const soFar = process.argv.includes('--so-far');
const keep = soFar || process.argv.includes('--keep');
const pattern = process.argv.slice(2).find((word) => !word.startsWith('--'));
const say = (text: string): void => {
	const seconds = Math.round((Date.now() - begun) / 1_000);
	process.stdout.write(`${String(seconds).padStart(5)} s  ${text}\n`);
};
if (keep && pattern !== undefined) {
	throw new Error('--keep and --so-far replace all scores, so they need all files.');
}

const files = codeFiles(ROOT, regExpOf(pattern ?? ''));
if (files.length === 0) throw new Error(`No file that gets mutants matches ${pattern ?? ''}.`);
const sources = path.join(KEPT, `sources-${String(process.pid)}`);
const mutants = await instrument(ROOT, files, sources);
say(`Files of code: ${String(files.length)}. Mutants: ${String(mutants.length)}.`);

const results = new Results(path.join(KEPT, 'results.jsonl'));
const hunt = new Hunt({ root: ROOT, sources, mutants, testFiles: testFiles(ROOT), results, say });
if (!soFar) await hunt.run(Math.min(WORKERS_AT_MOST, availableParallelism()));
rmSync(sources, { recursive: true, force: true });

const { named, gone } = nameEquivalents(mutants);
const scores = scoresOf(
	mutants,
	(mutant) => hunt.killedBy(mutant) !== undefined,
	(mutant) => named.has(mutant),
	(mutant) => hunt.isUntried(mutant),
);
const survivors = mutants.filter(
	(mutant) => hunt.killedBy(mutant) === undefined && !named.has(mutant),
);
const problems = [
	...[...hunt.unfit].map(([test, reason]) => `${test} could not be used: ${reason}`),
	...survivors.map(sentenceAbout),
	...gone.map(
		({ file, original, replacement }) =>
			`equivalent.mts names a mutant of ${file} that there is not: ${original} → ${replacement}`,
	),
	...[...named.keys()].flatMap((mutant) => {
		const test = hunt.killedBy(mutant);
		return test === undefined
			? []
			: [`equivalent.mts names a mutant that is killed by ${test}: ${place(mutant)}`];
	}),
	...(pattern === undefined ? missedMarks(scores) : []),
	...(pattern === undefined
		? Object.keys(DECIDING).filter((file) => !files.includes(file))
		: []
	).map((file) => `scope.mts names ${file}, which is not there.`),
];
for (const score of scores) {
	say(
		`${percent(scoreOf([score])).padStart(7)}  ${score.file} (${String(score.survived)} of ${String(score.mutants)} survived)`,
	);
}
say(`${percent(scoreOf(scores)).padStart(7)}  all`);
for (const problem of problems) process.stdout.write(`${problem}\n`);
if (keep) {
	const page = pageOf({
		on: new Date().toISOString().slice(0, 10),
		commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
			cwd: ROOT,
			encoding: 'utf8',
		}).trim(),
		machine: `${String(availableParallelism())} cores (${cpus()[0]?.model ?? 'unknown'})`,
		minutes: Math.ceil(results.ranMs / 60_000),
		files: scores,
	});
	const file = path.join(ROOT, 'docs', 'mutation.md');
	writeFileSync(file, await format(page, { ...(await resolveConfig(file)), filepath: file }));
}
process.exit(problems.length === 0 ? 0 : 1);

function regExpOf(text: string): RegExp {
	try {
		return new RegExp(text);
	} catch {
		throw new Error(`${text} is not a regular expression.`);
	}
}

function place({ file, line, column, original, replacement }: Mutant): string {
	return `${file}:${String(line)}:${String(column)} ${onOneLine(original)} → ${onOneLine(replacement)}`;
}

function sentenceAbout(mutant: Mutant): string {
	const fate = hunt.isUntried(mutant)
		? 'not tried with all tests'
		: hunt.isReached(mutant)
			? 'survived'
			: 'in no test';
	return `${fate}: ${place(mutant)}`;
}
