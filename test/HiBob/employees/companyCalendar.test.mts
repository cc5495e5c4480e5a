import { expect, test } from '@jest/globals';
import { companyCalendarOf } from '../../../nodes/HiBob/employees/companyCalendar.ts';
import { recordWith } from './people.mts';

const employed = (calendarId: unknown, siteId: unknown) =>
	recordWith({ payroll: { employment: { calendarId } }, work: { siteId } });

test.each<[unknown, unknown, string | null, string]>([
	[2606510, 2606110, 'calendar:2606510', 'of the employment goes first'],
	['2606510', 2606110, 'calendar:2606510', 'may have its id as a text'],
	[null, 2606110, 'site:2606110', 'of the site stands in'],
	['', ' 2606110 ', 'site:2606110', 'of the site stands in for an empty text'],
	[undefined, 2606110, 'site:2606110', 'of the site stands in where there is no view of the other'],
	[{ id: 1 }, 2606110, 'site:2606110', 'of the site stands in for what is no id'],
	[2606510, null, 'calendar:2606510', 'needs no site'],
	[null, null, null, 'is none without either'],
	[undefined, undefined, null, 'is none where neither can be viewed'],
])('with calendar %j and site %j, the calendar is %j: that %s', (calendar, site, expected) => {
	expect(companyCalendarOf(employed(calendar, site))).toBe(expected);
});

test('a calendar that the company no longer has gives way to that of the site', () => {
	const isKnown = (id: string) => id === '2606511';
	expect(companyCalendarOf(employed(2606510, 2606110), isKnown)).toBe('site:2606110');
	expect(companyCalendarOf(employed(2606511, 2606110), isKnown)).toBe('calendar:2606511');
	expect(companyCalendarOf(employed(2606510, null), isKnown)).toBeNull();
});
