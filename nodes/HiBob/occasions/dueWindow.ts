import { addDays, laterOf } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';

/** The due days that a run looks at, both ends included. */
export interface DueWindow {
	from: CivilDate;
	until: CivilDate;
}

/**
 * The due days of a run on day `today`, or null when there are none.
 *
 * Rule: what fell due after the baseline and within the last `catchUpDays` days. The baseline is
 * the day before the first scheduled run, so nothing older than the workflow is ever sent.
 */
export function dueWindow(
	today: CivilDate,
	baseline: CivilDate,
	catchUpDays: number,
): DueWindow | null {
	const from = laterOf(addDays(baseline, 1), addDays(today, -catchUpDays));
	return from > today ? null : { from, until: today };
}
