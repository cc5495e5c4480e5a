import { jest } from '@jest/globals';
import type { INode } from 'n8n-workflow';
import { AttemptStore } from '../../../nodes/Reachdesk/resources/gift/attemptStore.ts';
import { BulkAttempts } from '../../../nodes/Reachdesk/resources/gift/bulkAttempts.ts';
import type { StoreContext } from '../../../nodes/Reachdesk/resources/gift/processedEntries.ts';

export const SETTLE_MINUTES = 15;
const NODE: INode = {
	id: 'node',
	name: 'Send Gift',
	type: 'reachdesk',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

type Helpers = StoreContext['helpers'];

/** One row of n8n’s table, read and written without a lock, as n8n does. */
export class Row {
	entries: string[] = [];

	/** how many more writes get through; the process dies at the next one */
	writesLeft = Infinity;

	/** how long a read and a write take, in ms */
	nextDelay: () => number = () => 0;

	private async change(change: (entries: string[]) => void): Promise<void> {
		await delay(this.nextDelay());
		const copy = [...this.entries];
		change(copy);
		await delay(this.nextDelay());
		if (this.writesLeft-- <= 0) throw new Error('the process is gone');
		this.entries = copy;
	}

	private readonly checkProcessedAndRecord: Helpers['checkProcessedAndRecord'] = async (items) => {
		const texts = items.map(String);
		const isIn = new Set<string>();
		await this.change((entries) => {
			for (const text of texts) if (entries.includes(text)) isIn.add(text);
			entries.push(...texts.filter((text) => !isIn.has(text)));
		});
		return {
			new: texts.filter((text) => !isIn.has(text)),
			processed: texts.filter((text) => isIn.has(text)),
		};
	};

	private readonly removeProcessed: Helpers['removeProcessed'] = async (items) => {
		await this.change((entries) => {
			for (const item of items) {
				const index = entries.indexOf(String(item));
				if (index >= 0) entries.splice(index, 1);
			}
		});
	};

	// Here pauses count: they are what keeps two workers apart. The clock is jest’s.

	/** The table as the workflow’s node sees it in one execution, in a process of that name. */
	store(execution = '1', process = 'main'): AttemptStore {
		return new AttemptStore(this.context(execution, process), SETTLE_MINUTES, delay);
	}

	/** The same for gifts that go out together. */
	bulk(execution = '1', process = 'main'): BulkAttempts {
		return new BulkAttempts(this.context(execution, process), delay);
	}

	private context(execution: string, process: string): StoreContext {
		return {
			helpers: {
				checkProcessedAndRecord: this.checkProcessedAndRecord,
				removeProcessed: this.removeProcessed,
			},
			// stores of one process wait for each other by workflow and node
			getWorkflow: () => ({ id: process, active: true }),
			getNode: () => NODE,
			getExecutionId: () => execution,
		};
	}
}

export const delay = async (milliseconds: number) => {
	if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
};

/** Runs to its end, however long the pauses in it. */
export async function inNoTime<T>(task: Promise<T>): Promise<T> {
	const state = { isSettled: false };
	void task
		.catch(() => undefined)
		.then(() => {
			state.isSettled = true;
		});
	while (!state.isSettled) await jest.advanceTimersByTimeAsync(50);
	return await task;
}
