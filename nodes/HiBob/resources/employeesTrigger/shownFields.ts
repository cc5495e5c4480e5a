import { chosenValue } from '../../employees/chosenFields';
import type { Employee } from '../../employees/employee';
import type { ChosenFields } from '../../employees/employeeItem';
import type { HiBobRecord } from '../../employees/hibobRecord';
import type { TriggerSettings } from './settings';

/** The employee without what was read for a rule alone. */
export const withoutWhatOnlyRulesRead = (
	employee: Employee,
	{ putsOut }: TriggerSettings,
): Employee => ({
	...employee,
	address: putsOut.address ? employee.address : null,
	personalEmail: putsOut.personalEmail ? employee.personalEmail : null,
});

/** The fields that the user chose, as they are put out. */
export function chosenFieldsOf(
	record: HiBobRecord,
	{ extraFields }: TriggerSettings,
	unreadable: ReadonlySet<string>,
): ChosenFields {
	return {
		fields: Object.fromEntries(extraFields.map((id) => [id, chosenValue(record, id)])),
		notReadable: extraFields.filter((id) => unreadable.has(id)),
	};
}
