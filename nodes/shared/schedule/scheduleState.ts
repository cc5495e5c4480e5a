import type { IDataObject } from 'n8n-workflow';
import { addDays, dayIn } from '../civilDate';
import type { CivilDate } from '../civilDate';
import { isObject, ownOf } from '../jsonObject';
import { readPassedOver } from './passedOver';
import type { PassedOver } from './passedOver';
import type { RunDay } from './runSchedule';

/** The part of a trigger’s state that decides when it runs, and from which day on it looks. */
export interface ScheduleState {
	/**
	 * The day before the first run that counts, by what the trigger looks for: an event that is added
	 * later has a later one. Empty before the first publishing.
	 */
	baselines: Readonly<Record<string, CivilDate>>;
	/** When each of these began, ms since 1970, because sites have days of their own; absent in old states. */
	began: Readonly<Record<string, number>>;
	/** the day whose run time the last good run was for; null before the first publishing */
	lastRun: CivilDate | null;
	/** when the last good run of any schedule was, ms since 1970; null before that, and in old states */
	lastRunAt: number | null;
	/** the same as `lastRun` for each schedule of sites, by its name */
	siteRuns: Readonly<Record<string, CivilDate>>;
	/** days that fell due while the trigger was off, and that the next run reports as given up */
	givenUp: DaySpan | null;
	/** how much the publishing skipped, which the next run reports once more */
	passedOver: PassedOver | null;
	/** grows with every write, so that the later of two states is known */
	revision: number;
}

/** A span of days, both ends included. */
export interface DaySpan {
	from: CivilDate;
	until: CivilDate;
}

/** A trigger’s state: its schedule and its own memory. */
export interface TriggerState<M> extends ScheduleState {
	memory: M;
}

/** How a trigger stores its own memory as node static data. */
export interface MemoryFormat<M> {
	/** anything of another shape counts as absent */
	read: (staticData: Readonly<IDataObject>) => M;
	/** assigns top-level keys whole, because n8n does not notice changes further down */
	write: (staticData: IDataObject, memory: M) => void;
}

/**
 * Reads a state. Anything of another shape counts as absent.
 *
 * The previous version kept one baseline for everything, and no last run before the first one.
 *
 * @param subjects - what the trigger looks for now
 */
export function readState<M>(
	staticData: Readonly<IDataObject>,
	format: MemoryFormat<M>,
	subjects: readonly string[],
): TriggerState<M> {
	const { baselines: stored, givenUp, revision, runs } = staticData;
	const former = dayIn(staticData.baseline);
	const known = isObject(stored)
		? stored
		: Object.fromEntries(subjects.map((subject) => [subject, former]));
	const from = isObject(givenUp) ? dayIn(givenUp.from) : null;
	const until = isObject(givenUp) ? dayIn(givenUp.until) : null;
	return {
		baselines: valuesIn(known, dayIn),
		began: valuesIn(staticData.began, instantIn),
		lastRun: dayIn(staticData.lastRun) ?? former,
		lastRunAt: instantIn(staticData.lastRunAt),
		siteRuns: valuesIn(staticData.siteRuns, dayIn),
		givenUp: from === null || until === null ? null : { from, until },
		passedOver: readPassedOver(staticData.passedOver),
		revision: countIn(revision) ?? countIn(runs) ?? 0,
		memory: format.read(staticData),
	};
}

/** The readable values of a record, by name. */
const valuesIn = <T>(stored: unknown, read: (value: unknown) => T | null): Record<string, T> =>
	Object.fromEntries(
		Object.entries(isObject(stored) ? stored : {}).flatMap(([name, value]): [string, T][] => {
			const known = read(value);
			return known === null ? [] : [[name, known]];
		}),
	);

const LAST_INSTANT = 8.64e15;

const instantIn = (value: unknown): number | null =>
	typeof value === 'number' && value >= 0 && value <= LAST_INSTANT ? value : null;

const countIn = (value: unknown): number | null =>
	Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null;

/**
 * Writes a state: top-level keys, assigned whole, after everything that can fail.
 *
 * `baseline` is for the previous version, which has one for everything and cannot read the keys in this
 * state. It is the day of the last good run, so that that version, after a downgrade, returns nothing
 * twice.
 */
export function writeState<M>(
	staticData: IDataObject,
	{ memory, ...schedule }: TriggerState<M>,
	format: MemoryFormat<M>,
): void {
	format.write(staticData, memory);
	staticData.baselines = { ...schedule.baselines };
	staticData.baseline = latestOf([...Object.values(schedule.baselines), schedule.lastRun]);
	staticData.began = { ...schedule.began };
	staticData.lastRun = schedule.lastRun;
	staticData.lastRunAt = schedule.lastRunAt;
	staticData.siteRuns = { ...schedule.siteRuns };
	staticData.givenUp = schedule.givenUp && { ...schedule.givenUp };
	staticData.passedOver = schedule.passedOver && { ...schedule.passedOver };
	staticData.revision = schedule.revision;
}

const latestOf = (days: readonly (CivilDate | null)[]): CivilDate | null =>
	days
		.filter((day) => day !== null)
		.sort()
		.at(-1) ?? null;

/**
 * What a poll may rely on: the later of the state from n8n and the state that this process last wrote.
 *
 * n8n’s default engine does not save the state of a poll that returns nothing, and may restore an old
 * state. Its durable scheduler gives every poll a copy, and two polls may start with the same one.
 */
export const laterState = <M>(
	stored: TriggerState<M>,
	written: TriggerState<M> | undefined,
): TriggerState<M> => (written && written.revision > stored.revision ? written : stored);

/** Whether n8n has stored what this process last wrote; compares one number. */
export const isAsWritten = ({ revision }: Readonly<IDataObject>, written: ScheduleState): boolean =>
	revision === written.revision;

/**
 * Whether a day that should be in the past is plausible.
 *
 * Rule: a day later than tomorrow comes from a clock that was ahead, and is not believed. Tomorrow may be
 * today in another time zone.
 */
export const isBelievable = (day: CivilDate | null, { today }: RunDay): boolean =>
	day === null || day <= addDays(today, 1);

/**
 * The state without days from a clock that was ahead, and with a baseline for everything that the trigger
 * looks for.
 *
 * @param now - ms since 1970
 */
export function settled<M>(
	state: TriggerState<M>,
	subjects: readonly string[],
	day: RunDay,
	now: number,
): TriggerState<M> {
	const isKnown = (subject: string): boolean => {
		const known = ownOf(state.baselines, subject);
		return known !== undefined && isBelievable(known, day);
	};
	const lastRun = isBelievable(state.lastRun, day) ? state.lastRun : null;
	const isSame =
		lastRun === state.lastRun &&
		Object.keys(state.baselines).length === subjects.length &&
		subjects.every(isKnown);
	if (isSame) return state;
	const baselines = subjects.map((subject) => {
		const known = isKnown(subject) ? ownOf(state.baselines, subject) : undefined;
		return [subject, known ?? day.baseline] as const;
	});
	const began = subjects.flatMap((subject): [string, number][] => {
		const since = isKnown(subject) ? ownOf(state.began, subject) : now;
		return since === undefined ? [] : [[subject, since]];
	});
	return {
		...state,
		baselines: Object.fromEntries(baselines),
		began: Object.fromEntries(began),
		lastRun,
	};
}
