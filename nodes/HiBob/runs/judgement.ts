import type { CivilDate } from '../../shared/civilDate';
import type { DaySpan } from '../../shared/schedule/scheduleState';

/** A row that is returned: of somebody with an occasion, or of the roster. */
export interface JudgedRow {
	key: string;
	occasion: { dueDate: CivilDate } | null;
}

/**
 * What an item says to the nodes behind it, for machines: when and for which day it was judged, and
 * whether it may be acted on. Reachdesk: Send Gift holds to it in every mode of n8n.
 */
export interface Judgement {
	/** the day for which the item was judged; a later day may judge otherwise */
	date: CivilDate;
	/** in which that day and the due day are dates */
	timeZone: string;
	/** whether the item is shown ahead of its day, to build and test a workflow */
	preview: boolean;
	/** the day from which on it may be acted on; null for a row of the roster */
	dueDate: CivilDate | null;
	/** for how many days after its due day it is caught up on */
	catchUpDays: number;
	/** of a run of the trigger: whether an earlier run returned it, too */
	offeredAgain?: boolean;
	/** of a run of the trigger: days that fell due while the trigger was off, and are given up */
	givenUp?: DaySpan;
	/** of a run of the trigger: what needs a correction in the settings, as sentences */
	warnings?: string[];
}

/** The judgement of a row. */
export const judgementOf = (
	{ occasion }: JudgedRow,
	{ catchUpDays }: { catchUpDays: number },
	judged: Pick<Judgement, 'date' | 'timeZone' | 'preview'>,
): Judgement => ({
	...judged,
	dueDate: occasion?.dueDate ?? null,
	catchUpDays,
});
