import { sleep } from 'n8n-workflow';
import type { Gift } from '../../gifts/gift';
import {
	bulkBy,
	bulkSince,
	everyPlace,
	open,
	openInBulk,
	openWith,
	placeOf,
	tried,
} from './attemptEntries';
import type { DueGift } from './giftRun';
import { ProcessedEntries } from './processedEntries';
import type { StoreContext } from './processedEntries';

// A bulk send with all looks at Reachdesk’s list is over by then, or its execution has died.
export const TURN_MINUTES = 15;
// Thousands of entries take n8n longer to write than those of one gift.
const PAUSE = 2_000;

/**
 * The tries to send gifts in bulk, beside the single ones of AttemptStore and with the same meaning.
 *
 * Thousands of gifts are claimed in few writes, because one execution of a node at a time sends in
 * bulk: it takes a turn, and takes it again before each request.
 */
export class BulkAttempts {
	private readonly entries: ProcessedEntries;

	private readonly place: number;

	private readonly pause: (milliseconds: number) => Promise<void>;

	private readonly turns = new Set<string>();

	constructor(context: StoreContext, pause = sleep) {
		this.entries = new ProcessedEntries(context);
		this.place = placeOf(context.getExecutionId());
		this.pause = pause;
	}

	/** Takes a turn, or takes it again. False while another execution has it. */
	async takeTurn(now: number): Promise<boolean> {
		const own = bulkBy(now, this.place);
		if (await this.isTakenByOthers(now)) return false;
		this.turns.add(own);
		await this.entries.record([[own]], () => []);
		await this.pause(PAUSE);
		const isKept = (await this.entries.lookUp([[own]])).has(own);
		return isKept && !(await this.isTakenByOthers(now));
	}

	/** Ends the turn, so that another execution need not wait until it is forgotten. */
	async endTurn(): Promise<void> {
		if (this.turns.size === 0) return;
		await this.entries.remove([[...this.turns]]);
		this.turns.clear();
	}

	/**
	 * Notes that gifts are about to be sent, within a turn. The gifts that may be sent are returned:
	 * those of which nothing else was noted since they were looked up.
	 */
	async claim(claims: readonly DueGift<Gift>[], now: number): Promise<Set<Gift>> {
		const refused = new Set<Gift>();
		const byEntry = new Map(claims.map((claim) => [tried(claim.gift.key), claim]));
		// before the gifts: one that is open in bulk counts as tried lately by this entry alone
		await this.entries.record([[bulkSince(now)]], () => []);
		await this.entries.record(
			claims.map(({ gift }) => entriesOf(gift)),
			(added, entries) =>
				entries.flatMap((entry) => {
					const claim = byEntry.get(entry);
					if (!claim || isAsExpected(claim, added)) return [];
					refused.add(claim.gift);
					return entriesOf(claim.gift).filter((own) => added.has(own));
				}),
		);
		await this.pause(PAUSE);
		const gifts = claims.map(({ gift }) => gift).filter((gift) => !refused.has(gift));
		const known = await this.entries.lookUp([[bulkSince(now)], ...gifts.map(entriesOf)]);
		if (!known.has(bulkSince(now))) return new Set();
		return new Set(gifts.filter((gift) => entriesOf(gift).every((entry) => known.has(entry))));
	}

	/** Notes that gifts were made. */
	async made(gifts: readonly Gift[]): Promise<void> {
		await this.entries.remove(gifts.map((gift) => entriesOf(gift).slice(1)));
	}

	/** Takes tries back, of which it is certain that they made no gift. */
	async undo(gifts: readonly Gift[]): Promise<void> {
		await this.entries.remove(gifts.map(entriesOf));
	}

	private async isTakenByOthers(now: number): Promise<boolean> {
		const taken = await this.entries.lookUp([everyPlace(bulkBy, now, TURN_MINUTES)]);
		return [...taken].some((entry) => !this.turns.has(entry));
	}
}

/** What a try in bulk writes; the first entry stays when the gift was made. */
const entriesOf = (gift: Gift): string[] => [
	tried(gift.key),
	open(gift.key),
	openInBulk(gift.key),
	openWith(gift),
];

/** Whether nobody has tried the gift, or has found it made, since it was looked up. */
const isAsExpected = ({ gift, attempt }: DueGift<Gift>, added: ReadonlySet<string>): boolean =>
	attempt === 'none'
		? added.has(tried(gift.key))
		: !added.has(tried(gift.key)) && !added.has(open(gift.key));
