import { isObject } from '../jsonObject';

/** One occasion that a publishing passes over; never stored. */
export interface PassedOverOccasion {
	/** whose it is */
	id: string;
	event: string;
}

/**
 * What would have been returned, had it not fallen due before a publishing, as it is remembered until the
 * next run. Without anybody’s id or date: n8n hands saved state out with the workflow.
 */
export interface PassedOver {
	count: number;
	/** the events that are among them */
	events: readonly string[];
}

const MOST_NAMED = 50;
/** Events beyond those that can be chosen are no state of ours. */
const MOST_EVENTS = 200;

/** What is remembered of them; null when there is none. */
export const passedOverOf = (occasions: readonly PassedOverOccasion[]): PassedOver | null =>
	occasions.length === 0
		? null
		: { count: occasions.length, events: [...new Set(occasions.map(({ event }) => event))].sort() };

/** In words for n8n’s log at a publishing, by id: neither the day nor a name. @param occasions - soonest first */
export function passedOverInWords(occasions: readonly PassedOverOccasion[]): string {
	const named = occasions.slice(0, MOST_NAMED);
	const list = named.map(({ id, event }) => `${event} of ${id}`).join('; ');
	const others = occasions.length - named.length;
	return `${begin(occasions.length)}: ${list}${others > 0 ? `; and ${String(others)} more` : ''}. Send these by hand, or lower "Days Before" so that they fall due later`;
}

/** The same in numbers, for the run that follows. */
export const passedOverInNumbers = ({ count }: PassedOver): string =>
	`${begin(count)}. n8n's log of the publishing names them. Send these by hand`;

const begin = (count: number): string =>
	`${String(count)} of the days ahead fell due before the workflow was published, so they are passed over`;

/**
 * Reads what was stored; whatever does not have its shape counts as absent. The version before kept each
 * occasion, with the employee’s id and the day.
 */
export function readPassedOver(stored: unknown): PassedOver | null {
	if (!isObject(stored)) return null;
	const { count, events, occasions } = stored;
	const named: unknown = Array.isArray(occasions)
		? occasions.map((one: unknown) => (isObject(one) ? one.event : null))
		: events;
	if (!Number.isSafeInteger(count) || Number(count) < 1) return null;
	if (!isListOfTexts(named) || named.length === 0) return null;
	const known = [...new Set(named)].sort();
	return known.length > MOST_EVENTS ? null : { count: Number(count), events: known };
}

const isListOfTexts = (value: unknown): value is string[] =>
	Array.isArray(value) && value.every((one) => typeof one === 'string');
