import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isList, isRecord } from '../../sandbox/n8n/answers.mts';

/** Texts that must not be found, by what they are. */
export type Markers = Readonly<Record<string, string>>;

/** A marker, and where it was found. */
export interface Finding {
	marker: string;
	place: string;
}

/** A text as it may be written: as it is, in a URL, in a header of HTTP. */
const spellingsOf = (text: string): string[] => [
	...new Set([
		text,
		encodeURIComponent(text),
		Buffer.from(text).toString('base64').replace(/=+$/, ''),
	]),
];

// n8n makes thousands of them, and a part of one can look like a year
const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
const PART_OF_UUID = /^[\da-f-]{1,35}$/;

/** The markers that a text holds, in any spelling and case. */
export function findIn(text: string, markers: Markers, place: string): Finding[] {
	const lower = text.toLowerCase();
	const withoutIds = lower.replace(UUID, ' ');
	const holds = (spelling: string): boolean =>
		(PART_OF_UUID.test(spelling) ? withoutIds : lower).includes(spelling);
	return Object.entries(markers)
		.filter(([, marker]) => spellingsOf(marker).some((spelling) => holds(spelling.toLowerCase())))
		.map(([marker]) => ({ marker, place }));
}

const isDatabase = (file: string): boolean => path.basename(file).startsWith('database.sqlite');

function filesIn(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));
}

/**
 * Searches all files of n8n's user folder outside of its database.
 *
 * @param searched - the part of a file's text that is searched
 */
export const findInFiles = (
	userFolder: string,
	markers: Markers,
	searched = (text: string) => text,
): Finding[] =>
	filesIn(userFolder)
		.filter((file) => !isDatabase(file))
		.flatMap((file) =>
			findIn(searched(readFileSync(file, 'utf8')), markers, path.relative(userFolder, file)),
		);

/** n8n's only record of a whole error, at level debug (n8n-core, workflow-execute.js). */
const isDebugRecord = (line: string): boolean =>
	line.includes('"level":"debug"') && line.includes('Workflow execution finished with error');

/** A file of n8n's log in JSON without those records. */
export const withoutDebugRecords = (text: string): string =>
	text
		.split('\n')
		.filter((line) => !isDebugRecord(line))
		.join('\n');

/** Those records of all files. */
export const debugRecordsOfErrors = (userFolder: string): string[] =>
	filesIn(userFolder)
		.filter((file) => !isDatabase(file))
		.flatMap((file) => readFileSync(file, 'utf8').split('\n').filter(isDebugRecord));

/** Searches the bytes of the database's files, with whatever was deleted and is still there. */
export const findInDatabaseFiles = (userFolder: string, markers: Markers): Finding[] =>
	filesIn(userFolder)
		.filter((file) => isDatabase(file) && statSync(file).size > 0)
		.flatMap((file) =>
			findIn(readFileSync(file, 'latin1'), markers, path.relative(userFolder, file)),
		);

/** n8n's database, read only. */
export class ExecutedDatabase {
	private readonly database: DatabaseSync;

	constructor(userFolder: string) {
		const file = path.join(userFolder, '.n8n', 'database.sqlite');
		this.database = new DatabaseSync(file, { readOnly: true });
	}

	close(): void {
		this.database.close();
	}

	/** The tables with the number of their rows. */
	get tables(): Map<string, number> {
		const rows = this.database
			.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
			.all();
		return new Map(
			rows.map(({ name }) => {
				const table = String(name);
				const [count] = this.database.prepare(`SELECT count(*) AS rows FROM "${table}"`).all();
				return [table, Number(count?.rows)];
			}),
		);
	}

	/** Searches every column of every row of a table. */
	findInTable(table: string, markers: Markers): Finding[] {
		return this.database
			.prepare(`SELECT * FROM "${table}"`)
			.all()
			.flatMap((row) =>
				Object.entries(row).flatMap(([column, value]) =>
					findIn(String(value), markers, `${table}.${column}`),
				),
			);
	}

	/** What the executions keep, decoded. */
	executionData(): unknown[] {
		return this.database
			.prepare('SELECT data FROM execution_data')
			.all()
			.map(({ data }) => unflatten(String(data)));
	}
}

// What an error record is called, in executions and in the items that nodes make of errors
const ERROR_KEYS = ['error', 'errors', 'cause', 'errorResponse', 'stack', 'remedy', 'hints'];

/** Everything in an execution that is said about errors, whole. */
export function errorRecords(execution: unknown): unknown[] {
	const found: unknown[] = [];
	const seen = new Set<unknown>();
	const walk = (value: unknown) => {
		if (typeof value !== 'object' || value === null || seen.has(value)) return;
		seen.add(value);
		for (const [key, member] of Object.entries(value)) {
			if (ERROR_KEYS.includes(key) && member !== null && member !== undefined) found.push(member);
			walk(member);
		}
	};
	walk(execution);
	return found;
}

/**
 * Searches all that an object holds, however deep; what is met twice is searched once.
 *
 * @param skipped - keys whose values are not searched
 */
export function findInObject(
	value: unknown,
	markers: Markers,
	place: string,
	skipped: readonly string[] = [],
): Finding[] {
	const texts: string[] = [];
	const seen = new Set<unknown>();
	const walk = (member: unknown) => {
		if (typeof member === 'string') texts.push(member);
		if (typeof member !== 'object' || member === null || seen.has(member)) return;
		seen.add(member);
		for (const [key, inner] of Object.entries(member)) {
			texts.push(key);
			if (!skipped.includes(key)) walk(inner);
		}
	};
	walk(value);
	return findIn(texts.join('\n'), markers, place);
}

/**
 * Decodes the format of the npm package `flatted`: a list of values in which every text inside an
 * object or a list is the index of another value.
 */
function unflatten(text: string): unknown {
	const values: unknown = JSON.parse(text);
	if (!isList(values)) throw new Error('The data of the execution is not in the flatted format.');
	const decoded = new Map<number, unknown>();
	const decode = (index: number): unknown => {
		if (decoded.has(index)) return decoded.get(index);
		const value = values[index];
		if (!isList(value) && !isRecord(value)) return value;
		const copy: unknown[] | Record<string, unknown> = isList(value) ? [] : {};
		decoded.set(index, copy);
		for (const [key, member] of Object.entries(value)) {
			Reflect.set(copy, key, typeof member === 'string' ? decode(Number(member)) : member);
		}
		return copy;
	};
	return decode(0);
}
