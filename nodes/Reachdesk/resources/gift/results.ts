import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { apiError, asNodeError, failedItem } from '../../../shared/nodeErrors';
import type { ExplainedError } from '../../../shared/explainedError';
import { inWords, personIn } from '../../gifts/about';
import type { Gift } from '../../gifts/gift';
import { outcomeItem } from '../../gifts/outcome';
import type { Outcome } from '../../gifts/outcome';
import { shownNameOf } from '../../gifts/recipientName';
import type { Refusal } from '../../gifts/refusal';

/** What happened to one input item. */
type Result = { gift: Gift; outcome: Outcome } | Failed;

interface Failed {
	/** null when the gift could not be read */
	gift: Gift | null;
	/** the person of the item, with its key; null when the item does not say */
	person: string | null;
	error: NodeApiError | NodeOperationError;
}

/**
 * The first version of the node whose items of errors name the person. A Gift Log of an earlier version
 * removes only the key from such an item, and what is left becomes the message of an error that n8n logs.
 */
export const NAMES_PEOPLE_SINCE = 1.3;

const MOST_NAMED = 20;

/**
 * The results of the input items: a slot for each, filled as soon as its result is known, so that no
 * later error can change what is reported about a gift that was sent.
 *
 * Rule: an error names the person in its description, and only the gift key in its message. n8n logs the
 * message of each node that fails at level error (n8n-core, error-reporter.js), and writes it to its
 * event log and its telemetry (log-streaming.event-relay.js, telemetry.event-relay.js). It logs the
 * description only at level debug, with the whole error ("Workflow execution finished with error",
 * workflow-execute.js). The panel, the execution and the error workflow show both. Read in n8n 2.40.5.
 */
export class GiftResults<G extends Gift> {
	private readonly context: IExecuteFunctions;

	private readonly itemOf = new Map<Gift, number>();

	private readonly slots: (Result | undefined)[] = [];

	/** The gifts that could be read, in the order of their items. */
	readonly gifts: G[] = [];

	/**
	 * Reads the gift of each input item. An unreadable gift does not stop the others.
	 *
	 * @param readGift - throws an ExplainedError when the item has no gift that can be sent
	 */
	constructor(
		context: IExecuteFunctions,
		readGift: (context: IExecuteFunctions, item: number) => G,
	) {
		this.context = context;
		for (const [item, { json }] of context.getInputData().entries()) {
			try {
				const gift = readGift(context, item);
				this.gifts.push(gift);
				this.itemOf.set(gift, item);
			} catch (error) {
				const nodeError = asNodeError(context.getNode(), error, item);
				this.slots[item] = { gift: null, person: personIn(json), error: nodeError };
			}
		}
	}

	/** Records the outcome of a gift. A later outcome of the same gift replaces an earlier one. */
	report(gift: G, outcome: Outcome): void {
		this.fill(gift, () => ({ gift, outcome }));
	}

	/** Records that a gift was not sent because of a problem that a person has to fix. */
	fail(gift: G, error: ExplainedError): void {
		this.fill(gift, (item) => failed(gift, asNodeError(this.context.getNode(), error, item)));
	}

	/** Replaces the gift of an item with another one. */
	replace(gift: G, other: G): void {
		this.itemOf.set(other, this.placeOf(gift));
		this.itemOf.delete(gift);
	}

	/** Records that a gift was not sent because Reachdesk or n8n’s database refused it. */
	refuse(gift: G, refusal: Refusal): void {
		this.fill(gift, (item) => failed(gift, apiError(this.context.getNode(), refusal, item)));
	}

	/**
	 * Records an error that ended the run, for each gift without a result.
	 *
	 * @throws NodeOperationError or NodeApiError when no gift has an outcome yet and the node does not
	 * continue after errors
	 * @throws n8n’s error when the execution is cancelled
	 */
	failRest(error: unknown): void {
		this.context.getExecutionCancelSignal()?.throwIfAborted();
		if (!this.context.continueOnFail() && this.outcomes().length === 0) {
			throw asNodeError(this.context.getNode(), error);
		}
		// without a result, n8n would pass the items on as if nothing had happened
		for (const [gift, item] of this.itemOf) {
			this.slots[item] ??= failed(gift, asNodeError(this.context.getNode(), error, item));
		}
	}

	/**
	 * The output: one item per input item, `{ name, email, outcome, explanation, key, … }`.
	 *
	 * @throws NodeOperationError or NodeApiError when a gift was not sent, unless the node continues after
	 * errors
	 */
	items(): INodeExecutionData[] {
		this.hintWallet();
		const results = this.slots.flatMap((result) => result ?? []);
		if (results.length < this.context.getInputData().length) {
			throw new RangeError('A gift was neither sent nor reported');
		}
		const errors = results.flatMap((result) => ('error' in result ? [result] : []));
		if (errors.length > 0 && !this.context.continueOnFail()) {
			throw this.summary(errors, results.length);
		}
		const about = this.context.getNode().typeVersion < NAMES_PEOPLE_SINCE ? keyOf : personOf;
		return results.map((result, item) =>
			'error' in result
				? failedItem(result.error, item, about(result))
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

	/** One error for all gifts that were not sent. Its description names the people. */
	private summary(errors: readonly Failed[], all: number): NodeApiError | NodeOperationError {
		const [first] = errors;
		if (!first) throw new RangeError('nothing failed');
		const { error, gift, person } = first;
		// a setting that is wrong for all items
		const isSetting =
			errors.length === all &&
			errors.every((other) => other.gift === null && other.error.message === error.message);
		if (isSetting && errors.length > 1) return error;
		const remedy = error.description ?? '';
		if (errors.length === 1) {
			if (person !== null) error.description = `This gift is for ${person}. ${remedy}`;
			return error;
		}
		const key = nameOf(gift);
		const named = errors.slice(0, MOST_NAMED).map((one) => this.inShort(one));
		const more = errors.length - named.length;
		return new NodeOperationError(
			this.context.getNode(),
			`${String(errors.length)} of ${String(all)} gifts were not sent. The first${key === null ? '' : `, ${key}`}: ${error.message}`,
			{
				description: `${person === null ? '' : `The first is for ${person}. `}${remedy}. The other gifts were processed and are not sent twice. Not sent: ${named.join('; ')}${more > 0 ? `; and ${String(more)} more` : ''}`,
			},
		);
	}

	/** The item and person of an error, and what happened. */
	private inShort({ person, error }: Failed): string {
		const item = error.context.itemIndex;
		const place = typeof item === 'number' ? `item ${String(item + 1)}` : 'an item';
		return `${place}${person === null ? '' : `, ${person}`}: ${error.message}`;
	}

	private hintWallet(): void {
		const count = this.outcomes().filter(({ walletMismatch }) => walletMismatch === true).length;
		if (count === 0) return;
		this.context.addExecutionHints({
			message: `${String(count)} of ${String(this.slots.length)} gifts ${count === 1 ? 'was' : 'were'} paid by a wallet other than the expected one. See "walletMismatch" in the items.`,
			location: 'outputPane',
			type: 'warning',
		});
	}
}

const failed = (gift: Gift, error: Failed['error']): Failed => ({
	gift,
	person: inWords(shownNameOf(gift), gift.key),
	error,
});

/** What an item of an error begins with: the key, if the message does not contain it already. */
function keyOf({ gift, error }: Failed): string | null {
	const key = nameOf(gift);
	return key !== null && error.message.includes(key) ? null : key;
}

/** The same with the person. */
const personOf = ({ gift, person, error }: Failed): string | null =>
	gift && error.message.includes(gift.key) ? shownNameOf(gift) : person;

/**
 * How the message of an error calls a gift: by the key of an employee’s gift. A key that a person made up
 * may contain personal data.
 */
export const nameOf = (gift: Gift | null): string | null => (gift?.about ? gift.key : null);
