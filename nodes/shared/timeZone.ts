import { DateTime, IANAZone } from 'luxon';
import { isCivilDate } from './civilDate';
import type { CivilDate } from './civilDate';

const known = new Map<string, boolean>();

/** Whether a text is a time zone, such as `UTC` or `Europe/London`. */
export function isTimeZone(text: string): boolean {
	// the check is slow, and each poll of a trigger makes it
	const isOne = known.get(text) ?? IANAZone.isValidZone(text);
	if (isOne) known.set(text, isOne);
	return isOne;
}

/**
 * Today's date in a time zone.
 *
 * @param now - milliseconds since 1970-01-01T00:00Z
 */
export const todayIn = (timeZone: string, now: number): CivilDate =>
	dayOf(DateTime.fromMillis(now, { zone: timeZone }), timeZone);

/** The date of a moment in its time zone. @throws RangeError when that time zone is invalid */
export function dayOf(moment: DateTime, timeZone: string): CivilDate {
	const today = moment.toFormat('yyyy-MM-dd');
	if (!isCivilDate(today)) throw new RangeError(`${timeZone} is not a time zone`);
	return today;
}
