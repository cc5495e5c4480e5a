import { createHash } from 'node:crypto';
import { recipientDedupeKey } from '../gifts/duplicateCheck';
import type { Gift } from '../gifts/gift';
import { sendDedupeKey } from '../gifts/listedSend';
import type { SendList, UnreadableSend } from '../gifts/listedSend';
import { identityOf } from './page';

// A row whose address was changed in Reachdesk is only noticed when the whole list is read.
const LASTS = 7 * 86_400_000;

/** A send that was listed before. */
interface EarlierSend {
	id: string;
	/** ms since 1970 */
	createdAt: number;
}

/**
 * What this process remembers of an account’s list of sends since it last read all of it, so that
 * later runs only read what is new. Addresses are kept as hashes, and nothing is saved.
 */
export class KnownSends {
	/** the start of the list, ms since 1970 */
	readonly since: number;

	readonly unreadable: readonly UnreadableSend[];

	/** ids of the campaigns that have sent gifts */
	readonly campaigns = new Set<number>();

	private readonly readAt: number;

	private readonly identities = new Set<number>();

	private readonly ids = new Set<string>();

	private readonly byRecipient = new Map<number, EarlierSend[]>();

	private constructor(since: number, readAt: number, unreadable: readonly UnreadableSend[]) {
		this.since = since;
		this.readAt = readAt;
		this.unreadable = unreadable;
	}

	/**
	 * What to remember of a whole list; null when it has rows without an id, which cannot be
	 * recognized.
	 */
	static of(
		rows: readonly unknown[],
		list: SendList,
		since: number,
		readAt: number,
	): KnownSends | null {
		const known = new KnownSends(since, readAt, list.unreadable);
		const identities = rows.flatMap((row) => identityOf(row) ?? []);
		if (identities.length < rows.length) return null;
		known.add(identities, list);
		return known;
	}

	/** How many rows the list had. */
	get count(): number {
		return this.identities.size;
	}

	/** Whether the list begins early enough, and was read as a whole not too long ago. */
	covers(since: number, now: number): boolean {
		return this.since <= since && now - this.readAt < LASTS;
	}

	has(identity: string): boolean {
		return this.identities.has(hashOf(identity));
	}

	/** Whether a send has the id of one that was listed before. */
	hasId(id: string): boolean {
		return this.ids.has(id);
	}

	/** The sends to a gift’s address from its campaign since an instant. */
	sendsTo(gift: Gift, since: number): EarlierSend[] {
		const sends = this.byRecipient.get(hashOf(recipientDedupeKey(gift))) ?? [];
		return sends.filter(({ createdAt }) => createdAt >= since);
	}

	add(identities: Iterable<string>, { sends }: SendList): void {
		for (const identity of identities) this.identities.add(hashOf(identity));
		for (const send of sends) {
			if (this.ids.has(send.id)) continue;
			this.ids.add(send.id);
			this.campaigns.add(send.campaignId);
			const recipient = hashOf(sendDedupeKey(send));
			const earlier = { id: send.id, createdAt: Date.parse(send.createdAt) };
			const theirs = this.byRecipient.get(recipient);
			if (theirs) theirs.push(earlier);
			else this.byRecipient.set(recipient, [earlier]);
		}
	}
}

const HASH_BYTES = 6;
const hashOf = (text: string): number =>
	createHash('sha1').update(text).digest().readUIntBE(0, HASH_BYTES);
