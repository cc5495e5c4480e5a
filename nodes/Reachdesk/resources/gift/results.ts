import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { apiError, asNodeError, failedItem } from '../../../shared/nodeErrors';
import type { ExplainedError } from '../../../shared/explainedError';
import type { Gift } from '../../gifts/gift';
import { outcomeItem } from '../../gifts/outcome';
import type { Outcome } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';

/** What became of one input item. */
type Result = { gift: Gift; outcome: Outcome } | Failed;

interface Failed {
	/** null when not even that could be read */
	gift: Gift | null;
	error: NodeApiError | NodeOperationError;
}

const MOST_NAMED = 20;

/**
 * What became of the input items: a slot for each, filled the moment its result is known, so that no
 * later error can change what is reported of a gift that was sent.
 */
export class GiftResults<G extends Gift> {
	private readonly context: IExecuteFunctions;

	private readonly itemOf = new Map<Gift, number>();

	private readonly slots: (Result | undefined)[] = [];

	/** The gifts that could be read, in the order of their items. */
	readonly gifts: G[] = [];

	/**
	 * Reads the gift of each input item. One that cannot be read harms only itself: the others are sent.
	 *
	 * @param readGift - throws an ExplainedError when the item has no gift that can be sent
	 */
	constructor(
		context: IExecuteFunctions,
		readGift: (context: IExecuteFunctions, item: number) => G,
	) {
		this.context = context;
		for (const item of context.getInputData().keys()) {
			try {
				const gift = readGift(context, item);
				this.gifts.push(gift);
				this.itemOf.set(gift, item);
			} catch (error) {
				this.slots[item] = { gift: null, error: asNodeError(context.getNode(), error, item) };
			}
		}
	}

	/** Records what became of a gift. A later word on the same gift replaces an earlier one. */
	report(gift: G, outcome: Outcome): void {
		this.fill(gift, () => ({ gift, outcome }));
	}

	/** Records that a gift was not sent, because of something that a person has to mend. */
	fail(gift: G, error: ExplainedError): void {
		this.fill(gift, (item) => ({
			gift,
			error: asNodeError(this.context.getNode(), error, item),
		}));
	}

	/** Lets another gift take the place of one, as the item’s own. */
	replace(gift: G, other: G): void {
		this.itemOf.set(other, this.placeOf(gift));
		this.itemOf.delete(gift);
	}

	/** Records that a gift was not sent, because Reachdesk or n8n’s database refused. */
	refuse(gift: G, refusal: Refusal): void {
		this.fill(gift, (item) => ({
			gift,
			error: apiError(this.context.getNode(), refusal, item),
		}));
	}

	/**
	 * Records an error that ended the run, for each gift without a result.
	 *
	 * @throws NodeOperationError or NodeApiError when nothing was reported of any gift and the node does
	 * not go on after errors
	 * @throws what n8n cancels the execution with
	 */
	failRest(error: unknown): void {
		this.context.getExecutionCancelSignal()?.throwIfAborted();
		if (!this.context.continueOnFail() && this.outcomes().length === 0) {
			throw asNodeError(this.context.getNode(), error);
		}
		// n8n would pass the items on as if nothing had been wrong with them
		for (const [gift, item] of this.itemOf) {
			this.slots[item] ??= { gift, error: asNodeError(this.context.getNode(), error, item) };
		}
	}

	/**
	 * The output: one item per input item, `{ outcome, explanation, key, requestId, … }`.
	 *
	 * @throws NodeOperationError or NodeApiError when a gift was not sent, unless the node goes on after
	 * errors
	 */
	items(): INodeExecutionData[] {
		this.hintWallet();
		const results = this.slots.flatMap((result) => result ?? []);
		if (results.length < this.context.getInputData().length) {
			throw new RangeError('A gift was neither sent nor reported');
		}
		const failed = results.flatMap((result) => ('error' in result ? [result] : []));
		if (failed.length > 0 && !this.context.continueOnFail()) {
			throw this.summary(failed, results.length);
		}
		return results.map((result, item) =>
			'error' in result
				? failedItem(result.error, item, unnamed(result.error, nameOf(result.gift)))
				: { json: outcomeItem(result.gift, result.outcome), pairedItem: { item } },
		);
	}

	private fill(gift: G, result: (item: number) => Result): void {
		const item = this.placeOf(gift);
		this.slots[item] = result(item);
	}

	private placeOf(gift: G): number {
		const item = this.itemOf.get(gift);
		if (item === undefined) throw new RangeError('This gift is of no input item');
		return item;
	}

	private outcomes(): Outcome[] {
		return this.slots.flatMap((result) => (result && 'outcome' in result ? [result.outcome] : []));
	}

	/** One error for all gifts that were not sent, which names them. */
	private summary(failed: readonly Failed[], all: number): NodeApiError | NodeOperationError {
		const [first] = failed;
		if (!first) throw new RangeError('nothing failed');
		// a setting that is wrong for all items
		const isSetting =
			failed.length === all &&
			failed.every(({ gift, error }) => gift === null && error.message === first.error.message);
		if (failed.length === 1 || isSetting) return first.error;
		const about = nameOf(first.gift);
		const named = failed.slice(0, MOST_NAMED).map(({ gift, error }) => this.inShort(gift, error));
		const more = failed.length - named.length;
		return new NodeOperationError(
			this.context.getNode(),
			`${String(failed.length)} of ${String(all)} gifts were not sent. The first${about === null ? '' : `, ${about}`}: ${first.error.message}`,
			{
				description: `${first.error.description ?? ''}. The other gifts were dealt with and are not sent twice. Not sent: ${named.join('; ')}${more > 0 ? `; and ${String(more)} more` : ''}`,
			},
		);
	}

	/** Whom an error is about, and what happened. */
	private inShort(gift: Gift | null, error: NodeApiError | NodeOperationError): string {
		const item = error.context.itemIndex;
		const place = typeof item === 'number' ? `item ${String(item + 1)}` : 'an item';
		const name = nameOf(gift);
		return `${place}${name === null ? '' : `, ${name}`} (${error.message})`;
	}

	private hintWallet(): void {
		const count = this.outcomes().filter(({ walletMismatch }) => walletMismatch === true).length;
		if (count === 0) return;
		this.context.addExecutionHints({
			message: `${String(count)} of ${String(this.slots.length)} gifts ${count === 1 ? 'was' : 'were'} paid by another wallet than the expected one: look for "walletMismatch".`,
			location: 'outputPane',
			type: 'warning',
		});
	}
}

/** A name, when the error does not say it already. */
const unnamed = ({ message }: Error, name: string | null): string | null =>
	name !== null && message.includes(name) ? null : name;

/** How an error may call a gift: a key that a person has made up may hold personal data, that of an employee not. */
export const nameOf = (gift: Gift | null): string | null => (gift?.about ? gift.key : null);
