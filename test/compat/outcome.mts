import path from 'node:path';
import { isRecord, listAt, numberAt, recordAt, textAt } from '../../sandbox/n8n/answers.mts';

/** How a case went on a version of n8n. */
export interface Outcome {
	passed: number;
	failed: number;
	leftOut: number;
	seconds: number;
}

/** What was run on a version of n8n. */
export interface VersionOutcome {
	version: string;
	/** version of Node */
	node: string;
	/** the day on which it was, yyyy-MM-dd */
	on: string;
	/** by the name of the file; a case that was not run is not in it */
	outcomes: ReadonlyMap<string, Outcome>;
}

/** Reads what Jest says with `--json`. @throws Error when it is not that */
export function outcomesOf(jestReport: unknown): Map<string, Outcome> {
	return new Map(
		listAt(jestReport, 'testResults').map((file) => {
			const statuses = listAt(file, 'assertionResults').map((test) => textAt(test, 'status'));
			const count = (...wanted: string[]) =>
				statuses.filter((status) => wanted.includes(status)).length;
			const failed = count('failed');
			const brokeOff = isRecord(file) && file.status === 'failed' && failed === 0;
			return [
				path.basename(textAt(file, 'name'), '.test.mts'),
				{
					passed: count('passed'),
					failed: brokeOff ? 1 : failed,
					leftOut: count('pending', 'skipped'),
					seconds: Math.round((numberAt(file, 'endTime') - numberAt(file, 'startTime')) / 1000),
				},
			];
		}),
	);
}

/** @returns JSON that `fromJson` reads */
export const toJson = (versions: readonly VersionOutcome[]): string =>
	JSON.stringify(
		versions.map((one) => ({ ...one, outcomes: Object.fromEntries(one.outcomes) })),
		null,
		'\t',
	);

/** @throws Error when it is not what `toJson` gives */
export function fromJson(text: string): VersionOutcome[] {
	const versions: unknown = JSON.parse(text);
	return listAt({ versions }, 'versions').map((one) => ({
		version: textAt(one, 'version'),
		node: textAt(one, 'node'),
		on: textAt(one, 'on'),
		outcomes: new Map(
			Object.entries(recordAt(one, 'outcomes')).map(([file, outcome]) => [
				file,
				{
					passed: numberAt(outcome, 'passed'),
					failed: numberAt(outcome, 'failed'),
					leftOut: numberAt(outcome, 'leftOut'),
					seconds: numberAt(outcome, 'seconds'),
				},
			]),
		),
	}));
}
