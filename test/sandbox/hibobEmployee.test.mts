import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GIFT_OPT_OUT_FIELD, WEDDING_ANNIVERSARY_FIELD } from '../../sandbox/hibob/fields.mts';
import { personIn, type Scenario } from '../../sandbox/hibob/scenarios.mts';
import { startHiBob, type HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { at, clientOf } from './hibobClient.mts';

let hibob: HiBobSandbox;

beforeAll(async () => {
	hibob = await startHiBob({ today: '2026-11-23', rateLimitPerMinute: 1000 });
});
afterAll(async () => {
	await hibob.stop();
});

async function employee(
	scenario: Scenario,
	fields?: string[],
	humanReadable = '',
): Promise<unknown> {
	const id = personIn(hibob.people, scenario)['root.id'];
	const body = { ...(fields && { fields }), humanReadable };
	const { data } = await clientOf(hibob).post<unknown>(`/people/${id}`, body);
	return data;
}

describe('an employee on the wire', () => {
	it('holds nested machine values and the same under slash keys', async () => {
		const data = await employee('startsToday', ['root.firstName', 'work.startDate']);
		expect(data).toEqual({
			id: personIn(hibob.people, 'startsToday')['root.id'],
			firstName: 'Helga',
			work: { startDate: '2026-11-23' },
			'/root/firstName': { value: 'Helga' },
			'/work/startDate': { value: '2026-11-23' },
		});
	});

	it('has its id as a string, though nobody asked', async () => {
		expect(at(await employee('startsToday', ['work.site']), 'id')).toMatch(/^[34]\d{18}$/);
	});

	it('keeps a null for an empty field, but no slash key and no label', async () => {
		const data = await employee(
			'rehire',
			['internal.terminationDate', 'internal.status'],
			'APPEND',
		);
		expect(at(data, 'internal')).toEqual({ terminationDate: null, status: 'Active' });
		expect(data).not.toHaveProperty(['/internal/terminationDate']);
		expect(at(data, 'humanReadable')).toEqual({ internal: { status: 'Active' } });
	});

	it('shows an address of nulls as an object of nulls', async () => {
		const fields = ['address.line1', 'address.city', 'address.country'];
		expect(at(await employee('birthdayTodayNoAddress', fields), 'address')).toEqual({
			line1: null,
			city: null,
			country: null,
		});
	});

	it('omits unknown fields without a word', async () => {
		const data = await employee('startsToday', ['employment.terminationDate', 'work.site']);
		expect(data).not.toHaveProperty('employment');
	});

	it('omits unpermitted fields without a word', async () => {
		const data = await employee('startsToday', [
			'home.familyStatus',
			'work.workPhone',
			'work.site',
		]);
		expect(data).not.toHaveProperty('home');
		expect(at(data, 'work')).not.toHaveProperty('workPhone');
	});

	it('never shows the scenario', async () => {
		expect(JSON.stringify(await employee('startsToday'))).not.toContain('scenario');
	});

	it('holds root, about, employment and work by default, without custom fields', async () => {
		const data = await employee('giftOptOut');
		expect(Object.keys(data instanceof Object ? data : {})).toEqual(
			expect.arrayContaining(['id', 'email', 'about', 'payroll', 'work']),
		);
		expect(data).not.toHaveProperty('personal');
		expect(data).not.toHaveProperty('internal');
		expect(at(data, 'work')).not.toHaveProperty('custom');
	});

	it('holds a custom field that is asked for, with its label', async () => {
		const data = await employee('giftOptOut', [GIFT_OPT_OUT_FIELD], 'APPEND');
		const path = ['work', 'custom', 'field_1667499206086'];
		expect(at(data, ...path)).toBe('1667499206101');
		expect(at(data, 'humanReadable', ...path)).toBe('Yes');
	});

	it('gives a part of the manager when a sub-field is asked for', async () => {
		const data = await employee('anniversary1', ['work.reportsTo.email']);
		const email = at(data, 'work', 'reportsTo', 'email');
		expect(email).toMatch(/@example\./);
		expect(at(data, 'work', 'reportsTo')).toEqual({ email });
		expect(at(data, '/work/reportsTo/email')).toEqual({ value: email });
	});

	it('gives the whole manager when both are asked for', async () => {
		const data = await employee('anniversary1', ['work.reportsTo', 'work.reportsTo.email']);
		expect(at(data, 'work', 'reportsTo')).toEqual({
			id: expect.any(String),
			firstName: expect.any(String),
			surname: expect.any(String),
			email: expect.any(String),
			displayName: expect.any(String),
		});
	});

	it('has a null manager for the head of the company', async () => {
		const data = await employee('reportsToNobody', ['work.reportsTo', 'work.manager']);
		expect(at(data, 'work')).toEqual({ reportsTo: null, manager: null });
	});

	it('shows empty slash keys and labels in the slash-null variant', async () => {
		hibob.variants.slashNulls = true;
		const data = await employee('rehire', ['internal.terminationDate'], 'APPEND');
		hibob.variants.slashNulls = false;
		expect(at(data, '/internal/terminationDate')).toEqual({ value: null });
		expect(at(data, 'humanReadable')).toEqual({ internal: { terminationDate: null } });
	});

	it('spells lifecycle ids in lower case in that variant, and labels as before', async () => {
		hibob.variants.lowerCaseLifecycle = true;
		const fields = ['internal.lifecycleStatus'];
		const data = await employee('birthdayTodayGardenLeave', fields, 'APPEND');
		hibob.variants.lowerCaseLifecycle = false;
		expect(at(data, 'internal', 'lifecycleStatus')).toBe('garden leave');
		expect(at(data, 'humanReadable', 'internal', 'lifecycleStatus')).toBe('Garden leave');
	});
});

describe('labels', () => {
	const label = async (scenario: Scenario, field: string) =>
		at(await employee(scenario, [field], 'APPEND'), 'humanReadable', ...field.split('.'));

	it('show dates as day, month, year, while the machine value stays ISO', async () => {
		const data = await employee('startsToday', ['work.startDate'], 'APPEND');
		expect(at(data, 'work', 'startDate')).toBe('2026-11-23');
		expect(at(data, 'humanReadable', 'work', 'startDate')).toBe('23/11/2026');
	});

	it('show dates in another format when told', async () => {
		hibob.variants.humanDateFormat = 'MM/dd/yyyy';
		expect(await label('startsToday', 'work.startDate')).toBe('11/23/2026');
		hibob.variants.humanDateFormat = 'dd/MM/yyyy';
	});

	it('name the job title whose machine value is a number in a string', async () => {
		expect(personIn(hibob.people, 'reportsToNobody')['work.title']).toMatch(/^\d+$/);
		expect(await label('reportsToNobody', 'work.title')).toBe('Chief Executive Officer');
	});

	it('name the site of an integer site id', async () => {
		const person = personIn(hibob.people, 'startsToday');
		expect(typeof person['work.siteId']).toBe('number');
		expect(await label('startsToday', 'work.siteId')).toBe(person['work.site']);
	});

	it('name the manager, for the object as for the id', async () => {
		const name = personIn(hibob.people, 'managerWithoutEmail')['root.displayName'];
		expect(await label('reportsToManagerWithoutEmail', 'work.reportsTo')).toBe(name);
		expect(await label('reportsToManagerWithoutEmail', 'work.manager')).toBe(name);
	});

	it('write numbers and booleans as text', async () => {
		expect(await label('anniversary5', 'work.tenureYears')).toBe('5');
		expect(await label('anniversary5', 'work.isManager')).toBe('No');
	});

	it('leave a birthday and a creation timestamp as they are', async () => {
		expect(await label('birthdayToday', 'personal.shortBirthDate')).toBe('11-23');
		expect(
			at(
				await employee('birthdayToday', ['root.creationDateTime'], 'APPEND'),
				'humanReadable',
				'creationDateTime',
			),
		).toMatch(/T\d\d:\d\d:\d\d\.\d{6}$/);
	});

	it('show a status that is on no list by itself', async () => {
		expect(await label('birthdayTodaySuspended', 'internal.status')).toBe('Suspended');
	});

	it('take the place of machine values with REPLACE', async () => {
		const data = await employee('startsToday', ['work.startDate', 'work.reportsTo'], 'REPLACE');
		expect(at(data, 'work', 'startDate')).toBe('23/11/2026');
		expect(typeof at(data, 'work', 'reportsTo')).toBe('string');
		expect(data).not.toHaveProperty('humanReadable');
	});
});

describe('permissions', () => {
	it('show the birthday to a user with view, and the birth date only with edit as well', async () => {
		const fields = ['personal.birthDate', 'personal.age', 'personal.shortBirthDate'];
		expect(at(await employee('birthdayToday', fields), 'personal')).toEqual({
			shortBirthDate: '11-23',
		});
		hibob.access.grantEdit('personal');
		expect(at(await employee('birthdayToday', fields), 'personal')).toHaveProperty('birthDate');
	});

	it('may be taken away and given back while the server runs', async () => {
		hibob.access.revokeCategory('personal');
		expect(await employee('birthdayToday', ['personal.shortBirthDate'])).not.toHaveProperty(
			'personal',
		);
		hibob.access.grantCategory('personal');
		expect(await employee('birthdayToday', ['personal.shortBirthDate'])).toHaveProperty('personal');
	});

	it('may be taken away for one field', async () => {
		hibob.access.revokeField('root.email');
		const data = await employee('birthdayToday', ['root.email', 'root.firstName']);
		hibob.access.inheritField('root.email');
		expect(data).not.toHaveProperty('email');
		expect(data).toHaveProperty('firstName');
	});

	it('follow a field into another category', async () => {
		const row = hibob.fields.find(({ id }) => id === 'work.department');
		if (row) row.categoryId = 'home';
		const data = await employee('birthdayToday', ['work.department', 'work.site']);
		if (row) row.categoryId = 'work';
		expect(at(data, 'work')).not.toHaveProperty('department');
	});

	it('hide the custom section until its category is permitted', async () => {
		const fields = [WEDDING_ANNIVERSARY_FIELD];
		expect(await employee('birthdayToday', fields)).not.toHaveProperty('custom');
		hibob.access.grantCategory('category_1726078147147');
		expect(await employee('birthdayToday', fields)).toHaveProperty('custom');
	});
});
