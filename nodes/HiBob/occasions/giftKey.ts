import { yearOf } from './civilDate';
import type { Occasion } from './occasion';

/** Names one gift: employee, occasion and year of the occurrence. */
export type GiftKey = `hibob:${string}:${string}:${string}`;

/**
 * The key of an occasion: `hibob:<employee id>:<occasion>:<year>`.
 *
 * Rule: the year is that of the occurrence and the day is left out, so that a corrected or
 * postponed date, or another leap-day policy, gives no second gift within the year. The same on
 * every run, machine and re-import.
 */
export function giftKey(employeeId: string, occasion: Occasion): GiftKey {
	return `hibob:${employeeId}:${occasion.type}:${String(yearOf(occasion.date))}`;
}
