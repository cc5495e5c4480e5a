import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runDay, scheduleId, timeOfDay } from '../../../nodes/shared/schedule/runSchedule.ts';
import { isTimeZone } from '../../../nodes/shared/timeZone.ts';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import { RUNS } from '../propertyRuns.mts';
import { anyDate } from '../../HiBob/occasions/calendar.mts';

const at = (instant: string, timeZone: string, runAt = '07:00') =>
	runDay({ mode: 'onceADay', runAt, timeZone }, Date.parse(instant));

describe('the day of a run is the date in its time zone', () => {
	test.each([
		['2026-11-23T09:59:59Z', 'Pacific/Honolulu', '2026-11-22'],
		['2026-11-23T10:00:00Z', 'Pacific/Honolulu', '2026-11-23'],
		['2026-11-23T09:59:59Z', 'Pacific/Kiritimati', '2026-11-23'],
		['2026-11-23T10:00:00Z', 'Pacific/Kiritimati', '2026-11-24'],
		['2026-11-23T10:00:00Z', 'UTC', '2026-11-23'],
		['2026-11-23T23:59:59.999Z', 'UTC', '2026-11-23'],
		['2026-11-24T00:00:00Z', 'UTC', '2026-11-24'],
		['2026-12-31T18:29:00Z', 'Asia/Kolkata', '2026-12-31'],
		['2026-12-31T18:30:00Z', 'Asia/Kolkata', '2027-01-01'],
		['2028-02-29T04:59:00Z', 'America/New_York', '2028-02-28'],
		['2028-02-29T05:00:00Z', 'America/New_York', '2028-02-29'],
		['2026-06-30T23:00:00Z', 'Europe/London', '2026-07-01'],
	])('at %s in %s: %s', (instant, timeZone, today) => {
		expect(at(instant, timeZone).today).toBe(today);
	});
});

describe('the run time is reached', () => {
	test.each([
		['2026-11-23T06:59:59Z', 'UTC', '07:00', false, 'a second before'],
		['2026-11-23T07:00:00Z', 'UTC', '07:00', true, 'on the minute'],
		['2026-11-23T23:59:59Z', 'UTC', '07:00', true, 'for the rest of the day'],
		['2026-11-24T00:00:00Z', 'UTC', '07:00', false, 'no longer at midnight'],
		['2026-11-24T00:00:00Z', 'UTC', '00:00', true, 'at midnight, when that is the run time'],
		['2026-11-23T23:58:59Z', 'UTC', '23:59', false, 'not before the last minute'],
		['2026-11-23T23:59:00Z', 'UTC', '23:59', true, 'in the last minute'],
		['2026-11-23T16:59:00Z', 'Pacific/Honolulu', '07:00', false, 'west of Greenwich, before'],
		['2026-11-23T17:00:00Z', 'Pacific/Honolulu', '07:00', true, 'west of Greenwich'],
		['2026-11-22T16:59:00Z', 'Pacific/Kiritimati', '07:00', false, 'east of Greenwich, before'],
		['2026-11-22T17:00:00Z', 'Pacific/Kiritimati', '07:00', true, 'east of Greenwich, on the 23rd'],
		['2026-03-29T00:59:59Z', 'Europe/London', '01:30', false, 'before the clock jumps over it'],
		['2026-03-29T01:00:00Z', 'Europe/London', '01:30', true, 'once the clock has jumped over it'],
		['2026-10-25T00:29:00Z', 'Europe/London', '01:30', false, 'before an hour that comes twice'],
		['2026-10-25T00:30:00Z', 'Europe/London', '01:30', true, 'in the first of two such hours'],
		['2026-10-25T01:30:00Z', 'Europe/London', '01:30', true, 'in the second of two such hours'],
		['2026-11-01T05:29:00Z', 'America/New_York', '01:30', false, 'before it comes twice'],
		['2026-11-01T05:30:00Z', 'America/New_York', '01:30', true, 'the first time of two'],
		['2026-11-01T06:30:00Z', 'America/New_York', '01:30', true, 'the second time of two'],
		['2026-11-01T12:00:00Z', 'America/New_York', '07:00', true, 'in the morning after'],
	])('at %s in %s with %s: %s, %s', (instant, timeZone, runAt, reached) => {
		const { today, latest } = at(instant, timeZone, runAt);
		expect(latest).toBe(reached ? today : addDays(today, -1));
	});

	test('on every day of the year, also where clocks jump over it', () => {
		const zones = ['Europe/London', 'America/New_York', 'Africa/Cairo', 'Australia/Lord_Howe'];
		for (const timeZone of zones) {
			const days = new Set<string>();
			for (let hour = 0; hour < 365 * 24; hour++) {
				const now = Date.parse('2026-01-02T00:00:00Z') + hour * 3_600_000;
				const run = runDay({ mode: 'onceADay', runAt: '02:10', timeZone }, now);
				if (run.latest === run.today) days.add(run.today);
			}
			expect(days.size).toBeGreaterThanOrEqual(365);
		}
	});

	test('always, when the trigger acts at every poll', () => {
		const schedule = { mode: 'everyPoll', timeZone: 'Pacific/Kiritimati' } as const;
		expect(runDay(schedule, Date.parse('2026-11-23T10:00:00Z'))).toEqual({
			today: '2026-11-24',
			latest: '2026-11-24',
			baseline: '2026-11-23',
		});
	});
});

describe('a time zone', () => {
	test.each(['UTC', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati'])(
		'%s is one',
		(name) => {
			expect(isTimeZone(name)).toBe(true);
		},
	);

	test.each(['', 'Mars/Olympus', 'London', 'Europe/London ', 'UTC+25', 'local', 'null'])(
		'%j is none',
		(name) => {
			expect(isTimeZone(name)).toBe(false);
		},
	);

	test('that is none cannot be run in', () => {
		expect(() => at('2026-11-23T10:00:00Z', 'Mars/Olympus')).toThrow(
			new RangeError('Mars/Olympus is not a time zone'),
		);
	});
});

test.each([
	[{ mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' }, 'UTC 07:00'],
	[{ mode: 'everyPoll', timeZone: 'UTC' }, 'UTC'],
] as const)('the schedule %j has the name %s', (schedule, name) => {
	expect(scheduleId(schedule)).toBe(name);
});

describe('a time of day', () => {
	test.each([
		['00:00', '00:00'],
		['0:00', '00:00'],
		['07:00', '07:00'],
		['7:00', '07:00'],
		['9:59', '09:59'],
		['19:30', '19:30'],
		['23:59', '23:59'],
	])('%s is %s', (text, time) => {
		expect(timeOfDay(text)).toBe(time);
	});

	test.each([
		'',
		'7',
		'24:00',
		'23:60',
		'12:5',
		'12:30:00',
		'07.00',
		'007:00',
		'-7:00',
		' 07:00',
		'7pm',
		'07:00\n',
	])('%j is not one', (text) => {
		expect(timeOfDay(text)).toBeNull();
	});
});

describe('the baseline of a trigger that is published', () => {
	test('before the run time is yesterday, so that today counts', () => {
		expect(at('2026-11-23T06:59:59Z', 'UTC').baseline).toBe('2026-11-22');
		expect(at('2027-01-01T00:00:00Z', 'UTC').baseline).toBe('2026-12-31');
	});

	test('after the run time is today, so that tomorrow is the first day that counts', () => {
		fc.assert(
			fc.property(anyDate(), (today) => {
				expect(at(`${today}T07:00:00Z`, 'UTC').baseline).toBe(today);
			}),
			RUNS,
		);
	});
});
