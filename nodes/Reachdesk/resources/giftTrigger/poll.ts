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

/** "Fetch Test Event": some recent gifts in any status. The state is not changed. */
export async function previewGifts(context: IPollFunctions, now: number): Promise<PollResult> {
	const settings = giftTriggerSettings(context);
	const { today } = runDay(settings.schedule, now);
	const gifts = ofCampaigns((await readGifts(context, settings, today)).gifts, settings);
	if (gifts.length === 0) {
		throw new NodeOperationError(
			context.getNode(),
			`Reachdesk lists no such gift from the last ${String(settings.watchedDays)} days`,
			{ description: "Check 'Campaigns' and 'Watched Days' under 'Options', or send a gift first" },
		);
	}
	const newest = [...gifts].sort((one, other) => other.createdAt.localeCompare(one.createdAt));
	const items = newest.slice(0, PREVIEWED).map((gift) => ({
		...itemFor({ event: eventFor(gift, settings, today), gift, previousStatus: null }, settings),
		preview: 'Test: a recent gift',
	}));
	return outputs(items);
}

/**
 * The part of what the trigger looks for that depends on days: gifts created since a day are new.
 */
const NEW_GIFTS = 'newGifts';

/**
 * The trigger of published workflows. The first time it is published, it notes everything and
 * reports nothing.
 */
export const giftTrigger = new ScheduledTrigger<GiftMemory, GiftTriggerSettings>({
	name: 'Reachdesk Gift',
	runCompletedOutput: 1,
	memory: giftMemory,
	settings: giftTriggerSettings,
	subjects: () => [NEW_GIFTS],
	// while a gift is watched, its note shows what has happened since
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

/** All gifts of the watched days, of all campaigns. */
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

/** Names the unreadable rows. */
const warningsOf = ({ unread }: WatchedGifts): string[] =>
	unread.length === 0
		? []
		: [
				`Some rows of Reachdesk’s list of sends are unreadable, so their gifts are not reported (${unread.map(({ name }) => name).join(', ')}). Check them in Reachdesk`,
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
 * Notes the current state of each gift, and finds what has changed since the last time.
 *
 * A gift that was created since the day before the last run is new, because Reachdesk’s list may
 * lag and its days are UTC. If nothing was noted before, everything is in the past. The note of a
 * gift is kept while its row, or a row that may be it, is unreadable.
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

/**
 * @throws ExplainedError when gifts have disappeared that must still be listed: an empty list is
 * then an error
 */
function checkNotEmpty(
	gifts: readonly WatchedGift[],
	{ newest }: GiftMemory,
	{ watchedDays }: GiftTriggerSettings,
	today: CivilDate,
): void {
	if (gifts.length > 0 || newest === null || newest < addDays(today, 1 - watchedDays)) return;
	throw new ExplainedError(
		`Reachdesk no longer lists any gift, although it listed one from ${newest} before`,
		'Check that the credential still belongs to the same Reachdesk organization',
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

/**
 * `{ email, event, key, previousStatus, gift }`, the gift simplified or as Reachdesk returned it. The
 * person comes first; Reachdesk’s list has no names of recipients.
 */
const itemFor = (happening: GiftHappening, { simplify }: GiftTriggerSettings): IDataObject => ({
	email: typeof happening.gift.row.email === 'string' ? happening.gift.row.email : null,
	event: happening.event,
	key: giftEventKey(happening),
	previousStatus: happening.previousStatus,
	gift: itemOf(simplify ? simplifiedGift(happening.gift.row) : happening.gift.row),
});

const outputs = (items: IDataObject[]): PollResult =>
	items.length === 0 ? null : [items.map((json): INodeExecutionData => ({ json }))];
