import { jest } from '@jest/globals';
import type { Attempt } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { AttemptLog } from '../../../nodes/Reachdesk/attempts/attemptLog.ts';
import { BulkAttemptLog } from '../../../nodes/Reachdesk/attempts/bulkAttemptLog.ts';
import type { StoreContext } from '../../../nodes/Reachdesk/attempts/processedEntries.ts';
import { ANY_NODE } from '../../shared/anyNode.mts';

export const SETTLE_MINUTES = 15;

type Helpers = StoreContext['helpers'];

/** One row of n8n’s table, read and written without a lock, as n8n does. */
export class Row {
	entries: string[] = [];

	/** how many more writes get through; the process dies at the next one */
	writesLeft = Infinity;

	/** how long a read and a write take, in ms */
	nextDelay: () => number = () => 0;

	/** where a script holds an execution before it reads or writes */
	beforeStep: (execution: string) => Promise<void> = async () => {
		await Promise.resolve();
	};

	private async change(execution: string, change: (entries: string[]) => void): Promise<void> {
		await delay(this.nextDelay());
		await this.beforeStep(execution);
		const copy = [...this.entries];
		change(copy);
		await delay(this.nextDelay());
		await this.beforeStep(execution);
		if (this.writesLeft-- <= 0) throw new Error('the process is gone');
		this.entries = copy;
	}

	/** how far what was asked for reaches: the entries of a node, or of its workflow */
	readonly scopes = new Set<string>();

	private helpers(execution: string): Helpers {
		return {
			checkProcessedAndRecord: async (items, scope) => {
				this.scopes.add(scope);
				const texts = items.map(String);
				const isIn = new Set<string>();
				await this.change(execution, (entries) => {
					for (const text of texts) if (entries.includes(text)) isIn.add(text);
					entries.push(...texts.filter((text) => !isIn.has(text)));
				});
				return {
					new: texts.filter((text) => !isIn.has(text)),
					processed: texts.filter((text) => isIn.has(text)),
				};
			},
			removeProcessed: async (items, scope) => {
				this.scopes.add(scope);
				await this.change(execution, (entries) => {
					for (const item of items) {
						const index = entries.indexOf(String(item));
						if (index >= 0) entries.splice(index, 1);
					}
				});
			},
		};
	}

	// Here pauses count: they are what keeps two workers apart. The clock is jest’s.

	/** The table as the workflow’s node sees it in one execution, in a process of that name. */
	log(execution: string | null = '1', process = 'main', pause = delay): AttemptLog {
		return new AttemptLog(this.context(execution, process), SETTLE_MINUTES, pause);
	}

	/** The same for gifts that go out together. */
	bulk(execution = '1', process = 'main', pause = delay): BulkAttemptLog {
		return new BulkAttemptLog(this.context(execution, process), pause);
	}

	/** What a class of the attempt log needs of n8n. */
	context(execution: string | null = '1', process = 'main'): StoreContext {
		return {
			helpers: this.helpers(execution ?? 'none'),
			// stores of one process wait for each other by workflow and node
			getWorkflow: () => ({ id: process, active: true }),
			getNode: () => ANY_NODE,
			getExecutionId: () => execution ?? undefined,
		};
	}
}

/** Lets executions read, write and pause one step at a time, in a written order. */
export class Script {
	private readonly waiting = new Map<string, () => void>();

	private readonly ended = new Set<string>();

	/** Waits until the script comes to this execution’s next step. */
	readonly hold = async (execution: string): Promise<void> => {
		await new Promise<void>((resolve) => {
			this.waiting.set(execution, resolve);
		});
	};

	/** Plays an execution; its steps wait for the script. */
	play<T>(execution: string, task: Promise<T>): Promise<T> {
		return task.finally(() => {
			this.ended.add(execution);
		});
	}

	/** Lets an execution take its next step. @returns false when it has none left */
	async step(execution: string): Promise<boolean> {
		await this.comeTo(execution);
		const go = this.waiting.get(execution);
		this.waiting.delete(execution);
		go?.();
		await this.comeTo(execution);
		return go !== undefined;
	}

	private async comeTo(execution: string): Promise<void> {
		while (!this.waiting.has(execution) && !this.ended.has(execution)) await Promise.resolve();
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

/** Whether one gift, claimed by itself, may be sent. */
export const claimed = async (
	log: AttemptLog,
	gift: Gift,
	attempt: Attempt,
	now: number,
): Promise<boolean> => (await log.claim([{ gift, attempt }], now)).has(gift);

/** The same, however long its pause. */
export const claim = async (...args: Parameters<typeof claimed>): Promise<boolean> =>
	await inNoTime(claimed(...args));
