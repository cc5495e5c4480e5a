import { describe, expect, test } from '@jest/globals';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import type { Unidentified } from '../../../nodes/HiBob/employees/roster.ts';
import { rosterRun, rosterSample } from '../../../nodes/HiBob/runs/rosterRun.ts';
import type { TriggerSettings } from '../../../nodes/HiBob/resources/trigger/settings.ts';
import { isObject } from '../../../nodes/shared/jsonObject.ts';
import type { JsonObject } from '../../../nodes/shared/jsonObject.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { reasonsBut, recordWith, rules } from '../employees/people.mts';
import { civil } from '../occasions/calendar.mts';
import { companyOf, CUSTOM_FIELD, keysOf, person, settings } from '../resources/runs.mts';

const TODAY = civil('2026-11-25');
const COMPARING = ['employeeAdded', 'employeeChanged', 'employeeLeft'] as const;
const LEFT_LAST_WEEK = { terminationDate: '2026-11-18' };

const NOA = {
	email: 'noa@work.example',
	firstName: 'Noa',
	surname: 'Levi',
	displayName: 'Noa Levi',
	work: {
		title: 'Engineer',
		department: 'R&D',
		site: 'London',
		reportsTo: { id: '17', displayName: 'Ada Cole', email: 'ada@work.example' },
		startDate: '2021-05-04',
		custom: { field_1: 'red', field_2: 'Nono' },
	},
	internal: { status: 'Active', lifecycleStatus: 'Employed', terminationDate: null },
	home: { privateEmail: 'noa@home.example', mobilePhone: '+44 20 7946 0000' },
	address: { line1: '1 High Street', city: 'London', postCode: 'N1 1AA', country: 'GB' },
};

/** Noa with one field changed, by its path. */
function noaWith(path: string, value: unknown): HiBobRecord {
	const changed = (part: JsonObject, [key = '', ...rest]: string[]): JsonObject => {
		const inner = part[key];
		return { ...part, [key]: rest.length > 0 && isObject(inner) ? changed(inner, rest) : value };
	};
	return recordWith(changed(NOA, path.split('.')));
}

const chosen = (changes: Partial<TriggerSettings> = {}): TriggerSettings =>
	settings({ rosterEvents: new Set(COMPARING), ...changes });

/** The fields that count as changed when Noa turns into this. */
function changedIn(changed: HiBobRecord, changes: Partial<TriggerSettings> = {}): unknown[] {
	const before = rosterRun(companyOf([recordWith(NOA)]), chosen(changes), null, TODAY).after;
	const { items } = rosterRun(companyOf([changed]), chosen(changes), before, TODAY);
	return items.flatMap((item) => ('changedFields' in item ? item.changedFields : item.key));
}

describe('a change is noticed in', () => {
	test.each([
		['email', 'noa.levi@work.example', ['workEmail']],
		['firstName', 'Noah', ['firstName']],
		['surname', 'Cohen', ['lastName']],
		['displayName', 'N. Levi', ['displayName']],
		['work.title', 'Architect', ['title']],
		['work.department', 'Product', ['department']],
		['work.site', 'Berlin', ['site']],
		['work.reportsTo.id', '18', ['manager']],
		['work.startDate', '2021-05-05', ['startDate']],
		['internal.lifecycleStatus', 'ParentalLeave', ['lifecycleStatus']],
		['internal.terminationDate', '2026-12-31', ['terminationDate']],
		['home.privateEmail', 'levi@home.example', ['personalEmail']],
		['home.mobilePhone', '+44 20 7946 0001', ['phone']],
		['address.line1', '2 High Street', ['address']],
		['address.city', 'Leeds', ['address']],
	])('%s', (path, value, names) => {
		expect(changedIn(noaWith(path, value))).toEqual(names);
	});

	test('an extra field, under its ID, and the preferred name, under both', () => {
		const NICKNAME = 'work.custom.field_2';
		expect(
			changedIn(noaWith(CUSTOM_FIELD, 'blue'), {
				extraFields: [CUSTOM_FIELD],
				watchedFields: [CUSTOM_FIELD],
			}),
		).toEqual([CUSTOM_FIELD]);
		expect(changedIn(noaWith(NICKNAME, 'Nini'), { preferredNameField: NICKNAME })).toEqual([
			'firstName',
			'displayName',
			NICKNAME,
		]);
	});

	test('no other field', () => {
		expect(changedIn(noaWith(CUSTOM_FIELD, 'blue'))).toEqual([]);
		expect(changedIn(noaWith('work.reportsTo.email', 'cole@work.example'))).toEqual([]);
	});

	test.each([
		['home.privateEmail', { address: true, personalEmail: false, phone: true }],
		['home.mobilePhone', { address: true, personalEmail: true, phone: false }],
		['address.line1', { address: false, personalEmail: true, phone: true }],
	])('%s only when items have it', (path, returned) => {
		expect(changedIn(noaWith(path, 'another'), { returned })).toEqual([]);
	});
});

test('a change of status is noticed where inactive people have a place', () => {
	const inactive = noaWith('internal.status', 'Inactive');
	const changes = { rules: rules({ reasons: reasonsBut('notActive') }) };
	expect(changedIn(inactive, changes)).toEqual(['status']);
});

test('what only rules read is not watched', () => {
	const watchedWith = (returned: Partial<TriggerSettings['returned']>) => {
		const none = { address: false, personalEmail: false, phone: false };
		const given = chosen({ returned: { ...none, ...returned } });
		return rosterRun(companyOf([recordWith(NOA)]), given, null, TODAY).after?.watched ?? [];
	};
	const always = watchedWith({});
	for (const name of ['address', 'personalEmail', 'phone']) {
		expect(always).not.toContain(name);
		expect(watchedWith({ [name]: true })).toEqual([...always, name]);
	}
});

test('fields are watched in the same order, whatever the order in which they were chosen', () => {
	const memoryOf = (watchedFields: string[]) =>
		rosterRun(companyOf([recordWith(NOA)]), chosen({ watchedFields }), null, TODAY).after;
	expect(memoryOf(['work.b', 'work.a'])).toEqual(memoryOf(['work.a', 'work.b']));
	expect(memoryOf(['work.b', 'work.a'])?.watched).toEqual([
		'workEmail',
		'firstName',
		'lastName',
		'displayName',
		'title',
		'department',
		'site',
		'manager',
		'startDate',
		'status',
		'lifecycleStatus',
		'terminationDate',
		'personalEmail',
		'address',
		'phone',
		'work.a',
		'work.b',
	]);
});

const ROW: Unidentified = {
	id: null,
	place: 'Row 3',
	explanation: 'Row 3 of HiBob’s answer has no readable employee ID',
	rows: [],
};

/** Who is in, who has left, and whom nothing readable says anything about. */
const MIXED = [
	person('in', {}),
	person('left', { status: 'Inactive', ...LEFT_LAST_WEEK }),
	person('unreadable', { terminationDate: 'soon' }),
];

describe('who is skipped', () => {
	const skippedIn = (...events: ('employeeSynced' | 'employeeLeft')[]) => {
		const company = { ...companyOf(MIXED), unidentified: [ROW] };
		const run = rosterRun(company, chosen({ rosterEvents: new Set(events) }), null, TODAY);
		return run.skipped.map(({ event, reason, employee: { id } }) => [event, id, reason]);
	};

	test('is everyone when everyone is listed', () => {
		expect(skippedIn('employeeSynced').map(([, id, reason]) => [id, reason])).toEqual([
			['left', 'terminated'],
			['unreadable', 'dataUnreadable'],
			[null, 'dataUnreadable'],
		]);
	});

	test('is only who cannot be read when changes are listed', () => {
		expect(skippedIn('employeeLeft').map(([, id, reason]) => [id, reason])).toEqual([
			['unreadable', 'dataUnreadable'],
			[null, 'dataUnreadable'],
		]);
	});
});

describe('a run', () => {
	test('without roster events returns and remembers nothing', () => {
		const none = chosen({ rosterEvents: new Set() });
		expect(rosterRun(companyOf(MIXED), none, null, TODAY)).toEqual({
			items: [],
			skipped: [],
			after: null,
		});
		expect(rosterSample(companyOf(MIXED), none, TODAY, 10)).toEqual({ items: [], skipped: [] });
	});

	test('that lists everyone remembers nothing', () => {
		const synced = chosen({ rosterEvents: new Set(['employeeSynced'] as const) });
		const { items, after } = rosterRun(companyOf(MIXED), synced, null, TODAY);
		expect(keysOf(items)).toEqual(['hibob:in:employeeSynced:2026-11-25']);
		expect(after).toBeNull();
	});

	test('takes only those for leavers who are known to have left', () => {
		const everyoneIn = MIXED.map(({ id }) => person(id, {}));
		const { after } = rosterRun(companyOf(everyoneIn), chosen(), null, TODAY);
		const { items } = rosterRun(companyOf(MIXED), chosen(), after, TODAY);
		expect(keysOf(items)).toEqual(['hibob:left:employeeLeft:2026-11-25']);
		const unknown = rosterRun(
			companyOf(MIXED.map(({ id }) => recordWith({ id, internal: { lifecycleStatus: null } }))),
			chosen(),
			after,
			TODAY,
		);
		expect(unknown.items).toEqual([]);
	});

	test('takes nobody for a leaver whose row identifies nobody', () => {
		const two = companyOf([person('17', {}), person('18', {})]);
		const { after } = rosterRun(two, chosen(), null, TODAY);
		const runWith = (id: string | null) =>
			rosterRun(
				{ ...companyOf([person('18', {})]), unidentified: [{ ...ROW, id }] },
				chosen(),
				after,
				TODAY,
			).items.map(({ key }) => key);
		expect(runWith('17')).toEqual([]);
		expect(runWith(null)).toEqual([]);
		expect(runWith('19')).toEqual(['hibob:17:employeeLeft:2026-11-25']);
	});

	test('stops when too many would count as leavers', () => {
		const twenty = Array.from({ length: 20 }, (_, index) => person(String(index + 1), {}));
		const { after } = rosterRun(companyOf(twenty), chosen(), null, TODAY);
		expect(
			explanationOf(() => rosterRun(companyOf(twenty.slice(5)), chosen(), after, TODAY)),
		).toMatchObject({
			message: '5 of 20 employees would count as leavers since the last run',
		});
		expect(rosterRun(companyOf(twenty.slice(4)), chosen(), after, TODAY).items).toHaveLength(4);
	});
});

test('a sample shows some employees as the first event, and nobody who left long ago', () => {
	const long = person('long', { status: 'Inactive', terminationDate: '2020-06-30' });
	const company = companyOf([long, ...MIXED, person('also', {})]);
	const { items, skipped } = rosterSample(company, chosen(), TODAY, 1);
	expect(items).toMatchObject([{ event: 'employeeAdded', employee: { id: 'in' } }]);
	expect(skipped.map(({ employee: { id } }) => id)).toEqual(['left']);
});
