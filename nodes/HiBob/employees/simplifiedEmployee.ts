import type { Address, Employee } from './employee';
import { personFirst } from './employeeItem';
import type { ChosenFields } from './employeeItem';

/**
 * An employee as one flat row, with what was read only on request behind it.
 *
 * @param why - the reason and its explanation for a person who is skipped, else empty
 */
export function simplifiedEmployee(
	employee: Employee,
	{ fields, notReadable }: ChosenFields,
	returned: { address: boolean; phone: boolean; personalEmail: boolean },
	why: object,
) {
	return {
		...personFirst(employee, employee.workEmail),
		...why,
		id: employee.id,
		displayName: employee.displayName,
		firstName: employee.firstName,
		lastName: employee.lastName,
		workEmail: employee.workEmail,
		title: employee.title,
		department: employee.department,
		site: employee.site,
		manager: employee.manager?.displayName ?? null,
		startDate: employee.startDate,
		status: employee.status,
		lifecycleStatus: employee.lifecycleStatus,
		terminationDate: employee.terminationDate,
		...(returned.personalEmail ? { personalEmail: employee.personalEmail } : {}),
		...(returned.phone ? { phone: employee.phone } : {}),
		...(returned.address ? { address: addressOf(employee.address) } : {}),
		...(Object.keys(fields).length > 0 ? { fields: { ...fields } } : {}),
		...(notReadable.length > 0 ? { fieldsNotReadable: [...notReadable] } : {}),
	};
}

const addressOf = (address: Address | null) => address && { ...address };
