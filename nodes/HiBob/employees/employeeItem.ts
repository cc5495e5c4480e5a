import type { CivilDate } from '../../shared/civilDate';
import { giftKey } from '../occasions/giftKey';
import type { Occasion } from '../occasions/occasion';
import type { Employee } from './employee';
import type { ExclusionReason } from './eligibility';
import type { RosterEvent } from './rosterDiff';
import type { OccasionType } from '../occasions/catalogue';
import type { Unidentified } from './roster';

/** Why an occasion is on the Skipped output: a rule, or no run in time. */
export type SkipReason = ExclusionReason | 'missed';

/** The fields that the user chose from HiBob’s list, by id, and those that were not readable. */
export interface ChosenFields {
	fields: Readonly<Record<string, unknown>>;
	notReadable: readonly string[];
}

/** Why a person is skipped. */
interface Why<T extends string = string> {
	reason: T;
	explanation: string;
}

/**
 * The start of every item about a person, so that a table in the editor shows first who it is, and why they
 * are skipped.
 *
 * @param email - the address to use; of a skipped person the work email, to recognize them by
 */
export const personFirst = (employee: Named, email: string | null) => ({
	name: nameOf(employee),
	email,
});

function nameOf({ id, displayName, firstName, lastName }: Named): string {
	const parts = [firstName, lastName].filter((part) => part !== null).join(' ');
	return (displayName ?? parts) || `Employee ${id}`;
}

type Named = Pick<Employee, 'id' | 'displayName' | 'firstName' | 'lastName'>;

/** The same with the reason why the person is skipped, or has left. */
const personAndWhy = <T extends string>(
	employee: Named,
	email: string | null,
	{ reason, explanation }: Why<T>,
) => ({ ...personFirst(employee, email), reason, explanation });

/**
 * The JSON of one output item: an occasion of an employee. This shape is the contract with every
 * node that follows.
 */
export const employeeItem = (
	employee: Employee,
	occasion: Occasion,
	chosen: ChosenFields,
	email: string | null,
) => ({ ...personFirst(employee, email), ...occasionOf(employee, occasion, chosen, email) });

const occasionOf = (
	employee: Employee,
	occasion: Occasion,
	chosen: ChosenFields,
	email: string | null,
) => ({
	event: occasion.type,
	key: giftKey(employee.id, occasion),
	occasion: { ...occasion },
	...about(employee, chosen, email),
});

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
 * The JSON of one item of the roster: someone who is in it, was added or has changed. The key names
 * employee, event and day, and for a change also what the employee is like after it.
 */
export const rosterItem = (
	employee: Employee,
	event: RosterEvent,
	today: CivilDate,
	chosen: ChosenFields,
	email: string | null,
) => ({
	...personFirst(employee, email),
	...rosterRowOf(employee, event, today, chosen, email),
});

const rosterRowOf = (
	employee: Employee,
	event: RosterEvent,
	today: CivilDate,
	chosen: ChosenFields,
	email: string | null,
) => ({
	event,
	key: rosterKey(employee.id, event, today),
	occasion: null,
	...about(employee, chosen, email),
});

/** The JSON of one item of the Skipped output for someone who has no place in the roster, and why. */
export const leftOutItem = (
	employee: Employee,
	today: CivilDate,
	chosen: ChosenFields,
	why: Why,
) => ({
	...personAndWhy(employee, employee.workEmail, why),
	...rosterRowOf(employee, 'employeeSynced', today, chosen, null),
});

/** The JSON of one item of someone who has left the roster. */
export const leaverItem = (
	employee: Employee,
	today: CivilDate,
	chosen: ChosenFields,
	email: string | null,
	why: Why,
) => ({
	...personAndWhy(employee, email, why),
	...rosterRowOf(employee, 'employeeLeft', today, chosen, email),
});

/** The JSON of one item of someone HiBob no longer lists. */
export const goneItem = (id: string, today: CivilDate, why: Why) => ({
	...personAndWhy(nameless(id), null, why),
	...emptyRowOf(id, 'employeeLeft', rosterKey(id, 'employeeLeft', today)),
});

/** A row about which no more than an ID is known, if that. */
const emptyRowOf = <E extends OccasionType | RosterEvent, I extends string | null>(
	id: I,
	event: E,
	key: string,
) => ({ event, key, occasion: null, employee: { id }, fields: {} });

const nameless = (id: string): Named => ({
	id,
	displayName: null,
	firstName: null,
	lastName: null,
});

const rosterKey = (id: string, event: RosterEvent, today: CivilDate) =>
	`hibob:${id}:${event}:${today}`;

/**
 * The JSON of one item of the Skipped output for someone whose occasions are unknown, because the data are
 * unreadable.
 *
 * @param event - the first occasion that may be theirs
 */
export const unreadableItem = (
	employee: Employee,
	event: OccasionType,
	today: CivilDate,
	chosen: ChosenFields,
	why: Why,
) => ({
	...personAndWhy(employee, employee.workEmail, why),
	event,
	key: unreadableKey(employee.id, today),
	occasion: null,
	...about(employee, chosen, null),
});

/** The same for a row of HiBob’s answer without a readable ID. */
export const unidentifiedItem = (
	{ id, place, explanation }: Unidentified,
	event: OccasionType | RosterEvent,
	today: CivilDate,
) => ({
	name: id === null ? `Unknown (${place})` : nameOf(nameless(id)),
	email: null,
	reason: 'dataUnreadable',
	explanation: `${explanation}. If this happens again, show it to HiBob’s support`,
	...emptyRowOf(id, event, unreadableKey(place.replace(' ', ''), today)),
});

const unreadableKey = (id: string, today: CivilDate) => `hibob:${id}:dataUnreadable:${today}`;

/** The JSON of one item of the Skipped output: the same, and why nothing happens. */
export const skippedItem = (
	employee: Employee,
	occasion: Occasion,
	chosen: ChosenFields,
	why: Why<SkipReason>,
) => ({
	...personAndWhy(employee, employee.workEmail, why),
	...occasionOf(employee, occasion, chosen, null),
});

type DueItem = ReturnType<typeof employeeItem>;

/** An item with another address, and without a reason where it had one. */
export const asDue = (item: DueItem, email: string | null): DueItem => ({
	name: item.name,
	email,
	...occasionIn(item, email),
});

/** An item with the reason why it is skipped next to the person; both are null when it is not. */
export const withWhy = <R extends SkipReason | null, E extends string | null>(
	item: DueItem,
	{ reason, explanation }: { reason: R; explanation: E },
) => ({
	name: item.name,
	email: item.email,
	reason,
	explanation,
	...occasionIn(item, item.employee.email),
});

/** An item that would have been due, as one of a person who is skipped, with no address to send to. */
export const asSkipped = <R extends SkipReason | null, E extends string | null>(
	item: DueItem,
	why: { reason: R; explanation: E },
) => {
	const { workEmail } = item.employee;
	return withWhy({ ...item, email: workEmail, employee: { ...item.employee, email: null } }, why);
};

const occasionIn = (
	{ event, key, occasion, employee, fields, fieldsNotReadable }: DueItem,
	email: string | null,
) => ({
	event,
	key,
	occasion,
	employee: { ...employee, email },
	fields,
	...(fieldsNotReadable === undefined ? {} : { fieldsNotReadable }),
});
