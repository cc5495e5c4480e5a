import type { IDataObject } from 'n8n-workflow';
import { isCivilDate } from '../civilDate';
import type { CivilDate } from '../civilDate';

/** The part of a trigger’s state that decides when it runs. */
export interface ScheduleState {
	/** the day before the first scheduled run; null before the first activation */
	baseline: CivilDate | null;
	/** the day of the last completed run */
	lastRun: CivilDate | null;
}

/** How a trigger’s state is kept as node static data. */
export interface StateFormat<S extends ScheduleState> {
	/** whatever is not of its shape counts as absent */
	read: (staticData: Readonly<IDataObject>) => S;
	/** assigns top-level keys whole, because n8n does not see a change further down */
	write: (staticData: IDataObject, state: S) => void;
	/** the state that n8n handed to a poll, brought up to date with what this process wrote last */
	upToDate: (stored: S, written: S | undefined) => S;
	isSame: (one: S, other: S) => boolean;
}

/** A day in a trigger’s state; null for whatever is none. */
export const dayIn = (value: unknown): CivilDate | null =>
	typeof value === 'string' && isCivilDate(value) ? value : null;
