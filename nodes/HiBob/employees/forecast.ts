import { isCivilDate } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { LIFECYCLE_STATUSES } from './employee';
import { dateOf, withValue, wordOf } from './hibobRecord';
import type { HiBobRecord } from './hibobRecord';

/**
 * A record of `today` as HiBob will return it on a later day, as far as that is known.
 *
 * Rules: people who are Hired become Employed and active on the start date, and people who leave are
 * Terminated and inactive from the day after the termination date
 * (help.hibob.com/hc/en-us/articles/4409776355857). Nothing else is foreseen.
 * An unreadable date foresees nothing.
 */
export function recordOn(record: HiBobRecord, today: CivilDate, day: CivilDate): HiBobRecord {
	if (day <= today) return record;
	const startDate = dateOf(record, 'startDate', isCivilDate);
	const terminationDate = dateOf(record, 'terminationDate', isCivilDate);
	if (terminationDate !== null && terminationDate >= today && terminationDate < day) {
		return withStatus(record, 'Inactive', 'Terminated');
	}
	const isHired = wordOf(record, 'lifecycleStatus', LIFECYCLE_STATUSES) === 'Hired';
	return isHired && startDate !== null && startDate >= today && startDate <= day
		? withStatus(record, 'Active', 'Employed')
		: record;
}

const withStatus = (record: HiBobRecord, status: string, lifecycleStatus: string): HiBobRecord =>
	withValue(withValue(record, 'status', status), 'lifecycleStatus', lifecycleStatus);
