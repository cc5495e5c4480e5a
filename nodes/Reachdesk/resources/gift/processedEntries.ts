import type { ICheckProcessedOptions, IExecuteFunctions } from 'n8n-workflow';
import { oneByOne } from './oneByOne';

// Oldest entries go first. A gift can come up again only within the trigger's catch-up days.
const MOST_ENTRIES = 100_000;
// n8n takes entries out one after the other, on the thread that everything in it runs on.
const MOST_AT_ONCE = 2_000;

/** What the store needs of an execution. */
export interface StoreContext extends Pick<
	IExecuteFunctions,
	'getWorkflow' | 'getNode' | 'getExecutionId'
> {
	helpers: Pick<IExecuteFunctions['helpers'], 'checkProcessedAndRecord' | 'removeProcessed'>;
}

/**
 * A node’s entries in n8n’s table of processed data: texts that are there or not, durable at once,
 * and shared by all executions of the node.
 *
 * n8n reads and writes all entries of a node without a lock; within one process we wait our turn.
 */
export class ProcessedEntries {
	private readonly helpers: StoreContext['helpers'];

	private readonly row: string;

	constructor(context: StoreContext) {
		this.helpers = context.helpers;
		this.row = `${context.getWorkflow().id ?? ''}:${context.getNode().id}`;
	}

	/**
	 * Those of the entries that are in the table. An entry is looked up by recording it and taking it
	 * out again if it was new.
	 *
	 * @param groups - entries of which, after a crash in between, all or none are left behind
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
	 * Records entries, and takes back at once what `rejected` says.
	 *
	 * @param groups - entries that are recorded in one write
	 * @param rejected - those of a write’s new entries that must not stay
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

	/** @param groups - entries that are taken out in one write */
	async remove(groups: Iterable<readonly string[]>): Promise<void> {
		for (const entries of portions(groups)) {
			await oneByOne(this.row, async () => {
				await this.removeNow(entries);
			});
		}
	}

	private async recordNow(entries: string[], maxEntries?: number): Promise<Set<string>> {
		const options = maxEntries === undefined ? OPTIONS : { ...OPTIONS, maxEntries };
		const { new: added } = await this.helpers.checkProcessedAndRecord(entries, 'node', options);
		return new Set(added.map(String));
	}

	private async removeNow(entries: readonly string[]): Promise<void> {
		await this.helpers.removeProcessed([...entries], 'node', OPTIONS);
	}
}

const OPTIONS: ICheckProcessedOptions = { mode: 'entries' };

/** Groups put together to writes of some thousand entries; no group is torn apart. */
function* portions(groups: Iterable<readonly string[]>): Generator<string[]> {
	let portion: string[] = [];
	for (const group of groups) {
		if (portion.length > 0 && portion.length + group.length > MOST_AT_ONCE) {
			yield portion;
			portion = [];
		}
		portion.push(...group);
	}
	if (portion.length > 0) yield portion;
}
