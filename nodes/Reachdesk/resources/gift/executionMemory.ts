import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject } from '../../../shared/jsonObject';
import type { Gift } from '../../gifts/gift';
import type { Listing } from '../../transport/listing';

// Long enough for a loop over hundreds of gifts; another workflow’s sends may be missing for that
// long
const LISTING_LASTS = 5 * 60_000;

interface NotedListing {
	listing: Listing;
	/** ms since 1970 */
	since: number;
	readAt: number;
}

/**
 * What an execution remembers between the runs of one node: a loop runs the node once per batch,
 * and Retry On Fail runs it again for all items.
 */
export class ExecutionMemory {
	private readonly stored: ReturnType<IExecuteFunctions['getContext']>;

	private noted: NotedListing | null = null;

	/** whether a person started the execution as a test; undefined until it has been determined */
	isTest: Promise<boolean> | undefined;

	/** the first gift that was planned for an address and campaign, by their dedupe key */
	readonly planned = new Map<string, Gift>();

	private constructor(stored: ReturnType<IExecuteFunctions['getContext']>) {
		this.stored = stored;
	}

	/** n8n keeps one context object for a node as long as the execution lasts in this process. */
	static of(context: IExecuteFunctions): ExecutionMemory {
		const stored = context.getContext('node');
		const memory = MEMORIES.get(stored) ?? new ExecutionMemory(stored);
		MEMORIES.set(stored, memory);
		return memory;
	}

	/** Reachdesk’s list of sends, read at most once every few minutes for the same gifts. */
	async listed(
		gifts: readonly Gift[],
		since: number,
		now: number,
		read: () => Promise<Listing>,
	): Promise<Listing> {
		const { noted } = this;
		if (
			noted &&
			noted.since <= since &&
			now - noted.readAt < LISTING_LASTS &&
			gifts.every(noted.listing.isEnoughFor)
		) {
			return noted.listing;
		}
		const listing = await read();
		this.noteListed(listing, since, now);
		return listing;
	}

	/** Notes a list of sends that was just read. */
	noteListed(listing: Listing, since: number, readAt: number): void {
		this.noted = { listing, since, readAt };
	}

	/** The request ids of the new gifts of a due day. n8n stores them with the execution. */
	newGifts(dueDay: string): readonly string[] {
		const byDay: unknown = this.stored[NEW_GIFTS];
		const ids = isObject(byDay) ? byDay[dueDay] : [];
		return Array.isArray(ids) ? ids.map(String) : [];
	}

	noteNewGifts(dueDay: string, requestIds: readonly string[]): void {
		const byDay: unknown = this.stored[NEW_GIFTS];
		this.stored[NEW_GIFTS] = { ...(isObject(byDay) ? byDay : {}), [dueDay]: [...requestIds] };
	}
}

const NEW_GIFTS = 'newGifts';

const MEMORIES = new WeakMap<object, ExecutionMemory>();
