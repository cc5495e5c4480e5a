import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { addDays } from '../../../shared/civilDate';
import type { CivilDate } from '../../../shared/civilDate';
import { ExplainedError } from '../../../shared/explainedError';
import { itemOf } from '../../../shared/jsonObject';
import { runDay } from '../../../shared/schedule/runSchedule';
import { ScheduledTrigger } from '../../../shared/schedule/scheduledTrigger';
import type { PollResult } from '../../../shared/schedule/scheduledTrigger';
import { giftEventKey, giftEvents } from '../../gifts/giftEvents';
import type { GiftEvent, GiftHappening } from '../../gifts/giftEvents';
import { giftFacts } from '../../gifts/giftFacts';
import { simplifiedGift } from '../../gifts/simplifiedGift';
import { watchedGift } from '../../gifts/watchedGift';
import type { WatchedGift } from '../../gifts/watchedGift';
import { listSendRows } from '../../transport/sends';
import { giftTriggerSettings } from './settings';
import type { GiftTriggerSettings } from './settings';
import { giftTriggerState } from './state';
import type { GiftTriggerState } from './state';

const PREVIEWED = 5;

/** "Fetch Test Event": some recent gifts, whatever has happened to them, without touching the state. */
export async function previewGifts(context: IPollFunctions, now: number): Promise<PollResult> {
	const settings = giftTriggerSettings(context);
	const { today } = runDay(settings.schedule, now);
	const gifts = ofCampaigns(await readGifts(context, settings, today), settings);
	if (gifts.length === 0) {
		throw new NodeOperationError(
			context.getNode(),
			`Reachdesk lists no such gift of the last ${String(settings.watchedDays)} days`,
			{ description: 'Look at "Campaigns" and "Watched Days" under Options, or send a gift first' },
		);
	}
	const newest = [...gifts].sort((one, other) => other.createdAt.localeCompare(one.createdAt));
	const items = newest.slice(0, PREVIEWED).map((gift) => ({
		preview: 'A test shows recent gifts, whatever has happened to them',
		...itemFor({ event: eventFor(gift, settings, today), gift, previousStatus: null }, settings),
	}));
	return outputs(items);
}

/** The trigger of published workflows. At publishing everything is noted, and nothing is told. */
export const giftTrigger = new ScheduledTrigger<GiftTriggerState, GiftTriggerSettings>({
	name: 'Reachdesk Gift',
	state: giftTriggerState,
	settings: giftTriggerSettings,
	tryOut: async (context, settings, today) => {
		const gifts = await readGifts(context, settings, today);
		return (state) => ({
			state: noteAll({ ...state, gifts: null }, gifts, settings, today).state,
			output: null,
		});
	},
	run: async (context, settings, state, today) => {
		const gifts = await readGifts(context, settings, today);
		checkNotEmpty(gifts, state, settings, today);
		const { happenings, state: after } = noteAll(state, gifts, settings, today);
		const items = happenings
			.filter(({ event }) => settings.events.has(event))
			.map((happening) => itemFor(happening, settings));
		return { state: { ...after, lastRun: today }, output: outputs(items) };
	},
});

/** All gifts of the watched days; of other campaigns, too. */
async function readGifts(
	context: IPollFunctions,
	{ watchedDays }: GiftTriggerSettings,
	today: CivilDate,
): Promise<WatchedGift[]> {
	const from = addDays(today, -watchedDays);
	const rows = await listSendRows(context, Date.parse(from), Date.parse(today));
	return rows.map(watchedGift).filter(({ madeOn }) => madeOn >= from);
}

const ofCampaigns = (
	gifts: readonly WatchedGift[],
	{ campaigns }: GiftTriggerSettings,
): WatchedGift[] =>
	gifts.filter(
		({ campaignId }) => campaigns.size === 0 || (campaignId !== null && campaigns.has(campaignId)),
	);

/**
 * Notes what is so, and finds what has become so since the last time.
 *
 * A gift that was made since the day before the last run is new; Reachdesk’s list may lag, and its
 * days are UTC. Where nothing was noted before, everything is the past.
 */
function noteAll(
	state: GiftTriggerState,
	all: readonly WatchedGift[],
	settings: GiftTriggerSettings,
	today: CivilDate,
): { happenings: GiftHappening[]; state: GiftTriggerState } {
	const { happenings, noted } = giftEvents(
		ofCampaigns(all, settings),
		state.gifts ?? new Map(),
		addDays(state.lastRun ?? state.baseline ?? today, -1),
		(gift) => giftFacts(gift, today, settings.unclaimedAfter),
	);
	const newest =
		all
			.map(({ madeOn }) => madeOn)
			.sort()
			.at(-1) ?? null;
	return {
		happenings: state.gifts === null ? [] : happenings,
		state: { ...state, gifts: noted, newest, runs: state.runs + 1 },
	};
}

/** @throws ExplainedError when gifts have gone that must still be listed: that is no quiet day */
function checkNotEmpty(
	gifts: readonly WatchedGift[],
	{ newest }: GiftTriggerState,
	{ watchedDays }: GiftTriggerSettings,
	today: CivilDate,
): void {
	if (gifts.length > 0 || newest === null || newest < addDays(today, 1 - watchedDays)) return;
	throw new ExplainedError(
		`Reachdesk lists no gift any more, though it has listed one of ${newest}`,
		'Check that the credential is still of the same Reachdesk organization',
	);
}

const eventFor = (
	gift: WatchedGift,
	{ events, unclaimedAfter }: GiftTriggerSettings,
	today: CivilDate,
): GiftEvent => {
	const facts: ReadonlySet<GiftEvent> = giftFacts(gift, today, unclaimedAfter);
	return [...events].find((event) => facts.has(event)) ?? [...events][0] ?? 'statusChanged';
};

/** `{ event, key, previousStatus, gift }`, the gift simplified or as Reachdesk gave it. */
const itemFor = (happening: GiftHappening, { simplify }: GiftTriggerSettings): IDataObject => ({
	event: happening.event,
	key: giftEventKey(happening),
	previousStatus: happening.previousStatus,
	gift: itemOf(simplify ? simplifiedGift(happening.gift.row) : happening.gift.row),
});

const outputs = (items: IDataObject[]): PollResult =>
	items.length === 0 ? null : [items.map((json): INodeExecutionData => ({ json }))];
