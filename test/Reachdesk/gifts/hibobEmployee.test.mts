import { describe, expect, test } from '@jest/globals';
import { employeeItem } from '../../../nodes/HiBob/employees/employeeItem.ts';
import type { Employee } from '../../../nodes/HiBob/employees/employee.ts';
import {
	addressesOfEmployee,
	recipientOfEmployee,
} from '../../../nodes/Reachdesk/gifts/hibobEmployee.ts';
import { employee, LONDON, NOA_ID } from '../../HiBob/employees/people.mts';
import { dueOccasion } from '../../HiBob/occasions/dueOccasion.mts';
import { explanationOf } from '../../shared/explanation.mts';

const birthday = dueOccasion('birthday', '2026-11-23');

/** An item of the trigger, as it comes out of n8n: as JSON. */
const itemOf = (changes: Partial<Employee> = {}, email: string | null = 'noa@home.example') => {
	const item: unknown = JSON.parse(
		JSON.stringify(
			employeeItem(employee(changes), birthday, { fields: {}, notReadable: [] }, email),
		),
	);
	return item;
};

describe('an item of the HiBob Employees trigger', () => {
	test('with everything makes a full recipient', () => {
		expect(recipientOfEmployee(itemOf({ address: LONDON, phone: '+44 20 7946 0000' }))).toEqual({
			key: `hibob:${NOA_ID}:birthday:2026`,
			recipient: {
				provider: 'hibob',
				provider_contact_type: 'employee',
				provider_contact_id: NOA_ID,
				first_name: 'Noa',
				last_name: 'Levi',
				email: 'noa@home.example',
				street_address_1: '1 High Street',
				street_address_2: 'Flat 2',
				city: 'London',
				zipcode: 'N1 1AA',
				country: 'GB',
				phone_number: '+44 20 7946 0000',
				role: 'Engineer',
			},
		});
	});

	test.each([
		['one name as the first', { firstName: 'Suharto', lastName: null }, 'Suharto Suharto'],
		['one name as the last', { firstName: ' \u200b', lastName: 'Suharto' }, 'Suharto Suharto'],
		['control characters', { firstName: 'Noa\u0000', lastName: 'Le\u0007vi' }, 'Noa Le vi'],
		['what nobody sees around', { firstName: '\ufeffNoa', lastName: 'Levi\u00a0' }, 'Noa Levi'],
	])('with %s goes out under a name that the person would accept', (_, changes, expected) => {
		const { first_name, last_name } = recipientOfEmployee(itemOf(changes)).recipient;
		expect(`${first_name} ${last_name}`).toBe(expected);
	});

	test('with the least makes a recipient without empty fields', () => {
		const { recipient } = recipientOfEmployee(itemOf({ title: null }));
		expect(recipient).toEqual({
			provider: 'hibob',
			provider_contact_type: 'employee',
			provider_contact_id: NOA_ID,
			first_name: 'Noa',
			last_name: 'Levi',
			email: 'noa@home.example',
		});
	});

	test('goes to the address that the trigger chose, not to another one', () => {
		expect(recipientOfEmployee(itemOf({}, 'chosen@home.example')).recipient.email).toBe(
			'chosen@home.example',
		);
	});

	test('keeps the date of birth, the manager and the other addresses to itself', () => {
		const words = JSON.stringify(recipientOfEmployee(itemOf({ address: LONDON })).recipient);
		expect(words).not.toContain('work.example');
		expect(words).not.toContain('Ada');
	});

	test.each([
		['its code', { countryCode: 'GB', country: 'Great Albion' }, 'GB'],
		['its name where there is no code', { countryCode: null, country: 'Great Britain' }, 'GB'],
		['its name where the code is empty', { countryCode: ' ', country: 'Germany' }, 'DE'],
	])('has the country by %s', (_, changes, expected) => {
		const item = itemOf({ address: { ...LONDON, ...changes } });
		expect(recipientOfEmployee(item).recipient.country).toBe(expected);
	});

	test('has no country where HiBob has none', () => {
		const item = itemOf({ address: { ...LONDON, country: null, countryCode: null } });
		expect(recipientOfEmployee(item).recipient).not.toHaveProperty('country');
	});

	/** An item whose address somebody has edited on the way. */
	const edited = (address: object): unknown =>
		JSON.parse(JSON.stringify(itemOf({ address: LONDON })), (name, value: unknown) =>
			name === 'address' ? address : value,
		);

	test('has the country by its name where the item has no code', () => {
		const { countryCode, ...address } = LONDON;
		expect(countryCode).toBe('GB');
		const { recipient } = recipientOfEmployee(edited({ ...address, country: 'Germany' }));
		expect(recipient.country).toBe('DE');
	});

	test.each<[string, object, string]>([
		['a name', { country: 'Atlantis', countryCode: null }, 'country'],
		['a shared name', { country: 'Korea', countryCode: null }, 'country'],
		['a code', { country: 'Germany', countryCode: 'ZZ' }, 'countryCode'],
		['an object', { country: null, countryCode: { value: 'DE' } }, 'countryCode'],
		['a fraction', { country: 27.6, countryCode: null }, 'country'],
		['a code that is a number of none', { country: 'Germany', countryCode: 0.5 }, 'countryCode'],
	])('with an address whose country is not known (%s) stops', (_, changes, field) => {
		const item = edited({ ...LONDON, ...changes });
		const { message } = explanationOf(() => recipientOfEmployee(item));
		expect(message).toBe(
			`"employee.address.${field}" of employee ${NOA_ID} is not the name or code of one country`,
		);
	});

	test('without an address needs no country that is known', () => {
		const address = { country: 'Atlantis', countryCode: null, line1: ' ', city: null };
		expect(recipientOfEmployee(edited(address)).recipient).not.toHaveProperty('country');
	});

	test.each([
		[276, 'DE'],
		['276', 'DE'],
		['GBR', 'GB'],
		['Deutschland', 'DE'],
		['Kosovo', 'XK'],
	])('has the country for %j', (country, expected) => {
		const item = edited({ ...LONDON, country, countryCode: null });
		expect(recipientOfEmployee(item).recipient.country).toBe(expected);
	});
});

describe('a row of HiBob: Employee', () => {
	const ROW = {
		id: '17',
		workEmail: ' ',
		personalEmail: 'noa@home.example',
		firstName: 'Noa',
		lastName: 'Levi',
		address: { ...LONDON, state: 'Greater London' },
	};

	test('makes a recipient at its work or personal address, with the key that was named', () => {
		expect(recipientOfEmployee(ROW, 'holidays:2026', false)).toEqual({
			key: 'hibob:17:holidays:2026',
			recipient: {
				first_name: 'Noa',
				last_name: 'Levi',
				email: 'noa@home.example',
				street_address_1: '1 High Street',
				street_address_2: 'Flat 2',
				city: 'London',
				state: 'Greater London',
				zipcode: 'N1 1AA',
				country: 'GB',
			},
		});
		const atWork = { ...ROW, workEmail: 'noa@work.example' };
		expect(recipientOfEmployee(atWork, 'x').recipient.email).toBe('noa@work.example');
	});

	test('needs an occasion', () => {
		const { message, remedy } = explanationOf(() => recipientOfEmployee(ROW));
		expect(message).toBe("Employee 17 has no occasion, and 'Occasion Key' is empty");
		expect(remedy).toBe(
			"Name the occasion in 'Occasion Key', such as holidays:2026. Each employee gets at most one gift per key",
		);
	});

	test('is no row without an ID, or beside an employee', () => {
		for (const item of [{ ...ROW, id: null }, { ...ROW, employee: {} }, { id: '17' }]) {
			const { message, remedy } = explanationOf(() => recipientOfEmployee(item, 'x'));
			expect(message).toBe('The item contains no HiBob employee');
			expect(remedy).toMatch(/^Connect the HiBob Employees trigger .* to Define Below$/);
		}
	});
});

test('the addresses of an employee are those of the item, or of the row', () => {
	const addresses = { workEmail: ' noa@work.example', personalEmail: 'noa@home.example' };
	expect(addressesOfEmployee(addresses)).toEqual(['noa@work.example', 'noa@home.example']);
	expect(addressesOfEmployee({ employee: { ...addresses, workEmail: 7 } })).toEqual([
		'noa@home.example',
	]);
	expect(addressesOfEmployee({ ...addresses, employee: 'x' })).toEqual([]);
	expect(addressesOfEmployee({ ...addresses, employee: null })).toEqual([]);
	expect(addressesOfEmployee({})).toEqual([]);
});

test('what is missing about an employee comes with what to do', () => {
	const remedyOf = (item: unknown) => explanationOf(() => recipientOfEmployee(item)).remedy;
	expect(remedyOf({ key: 'k', employee: {} })).toBe(
		'Keep the field "employee" as the HiBob Employees trigger returns it',
	);
	expect(remedyOf({ key: 'k', employee: { id: 17 } })).toBe(
		'Keep it as text, as the HiBob nodes return it: a rounded id belongs to another employee, or to no one',
	);
});

describe('an item that lacks what a gift needs stops', () => {
	test.each([
		['a text', 'item', 'The item contains no HiBob employee'],
		['null', null, 'The item contains no HiBob employee'],
		['empty', {}, 'The item contains no HiBob employee'],
		['without key', { employee: { id: '1' } }, 'The item contains no HiBob employee'],
		[
			'with an empty key',
			{ key: ' ', employee: { id: '1' } },
			'The item contains no HiBob employee',
		],
		[
			'with a number as key',
			{ key: 1, employee: { id: '1' } },
			'The item contains no HiBob employee',
		],
		['without employee', { key: 'k' }, 'The item contains no HiBob employee'],
		[
			'with a list of employees',
			{ key: 'k', employee: [{}] },
			'The item contains no HiBob employee',
		],
		[
			'that is a row with a number as id',
			{ id: 12, workEmail: 'a@example.com' },
			'The "id" of this employee is a number, which cannot hold HiBob’s ids exactly',
		],
		['without employee id', { key: 'k', employee: {} }, 'The employee of this item has no "id"'],
		[
			'with an id that was made a number',
			{ key: 'k', employee: { id: 3332883884 } },
			'The "id" of this employee is a number, which cannot hold HiBob’s ids exactly',
		],
	])('%s', (_, item, expected) => {
		expect(explanationOf(() => recipientOfEmployee(item)).message).toBe(expected);
	});

	test('without any name', () => {
		const nameless = { firstName: null, lastName: '\u200b', displayName: ' \u0000' };
		const { message, remedy } = explanationOf(() => recipientOfEmployee(itemOf(nameless)));
		expect(message).toBe(`Employee ${NOA_ID} has no name`);
		expect(remedy).toContain('HiBob profile');
	});

	test.each([
		['no address', null, "'employee.email' is empty"],
		['an address that is none', 'noa', "'employee.email' is not an email address"],
	])('with %s', (_, email, expected) => {
		expect(explanationOf(() => recipientOfEmployee(itemOf({}, email))).message).toBe(expected);
	});
});
