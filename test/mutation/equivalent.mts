import type { Mutant } from './instrument.mts';

/** A mutant that no test can notice, because the code does the same with it. */
export interface Equivalent {
	file: string;
	/** the line of code where it begins, without the spaces around it */
	line: string;
	original: string;
	replacement: string;
	reason: string;
}

export const EQUIVALENT: readonly Equivalent[] = [];

/** Splits the mutants that are named here from those that are not, and lists the names without a mutant. */
export function nameEquivalents(mutants: readonly Mutant[]): {
	named: Map<Mutant, Equivalent>;
	gone: Equivalent[];
} {
	const files = new Set(mutants.map(({ file }) => file));
	const named = new Map<Mutant, Equivalent>();
	const gone: Equivalent[] = [];
	for (const equivalent of EQUIVALENT) {
		const found = mutants.filter((mutant) => isNamedBy(mutant, equivalent));
		for (const mutant of found) named.set(mutant, equivalent);
		if (found.length === 0 && files.has(equivalent.file)) gone.push(equivalent);
	}
	return { named, gone };
}

function isNamedBy(mutant: Mutant, equivalent: Equivalent): boolean {
	return (
		mutant.file === equivalent.file &&
		mutant.lineText === equivalent.line &&
		onOneLine(mutant.original) === equivalent.original &&
		onOneLine(mutant.replacement) === equivalent.replacement
	);
}

/** As it is printed, and written in this file. */
export function onOneLine(code: string): string {
	return code.replace(/\s+/g, ' ');
}
