import type { Gift } from '../../gifts/gift';

const MINUTE = 60_000;
// Executions have consecutive numbers, so those of one moment have different places.
const PLACES = 64;

/**
 * The entries in n8n’s table of processed data, which only knows whether one is there. For a gift:
 *
 * - `tried:<gift key>`: a POST was about to be made; written before it
 * - `open:<gift key>`: no answer is recorded yet
 * - `open:<gift key>!`: a try has begun, and the gift was not only looked up
 * - `open:<gift key>*`: the same, in a bulk send
 * - `open:<gift key>#<campaign>`: with which campaign
 * - `open:<gift key>@<minute>`: when the try began, in minutes since 1970; not for bulk sends
 * - `open:<gift key>@<minute>=<place>`: by which execution, as one of 64 places; not for bulk sends
 *
 * For all bulk sends of the node, of which one execution at a time makes some:
 *
 * - `bulk@<minute>`: one began
 * - `bulk@<minute>=<place>`: by which execution, for as long as it is at work
 *
 * Tried and not open means made.
 */
export const tried = (key: string) => `tried:${key}`;
export const open = (key: string) => `open:${key}`;
export const openBegun = (key: string) => `open:${key}!`;
export const openInBulk = (key: string) => `open:${key}*`;
export const openWith = ({ key, campaignId }: Gift) => `open:${key}#${String(campaignId)}`;
export const openSince = (key: string, instant: number) => `open:${key}@${minuteOf(instant)}`;
export const openBy = (key: string, instant: number, place: number) =>
	`${openSince(key, instant)}=${String(place)}`;
export const bulkSince = (instant: number) => `bulk@${minuteOf(instant)}`;
export const bulkBy = (instant: number, place: number) => `${bulkSince(instant)}=${String(place)}`;

const minuteOf = (instant: number): string => String(Math.floor(instant / MINUTE));

/** The place of an execution among those of one moment. */
export const placeOf = (executionId: string): number => {
	const number = Number(executionId);
	if (Number.isSafeInteger(number) && number >= 0) return number % PLACES;
	const letters = Array.from({ length: executionId.length }, (_, at) => executionId.charCodeAt(at));
	return letters.reduce((sum, letter) => sum + letter, 0) % PLACES;
};

/** The entries of all places for an instant’s minute and some minutes before. */
export const everyPlace = (
	entryBy: (instant: number, place: number) => string,
	instant: number,
	minutesBefore: number,
): string[] =>
	lastMinutes(instant, minutesBefore).flatMap((minute) =>
		Array.from({ length: PLACES }, (_, place) => entryBy(minute, place)),
	);

/** An instant, and one in each of the minutes before. */
export const lastMinutes = (instant: number, minutesBefore: number): number[] =>
	Array.from({ length: minutesBefore + 1 }, (_, ago) => instant - ago * MINUTE);
