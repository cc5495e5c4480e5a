import { isAtLeast } from '../../sandbox/n8n/version.mts';
import { CASES } from './cases.mts';
import type { Case } from './cases.mts';

/** What of the cases is run on a version of n8n. */
export interface Plan {
	/** in the order of the table */
	cases: readonly Case[];
	/** names of tests that are left out, because this n8n does not have what they show */
	leftOut: readonly string[];
}

/** @param version such as `2.0.3` */
export function planFor(version: string): Plan {
	const cases = CASES.filter(({ needs }) => !needs || isAtLeast(version, needs.since));
	const leftOut = cases.flatMap(({ parts = [] }) =>
		parts.filter(({ needs }) => !isAtLeast(version, needs.since)).map(({ test }) => test),
	);
	return { cases, leftOut };
}

/** What Jest is to be told, besides where to write. */
export function jestArguments({ cases, leftOut }: Plan): string[] {
	const files = cases.map(({ file }) => file).join('|');
	return [
		...['--selectProjects', 'e2e', '--testPathPatterns', `/(${files})\\.test\\.mts$`],
		// two at a time: they wait for n8n most of the time
		...['--maxWorkers', '2'],
		...(leftOut.length === 0 ? [] : ['--testNamePattern', `^(?!.*(${leftOut.join('|')}))`]),
	];
}

/** Why a case, or a part of it, is not run on a version; undefined when all of it is. */
export function reasonAgainst({ needs, parts = [] }: Case, version: string): string | undefined {
	return [needs, ...parts.map((part) => part.needs)].find(
		(feature) => feature && !isAtLeast(version, feature.since),
	)?.reason;
}
