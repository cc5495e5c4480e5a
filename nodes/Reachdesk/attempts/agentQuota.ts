import type { Gift } from '../gifts/gift';
import { agentPlace } from './entries';
import { ProcessedEntries } from './processedEntries';
import type { StoreContext } from './processedEntries';

/**
 * The gifts that AI agents may create with a node per day (UTC), in all executions: numbered places
 * in n8n’s table of processed data.
 *
 * Every method throws a StoreError when n8n’s database fails.
 */
export class AgentQuota {
	private readonly entries: ProcessedEntries;

	private readonly perDay: number;

	private readonly taken = new Map<Gift, string>();

	constructor(context: StoreContext, perDay: number) {
		this.entries = new ProcessedEntries(context);
		this.perDay = perDay;
	}

	/**
	 * Takes a place for a gift. False when no place is left. After a crash there may be fewer places,
	 * never more.
	 */
	async take(gift: Gift, now: number): Promise<boolean> {
		const places = Array.from({ length: this.perDay }, (_, number) => agentPlace(now, number));
		await this.entries.record([places], (added) => {
			const [free, ...rest] = added;
			if (free !== undefined) this.taken.set(gift, free);
			return rest;
		});
		return this.taken.has(gift);
	}

	/** Frees the place of a gift that was not created. */
	async giveBack(gift: Gift): Promise<void> {
		const place = this.taken.get(gift);
		if (place === undefined) return;
		await this.entries.remove([[place]]);
		this.taken.delete(gift);
	}
}
