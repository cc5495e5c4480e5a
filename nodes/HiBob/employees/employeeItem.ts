import { giftKey } from '../occasions/giftKey';
import type { Occasion } from '../occasions/occasion';
import type { Employee } from './employee';
import type { Verdict } from './eligibility';

/** The fields that the user chose from HiBob’s list, by id, and those that were not readable. */
export interface ChosenFields {
	fields: Readonly<Record<string, unknown>>;
	notReadable: readonly string[];
}

/**
 * The JSON of one output item: an occasion of an employee. This shape is the contract with every
 * node that follows.
 */
export function employeeItem(
	employee: Employee,
	occasion: Occasion,
	{ fields, notReadable }: ChosenFields,
	email: string | null,
) {
	return {
		event: occasion.type,
		key: giftKey(employee.id, occasion),
		occasion: { ...occasion },
		employee: {
			id: employee.id,
			email,
			workEmail: employee.workEmail,
			personalEmail: employee.personalEmail,
			firstName: employee.firstName,
			lastName: employee.lastName,
			displayName: employee.displayName,
			title: employee.title,
			department: employee.department,
			site: employee.site,
			manager: employee.manager && { ...employee.manager },
			startDate: employee.startDate,
			status: employee.status,
			lifecycleStatus: employee.lifecycleStatus,
			terminationDate: employee.terminationDate,
			address: employee.address && { ...employee.address },
			phone: employee.phone,
		},
		fields: { ...fields },
		...(notReadable.length > 0 ? { fieldsNotReadable: [...notReadable] } : {}),
	};
}

/** The JSON of one item of the Skipped output: the same, and why nothing happens. */
export function skippedItem(
	employee: Employee,
	occasion: Occasion,
	chosen: ChosenFields,
	excluded: Extract<Verdict, { eligible: false }>,
) {
	const { reason, explanation } = excluded;
	return { ...employeeItem(employee, occasion, chosen, null), reason, explanation };
}
