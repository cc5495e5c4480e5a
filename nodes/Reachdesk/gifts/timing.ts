import { addDays, dayIn } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { isTimeZone, todayIn } from '../../shared/timeZone';

/** When the gift of an item may be sent. */
export interface GiftTiming {
	/** the due day; null when it is unknown, as for a recipient defined by hand */
	dueDate: CivilDate | null;
	/** the last day on which the trigger returns it; null when it never does */
	lastOffer: CivilDate | null;
	/** why it must not be sent now, as a sentence; null when it may */
	whyNotDue: string | null;
}

/** The timing of a gift that did not come from a HiBob node. */
export const ANY_TIME: GiftTiming = { dueDate: null, lastOffer: null, whyNotDue: null };

/** What the HiBob nodes record in an item for other nodes (`judged`). */
interface Judgement {
	date: CivilDate;
	timeZone: string;
	preview: boolean;
	dueDate: CivilDate | null;
	catchUpDays: number;
}

/**
 * When the gift of an item of the HiBob nodes may be sent. It may be sent days after the item was
 * created: an execution is retried, or data is pinned.
 *
 * Rules: no gift is sent for a preview, for a person whom the trigger skipped, or for an occasion
 * whose due day is in the future in the item’s time zone. An item is too old when its day is before
 * both the catch-up days and the look-back days: it is never sent, because it is unknown whether
 * the gift has been sent since. An employee who left after the item was created gets no gift.
 *
 * @param item - `{ judged: { date, timeZone, preview, dueDate, catchUpDays }, employee? }`; without
 * `judged`, the due day of its `occasion` counts
 * @param now - ms since 1970
 * @returns null when the item has neither `judged` nor a due day
 * @throws ExplainedError when `judged` is unreadable
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
	if (preview) return 'This item is a preview of the next occasions, not of today’s';
	if (typeof item.reason === 'string' && item.reason !== '') {
		return `The HiBob node skipped this employee: ${item.reason}`;
	}
	if (item.eligible === false) return 'The HiBob node marked this employee as not eligible';
	if (dueDate !== null && dueDate > today) {
		return `The gift is due on ${dueDate}, and today is ${today} in ${timeZone}`;
	}
	if (date > today) return `This item is for ${date}, and today is ${today} in ${timeZone}`;
	const oldest = addDays(today, -Math.max(catchUpDays, lookBackDays));
	if (date < oldest) {
		return `This item is from ${date}, before the catch-up days and the look-back days, so it is unknown whether the gift has been sent since`;
	}
	return whyGone(item.employee, date, today) ?? whyNotActive(item, today);
}

/**
 * Whether the employee left after the item was created. An employee who had left before is in it on
 * purpose.
 */
function whyGone(employee: unknown, date: CivilDate, today: CivilDate): string | null {
	if (!isObject(employee)) return null;
	const { id, terminationDate } = employee;
	if (typeof terminationDate !== 'string') return null;
	if (terminationDate < date || terminationDate >= today) return null;
	return `Employee ${String(id)} left on ${terminationDate}, after this item was created on ${date}`;
}

/** The trigger’s rules were not applied to a row of HiBob: Employee. */
function whyNotActive(row: JsonObject, today: CivilDate): string | null {
	if (isObject(row.employee) || typeof row.id !== 'string') return null;
	const { id, status, startDate, terminationDate } = row;
	if (status !== 'Active') return `Employee ${id} is not active, or the status is unknown`;
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
		// for example, when only some fields of an item were kept
		return dueDate && { date: dueDate, timeZone: 'UTC', preview: false, dueDate, catchUpDays: 0 };
	}
	const date = isObject(judged) ? dayIn(judged.date) : null;
	const timeZone = isObject(judged) ? judged.timeZone : null;
	if (!isObject(judged) || date === null || typeof timeZone !== 'string' || !isTimeZone(timeZone)) {
		throw new ExplainedError(
			'The field "judged" of this item is unreadable',
			'Keep "judged" as the HiBob node returns it: it decides whether the gift may be sent now',
		);
	}
	const { catchUpDays } = judged;
	return {
		date,
		timeZone,
		// the version before has a text next to `judged`
		preview: judged.preview === true || (typeof preview === 'string' && preview !== ''),
		dueDate: dayIn(judged.dueDate) ?? dueDate,
		catchUpDays: typeof catchUpDays === 'number' && catchUpDays > 0 ? Math.floor(catchUpDays) : 0,
	};
}
