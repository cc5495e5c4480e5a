import { visibleText } from '../../shared/visibleText';
import { hasOptedIn, hasOptedOut } from '../employees/chosenFields';
import { readEmployee } from '../employees/employee';
import type { Employee } from '../employees/employee';
import { fieldValue } from '../employees/hibobRecord';
import type { HiBobRecord } from '../employees/hibobRecord';
import type { EmployeeSettings } from '../settings/employeeSettings';

/** An employee as the rules judge them. */
export interface Person {
	employee: Employee;
	optedOut: boolean;
	optedIn: boolean;
}

/**
 * Reads an employee with the settings of the node.
 *
 * Rule: a field that HiBob omitted for this employee alone is unknown, so it counts as unreadable where a
 * rule needs it.
 *
 * @param unreadable - ids of fields that are known to be unreadable, such as a custom date
 */
export function personOf(
	record: HiBobRecord,
	settings: EmployeeSettings,
	unreadable: readonly string[] = [],
): Person {
	const { optOutField, optInField, requested } = settings;
	const employee = withPreferredName(record, settings, readEmployee(record));
	const omitted = requested.decisive.filter((field) => fieldValue(record, field) === undefined);
	return {
		employee:
			unreadable.length + omitted.length > 0
				? { ...employee, unreadable: [...employee.unreadable, ...unreadable, ...omitted] }
				: employee,
		optedOut: optOutField !== null && hasOptedOut(record, optOutField),
		optedIn: optInField === null || hasOptedIn(record, optInField),
	};
}

/** The name that the employee prefers replaces the first name, and the display name with it. */
function withPreferredName(
	record: HiBobRecord,
	{ preferredNameField }: EmployeeSettings,
	employee: Employee,
): Employee {
	if (preferredNameField === null) return employee;
	const value = fieldValue(record, preferredNameField);
	if (value === null || value === undefined) return employee;
	if (typeof value !== 'string') {
		return { ...employee, unreadable: [...employee.unreadable, preferredNameField] };
	}
	const preferred = visibleText(value);
	if (preferred === null) return employee;
	const { lastName } = employee;
	const ending = lastName === null ? '' : ` ${lastName}`;
	// some people enter their whole name in the field
	const firstName =
		ending !== '' && preferred.endsWith(ending) ? preferred.slice(0, -ending.length) : preferred;
	return { ...employee, firstName, displayName: `${firstName}${ending}` };
}
