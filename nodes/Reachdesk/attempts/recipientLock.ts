import type { Gift } from '../gifts/gift';
import type { AttemptTimes } from './attemptTimes';
import { toRecipient, toRecipientAt } from './entries';
import { ProcessedEntries } from './processedEntries';
import type { StoreContext } from './processedEntries';

const MINUTE = 60_000;

/**
 * Prevents attempts of two keys at one address and campaign at the same time, because it would be
 * unclear which of them a send without a clear answer belongs to. The lock is taken before a key is
 * noted, so that a crash leaves no key that looks attempted, and released when the attempt is
 * confirmed or undone. A lock that is not released counts for the retry delay.
 *
 * Every method throws a StoreError when n8n’s database fails.
 */
export class RecipientLock {
	private readonly entries: ProcessedEntries;

	constructor(context: StoreContext) {
		this.entries = new ProcessedEntries(context);
	}

	/**
	 * Takes the lock for a gift that is sent alone. False while an attempt of another key is in
	 * doubt.
	 */
	async take(gift: Gift, now: number, times: AttemptTimes): Promise<boolean> {
		const own = [toRecipient(gift), toRecipientAt(gift, now)];
		const lock = { isTaken: false, isAlone: false };
		await this.entries.record([own], (added) => {
			lock.isTaken = added.has(toRecipientAt(gift, now));
			lock.isAlone = added.has(toRecipient(gift));
			return lock.isTaken ? [] : [...added];
		});
		if (!lock.isTaken || lock.isAlone) return lock.isTaken;
		// this minute is the gift’s own
		const before = times.unsettledAt(now);
		const spans = [{ ...before, to: Math.floor(now / MINUTE) * MINUTE - 1 }];
		const others = await times.recipientsInDoubt([gift], () => spans);
		if (others.size > 0) await this.entries.remove([[toRecipientAt(gift, now)]]);
		return others.size === 0;
	}

	/** Takes the locks for gifts that are sent together. Returns the gifts whose lock was free. */
	async takeInBulk(gifts: readonly Gift[], now: number): Promise<Set<Gift>> {
		const byEntry = new Map(gifts.map((gift) => [toRecipientAt(gift, now), gift]));
		const free = new Set<Gift>();
		await this.entries.record(
			[...byEntry.keys()].map((entry) => [entry]),
			(added) => {
				for (const entry of added) {
					const gift = byEntry.get(entry);
					if (gift) free.add(gift);
				}
				return [];
			},
		);
		return free;
	}
}
