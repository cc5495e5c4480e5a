import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { BulkAttemptLog } from '../../attempts/bulkAttemptLog';
import { LEASE_MINUTES } from '../../attempts/lease';
import { orStoreError } from '../../attempts/storeError';
import { inBatches } from '../../gifts/bulkSend';
import { Budget } from './budget';
import { bulkGiftOf } from './giftParameters';
import { planRun } from './planRun';
import { GiftResults } from './results';
import { bulkSafetySettings } from './safetySettings';
import type { SafetySettings } from './safetySettings';
import { sharedParts } from './send';
import { sendBatch } from './sendBatch';
import { SendBreaker } from './sendBreaker';

/**
 * Gift > Send Many: gifts with the same settings are sent together, up to 5,000 with one POST
 * (operation bulk-create). Items and errors are those of Gift > Send. The result of each gift comes
 * from Reachdesk’s list, because a bulk send is only answered with "accepted".
 *
 * @throws NodeOperationError while another execution of this node sends in bulk; then nothing was
 * sent
 */
export async function sendManyGifts(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const safety = await bulkSafetySettings(context);
	const results = new GiftResults(context, (from, item) => bulkGiftOf(from, item, safety));
	const parts = sharedParts(context, safety);
	const bulkLog = parts.log && new BulkAttemptLog(context);
	const breaker = new SendBreaker();
	const budget = Budget.of(context, results.gifts, parts.memory);
	const run = { ...parts, results, budget, bulkLog, breaker, unsettled: new Set<string>() };
	try {
		await checkMaySend(safety, bulkLog);
		const due = await planRun(run);
		for (const batch of inBatches(due, safety.giftsPerRequest)) {
			context.getExecutionCancelSignal()?.throwIfAborted();
			await sendBatch(run, batch);
		}
	} catch (error) {
		results.failRest(error);
	} finally {
		// a lease that cannot be ended expires on its own and does not affect the gifts
		if (bulkLog) await orStoreError(bulkLog.endLease());
		await budget?.close();
	}
	return results.items();
}

/** @throws ExplainedError when this run may not send in bulk, or StoreError */
async function checkMaySend(
	{ sendsNothing, testRecipient, reviewOnly }: SafetySettings,
	bulkLog: BulkAttemptLog | null,
): Promise<void> {
	if (sendsNothing && testRecipient === null) return;
	if (reviewOnly) {
		throw new ExplainedError(
			'An AI agent cannot send in bulk, because bulk sends cannot be held for review',
			"Nothing was sent. Have the agent use Gift > Send, or turn on 'Send for AI Agents' under 'Safety'",
		);
	}
	if (bulkLog && !(await bulkLog.takeLease(Date.now()))) {
		throw new ExplainedError(
			'Another execution of this node is sending in bulk, or was interrupted while it did',
			`Nothing was sent. Run again when it has finished, or ${String(LEASE_MINUTES)} minutes after it was interrupted`,
		);
	}
}
