import type { Gift } from '../gifts/gift';
import type { ListedSend } from '../gifts/listedSend';
import {
	attempted,
	attemptedAt,
	attemptedInBulkAt,
	attemptedInBulkAtAnyTime,
	bulkAt,
	lastMinutes,
	lookedAt,
	toRecipient,
	toRecipientAt,
} from './entries';
import { ProcessedEntries } from './processedEntries';
import type { StoreContext } from './processedEntries';

const MINUTE = 60_000;

/** Reachdesk’s clock and n8n’s may differ by some minutes. In ms. */
export const CLOCK_SKEW = 5 * MINUTE;

/**
 * When gifts were attempted, as far as the attempt log tells: for each minute it knows only whether
 * something was attempted in it.
 *
 * Every method throws a StoreError when n8n’s database fails.
 */
export class AttemptTimes {
	private readonly entries: ProcessedEntries;

	private readonly settleMinutes: number;

	constructor(context: StoreContext, settleMinutes: number) {
		this.entries = new ProcessedEntries(context);
		this.settleMinutes = settleMinutes;
	}

	/**
	 * The instants of some in whose minutes gifts were sent in bulk. A bulk send holds thousands of gifts
	 * and its settle time hundreds of minutes, so only those minutes are looked up for its gifts.
	 */
	async withBulkSends(instants: readonly number[]): Promise<number[]> {
		const minutes = [...new Set(instants.map(bulkAt))];
		const known = await this.entries.lookUp(minutes.map((minute) => [minute]));
		return instants.filter((instant) => known.has(bulkAt(instant)));
	}

	/**
	 * The gifts to whose address and campaign an attempt of another key was made within the settle time,
	 * and has no clear answer yet.
	 */
	async recipientsInDoubt<G extends Gift>(gifts: readonly G[], now: number): Promise<Set<G>> {
		const minutes = lastMinutes(now, this.settleMinutes);
		const marked = await this.entries.lookUp([
			minutes.map(bulkAt),
			...gifts.map((gift) => [toRecipient(gift)]),
		]);
		const bulkMinutes = minutes.filter((minute) => marked.has(bulkAt(minute)));
		const inBulk = (gift: Gift) => bulkMinutes.map((minute) => toRecipientAt(gift, minute));
		const markedInBulk = await this.entries.lookUp(gifts.map(inBulk));
		const suspected = gifts.filter(
			(gift) =>
				marked.has(toRecipient(gift)) || inBulk(gift).some((entry) => markedInBulk.has(entry)),
		);
		const known = await this.entries.lookUp(
			suspected.map((gift) => minutes.map((minute) => toRecipientAt(gift, minute))),
		);
		const attemptedIn = (gift: Gift) =>
			minutes.filter((minute) => known.has(toRecipientAt(gift, minute)));
		const own = await this.ownMinutes(
			suspected.map((gift) => ({ gift, instants: attemptedIn(gift), bulk: bulkMinutes })),
		);
		return new Set(
			suspected.filter((gift) => attemptedIn(gift).some((minute) => !own(gift, minute))),
		);
	}

	/**
	 * For each gift the one of its sends that was created when the gift was attempted: within the settle
	 * time after one of its attempts. None when there are several, or none.
	 */
	async fitting(
		candidates: ReadonlyMap<Gift, readonly ListedSend[]>,
	): Promise<Map<Gift, ListedSend>> {
		const instantsOf = ({ createdAt }: ListedSend): number[] =>
			lastMinutes(Date.parse(createdAt) + CLOCK_SKEW, this.settleMinutes + CLOCK_SKEW / MINUTE);
		const all = [...candidates].flatMap(([, sends]) => sends.flatMap(instantsOf));
		const bulk = await this.withBulkSends(all);
		const own = await this.ownMinutes(
			[...candidates].map(([gift, sends]) => ({ gift, instants: sends.flatMap(instantsOf), bulk })),
		);
		// versions before noted no minute of a bulk send
		const anyTime = await this.entries.lookUp(
			[...candidates.keys()].map(({ key }) => [attemptedInBulkAtAnyTime(key)]),
		);
		const fitting = new Map<Gift, ListedSend>();
		for (const [gift, sends] of candidates) {
			const [found, another] = sends.filter(
				(send) =>
					anyTime.has(attemptedInBulkAtAnyTime(gift.key)) ||
					instantsOf(send).some((instant) => own(gift, instant)),
			);
			if (found && !another) fitting.set(gift, found);
		}
		return fitting;
	}

	/** Whether gifts were attempted themselves in the minutes of some instants, alone or in bulk. */
	private async ownMinutes(
		wanted: readonly { gift: Gift; instants: readonly number[]; bulk: readonly number[] }[],
	): Promise<(gift: Gift, instant: number) => boolean> {
		const isLook = ({ key }: Gift) => lookedAt(attempted(key));
		const inBulk = ({ key }: Gift, instant: number) => attemptedInBulkAt(key, instant);
		const alone = ({ key }: Gift, instant: number) => attemptedAt(key, instant);
		const known = await this.entries.lookUp(
			wanted.map(({ gift, instants, bulk }) => {
				const isBulk = new Set(bulk.map(bulkAt));
				const entries = instants.flatMap((instant) => [
					alone(gift, instant),
					...(isBulk.has(bulkAt(instant)) ? [inBulk(gift, instant)] : []),
				]);
				// a look that n8n died in may have left all of them, and this one with them
				return [...entries, isLook(gift)];
			}),
		);
		return (gift, instant) =>
			!known.has(isLook(gift)) &&
			(known.has(alone(gift, instant)) || known.has(inBulk(gift, instant)));
	}
}
