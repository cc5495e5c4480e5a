import { chosenValue } from '../employees/chosenFields';
import type { Employee } from '../employees/employee';
import type { ChosenFields } from '../employees/employeeItem';
import type { HiBobRecord } from '../employees/hibobRecord';
import type { EmployeeSettings } from '../settings/employeeSettings';

/** The employee without what was read for a rule alone. */
export const withoutWhatOnlyRulesRead = (
	employee: Employee,
	{ returned }: EmployeeSettings,
): Employee => ({
	...employee,
	address: returned.address ? employee.address : null,
	personalEmail: returned.personalEmail ? employee.personalEmail : null,
});

/** The fields that the user chose, as items carry them. */
export function chosenFieldsOf(
	record: HiBobRecord,
	{ extraFields }: EmployeeSettings,
	unreadable: ReadonlySet<string>,
): ChosenFields {
	return {
		fields: Object.fromEntries(extraFields.map((id) => [id, chosenValue(record, id)])),
		notReadable: extraFields.filter((id) => unreadable.has(id)),
	};
}
