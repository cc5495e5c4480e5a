import type { IDataObject } from 'n8n-workflow';
import { ExplainedError } from '../../shared/explainedError';
import { bodyOf } from './bodyOf';
import { readPage } from './page';
import { reachdeskRequest } from './reachdeskRequest';
import type { ReachdeskContext } from './reachdeskRequest';

const PER_PAGE = 100;
const MOST_PAGES = 5_000;

/** A list of Reachdesk’s, with its name in the plural for messages. */
export interface List {
	path: '/sends' | '/contacts' | '/transactions';
	name: string;
	qs: IDataObject;
	/** transactions come in pages of Reachdesk’s own size */
	takesPageSize: boolean;
}

/** Rows of a list, each once, and whether any may be missing. */
interface Rows {
	rows: unknown[];
	isWhole: boolean;
}

const TRIES = 2;

/**
 * The rows of a list, each once, wherever pagination sits.
 *
 * Rule: a list with gaps is no list: what is missing might be what matters.
 *
 * @param limit - how many rows are enough
 * @throws NodeApiError or ExplainedError when the list cannot be had whole
 */
export async function readRows(
	context: ReachdeskContext,
	list: List,
	limit = Infinity,
): Promise<unknown[]> {
	for (let tries = TRIES; tries > 0; tries--) {
		const { rows, isWhole } = await readPages(context, list, limit);
		if (isWhole || rows.length >= limit) return rows;
	}
	throw new ExplainedError(
		`Reachdesk’s list of ${list.name} has gaps`,
		'Nothing was sent, because what is missing might matter. Try again in a few minutes',
	);
}

/**
 * Every page of a list, or as many as it takes for some rows. An empty page ends it, also where more
 * pages are said to follow, so that a wrong count does not keep us asking; then the list has a gap.
 */
async function readPages(
	context: ReachdeskContext,
	{ path, name, qs, takesPageSize }: List,
	limit: number,
): Promise<Rows> {
	const rows = new Map<string, unknown>();
	let expected = 0;
	let isWhole = true;
	for (let page = 1; page <= MOST_PAGES; page++) {
		const size = takesPageSize ? { per_page: PER_PAGE } : {};
		const answer = await reachdeskRequest(context, {
			method: 'GET',
			path,
			qs: { ...qs, page, ...size },
		});
		const read = readPage(bodyOf(context.getNode(), answer, `The list of ${name}`), name);
		const known = rows.size;
		for (const { id, row } of read.rows) rows.set(id, row);
		expected = Math.max(expected, read.totalRecords ?? 0);
		if (read.totalPages === page || rows.size >= limit) break;
		if (rows.size > known) continue;
		isWhole = read.totalPages === null || read.totalPages < page;
		break;
	}
	return { rows: [...rows.values()].slice(0, limit), isWhole: isWhole && rows.size >= expected };
}
