import { sleep } from 'n8n-workflow';
import { executionIdOf } from '../../shared/executionId';
import { budgetLeasedBy, holderOf } from './entries';
import { Lease, LEASE_MINUTES } from './lease';
import { ProcessedEntries } from './processedEntries';
import type { StoreContext } from './processedEntries';
import { takeTurn } from './oneByOne';
import { orStoreError, StoreError } from './storeError';

// a write to n8n’s table takes some milliseconds; after this pause, every worker’s write is visible
const SETTLES_IN = 500;
const MINUTE = 60_000;
// The wait for another worker: each check writes to the same table as the other worker.
const LOOK_AGAIN_AFTER = 5_000;
// The first failures may be temporary.
const MOST_FAILURES = 3;
// the lease of an execution that has stopped has expired by then
const LONGEST_WAIT = (LEASE_MINUTES + 1) * MINUTE;

/** Leases of this process by workflow, including those that are left to expire. */
const held = new Map<string, Set<string>>();

/**
 * Allows only one execution at a time to count what was spent and to send: per workflow in all
 * workers, with a lease in n8n’s table of processed data, and for all workflows within this
 * process. n8n has no table that workflows share, so executions of two workflows on two workers do
 * not wait for each other.
 *
 * Every method throws a StoreError when n8n’s database fails.
 */
export class BudgetLock {
	private readonly lease: Lease;

	private readonly workflow: string;

	private readonly turns: (() => void)[] = [];

	private leasedAt = -Infinity;

	constructor(context: StoreContext) {
		this.workflow = context.getWorkflow().id ?? '';
		const own = held.get(this.workflow) ?? new Set();
		held.set(this.workflow, own);
		this.lease = new Lease(new ProcessedEntries(context, 'workflow'), {
			entryBy: budgetLeasedBy,
			holder: holderOf(executionIdOf(context)),
			settlesIn: SETTLES_IN,
			own,
		});
	}

	/**
	 * Waits for the lock, at most until the lease of a stopped execution has expired. False while
	 * another execution keeps sending.
	 *
	 * @param checkGoOn - throws when the execution was cancelled
	 */
	async take(checkGoOn: () => void): Promise<boolean> {
		this.turns.push(await takeTurn(`caps of ${this.workflow}`));
		const deadline = Date.now() + LONGEST_WAIT;
		let failures = 0;
		for (;;) {
			const isLeased = await orStoreError(this.takeLease(Date.now()));
			if (isLeased === true) break;
			// if two workers write the first entry of a workflow at the same moment, the database refuses
			// one
			if (isLeased instanceof StoreError && ++failures === MOST_FAILURES) throw isLeased;
			if (Date.now() > deadline) return false;
			await sleep(LOOK_AGAIN_AFTER * (1 + Math.random()));
			checkGoOn();
		}
		this.turns.push(await takeTurn('caps'));
		return true;
	}

	/** Whether this execution still holds the lock; this also extends the lock. */
	async isHeld(): Promise<boolean> {
		const now = Date.now();
		return (
			now - this.leasedAt < MINUTE || (await this.takeLease(now)) || (await this.takeLease(now))
		);
	}

	/**
	 * Releases the lock.
	 *
	 * @param isSettled - whether Reachdesk lists everything that was sent; if not, the lease expires
	 * on its own, so that no other worker counts before Reachdesk’s list is complete
	 */
	async giveBack(isSettled: boolean): Promise<void> {
		try {
			if (isSettled) await this.lease.end();
		} finally {
			for (const endTurn of this.turns.splice(0).reverse()) endTurn();
		}
	}

	private async takeLease(now: number): Promise<boolean> {
		if (await this.lease.take(now)) {
			this.leasedAt = now;
			return true;
		}
		await this.lease.stepBack();
		return false;
	}
}
