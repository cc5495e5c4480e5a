import { numberAt } from '../../sandbox/n8n/answers.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import { ensureLibfaketime } from '../e2e/libfaketime.mts';
import { childSays } from './child.mts';
import { milliseconds, seconds, whole } from './formats.mts';
import { GiftStage, listSends, pagesOf, slowList } from './giftStage.mts';
import { measuring } from './series.mts';
import type { Series } from './series.mts';
import { FEW_LISTED, LISTED } from './sizes.mts';

// 300 ms is what we assume of a page of Reachdesk's list
const PAGE_MS = 300;
const GIFTS_A_DAY = 3;
const DAY = 86_400_000;

const instant = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

export const repeats: Series = {
	name: 'repeats',
	title: 'Looking for repeats',
	text: `Two daily runs with three gifts each, a day apart by n8n's clock, in one process of n8n. A page of Reachdesk's list takes ${String(PAGE_MS)} ms, which is an assumption.`,
	sizeIs: 'sends listed',
	sizes: LISTED,
	quickSizes: FEW_LISTED,
	columns: [
		{ title: 'first run', of: 'firstMs', as: seconds },
		{ title: 'pages', of: 'firstPages', as: whole },
		{ title: 'own time', of: 'firstOwnMs', as: milliseconds },
		{ title: 'second run', of: 'secondMs', as: seconds },
		{ title: 'pages', of: 'secondPages', as: whole },
		{ title: 'own time', of: 'secondOwnMs', as: milliseconds },
	],
	grows: { firstMs: 'the first run', secondMs: 'the second run' },
	targets: [
		{
			what: 'Pages that a quiet day reads of 50,000 listed sends',
			of: 'secondPages',
			size: 50_000,
			most: 10,
			as: whole,
		},
	],
	open: async () => {
		await ensureLibfaketime();
		const stage = await GiftStage.open({ fakeTime: instant(Date.now()) });
		const { n8n, reachdesk } = stage;
		slowList(reachdesk, PAGE_MS);
		return {
			measure: async (listed) => {
				stage.list(listed);
				// a workflow of its own has not looked before
				const workflow = await stage.publish(GIFTS_A_DAY);
				const first = await workflow.run();
				await n8n.moveClock(instant(n8n.now() + DAY));
				const second = await workflow.run();
				return {
					figures: {
						firstMs: first.ms,
						firstPages: first.pages,
						firstOwnMs: first.ms - first.answersMs,
						secondMs: second.ms,
						secondPages: second.pages,
						secondOwnMs: second.ms - second.answersMs,
					},
				};
			},
			close: async () => {
				await stage.close();
			},
		};
	},
};

export const campaignPicker: Series = {
	name: 'campaignPicker',
	title: 'The list of campaigns in the panel',
	text: `The first answer, in one process. A page of Reachdesk's list takes ${String(PAGE_MS)} ms, which is an assumption.`,
	sizeIs: 'sends listed',
	sizes: LISTED,
	quickSizes: FEW_LISTED,
	columns: [
		{ title: 'answer', of: 'ms', as: milliseconds },
		{ title: 'pages', of: 'pages', as: whole },
		{ title: 'campaigns', of: 'campaigns', as: whole },
	],
	grows: { ms: 'the answer' },
	targets: [
		{
			what: 'The list of campaigns with 50,000 listed sends',
			of: 'ms',
			size: 50_000,
			most: 2_000,
			as: milliseconds,
		},
	],
	open: measuring(async (listed) => {
		const reachdesk = await startReachdesk();
		try {
			listSends(reachdesk, listed, Date.now());
			slowList(reachdesk, PAGE_MS);
			const said = await childSays('campaignsChild.mts', [reachdesk.url, reachdesk.token]);
			return {
				figures: {
					ms: numberAt(said, 'ms'),
					pages: pagesOf(reachdesk),
					campaigns: numberAt(said, 'campaigns'),
				},
			};
		} finally {
			await reachdesk.stop();
		}
	}),
};
