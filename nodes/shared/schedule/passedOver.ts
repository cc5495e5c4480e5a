import { isObject } from '../jsonObject';

/** One occasion that a publishing skips because it fell due before; never stored. */
export interface PassedOverOccasion {
	/** the employee’s id */
	id: string;
	event: string;
}

/**
 * The occasions that a publishing skips because they fell due before it. They are remembered until the next
 * run, without anyone’s id or date: n8n includes saved state in exports of the workflow.
 */
export interface PassedOver {
	count: number;
	/** their events */
	events: readonly string[];
}

const MOST_NAMED = 50;
/** More events than can be chosen: this state is not ours. */
const MOST_EVENTS = 200;

/** What is remembered about them; null if there are none. */
export const passedOverOf = (occasions: readonly PassedOverOccasion[]): PassedOver | null =>
	occasions.length === 0
		? null
		: { count: occasions.length, events: [...new Set(occasions.map(({ event }) => event))].sort() };

/** For n8n’s log at a publishing, by id: no day and no name. @param occasions - soonest first */
export function passedOverInWords(occasions: readonly PassedOverOccasion[]): string {
	const named = occasions.slice(0, MOST_NAMED);
	const list = named.map(({ id, event }) => `${event} of ${id}`).join('; ');
	const others = occasions.length - named.length;
	return `${begin(occasions.length)}: ${list}${others > 0 ? `; and ${String(others)} more` : ''}. Send these by hand, or lower 'Days Before' so that they fall due later`;
}

/** The same in numbers, for the next run. */
export const passedOverInNumbers = ({ count }: PassedOver): string =>
	`${begin(count)}. n8n’s log from that moment names them. Send these by hand`;

const begin = (count: number): string =>
	`${count === 1 ? '1 upcoming occasion' : `${String(count)} upcoming occasions`} fell due before the workflow was published, so ${count === 1 ? 'it is' : 'they are'} skipped`;

/**
 * Reads what was stored. Anything of another shape counts as absent. The previous version kept each
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
