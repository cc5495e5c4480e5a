import { milliseconds, whole } from './formats.mts';
import { GiftStage } from './giftStage.mts';
import type { Series } from './series.mts';
import { FEW_LISTED, LISTED } from './sizes.mts';

/** A cap by money and by number, which is not reached. */
const CAP = {
	per: 'personYear',
	gifts: '1000',
	amount: '1000000',
	currency: 'USD',
	giftCost: '25',
};

export const caps: Series = {
	name: 'caps',
	title: 'Caps',
	text: "One gift with and without a cap per person and year, in a real n8n. The node's own time, without Reachdesk's answers.",
	sizeIs: 'transactions listed',
	sizes: LISTED,
	quickSizes: FEW_LISTED,
	columns: [
		{ title: 'own time without a cap', of: 'freeOwnMs', as: milliseconds },
		{ title: 'own time with it', of: 'ownMs', as: milliseconds },
		{ title: 'requests without', of: 'freeRequests', as: whole },
		{ title: 'requests with it', of: 'requests', as: whole },
		{ title: 'answers of the sandbox with it', of: 'answersMs', as: milliseconds },
	],
	grows: { ownMs: 'own time with a cap' },
	open: async () => {
		const stage = await GiftStage.open();
		return {
			measure: async (listed) => {
				stage.list(listed);
				const free = await (await stage.publish(1)).run();
				const capped = await (await stage.publish(1, { caps: { cap: [CAP] } })).run();
				return {
					figures: {
						freeOwnMs: free.ms - free.answersMs,
						ownMs: capped.ms - capped.answersMs,
						freeRequests: free.requests,
						requests: capped.requests,
						answersMs: capped.answersMs,
					},
				};
			},
			close: async () => {
				await stage.close();
			},
		};
	},
};
