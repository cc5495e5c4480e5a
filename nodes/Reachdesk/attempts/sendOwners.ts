import type { Gift } from '../gifts/gift';
import { knownSend, lookedAt, sendOf } from './entries';
import { ProcessedEntries } from './processedEntries';
import type { StoreContext } from './processedEntries';

/**
 * Which gift a listed send belongs to, from the view of one gift. `unsure` when n8n stopped during
 * a look-up, or another execution is looking it up.
 */
export type SendOwner = 'own' | 'other' | 'unknown' | 'unsure';

/** A gift, and the id of a Reachdesk send. */
export interface SendOfGift {
	gift: Gift;
	sendId: string;
}

/**
 * Which Reachdesk send belongs to which gift key, next to the attempts of AttemptLog. This is noted
 * when a send is confirmed or adopted; a send that an earlier version confirmed is unknown.
 *
 * If n8n stops during a look-up, the look-up’s own entry is left behind. The entries next to it are
 * then not reliable: it is unsure which gift the send belongs to, so a look-up never causes a gift
 * to be sent.
 *
 * Every method throws a StoreError when n8n’s database fails.
 */
export class SendOwners {
	private readonly entries: ProcessedEntries;

	private readonly others: ReadonlySet<string>;

	/** @param others - ids of sends that a person has marked as other gifts */
	constructor(context: StoreContext, others: ReadonlySet<string> = new Set()) {
		this.entries = new ProcessedEntries(context);
		this.others = others;
	}

	/** Which gift each of the sends belongs to. */
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
	 * Notes that sends belong to gifts, each send to one gift. Returns the keys of the gifts that now
	 * own their send; not those whose send was noted for another key, or looked up, in the meantime.
	 */
	async note(pairs: readonly SendOfGift[]): Promise<Set<string>> {
		// the send first: the store drops the oldest entries, and a known send must have its key
		const entriesOf = ({ gift, sendId }: SendOfGift) =>
			[knownSend(gift, sendId), sendOf(gift, sendId)] as const;
		const noted = await this.entries.recordEach(
			// of several pairs for a send, the first counts
			new Map([...pairs].reverse().map((pair) => [pair, entriesOf(pair)])),
			(pair, added) => {
				const [known, own] = entriesOf(pair);
				return added.has(known) || !added.has(own);
			},
		);
		return new Set([...noted.keys()].map(({ gift }) => gift.key));
	}

	/** Whether entries exist; null when a look-up in which n8n stopped left them behind. */
	private async looked(entries: readonly string[]): Promise<(entry: string) => boolean | null> {
		const groups = [...new Set(entries)].map((entry) => [entry, lookedAt(entry)]);
		const found = await this.entries.lookUp(groups);
		return (entry) => (found.has(lookedAt(entry)) ? null : found.has(entry));
	}
}
