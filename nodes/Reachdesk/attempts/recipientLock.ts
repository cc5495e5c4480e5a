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
	 * Takes the locks for gifts that are sent alone, of which no two go to one address from one
	 * campaign. Returns the gifts whose lock is theirs now, each with the entries that are new: not the
	 * gifts to an address and campaign where an attempt of another key is in doubt.
	 */
	async take(
		gifts: readonly Gift[],
		now: number,
		times: AttemptTimes,
	): Promise<Map<Gift, string[]>> {
		const taken = await this.entries.recordEach(
			new Map(gifts.map((gift) => [gift, [toRecipientAt(gift, now), toRecipient(gift)]])),
			(gift, added) => added.has(toRecipientAt(gift, now)),
		);
		const marked = [...taken].flatMap(([gift, added]) =>
			added.includes(toRecipient(gift)) ? [] : [gift],
		);
		// this minute is the gift’s own
		const before = times.unsettledAt(now);
		const spans = [{ ...before, to: Math.floor(now / MINUTE) * MINUTE - 1 }];
		const inDoubt = await times.recipientsInDoubt(marked, () => spans);
		await this.entries.remove([...inDoubt].map((gift) => [toRecipientAt(gift, now)]));
		for (const gift of inDoubt) taken.delete(gift);
		return taken;
	}

	/** Takes the locks for gifts that are sent together. Returns the gifts whose lock was free. */
	async takeInBulk(gifts: readonly Gift[], now: number): Promise<Set<Gift>> {
		const free = await this.entries.recordEach(
			new Map(gifts.map((gift) => [gift, [toRecipientAt(gift, now)]])),
			(gift, added) => added.has(toRecipientAt(gift, now)),
		);
		return new Set(free.keys());
	}
}
