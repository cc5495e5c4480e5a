import { plus } from '../../sandbox/hibob/dates.mts';
import { BREAKDOWNS } from './breakdowns.mts';
import type { Breakdown } from './breakdowns.mts';
import { CATCH_UP_DAYS } from './ledger.mts';

export interface PlannedDay {
	/** yyyy-MM-dd */
	day: string;
	/** people who get a gift, besides one who leaves on that day */
	gifts: number;
	/** null on a day on which nothing breaks */
	breakdown: Breakdown | null;
}

const GIFTS_A_DAY = 5;
/** Days with gifts after the last breakdown, for breakdowns whose moment did not come. */
const SPARE_DAYS = { long: 3, short: 1 };

function planned(
	firstDay: string,
	breakdowns: (Breakdown | null)[],
	spareDays: number,
): PlannedDay[] {
	const lastBreakdown = breakdowns.findLastIndex((breakdown) => breakdown !== null);
	return breakdowns.map((breakdown, index) => ({
		day: plus(firstDay, { days: index }),
		// the last days only make up for what is missing
		gifts: index <= lastBreakdown + spareDays ? GIFTS_A_DAY : 0,
		breakdown,
	}));
}

const quietDays = (count: number): null[] => Array.from({ length: count }, () => null);

/** Everything that can break, and then as many quiet days as a gift may be made up for. */
export const longPlan = (firstDay: string): PlannedDay[] => {
	const quiet = quietDays(SPARE_DAYS.long + CATCH_UP_DAYS);
	return planned(firstDay, [null, ...Object.values(BREAKDOWNS), ...quiet], SPARE_DAYS.long);
};

/** The two worst days, the next, and one that makes up for it. */
export const shortPlan = (firstDay: string): PlannedDay[] =>
	planned(
		firstDay,
		[BREAKDOWNS.beforeAnyPost, BREAKDOWNS.duringPostMade, ...quietDays(SPARE_DAYS.short + 1)],
		SPARE_DAYS.short,
	);
