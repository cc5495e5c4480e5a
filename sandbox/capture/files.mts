import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Capture } from './capture.mts';
import { isList, isObject } from './json.mts';
import type { Json } from './json.mts';

/** As many rows of a list as show how they differ; how many people there are is nobody’s business. */
const MOST_ROWS = 20;

/** A list with the first rows of each shape alone. */
export function shortened(value: Json): Json {
	if (isObject(value)) {
		return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one)]));
	}
	if (!isList(value)) return value;
	const known = new Set<string>();
	const rows: Json[] = [];
	for (const row of value) {
		const shape = outlineOf(row);
		if (rows.length === MOST_ROWS) break;
		if (known.has(shape) && rows.length >= 3) continue;
		known.add(shape);
		rows.push(shortened(row));
	}
	return rows;
}

/** Keys and types, without values. */
function outlineOf(value: Json): string {
	if (isList(value)) return `[${value.length === 0 ? '' : outlineOf(value[0] ?? null)}]`;
	if (isObject(value)) {
		const members = Object.entries(value).map(([key, one]) => `${key}:${outlineOf(one)}`);
		return `{${members.join()}}`;
	}
	return value === null ? 'null' : typeof value;
}

/** The report, as a page of Markdown. */
export const reportOf = ({ differences, gaps, exchanges }: Capture): string =>
	[
		'# A live account and the sandbox',
		'',
		`${String(exchanges.length)} answers were compared. All personal data in these files are replaced; please look through them before you share them.`,
		'',
		'## Differences',
		'',
		...(differences.length === 0 ? ['None.'] : differences.map((one) => `- ${one}`)),
		'',
		'## Not captured',
		'',
		...(gaps.length === 0 ? ['Nothing.'] : gaps.map((one) => `- ${one}`)),
		'',
	].join('\n');

/** Writes a capture into a new folder. @throws Error when the folder is there */
export function writeCapture(folder: string, captured: Capture): void {
	mkdirSync(folder);
	for (const { name, service, bodies, ...exchange } of captured.exchanges) {
		const file = path.join(folder, `${service.toLowerCase()}-${name}.json`);
		const content = { ...exchange, body: shortened(bodies[0] ?? null) };
		writeFileSync(file, `${JSON.stringify(content, null, '\t')}\n`);
	}
	writeFileSync(path.join(folder, 'differences.md'), reportOf(captured));
}
