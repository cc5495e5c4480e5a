import { DateTime, IANAZone } from 'luxon';
import { isCivilDate } from './civilDate';
import type { CivilDate } from './civilDate';

/** Whether a text names a time zone, such as `UTC` or `Europe/London`. */
export const isTimeZone = (text: string): boolean => IANAZone.isValidZone(text);

/**
 * Today's date in a time zone.
 *
 * @param now - milliseconds since 1970-01-01T00:00Z
 */
export function todayIn(timeZone: string, now: number): CivilDate {
	const today = DateTime.fromMillis(now, { zone: timeZone }).toFormat('yyyy-MM-dd');
	if (!isCivilDate(today)) throw new RangeError(`${timeZone} is not a time zone`);
	return today;
}
