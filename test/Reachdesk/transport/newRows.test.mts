import { describe, expect, test } from '@jest/globals';
import { identityOf } from '../../../nodes/Reachdesk/transport/page.ts';
import { readNewRows } from '../../../nodes/Reachdesk/transport/rows.ts';
import { contextOfAccount, countsOf, rowsOfPage } from './pagedList.mts';

const LIST = { path: '/sends', name: 'sends', qs: { email: 'x' }, takesPageSize: true } as const;
const PER_PAGE = 2;

const rowOf = (id: number) => ({ id, email: 'x', created_at: 'y', campaign: { id: 1 } });
/** Rows with these ids, newest first. */
const rows = (from: number, until: number) =>
	Array.from({ length: from - until + 1 }, (_, index) => rowOf(from - index));

/** What is found to be new in a list of two rows a page, and the pages that were read. */
async function newIn(listed: object[], before: readonly object[], counts: Counts = {}) {
	const asked: unknown[] = [];
	const context = contextOfAccount(({ method, qs }) => {
		asked.push([method, qs]);
		return {
			data: rowsOfPage(listed, qs?.page ?? 1, PER_PAGE),
			pagination: { ...countsOf(listed, PER_PAGE), ...counts },
		};
	});
	const identities = new Set(before.map((row) => identityOf(row)));
	const known = {
		count: identities.size,
		has: (identity: string) => identities.has(identity),
	};
	const found = await readNewRows(context, LIST, known);
	return { found: found && [...found.values()], asked };
}
interface Counts {
	total_records?: number | null;
	total_pages?: number | null;
}

describe('the new rows of a list', () => {
	test('are none when there are as many as before, and one page proves it', async () => {
		const { found, asked } = await newIn(rows(20, 1), rows(20, 1));
		expect(found).toEqual([]);
		expect(asked).toEqual([['GET', { email: 'x', page: 1, per_page: 100 }]]);
	});

	test('are those of the first page', async () => {
		const { found, asked } = await newIn(rows(21, 1), rows(20, 1));
		expect(found).toEqual(rows(21, 21));
		expect(asked).toHaveLength(1);
	});

	test('are looked for further when a page has nothing else', async () => {
		const { found, asked } = await newIn(rows(23, 1), rows(20, 1));
		expect(found).toEqual(rows(23, 21));
		expect(asked).toHaveLength(2);
		// the page after them shows that the known rows follow
		const more = await newIn(rows(22, 1), rows(20, 1));
		expect(more.found).toEqual(rows(22, 21));
		expect(more.asked).toHaveLength(2);
	});

	test('are all rows of a list that had none', async () => {
		expect(await newIn(rows(2, 1), [])).toMatchObject({ found: rows(2, 1) });
		expect((await newIn(rows(2, 1), [], { total_pages: null })).found).toEqual(rows(2, 1));
	});
});

describe('whether a list has other new rows is not known', () => {
	test.each<[string, object[], object[], Counts, number]>([
		['without a count', rows(20, 1), rows(20, 1), { total_records: null }, 1],
		['when a row has disappeared', rows(19, 1), rows(20, 1), {}, 1],
		[
			'when it has more rows, and the first page is known',
			rows(20, 1),
			rows(20, 1),
			{ total_records: 21 },
			1,
		],
		['when half of it was read', rows(20, 1), rows(2, 1), {}, 5],
		['when its answers have no pages', rows(20, 1), rows(17, 1), { total_pages: null }, 1],
	])('%s', async (_, listed, before, counts, pages) => {
		const { found, asked } = await newIn(listed, before, counts);
		expect(found).toBeNull();
		expect(asked).toHaveLength(pages);
	});

	const endless = { total_pages: 1_000_000, total_records: 2_000_000 };

	test('when a page has only what the page before had, however many pages there are said to be', async () => {
		let asked = 0;
		const context = contextOfAccount(() => {
			asked++;
			return { data: rows(2, 1), pagination: endless };
		});
		expect(await readNewRows(context, LIST, { count: 0, has: () => false })).toBeNull();
		expect(asked).toBe(2);
	});

	test('when new rows do not end', async () => {
		let asked = 0;
		const context = contextOfAccount(() => {
			asked++;
			return { data: [rowOf(asked)], pagination: endless };
		});
		expect(await readNewRows(context, LIST, { count: 0, has: () => false })).toBeNull();
		expect(asked).toBe(5_000);
	});
});

test.each([
	['there is no count', { total_records: null }],
	['the list has fewer than were known', { total_records: 10 }],
])('no further page is read when %s', async (_, counts) => {
	const { found, asked } = await newIn(rows(60, 1), rows(20, 1), counts);
	expect(found).toBeNull();
	expect(asked).toHaveLength(1);
});
