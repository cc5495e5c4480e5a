import { everyHolder } from './entries';
import type { ProcessedEntries } from './processedEntries';

/**
 * How long a lease lasts after it was taken or renewed: then an execution that has stopped no
 * longer holds it.
 */
export const LEASE_MINUTES = 15;

interface LeaseOptions {
	/** the entry for a holder that has it since a minute */
	entryBy: (instant: number, holder: number) => string;
	holder: number;
	/** waits until the writes of other workers are visible */
	settle: () => Promise<unknown>;
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

	constructor(entries: ProcessedEntries, options: LeaseOptions) {
		this.entries = entries;
		this.options = options;
		this.own = options.own ?? new Set();
	}

	/** Takes or renews the lease. False while another execution holds it. */
	async take(now: number): Promise<boolean> {
		const { entryBy, holder, settle } = this.options;
		const entry = entryBy(now, holder);
		this.added = null;
		if (await this.isOthers(now)) return false;
		if (!this.own.has(entry)) this.added = entry;
		this.own.add(entry);
		await this.entries.record([[entry]], () => []);
		await settle();
		const isKept = (await this.entries.lookUp([[entry]])).has(entry);
		return isKept && !(await this.isOthers(now));
	}

	/** Undoes what a failed attempt added, so that others do not wait for it. */
	async stepBack(): Promise<void> {
		const { added } = this;
		if (added === null) return;
		this.added = null;
		this.own.delete(added);
		await this.entries.remove([[added]]);
	}

	/** Ends the lease, so that another execution need not wait until it expires. */
	async end(): Promise<void> {
		if (this.own.size === 0) return;
		await this.entries.remove([[...this.own]]);
		this.own.clear();
	}

	private async isOthers(now: number): Promise<boolean> {
		const { entryBy } = this.options;
		const leases = await this.entries.lookUp([everyHolder(entryBy, now, LEASE_MINUTES)]);
		return [...leases].some((entry) => !this.own.has(entry));
	}
}
