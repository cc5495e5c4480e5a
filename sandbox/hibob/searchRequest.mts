import { isRecord } from './json.mts';
import type { HumanReadable } from './projection.mts';
import { badRequest } from './refusal.mts';

const MAX_FIELDS = 400;
const MODES: readonly HumanReadable[] = ['', 'APPEND', 'REPLACE'];

export interface ReadRequest {
	fields: string[] | undefined;
	humanReadable: HumanReadable;
}

export interface SearchRequest extends ReadRequest {
	showInactive: boolean;
	filter: { fieldPath: 'root.id' | 'root.email'; values: string[] } | undefined;
}

type Report = (violation: string) => void;

const isTextArray = (value: unknown): value is string[] =>
	Array.isArray(value) && value.every((item) => typeof item === 'string');

function reportUnknownKeys(
	body: Record<string, unknown>,
	known: readonly string[],
	place: string,
	report: Report,
) {
	for (const key of Object.keys(body)) {
		if (!known.includes(key)) report(`${place} has the unknown key ${key}, which HiBob ignores`);
	}
}

function objectBody(body: unknown): Record<string, unknown> {
	if (!isRecord(body)) throw badRequest('the body must be a JSON object');
	return body;
}

function fieldsOf({ fields }: Record<string, unknown>): string[] | undefined {
	if (fields === undefined) return undefined;
	if (!isTextArray(fields)) throw badRequest('fields must be an array of field ids');
	if (fields.length === 0)
		throw badRequest('fields must not be empty; omit it for the default fields');
	if (fields.length > MAX_FIELDS) {
		throw badRequest(
			`fields has ${String(fields.length)} ids, at most ${String(MAX_FIELDS)} are allowed`,
		);
	}
	return fields;
}

function humanReadableOf({ humanReadable }: Record<string, unknown>): HumanReadable {
	if (humanReadable === undefined) return '';
	const mode = MODES.find(
		(candidate) => typeof humanReadable === 'string' && candidate === humanReadable.toUpperCase(),
	);
	if (mode === undefined) throw badRequest('humanReadable must be "", "APPEND" or "REPLACE"');
	return mode;
}

function filterOf({ filters }: Record<string, unknown>, report: Report): SearchRequest['filter'] {
	if (filters === undefined) return undefined;
	if (!Array.isArray(filters)) throw badRequest('filters must be an array');
	const given: readonly unknown[] = filters;
	const [filter, ...more] = given;
	if (filter === undefined) throw badRequest('filters must not be empty; omit it to get everybody');
	if (more.length > 0) throw badRequest('filters takes one filter only');
	if (!isRecord(filter)) throw badRequest('a filter must be an object');
	reportUnknownKeys(filter, ['fieldPath', 'operator', 'values'], 'the filter', report);
	const { fieldPath, operator, values } = filter;
	if (fieldPath !== 'root.id' && fieldPath !== 'root.email') {
		throw badRequest('fieldPath must be root.id or root.email');
	}
	if (operator !== 'equals') throw badRequest('operator must be equals');
	if (!isTextArray(values)) throw badRequest('values must be an array of strings');
	if (values.length === 0) throw badRequest('values must not be empty');
	return { fieldPath, values };
}

/**
 * The body of POST /people/{identifier}, checked.
 * @throws Refusal (400) when it breaks https://apidocs.hibob.com/reference/post_people-identifier
 */
export function readRequestFrom(body: unknown, report: Report): ReadRequest {
	const given = objectBody(body);
	reportUnknownKeys(given, ['fields', 'humanReadable'], 'the body', report);
	return { fields: fieldsOf(given), humanReadable: humanReadableOf(given) };
}

/**
 * The body of POST /people/search, checked. Unknown keys go to `report`.
 * @throws Refusal (400) when it breaks https://apidocs.hibob.com/reference/post_people-search
 */
export function searchRequestFrom(body: unknown, report: Report): SearchRequest {
	const given = objectBody(body);
	const known = ['fields', 'filters', 'showInactive', 'humanReadable'];
	reportUnknownKeys(given, known, 'the body', report);
	const { showInactive = false } = given;
	if (typeof showInactive !== 'boolean') throw badRequest('showInactive must be a boolean');
	return {
		fields: fieldsOf(given),
		humanReadable: humanReadableOf(given),
		showInactive,
		filter: filterOf(given, report),
	};
}
