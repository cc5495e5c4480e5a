import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ProcessedEntries } from '../../../nodes/Reachdesk/attempts/processedEntries.ts';
import type { StoreContext } from '../../../nodes/Reachdesk/attempts/processedEntries.ts';
import { StoreError } from '../../../nodes/Reachdesk/attempts/storeError.ts';
import { ANY_NODE } from '../../shared/anyNode.mts';
import { deferred } from '../../shared/deferred.mts';
import { Row } from './processedRow.mts';

type Helpers = StoreContext['helpers'];

let row: Row;
let record: jest.MockedFunction<Helpers['checkProcessedAndRecord']>;
let remove: jest.MockedFunction<Helpers['removeProcessed']>;

beforeEach(() => {
	row = new Row();
	const { helpers } = row.context();
	record = jest.fn(helpers.checkProcessedAndRecord);
	remove = jest.fn(helpers.removeProcessed);
});

/** The entries as a node of a workflow sees them. */
const entries = (
	scope?: 'node' | 'workflow',
	{ workflow = 'w', node = 'n' }: { workflow?: string; node?: string } = {},
): ProcessedEntries =>
	new ProcessedEntries(
		{
			...row.context('1', workflow),
			helpers: { checkProcessedAndRecord: record, removeProcessed: remove },
			getNode: () => ({ ...ANY_NODE, id: node }),
		},
		scope,
	);

const many = (name: string, count: number): string[] =>
	Array.from({ length: count }, (_, index) => `${name}${String(index)}`);

const written = () => record.mock.calls.map(([items]) => items.length);

describe('n8n is asked', () => {
	test('about the entries of the node, and to keep the 110,000 newest of those that are recorded', async () => {
		await entries().record([['a']], () => ['a']);
		expect(record.mock.calls).toEqual([[['a'], 'node', { mode: 'entries', maxEntries: 110_000 }]]);
		expect(remove.mock.calls).toEqual([[['a'], 'node', { mode: 'entries' }]]);
	});

	test('about those of the workflow, and to drop none for a look-up', async () => {
		await entries('workflow').lookUp([['a']]);
		expect(record.mock.calls).toEqual([[['a'], 'workflow', { mode: 'entries' }]]);
		expect(remove.mock.calls).toEqual([[['a'], 'workflow', { mode: 'entries' }]]);
	});

	test('nothing without entries', async () => {
		await entries().lookUp([]);
		await entries().remove([[]]);
		expect(record).not.toHaveBeenCalled();
		expect(remove).not.toHaveBeenCalled();
	});

	test('about each entry once', async () => {
		await entries().lookUp([
			['a', 'b'],
			['b', 'a'],
		]);
		expect(record.mock.calls[0]?.[0]).toEqual(['a', 'b']);
	});
});

test('a look-up finds what is there, and leaves nothing behind', async () => {
	row.entries.push('a');
	expect(await entries().lookUp([['a', 'b'], ['c']])).toEqual(new Set(['a']));
	expect(row.entries).toEqual(['a']);
	await entries().lookUp([['a']]);
	expect(remove).toHaveBeenCalledTimes(1);
});

describe('a write has at most 2,000 entries', () => {
	test('of groups that fit', async () => {
		await entries().lookUp([many('a', 1_000), many('b', 1_000), many('c', 1)]);
		expect(written()).toEqual([2_000, 1]);
	});

	test('and more only of one group, which is not split', async () => {
		await entries().lookUp([many('a', 1), many('b', 2_001), many('c', 1_999), many('d', 1)]);
		expect(written()).toEqual([1, 2_001, 2_000]);
	});
});

describe('two tasks', () => {
	/** Whether a second look-up waits until the first one has ended. */
	async function waits(first: ProcessedEntries, second: ProcessedEntries): Promise<boolean> {
		const held = deferred();
		record.mockImplementationOnce(async (items) => {
			await held.promise;
			return { new: items, processed: [] };
		});
		const both = [first.lookUp([['a']]), second.lookUp([['b']])];
		for (let turn = 0; turn < 20; turn++) await Promise.resolve();
		const isWaiting = record.mock.calls.length === 1;
		held.resolve();
		await Promise.all(both);
		return isWaiting;
	}

	test('of one node wait for each other', async () => {
		expect(await waits(entries(), entries())).toBe(true);
	});

	test.each([
		['of two nodes', () => entries('node', { node: 'other' })],
		['of two workflows', () => entries('node', { workflow: 'other' })],
		['of a node and its workflow', () => entries('workflow')],
	])('%s do not', async (_, other) => {
		expect(await waits(entries(), other())).toBe(false);
	});

	test('of one workflow wait for each other, whatever their nodes', async () => {
		const other = entries('workflow', { node: 'other' });
		expect(await waits(entries('workflow'), other)).toBe(true);
	});
});

describe('things that are recorded each', () => {
	test('stay with their new entries, or are taken back whole', async () => {
		row.entries.push('b2');
		const stayed = await entries().recordEach(
			new Map([
				['one', ['a1', 'a2']],
				['two', ['b1', 'b2']],
			]),
			() => true,
		);
		expect(stayed).toEqual(
			new Map([
				['one', ['a1', 'a2']],
				['two', ['b1']],
			]),
		);
		const back = await entries().recordEach(new Map([['three', ['c1', 'b2']]]), () => false);
		expect(back.size).toBe(0);
		expect(row.entries).toEqual(['b2', 'a1', 'a2', 'b1']);
	});

	test('with the same first entry count as one, the last', async () => {
		const same = new Map([
			['one', ['a', 'b']],
			['two', ['a', 'c']],
		]);
		const stayed = await entries().recordEach(same, () => true);
		expect([...stayed.keys()]).toEqual(['two']);
		expect(row.entries).toEqual(['a', 'c']);
	});
});

test('an error of n8n’s database is a StoreError', async () => {
	record.mockRejectedValueOnce(new Error('SQLITE_BUSY: database is locked'));
	await expect(entries().lookUp([['a']])).rejects.toThrow(StoreError);
	remove.mockRejectedValueOnce(new Error('SQLITE_BUSY: database is locked'));
	await expect(entries().remove([['a']])).rejects.toThrow('n8n’s database was busy');
});
