import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { isPanelPart } from './panelParts.mts';

/** A change to the code that a test should notice. */
export interface Mutant {
	/** what switches it on in the instrumented code */
	id: string;
	/** which of its file's mutants it is, from 0 on */
	at: number;
	file: string;
	line: number;
	column: number;
	/** where it begins and ends, as numbers that grow within the file */
	from: number;
	to: number;
	/** the whole line, without the spaces around it */
	lineText: string;
	mutator: string;
	original: string;
	replacement: string;
}

type Logger = ConstructorParameters<typeof Instrumenter>[0];

const quiet = () => undefined;
const never = () => false;
const NO_LOG: Logger = {
	isTraceEnabled: never,
	isDebugEnabled: never,
	isInfoEnabled: never,
	isWarnEnabled: never,
	isErrorEnabled: never,
	isFatalEnabled: never,
	trace: quiet,
	debug: quiet,
	info: quiet,
	warn: quiet,
	error: quiet,
	fatal: quiet,
};

/** Writes the files with all their mutants behind switches to `folder`, and lists the mutants. */
export async function instrument(
	root: string,
	files: readonly string[],
	folder: string,
): Promise<Mutant[]> {
	const sources = new Map(
		files.map((name) => [name, readFileSync(path.join(root, name), 'utf8')] as const),
	);
	const result = await new Instrumenter(NO_LOG).instrument(
		[...sources].map(([name, content]) => ({ name, content, mutate: true })),
		{ plugins: null, excludedMutations: [], ignorers: [{ shouldIgnore: isPanelPart }] },
	);
	rmSync(folder, { recursive: true, force: true });
	for (const { name, content } of result.files) {
		mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		writeFileSync(path.join(folder, name), withOwnSwitch(content));
	}
	const counts = new Map<string, number>();
	return result.mutants
		.filter(({ status }) => status !== 'Ignored')
		.map(({ id, fileName, location: { start, end }, mutatorName, replacement }) => {
			const at = counts.get(fileName) ?? 0;
			counts.set(fileName, at + 1);
			const lines = (sources.get(fileName) ?? '').split('\n');
			return {
				id,
				at,
				file: fileName,
				// counted from 1, as editors do
				line: start.line + 1,
				column: start.column + 1,
				from: placeOf(start),
				to: placeOf(end),
				lineText: (lines[start.line] ?? '').trim(),
				mutator: mutatorName,
				original: textBetween(lines, start, end),
				replacement,
			};
		});
}

/** Stryker's switch is for one mutant at a time, and it counts what is passed all the time. */
const SWITCH: readonly (readonly [Stryker: string, own: string])[] = [
	['ns.activeMutant === id', 'ns.activeMutants.has(id)'],
	['var c = cov.static;', 'if (!ns.isCounting) return; var c = cov.static;'],
];

function withOwnSwitch(content: string): string {
	const hasMutants = content.includes('function stryMutAct_');
	if (!hasMutants) return content;
	return SWITCH.reduce((text, [theirs, own]) => {
		if (!text.includes(theirs)) throw new Error(`Stryker has changed: ${theirs} is not there.`);
		return text.replace(theirs, own);
	}, content);
}

const COLUMNS_AT_MOST = 10_000;
const placeOf = ({ line, column }: Position): number => line * COLUMNS_AT_MOST + column;

export function byFile(mutants: readonly Mutant[]): Map<string, Mutant[]> {
	const files = new Map<string, Mutant[]>();
	for (const mutant of mutants) {
		files.set(mutant.file, [...(files.get(mutant.file) ?? []), mutant]);
	}
	return files;
}

interface Position {
	line: number;
	column: number;
}

function textBetween(lines: readonly string[], start: Position, end: Position): string {
	return lines
		.slice(start.line, end.line + 1)
		.map((line, at, all) =>
			line.slice(at === 0 ? start.column : 0, at === all.length - 1 ? end.column : undefined),
		)
		.join('\n');
}
