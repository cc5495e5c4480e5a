import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Gift, SingleGift } from '../../gifts/gift';
import { withWallet } from '../../gifts/outcome';
import type { Refusal } from '../../gifts/refusal';
import { AttemptStore } from './attemptStore';
import { singleGiftOf } from './giftParameters';
import { runGifts } from './giftRun';
import type { Sent } from './giftRun';
import { safetySettings } from './safetySettings';
import { sendOne } from './sendOne';

/** Gift > Send: each gift with a POST of its own, one after the other. Results as of runGifts. */
export async function sendGifts(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const safety = safetySettings(context);
	const store = safety.duplicateProtection ? new AttemptStore(context, safety.settleMinutes) : null;
	return await runGifts<SingleGift>(context, {
		safety,
		store,
		giftOf: (item) => {
			const gift = singleGiftOf(context, item);
			return safety.reviewOnly ? heldForReview(gift) : gift;
		},
		sendAll: async (due, knownSends) => {
			const became = new Map<Gift, Sent>();
			let stopped: Refusal | null = null;
			for (const { gift, attempt } of due) {
				if (stopped) {
					became.set(gift, { refusal: stopped });
					continue;
				}
				context.getExecutionCancelSignal()?.throwIfAborted();
				const sent = await sendOne(context, gift, attempt, store, knownSends);
				if (sent.kind === 'refused') {
					became.set(gift, { refusal: sent.refusal });
					if (sent.refusal.everyGift) stopped = sent.refusal;
				} else {
					became.set(gift, { outcome: withWallet(sent.outcome, safety.expectedWallet) });
					if (sent.kind === 'silence') stopped = reachdeskSilent;
				}
			}
			return became;
		},
	});
}

const heldForReview = (gift: SingleGift): SingleGift => ({
	...gift,
	request: { ...gift.request, approved: 'false' },
});

const reachdeskSilent: Refusal = {
	message: 'Not tried, because Reachdesk stopped answering during this run',
	remedy: 'Run again when Reachdesk answers: what was sent is not sent twice',
	everyGift: true,
	status: null,
};
