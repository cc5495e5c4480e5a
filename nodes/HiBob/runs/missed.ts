import type { CivilDate } from '../../shared/civilDate';
import { asSkipped } from '../employees/employeeItem';
import type { OccasionSettings } from '../settings/employeeSettings';
import type { Company } from './company';
import type { MissedDays } from './dueDays';
import { judged } from './judged';
import type { SkippedItem } from './judged';

/**
 * The occasions that a run would have returned if one had succeeded in time, with the days on which none
 * did. People who would have been skipped anyway are not among them.
 */
export function missedItems(
	company: Company,
	settings: OccasionSettings,
	{ calendars, withoutRun: { from, until } }: MissedDays,
	today: CivilDate,
): SkippedItem[] {
	const { catchUpDays } = settings;
	const explanation = `No run succeeded from ${from} to ${until}, and this fell due more than ${String(catchUpDays)} catch-up days ago. If it is still wanted, send it by hand`;
	return judged(company, settings, calendars, today).items.map((item) =>
		asSkipped(item, { reason: 'missed', explanation }),
	);
}
