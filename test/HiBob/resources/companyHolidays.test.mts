import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../../../nodes/shared/jsonObject.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { LiveTrigger } from './liveTrigger.mts';
import { clock, runIn } from './publishedTrigger.mts';

// Holidays From HiBob: days off by company calendar, over real HTTP.

/** a Tuesday, and the Wednesday behind it */
const [HOLIDAY, NEXT] = ['2026-11-24', '2026-11-25'];

let hibob: HiBobSandbox;

beforeEach(async () => {
	hibob = await startHiBob({ today: HOLIDAY, rateLimitPerMinute: 100_000 });
	clock('2026-11-23T06:30:00Z');
	const [entry] = hibob.calendarEvents;
	const london = hibob.people.find((person) => person['work.site'] === 'London');
	if (!entry || !london) throw new Error('the sandbox has no calendar');
	const siteId = Number(london['work.siteId']);
	const calendarId = Number(london['payroll.employment.calendarId']);
	const day = { startDate: HOLIDAY, endDate: HOLIDAY };
	hibob.calendarEvents.splice(0, Infinity, { ...entry, ...day, siteId, calendarId });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hibob.stop();
});

const WHEN = { companyCalendars: true, shift: 'next' };

async function live(when: IDataObject = {}): Promise<LiveTrigger> {
	const trigger = new LiveTrigger(hibob, {
		events: ['birthday', 'workAnniversary', 'runCompleted'],
		when: { ...WHEN, ...when },
		options: { includeSkipped: true },
	});
	await trigger.publish('2026-11-23T06:30:00Z', undefined, 'activate');
	return trigger;
}

async function runOf(trigger: LiveTrigger, day: string) {
	hibob.setToday(day);
	return await trigger.beat(`${day}T07:00:31Z`);
}

/** The sites of those who come out for an occasion of a day. */
const sitesOf = (output: INodeExecutionData[][] | null, date: string): unknown[] =>
	(output?.[0] ?? []).flatMap(({ json: { employee, occasion } }) =>
		isObject(occasion) && occasion.date === date && isObject(employee) ? [employee.site] : [],
	);

const warningsOf = (output: INodeExecutionData[][] | null): unknown => runIn(output).warnings;

describe('holidays from HiBob', () => {
	it('move the gifts of those whose calendar has them, and of nobody else', async () => {
		hibob.access.grantManageCalendar();
		const trigger = await live();
		await runOf(trigger, '2026-11-23');
		const onHoliday = sitesOf(await runOf(trigger, HOLIDAY), HOLIDAY);
		const dayAfter = sitesOf(await runOf(trigger, NEXT), HOLIDAY);
		expect(onHoliday.length).toBeGreaterThan(0);
		expect(onHoliday).not.toContain('London');
		expect(dayAfter.length).toBeGreaterThan(0);
		expect(new Set(dayAfter)).toEqual(new Set(['London']));
	});

	it('are those of the typed list where HiBob does not let them be read, and each run says so', async () => {
		const trigger = await live({ holidays: HOLIDAY });
		await runOf(trigger, '2026-11-23');
		const first = await runOf(trigger, HOLIDAY);
		expect(sitesOf(first, HOLIDAY)).toEqual([]);
		expect(warningsOf(first)).toEqual([expect.stringContaining('"Manage company calendar"')]);
		const second = await runOf(trigger, NEXT);
		expect(new Set(sitesOf(second, HOLIDAY)).size).toBeGreaterThan(1);
	});

	it('are asked for only when days off matter', async () => {
		await live({ shift: 'sameDay' });
		const asked = hibob.requests.filter(({ url }) => url.includes('/calendars/'));
		expect(asked).toEqual([]);
	});

	it('stop a run when HiBob does not answer: no answer is not a year without holidays', async () => {
		hibob.access.grantManageCalendar();
		const trigger = await live();
		hibob.faults.add({
			path: '/v1/timeoff/calendars/events/search',
			fault: { kind: 'status', when: 'before', status: 503, body: '' },
		});
		await expect(runOf(trigger, HOLIDAY)).rejects.toThrow('503');
	});

	it('that HiBob adds later move what has not come out, and repeat nothing', async () => {
		hibob.access.grantManageCalendar();
		const trigger = await live();
		const first = sitesOf(await runOf(trigger, HOLIDAY), HOLIDAY);
		hibob.calendarEvents.splice(0, Infinity);
		const second = sitesOf(await runOf(trigger, NEXT), HOLIDAY);
		// without the holiday, London’s gifts of that day are a day late, and still come
		expect(new Set(second)).toEqual(new Set(['London']));
		expect(first).not.toContain('London');
		const third = sitesOf(await runOf(trigger, '2026-11-26'), HOLIDAY);
		expect(third).toEqual([]);
	});
});
