import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { AttemptLog } from '../../attempts/attemptLog';
import type { SingleGift } from '../../gifts/gift';
import { singleGiftOf } from './giftParameters';
import { planRun } from './planRun';
import { GiftResults } from './results';
import { safetySettings } from './safetySettings';
import { SendBreaker } from './sendBreaker';
import { sendOne } from './sendOne';

/**
 * Gift > Send: each gift with a POST of its own, one after the other. One output item per input item.
 *
 * Everything that can be checked is checked before the first POST. A refused gift does not keep the
 * others from being sent; the errors come at the end, or item by item with "Continue on error".
 *
 * @throws NodeOperationError or NodeApiError naming the item, the field and the remedy
 */
export async function sendGifts(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const safety = safetySettings(context);
	const results = new GiftResults(context, safety.reviewOnly ? giftForReview : singleGiftOf);
	const log = safety.duplicateProtection ? new AttemptLog(context, safety.settleMinutes) : null;
	const run = { context, safety, results, log, breaker: new SendBreaker() };
	try {
		for (const due of await planRun(run)) {
			context.getExecutionCancelSignal()?.throwIfAborted();
			await sendOne(run, due);
		}
	} catch (error) {
		results.failRest(error);
	}
	return results.items();
}

/** The gift of an item, which waits in Reachdesk until a person approves it. */
function giftForReview(context: IExecuteFunctions, item: number): SingleGift {
	const gift = singleGiftOf(context, item);
	return { ...gift, request: { ...gift.request, approved: 'false' } };
}
