import { isList, isRecord } from '../../sandbox/n8n/answers.mts';
import { milliseconds, seconds } from './formats.mts';
import { GiftStage } from './giftStage.mts';
import type { Series } from './series.mts';

const PAUSE = 'sendPause';

/** The least that the pause between two gifts can be set to, in ms; undefined without the setting. */
async function leastPause(): Promise<number | undefined> {
	// not before it is needed: who only reads about the series need not have built the package
	const { default: built } = await import('./builtPackage.cjs');
	const found = propertyNamed(new built.Reachdesk().description.properties, PAUSE);
	if (found === undefined) return undefined;
	const { typeOptions } = found;
	const least = isRecord(typeOptions) ? typeOptions.minValue : undefined;
	return typeof least === 'number' ? least : 0;
}

function propertyNamed(value: unknown, name: string): Record<string, unknown> | undefined {
	if (isRecord(value) && value.name === name) return value;
	const inside = isList(value) ? value : isRecord(value) ? Object.values(value) : [];
	for (const one of inside) {
		const found = propertyNamed(one, name);
		if (found !== undefined) return found;
	}
	return undefined;
}

export const sendGifts: Series = {
	name: 'sendGifts',
	title: 'Send Gift',
	text: "In a real n8n, with the shortest pause between gifts that can be chosen. The node's own time is what is left without Reachdesk's answers and those pauses.",
	sizeIs: 'gifts',
	sizes: [10, 100, 1_000],
	quickSizes: [2, 4, 8],
	columns: [
		{ title: 'total', of: 'ms', as: seconds },
		{ title: 'answers', of: 'answersMs', as: seconds },
		{ title: 'chosen pauses', of: 'pausesMs', as: seconds },
		{ title: 'own time', of: 'ownMs', as: seconds },
		{ title: 'own time per gift', of: 'ownMsPerGift', as: milliseconds },
	],
	grows: { ownMs: 'own time' },
	targets: [
		{ what: 'Own time of 10 gifts', of: 'ownMs', size: 10, most: 1_000, as: seconds },
		{ what: 'Own time of 1,000 gifts', of: 'ownMs', size: 1_000, most: 20_000, as: seconds },
	],
	open: async () => {
		const pause = await leastPause();
		const stage = await GiftStage.open();
		return {
			measure: async (gifts) => {
				const workflow = await stage.publish(gifts, pause === undefined ? {} : { [PAUSE]: pause });
				const { ms, answersMs } = await workflow.run();
				const pausesMs = (pause ?? 0) * (gifts - 1);
				const ownMs = ms - answersMs - pausesMs;
				return { figures: { ms, answersMs, pausesMs, ownMs, ownMsPerGift: ownMs / gifts } };
			},
			close: async () => {
				await stage.close();
			},
		};
	},
};
