import type { CivilDate } from '../../shared/civilDate';
import type { leftOutItem } from '../employees/employeeItem';
import type { PackedRoster } from '../employees/packedRoster';
import { checkHeadCount } from '../employees/roster';
import type { DueCalendar } from '../occasions/dueOccasions';
import { keyLookUp, withKeys } from '../occasions/rememberedKeys';
import type { RememberedKeys } from '../occasions/rememberedKeys';
import type { OccasionSettings } from '../settings/employeeSettings';
import type { Company } from './company';
import { judged } from './judged';
import type { DueItem, SkippedItem } from './judged';
import type { JudgedRow } from './judgement';
import { rosterRun } from './rosterRun';
import type { RosterSettings } from './rosterRun';

/** What the trigger remembers of its runs; no personal data. */
export interface RunMemory {
	/** employees of the last completed run; null before it */
	headCount: number | null;
	/** what the roster of the last completed run was like; null when no event needs it */
	roster: PackedRoster | null;
	/** what came out in the last thirteen months */
	keys: RememberedKeys;
	/** the day of the initial sync; null once another day has been run */
	syncedOn: CivilDate | null;
}

/** The settings of a run. */
export interface RunSettings extends OccasionSettings, RosterSettings {
	/** whether an occasion is returned once, or again on each run of the catch-up days */
	delivery: 'once' | 'repeat';
}

export interface RunResult {
	/** of the roster */
	roster: JudgedRow[];
	/** of the occasions */
	items: DueItem[];
	/** the keys of those items that were returned on an earlier run */
	offeredAgain: ReadonlySet<string>;
	skipped: (SkippedItem | ReturnType<typeof leftOutItem>)[];
	memory: RunMemory;
}

/**
 * One run over the whole company: what is due, who is skipped and why, and what to remember. The same
 * input gives the same output.
 *
 * Rule: a key that came out is remembered whatever the delivery, so that no corrected date and no
 * changed setting returns it a second time with *Once*. It is not listed as skipped later.
 *
 * @param calendar - the due days that count for each occasion
 * @param today - the day on which HiBob answered
 * @throws ExplainedError when the head-count has shrunk too much or a record cannot be read; then
 * nothing is returned
 */
export function dailyRun(
	company: Company,
	settings: RunSettings,
	memory: RunMemory,
	calendar: DueCalendar,
	today: CivilDate,
): RunResult {
	const { headCount } = company;
	checkHeadCount(memory.headCount, headCount, settings.largestShrink);
	const due = judged(company, settings, calendar, today);
	const roster = rosterRun(company, rosterSettings(settings, memory, today), memory.roster, today);
	const isDue = due.items.length > 0 || due.skipped.length > 0;
	const cameOut: (key: string) => boolean = isDue ? keyLookUp(memory.keys) : () => false;
	const fresh = due.items.filter(({ key }) => !cameOut(key));
	const skipped = due.skipped.filter(({ key }) => !cameOut(key));
	return {
		roster: roster.items,
		items: settings.delivery === 'repeat' ? due.items : fresh,
		offeredAgain: new Set(due.items.map(({ key }) => key).filter(cameOut)),
		skipped: [...roster.skipped, ...skipped],
		memory: {
			headCount,
			syncedOn: memory.syncedOn === today ? today : null,
			roster: roster.after,
			keys: withKeys(
				memory.keys,
				fresh.map(({ key }) => key),
				today,
			),
		},
	};
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
