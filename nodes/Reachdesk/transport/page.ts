import { ExplainedError } from '../../shared/explainedError';
import { isObject, memberOf } from '../../shared/jsonObject';

/** One page of a list, wherever the pagination is. */
export interface Page {
	/**
	 * what distinguishes a row from others, even from a wrong one with the same id; its position
	 * without an id
	 */
	rows: { identity: string; row: unknown }[];
	totalPages: number | null;
	totalRecords: number | null;
}

/**
 * One page of a list. Reachdesk’s examples show `{ data: […], pagination }`; a user of a
 * live account has reported the pagination inside of `data`, so both places are read.
 *
 * @param list - what the list contains, in the plural
 * @param place - how many rows the earlier pages had
 * @throws ExplainedError when the body has neither shape
 */
export function readPage(body: unknown, list: string, place = 0): Page {
	const outer = isObject(body) ? body.data : undefined;
	const rows = isObject(outer) ? outer.data : outer;
	if (!isObject(body) || !Array.isArray(rows)) {
		throw new ExplainedError(
			`Reachdesk’s list of ${list} does not have the documented shape`,
			"Check 'Base URL' in the credential. Nothing was sent",
		);
	}
	const pagination = isObject(outer) ? outer.pagination : body.pagination;
	const count = (name: string): number | null => {
		const value = isObject(pagination) ? pagination[name] : undefined;
		return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null;
	};
	return {
		rows: rows.map((row: unknown, index) => ({
			identity: identityOf(row) ?? `row ${String(place + index)}`,
			row,
		})),
		totalPages: count('total_pages'),
		totalRecords: count('total_records'),
	};
}

/** The parts of a send, contact or transaction that never change. */
export function identityOf(row: unknown): string | null {
	if (!isObject(row) || !isId(row.id)) return null;
	const { id, email, created_at: createdAt, campaign } = row;
	return JSON.stringify([id, email, createdAt, memberOf(campaign, 'id')]);
}

const isId = (id: unknown): id is number | string =>
	typeof id === 'number' || typeof id === 'string';
