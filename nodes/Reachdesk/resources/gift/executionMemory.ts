import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject } from '../../../shared/jsonObject';
import type { Gift } from '../../gifts/gift';
import type { SendList } from '../../gifts/listedSend';

// Long enough for a loop over hundreds of gifts; another workflow’s sends may be missing for that
// long
const LISTING_LASTS = 5 * 60_000;

interface Listing {
	list: SendList;
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

	private listing: Listing | null = null;

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

	/** Reachdesk’s list of sends, read at most once every few minutes. */
	async listed(since: number, now: number, read: () => Promise<SendList>): Promise<SendList> {
		const known = this.listing;
		if (known && known.since <= since && now - known.readAt < LISTING_LASTS) return known.list;
		const list = await read();
		this.noteListed(list, since, now);
		return list;
	}

	/** Notes a list of sends that was just read. */
	noteListed(list: SendList, since: number, readAt: number): void {
		this.listing = { list, since, readAt };
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
