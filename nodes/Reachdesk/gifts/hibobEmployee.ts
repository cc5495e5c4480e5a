import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import { emailAddress } from './emailAddress';
import type { Recipient } from './gift';
import { recipientCountry } from './recipientCountry';

/**
 * The gift key and recipient of an item of the HiBob Employees trigger:
 * `{ key, employee: { id, email, firstName, lastName, title, phone, address } }`.
 *
 * @throws ExplainedError when the item is not of this shape or lacks what a gift needs
 */
export function recipientOfEmployee(item: unknown): { key: string; recipient: Recipient } {
	const key = isObject(item) ? text(item.key) : undefined;
	const employee = isObject(item) ? item.employee : undefined;
	if (key === undefined || !isObject(employee)) {
		throw new ExplainedError(
			'The item holds no HiBob employee',
			'Connect the HiBob Employees trigger, keep its fields "key" and "employee", or set "Recipient" to Define Below',
		);
	}
	const id = text(employee.id);
	if (id === undefined) {
		throw new ExplainedError(
			'The employee of this item has no "id"',
			'Keep the field "employee" as the HiBob Employees trigger puts it out',
		);
	}
	return {
		key,
		recipient: {
			provider: 'hibob',
			provider_contact_type: 'employee',
			provider_contact_id: id,
			first_name: required('firstName', employee, id),
			last_name: required('lastName', employee, id),
			email: emailAddress('employee.email', employee.email),
			...addressOf(employee.address),
			...optional('phone_number', employee.phone),
			...optional('role', employee.title),
		},
	};
}

function addressOf(address: unknown): Partial<Recipient> {
	if (!isObject(address)) return {};
	const country = text(address.countryCode) ?? text(address.country);
	return {
		...optional('street_address_1', address.line1),
		...optional('street_address_2', address.line2),
		...optional('city', address.city),
		...optional('state', address.state),
		...optional('zipcode', address.postalCode),
		...(country === undefined ? {} : { country: recipientCountry(country) }),
	};
}

const text = (value: unknown): string | undefined =>
	typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

const optional = (name: keyof Recipient, value: unknown): Partial<Recipient> => {
	const found = text(value);
	return found === undefined ? {} : { [name]: found };
};

function required(name: 'firstName' | 'lastName', employee: JsonObject, id: string): string {
	const found = text(employee[name]);
	if (found !== undefined) return found;
	throw new ExplainedError(
		`Employee ${id} has no "${name}"`,
		'Add it to the employee’s HiBob profile; Reachdesk needs a first and a last name',
	);
}
