import path from 'node:path';
import { isRecord, listAt, numberAt, recordAt, textAt } from '../../sandbox/n8n/answers.mts';
import { isAtLeast } from '../../sandbox/n8n/version.mts';

/** The commit of results from before commits were kept. */
export const NOT_NOTED = 'not noted';

/** Where and when a case was run. */
export interface Circumstances {
	/** version of Node */
	node: string;
	/** the day on which it was, yyyy-MM-dd */
	on: string;
	/** what was run: a commit in short, with "+" and a checksum when files had been changed since, or `NOT_NOTED` */
	commit: string;
}

/** How a case went on a version of n8n. */
export interface Outcome extends Circumstances {
	passed: number;
	failed: number;
	leftOut: number;
	seconds: number;
}

/** What was run on a version of n8n, perhaps on several days. */
export interface VersionOutcome {
	version: string;
	/** by the name of the file; a case that was not run is not in it */
	outcomes: ReadonlyMap<string, Outcome>;
}

/**
 * Reads of one case what Jest says with `--json`.
 *
 * @returns a failure when the case is not in there, or when it broke off
 * @throws Error when it is not what Jest says
 */
export function outcomeOf(jestReport: unknown, file: string, where: Circumstances): Outcome {
	const result = listAt(jestReport, 'testResults').find(
		(one) => path.basename(textAt(one, 'name'), '.test.mts') === file,
	);
	if (result === undefined) return { passed: 0, failed: 1, leftOut: 0, seconds: 0, ...where };
	const statuses = listAt(result, 'assertionResults').map((test) => textAt(test, 'status'));
	const count = (...wanted: string[]) =>
		statuses.filter((status) => wanted.includes(status)).length;
	const failed = count('failed');
	const brokeOff = isRecord(result) && result.status === 'failed' && failed === 0;
	return {
		passed: count('passed'),
		failed: brokeOff ? 1 : failed,
		leftOut: count('pending', 'skipped'),
		seconds: Math.round((numberAt(result, 'endTime') - numberAt(result, 'startTime')) / 1000),
		...where,
	};
}

export const isOutcome = (value: unknown): value is Outcome =>
	isRecord(value) && 'passed' in value && 'commit' in value;

/** Whether a case was run and passed. */
export const isWell = (outcome: Outcome | undefined): boolean =>
	outcome?.failed === 0 && outcome.passed > 0;

/** Puts what came out of a case in the place of what came out of it before; the oldest n8n first. */
export function withOutcome(
	kept: readonly VersionOutcome[],
	{ version, file, outcome }: { version: string; file: string; outcome: Outcome },
): VersionOutcome[] {
	const before = kept.find((one) => one.version === version);
	const outcomes = new Map([...(before?.outcomes ?? []), [file, outcome] as const]);
	const others = kept.filter((one) => one !== before);
	return [...others, { version, outcomes }].sort((one, other) =>
		isAtLeast(one.version, other.version) ? 1 : -1,
	);
}

/** @returns JSON that `fromJson` reads */
export const toJson = (versions: readonly VersionOutcome[]): string =>
	JSON.stringify(
		versions.map(({ version, outcomes }) => ({
			version,
			outcomes: Object.fromEntries([...outcomes].sort(([one], [other]) => (one < other ? -1 : 1))),
		})),
		null,
		'\t',
	);

/** @throws Error when it is not what `toJson` gives */
export function fromJson(text: string): VersionOutcome[] {
	const versions: unknown = JSON.parse(text);
	return listAt({ versions }, 'versions').map((one) => ({
		version: textAt(one, 'version'),
		outcomes: new Map(
			Object.entries(recordAt(one, 'outcomes')).map(([file, outcome]) => [
				file,
				{
					passed: numberAt(outcome, 'passed'),
					failed: numberAt(outcome, 'failed'),
					leftOut: numberAt(outcome, 'leftOut'),
					seconds: numberAt(outcome, 'seconds'),
					node: textAt(outcome, 'node'),
					on: textAt(outcome, 'on'),
					commit: textAt(outcome, 'commit'),
				},
			]),
		),
	}));
}
