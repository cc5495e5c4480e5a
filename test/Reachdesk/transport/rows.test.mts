import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { sleep } from 'n8n-workflow';
import { readRows } from '../../../nodes/Reachdesk/transport/rows.ts';
import { startReachdesk } from '../../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../../sandbox/reachdesk/server.mts';
import { giftNode } from '../../hostile/reachdeskNode.mts';
import { startProxy } from '../../hostile/proxy.mts';
import type { Proxy } from '../../hostile/proxy.mts';
import { judgedToday } from '../judgedToday.mts';
import { execute, processedData } from '../../n8nCore.mts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { contextOfAccount, countsOf, rowsOfPage } from './pagedList.mts';

const PER_PAGE = 100;

/** A list that changes while its pages are read. `beforePage` runs before the n-th request. */
class ChangingList {
	rows: unknown[];

	requests = 0;

	perPage = PER_PAGE;

	/** what the answers say of the number of pages and rows */
	counts: 'both' | 'none' = 'both';

	/** what is answered for a page, unless it is a slice of the rows */
	pageOf = (page: number): unknown[] => rowsOfPage(this.rows, page, this.perPage);

	private readonly beforePage: (list: ChangingList, request: number) => void;

	constructor(
		rows: unknown[],
		beforePage: (list: ChangingList, request: number) => void = () => undefined,
	) {
		this.rows = rows;
		this.beforePage = beforePage;
	}

	async read(limit?: number, random?: () => number): Promise<unknown[]> {
		const list = { path: '/sends', name: 'sends', qs: {}, takesPageSize: true } as const;
		const context = contextOfAccount(({ qs: { page } = { page: 1 } }) => {
			this.requests += 1;
			this.beforePage(this, this.requests);
			const pagination = this.counts === 'both' ? countsOf(this.rows, this.perPage) : {};
			return { data: this.pageOf(page), pagination };
		});
		return await readRows(context, list, limit, random);
	}
}

const sends = (count: number, from = 1) =>
	Array.from({ length: count }, (_, at) => ({ id: from + count - 1 - at }));
const idsOf = (rows: unknown[]) => new Set(rows.map((row) => JSON.stringify(row)));

describe('a list that grows while it is read', () => {
	test('is whole: what its first page counted is reached', async () => {
		let id = 10_000;
		const list = new ChangingList(sends(250), ({ rows }, request) => {
			if (request > 1) rows.unshift({ id: id++ });
		});
		const rows = await list.read();
		expect(idsOf(rows).size).toBe(rows.length);
		for (const send of sends(250)) expect(rows).toContainEqual(send);
		expect(list.requests).toBe(3);
	});

	test('is read on where rows were pushed beyond its last page', async () => {
		let id = 10_000;
		const list = new ChangingList(sends(300), ({ rows }, request) => {
			if (request > 1) rows.unshift({ id: id++ });
		});
		const rows = await list.read();
		for (const send of sends(300)) expect(rows).toContainEqual(send);
		expect(list.requests).toBe(4);
	});

	test('is whole where a whole page was pushed on', async () => {
		let id = 10_000;
		const list = new ChangingList(sends(250), ({ rows }, request) => {
			if (request === 2) for (let one = 0; one < 100; one++) rows.unshift({ id: id++ });
		});
		const rows = await list.read();
		for (const send of sends(250)) expect(rows).toContainEqual(send);
		expect(rows).toHaveLength(250);
	});
});

describe('a list that shrinks while it is read', () => {
	test('is read again', async () => {
		const list = new ChangingList(sends(250), ({ rows }, request) => {
			if (request === 2) rows.splice(10, 1);
		});
		const rows = await list.read();
		// three requests lost a row, three others found it
		expect(list.requests).toBe(6);
		expect(rows).toHaveLength(249);
		expect(rows).toEqual(list.rows);
	});

	test('is read again after a pause of its own length', async () => {
		const pauses: number[] = [];
		jest.mocked(sleep).mockImplementation(async (milliseconds) => {
			pauses.push(milliseconds);
			await Promise.resolve();
		});
		for (const random of [0, 0.25, 0.999]) {
			const list = new ChangingList(sends(250), ({ rows }, request) => {
				if (request === 2) rows.splice(10, 1);
			});
			await list.read(Infinity, () => random);
		}
		jest.mocked(sleep).mockReset();
		expect(pauses).toEqual([1_000, 1_250, 1_999]);
	});

	test.each([
		[5_000, true],
		[5_001, false],
	])('is read whole up to 5,000 pages: %i, %j', async (pages, isRead) => {
		const list = new ChangingList(sends(pages));
		list.perPage = 1;
		const rows = list.read().then(({ length }) => length);
		if (isRead) expect(await rows).toBe(pages);
		else await expect(rows).rejects.toThrow('has gaps');
	});

	test('again and again is an error', async () => {
		const list = new ChangingList(sends(450), ({ rows }) => {
			rows.splice(10, 1);
		});
		await expect(list.read()).rejects.toMatchObject({
			message: 'Reachdesk’s list of sends has gaps',
			remedy: expect.stringMatching(/^Nothing was sent, because the missing rows might matter\./),
		});
	});

	test('and grows at its other end, which hides the loss from a count, is read again', async () => {
		const list = new ChangingList(sends(250), ({ rows }, request) => {
			if (request === 2) rows.splice(10, 1);
			if (request === 3) rows.push({ id: 10_000 });
		});
		const rows = await list.read();
		expect(rows).toEqual(list.rows);
	});
});

test('whatever arrives and goes, a list that is given holds all that stayed', async () => {
	const anyChange = fc.record({
		arrive: fc.oneof(fc.nat(5), fc.nat(250)),
		go: fc.array(fc.nat(400), { maxLength: 2 }),
	});
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 0, max: 420 }),
			fc.array(anyChange, { maxLength: 6 }),
			async (count, changes) => {
				let id = 10_000;
				const list = new ChangingList(sends(count), ({ rows }, request) => {
					const { arrive, go } = changes[request - 2] ?? { arrive: 0, go: [] };
					if (request < 2) return;
					for (let one = 0; one < arrive; one++) rows.unshift({ id: id++ });
					for (const at of go) if (at < rows.length) rows.splice(at, 1);
				});
				const before = [...list.rows];
				const rows = await list.read().catch(() => null);
				if (rows === null) return;
				const found = idsOf(rows);
				const after = idsOf(list.rows);
				for (const send of before) {
					const text = JSON.stringify(send);
					if (after.has(text)) expect(found).toContain(text);
				}
			},
		),
		RUNS,
	);
});

describe('rows without ids', () => {
	const nameless = (count: number) =>
		Array.from({ length: count }, (_, at) => ({ name: `row ${String(at)}` }));

	test.each(['both', 'none'] as const)('are all read, counts: %s', async (counts) => {
		const list = new ChangingList(nameless(250));
		list.counts = counts;
		expect(await list.read()).toEqual(nameless(250));
	});

	test('of a list that gives the same page again and again are read once', async () => {
		const list = new ChangingList(nameless(100));
		list.counts = 'none';
		list.pageOf = () => nameless(100);
		expect(await list.read()).toEqual(nameless(100));
		expect(list.requests).toBe(2);
	});
});

describe('a list that is wrong', () => {
	test('and gives its first page again and again has gaps, and is not asked for long', async () => {
		const list = new ChangingList(sends(100_000));
		list.pageOf = () => list.rows.slice(0, PER_PAGE);
		await expect(list.read()).rejects.toThrow('has gaps');
		expect(list.requests).toBeLessThan(10);
	});

	test('and has a page that is empty has gaps', async () => {
		const list = new ChangingList(sends(250));
		list.pageOf = (page) => (page === 2 ? [] : list.rows.slice((page - 1) * 100, page * 100));
		await expect(list.read()).rejects.toThrow('has gaps');
	});

	test('is of no matter when enough rows were read', async () => {
		const list = new ChangingList(sends(250));
		list.pageOf = (page) => (page === 2 ? [] : list.rows.slice((page - 1) * 100, page * 100));
		expect(await list.read(50)).toEqual(sends(250).slice(0, 50));
		expect(list.requests).toBe(1);
	});
});

describe('Send Gift while others are sending', () => {
	let reachdesk: ReachdeskSandbox;
	let proxy: Proxy;
	beforeAll(async () => {
		reachdesk = await startReachdesk();
		proxy = await startProxy(reachdesk.url);
	});
	afterAll(async () => {
		await proxy.stop();
		await reachdesk.stop();
	});
	beforeEach(() => {
		processedData.entries.clear();
	});

	test('sends, though a gift of somebody else arrives with each page of 250', async () => {
		const add = (name: string) =>
			reachdesk.addPastSend({
				email: `${name}@example.com`,
				campaignId: 1501,
				createdAt: new Date().toISOString(),
			});
		for (let other = 0; other < 250; other++) add(`other.${String(other)}`);
		let pages = 0;
		proxy.alter = ({ method, status, body }) => {
			if (method === 'GET') add(`late.${String(pages++)}`);
			return { status, body };
		};
		const employee = { id: '1', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' };
		const node = giftNode({ ...reachdesk, url: proxy.url });
		const { output } = await execute(node, [
			{ key: 'hibob:1:birthday:2026', judged: judgedToday(), employee },
		]);
		expect(output[0]?.json.outcome).toBe('sent');
		expect(pages).toBe(3);
	});
});
