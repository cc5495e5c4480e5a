import type { DeduplicationScope, ICheckProcessedOptions, IExecuteFunctions } from 'n8n-workflow';
import { oneByOne } from './oneByOne';
import { StoreError } from './storeError';

// n8n drops the oldest entries beyond this. A gift is offered again only within the trigger’s
// catch-up days. The largest number to keep is one bulk run with all gifts in doubt: 20,000 gifts
// with 5 entries each are 100,000, plus 2 for each of its requests. Confirmed gifts need 4 entries.
const MOST_ENTRIES = 110_000;
// n8n removes entries one after the other, on its only thread.
const MOST_AT_ONCE = 2_000;

/** What the store needs from an execution. */
export interface StoreContext extends Pick<IExecuteFunctions, 'getWorkflow' | 'getNode'> {
	/** undefined for a call without an execution id, although n8n’s types do not allow that */
	getExecutionId: () => unknown;
	helpers: Pick<IExecuteFunctions['helpers'], 'checkProcessedAndRecord' | 'removeProcessed'>;
}

/**
 * The entries of a node or a workflow in n8n’s table of processed data: texts that exist or not,
 * durable at once, and shared by all executions.
 *
 * n8n reads and writes all entries of a node without a lock, so changes within one process wait for
 * each other. Each method throws a StoreError when n8n’s database fails.
 */
export class ProcessedEntries {
	private readonly helpers: StoreContext['helpers'];

	private readonly scope: DeduplicationScope;

	private readonly row: string;

	/** @param scope - the entries of the node, or those of all nodes of the workflow */
	constructor(context: StoreContext, scope: DeduplicationScope = 'node') {
		this.helpers = context.helpers;
		this.scope = scope;
		const node = scope === 'node' ? context.getNode().id : '';
		this.row = `${context.getWorkflow().id ?? ''}:${node}`;
	}

	/**
	 * The entries that are in the table. n8n cannot look up without writing, so an entry is recorded,
	 * and removed again if it was new.
	 *
	 * @param groups - entries that are left behind together, or not at all, after a crash
	 */
	async lookUp(groups: Iterable<readonly string[]>): Promise<Set<string>> {
		const found = new Set<string>();
		for (const entries of portions(groups)) {
			await oneByOne(this.row, async () => {
				const added = await this.recordNow(entries);
				if (added.size > 0) await this.removeNow([...added]);
				for (const entry of entries) if (!added.has(entry)) found.add(entry);
			});
		}
		return found;
	}

	/**
	 * Records entries and immediately removes those that `rejected` returns.
	 *
	 * @param groups - entries that are recorded in one write
	 * @param rejected - returns the new entries of a write that must not stay
	 */
	async record(
		groups: Iterable<readonly string[]>,
		rejected: (added: ReadonlySet<string>, entries: readonly string[]) => readonly string[],
	): Promise<void> {
		for (const entries of portions(groups)) {
			await oneByOne(this.row, async () => {
				const added = await this.recordNow(entries, MOST_ENTRIES);
				const back = rejected(added, entries);
				if (back.length > 0) await this.removeNow(back);
			});
		}
	}

	/**
	 * Records the entries of several things, each in one write, and immediately removes the new ones of
	 * those that must not stay. Things with the same first entry count as one: the last.
	 *
	 * @param stays - whether the entries of a thing stay, by the new entries of the write
	 * @returns the things whose entries stay, each with its new ones
	 */
	async recordEach<T>(
		entriesOf: ReadonlyMap<T, readonly string[]>,
		stays: (one: T, added: ReadonlySet<string>) => boolean,
	): Promise<Map<T, string[]>> {
		const byFirst = new Map([...entriesOf].map(([one, entries]) => [entries[0], { one, entries }]));
		const groups = [...byFirst.values()].map(({ entries }) => entries);
		const stayed = new Map<T, string[]>();
		await this.record(groups, (added, written) =>
			written.flatMap((entry) => {
				const found = byFirst.get(entry);
				if (!found) return [];
				const own = found.entries.filter((other) => added.has(other));
				if (!stays(found.one, added)) return own;
				stayed.set(found.one, own);
				return [];
			}),
		);
		return stayed;
	}

	/** @param groups - entries that are removed in one write */
	async remove(groups: Iterable<readonly string[]>): Promise<void> {
		for (const entries of portions(groups)) {
			await oneByOne(this.row, async () => {
				await this.removeNow(entries);
			});
		}
	}

	private async recordNow(entries: string[], maxEntries?: number): Promise<Set<string>> {
		const options = maxEntries === undefined ? OPTIONS : { ...OPTIONS, maxEntries };
		const { new: added } = await this.helpers
			.checkProcessedAndRecord(entries, this.scope, options)
			.catch(throwStoreError);
		return new Set(added.map(String));
	}

	private async removeNow(entries: readonly string[]): Promise<void> {
		await this.helpers.removeProcessed([...entries], this.scope, OPTIONS).catch(throwStoreError);
	}
}

const throwStoreError = (error: unknown): never => {
	throw new StoreError(error);
};

const OPTIONS: ICheckProcessedOptions = { mode: 'entries' };

/**
 * Groups combined into writes of a few thousand entries; no group is split. Each entry is in a
 * write only once: n8n would record a repeated entry twice and remove it once.
 */
function* portions(groups: Iterable<readonly string[]>): Generator<string[]> {
	let portion = new Set<string>();
	for (const group of groups) {
		if (portion.size > 0 && portion.size + group.length > MOST_AT_ONCE) {
			yield [...portion];
			portion = new Set();
		}
		for (const entry of group) portion.add(entry);
	}
	if (portion.size > 0) yield [...portion];
}
