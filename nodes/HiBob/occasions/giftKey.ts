import { yearOf } from '../../shared/civilDate';
import type { Occasion } from './occasion';

/** Names one gift: employee, occasion and occurrence. */
export type GiftKey = `hibob:${string}:${string}:${string}`;

/**
 * The key of an occasion: `hibob:<employee id>:<occasion>:<year>`; for a custom date its field id
 * stands for the occasion, and its date for the year when it comes once.
 *
 * Rule: the year is that of the occurrence and the day is left out, so that a corrected or
 * postponed date, or another leap-day or weekend policy, gives no second gift within the year. The
 * same on every run, machine and re-import.
 */
export function giftKey(employeeId: string, occasion: Occasion): GiftKey {
	const year = String(yearOf(occasion.date));
	return occasion.type === 'customDate'
		? `hibob:${employeeId}:${occasion.field}:${occasion.repeat === 'once' ? occasion.date : year}`
		: `hibob:${employeeId}:${occasion.type}:${year}`;
}
