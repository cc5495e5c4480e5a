import { sleep } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { ExplainedError } from '../../shared/explainedError';
import { bodyOf } from './bodyOf';
import { readPage } from './page';
import type { Page } from './page';
import { reachdeskRequest } from './reachdeskRequest';
import type { ReachdeskContext } from './reachdeskRequest';

const PER_PAGE = 100;
const MOST_PAGES = 5_000;
// A list needs more only if more than a page of new rows arrives with each request.
const MOST_REPEATED_PAGES = 3;

/** A Reachdesk list, with its name in the plural for messages. */
export interface List {
	path: '/sends' | '/contacts' | '/transactions';
	name: string;
	qs: IDataObject;
	/** false for transactions, whose page size Reachdesk sets */
	takesPageSize: boolean;
}

/** Rows of a list, each once, and whether the list is complete. */
interface Rows {
	rows: unknown[];
	isWhole: boolean;
}

const TRIES = 2;
// By then, a list that changed while it was read may be stable.
const RETRY_PAUSE = 1_000;

/**
 * How long to wait before a list is read again: 1 to 2 s, so that executions do not stay in step.
 */
const retryPause = (random: number): number => RETRY_PAUSE * (1 + random);

/**
 * The rows of a list, each once, wherever the pagination is.
 *
 * Rule: a list with gaps is not used, because a missing row might matter.
 *
 * @param limit - how many rows are enough
 * @param random - from 0 to 1, as of Math.random
 * @throws NodeApiError or ExplainedError when the list cannot be read completely
 */
export async function readRows(
	context: ReachdeskContext,
	list: List,
	limit = Infinity,
	random: () => number = Math.random,
): Promise<unknown[]> {
	for (let tries = 1; tries <= TRIES; tries++) {
		if (tries > 1) await sleep(retryPause(random()));
		const { rows, isWhole } = await readPages(context, list, limit);
		if (isWhole || rows.length >= limit) return rows;
	}
	throw new ExplainedError(
		`Reachdesk’s list of ${list.name} has gaps`,
		'Nothing was sent, because the missing rows might matter. Try again in a few minutes',
	);
}

/**
 * Every page of a list, or as many pages as are needed for a number of rows.
 *
 * Rows that arrive in the meantime push others to a later page, where they appear a second time. So
 * a list is complete when it has as many rows as its first page announced. A row that disappears in
 * the meantime pulls others to a page that was already read, so a shrinking count also means a gap.
 */
async function readPages(context: ReachdeskContext, list: List, limit: number): Promise<Rows> {
	const rows = new Map<string, unknown>();
	let first: Page | null = null;
	let place = 0;
	let repeated = 0;
	let largest = 0;
	let hasShrunk = false;
	let before = '';
	for (let page = 1; page <= MOST_PAGES; page++) {
		const read = await readOnePage(context, list, page, place);
		place += read.rows.length;
		const known = rows.size;
		// without a count, only the rows show that Reachdesk returned the same page again
		const text = read.totalPages === null ? JSON.stringify(read.rows.map(({ row }) => row)) : '';
		const isRepeated = text !== '' && text === before;
		before = text;
		if (!isRepeated) for (const { identity, row } of read.rows) rows.set(identity, row);
		first ??= read;
		hasShrunk ||= (read.totalRecords ?? Infinity) < largest;
		largest = Math.max(largest, read.totalRecords ?? 0);
		if (rows.size >= limit) break;

		const isAll = rows.size >= (first.totalRecords ?? 0) && !hasShrunk;
		const isLast = read.totalPages !== null && page >= read.totalPages;
		if (isLast) return { rows: [...rows.values()], isWhole: isAll };
		repeated = rows.size > known ? 0 : repeated + 1;
		// without a count, an empty or repeated page is the end; with a count, it means a gap or new
		// rows
		if (repeated > 0 && read.totalPages === null) {
			return { rows: [...rows.values()], isWhole: isAll };
		}
		if (read.rows.length === 0 || repeated === MOST_REPEATED_PAGES) break;
	}
	return { rows: [...rows.values()].slice(0, limit), isWhole: false };
}

/** Rows that were read before. */
export interface KnownRows {
	count: number;
	has: (identity: string) => boolean;
}

/**
 * The rows of a list that are new, by their identity, from as few pages as prove that there are no
 * others: Reachdesk lists new rows first, and the known and the new rows are as many as the list
 * has. null when that is not so, as when a row has disappeared.
 *
 * @throws NodeApiError or ExplainedError when a page cannot be read
 */
export async function readNewRows(
	context: ReachdeskContext,
	list: List,
	known: KnownRows,
): Promise<Map<string, unknown> | null> {
	const found = new Map<string, unknown>();
	for (let page = 1; page <= MOST_PAGES; page++) {
		const { rows, totalRecords, totalPages } = await readOnePage(context, list, page, 0);
		const unknown = rows.filter(({ identity }) => !known.has(identity));
		const foundBefore = found.size;
		for (const { identity, row } of unknown) found.set(identity, row);
		const isAllNew = unknown.length === rows.length;
		const count = known.count + found.size;
		if (totalRecords === null || count > totalRecords) return null;
		if (count === totalRecords && !(isAllNew && page < (totalPages ?? page))) return found;
		// what is new does not come first, or reading all of it again is not slower
		if (found.size === foundBefore || page >= (totalPages ?? 0) / 2) return null;
	}
	return null;
}

/** @param place - how many rows the earlier pages had */
async function readOnePage(
	context: ReachdeskContext,
	{ path, name, qs, takesPageSize }: List,
	page: number,
	place: number,
): Promise<Page> {
	const size = takesPageSize ? { per_page: PER_PAGE } : {};
	const answer = await reachdeskRequest(context, {
		method: 'GET',
		path,
		qs: { ...qs, page, ...size },
	});
	return readPage(bodyOf(context.getNode(), answer, `The list of ${name}`), name, place);
}
