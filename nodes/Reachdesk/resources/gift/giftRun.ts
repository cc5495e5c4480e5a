import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { apiError, asNodeError, failedItem } from '../../../shared/nodeErrors';
import type { Attempt } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import { NoLongerDue } from '../../gifts/leftSince';
import { outcomeItem } from '../../gifts/outcome';
import type { Outcome } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';
import { listSends } from '../../transport/sends';
import type { AttemptStore } from './attemptStore';
import { planSteps } from './plan';
import type { Step } from './plan';
import type { SafetySettings } from './safetySettings';

const DAY = 86_400_000;

/** What became of each input item. */
type Result =
	| { gift: Gift; outcome: Outcome }
	/** `gift` is null when not even that could be read */
	| { gift: Gift | null; error: NodeApiError | NodeOperationError };

/** A gift that is to be sent, and what was known of it. */
export interface DueGift<G extends Gift> {
	gift: G;
	attempt: Attempt;
}

/** What a try to send a gift came to. */
export type Sent = { outcome: Outcome } | { refusal: Refusal };

/** How a kind of sending goes about it. */
export interface Sending<G extends Gift> {
	safety: SafetySettings;
	/** @throws ExplainedError when the item has no gift that can be sent */
	giftOf: (item: number) => G;
	/** @throws ExplainedError when this run may not send at all */
	begin?: () => Promise<void>;
	/** what the store remembers; null without duplicate protection */
	store: AttemptStore | null;
	/**
	 * @param due - each gift once
	 * @param knownSends - ids of sends that Reachdesk listed before, and that are none of these gifts
	 * @returns what became of each of them
	 */
	sendAll: (due: readonly DueGift<G>[], knownSends: Set<string>) => Promise<Map<Gift, Sent>>;
}

/**
 * Sends the gifts of all input items: one output item per input item,
 * `{ outcome, explanation, key, requestId, … }`.
 *
 * Everything that can be checked is checked before the first POST. A refused gift does not keep
 * the others from being sent; the errors come at the end, or item by item with "Continue on error".
 *
 * @throws NodeOperationError or NodeApiError naming the item, the field and the remedy
 */
export async function runGifts<G extends Gift>(
	context: IExecuteFunctions,
	sending: Sending<G>,
): Promise<INodeExecutionData[]> {
	const results: Result[] = [];
	const gifts = readGifts(context, sending, results);
	if (sending.safety.sendsNothing) {
		hintTestRun(context, sending.safety);
		for (const [item, gift] of gifts)
			results[item] = { gift, outcome: dryRun(sending.safety, gift) };
	} else {
		try {
			await sendGifts(context, gifts, sending, results);
		} catch (error) {
			context.getExecutionCancelSignal()?.throwIfAborted();
			if (!context.continueOnFail()) throw asNodeError(context.getNode(), error);
			// n8n would pass the items on as if nothing had been wrong with them
			for (const [item, gift] of gifts) {
				results[item] = { gift, error: asNodeError(context.getNode(), error, item) };
			}
		}
		hintWallet(context, results);
	}
	return outputItems(context, results);
}

/** The gifts by item index; what cannot be read is an error now, before anything is sent. */
function readGifts<G extends Gift>(
	context: IExecuteFunctions,
	{ giftOf }: Sending<G>,
	results: Result[],
): Map<number, G> {
	const gifts = new Map<number, G>();
	context.getInputData().forEach((_, item) => {
		try {
			gifts.set(item, giftOf(item));
		} catch (error) {
			const nodeError = asNodeError(context.getNode(), error, item);
			// a mistake stops the run before the first gift; a gift that is no longer due stops itself alone
			if (!context.continueOnFail() && !(error instanceof NoLongerDue)) throw nodeError;
			results[item] = { gift: null, error: nodeError };
		}
	});
	return gifts;
}

async function sendGifts<G extends Gift>(
	context: IExecuteFunctions,
	gifts: ReadonlyMap<number, G>,
	sending: Sending<G>,
	results: Result[],
): Promise<void> {
	const { store, safety } = sending;
	await sending.begin?.();
	const { steps, knownSends } = await plan(context, [...gifts.values()], safety, store);
	const due = steps.filter((step) => step.act === 'send');
	checkMaximum(context, due.length, safety);
	const reported = steps.filter((step) => step.act === 'report');
	const listed = reported.filter(
		({ attempt, outcome }) => attempt !== 'none' && outcome.knownBy === 'reachdesk',
	);
	await store?.madeBefore(listed.map(({ gift }) => gift));
	const outcomes = new Map(reported.map(({ gift, outcome }) => [gift, outcome]));
	const sent = await sending.sendAll(due, knownSends);
	for (const [item, gift] of gifts) {
		const became = sent.get(gift);
		if (became && 'refusal' in became) {
			results[item] = { gift, error: apiError(context.getNode(), became.refusal, item) };
			continue;
		}
		const outcome = became?.outcome ?? outcomes.get(gift);
		if (!outcome) throw new RangeError('A gift was neither sent nor reported');
		results[item] = { gift, outcome };
	}
}

async function plan<G extends Gift>(
	context: IExecuteFunctions,
	gifts: readonly G[],
	safety: SafetySettings,
	store: AttemptStore | null,
): Promise<{ steps: Step<G>[]; knownSends: Set<string> }> {
	const now = Date.now();
	const since = now - safety.lookBackDays * DAY;
	const attempts = store ? await store.attempts(gifts, now) : new Map<string, never>();
	const isListNeeded =
		store !== null && [...attempts.values()].some((attempt) => attempt !== 'made');
	const listed = isListNeeded ? await listSends(context, since, now) : [];
	return {
		steps: planSteps(gifts, attempts, listed, { since, unclear: safety.unclearGifts }),
		knownSends: new Set(listed.map(({ id }) => id)),
	};
}

function checkMaximum(
	context: IExecuteFunctions,
	count: number,
	{ maximumGifts }: SafetySettings,
): void {
	if (count <= maximumGifts) return;
	throw new NodeOperationError(
		context.getNode(),
		`${String(count)} gifts are to be sent, more than the ${String(maximumGifts)} allowed in one run`,
		{
			description:
				'Nothing was sent. If so many are right, raise "Maximum Gifts per Run" under Safety; if not, look at the incoming items',
		},
	);
}

const dryRun = ({ sendsNothing }: SafetySettings, { request }: Gift): Outcome => ({
	outcome: 'dryRun',
	explanation:
		sendsNothing === 'testRun'
			? 'Nothing was sent, because this is a run from the editor'
			: 'Nothing was sent, because "Dry Run" is on',
	gift: { ...request },
});

function hintTestRun(context: IExecuteFunctions, { sendsNothing }: SafetySettings): void {
	if (sendsNothing !== 'testRun') return;
	context.addExecutionHints({
		message:
			'Nothing was sent: this is a test run. To send from the editor, turn on "Send in Test Runs" under Safety.',
		location: 'outputPane',
		type: 'info',
	});
}

function hintWallet(context: IExecuteFunctions, results: readonly Result[]): void {
	const outcomes = results.flatMap((result) => ('outcome' in result ? [result.outcome] : []));
	const count = outcomes.filter(({ walletMismatch }) => walletMismatch === true).length;
	if (count === 0) return;
	context.addExecutionHints({
		message: `${String(count)} of ${String(results.length)} gifts ${count === 1 ? 'was' : 'were'} paid by another wallet than the expected one: look for "walletMismatch".`,
		location: 'outputPane',
		type: 'warning',
	});
}

/** How an error may call a gift: a key that a person has made up may hold personal data. */
const nameOf = (gift: Gift | null): string | null =>
	gift?.request.recipient.provider === 'hibob' ? gift.key : null;

function outputItems(context: IExecuteFunctions, results: readonly Result[]): INodeExecutionData[] {
	const failed = results.flatMap((result) => ('error' in result ? [result] : []));
	const [first] = failed;
	if (first && !context.continueOnFail()) {
		if (failed.length === 1) throw first.error;
		const { message, description } = first.error;
		const about = nameOf(first.gift);
		throw new NodeOperationError(
			context.getNode(),
			`${String(failed.length)} of ${String(results.length)} gifts were not sent. The first${about === null ? '' : `, ${about}`}: ${message}`,
			{
				description: `${description ?? ''}. The other gifts were dealt with and are not sent twice`,
			},
		);
	}
	return results.map((result, item) =>
		'error' in result
			? failedItem(result.error, item, nameOf(result.gift))
			: { json: outcomeItem(result.gift, result.outcome), pairedItem: { item } },
	);
}
