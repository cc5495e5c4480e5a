import { byFile } from './instrument.mts';
import type { Mutant } from './instrument.mts';
import { DECIDING, MARKS } from './scope.mts';

/** What has become of the mutants of one file. */
export interface FileScore {
	file: string;
	mutants: number;
	killed: number;
	/** no test can notice them */
	equivalent: number;
	/** neither killed nor named as equivalent */
	survived: number;
	/** not killed so far: there are tests left to try */
	untried: number;
}

export interface MutationReport {
	on: string;
	commit: string;
	machine: string;
	/** how long it took, in all runs together if it was stopped and continued */
	minutes: number;
	files: FileScore[];
}

export function scoresOf(
	mutants: readonly Mutant[],
	isKilled: (mutant: Mutant) => boolean,
	isEquivalent: (mutant: Mutant) => boolean,
	isUntried: (mutant: Mutant) => boolean,
): FileScore[] {
	return [...byFile(mutants)].map(([file, all]) => {
		const killed = all.filter(isKilled).length;
		const alive = all.filter((mutant) => !isKilled(mutant));
		const equivalent = alive.filter(isEquivalent).length;
		const untried = alive.filter((mutant) => !isEquivalent(mutant) && isUntried(mutant)).length;
		return {
			file,
			mutants: all.length,
			killed,
			equivalent,
			survived: all.length - killed - equivalent - untried,
			untried,
		};
	});
}

/** In %, of those that a test can notice. */
export function scoreOf(files: readonly FileScore[]): number {
	const sum = (read: (file: FileScore) => number) =>
		files.reduce((total, file) => total + read(file), 0);
	const noticeable = sum(({ mutants, equivalent }) => mutants - equivalent);
	return noticeable === 0 ? 100 : (100 * sum(({ killed }) => killed)) / noticeable;
}

/** Which marks are missed, a sentence each. */
export function missedMarks(files: readonly FileScore[]): string[] {
	const missed = files
		.filter(({ file }) => file in DECIDING)
		.filter((file) => scoreOf([file]) < MARKS.deciding)
		.map(
			(file) =>
				`${file.file} has ${percent(scoreOf([file]))}, less than ${String(MARKS.deciding)} %.`,
		);
	const overall = scoreOf(files);
	if (overall < MARKS.overall) {
		missed.push(
			`All files together have ${percent(overall)}, less than ${String(MARKS.overall)} %.`,
		);
	}
	return missed;
}

// rounded down, so that 100 means all
const inDigits = (score: number): string => (Math.floor(score * 10) / 10).toFixed(1);

export const percent = (score: number): string => `${inDigits(score)} %`;

/** docs/mutation.md */
export function pageOf({ on, commit, machine, minutes, files }: MutationReport): string {
	const deciding = files.filter(({ file }) => file in DECIDING);
	const rest = files.filter(({ file }) => !(file in DECIDING));
	return `# Mutation testing

Do the tests notice when the code is wrong? \`npm run test:mutation\` changes the code in one place at a time (\`<\` becomes \`<=\`, a condition becomes \`true\`, a text becomes empty), and runs the tests on each change, a mutant. A test that fails kills the mutant. The score is the share of mutants killed.

\`npm run test:mutation\` made this page on ${on}, at commit ${commit}, on ${machine}. It took ${String(minutes)} minutes. How it works, and what it does not try, is in [Contributing](../CONTRIBUTING.md#mutation-testing).

Equivalent mutants behave as the code does, so no test can notice them. Each is listed with its reason in \`test/mutation/equivalent.mts\`, and is not counted in the score. Survivors are neither killed nor listed. Mutants that are not tried are those that the run had not come to: they count as survivors in the score until it has.

## The ten files that decide about money and people

The mark is ${String(MARKS.deciding)} % each.

${table(
	['file', 'decides', ...COLUMNS],
	deciding.map((file) => [`\`${file.file}\``, DECIDING[file.file] ?? '', ...cells(file)]),
)}

## All files

The mark is ${String(MARKS.overall)} % for all files together, the ten above among them. They have **${percent(scoreOf(files))}**${files.some(({ untried }) => untried > 0) ? ' or more' : ''}.

${table(
	['file', ...COLUMNS],
	[
		...rest.map((file) => [`\`${file.file}\``, ...cells(file)]),
		['**all, with the ten above**', ...cells(summed(files))],
	],
)}
`;
}

const COLUMNS = ['mutants', 'killed', 'equivalent', 'survivors', 'not tried', 'score (%)'];

function cells(file: FileScore): string[] {
	return [
		...[file.mutants, file.killed, file.equivalent, file.survived, file.untried].map((count) =>
			count.toLocaleString('en'),
		),
		file.untried === file.mutants
			? 'not run'
			: `${file.untried > 0 ? 'at least ' : ''}${inDigits(scoreOf([file]))}`,
	];
}

function summed(files: readonly FileScore[]): FileScore {
	return files.reduce(
		(sum, one) => ({
			file: sum.file,
			mutants: sum.mutants + one.mutants,
			killed: sum.killed + one.killed,
			equivalent: sum.equivalent + one.equivalent,
			survived: sum.survived + one.survived,
			untried: sum.untried + one.untried,
		}),
		{ file: '', mutants: 0, killed: 0, equivalent: 0, survived: 0, untried: 0 },
	);
}

function table(head: string[], rows: string[][]): string {
	return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
