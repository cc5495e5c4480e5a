import { expect, test } from '@jest/globals';
import {
	bySoonest,
	simplifiedUpcoming,
	upcomingOccasions,
} from '../../../nodes/HiBob/runs/upcoming.ts';
import {
	employeeItem,
	unidentifiedItem,
	withWhy,
} from '../../../nodes/HiBob/employees/employeeItem.ts';
import type { Employee } from '../../../nodes/HiBob/employees/employee.ts';
import { civil } from '../occasions/calendar.mts';
import { birthday } from '../occasions/wanted.mts';
import { companyOf, person, SAME_DAY, settings } from '../resources/runs.mts';
import { employee, LONDON, NOA_ID, occasionOn } from '../employees/people.mts';

const ALL = { address: true, personalEmail: true, phone: true };
const NONE = { address: false, personalEmail: false, phone: false };

function upcoming(
	occasion = occasionOn('birthday', '2026-11-23'),
	about: Partial<Employee> = {},
	chosen: Parameters<typeof employeeItem>[2] = { fields: {}, notReadable: [] },
) {
	const item = employeeItem(employee(about), occasion, chosen, 'noa@home.example');
	return {
		...withWhy(item, { reason: null, explanation: null }),
		eligible: true as const,
		runDate: civil('2026-11-23'),
	};
}

const UNREADABLE = {
	...unidentifiedItem(
		{ id: null, place: 'Row 2', explanation: 'No ID', rows: [] },
		'birthday',
		civil('2026-11-23'),
	),
	eligible: false as const,
	runDate: null,
};

const ROW = {
	name: 'Noa Levi',
	email: 'noa@home.example',
	reason: null,
	explanation: null,
	employeeId: NOA_ID,
	displayName: 'Noa Levi',
	event: 'birthday',
	years: null,
	date: '2026-11-23',
	dueDate: '2026-11-23',
	eligible: true,
};

test('an upcoming occasion is one row, without what was not asked for', () => {
	expect(simplifiedUpcoming(upcoming(), NONE)).toEqual(ROW);
	const reachable = upcoming(undefined, { phone: '+44', address: LONDON });
	expect(simplifiedUpcoming(reachable, ALL)).toEqual({ ...ROW, phone: '+44', address: LONDON });
	expect(simplifiedUpcoming(reachable, { ...NONE, phone: true })).toEqual({ ...ROW, phone: '+44' });
});

test('its row has the field of a custom date, the days after the start, and the years', () => {
	const custom = occasionOn('customDate', '2026-11-23');
	expect(simplifiedUpcoming(upcoming(custom), NONE)).toEqual({
		...ROW,
		event: 'customDate',
		field: 'work.custom.field_1',
	});
	const anniversary = { ...occasionOn('workAnniversary', '2026-11-23'), years: 5 };
	expect(simplifiedUpcoming(upcoming(anniversary), NONE)).toMatchObject({ years: 5 });
});

test('its row has the chosen fields, and those that were not readable', () => {
	const chosen = { fields: { 'work.site': 'Oslo', 'x.y': null }, notReadable: ['x.y'] };
	expect(simplifiedUpcoming(upcoming(undefined, {}, chosen), NONE)).toEqual({
		...ROW,
		fields: { 'work.site': 'Oslo', 'x.y': null },
		fieldsNotReadable: ['x.y'],
	});
});

test('a row that identifies nobody has no day', () => {
	expect(simplifiedUpcoming(UNREADABLE, ALL)).toEqual({
		name: 'Unknown (Row 2)',
		email: null,
		reason: 'dataUnreadable',
		explanation: 'No ID. If this happens again, show it to HiBob’s support',
		employeeId: null,
		displayName: null,
		event: 'birthday',
		years: null,
		date: null,
		dueDate: null,
		eligible: false,
		phone: null,
		address: null,
	});
});

const TODAY = civil('2026-11-23');
const WEEK = { from: TODAY, until: civil('2026-11-29') };
const upcomingOf = (roster: ReturnType<typeof person>[], daysBefore = 0, catchUpDays = 7) => {
	const duePolicy = { ...SAME_DAY, daysBefore };
	const chosen = settings({ wanted: [birthday], duePolicy, catchUpDays });
	return upcomingOccasions(companyOf(roster), chosen, chosen.schedule, WEEK, TODAY);
};

test('unreadable people come last, with no day on which they would get anything', () => {
	const broken = person('2', { birthday: '31-02' });
	const [first, last] = upcomingOf([broken, person('1', { birthday: '11-25' })]);
	expect(first).toMatchObject({ eligible: true, runDate: '2026-11-25' });
	expect(last).toMatchObject({
		eligible: false,
		runDate: null,
		reason: 'dataUnreadable',
		employee: { id: '2' },
	});
});

test('those of new starters are caught up once they have started', () => {
	const starter = person('1', {
		birthday: '11-26',
		startDate: '2026-11-26',
		status: 'Inactive',
		lifecycleStatus: 'Hired',
	});
	// due three days before, on which they are not there yet
	expect(upcomingOf([starter], 3)).toMatchObject([{ eligible: true, runDate: '2026-11-26' }]);
	expect(upcomingOf([starter], 3, 2)).toMatchObject([{ eligible: false, runDate: null }]);
});

test('the reason is that of the due day, whatever happens while it would be caught up', () => {
	const leaver = person('1', {
		birthday: '11-24',
		email: null,
		terminationDate: '2026-11-25',
	});
	expect(upcomingOf([leaver])).toMatchObject([{ eligible: false, reason: 'noEmail' }]);
});

test('unreadable people stay in the order in which they came', () => {
	const named = (displayName: string) => ({
		...UNREADABLE,
		employee: { ...UNREADABLE.employee, displayName },
	});
	const both = [named('Zoe'), named('Ada')];
	expect(both.toSorted(bySoonest)).toEqual(both);
});

test('the soonest comes first, then by name, and what has no day last', () => {
	const later = upcoming(occasionOn('birthday', '2026-11-24'), { displayName: 'Ada' });
	const [bob, ada] = [
		upcoming(undefined, { displayName: 'Bob' }),
		upcoming(undefined, { displayName: 'Ada' }),
	];
	const nameless = upcoming(undefined, { displayName: null });
	expect([UNREADABLE, later, bob, UNREADABLE, ada, nameless].sort(bySoonest)).toEqual([
		nameless,
		ada,
		bob,
		later,
		UNREADABLE,
		UNREADABLE,
	]);
});
