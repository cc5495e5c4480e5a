import { addDays, laterOf } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import type { leftOutItem } from '../employees/employeeItem';
import type { PackedRoster } from '../employees/packedRoster';
import { checkHeadCount, checkUnreadable } from '../employees/roster';
import type { DueHistory } from '../occasions/dueHistory';
import { keysOfNextYears } from '../occasions/giftKey';
import { hashesOf, keyLookUp, withKeys } from '../occasions/rememberedKeys';
import type { RememberedKeys } from '../occasions/rememberedKeys';
import type { OccasionSettings } from '../settings/employeeSettings';
import type { Calendars } from './calendars';
import type { Company } from './company';
import type { MissedDays } from './dueDays';
import type { HeldKeys } from './held';
import { judged } from './judged';
import type { DueItem, Judged, SkippedItem, UnreadableItem } from './judged';
import { missedItems } from './missed';
import type { JudgedRow } from './judgement';
import { rosterRun } from './rosterRun';
import type { RosterSettings } from './rosterRun';
import { closedKeys, closedLookUp, skippedKeysOf } from './widenedRules';
import type { ClosedKeys, SkippedKeys } from './widenedRules';

/** What the trigger remembers of its runs; no personal data. */
export interface RunMemory {
	/** employees of the last completed run; null before it */
	headCount: number | null;
	/** the roster of the last completed run; null when no event needs it */
	roster: PackedRoster | null;
	/** what was returned in the last thirteen months */
	keys: RememberedKeys;
	/** those keys that are not offered again, because the gift is known to be sent */
	delivered: RememberedKeys;
	/** what was returned on the day of the last run, as short hashes; null when that does not matter */
	offered: OfferedKeys | null;
	/** the day of the initial sync; null once another day has been run */
	syncedOn: CivilDate | null;
	/** which settings decided which due days */
	due: DueHistory;
	/** the last due day of a run with delivery *Once*; null when there was none */
	repeatFrom: CivilDate | null;
	/** who was skipped by the last run; null when nobody was */
	skipped: SkippedKeys | null;
	/** the same for the schedules of sites, by their names */
	sites: Readonly<Record<string, SiteMemory>>;
	/** what a changed rule does not bring back */
	closed: ClosedKeys;
	/** what a person holds, offered again until it is sent */
	held: HeldKeys;
}

/** What is remembered about the last run of a site’s schedule. */
export type SiteMemory = Pick<RunMemory, 'skipped' | 'offered'>;

/** What was returned on a day, as short hashes in one text. */
interface OfferedKeys {
	day: CivilDate;
	keys: string;
}

/** The days of a run. */
interface RunDays {
	/** the day on which HiBob was read */
	today: CivilDate;
	/** the latest due day that counts */
	latest: CivilDate;
	/** what no run was in time for; null when there is nothing */
	missed?: MissedDays | null;
	/** the due days of held gifts that are older than the catch-up days; null when there are none */
	held?: Calendars | null;
	/** how many people the run is about */
	members: number;
}

/** The settings of a run. */
export interface RunSettings extends OccasionSettings, RosterSettings {
	/** whether an occasion is returned once, or again on each run of the catch-up days */
	delivery: 'once' | 'repeat';
	/** whether what is repeated is returned once a day at most, however often the trigger runs */
	offersOnceADay: boolean;
	/** for how many of the employees HiBob may return unreadable data, in % */
	largestUnreadable: number;
}

export interface RunResult {
	/** of the roster */
	roster: JudgedRow[];
	/** of the occasions */
	items: DueItem[];
	/** the keys of those items that were returned on an earlier run */
	offeredAgain: ReadonlySet<string>;
	skipped: (SkippedItem | UnreadableItem | ReturnType<typeof leftOutItem>)[];
	memory: RunMemory;
}

/**
 * One run over the whole company: what is due, who is skipped and why, and what to remember. The same
 * input gives the same output.
 *
 * Rule: a returned key is remembered whatever the delivery, so that no corrected date and no changed setting
 * returns it a second time with *Once*. It is not listed as skipped later. A widened rule, or *Repeat* after
 * *Once*, counts from its publishing and brings back nothing from the past.
 *
 * @param calendars - the due days that count for each occasion
 * @throws ExplainedError when the headcount dropped too much or too many records are unreadable; then nothing
 * is returned
 */
export function dailyRun(
	company: Company,
	settings: RunSettings,
	memory: RunMemory,
	calendars: Calendars,
	{ today, latest, missed = null, held = null, members }: RunDays,
): RunResult {
	const { headCount } = company;
	checkHeadCount(memory.headCount, headCount, settings.largestShrink);
	const due = judged(company, settings, calendars, today);
	const roster = rosterRun(company, rosterSettings(settings, memory, today), memory.roster, today);
	const unreadable = unreadableAmong([...roster.skipped, ...due.skipped, ...due.unreadable]);
	checkUnreadable(unreadable, members, settings.largestUnreadable);
	const lost = missed ? missedItems(company, settings, missed, today) : [];
	const old = held === null ? NOTHING : judged(company, settings, held, today);
	const found = [due.items, due.skipped, lost, old.items, old.skipped];
	const isDue = found.some(({ length }) => length > 0);
	// reading the memory takes a moment, and on most days of a small company nothing is due
	const lookUp = (remembered: RememberedKeys): ((key: string) => boolean) =>
		isDue ? keyLookUp(remembered) : () => false;
	const cameOut = lookUp(memory.keys);
	/** What comes once keeps its key when it comes again within a year, such as a first day. */
	const withFormerKey = <T extends DueItem | SkippedItem>(item: T): T => {
		if (cameOut(item.key)) return item;
		const former = keysOfNextYears(item.employee.id, item.occasion).find(cameOut);
		return former === undefined ? item : { ...item, key: former };
	};
	const closed = closedKeys(memory.closed, memory.skipped, settings, latest);
	const isClosed = closedLookUp(closed);
	const open = due.items
		.map(withFormerKey)
		.filter(({ key, occasion }) => !isClosed(key, occasion.dueDate));
	const fresh = onceEach(open.filter(({ key }) => !cameOut(key)));
	// a day later than tomorrow comes from a clock that had jumped ahead
	const isBelieved = memory.repeatFrom !== null && memory.repeatFrom <= addDays(today, 1);
	const repeatFrom = isBelieved ? memory.repeatFrom : null;
	const isDelivered = lookUp(memory.delivered);
	const isRepeated = ({ key, occasion }: DueItem): boolean =>
		!cameOut(key) || (!isDelivered(key) && (repeatFrom === null || occasion.dueDate > repeatFrom));
	const before = memory.offered?.day === today ? memory.offered.keys : '';
	const isOffered = lookUp(settings.offersOnceADay ? { [today]: before } : {});
	const isHeld = lookUp(memory.held);
	const isOld = ({ key }: DueItem | SkippedItem): boolean => isHeld(key);
	const heldItems = old.items.map(withFormerKey).filter(isOld);
	const repeated = onceEach([...open.filter(isRepeated), ...heldItems]).filter(
		({ key }) => !isOffered(key),
	);
	const skipped = onceEach(due.skipped.map(withFormerKey).filter(({ key }) => !cameOut(key)));
	const isWithin = new Set([...open, ...skipped, ...heldItems].map(({ key }) => key));
	const isMissed = ({ key, occasion }: SkippedItem): boolean =>
		!cameOut(key) && !isClosed(key, occasion.dueDate) && !isWithin.has(key);
	return {
		roster: roster.items,
		items: settings.delivery === 'repeat' ? repeated : fresh,
		offeredAgain: new Set([...open, ...heldItems].map(({ key }) => key).filter(cameOut)),
		skipped: [
			...roster.skipped,
			...skipped,
			...due.unreadable,
			...onceEach(old.skipped.map(withFormerKey).filter(isOld)),
			...onceEach(lost.map(withFormerKey).filter(isMissed)),
		],
		memory: {
			headCount,
			syncedOn: memory.syncedOn === today ? today : null,
			roster: roster.after,
			keys: withKeys(
				memory.keys,
				fresh.map(({ key }) => key),
				today,
			),
			delivered: memory.delivered,
			offered: settings.offersOnceADay
				? { day: today, keys: before + hashesOf(repeated.map(({ key }) => key)) }
				: null,
			due: memory.due,
			repeatFrom: settings.delivery === 'once' ? laterOf(latest, repeatFrom ?? latest) : repeatFrom,
			skipped: skippedKeysOf(skipped, settings, latest),
			sites: memory.sites,
			closed,
			held: memory.held,
		},
	};
}

const NOTHING: Pick<Judged, 'items' | 'skipped'> = { items: [], skipped: [] };

/** The rows of people with unreadable data. */
export const unreadableAmong = <T extends { reason: string }>(skipped: readonly T[]): T[] =>
	skipped.filter(({ reason }) => reason === 'dataUnreadable');

/** What is due by both former and new rules is due on the earlier day. */
function onceEach<T extends DueItem | SkippedItem>(items: readonly T[]): T[] {
	const earliest = new Map<string, T>();
	for (const item of items) {
		const other = earliest.get(item.key);
		if (!other || item.occasion.dueDate < other.occasion.dueDate) earliest.set(item.key, item);
	}
	return [...earliest.values()];
}

/** Rule: the run of a day does not repeat the initial sync of that day. */
function rosterSettings(
	settings: RunSettings,
	{ syncedOn }: RunMemory,
	today: CivilDate,
): RunSettings {
	if (syncedOn !== today) return settings;
	const events = [...settings.rosterEvents].filter((event) => event !== 'employeeSynced');
	return { ...settings, rosterEvents: new Set(events) };
}
