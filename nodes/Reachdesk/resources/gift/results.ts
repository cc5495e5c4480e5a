import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { apiError, asNodeError, failedItem } from '../../../shared/nodeErrors';
import type { Gift } from '../../gifts/gift';
import { NoLongerDue } from '../../gifts/leftSince';
import { outcomeItem } from '../../gifts/outcome';
import type { Outcome } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';

/** What became of one input item. */
type Result =
	| { gift: Gift; outcome: Outcome }
	/** `gift` is null when not even that could be read */
	| { gift: Gift | null; error: NodeApiError | NodeOperationError };

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
	 * Reads the gift of each input item.
	 *
	 * @param readGift - throws an ExplainedError when the item has no gift that can be sent
	 * @throws NodeOperationError or NodeApiError for a mistake, before anything is sent, unless the node
	 * goes on after errors. A gift that is no longer due stops itself alone.
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
				const nodeError = asNodeError(context.getNode(), error, item);
				if (!context.continueOnFail() && !(error instanceof NoLongerDue)) throw nodeError;
				this.slots[item] = { gift: null, error: nodeError };
			}
		}
	}

	/** Records what became of a gift. A later word on the same gift replaces an earlier one. */
	report(gift: G, outcome: Outcome): void {
		this.fill(gift, () => ({ gift, outcome }));
	}

	/** Records that a gift was not sent. */
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
		const [first] = failed;
		if (first && !this.context.continueOnFail()) {
			throw this.summary(first.error, nameOf(first.gift), failed.length, results.length);
		}
		return results.map((result, item) =>
			'error' in result
				? failedItem(result.error, item, unnamed(result.error, nameOf(result.gift)))
				: { json: outcomeItem(result.gift, result.outcome), pairedItem: { item } },
		);
	}

	private fill(gift: G, result: (item: number) => Result): void {
		const item = this.itemOf.get(gift);
		if (item === undefined) throw new RangeError('This gift is of no input item');
		this.slots[item] = result(item);
	}

	private outcomes(): Outcome[] {
		return this.slots.flatMap((result) => (result && 'outcome' in result ? [result.outcome] : []));
	}

	private summary(
		error: NodeApiError | NodeOperationError,
		about: string | null,
		failed: number,
		all: number,
	): NodeApiError | NodeOperationError {
		if (failed === 1) return error;
		return new NodeOperationError(
			this.context.getNode(),
			`${String(failed)} of ${String(all)} gifts were not sent. The first${about === null ? '' : `, ${about}`}: ${error.message}`,
			{
				description: `${error.description ?? ''}. The other gifts were dealt with and are not sent twice`,
			},
		);
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

/** How an error may call a gift: a key that a person has made up may hold personal data. */
export const nameOf = (gift: Gift | null): string | null =>
	gift?.request.recipient.provider === 'hibob' ? gift.key : null;
