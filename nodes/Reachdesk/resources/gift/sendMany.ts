import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { inBatches } from '../../gifts/bulkSend';
import type { Gift } from '../../gifts/gift';
import type { Refusal } from '../../gifts/refusal';
import { AttemptStore } from './attemptStore';
import { BulkAttempts, TURN_MINUTES } from './bulkAttempts';
import { bulkGiftOf } from './giftParameters';
import { runGifts } from './giftRun';
import type { Sent } from './giftRun';
import { bulkSafetySettings } from './safetySettings';
import { sendBatch } from './sendBatch';

/**
 * Gift > Send Many: gifts that agree in their settings go out together, up to 5,000 with one POST.
 * Results as of runGifts; what became of a gift is told by Reachdesk’s list, because a bulk send
 * only answers that it was accepted.
 *
 * @throws ExplainedError when another execution of this node sends in bulk; then nothing was sent
 */
export async function sendManyGifts(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const safety = bulkSafetySettings(context);
	const isProtected = safety.duplicateProtection;
	const attempts = isProtected ? new BulkAttempts(context) : null;
	try {
		return await runGifts(context, {
			safety,
			store: isProtected ? new AttemptStore(context, safety.settleMinutes) : null,
			giftOf: (item) => bulkGiftOf(context, item),
			begin: async () => {
				if (safety.reviewOnly) throw noReviewInBulk;
				if (attempts && !(await attempts.takeTurn(Date.now()))) throw anotherTurn;
			},
			sendAll: async (due, knownSends) => {
				const became = new Map<Gift, Sent>();
				let stopped: Refusal | null = null;
				for (const batch of inBatches(due, safety.giftsPerRequest)) {
					if (stopped) {
						for (const { gift } of batch) became.set(gift, { refusal: stopped });
						continue;
					}
					context.getExecutionCancelSignal()?.throwIfAborted();
					const sent = await sendBatch(context, batch, attempts, knownSends);
					for (const [gift, ofGift] of sent.became) became.set(gift, ofGift);
					stopped = sent.stops;
				}
				return became;
			},
		});
	} finally {
		await attempts?.endTurn();
	}
}

const noReviewInBulk = new ExplainedError(
	'An AI agent may not send in bulk, because bulk sends cannot be held for review',
	'Nothing was sent. Let the agent use Gift > Send, or turn on "Send for AI Agents" under Safety',
);

const anotherTurn = new ExplainedError(
	'Another execution of this node is sending in bulk, or broke off while it was',
	`Nothing was sent. Run again when it has ended, or ${String(TURN_MINUTES)} minutes after it broke off`,
);
