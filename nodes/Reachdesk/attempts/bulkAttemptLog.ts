import { sleep } from 'n8n-workflow';
import { executionIdOf } from '../../shared/executionId';
import { giftOf } from '../gifts/attempt';
import type { DueGift } from '../gifts/attempt';
import type { Gift } from '../gifts/gift';
import {
	attempted,
	attemptedInBulkAt,
	attemptedWith,
	bulkAt,
	holderOf,
	inDoubt,
	leasedBy,
	toRecipientAt,
} from './entries';
import { Lease } from './lease';
import { ProcessedEntries } from './processedEntries';
import type { StoreContext } from './processedEntries';
import { RecipientLock } from './recipientLock';

// Thousands of entries take n8n longer to write than those of one gift.
const PAUSE = 2_000;

/**
 * The attempts to send gifts in bulk, next to the single ones of AttemptLog and with the same
 * meaning.
 *
 * Thousands of gifts are claimed in few writes, because only one execution of a node at a time
 * sends in bulk: it holds a lease and renews it before each request.
 *
 * Every method throws a StoreError when n8n’s database fails.
 */
export class BulkAttemptLog {
	private readonly entries: ProcessedEntries;

	private readonly lock: RecipientLock;

	private readonly lease: Lease;

	private readonly pause: (milliseconds: number) => Promise<void>;

	constructor(context: StoreContext, pause = sleep) {
		this.entries = new ProcessedEntries(context);
		this.lock = new RecipientLock(context);
		this.lease = new Lease(this.entries, {
			entryBy: leasedBy,
			holder: holderOf(executionIdOf(context)),
			settlesIn: PAUSE,
			pause,
		});
		this.pause = pause;
	}

	/** Takes or renews the lease. False while another execution holds it. */
	takeLease = async (now: number): Promise<boolean> => await this.lease.take(now);

	/** Ends the lease, so that another execution need not wait until it expires. */
	endLease = async (): Promise<void> => {
		await this.lease.end();
	};

	/**
	 * Claims gifts that are about to be sent, while holding the lease. Returns the gifts that may be
	 * sent: those that no other execution has claimed or confirmed since they were looked up.
	 */
	async claim(claims: readonly DueGift<Gift>[], now: number): Promise<Set<Gift>> {
		// before the gifts, because their own minutes are looked up only where this entry exists
		await this.entries.record([[bulkAt(now)]], () => []);
		const free = await this.lock.takeInBulk(claims.map(giftOf), now);
		const locked = claims.filter(({ gift }) => free.has(gift));
		const recorded = await this.entries.recordEach(
			new Map(locked.map((claim) => [claim, entriesOf(claim.gift, now)])),
			isAsExpected,
		);
		await this.entries.remove(
			locked.filter((claim) => !recorded.has(claim)).map(({ gift }) => [toRecipientAt(gift, now)]),
		);
		await this.pause(PAUSE);
		const gifts = [...recorded.keys()].map(giftOf);
		const known = await this.entries.lookUp([
			[bulkAt(now)],
			...gifts.map((gift) => entriesOf(gift, now)),
		]);
		if (!known.has(bulkAt(now))) return new Set();
		return new Set(gifts.filter((gift) => entriesOf(gift, now).every((entry) => known.has(entry))));
	}

	/** Confirms gifts that Reachdesk has created, in an attempt that began at `begun`. */
	async confirm(gifts: readonly Gift[], begun: number): Promise<void> {
		await this.entries.remove(
			gifts.map((gift) => {
				const stays = new Set([attempted(gift.key), attemptedInBulkAt(gift.key, begun)]);
				return entriesOf(gift, begun).filter((entry) => !stays.has(entry));
			}),
		);
	}

	/** Undoes attempts known to have created nothing. */
	async undo(gifts: readonly Gift[], begun: number): Promise<void> {
		await this.entries.remove(gifts.map((gift) => entriesOf(gift, begun)));
	}
}

/** The entries of an attempt in bulk, with a minute of its own. */
const entriesOf = (gift: Gift, begun: number): string[] => [
	attempted(gift.key),
	inDoubt(gift.key),
	attemptedWith(gift),
	attemptedInBulkAt(gift.key, begun),
	toRecipientAt(gift, begun),
];

/** Whether the gift has not been attempted or confirmed since it was looked up. */
const isAsExpected = ({ gift, attempt }: DueGift<Gift>, added: ReadonlySet<string>): boolean =>
	attempt === 'none'
		? added.has(attempted(gift.key))
		: !added.has(attempted(gift.key)) && !added.has(inDoubt(gift.key));
