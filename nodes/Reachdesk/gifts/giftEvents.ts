import type { CivilDate } from '../../shared/civilDate';
import { GIFT_FACTS } from './giftFacts';
import type { GiftFact } from './giftFacts';
import type { WatchedGift } from './watchedGift';

/** The events of a gift that a trigger can report. */
export const GIFT_EVENTS = ['statusChanged', ...GIFT_FACTS] as const;
export type GiftEvent = (typeof GIFT_EVENTS)[number];

/** What was noted about a gift: its status, and all facts that were ever true. */
export interface NotedGift {
	status: string;
	facts: ReadonlySet<GiftFact>;
}

/** By the gift’s id. */
export type NotedGifts = ReadonlyMap<string, NotedGift>;

/** Something that has happened to a gift. */
export interface GiftHappening {
	event: GiftEvent;
	gift: WatchedGift;
	/** null for a gift that was not known before */
	previousStatus: string | null;
}

/**
 * Identifies an event, always with the same key:
 * `reachdesk:<gift id>:claimed`, `reachdesk:<gift id>:statusChanged:<status>`.
 */
export const giftEventKey = ({ event, gift }: GiftHappening): string =>
	`reachdesk:${gift.id}:${event}${event === 'statusChanged' ? `:${gift.status}` : ''}`;

/**
 * Compares gifts with what was noted about them.
 *
 * Rules: each fact of a gift is reported once, a status whenever it differs from the one
 * before. A gift that was not noted and was created before `newFrom` was not watched then: it is
 * noted and nothing is reported, because its events are in the past.
 *
 * @param gifts - each gift once
 * @returns what has happened, and the new notes, for these gifts only
 */
export function giftEvents(
	gifts: readonly WatchedGift[],
	noted: NotedGifts,
	newFrom: CivilDate,
	factsOf: (gift: WatchedGift) => ReadonlySet<GiftFact>,
): { happenings: GiftHappening[]; noted: NotedGifts } {
	const happenings: GiftHappening[] = [];
	const after = new Map<string, NotedGift>();
	for (const gift of gifts) {
		const before = noted.get(gift.id);
		const facts = factsOf(gift);
		after.set(gift.id, {
			status: gift.status,
			facts: new Set([...(before?.facts ?? []), ...facts]),
		});
		if (!before && gift.madeOn < newFrom) continue;
		const previousStatus = before?.status ?? null;
		const tell = (event: GiftEvent) => happenings.push({ event, gift, previousStatus });
		if (previousStatus !== gift.status) tell('statusChanged');
		for (const fact of GIFT_FACTS) {
			if (facts.has(fact) && !before?.facts.has(fact)) tell(fact);
		}
	}
	return { happenings, noted: after };
}
