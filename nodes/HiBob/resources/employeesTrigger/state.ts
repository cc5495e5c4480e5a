import type { IDataObject } from 'n8n-workflow';
import { isCivilDate } from '../../occasions/civilDate';
import type { CivilDate } from '../../occasions/civilDate';
import { isPackedRoster } from '../../employees/packedRoster';
import type { PackedRoster } from '../../employees/packedRoster';

/**
 * What the trigger remembers, as node static data. It holds dates and gift keys only; n8n hands it
 * out with the workflow, so no personal data may be part of it.
 */
export interface TriggerState {
	/** the day before the first scheduled run; null before the first activation */
	baseline: CivilDate | null;
	/** the day of the last completed run */
	lastRun: CivilDate | null;
	/** employees of the last completed run; null before it */
	headCount: number | null;
	/** what the roster of the last completed run was like; null when no event needs it */
	roster: PackedRoster | null;
	/** due date by gift key, of what was put out within the catch-up days */
	emitted: Readonly<Record<string, CivilDate>>;
}

const dateIn = (value: unknown): CivilDate | null =>
	typeof value === 'string' && isCivilDate(value) ? value : null;

/** Reads the state; whatever is not of its shape counts as absent. */
export function readState(staticData: Readonly<IDataObject>): TriggerState {
	const { emitted } = staticData;
	const entries = typeof emitted === 'object' && emitted !== null ? Object.entries(emitted) : [];
	return {
		baseline: dateIn(staticData.baseline),
		lastRun: dateIn(staticData.lastRun),
		headCount: Number.isInteger(staticData.headCount) ? Number(staticData.headCount) : null,
		roster: isPackedRoster(staticData.roster) ? staticData.roster : null,
		emitted: Object.fromEntries(
			entries.flatMap(([key, due]) => {
				const date = dateIn(due);
				return date === null ? [] : [[key, date]];
			}),
		),
	};
}

/**
 * What a poll may rely on: the state that n8n handed it, brought up to date with the one that this
 * process wrote last.
 *
 * n8n’s durable scheduler hands every poll a copy of the state, and two polls of one trigger may
 * begin with the same copy: the second must not forget what the first has put out.
 */
export function upToDate(stored: TriggerState, written: TriggerState | undefined): TriggerState {
	if (!written) return stored;
	const isBehind = (stored.lastRun ?? '') < (written.lastRun ?? '');
	return {
		baseline: stored.baseline ?? written.baseline,
		lastRun: isBehind ? written.lastRun : stored.lastRun,
		headCount: isBehind ? written.headCount : stored.headCount,
		roster: isBehind ? written.roster : (stored.roster ?? written.roster),
		emitted: { ...written.emitted, ...stored.emitted },
	};
}

/**
 * Whether what n8n has stored is what this process wrote last, by the days alone: with one run a day
 * everything else changes together with them.
 */
export const isAsWritten = (
	{ baseline, lastRun }: Readonly<IDataObject>,
	written: TriggerState,
): boolean => baseline === written.baseline && lastRun === written.lastRun;

/** Whether two states of one trigger say the same; keys are only ever added within a day. */
export const isSameState = (one: TriggerState, other: TriggerState): boolean =>
	one.baseline === other.baseline &&
	one.lastRun === other.lastRun &&
	Object.keys(one.emitted).length === Object.keys(other.emitted).length;

/**
 * Writes the state. Top-level keys are assigned whole, because n8n does not see a change further
 * down, and only here, after everything that can fail.
 */
export function writeState(staticData: IDataObject, state: TriggerState): void {
	staticData.baseline = state.baseline;
	staticData.lastRun = state.lastRun;
	staticData.headCount = state.headCount;
	staticData.emitted = { ...state.emitted };
	// nothing is kept for events that do not need it
	if (state.roster === null) delete staticData.roster;
	else staticData.roster = { ...state.roster };
}
