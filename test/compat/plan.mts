import { isAtLeast } from '../../sandbox/n8n/version.mts';
import { CASES } from './cases.mts';
import type { Case } from './cases.mts';
import { isWell } from './outcome.mts';
import type { VersionOutcome } from './outcome.mts';

/** What `npm run test:compat` was asked for. */
export interface Wish {
	/** versions of n8n, in the order in which they are run */
	versions: readonly string[];
	/** names of files; all cases when empty */
	files: readonly string[];
	/** keeps what comes out, case by case, and puts it into the pages that show it */
	isReport: boolean;
	/** skips what is kept already and passed */
	isContinued: boolean;
}

/** @throws Error that names what it does not know */
export function wishOf(args: readonly string[], known: readonly string[]): Wish {
	const files = CASES.map(({ file }) => file);
	const unknown = args.filter(
		(one) => ![...known, ...files, '--report', '--continue'].includes(one),
	);
	if (unknown.length > 0) {
		throw new Error(
			`Unknown: ${unknown.join(', ')}. There are --report, --continue, the versions ${known.join(', ')} and the cases ${files.join(', ')}.`,
		);
	}
	const named = known.filter((version) => args.includes(version));
	return {
		versions: named.length > 0 ? named : known,
		files: files.filter((file) => args.includes(file)),
		isReport: args.includes('--report'),
		isContinued: args.includes('--continue'),
	};
}

const IN_A_CONTAINER = ' in a container';

/** The name of a version of n8n in a container, where others have their number alone. */
export const inContainer = (version: string): string => `${version}${IN_A_CONTAINER}`;

const reasonAgainstContainer = ({ notInContainer }: Case, version: string): string | undefined =>
	version.endsWith(IN_A_CONTAINER) ? notInContainer : undefined;

/**
 * The cases that a version of n8n has what they take for, in the order of the table.
 *
 * @param version such as `2.0.3`, or what `inContainer` makes of it
 */
export const casesOf = (version: string): Case[] =>
	CASES.filter(
		(one) =>
			(!one.needs || isAtLeast(version, one.needs.since)) &&
			reasonAgainstContainer(one, version) === undefined,
	);

/** What is to be run on a version. */
export const casesToRun = (
	version: string,
	{ files, isContinued }: Wish,
	kept: readonly VersionOutcome[],
): Case[] => {
	const outcomes = kept.find((one) => one.version === version)?.outcomes;
	return casesOf(version).filter(
		({ file }) =>
			(files.length === 0 || files.includes(file)) && !(isContinued && isWell(outcomes?.get(file))),
	);
};

/** What Jest is to be told to run a case on a version, besides where to write. */
export function jestArguments({ file, parts = [] }: Case, version: string): string[] {
	const leftOut = parts
		.filter(({ needs }) => !isAtLeast(version, needs.since))
		.map(({ test }) => test);
	return [
		...['--selectProjects', 'e2e', '--testPathPatterns', `/${file}\\.test\\.mts$`],
		...(leftOut.length === 0 ? [] : ['--testNamePattern', `^(?!.*(${leftOut.join('|')}))`]),
	];
}

/** Why a case, or a part of it, is not run on a version; undefined when all of it is. */
export function reasonAgainst(one: Case, version: string): string | undefined {
	const { needs, parts = [] } = one;
	const missing = [needs, ...parts.map((part) => part.needs)].find(
		(feature) => feature && !isAtLeast(version, feature.since),
	);
	return reasonAgainstContainer(one, version) ?? missing?.reason;
}
