import { expect, test } from '@jest/globals';
import { simplifiedEmployee } from '../../../nodes/HiBob/employees/simplifiedEmployee.ts';
import { employee } from './people.mts';

const ADDRESS = {
	line1: '1 High St',
	line2: null,
	city: 'London',
	state: null,
	postalCode: 'N1',
	country: 'United Kingdom',
	countryCode: 'GB',
};
const NOTHING = { fields: {}, notReadable: [] };
const ALL = { address: true, phone: true, personalEmail: true };
const NONE = { address: false, phone: false, personalEmail: false };
const person = employee({ address: ADDRESS, phone: '+44 1', personalEmail: 'noa@home.example' });

test.each(['address', 'phone', 'personalEmail', 'fields', 'fieldsNotReadable'])(
	'%s is no part of a row unless it was asked for',
	(name) => {
		expect(simplifiedEmployee(person, NOTHING, NONE, {})).not.toHaveProperty(name);
	},
);

test('what was asked for is, even where it is empty', () => {
	expect(simplifiedEmployee(person, NOTHING, ALL, {})).toMatchObject({
		address: ADDRESS,
		phone: '+44 1',
		personalEmail: 'noa@home.example',
	});
	const bare = employee({ address: null, phone: null, personalEmail: null });
	expect(simplifiedEmployee(bare, NOTHING, ALL, {})).toMatchObject({
		address: null,
		phone: null,
		personalEmail: null,
	});
});

test('an address is a copy, as are the chosen fields', () => {
	const chosen = { fields: { diet: 'Vegan' }, notReadable: ['work.custom.field_2'] };
	const row = simplifiedEmployee(person, chosen, ALL, { reason: 'left' });
	expect(row).toMatchObject({
		reason: 'left',
		fields: chosen.fields,
		fieldsNotReadable: chosen.notReadable,
	});
	expect(row.address).not.toBe(person.address);
	expect(row.fields).not.toBe(chosen.fields);
});
