import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { apiError, asNodeError, failedItem } from '../../../shared/nodeErrors';
import type { Gift } from '../../gifts/gift';
import { NoLongerDue } from '../../gifts/leftSince';
import { outcomeItem, withWallet } from '../../gifts/outcome';
import type { Outcome } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';
import { listSends } from '../../transport/sends';
import { AttemptStore } from './attemptStore';
import { giftOf } from './giftParameters';
import { planSteps } from './plan';
import type { Step } from './plan';
import { safetySettings } from './safetySettings';
import type { SafetySettings } from './safetySettings';
import { sendOne } from './sendOne';

const DAY = 86_400_000;
/** What became of each input item. */
type Result =
	| { gift: Gift; outcome: Outcome }
	/** `gift` is null when not even that could be read */
	| { gift: Gift | null; error: NodeApiError | NodeOperationError };

/**
 * Gift > Send: one output item per input item, `{ outcome, explanation, key, requestId, … }`.
 *
 * Everything that can be checked is checked before the first POST. A refused gift does not keep
 * the others from being sent; the errors come at the end, or item by item with "Continue on error".
 *
 * @throws NodeOperationError or NodeApiError naming the item, the field and the remedy
 */
export async function sendGifts(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const safety = safetySettings(context);
	const results: Result[] = [];
	const gifts = readGifts(context, safety, results);
	if (safety.sendsNothing) {
		hintTestRun(context, safety);
		for (const [item, gift] of gifts) results[item] = { gift, outcome: dryRun(safety, gift) };
	} else {
		await sendAll(context, gifts, safety, results);
		hintWallet(context, results);
	}
	return outputItems(context, results);
}

/** The gifts by item index; what cannot be read is an error now, before anything is sent. */
function readGifts(
	context: IExecuteFunctions,
	safety: SafetySettings,
	results: Result[],
): Map<number, Gift> {
	const gifts = new Map<number, Gift>();
	context.getInputData().forEach((_, item) => {
		try {
			const gift = giftOf(context, item);
			gifts.set(item, safety.reviewOnly ? heldForReview(gift) : gift);
		} catch (error) {
			const nodeError = asNodeError(context.getNode(), error, item);
			// a mistake stops the run before the first gift; a gift that is no longer due stops itself alone
			if (!context.continueOnFail() && !(error instanceof NoLongerDue)) throw nodeError;
			results[item] = { gift: null, error: nodeError };
		}
	});
	return gifts;
}

async function sendAll(
	context: IExecuteFunctions,
	gifts: ReadonlyMap<number, Gift>,
	safety: SafetySettings,
	results: Result[],
): Promise<void> {
	const store = safety.duplicateProtection ? new AttemptStore(context, safety.settleMinutes) : null;
	const { steps, knownSends } = await plan(context, [...gifts.values()], safety, store);
	checkMaximum(context, steps, safety);

	const items = [...gifts.keys()];
	let stopped: Refusal | null = null;
	for (const [index, step] of steps.entries()) {
		const item = items[index] ?? index;
		const { gift } = step;
		if (step.act === 'report') {
			if (step.attempt !== 'none' && step.outcome.knownBy === 'reachdesk') {
				await store?.made(gift);
			}
			results[item] = { gift, outcome: step.outcome };
			continue;
		}
		if (stopped) {
			results[item] = { gift, error: apiError(context.getNode(), stopped, item) };
			continue;
		}
		const sent = await sendOne(context, gift, step.attempt, store, knownSends);
		if (sent.kind === 'refused') {
			results[item] = { gift, error: apiError(context.getNode(), sent.refusal, item) };
			if (sent.refusal.everyGift) stopped = sent.refusal;
		} else {
			results[item] = { gift, outcome: withWallet(sent.outcome, safety.expectedWallet) };
			if (sent.kind === 'silence') stopped = reachdeskSilent;
		}
	}
}

async function plan(
	context: IExecuteFunctions,
	gifts: readonly Gift[],
	safety: SafetySettings,
	store: AttemptStore | null,
): Promise<{ steps: Step[]; knownSends: Set<string> }> {
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
	steps: readonly Step[],
	{ maximumGifts }: SafetySettings,
): void {
	const count = steps.filter(({ act }) => act === 'send').length;
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

const heldForReview = (gift: Gift): Gift => ({
	...gift,
	request: { ...gift.request, approved: 'false' },
});

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

const reachdeskSilent: Refusal = {
	message: 'Not tried, because Reachdesk stopped answering during this run',
	remedy: 'Run again when Reachdesk answers: what was sent is not sent twice',
	everyGift: true,
	status: null,
};

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
