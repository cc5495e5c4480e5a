import { dayIn } from '../civilDate';
import type { CivilDate } from '../civilDate';
import { isObject } from '../jsonObject';

/** One occasion that a publishing passes over. */
interface PassedOverOccasion {
	/** whose it is */
	id: string;
	event: string;
	date: CivilDate;
}

/** What would have been returned, had it not fallen due before the publishing. */
export interface PassedOver {
	/** how many there are in all */
	count: number;
	/** at most {@link MOST_KEPT} of them, soonest first */
	occasions: readonly PassedOverOccasion[];
}

const MOST_KEPT = 200;
const MOST_NAMED = 50;

/** Null when there is none. */
export function passedOverOf(
	occasions: readonly PassedOverOccasion[],
	count = occasions.length,
): PassedOver | null {
	const soonest = occasions.toSorted((one, other) => (one.date < other.date ? -1 : 1));
	return count === 0 ? null : { count, occasions: soonest.slice(0, MOST_KEPT) };
}

/** What two publishings pass over together. */
export function passedOverByBoth(
	one: PassedOver | null,
	other: PassedOver | null,
): PassedOver | null {
	if (!one || !other) return one ?? other;
	return passedOverOf([...one.occasions, ...other.occasions], one.count + other.count);
}

/** Those of which something holds; null when there is none. What is not kept counts as before. */
export function passedOverWhere(
	passedOver: PassedOver,
	holds: (occasion: PassedOverOccasion) => boolean,
): PassedOver | null {
	const occasions = passedOver.occasions.filter(holds);
	const gone = passedOver.occasions.length - occasions.length;
	if (gone === 0) return passedOver;
	return occasions.length === 0 ? null : { count: passedOver.count - gone, occasions };
}

/** In words for n8n’s log, by id and day, without names. */
export function passedOverInWords({ count, occasions }: PassedOver): string {
	const named = occasions.slice(0, MOST_NAMED);
	const list = named.map(({ id, event, date }) => `${event} of ${id} on ${date}`).join('; ');
	const others = count - named.length;
	return `${String(count)} of the days ahead fell due before the workflow was published, so they are passed over: ${list}${others > 0 ? `; and ${String(others)} more` : ''}. Send these by hand, or lower "Days Before" so that they fall due later`;
}

/** Reads what was stored; whatever does not have its shape counts as absent. */
export function readPassedOver(stored: unknown): PassedOver | null {
	if (!isObject(stored) || !Array.isArray(stored.occasions)) return null;
	const occasions = stored.occasions.slice(0, MOST_KEPT).map(occasionIn);
	const known = occasions.filter((occasion) => occasion !== null);
	const { count } = stored;
	if (known.length === 0 || known.length < occasions.length) return null;
	const isCount = Number.isSafeInteger(count) && Number(count) >= known.length;
	return { count: isCount ? Number(count) : known.length, occasions: known };
}

function occasionIn(stored: unknown): PassedOverOccasion | null {
	if (!isObject(stored)) return null;
	const { id, event } = stored;
	const date = dayIn(stored.date);
	return typeof id === 'string' && typeof event === 'string' && date ? { id, event, date } : null;
}
