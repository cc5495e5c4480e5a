import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { addDays, laterOf } from '../../../shared/civilDate';
import type { CivilDate } from '../../../shared/civilDate';
import { ExplainedError } from '../../../shared/explainedError';
import { itemOf } from '../../../shared/jsonObject';
import type { RunReport } from '../../../shared/schedule/runCompleted';
import { runDay } from '../../../shared/schedule/runSchedule';
import { ScheduledTrigger } from '../../../shared/schedule/scheduledTrigger';
import type { PollResult } from '../../../shared/schedule/scheduledTrigger';
import { giftEventKey, giftEvents } from '../../gifts/giftEvents';
import type { GiftEvent, GiftHappening } from '../../gifts/giftEvents';
import { giftFacts } from '../../gifts/giftFacts';
import { simplifiedGift } from '../../gifts/simplifiedGift';
import { watchedGifts } from '../../gifts/watchedGift';
import type { WatchedGift, WatchedGifts } from '../../gifts/watchedGift';
import { listSendRows } from '../../transport/sends';
import { giftTriggerSettings } from './settings';
import type { GiftTriggerSettings } from './settings';
import { giftMemory } from './memory';
import type { GiftMemory } from './memory';

const PREVIEWED = 5;

/** "Fetch Test Event": some recent gifts, whatever has happened to them, without touching the state. */
export async function previewGifts(context: IPollFunctions, now: number): Promise<PollResult> {
	const settings = giftTriggerSettings(context);
	const { today } = runDay(settings.schedule, now);
	const gifts = ofCampaigns((await readGifts(context, settings, today)).gifts, settings);
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

/** What the trigger looks for as far as it depends on days: gifts made since a day are new. */
const NEW_GIFTS = 'newGifts';

/** The trigger of published workflows. The first publishing notes everything and reports nothing. */
export const giftTrigger = new ScheduledTrigger<GiftMemory, GiftTriggerSettings>({
	name: 'Reachdesk Gift',
	runCompletedOutput: 1,
	memory: giftMemory,
	settings: giftTriggerSettings,
	subjects: () => [NEW_GIFTS],
	// what is noted of a gift says what happened since, for as long as the gift is watched
	catchUpDays: ({ watchedDays }) => watchedDays,
	tryOut: async (context, settings, { today }) => {
		const read = await readGifts(context, settings, today);
		return (memory) => ({
			memory: noteAll({ ...memory, gifts: null }, read, settings, today, today).memory,
			output: null,
			report: reportOf(read, [], warningsOf(read)),
		});
	},
	run: async (context, settings, { memory, lastRun, baselines }, day) => {
		const { today, baseline } = day;
		const read = await readGifts(context, settings, today);
		checkNotEmpty(read.gifts, memory, settings, today);
		const warnings = warningsOf(read);
		for (const warning of warnings) context.logger.warn(`Reachdesk Gift: ${warning}`);
		const since = laterOf(lastRun ?? baseline, baselines[NEW_GIFTS] ?? baseline);
		const { happenings, memory: after } = noteAll(memory, read, settings, today, since);
		const items = happenings
			.filter(({ event }) => settings.events.has(event))
			.map((happening) => itemFor(happening, settings));
		return { memory: after, output: outputs(items), report: reportOf(read, items, warnings) };
	},
});

/** All gifts of the watched days; of other campaigns, too. */
async function readGifts(
	context: IPollFunctions,
	{ watchedDays }: GiftTriggerSettings,
	today: CivilDate,
): Promise<WatchedGifts> {
	const from = addDays(today, -watchedDays);
	const rows = await listSendRows(context, Date.parse(from), Date.parse(today));
	// Reachdesk’s days are UTC, and its clock is its own
	const { gifts, unread } = watchedGifts(rows, addDays(today, 2));
	return { gifts: gifts.filter(({ madeOn }) => madeOn >= from), unread };
}

/** Names the rows that cannot be read. */
const warningsOf = ({ unread }: WatchedGifts): string[] =>
	unread.length === 0
		? []
		: [
				`Rows of Reachdesk’s list of sends cannot be read, so nothing is reported of their gifts (${unread.map(({ name }) => name).join(', ')}). Look at them in Reachdesk`,
			];

const reportOf = (
	{ gifts, unread }: WatchedGifts,
	items: readonly IDataObject[],
	warnings: readonly string[],
): RunReport => ({
	counts: { read: gifts.length, returned: items.length, unreadable: unread.length },
	warnings,
});

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
 * days are UTC. Where nothing was noted before, everything is the past. What was noted of a gift stays
 * while its row, or one that may be it, cannot be read.
 *
 * @param since - the day of the last run
 */
function noteAll(
	memory: GiftMemory,
	{ gifts: all, unread }: WatchedGifts,
	settings: GiftTriggerSettings,
	today: CivilDate,
	since: CivilDate,
): { happenings: GiftHappening[]; memory: GiftMemory } {
	const { happenings, noted } = giftEvents(
		ofCampaigns(all, settings),
		memory.gifts ?? new Map(),
		addDays(since, -1),
		(gift) => giftFacts(gift, today, settings.unclaimedAfter),
	);
	const newest =
		all
			.map(({ madeOn }) => madeOn)
			.sort()
			.at(-1) ?? null;
	const isListed = new Set(all.map(({ id }) => id));
	const isUnread = new Set(unread.map(({ id }) => id));
	const kept = [...(memory.gifts ?? [])].filter(
		([id]) => isUnread.has(id) || (isUnread.has(null) && !isListed.has(id)),
	);
	return {
		happenings: memory.gifts === null ? [] : happenings,
		memory: { gifts: new Map([...kept, ...noted]), newest },
	};
}

/** @throws ExplainedError when gifts have gone that must still be listed: that is no quiet day */
function checkNotEmpty(
	gifts: readonly WatchedGift[],
	{ newest }: GiftMemory,
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
