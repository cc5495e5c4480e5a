import type { CivilDate } from '../../shared/civilDate';
import { giftKey } from '../occasions/giftKey';
import type { Occasion } from '../occasions/occasion';
import type { Employee } from './employee';
import type { ExclusionReason } from './eligibility';
import type { RosterEvent } from './rosterDiff';
import type { OccasionType } from '../occasions/catalogue';
import type { Unidentified } from './roster';

/** Why an occasion is on the Skipped output: a rule, or no run came in time. */
export type SkipReason = ExclusionReason | 'missed';

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
		...about(employee, { fields, notReadable }, email),
	};
}

/** Who an item is about. */
function about(employee: Employee, { fields, notReadable }: ChosenFields, email: string | null) {
	return {
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

/**
 * The JSON of one item of the roster: somebody who is in it, was added or has changed. The key names
 * employee, event and day, and for a change also what the employee is like after it.
 */
export function rosterItem(
	employee: Employee,
	event: RosterEvent,
	today: CivilDate,
	chosen: ChosenFields,
	email: string | null,
) {
	return {
		event,
		key: rosterKey(employee.id, event, today),
		occasion: null,
		...about(employee, chosen, email),
	};
}

/** The JSON of one item of the Skipped output for somebody who has no place in the roster, and why. */
export function leftOutItem(
	employee: Employee,
	today: CivilDate,
	chosen: ChosenFields,
	{ reason, explanation }: { reason: string; explanation: string },
) {
	// first, so that they are seen without a scroll
	return { reason, explanation, ...rosterItem(employee, 'employeeSynced', today, chosen, null) };
}

/** The JSON of one item of someone whom HiBob does not list any more. */
export const goneItem = (id: string, today: CivilDate) => ({
	event: 'employeeLeft' as const,
	key: rosterKey(id, 'employeeLeft', today),
	occasion: null,
	employee: { id },
	fields: {},
});

const rosterKey = (id: string, event: RosterEvent, today: CivilDate) =>
	`hibob:${id}:${event}:${today}`;

/**
 * The JSON of one item of the Skipped output for somebody whose occasions are not known, because the
 * data cannot be read.
 *
 * @param event - the first occasion that may be theirs
 */
export const unreadableItem = (
	employee: Employee,
	event: OccasionType,
	today: CivilDate,
	chosen: ChosenFields,
	{ reason, explanation }: { reason: string; explanation: string },
) => ({
	reason,
	explanation,
	event,
	key: unreadableKey(employee.id, today),
	occasion: null,
	...about(employee, chosen, null),
});

/** The same for a row of HiBob’s answer that nobody can be identified by. */
export const unidentifiedItem = (
	{ id, place, explanation }: Unidentified,
	event: OccasionType | RosterEvent,
	today: CivilDate,
) => ({
	reason: 'dataUnreadable',
	explanation: `${explanation}. If it stays so, show this to HiBob’s support`,
	event,
	key: unreadableKey(place.replace(' ', ''), today),
	occasion: null,
	employee: { id },
	fields: {},
});

const unreadableKey = (id: string, today: CivilDate) => `hibob:${id}:dataUnreadable:${today}`;

/** The JSON of one item of the Skipped output: the same, and why nothing happens. */
export function skippedItem(
	employee: Employee,
	occasion: Occasion,
	chosen: ChosenFields,
	excluded: { reason: SkipReason; explanation: string },
) {
	const { reason, explanation } = excluded;
	return { reason, explanation, ...employeeItem(employee, occasion, chosen, null) };
}
