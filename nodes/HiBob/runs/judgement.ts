import type { CivilDate } from '../../shared/civilDate';
import type { DaySpan } from '../../shared/schedule/scheduleState';

/** A row that is returned: a person with an occasion, or one of the roster. */
export interface JudgedRow {
	key: string;
	occasion: { dueDate: CivilDate } | null;
}

/**
 * What the nodes behind the trigger need to know about an item: when and for which day it was judged, and
 * whether they may act on it. Reachdesk: Send Gift obeys it in every mode of n8n.
 */
export interface Judgement {
	/** the day for which the item was judged; a later day may judge otherwise */
	date: CivilDate;
	/** the time zone of that day and of the due day */
	timeZone: string;
	/** whether the item is shown ahead of its day, to build and test a workflow */
	preview: boolean;
	/** the first day on which nodes may act on it; null for a row of the roster */
	dueDate: CivilDate | null;
	/** for how many days after its due day it is caught up */
	catchUpDays: number;
	/** in a run of the trigger: whether an earlier run returned it, too */
	offeredAgain?: boolean;
	/** in a run of the trigger: due days that are given up, because the trigger was off */
	givenUp?: DaySpan;
	/** in a run of the trigger: what to correct in the settings, as sentences */
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
