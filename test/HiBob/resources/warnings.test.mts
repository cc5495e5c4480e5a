import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { pollContext } from '../../n8nCore.mts';
import { clock, published, triggerNode } from './publishedTrigger.mts';

const DAY = '2026-11-23';
let hibob: HiBobSandbox;

beforeEach(async () => {
	hibob = await startHiBob({ today: DAY, rateLimitPerMinute: 100_000 });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hibob.stop();
});

const warned = (): (() => string[]) => {
	const warn = jest.spyOn(pollContext(triggerNode(hibob)).logger, 'warn').mockReturnValue();
	return () => warn.mock.calls.map(([text]) => text);
};

it('names the trigger in each warning of a publishing', async () => {
	const warnings = warned();
	hibob.access.grantManageCalendar();
	for (const person of hibob.people) person['personal.shortBirthDate'] = DAY.slice(5);
	const [entry] = hibob.calendarEvents;
	if (!entry) throw new Error('the sandbox has no calendar');
	const unreadable = { ...entry, startDate: DAY, endDate: '2026-11-01' };
	hibob.calendarEvents.splice(0, Infinity, unreadable);
	clock(`${DAY}T12:00:00Z`);
	const when = { companyCalendars: true, shift: 'next' };
	await published(hibob, { events: ['birthday'], when });
	expect(warnings()).toEqual([
		expect.stringMatching(/^HiBob Employees: An entry of HiBob’s company calendar has unreadable/),
		expect.stringMatching(/^HiBob Employees: \d+ .*occasions/),
	]);
});
