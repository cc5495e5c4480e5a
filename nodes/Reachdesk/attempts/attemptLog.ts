import { sleep } from 'n8n-workflow';
import { executionIdOf } from '../../shared/executionId';
import type { Attempt } from '../gifts/attempt';
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
	everyHolder,
	holderOf,
	inDoubt,
	lastMinutes,
	toRecipient,
	toRecipientAt,
} from './entries';
import { ProcessedEntries } from './processedEntries';
import type { StoreContext } from './processedEntries';
import { RecipientLock } from './recipientLock';

// A write to n8n's table takes some milliseconds; after this pause, every worker's write is
// visible. It is also the pause between two gifts: Reachdesk documents no rate limit, and two a
// second are polite.
const CLAIM_PAUSE = 500;

/**
 * The attempts to send gifts, in n8n’s table of processed data: durable at once, kept per node, and
 * shared by all executions. Its entries are described in entries.ts.
 *
 * After a crash during a look-up, a gift is in doubt, and Reachdesk’s list settles it: a write that
 * is lost, or never removed, never becomes a confirmed gift.
 *
 * n8n reads and writes the table’s row without a lock. So a claim is checked again after a pause:
 * if several workers write at the same instant, only the last write stays, and an execution that
 * lost an entry or finds another holder does not send.
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
	 * Claims a gift that is about to be sent. False when another execution has claimed or confirmed
	 * it since `expected` was looked up, or has attempted another gift to its address and campaign
	 * without a clear answer. Then it must not be sent.
	 */
	async claim(gift: Gift, expected: Attempt, now: number): Promise<boolean> {
		const { key } = gift;
		if (expected !== 'none') {
			const attempt = (await this.attempts([gift], now)).get(key);
			// none: another execution has attempted it since and undone the attempt
			if (attempt !== expected && attempt !== 'none') return false;
		}
		const entries = this.entriesOf(gift, now);
		const decisive = expected === 'none' ? attempted(key) : attemptedAt(key, now);
		if (!(await this.lock.take(gift, now, this.times))) return false;
		if (!(await this.recordAttempt(gift, entries, decisive))) {
			await this.entries.remove([[toRecipientAt(gift, now)]]);
			return false;
		}
		await this.pause(CLAIM_PAUSE);
		const holders = everyHolder((minute, holder) => claimedBy(key, minute, holder), now, 1);
		const known = await this.entries.lookUp([[...new Set([...entries, ...holders])]]);
		const isWhole = entries.every((entry) => known.has(entry));
		if (isWhole && known.size === entries.length) return true;
		await this.entries.remove([[claimedBy(key, now, this.holder)]]);
		return false;
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
		const known = await this.entries.lookUp(
			gifts.map(entriesOf).filter((entries) => entries.length > 0),
		);
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
			toRecipient(gift),
			toRecipientAt(gift, begun),
		];
	}

	/**
	 * Records the entries of an attempt, unless the decisive entry is already in the table or the
	 * gift was confirmed since it was looked up: other gifts may have kept this execution busy for
	 * minutes.
	 */
	private async recordAttempt(
		{ key }: Gift,
		entries: string[],
		decisive: string,
	): Promise<boolean> {
		let isNew = false;
		await this.entries.record([entries], (added) => {
			const wasConfirmed = !added.has(attempted(key)) && added.has(inDoubt(key));
			isNew = added.has(decisive) && !wasConfirmed;
			return isNew ? [] : [...added];
		});
		return isNew;
	}
}
