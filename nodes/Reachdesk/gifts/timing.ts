import { addDays, dayIn } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { isTimeZone, todayIn } from '../../shared/timeZone';

/** When the gift of an item may be sent. */
export interface GiftTiming {
	/** the day on which it falls due; null when no day is known, as for a recipient defined by hand */
	dueDate: CivilDate | null;
	/** the last day on which the trigger returns it; null when it never does */
	lastOffer: CivilDate | null;
	/** why it must not be sent now, as a sentence; null when it may */
	whyNotDue: string | null;
}

/** The timing of a gift that no trigger has judged. */
export const ANY_TIME: GiftTiming = { dueDate: null, lastOffer: null, whyNotDue: null };

/** What the HiBob nodes say of an item, for machines (`judged`). */
interface Judgement {
	date: CivilDate;
	timeZone: string;
	preview: boolean;
	dueDate: CivilDate | null;
	catchUpDays: number;
}

/**
 * When the gift of an item of the HiBob nodes may be sent. The moment of sending may be days after
 * the item was made: an execution is retried, data are pinned.
 *
 * Rules: a preview is never sent, nor somebody whom the trigger skipped, nor an occasion whose due day
 * lies ahead where the item was judged. An item that was judged so long ago that it would not be caught
 * up on any more, and that Reachdesk’s list of sends does not reach back to, is never sent, because
 * nobody knows what has become of the gift since. An employee who left after the item was judged gets
 * nothing.
 *
 * @param item - `{ judged: { date, timeZone, preview, dueDate, catchUpDays }, employee? }`; without
 * `judged`, the due day of its `occasion` counts
 * @param now - ms since 1970
 * @returns null when the item does not say when it was judged, nor when it is due
 * @throws ExplainedError when what it says cannot be read
 */
export function timingOf(item: JsonObject, now: number, lookBackDays: number): GiftTiming | null {
	const judged = judgementIn(item);
	if (judged === null) return null;
	const { dueDate, catchUpDays } = judged;
	return {
		dueDate,
		lastOffer: dueDate === null ? null : addDays(dueDate, catchUpDays),
		whyNotDue: whyNotDue(item, judged, now, lookBackDays),
	};
}

function whyNotDue(
	item: JsonObject,
	{ date, timeZone, preview, dueDate, catchUpDays }: Judgement,
	now: number,
	lookBackDays: number,
): string | null {
	const today = todayIn(timeZone, now);
	if (preview) return 'This item is a preview: it shows who comes next, whatever the day';
	if (typeof item.reason === 'string' && item.reason !== '') {
		return `The HiBob node skipped this employee: ${item.reason}`;
	}
	if (item.eligible === false) return 'The HiBob node says that this employee is not eligible';
	if (dueDate !== null && dueDate > today) {
		return `It is due on ${dueDate}, and in ${timeZone} today is ${today}`;
	}
	if (date > today) return `It was judged for ${date}, and in ${timeZone} today is ${today}`;
	const oldest = addDays(today, -Math.max(catchUpDays, lookBackDays));
	if (date < oldest) {
		return `It was judged on ${date}, before the catch-up days and the look-back days, so nobody knows what has become of this gift since`;
	}
	return whyGone(item.employee, date, today) ?? whyNotActive(item, today);
}

/** Whether somebody has left since the item was judged. Who had left already then is there on purpose. */
function whyGone(employee: unknown, date: CivilDate, today: CivilDate): string | null {
	if (!isObject(employee)) return null;
	const { id, terminationDate } = employee;
	if (typeof terminationDate !== 'string') return null;
	if (terminationDate < date || terminationDate >= today) return null;
	return `Employee ${String(id)} left on ${terminationDate}, after this item was judged on ${date}`;
}

/** A row of HiBob: Employee has not been judged by any rule of the trigger. */
function whyNotActive(row: JsonObject, today: CivilDate): string | null {
	if (isObject(row.employee) || typeof row.id !== 'string') return null;
	const { id, status, startDate, terminationDate } = row;
	if (status !== 'Active') return `Employee ${id} is not known to be active`;
	if (typeof startDate === 'string' && startDate > today) {
		return `Employee ${id} starts on ${startDate}`;
	}
	return typeof terminationDate === 'string' && terminationDate < today
		? `Employee ${id} left on ${terminationDate}`
		: null;
}

function judgementIn({ judged, occasion, preview }: JsonObject): Judgement | null {
	const dueDate = isObject(occasion) ? dayIn(occasion.dueDate) : null;
	if (judged === undefined) {
		// as when only some fields of an item were kept
		return dueDate && { date: dueDate, timeZone: 'UTC', preview: false, dueDate, catchUpDays: 0 };
	}
	const date = isObject(judged) ? dayIn(judged.date) : null;
	const timeZone = isObject(judged) ? judged.timeZone : null;
	if (!isObject(judged) || date === null || typeof timeZone !== 'string' || !isTimeZone(timeZone)) {
		throw new ExplainedError(
			'The "judged" of this item cannot be read',
			'Keep "judged" as the HiBob node returns it: it says whether the gift may be sent now',
		);
	}
	const { catchUpDays } = judged;
	return {
		date,
		timeZone,
		// the version before has a text beside `judged`
		preview: judged.preview === true || (typeof preview === 'string' && preview !== ''),
		dueDate: dayIn(judged.dueDate) ?? dueDate,
		catchUpDays: typeof catchUpDays === 'number' && catchUpDays > 0 ? Math.floor(catchUpDays) : 0,
	};
}
