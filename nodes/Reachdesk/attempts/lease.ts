import { sleep } from 'n8n-workflow';
import { everyHolder, lastMinutes, leaseMark } from './entries';
import type { ProcessedEntries } from './processedEntries';

/**
 * How long a lease lasts after it was taken or renewed: then an execution that has stopped no
 * longer holds it.
 */
export const LEASE_MINUTES = 15;
// No more hold or want a lease within a minute; a look-up leaves entries for nearly all 64 holders.
const MOST_HOLDERS = 16;
// Two workers that meet at one instant must not meet again; in half of it, a write is visible.
const SCATTERED_BY = 1_000;

interface LeaseOptions {
	/** the entry for a holder that has it since a minute */
	entryBy: (instant: number, holder: number) => string;
	holder: number;
	/** milliseconds until the writes of other workers are visible */
	settlesIn: number;
	pause?: (milliseconds: number) => Promise<void>;
	/** this execution’s own entries */
	own?: Set<string>;
}

/**
 * Allows only one execution at a time, in all workers, with an entry in n8n’s table of processed
 * data, which n8n reads and writes without a lock. So the entry is checked again after a pause; if
 * two executions take the lease at the same moment, neither gets it.
 *
 * Every method throws a StoreError when n8n’s database fails.
 */
export class Lease {
	private readonly own: Set<string>;

	private added: string | null = null;

	private readonly entries: ProcessedEntries;

	private readonly options: LeaseOptions;

	private readonly pause: (milliseconds: number) => Promise<void>;

	constructor(entries: ProcessedEntries, options: LeaseOptions) {
		this.entries = entries;
		this.options = options;
		this.own = options.own ?? new Set();
		this.pause = options.pause ?? sleep;
	}

	/** Takes or renews the lease. False while another execution holds it. */
	async take(now: number): Promise<boolean> {
		const { entryBy, holder, settlesIn } = this.options;
		const entry = entryBy(now, holder);
		const written = [entry, leaseMark(entry)];
		this.added = null;
		if (await this.isOthers(now)) return false;
		this.added = entry;
		this.own.add(entry);
		await this.entries.record([written], () => []);
		await this.pause(settlesIn);
		const kept = await this.entries.lookUp([written]);
		return kept.size === written.length && !(await this.isOthers(now));
	}

	/**
	 * Undoes what a failed attempt added, so that others do not wait for it. It stays known as this
	 * execution’s own, which must not wait for it either if another worker restores it.
	 */
	async stepBack(): Promise<void> {
		const { added } = this;
		if (added === null) return;
		this.added = null;
		await this.remove([added]);
	}

	/** Ends the lease, so that another execution need not wait until it expires. */
	async end(): Promise<void> {
		if (this.own.size === 0) return;
		await this.remove([...this.own]);
		this.own.clear();
	}

	/** Twice, because another worker that was writing may have restored what was removed. */
	private async remove(leases: readonly string[]): Promise<void> {
		const written = leases.flatMap((lease) => [lease, leaseMark(lease)]);
		await this.entries.remove([written]);
		await this.scatter();
		await this.entries.remove([written]);
	}

	private async isOthers(now: number): Promise<boolean> {
		const { entryBy } = this.options;
		const byMinute = lastMinutes(now, LEASE_MINUTES).map((minute) => everyHolder(entryBy, minute));
		const found = await this.entries.lookUp([byMinute.flat()]);
		const others = byMinute
			.map((minute) => minute.filter((lease) => found.has(lease) && !this.own.has(lease)))
			.filter(({ length }) => length > 0);
		if (others.length === 0) return false;
		const isLeftover = others.every(({ length }) => length > MOST_HOLDERS);
		return !isLeftover || (await this.isAnyMarked(others.flat()));
	}

	/**
	 * Whether there is a lease among what looks like the entries of another worker’s look-up, which that
	 * worker could not remove. Removes those that are none.
	 */
	private async isAnyMarked(leases: readonly string[]): Promise<boolean> {
		await this.scatter();
		const marked = await this.entries.lookUp([leases.map(leaseMark)]);
		const left = leases.filter((lease) => !marked.has(leaseMark(lease)));
		await this.entries.remove([left]);
		return left.length < leases.length;
	}

	private async scatter(): Promise<void> {
		await this.pause((SCATTERED_BY * (1 + Math.random())) / 2);
	}
}
