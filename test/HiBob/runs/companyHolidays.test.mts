import { expect, test } from '@jest/globals';
import { withCompanyHolidays } from '../../../nodes/HiBob/runs/companyHolidays.ts';
import { isObject } from '../../../nodes/shared/jsonObject.ts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { pollContext } from '../../n8nCore.mts';
import { answerOnce } from '../../sandbox/hibobClient.mts';
import { answeringHiBob } from '../answeringHiBob.mts';
import { duePolicy } from '../occasions/duePolicies.mts';
import { civil } from '../occasions/calendar.mts';
import { settings } from '../resources/runs.mts';
import { triggerNode } from '../resources/publishedTrigger.mts';

let hibob: HiBobSandbox;

answeringHiBob((started) => {
	hibob = started;
});

const SHIFTED = { duePolicy: duePolicy({ shift: 'next' }) };
const holidaysWith = async (changes: Parameters<typeof settings>[0]) =>
	await withCompanyHolidays(
		pollContext(triggerNode(hibob)),
		settings(changes),
		civil('2026-11-25'),
		civil('2026-11-26'),
	);

test('are read of each calendar and each site that has an ID', async () => {
	answerOnce(hibob, {
		items: [
			{ id: 7, value: 'UK' },
			{ id: null, value: 'Unknown' },
		],
	});
	answerOnce(hibob, {
		items: [
			{ id: null, value: 'Paris' },
			{ id: 17, value: 'London' },
		],
	});
	for (let search = 0; search < 2; search++) answerOnce(hibob, { items: [] });
	const { settings: read } = await holidaysWith({ usesCompanyCalendars: true, ...SHIFTED });
	expect([...(read.daysOff ?? [])].map(([key, days]) => [key, days.size])).toEqual([
		['calendar:7', 0],
		['site:17', 0],
	]);
	const [calendars, sites, ...searches] = hibob.requests;
	expect([calendars?.method, sites?.method]).toEqual(['GET', 'GET']);
	const asked = searches.map(({ body }) => {
		const filters: unknown = isObject(body) ? body.filters : null;
		const last: unknown = Array.isArray(filters) ? filters.at(-1) : null;
		return isObject(last) ? [last.fieldId, last.values] : last;
	});
	expect(asked).toEqual([
		['/calendarEvent/calendarId', ['7']],
		['/calendarEvent/siteId', ['17']],
	]);
});

test.each([
	['they were not asked for', { usesCompanyCalendars: false, ...SHIFTED }],
	['days off move nothing', { usesCompanyCalendars: true }],
])('are not read when %s', async (_, changes) => {
	const { settings: read, warnings } = await holidaysWith(changes);
	expect(read.daysOff).toBeNull();
	expect(warnings).toEqual([]);
	expect(hibob.requests).toEqual([]);
});
