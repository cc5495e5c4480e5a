import { describe, expect, jest, test } from '@jest/globals';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import type { RunSchedule } from '../../../nodes/shared/schedule/runSchedule.ts';
import { hoursLate, warnOfLatePolls } from '../../../nodes/shared/schedule/pollTimes.ts';
import { partial } from '../partial.mts';
import { civil } from '../../HiBob/occasions/calendar.mts';

const at7 = { mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' } as const;
const late = (item: object | object[], zone = 'UTC', today = '2026-11-25'): number =>
	hoursLate(at7, { item: [item].flat() }, zone, civil(today));

const daily = (hour: number, minute = 0) => ({ mode: 'everyDay', hour, minute });

const cron = (cronExpression: unknown) => ({ mode: 'custom', cronExpression });

describe('with a run time of 07:00 UTC', () => {
	test.each<[string, object | object[], string, number]>([
		['every minute', { mode: 'everyMinute' }, 'UTC', 0],
		['every hour', { mode: 'everyHour', minute: 30 }, 'UTC', 0],
		['every two hours', { mode: 'everyX', unit: 'hours', value: 2 }, 'UTC', 0],
		['daily at 07:00', daily(7), 'UTC', 0],
		['daily at 09:30', daily(9, 30), 'UTC', 2],
		['daily at 06:00', daily(6), 'UTC', 23],
		// 06:00 UTC in summer, so never on the same day
		['daily at 08:00 in Berlin', daily(8), 'Europe/Berlin', 23],
		['daily at 09:00 in Berlin', daily(9), 'Europe/Berlin', 1],
		// 03:30 UTC all year
		['daily at 09:00 in Kolkata', daily(9), 'Asia/Kolkata', 20],
		['twice a day', [daily(6), daily(8)], 'UTC', 1],
		['daily and every hour', [daily(6), { mode: 'everyHour', minute: 0 }], 'UTC', 0],
		['weekly', { mode: 'everyWeek', hour: 7, minute: 0, weekday: 1 }, 'UTC', 144],
		['by a cron expression at 05:00', { mode: 'custom', cronExpression: '0 5 * * *' }, 'UTC', 22],
		['by one with seconds', { mode: 'custom', cronExpression: '20 0 5,8 * * *' }, 'UTC', 1],
		['by one for every ten minutes', { mode: 'custom', cronExpression: '*/10 * * * *' }, 'UTC', 0],
		['by one with spaces', cron('  30   9 * * *  '), 'UTC', 2],
		['by one for two hours of two digits', cron('05 12,16 * * *'), 'UTC', 5],
		['by one for every hour', cron('30 * * * *'), 'UTC', 0],
		['by one for several hours', cron('30 6-9 * * *'), 'UTC', 0],
		['by one with a long minute', cron('100 9 * * *'), 'UTC', 0],
		['by one with a long hour', cron('10 100 * * *'), 'UTC', 0],
		['by one with another hour', cron('10 6,x * * *'), 'UTC', 0],
		['by one with a letter before the minute', cron('x1 6 * * *'), 'UTC', 0],
		['by one with a letter before the hour', cron('1 x6 * * *'), 'UTC', 0],
		['by one that is too short', cron('30'), 'UTC', 0],
		['by one that is empty', cron(''), 'UTC', 0],
		['by one that is no text', cron(17), 'UTC', 0],
		['monthly', { mode: 'everyMonth', hour: 6, minute: 0 }, 'UTC', 743],
		['daily at the hour that n8n presets', { mode: 'everyDay' }, 'UTC', 7],
		['daily at what is no number', { mode: 'everyDay', hour: '9', minute: 7.5 }, 'UTC', 7],
		['daily at half past something', { mode: 'everyDay', hour: 9.5 }, 'UTC', 7],
		['by one that nobody can read', { mode: 'custom', cronExpression: 'now' }, 'UTC', 0],
		['in a zone that n8n does not name', daily(6), 'DEFAULT', 0],
	])('polls %s make it %j hours late at most', (_, item, zone, hours) => {
		expect(late(item, zone)).toBe(hours);
	});

	test('the answer is the same whatever the day on which it is asked', () => {
		for (const today of ['2026-01-31', '2026-03-29', '2026-07-01', '2028-02-29']) {
			expect(late(daily(8), 'Europe/Berlin', today)).toBe(23);
		}
	});

	test('rows that are no objects are skipped', () => {
		const item = ['everyDay', null, daily(9)];
		expect(hoursLate(at7, { item }, 'UTC', civil('2026-11-25'))).toBe(2);
	});

	test.each([undefined, null, {}, { item: [] }, { item: 'x' }, { item: ['everyDay'] }])(
		'poll times that are %j say nothing',
		(pollTimes) => {
			expect(hoursLate(at7, pollTimes, 'UTC', civil('2026-11-25'))).toBe(0);
		},
	);
});

const at = (runAt: string, timeZone = 'UTC'): RunSchedule => ({
	mode: 'onceADay',
	runAt,
	timeZone,
});

describe('n8n’s log', () => {
	const warnings = (
		pollTimes: IDataObject | undefined,
		schedule: RunSchedule,
		siteSchedules?: RunSchedule[],
	) => {
		const warn = jest.fn();
		const context = partial<IPollFunctions>({
			getNodeParameter: (name: string, otherwise: unknown) =>
				name === 'pollTimes' ? (pollTimes ?? otherwise) : undefined,
			getTimezone: () => 'UTC',
			logger: { warn },
		});
		const schedules = { schedule, ...(siteSchedules && { siteSchedules }) };
		warnOfLatePolls(context, 'Birthdays', schedules, civil('2026-11-25'));
		return warn.mock.calls.flat();
	};

	test('names the schedule that is late most', () => {
		const sites = [at('08:30'), at('06:00', 'Europe/London'), at('09:00')];
		expect(warnings({ item: [daily(9)] }, at7, sites)).toEqual([
			"Birthdays: with these Poll Times, the run at 06:00 (Europe/London) starts up to 4 hours late. Set 'Poll Times' to Every Hour or Every Minute",
		]);
		expect(warnings({ item: [daily(9)] }, at('06:30'), [at7])).toEqual([
			expect.stringContaining('06:30 (UTC) starts up to 2 hours late'),
		]);
	});

	test('says nothing of less than two hours, of every poll, and without Poll Times', () => {
		expect(warnings({ item: [daily(8, 59)] }, at7)).toEqual([]);
		expect(warnings({ item: [daily(6)] }, { mode: 'everyPoll', timeZone: 'UTC' })).toEqual([]);
		expect(warnings(undefined, at7)).toEqual([]);
		expect(warnings({ item: [daily(9)] }, at7)).toHaveLength(1);
	});
});
