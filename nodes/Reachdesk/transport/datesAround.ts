const DAY = 86_400_000;

/**
 * The date filters of a list for everything between two instants, in ms since 1970. Reachdesk’s dates are of an
 * unknown time zone and the end is exclusive, hence a day or two around.
 */
export const datesAround = (since: number, now: number) => ({
	start_date: dayOf(since - DAY),
	end_date: dayOf(now + 2 * DAY),
});

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
