import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { hibobRequest } from './hibobRequest';
import type { HiBobContext } from './hibobContext';

/**
 * The names of the items of a list, with children and without archived ones
 * (apidocs.hibob.com/reference/get_company-named-lists-listname). List names are case-sensitive.
 */
export async function readListItems(context: HiBobContext, list: string): Promise<string[]> {
	const names = (await readCurrentEntries(context, list)).map(({ name }) => name);
	return [...new Set(names)].sort((one, other) => one.localeCompare(other));
}

/** The entries of a list, children after their parent, without archived ones and their children. */
export async function readCurrentEntries(
	context: HiBobContext,
	list: string,
): Promise<ListEntry[]> {
	const path = `/company/named-lists/${encodeURIComponent(list)}` as const;
	const answer = await hibobRequest(context, { method: 'GET', path });
	return isObject(answer) ? entriesIn(answer.items ?? answer.values, null, isCurrent) : [];
}

const isCurrent = ({ archived }: JsonObject): boolean => archived !== true;

/** A list with its name, as HiBob returned it. */
export interface NamedList {
	name: string;
	body: JsonObject;
}

/** One entry of a list; `parent` is the id of the entry above it. */
export interface ListEntry {
	id: string | number | null;
	name: string;
	parent: string | number | null;
	archived: boolean;
}

/**
 * All named lists, by name (apidocs.hibob.com/reference/get_company-named-lists). HiBob documents a
 * list and returns an object; both are read.
 *
 * @throws ExplainedError when the response is neither
 */
export async function readNamedLists(
	context: HiBobContext,
	includeArchived: boolean,
): Promise<NamedList[]> {
	const path = `/company/named-lists?includeArchived=${String(includeArchived)}` as const;
	const answer = await hibobRequest(context, { method: 'GET', path });
	const lists = isObject(answer) && Array.isArray(answer.lists) ? answer.lists : answer;
	const named: [string | null, unknown][] = Array.isArray(lists)
		? lists.map((body: unknown) => [null, body])
		: isObject(lists)
			? Object.entries(lists)
			: [];
	const read = named.flatMap(([key, body]) => {
		if (!isObject(body)) return [];
		const name = typeof body.name === 'string' ? body.name : key;
		return name === null ? [] : [{ name, body }];
	});
	if (read.length > 0 || named.length === 0) {
		return read.sort((one, other) => one.name.localeCompare(other.name));
	}
	throw new ExplainedError(
		'HiBob did not return named lists',
		'Check the environment and the URL in the credential',
	);
}

/** The entries of a list, children after their parent. */
export const listEntries = ({ items, values }: JsonObject): ListEntry[] =>
	entriesIn(items ?? values, null);

/** @param isWanted - other items are skipped together with their children */
function entriesIn(
	items: unknown,
	parent: ListEntry['parent'],
	isWanted: (item: JsonObject) => boolean = () => true,
): ListEntry[] {
	return (Array.isArray(items) ? items : []).flatMap((item: unknown) => {
		if (!isObject(item) || !isWanted(item)) return [];
		const id = typeof item.id === 'string' || typeof item.id === 'number' ? item.id : null;
		const name = [item.value, item.name].find((text) => typeof text === 'string' && text !== '');
		const entry =
			typeof name === 'string' ? [{ id, name, parent, archived: item.archived === true }] : [];
		return [...entry, ...entriesIn(item.children, id, isWanted)];
	});
}
