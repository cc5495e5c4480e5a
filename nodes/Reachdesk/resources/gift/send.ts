import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { AgentQuota } from '../../attempts/agentQuota';
import { AttemptLog } from '../../attempts/attemptLog';
import { AttemptTimes } from '../../attempts/attemptTimes';
import { SendOwners } from '../../attempts/sendOwners';
import type { SingleGift } from '../../gifts/gift';
import { Budget } from './budget';
import { ExecutionMemory } from './executionMemory';
import { singleGiftOf } from './giftParameters';
import { Pace } from './pace';
import { planRun } from './planRun';
import { GiftResults } from './results';
import { safetySettings } from './safetySettings';
import type { SafetySettings } from './safetySettings';
import { SendBreaker } from './sendBreaker';
import { sendInTurn } from './sendInTurn';

/**
 * Gift > Send: each gift with its own POST, one after the other. One output item per input item.
 *
 * Everything that can be checked is checked before the first POST. A refused gift does not stop the
 * others; errors are reported at the end, or item by item with "On Error" set to continue.
 *
 * @throws NodeOperationError or NodeApiError naming the item, the field and the remedy
 */
export async function sendGifts(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const safety = await safetySettings(context);
	const results = new GiftResults(context, (from, item) =>
		safety.reviewOnly ? giftForReview(from, item, safety) : singleGiftOf(from, item, safety),
	);
	const parts = sharedParts(context, safety);
	const budget = Budget.of(context, results.gifts, parts.memory);
	const pace = new Pace(safety.sendPause);
	const run = { ...parts, results, budget, breaker: new SendBreaker(), pace };
	try {
		await sendInTurn(run, await planRun(run));
	} catch (error) {
		results.failRest(error);
	} finally {
		await budget?.close();
	}
	return results.items();
}

/** The parts of a run that are the same for Gift > Send and Gift > Send Many. */
export function sharedParts(context: IExecuteFunctions, safety: SafetySettings) {
	const { duplicateProtection, testRecipient, settleMinutes, agentGiftsPerDay } = safety;
	const remembers = duplicateProtection || testRecipient !== null;
	return {
		context,
		safety,
		log: remembers ? new AttemptLog(context, settleMinutes) : null,
		owners: remembers ? new SendOwners(context, safety.otherSends) : null,
		times: remembers ? new AttemptTimes(context, settleMinutes) : null,
		quota: agentGiftsPerDay === null ? null : new AgentQuota(context, agentGiftsPerDay),
		memory: ExecutionMemory.of(context),
	};
}

/** The gift of an item that waits in Reachdesk until a person approves it. */
function giftForReview(
	context: IExecuteFunctions,
	item: number,
	safety: SafetySettings,
): SingleGift {
	const gift = singleGiftOf(context, item, safety);
	return { ...gift, request: { ...gift.request, approved: 'false' } };
}
