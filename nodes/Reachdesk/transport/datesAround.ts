const DAY = 86_400_000;

/**
 * The date filters of a list for everything between two instants, in ms since 1970. The time zone
 * of Reachdesk’s dates is not documented and the end is exclusive, so the range is a day or two
 * wider.
 */
export const datesAround = (since: number, now: number) => ({
	start_date: dayOf(since - DAY),
	end_date: dayOf(now + 2 * DAY),
});

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
