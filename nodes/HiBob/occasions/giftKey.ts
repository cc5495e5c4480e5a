import { yearOf } from '../../shared/civilDate';
import { occasionId } from './occasion';
import type { Occasion } from './occasion';

/** Names one gift: employee, occasion and occurrence. */
export type GiftKey = `hibob:${string}:${string}:${string}`;

/**
 * The key of an occasion: `hibob:<employee id>:<occasion>:<year>`. For a custom date, its field id
 * replaces the occasion; when it comes once, its date replaces the year.
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
 * The key that a first day of the year before would have; null for any other occasion.
 *
 * Rule: a first day that is postponed over New Year, or comes again within a year, is no second one.
 */
export function keyOfFormerStart(employeeId: string, occasion: Occasion): GiftKey | null {
	if (occasion.type !== 'startDate') return null;
	return `hibob:${employeeId}:${occasionId(occasion)}:${String(yearOf(occasion.date) - 1)}`;
}

/** Whether a text has the form of a gift key. */
export const isGiftKey = (text: string): text is GiftKey => /^hibob:[^:]+:[^:]+:.+$/.test(text);
