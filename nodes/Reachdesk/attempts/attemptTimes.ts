import type { Gift } from '../gifts/gift';
import type { ListedSend } from '../gifts/listedSend';
import {
	attempted,
	attemptedAlone,
	attemptedAt,
	attemptedInBulkAt,
	attemptedInBulkAtAnyTime,
	bulkAt,
	lookedAt,
	toRecipient,
	toRecipientAt,
} from './entries';
import { ProcessedEntries } from './processedEntries';
import type { StoreContext } from './processedEntries';

const MINUTE = 60_000;

/** The largest assumed difference between Reachdesk’s clock and n8n’s, in ms. */
export const CLOCK_SKEW = 5 * MINUTE;

/** A time, both ends in ms since 1970. */
export interface Span {
	from: number;
	to: number;
}

/**
 * When gifts were attempted, as far as the attempt log knows: for each minute, only whether
 * something was attempted.
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
	 * Those of the instants in whose minutes gifts were sent in bulk. A bulk send has thousands of
	 * gifts and its retry delay hundreds of minutes, so only those minutes are looked up for its
	 * gifts.
	 */
	async withBulkSends(instants: readonly number[]): Promise<number[]> {
		const minutes = [...new Set(instants.map(bulkAt))];
		const known = await this.entries.lookUp(minutes.map((minute) => [minute]));
		return instants.filter((instant) => known.has(bulkAt(instant)));
	}

	/**
	 * The gifts whose address and campaign have an attempt of another key within some time that has
	 * no clear answer yet.
	 *
	 * @param spansOf - when such an attempt matters for a gift
	 */
	async recipientsInDoubt<G extends Gift>(
		gifts: readonly G[],
		spansOf: (gift: G) => readonly Span[],
	): Promise<Set<G>> {
		const spans = new Map(gifts.map((gift) => [gift, spansOf(gift)]));
		const bulkMinutes = await this.withBulkSends(distinctMinutes([...spans.values()].flat()));
		const marked = await this.entries.lookUp(
			[...spans].map(([gift, own]) => [
				toRecipient(gift),
				...within(bulkMinutes, own).map((minute) => toRecipientAt(gift, minute)),
			]),
		);
		// only gifts attempted alone are marked, so that minutes are looked up for few gifts
		const minutesOf = (gift: G): number[] =>
			marked.has(toRecipient(gift))
				? distinctMinutes(spans.get(gift) ?? [])
				: within(bulkMinutes, spans.get(gift) ?? []).filter((minute) =>
						marked.has(toRecipientAt(gift, minute)),
					);
		const suspected = gifts.filter((gift) => minutesOf(gift).length > 0);
		const known = await this.entries.lookUp(
			suspected.map((gift) => minutesOf(gift).map((minute) => toRecipientAt(gift, minute))),
		);
		const attemptedIn = new Map(
			suspected.map((gift) => [
				gift,
				minutesOf(gift).filter((minute) => known.has(toRecipientAt(gift, minute))),
			]),
		);
		const own = await this.ownMinutes(attemptedIn, bulkMinutes);
		return new Set(
			suspected.filter((gift) => attemptedIn.get(gift)?.some((minute) => !own(gift, minute))),
		);
	}

	/** The time before an instant in which Reachdesk’s list does not settle an attempt yet. */
	readonly unsettledAt = (instant: number): Span => ({
		from: instant - this.settleMinutes * MINUTE,
		to: instant,
	});

	/** The time in which the attempt that created a send was made. */
	readonly attemptOf = ({ createdAt }: ListedSend): Span => ({
		...this.unsettledAt(Date.parse(createdAt)),
		to: Date.parse(createdAt) + CLOCK_SKEW,
	});

	/**
	 * For each gift, the one of its sends that was created when the gift was attempted: within the
	 * retry delay after one of its attempts. None if there are several or none.
	 */
	async fitting(
		candidates: ReadonlyMap<Gift, readonly ListedSend[]>,
	): Promise<Map<Gift, ListedSend>> {
		const all = [...candidates.values()].flat();
		const bulkMinutes = await this.withBulkSends(distinctMinutes(all.map(this.attemptOf)));
		const minutes = new Map(
			[...candidates].map(([gift, sends]) => [gift, distinctMinutes(sends.map(this.attemptOf))]),
		);
		const own = await this.ownMinutes(minutes, bulkMinutes);
		// earlier versions did not note the minute of a bulk send
		const inBulk = ({ key }: Gift) => attemptedInBulkAtAnyTime(key);
		const anyTime = await this.entries.lookUp(
			[...candidates.keys()].map((gift) => [inBulk(gift), lookedAt(inBulk(gift))]),
		);
		const fitting = new Map<Gift, ListedSend>();
		for (const [gift, sends] of candidates) {
			const [found, another] = sends.filter(
				(send) =>
					(anyTime.has(inBulk(gift)) && !anyTime.has(lookedAt(inBulk(gift)))) ||
					distinctMinutes([this.attemptOf(send)]).some((minute) => own(gift, minute)),
			);
			if (found && !another) fitting.set(gift, found);
		}
		return fitting;
	}

	/** Whether gifts were attempted themselves in some minutes, alone or in bulk. */
	private async ownMinutes<G extends Gift>(
		minutesOf: ReadonlyMap<G, readonly number[]>,
		bulkMinutes: readonly number[],
	): Promise<(gift: Gift, minute: number) => boolean> {
		const isBulk = new Set(bulkMinutes);
		const isLook = ({ key }: Gift) => lookedAt(attempted(key));
		const alone = await this.entries.lookUp(
			[...minutesOf.keys()].map(({ key }) => [attemptedAlone(key)]),
		);
		const known = await this.entries.lookUp(
			[...minutesOf].map(([gift, minutes]) => [
				...(alone.has(attemptedAlone(gift.key))
					? minutes.map((minute) => attemptedAt(gift.key, minute))
					: []),
				...minutes
					.filter((minute) => isBulk.has(minute))
					.map((minute) => attemptedInBulkAt(gift.key, minute)),
				// a look-up in which n8n stopped may have left all of them behind, including this one
				isLook(gift),
			]),
		);
		return (gift, minute) =>
			!known.has(isLook(gift)) &&
			(known.has(attemptedAt(gift.key, minute)) || known.has(attemptedInBulkAt(gift.key, minute)));
	}
}

/** Each minute of some spans once, as the instant at which it begins. */
function distinctMinutes(spans: readonly Span[]): number[] {
	const minutes = new Set<number>();
	const seen = new Set<string>();
	for (const { from, to } of spans) {
		const [first, last] = [Math.floor(from / MINUTE), Math.floor(to / MINUTE)];
		// the spans of a bulk send are nearly the same for thousands of gifts
		const name = `${String(first)} ${String(last)}`;
		if (seen.has(name)) continue;
		seen.add(name);
		for (let minute = first; minute <= last; minute++) minutes.add(minute * MINUTE);
	}
	return [...minutes];
}

const within = (minutes: readonly number[], spans: readonly Span[]): number[] =>
	minutes.filter((minute) => spans.some(({ from, to }) => minute > from - MINUTE && minute <= to));
