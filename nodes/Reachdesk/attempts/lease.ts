import { everyHolder } from './entries';
import type { ProcessedEntries } from './processedEntries';

/** How long a lease lasts after it was taken: an execution that has died lets go of it by then. */
export const LEASE_MINUTES = 15;

interface LeaseOptions {
	/** the entry that says that a holder has it since a minute */
	entryBy: (instant: number, holder: number) => string;
	holder: number;
	/** waits until the writes of other workers have come through */
	settle: () => Promise<unknown>;
	/** the entries that are one’s own */
	own?: Set<string>;
}

/**
 * Lets one execution at a time do something, in all workers: by an entry in n8n’s table of processed data,
 * which n8n reads and writes without a lock. So it is looked at again after a pause; of two that take it at one
 * moment, neither gets it.
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

	/** Takes the lease, or takes it again. False while another execution holds it. */
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

	/** Takes back what a try that failed has added, so that it does not keep others waiting. */
	async stepBack(): Promise<void> {
		const { added } = this;
		if (added === null) return;
		this.added = null;
		this.own.delete(added);
		await this.entries.remove([[added]]);
	}

	/** Ends the lease, so that another execution need not wait until it runs out. */
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
