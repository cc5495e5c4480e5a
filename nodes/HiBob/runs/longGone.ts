import type { CivilDate } from '../../shared/civilDate';
import { leftLongAgo } from '../employees/leavers';
import type { HiBobRecord } from '../employees/hibobRecord';
import type { EmployeeSettings } from '../settings/employeeSettings';
import { personOf } from './person';

/**
 * Tells the skipped rows of people who left so long ago that lists of what is coming do not show them.
 *
 * @param records - of the company, by employee ID
 */
export const longGone =
	(records: ReadonlyMap<string, HiBobRecord>, settings: EmployeeSettings, today: CivilDate) =>
	({ reason, employee: { id } }: { reason: string; employee: { id: string | null } }): boolean => {
		const record = reason === 'terminated' && id !== null ? records.get(id) : undefined;
		if (record === undefined) return false;
		return leftLongAgo({ ...personOf(record, settings), today, rules: settings.rules });
	};
