import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { visibleText } from '../../shared/visibleText';
import { emailAddress } from './emailAddress';
import type { Recipient } from './gift';
import { recipientCountry } from './recipientCountry';
import { recipientName } from './recipientName';

/** Links a recipient to an employee in HiBob (operation trigger-campaign). */
const linkToHiBob = (id: string): Partial<Recipient> => ({
	provider: 'hibob',
	provider_contact_type: 'employee',
	provider_contact_id: id,
});

/**
 * The gift key and recipient of an item of the HiBob nodes: an item with an occasion, `{ key,
 * employee: { id, email, firstName, lastName, title, phone, address } }`, or a row of HiBob:
 * Employee, `{ id, workEmail, personalEmail, firstName, lastName, … }`.
 *
 * @param occasionKey - the occasion for a row, which has none of its own
 * @param isLinked - whether Reachdesk gets the employee’s HiBob id
 * @throws ExplainedError when the item has neither shape or lacks what a gift needs
 */
export function recipientOfEmployee(
	item: unknown,
	occasionKey?: string,
	isLinked = true,
): { key: string; recipient: Recipient } {
	const key = isObject(item) ? text(item.key) : undefined;
	if (isObject(item) && key !== undefined && isObject(item.employee)) {
		return { key, recipient: recipientOf(item.employee, isLinked) };
	}
	const id = isRow(item) ? idOf(item.id) : undefined;
	if (!isRow(item) || id === undefined) {
		throw new ExplainedError(
			'The item contains no HiBob employee',
			'Connect the HiBob Employees trigger and keep its fields "key", "employee", "occasion" and "judged", connect HiBob: Get Employee with \'Simplify\' on, or set \'Recipient\' to Define Below',
		);
	}
	if (occasionKey === undefined) {
		throw new ExplainedError(
			`Employee ${id} has no occasion, and 'Occasion Key' is empty`,
			"Name the occasion in 'Occasion Key', such as holidays:2026. Each employee gets at most one gift per key",
		);
	}
	const email = text(item.workEmail) ?? text(item.personalEmail);
	return {
		key: `hibob:${id}:${occasionKey}`,
		recipient: recipientOf({ ...item, email }, isLinked),
	};
}

/** All addresses of the employee in an item of the HiBob nodes. */
export function addressesOfEmployee(item: JsonObject): string[] {
	const { employee = item } = item;
	if (!isObject(employee)) return [];
	return [employee.workEmail, employee.personalEmail].flatMap((address) => text(address) ?? []);
}

/** Whether an item is a row of HiBob: Employee. */
const isRow = (item: unknown): item is JsonObject =>
	isObject(item) && item.employee === undefined && 'workEmail' in item;

function recipientOf(employee: JsonObject, isLinked: boolean): Recipient {
	const id = idOf(employee.id);
	if (id === undefined) {
		throw new ExplainedError(
			'The employee of this item has no "id"',
			'Keep the field "employee" as the HiBob Employees trigger returns it',
		);
	}
	return {
		...(isLinked ? linkToHiBob(id) : {}),
		...nameOf(employee, id),
		email: emailAddress('employee.email', employee.email),
		...addressOf(employee.address, id),
		...optional('phone_number', employee.phone),
		...optional('role', employee.title),
	};
}

function addressOf(address: unknown, id: string): Partial<Recipient> {
	if (!isObject(address)) return {};
	const parts = {
		...optional('street_address_1', address.line1),
		...optional('street_address_2', address.line2),
		...optional('city', address.city),
		...optional('state', address.state),
		...optional('zipcode', address.postalCode),
	};
	const name = isBlank(address.countryCode) ? 'country' : 'countryCode';
	const country = recipientCountry(
		isBlank(address[name]) ? undefined : address[name],
		Object.keys(parts).length > 0,
		`"employee.address.${name}" of employee ${id}`,
	);
	return { ...parts, ...(country === undefined ? {} : { country }) };
}

/** @throws ExplainedError for a number: HiBob’s ids are longer than a number can hold */
function idOf(id: unknown): string | undefined {
	if (typeof id !== 'number') return text(id);
	throw new ExplainedError(
		'The "id" of this employee is a number, which cannot hold HiBob’s ids exactly',
		'Keep it as text, as the HiBob nodes return it: a rounded id belongs to another employee, or to no one',
	);
}

const isBlank = (value: unknown): boolean =>
	value === null ||
	value === undefined ||
	(typeof value === 'string' && visibleText(value) === null);

const text = (value: unknown): string | undefined =>
	typeof value === 'string' ? (visibleText(value) ?? undefined) : undefined;

const optional = (name: keyof Recipient, value: unknown): Partial<Recipient> => {
	const found = text(value);
	return found === undefined ? {} : { [name]: found };
};

function nameOf({ firstName, lastName, displayName }: JsonObject, id: string) {
	const name = recipientName(firstName, lastName, displayName);
	if (name !== null) return name;
	throw new ExplainedError(
		`Employee ${id} has no name`,
		'Nothing was sent to this employee. Add a first or last name to the HiBob profile',
	);
}
