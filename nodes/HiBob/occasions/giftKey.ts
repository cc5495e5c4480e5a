import { yearOf } from '../../shared/civilDate';
import { comesOnce, occasionId } from './occasion';
import type { Occasion } from './occasion';

/** Names one gift: employee, occasion and occurrence. */
export type GiftKey = `hibob:${string}:${string}:${string}`;

/**
 * The key of an occasion: `hibob:<employee id>:<occasion>:<year>`. For days after the start, the number
 * follows the occasion (`daysAfterStart30`). For a custom date, its field id replaces the occasion; when
 * it comes once, its date replaces the year.
 *
 * Rule: the year is that of the occurrence and the day is not part of the key, so a corrected or
 * postponed date, or another leap-day or weekend policy, gives no second gift within the year. The
 * same on every run, machine and re-import.
 */
export function giftKey(employeeId: string, occasion: Occasion): GiftKey {
	const isOneDate = occasion.type === 'customDate' && occasion.repeat === 'once';
	const occurrence = isOneDate ? occasion.date : String(yearOf(occasion.date));
	return `hibob:${employeeId}:${occasionId(occasion)}:${occurrence}`;
}

/**
 * The keys that an occasion that comes once would have in the years next to its own; none for any other.
 *
 * Rule: a first day, what is counted from it, or the end of a probation does not count twice when it is
 * moved over New Year, or comes again within a year.
 */
export function keysOfNextYears(employeeId: string, occasion: Occasion): GiftKey[] {
	if (!comesOnce(occasion)) return [];
	const year = yearOf(occasion.date);
	return [year - 1, year + 1].map(
		(other): GiftKey => `hibob:${employeeId}:${occasionId(occasion)}:${String(other)}`,
	);
}

/** Whether a text has the form of a gift key. */
export const isGiftKey = (text: string): text is GiftKey => /^hibob:[^:]+:[^:]+:.+$/.test(text);
