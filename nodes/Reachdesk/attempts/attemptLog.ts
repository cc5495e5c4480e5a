import { sleep } from 'n8n-workflow';
import { executionIdOf } from '../../shared/executionId';
import { giftOf } from '../gifts/attempt';
import type { Attempt, DueGift } from '../gifts/attempt';
import { recipientDedupeKey } from '../gifts/duplicateCheck';
import type { Gift } from '../gifts/gift';
import { AttemptTimes } from './attemptTimes';
import {
	attempted,
	attemptedAlone,
	attemptedAt,
	attemptedInBulkAt,
	attemptedInBulkAtAnyTime,
	attemptedWith,
	claimedBy,
	claimMarks,
	holderOf,
	inDoubt,
	lastMinutes,
	toRecipient,
	toRecipientAt,
} from './entries';
import { ProcessedEntries } from './processedEntries';
import type { StoreContext } from './processedEntries';
import { RecipientLock } from './recipientLock';

// A write to n8n's table takes some milliseconds; after this pause, every worker's write is visible.
const CLAIM_PAUSE = 500;

/**
 * The attempts to send gifts, in n8n’s table of processed data: durable at once, kept per node, and
 * shared by all executions. Its entries are described in entries.ts.
 *
 * After a crash during a look-up, a gift is in doubt, and Reachdesk’s list settles it: a write that
 * is lost, or never removed, never becomes a confirmed gift.
 *
 * n8n reads and writes the table’s row without a lock. So claims are checked again after a pause:
 * if several workers write at the same instant, only the last write stays, and an execution that
 * lost an entry of its claim does not send. A look-up writes, too, so it never includes the marks of a
 * claim that this execution has lost.
 *
 * Every method throws a StoreError when n8n’s database fails.
 */
export class AttemptLog {
	private readonly entries: ProcessedEntries;

	private readonly times: AttemptTimes;

	private readonly lock: RecipientLock;

	private readonly holder: number;

	private readonly settleMinutes: number;

	private readonly pause: (milliseconds: number) => Promise<void>;

	/** what the claims of this run have added */
	private readonly added = new Map<Gift, string[]>();

	constructor(context: StoreContext, settleMinutes: number, pause = sleep) {
		this.entries = new ProcessedEntries(context);
		this.times = new AttemptTimes(context, settleMinutes);
		this.lock = new RecipientLock(context);
		this.holder = holderOf(executionIdOf(context));
		this.settleMinutes = settleMinutes;
		this.pause = pause;
	}

	/** The status of each gift, by its key. */
	async attempts(gifts: readonly Gift[], now: number): Promise<Map<string, Attempt>> {
		const byKey = new Map(gifts.map((gift) => [gift.key, gift]));
		const single = [...byKey.values()];
		// with the campaign, so that after a crash the gift’s own campaign can settle it
		const known = await this.entries.lookUp(
			single.map((gift) => [attempted(gift.key), inDoubt(gift.key), attemptedWith(gift)]),
		);
		const isAttempted = ({ key }: Gift) => known.has(attempted(key));
		const isInDoubt = ({ key }: Gift) => known.has(inDoubt(key));
		const unanswered = await this.unanswered(
			single.filter((gift) => isAttempted(gift) && isInDoubt(gift)),
			now,
		);
		const lately = await this.confirmedLately(
			single.filter((gift) => isAttempted(gift) && !isInDoubt(gift)),
			gifts,
			now,
		);
		const attemptOf = (gift: Gift): Attempt => {
			if (!isAttempted(gift)) return 'none';
			const isLately = lately.has(gift.key);
			return unanswered.get(gift.key) ?? (isLately ? 'confirmedLately' : 'confirmed');
		};
		return new Map(single.map((gift) => [gift.key, attemptOf(gift)]));
	}

	/**
	 * Claims gifts that are about to be sent, of which no two go to one address from one campaign.
	 * Returns the gifts that may be sent: not those that another execution has claimed or confirmed
	 * since they were looked up, nor those to whose address and campaign it has attempted another gift
	 * without a clear answer.
	 */
	async claim(claims: readonly DueGift<Gift>[], now: number): Promise<Set<Gift>> {
		const asExpected = await this.asExpected(claims, now);
		const free = await this.lock.take(asExpected.map(giftOf), now, this.times);
		for (const [gift, entries] of free) this.added.set(gift, entries);
		const recorded = await this.recordAttempts(
			asExpected.filter(({ gift }) => free.has(gift)),
			now,
		);
		if (recorded.length === 0) return new Set();
		await this.pause(CLAIM_PAUSE);
		const claimed = await this.stillClaimed(recorded, now);
		const lost = recorded.filter((gift) => !claimed.has(gift));
		for (const gift of lost) this.added.delete(gift);
		await this.entries.remove(lost.map(({ key }) => [claimedBy(key, now, this.holder)]));
		return claimed;
	}

	/** Withdraws claims whose gifts were not attempted. */
	async withdraw(gifts: readonly Gift[]): Promise<void> {
		const added = gifts.map((gift) => this.added.get(gift) ?? []);
		for (const gift of gifts) this.added.delete(gift);
		await this.entries.remove(added);
	}

	/** Confirms a gift that Reachdesk has created, in an attempt that began at `begun`. */
	async confirm(gift: Gift, begun: number): Promise<void> {
		const { key } = gift;
		const stays = new Set([attempted(key), attemptedAt(key, begun)]);
		await this.entries.remove([this.entriesOf(gift, begun).filter((entry) => !stays.has(entry))]);
	}

	/** Confirms gifts of earlier attempts that Reachdesk lists. */
	async confirmEarlier(gifts: readonly Gift[]): Promise<void> {
		await this.entries.remove(gifts.map(({ key }) => [inDoubt(key)]));
	}

	/** Undoes an attempt known to have created nothing. */
	async undo(gift: Gift, begun: number): Promise<void> {
		await this.entries.remove([this.entriesOf(gift, begun)]);
	}

	/** The statuses of gifts that are in doubt: how long ago, and with which campaign. */
	private async unanswered(
		gifts: readonly Gift[],
		now: number,
	): Promise<Map<string, 'inDoubt' | 'stale' | 'otherCampaign'>> {
		if (gifts.length === 0) return new Map();
		const minutes = lastMinutes(now, this.settleMinutes);
		const known = await this.entries.lookUp([
			...gifts.map((gift) => [
				attemptedAlone(gift.key),
				attemptedInBulkAtAnyTime(gift.key),
				attemptedWith(gift),
			]),
		]);
		const bulkMinutes = await this.times.withBulkSends(minutes);
		const recent = await this.recent(
			gifts,
			({ key }) => known.has(attemptedAlone(key)),
			bulkMinutes,
			now,
		);
		const attemptOf = (gift: Gift) => {
			// an entry of an earlier version has no minute: any recent bulk send may be its own
			const isOldBulk = known.has(attemptedInBulkAtAnyTime(gift.key)) && bulkMinutes.length > 0;
			if (isOldBulk || recent.has(gift.key)) return 'inDoubt';
			return known.has(attemptedWith(gift)) ? 'stale' : 'otherCampaign';
		};
		return new Map(gifts.map((gift) => [gift.key, attemptOf(gift)]));
	}

	/**
	 * The confirmed gifts that may not be listed yet. Only gifts that share their address and
	 * campaign with another gift of the run matter, so the others are not looked up.
	 */
	private async confirmedLately(
		confirmed: readonly Gift[],
		all: readonly Gift[],
		now: number,
	): Promise<Set<string>> {
		const keysByRecipient = new Map<string, Set<string>>();
		for (const gift of all) {
			const keys = keysByRecipient.get(recipientDedupeKey(gift)) ?? new Set();
			keysByRecipient.set(recipientDedupeKey(gift), keys.add(gift.key));
		}
		const sharing = confirmed.filter(
			(gift) => (keysByRecipient.get(recipientDedupeKey(gift))?.size ?? 0) > 1,
		);
		if (sharing.length === 0) return new Set();
		const bulkMinutes = await this.times.withBulkSends(lastMinutes(now, this.settleMinutes));
		return await this.recent(sharing, () => true, bulkMinutes, now);
	}

	/**
	 * The keys of gifts that were attempted within the retry delay. A bulk send has thousands of
	 * gifts and its retry delay hundreds of minutes, so only minutes with a bulk claim are looked up
	 * for it.
	 */
	private async recent(
		gifts: readonly Gift[],
		isAlone: (gift: Gift) => boolean,
		bulkMinutes: readonly number[],
		now: number,
	): Promise<Set<string>> {
		const minutes = lastMinutes(now, this.settleMinutes);
		const entriesOf = (gift: Gift): string[] => [
			...(isAlone(gift) ? minutes.map((minute) => attemptedAt(gift.key, minute)) : []),
			...bulkMinutes.map((minute) => attemptedInBulkAt(gift.key, minute)),
		];
		const known = await this.entries.lookUp(gifts.map(entriesOf));
		return new Set(
			gifts
				.filter((gift) => entriesOf(gift).some((entry) => known.has(entry)))
				.map(({ key }) => key),
		);
	}

	/** The entries of an attempt. */
	private entriesOf(gift: Gift, begun: number): string[] {
		const { key } = gift;
		return [
			attempted(key),
			inDoubt(key),
			attemptedAlone(key),
			attemptedAt(key, begun),
			attemptedWith(gift),
			claimedBy(key, begun, this.holder),
			...claimMarks(key, begun),
			toRecipient(gift),
			toRecipientAt(gift, begun),
		];
	}

	/**
	 * The claims whose gifts still have the status that was looked up, or none, and were not attempted
	 * lately.
	 */
	private async asExpected(
		claims: readonly DueGift<Gift>[],
		now: number,
	): Promise<readonly DueGift<Gift>[]> {
		const before = claims.filter(({ attempt }) => attempt !== 'none').map(giftOf);
		if (before.length === 0) return claims;
		await this.pause(CLAIM_PAUSE);
		const attempts = await this.attempts(before, now);
		// what another execution's look-up has left behind can make a confirmed gift look in doubt
		const lately = await this.recent(before, () => true, [], now);
		return claims.filter(({ gift, attempt }) => {
			// none: another execution has attempted it since and undone the attempt
			const since = attempts.get(gift.key) ?? 'none';
			return (since === attempt || since === 'none') && !lately.has(gift.key);
		});
	}

	/**
	 * Records the entries of attempts. Returns those that are this execution’s: not those whose
	 * decisive entries were already in the table, or whose gift was confirmed since it was looked up,
	 * because other gifts may have kept this execution busy for minutes.
	 */
	private async recordAttempts(claims: readonly DueGift<Gift>[], now: number): Promise<Gift[]> {
		const recorded = await this.entries.recordEach(
			new Map(claims.map((claim) => [claim, this.entriesOf(claim.gift, now)])),
			({ gift: { key }, attempt }, added) => {
				const wasConfirmed = !added.has(attempted(key)) && added.has(inDoubt(key));
				// another execution's look-up may have removed some of another claim's entries, but not all
				const decisive = [...claimMarks(key, now), attemptedAt(key, now)];
				if (attempt === 'none') decisive.push(attempted(key));
				return decisive.every((entry) => added.has(entry)) && !wasConfirmed;
			},
		);
		for (const [{ gift }, entries] of recorded) {
			this.added.set(gift, [...(this.added.get(gift) ?? []), ...entries]);
		}
		const refused = claims.filter((claim) => !recorded.has(claim)).map(giftOf);
		for (const gift of refused) this.added.delete(gift);
		await this.entries.remove(refused.map((gift) => [toRecipientAt(gift, now)]));
		return [...recorded.keys()].map(giftOf);
	}

	/** The gifts whose claims have lost no entry to another worker’s write. */
	private async stillClaimed(gifts: readonly Gift[], now: number): Promise<Set<Gift>> {
		const stillWith = async (some: readonly Gift[], entriesOf: (gift: Gift) => string[]) => {
			const known = await this.entries.lookUp(some.map(entriesOf));
			return some.filter((gift) => entriesOf(gift).every((entry) => known.has(entry)));
		};
		// this execution's own entry first: looking up the others would remove those of the winner
		const kept = await stillWith(gifts, ({ key }) => [claimedBy(key, now, this.holder)]);
		return new Set(await stillWith(kept, (gift) => this.entriesOf(gift, now)));
	}
}
