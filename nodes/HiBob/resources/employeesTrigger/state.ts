import type { IDataObject } from 'n8n-workflow';
import type { CivilDate } from '../../../shared/civilDate';
import { dayIn } from '../../../shared/schedule/scheduleState';
import type { ScheduleState, StateFormat } from '../../../shared/schedule/scheduleState';
import { isPackedRoster } from '../../employees/packedRoster';
import type { PackedRoster } from '../../employees/packedRoster';

/**
 * What the trigger remembers, as node static data. It holds dates and gift keys only; n8n hands it
 * out with the workflow, so no personal data may be part of it.
 */
export interface TriggerState extends ScheduleState {
	/** employees of the last completed run; null before it */
	headCount: number | null;
	/** what the roster of the last completed run was like; null when no event needs it */
	roster: PackedRoster | null;
	/** due date by gift key, of what was put out within the catch-up days */
	emitted: Readonly<Record<string, CivilDate>>;
}

/** Reads the state; whatever is not of its shape counts as absent. */
function readState(staticData: Readonly<IDataObject>): TriggerState {
	const { emitted } = staticData;
	const entries = typeof emitted === 'object' && emitted !== null ? Object.entries(emitted) : [];
	return {
		baseline: dayIn(staticData.baseline),
		lastRun: dayIn(staticData.lastRun),
		headCount: Number.isInteger(staticData.headCount) ? Number(staticData.headCount) : null,
		roster: isPackedRoster(staticData.roster) ? staticData.roster : null,
		emitted: Object.fromEntries(
			entries.flatMap(([key, due]) => {
				const date = dayIn(due);
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
function upToDate(stored: TriggerState, written: TriggerState | undefined): TriggerState {
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

/** Whether two states of one trigger say the same; keys are only ever added within a day. */
const isSameState = (one: TriggerState, other: TriggerState): boolean =>
	one.baseline === other.baseline &&
	one.lastRun === other.lastRun &&
	Object.keys(one.emitted).length === Object.keys(other.emitted).length;

/**
 * Writes the state. Top-level keys are assigned whole, because n8n does not see a change further
 * down, and only here, after everything that can fail.
 */
function writeState(staticData: IDataObject, state: TriggerState): void {
	staticData.baseline = state.baseline;
	staticData.lastRun = state.lastRun;
	staticData.headCount = state.headCount;
	staticData.emitted = { ...state.emitted };
	// nothing is kept for events that do not need it
	if (state.roster === null) delete staticData.roster;
	else staticData.roster = { ...state.roster };
}

/** How the state is kept. */
export const triggerState: StateFormat<TriggerState> = {
	read: readState,
	write: writeState,
	upToDate,
	isSame: isSameState,
};
