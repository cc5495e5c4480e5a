import type { Gift } from '../gifts/gift';
import { knownSend, lookedAt, sendOf } from './entries';
import { ProcessedEntries } from './processedEntries';
import type { StoreContext } from './processedEntries';

/**
 * Whose a listed send is, seen from one gift. `unsure` when n8n died, or another execution is just
 * looking.
 */
export type SendOwner = 'own' | 'other' | 'unknown' | 'unsure';

/** A gift, and the id of a send of Reachdesk’s. */
export interface SendOfGift {
	gift: Gift;
	sendId: string;
}

/**
 * Which of Reachdesk’s sends belongs to which gift key, beside the attempts of AttemptLog. It is noted
 * when a send is confirmed or adopted; a send that versions before have confirmed is unknown.
 *
 * A look leaves an entry of its own behind when n8n dies in it. What such an entry stands beside says
 * nothing: nobody is sure whose the send is then, so nothing is sent because of a look.
 *
 * Every method throws a StoreError when n8n’s database fails.
 */
export class SendOwners {
	private readonly entries: ProcessedEntries;

	private readonly others: ReadonlySet<string>;

	/** @param others - ids of sends that a person knows to be other gifts */
	constructor(context: StoreContext, others: ReadonlySet<string> = new Set()) {
		this.entries = new ProcessedEntries(context);
		this.others = others;
	}

	/** Whose each of the sends is. */
	async ownersOf(pairs: readonly SendOfGift[]): Promise<(gift: Gift, sendId: string) => SendOwner> {
		const isKnown = await this.looked(pairs.map(({ gift, sendId }) => knownSend(gift, sendId)));
		const isOwn = await this.looked(
			pairs
				.filter(({ gift, sendId }) => isKnown(knownSend(gift, sendId)) === true)
				.map(({ gift, sendId }) => sendOf(gift, sendId)),
		);
		return (gift, sendId) => {
			const known = isKnown(knownSend(gift, sendId));
			if (known === false) return this.others.has(sendId) ? 'other' : 'unknown';
			const own = known && isOwn(sendOf(gift, sendId));
			return own === null ? 'unsure' : own ? 'own' : 'other';
		};
	}

	/**
	 * Notes that sends belong to gifts, each send to one. Returns the keys of the gifts whose send is theirs
	 * now: not those whose send was noted for another key in the meantime, or looked up.
	 */
	async note(pairs: readonly SendOfGift[]): Promise<Set<string>> {
		const theirs = new Set<string>();
		const bySend = new Map(
			[...pairs].reverse().map((pair) => [knownSend(pair.gift, pair.sendId), pair]),
		);
		// the send first: the store drops the oldest, and a send that is known must have its key
		await this.entries.record(
			[...bySend].map(([known, { gift, sendId }]) => [known, sendOf(gift, sendId)]),
			(added, entries) =>
				entries.flatMap((entry) => {
					const pair = bySend.get(entry);
					if (!pair) return [];
					const own = sendOf(pair.gift, pair.sendId);
					if (!added.has(entry) && added.has(own)) return [own];
					theirs.add(pair.gift.key);
					return [];
				}),
		);
		return theirs;
	}

	/** Whether entries are there; null where a look that n8n died in has left them. */
	private async looked(entries: readonly string[]): Promise<(entry: string) => boolean | null> {
		const groups = [...new Set(entries)].map((entry) => [entry, lookedAt(entry)]);
		const found = await this.entries.lookUp(groups);
		return (entry) => (found.has(lookedAt(entry)) ? null : found.has(entry));
	}
}
