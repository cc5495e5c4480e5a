import { sleep } from 'n8n-workflow';
import type { Attempt } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import {
	bulkSince,
	everyPlace,
	lastMinutes,
	open,
	openBegun,
	openBy,
	openInBulk,
	openSince,
	openWith,
	placeOf,
	tried,
} from './attemptEntries';
import { ProcessedEntries } from './processedEntries';
import type { StoreContext } from './processedEntries';

// A write of n8n's table takes some milliseconds; by then every worker's has come through. It is
// also the pause between two gifts: Reachdesk documents no rate limit, two a second are polite.
const CLAIM_PAUSE = 500;

/**
 * What was tried, in n8n’s table of processed data: durable at once, kept per node, and shared by
 * all executions. Its entries are those of attemptEntries.ts.
 *
 * A crash while an entry is looked up leaves a gift `open`, which Reachdesk’s list settles: no write
 * that is lost or left behind ever turns into a gift that counts as made.
 *
 * n8n reads and writes the table’s row without a lock. Across workers a claim is looked at again
 * after a pause: of writes at the same instant only the last one stays, so who has lost an entry, or
 * finds another execution’s place taken, does not send.
 */
export class AttemptStore {
	private readonly entries: ProcessedEntries;

	private readonly place: number;

	private readonly settleMinutes: number;

	private readonly pause: (milliseconds: number) => Promise<void>;

	constructor(context: StoreContext, settleMinutes: number, pause = sleep) {
		this.entries = new ProcessedEntries(context);
		this.place = placeOf(context.getExecutionId());
		this.settleMinutes = settleMinutes;
		this.pause = pause;
	}

	/** What is known of each gift, by its key. */
	async attempts(gifts: readonly Gift[], now: number): Promise<Map<string, Attempt>> {
		const byKey = new Map(gifts.map((gift) => [gift.key, gift]));
		const known = await this.entries.lookUp(
			[...byKey.keys()].map((key) => [tried(key), open(key)]),
		);
		const isOpen = ({ key }: Gift) => known.has(tried(key)) && known.has(open(key));
		const unanswered = await this.unanswered([...byKey.values()].filter(isOpen), now);
		const attemptOf = (key: string): Attempt =>
			known.has(tried(key)) ? (unanswered.get(key) ?? 'made') : 'none';
		return new Map([...byKey.keys()].map((key) => [key, attemptOf(key)]));
	}

	/**
	 * Notes that a gift is about to be sent. False when another execution has noted it since
	 * `expected` was looked up: then it must not be sent.
	 */
	async claim(gift: Gift, expected: Attempt, now: number): Promise<boolean> {
		const { key } = gift;
		if (expected === 'settled') {
			if ((await this.unanswered([gift], now)).get(key) !== 'settled') return false;
		}
		const entries = this.entriesOf(gift, now);
		const decisive = expected === 'none' ? tried(key) : openSince(key, now);
		if (!(await this.recordTry(gift, entries, decisive))) return false;
		await this.pause(CLAIM_PAUSE);
		const places = everyPlace((minute, place) => openBy(key, minute, place), now, 1);
		const known = await this.entries.lookUp([[...new Set([...entries, ...places])]]);
		const isWhole = entries.every((entry) => known.has(entry));
		if (isWhole && known.size === entries.length) return true;
		await this.entries.remove([[openBy(key, now, this.place)]]);
		return false;
	}

	/** Notes that a gift was made, in a try that began at `begun`. */
	async made(gift: Gift, begun: number): Promise<void> {
		await this.entries.remove([this.entriesOf(gift, begun).slice(1)]);
	}

	/** Notes that gifts were made in an earlier try. */
	async madeBefore(gifts: readonly Gift[]): Promise<void> {
		await this.entries.remove(gifts.map(({ key }) => [open(key)]));
	}

	/** Takes a try back, of which it is certain that it made no gift. */
	async undo(gift: Gift, begun: number): Promise<void> {
		await this.entries.remove([this.entriesOf(gift, begun)]);
	}

	/** Of tries without an answer: whether they are long ago, and were with the same campaign. */
	private async unanswered(
		gifts: readonly Gift[],
		now: number,
	): Promise<Map<string, 'open' | 'settled' | 'otherCampaign'>> {
		if (gifts.length === 0) return new Map();
		const begun = await this.entries.lookUp(
			gifts.map((gift) => [openBegun(gift.key), openInBulk(gift.key), openWith(gift)]),
		);
		const minutes = lastMinutes(now, this.settleMinutes);
		const since = await this.entries.lookUp([
			minutes.map(bulkSince),
			...gifts
				.filter(({ key }) => begun.has(openBegun(key)))
				.map(({ key }) => minutes.map((minute) => openSince(key, minute))),
		]);
		const isRecent = (entryOf: (minute: number) => string) =>
			minutes.some((minute) => since.has(entryOf(minute)));
		const hasRecentBulk = isRecent(bulkSince);
		const attemptOf = (gift: Gift) => {
			const { key } = gift;
			const inBulk = begun.has(openInBulk(key));
			if (inBulk && hasRecentBulk) return 'open';
			if (isRecent((minute) => openSince(key, minute))) return 'open';
			const wasOnlyLookedUp = !inBulk && !begun.has(openBegun(key));
			return wasOnlyLookedUp || begun.has(openWith(gift)) ? 'settled' : 'otherCampaign';
		};
		return new Map(gifts.map((gift) => [gift.key, attemptOf(gift)]));
	}

	/** What a try writes; the first entry stays when the gift was made. */
	private entriesOf(gift: Gift, begun: number): string[] {
		const { key } = gift;
		return [
			tried(key),
			open(key),
			openBegun(key),
			openSince(key, begun),
			openWith(gift),
			openBy(key, begun, this.place),
		];
	}

	/**
	 * Records the entries of a try, unless one of them, the decisive one, is in the table already, or
	 * the gift was made since it was looked up: other gifts may have kept this execution for minutes.
	 */
	private async recordTry({ key }: Gift, entries: string[], decisive: string): Promise<boolean> {
		let isNew = false;
		await this.entries.record([entries], (added) => {
			const wasMade = !added.has(tried(key)) && added.has(open(key));
			isNew = added.has(decisive) && !wasMade;
			return isNew ? [] : [...added];
		});
		return isNew;
	}
}
