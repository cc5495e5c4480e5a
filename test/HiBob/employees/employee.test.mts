import { describe, expect, test } from '@jest/globals';
import { readEmployee } from '../../../nodes/HiBob/employees/employee.ts';
import { NOA_ID, recordWith } from './people.mts';

const noa = () =>
	recordWith({
		email: 'noa@work.example',
		firstName: 'Noa',
		surname: 'Levi',
		displayName: 'Noa Levi',
		work: {
			title: '252',
			department: '17',
			site: 'London',
			startDate: '2021-05-04',
			originalStartDate: '2014-02-01',
			reportsTo: { id: '333', displayName: 'Ada Cole', email: 'ada@work.example' },
		},
		internal: { status: 'Active', lifecycleStatus: 'employed', terminationDate: null },
		employee: { lastDayOfWork: null },
		payroll: { employment: { type: 'Permanent' } },
		personal: { shortBirthDate: '10-17' },
		home: { privateEmail: 'noa@home.example', mobilePhone: '+44 20 7946 0000' },
		address: {
			line1: '1 High Street',
			line2: null,
			city: 'London',
			usaState: null,
			postCode: 'N1 1AA',
			country: 'UnitedKingdom',
		},
		humanReadable: {
			work: { title: 'Engineer', department: 'R&D', startDate: '04/05/2021' },
			internal: { status: 'Active', lifecycleStatus: 'Employed' },
			payroll: { employment: { type: 'Fast fest' } },
			address: { country: 'United Kingdom' },
		},
	});

describe('an employee of a full answer', () => {
	test('has labels for lists and machine values for everything else', () => {
		expect(readEmployee(noa())).toEqual({
			id: NOA_ID,
			workEmail: 'noa@work.example',
			personalEmail: 'noa@home.example',
			firstName: 'Noa',
			lastName: 'Levi',
			displayName: 'Noa Levi',
			title: 'Engineer',
			department: 'R&D',
			site: 'London',
			manager: { id: '333', displayName: 'Ada Cole', email: 'ada@work.example' },
			startDate: '2021-05-04',
			originalStartDate: '2014-02-01',
			employmentType: 'Fast fest',
			status: 'Active',
			lifecycleStatus: 'Employed',
			terminationDate: null,
			lastDayOfWork: null,
			terminationKnown: true,
			birthday: '10-17',
			address: {
				line1: '1 High Street',
				line2: null,
				city: 'London',
				state: null,
				postalCode: 'N1 1AA',
				country: 'United Kingdom',
				countryCode: 'GB',
			},
			phone: '+44 20 7946 0000',
			listIds: {
				site: 'London',
				department: '17',
				employmentType: 'Permanent',
				lifecycleStatus: 'employed',
			},
			unreadable: [],
		});
	});
});

describe('an employee of an answer that holds nothing but the id', () => {
	test('has nothing, and nobody knows whether they left', () => {
		const { id, terminationKnown, listIds, unreadable, ...rest } = readEmployee(recordWith());
		expect(id).toBe(NOA_ID);
		expect(terminationKnown).toBe(false);
		expect(new Set([...Object.values(rest), ...Object.values(listIds)])).toEqual(new Set([null]));
		expect(unreadable).toEqual([]);
	});
});

describe('the termination date', () => {
	test.each([
		['null', { internal: { terminationDate: null } }, null, true],
		['null under the slash key', { '/internal/terminationDate': { value: null } }, null, true],
		['set', { internal: { terminationDate: '2026-11-30' } }, '2026-11-30', true],
		['omitted', { internal: { status: 'Active' } }, null, false],
	])('that is %s', (_, parts, terminationDate, terminationKnown) => {
		expect(readEmployee(recordWith(parts))).toMatchObject({ terminationDate, terminationKnown });
	});

	test('that is null is not known where two words contradict each other about the life cycle', () => {
		const record = recordWith({
			internal: { terminationDate: null, lifecycleStatus: 'terminated' },
			humanReadable: { internal: { lifecycleStatus: 'Employed' } },
		});
		expect(readEmployee(record)).toMatchObject({ terminationDate: null, terminationKnown: false });
	});

	test('that cannot be read is named, instead of counting as none', () => {
		const record = recordWith({ internal: { terminationDate: '30/11/2026' } });
		expect(readEmployee(record)).toMatchObject({
			terminationDate: null,
			unreadable: ['internal.terminationDate'],
		});
	});
});

test('a line of an address that is a number cannot be read, but a country may be one', () => {
	const { address, unreadable } = readEmployee(
		recordWith({ address: { line1: 12, city: 'London', country: 7 } }),
	);
	expect(address).toMatchObject({ line1: null, city: 'London', country: '7' });
	expect(unreadable).toEqual(['address.line1']);
});

describe('the id of a site', () => {
	test('is that of HiBob’s list where it is answered, and the name otherwise', () => {
		const siteIdOf = (work: object) => readEmployee(recordWith({ work })).listIds.site;
		expect(siteIdOf({ siteId: 2279821, site: 'London' })).toBe('2279821');
		expect(siteIdOf({ site: 'London' })).toBe('London');
	});
});

describe('the birthday', () => {
	test.each([
		['the short date', { shortBirthDate: '02-29' }, '02-29'],
		[
			'the short date where both are there',
			{ shortBirthDate: '10-17', birthDate: '1992-01-01' },
			'10-17',
		],
		['month and day of the birth date', { birthDate: '1992-02-29' }, '02-29'],
		[
			'that of the birth date where the short one is empty',
			{ shortBirthDate: null, birthDate: '1992-02-12' },
			'02-12',
		],
		['null where there is neither', {}, null],
		['null where both are empty', { shortBirthDate: null, birthDate: null }, null],
	])('is %s', (_, personal, expected) => {
		expect(readEmployee(recordWith({ personal })).birthday).toBe(expected);
	});

	test('never brings the year of birth along', () => {
		const record = recordWith({
			personal: { birthDate: '1992-02-12' },
			'/personal/birthDate': { value: '1992-02-12' },
			humanReadable: { personal: { birthDate: '12/02/1992' } },
		});
		expect(JSON.stringify(readEmployee(record))).not.toContain('1992');
	});

	test.each([
		['a birth date under the name of the short one', { shortBirthDate: '1992-02-12' }],
		['a day that does not exist', { shortBirthDate: '02-30' }],
		['day before month', { shortBirthDate: '17-10' }],
		['29 February of a common year', { birthDate: '1991-02-29' }],
	])('that is %s cannot be read', (_, personal) => {
		const { birthday, unreadable } = readEmployee(recordWith({ personal }));
		expect(birthday).toBeNull();
		expect(unreadable).toEqual(Object.keys(personal).map((name) => `personal.${name}`));
	});
});

describe('the status words', () => {
	test.each([
		[{ status: 'active', lifecycleStatus: 'hired' }, 'Active', 'Hired'],
		[{ status: 'INACTIVE', lifecycleStatus: 'garden leave' }, 'Inactive', 'Garden leave'],
		[{ status: 'Suspended', lifecycleStatus: 'Sabbatical' }, 'Suspended', 'Sabbatical'],
		[{ status: null, lifecycleStatus: null }, null, null],
	])('%j are %s and %s', (internal, status, lifecycleStatus) => {
		expect(readEmployee(recordWith({ internal }))).toMatchObject({ status, lifecycleStatus });
	});
});

describe('the address', () => {
	test.each([
		['was omitted', {}],
		['is empty', { address: null }],
		['has only empty fields', { address: { line1: null, city: ' ', country: null } }],
	])('is null where it %s', (_, parts) => {
		expect(readEmployee(recordWith(parts)).address).toBeNull();
	});

	test.each([
		['line1', 'line1'],
		['line2', 'line2'],
		['city', 'city'],
		['usaState', 'state'],
		['postCode', 'postalCode'],
		['country', 'country'],
	])('may have %s alone', (field, name) => {
		expect(readEmployee(recordWith({ address: { [field]: 'x' } })).address).toEqual({
			line1: null,
			line2: null,
			city: null,
			state: null,
			postalCode: null,
			country: null,
			countryCode: null,
			[name]: 'x',
		});
	});

	test('has no country code where the country is not known', () => {
		const { address } = readEmployee(recordWith({ address: { country: 'Atlantis' } }));
		expect(address).toMatchObject({ country: 'Atlantis', countryCode: null, city: null });
	});

	test('has its country code from a code, too', () => {
		const { address } = readEmployee(recordWith({ address: { country: 'de', city: 'Ulm' } }));
		expect(address).toMatchObject({ country: 'de', countryCode: 'DE', city: 'Ulm' });
	});
});
