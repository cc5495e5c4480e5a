import { describe, expect, test } from '@jest/globals';
import {
	dateOf,
	isAnswered,
	labelOf,
	machineValue,
	personOf,
	textOf,
	withoutFields,
	withValue,
	wordOf,
} from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { readRoster } from '../../../nodes/HiBob/employees/roster.ts';
import { FIELDS } from '../../../nodes/HiBob/employees/fields.ts';
import { isCivilDate, isMonthDay } from '../../../nodes/shared/civilDate.ts';
import { NOA_ID, recordIn, recordWith } from './people.mts';

describe('the machine value of a field', () => {
	test.each([
		['stands nested below its category', { work: { startDate: '2026-09-06' } }, '2026-09-06'],
		['stands under its slash key', { '/work/startDate': { value: '2026-09-06' } }, '2026-09-06'],
		[
			'is the nested one where both are there',
			{ work: { startDate: '2026-09-06' }, '/work/startDate': { value: '2020-01-01' } },
			'2026-09-06',
		],
		[
			'is the slash one where the nested one was omitted',
			{ work: { title: null }, '/work/startDate': { value: '2026-09-06' } },
			'2026-09-06',
		],
		['is null where it is empty', { work: { startDate: null } }, null],
		['is null where the slash key says so', { '/work/startDate': { value: null } }, null],
		[
			'is null where both say so',
			{ work: { startDate: null }, '/work/startDate': { value: null } },
			null,
		],
		['is undefined where it was omitted', { work: {} }, undefined],
		['is undefined where its category was omitted', {}, undefined],
		['is undefined below a category that is empty', { work: null }, undefined],
		['is undefined below a category that is a text', { work: 'startDate' }, undefined],
		['is undefined below a category that is a list', { work: [{ startDate: 'x' }] }, undefined],
		['is undefined where the slash key holds no value', { '/work/startDate': {} }, undefined],
		['is undefined where the slash key is no object', { '/work/startDate': 'x' }, undefined],
		['is never the label', { humanReadable: { work: { startDate: '06/09/2026' } } }, undefined],
	])('%s', (_, parts, expected) => {
		expect(machineValue(recordWith(parts), 'startDate')).toBe(expected);
	});

	test('of a root field stands at the top or under its slash key', () => {
		expect(machineValue(recordWith({ email: 'a@work.example' }), 'workEmail')).toBe(
			'a@work.example',
		);
		const slashed = { '/root/email': { value: 'a@work.example' } };
		expect(machineValue(recordWith(slashed), 'workEmail')).toBe('a@work.example');
		expect(machineValue(recordWith({ root: { email: 'a@work.example' } }), 'workEmail')).toBe(
			undefined,
		);
	});

	test('of a field with one path is found for every field that the nodes read', () => {
		for (const [name, { id }] of Object.entries(FIELDS)) {
			const slashed = recordWith({ [`/${id.split('.').join('/')}`]: { value: 'here' } });
			const found = Object.entries(FIELDS).flatMap(([other]) =>
				isFieldName(other) && machineValue(slashed, other) === 'here' ? [other] : [],
			);
			// the id itself stands at the top as well, and is read there
			expect(found).toEqual(name === 'id' ? [] : [name]);
		}
	});

	test('is answered when it is there, be it empty', () => {
		expect(isAnswered(recordWith({ work: { startDate: null } }), 'startDate')).toBe(true);
		expect(isAnswered(recordWith({ '/work/startDate': { value: null } }), 'startDate')).toBe(true);
		expect(isAnswered(recordWith({ work: {} }), 'startDate')).toBe(false);
	});
});

describe('names that every JavaScript object has', () => {
	test('are no fields when HiBob left them out', () => {
		const record = recordWith({ work: {}, internal: {} });
		for (const name of ['startDate', 'status', 'firstName', 'title'] as const) {
			expect(machineValue(record, name)).toBeUndefined();
		}
	});

	test('are none either when something has been added to them', () => {
		const inherited = { firstName: 'Eve', work: { title: 'Queen' } };
		const [record] = readRoster({
			employees: [Object.setPrototypeOf({ id: NOA_ID }, inherited)],
		}).employees;
		if (!record) throw new Error('the answer holds no employee');
		expect(machineValue(record, 'firstName')).toBeUndefined();
		expect(machineValue(record, 'title')).toBeUndefined();
	});

	test('do no harm as keys of the answer', () => {
		const record = recordIn(
			`{"id":"${NOA_ID}","__proto__":{"work":{"startDate":"2020-01-01"},"firstName":"Eve"},` +
				`"constructor":{"prototype":{"email":"eve@work.example"}},` +
				`"work":{"__proto__":{"title":"Queen"}},"humanReadable":{"__proto__":{"work":{"site":"Mars"}}}}`,
		);
		expect(machineValue(record, 'startDate')).toBeUndefined();
		expect(machineValue(record, 'firstName')).toBeUndefined();
		expect(machineValue(record, 'workEmail')).toBeUndefined();
		expect(machineValue(record, 'title')).toBeUndefined();
		expect(labelOf(record, 'site')).toBeNull();
		expect(Object.hasOwn(Object.prototype, 'work')).toBe(false);
		expect(Object.hasOwn(Object.prototype, 'email')).toBe(false);
	});
});

describe('a text', () => {
	test.each([
		['is trimmed', ' Noa ', 'Noa'],
		['that is empty is null', '', null],
		['of spaces is null', '  ', null],
		['that is null is null', null, null],
	])('%s', (_, firstName, expected) => {
		expect(textOf(recordWith({ firstName }), 'firstName')).toBe(expected);
	});

	test.each([[17], [true], [{}], [['Noa']]])('that is %j is null, and named', (firstName) => {
		const unreadable: string[] = [];
		expect(textOf(recordWith({ firstName }), 'firstName', unreadable)).toBeNull();
		expect(unreadable).toEqual(['root.firstName']);
	});
});

describe('a list value', () => {
	const labelled = (title: unknown, label: unknown) =>
		labelOf(recordWith({ work: { title }, humanReadable: { work: { title: label } } }), 'title');

	test.each([
		['is its label', '252', ' Engineer ', 'Engineer'],
		['is its machine value where there is no label', 'engineer', undefined, 'engineer'],
		['is its machine value where the label is empty', 'engineer', ' ', 'engineer'],
		['is its machine value where the label is null', 'engineer', null, 'engineer'],
		['may have a number as machine value', 252, undefined, '252'],
		['is null where it is empty', null, undefined, null],
	])('%s', (_, machine, label, expected) => {
		expect(labelled(machine, label)).toBe(expected);
	});

	test('that is an object is null, and named', () => {
		const unreadable: string[] = [];
		expect(labelOf(recordWith({ work: { title: { id: 1 } } }), 'title', unreadable)).toBeNull();
		expect(unreadable).toEqual(['work.title']);
	});
});

describe('a word that the rules know', () => {
	const word = (machine: unknown, label?: unknown) =>
		wordOf(
			recordWith({ internal: { status: machine }, humanReadable: { internal: { status: label } } }),
			'status',
			['Active', 'Inactive'],
		);

	test.each([
		['is found as it is', 'Active', undefined, 'Active'],
		['is found in lower case', 'active', undefined, 'Active'],
		['is found in capitals, with spaces', ' INACTIVE ', undefined, 'Inactive'],
		['is found by the machine value beside a translated label', 'active', 'Aktiv', 'Active'],
		['is found by the label beside a numeric id', '2661', 'Inactive', 'Inactive'],
		['is found by the label beside a number', 2661, 'Active', 'Active'],
		['is not found within another word', 'Inactivated', undefined, 'Inactivated'],
		['that is unknown stays as it is', 'suspended', undefined, 'suspended'],
		['that is unknown is shown by its label', 'suspended', 'Suspendiert', 'Suspendiert'],
		['is null where HiBob gives none', null, undefined, null],
		['is null where HiBob left it out', undefined, undefined, null],
	])('%s', (_, machine, label, expected) => {
		expect(word(machine, label)).toBe(expected);
	});
});

describe('a date', () => {
	test('is read from the machine value', () => {
		expect(
			dateOf(recordWith({ work: { startDate: '2026-09-06' } }), 'startDate', isCivilDate),
		).toBe('2026-09-06');
	});

	test('is never read from the label, which depends on the locale of the service user', () => {
		const record = recordWith({
			work: { startDate: null },
			humanReadable: {
				work: { startDate: '06/09/2026' },
				personal: { shortBirthDate: '09-06' },
			},
		});
		expect(dateOf(record, 'startDate', isCivilDate)).toBeNull();
		expect(dateOf(record, 'shortBirthDate', isMonthDay)).toBeNull();
	});

	test.each([
		['a locale form', '06/09/2026'],
		['a day that does not exist', '2026-02-29'],
		['an instant', '2026-09-06T00:00:00'],
		['a word', 'tomorrow'],
		['a number', 1_757_116_800],
		['a control character', '\u0000'],
		['an invisible character', '\u200B'],
	])('that is %s is null, and named', (_, startDate) => {
		const unreadable: string[] = [];
		const record = recordWith({ work: { startDate } });
		expect(dateOf(record, 'startDate', isCivilDate, unreadable)).toBeNull();
		expect(unreadable).toEqual(['work.startDate']);
	});
});

describe('a person that a field points to', () => {
	const manager = (reportsTo: unknown) => personOf(recordWith({ work: { reportsTo } }), 'manager');

	test('has id, name and e-mail address', () => {
		expect(
			manager({ id: '17', firstName: 'Ada', displayName: ' Ada Cole ', email: 'ada@work.example' }),
		).toEqual({ id: '17', displayName: 'Ada Cole', email: 'ada@work.example' });
	});

	test('lacks what HiBob did not give', () => {
		expect(manager({ id: 17, email: ' ' })).toEqual({ id: null, displayName: null, email: null });
	});

	test('is null where there is nobody', () => {
		expect(manager(null)).toBeNull();
		expect(personOf(recordWith(), 'manager')).toBeNull();
	});

	test('may stand under the slash key', () => {
		const record = recordWith({ '/work/reportsTo': { value: { id: '17' } } });
		expect(personOf(record, 'manager')?.id).toBe('17');
	});

	test.each([['Ada Cole'], [17], [['17']]])('that is %j is null, and named', (reportsTo) => {
		const unreadable: string[] = [];
		expect(personOf(recordWith({ work: { reportsTo } }), 'manager', unreadable)).toBeNull();
		expect(unreadable).toEqual(['work.reportsTo']);
	});
});

function isFieldName(name: string): name is keyof typeof FIELDS {
	return Object.hasOwn(FIELDS, name);
}

describe('whether a field is answered', () => {
	const answered = (work: unknown, slash: unknown) =>
		isAnswered(
			recordWith({
				...(work !== undefined && { work: { startDate: work } }),
				...(slash !== undefined && { '/work/startDate': { value: slash } }),
			}),
			'startDate',
		);

	test.each([
		['2026-09-06', undefined, true],
		[undefined, '2026-09-06', true],
		[null, undefined, true],
		[undefined, null, true],
		[undefined, undefined, false],
		['2026-09-06', '2026-09-06', true],
		['2026-09-06', '2026-09-07', false],
		['2026-09-06', null, false],
		[null, '2026-09-06', false],
		['', '2026-09-06', false],
		[null, null, true],
		[null, '', true],
		['  ', null, true],
		['', ' ', true],
		[0, null, false],
		[null, 0, false],
	])('nested %j and under the slash key %j: %s', (work, slash, expected) => {
		expect(answered(work, slash)).toBe(expected);
	});
});

describe('another value of a field', () => {
	test('stands in every place where HiBob returns it, beside what is there', () => {
		const before = recordWith({
			work: { site: 'London', title: 'Engineer' },
			'/work/site': { value: 'London', kept: true },
			humanReadable: { work: { title: 'Engineer' }, home: {} },
		});
		const copy = structuredClone(before);
		expect(withValue(before, 'site', 'Paris')).toEqual({
			id: NOA_ID,
			work: { site: 'Paris', title: 'Engineer' },
			'/work/site': { value: 'Paris', kept: true },
			humanReadable: { work: { title: 'Engineer', site: 'Paris' }, home: {} },
		});
		expect(before).toEqual(copy);
	});

	test('stands there too where HiBob returned nothing, or something else', () => {
		const expected = {
			id: NOA_ID,
			work: { site: 'Paris' },
			'/work/site': { value: 'Paris' },
			humanReadable: { work: { site: 'Paris' } },
		};
		expect(withValue(recordWith(), 'site', 'Paris')).toEqual(expected);
		expect(withValue(recordWith({ work: 'x', humanReadable: null }), 'site', 'Paris')).toEqual(
			expected,
		);
	});
});

describe('a record without some of its fields', () => {
	test('lacks them in every place, and what is empty then', () => {
		const record = recordWith({
			firstName: 'Noa',
			work: { site: 'London', title: 'Engineer' },
			home: { city: 'Leeds' },
			'/work/site': { value: 'London' },
			'/work/title': { value: 'Engineer' },
			humanReadable: { work: { site: 'London' } },
		});
		const copy = structuredClone(record);
		expect(
			withoutFields(record, ['work.site', 'home.city', 'work.missing', 'about.hobbies']),
		).toEqual({
			id: NOA_ID,
			firstName: 'Noa',
			work: { title: 'Engineer' },
			'/work/title': { value: 'Engineer' },
		});
		expect(record).toEqual(copy);
		expect(withoutFields(record, [])).toEqual(record);
	});

	test('keeps the ID, and what is no object where fields are looked for', () => {
		const empty = recordWith({ work: null });
		expect(withoutFields(empty, ['work.site'])).toEqual(empty);
		const record = recordWith({ work: 'nothing' });
		expect(withoutFields(record, ['root.id', 'work.site'])).toEqual(record);
	});
});

test('a field of the root, and one that only has root in its name, are two', () => {
	const record = recordWith({ firstName: 'Noa', work: { root: { site: 'x' } } });
	expect(withoutFields(record, ['work.root.site'])).toEqual({ id: NOA_ID, firstName: 'Noa' });
	expect(withoutFields(record, ['root.firstName'])).toEqual({
		id: NOA_ID,
		work: { root: { site: 'x' } },
	});
});

describe('what is empty is not unreadable', () => {
	test.each([['  '], [''], [null], [undefined]])('as a date: %j', (startDate) => {
		const unreadable: string[] = [];
		const record = recordWith({ work: { startDate } });
		expect(dateOf(record, 'startDate', isCivilDate, unreadable)).toBeNull();
		expect(unreadable).toEqual([]);
	});

	test.each([[null], [undefined]])('as a person: %j', (reportsTo) => {
		const unreadable: string[] = [];
		expect(personOf(recordWith({ work: { reportsTo } }), 'manager', unreadable)).toBeNull();
		expect(unreadable).toEqual([]);
	});

	test('and a date may have spaces around it', () => {
		const record = recordWith({ work: { startDate: ' 2026-09-06 ' } });
		expect(dateOf(record, 'startDate', isCivilDate)).toBe('2026-09-06');
	});
});
