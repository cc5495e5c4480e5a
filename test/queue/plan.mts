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

function planned(firstDay: string, breakdowns: (Breakdown | null)[]): PlannedDay[] {
	const lastBreakdown = breakdowns.findLastIndex((breakdown) => breakdown !== null);
	return breakdowns.map((breakdown, index) => ({
		day: plus(firstDay, { days: index }),
		// the last days only make up for what is missing
		gifts: index <= lastBreakdown + 1 ? GIFTS_A_DAY : 0,
		breakdown,
	}));
}

const quietDays = (count: number): null[] => Array.from({ length: count }, () => null);

/** Everything that can break, and then as many quiet days as a gift may be made up for. */
export const longPlan = (firstDay: string): PlannedDay[] =>
	planned(firstDay, [null, ...Object.values(BREAKDOWNS), ...quietDays(CATCH_UP_DAYS)]);

/** The two worst days, the next, and one that makes up for it. */
export const shortPlan = (firstDay: string): PlannedDay[] =>
	planned(firstDay, [BREAKDOWNS.beforeAnyPost, BREAKDOWNS.duringPostMade, null, null]);
