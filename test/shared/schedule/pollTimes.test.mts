import { describe, expect, test } from '@jest/globals';
import { hoursLate } from '../../../nodes/shared/schedule/pollTimes.ts';
import { civil } from '../../HiBob/occasions/calendar.mts';

const at7 = { mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' } as const;
const late = (item: object | object[], zone = 'UTC', today = '2026-11-25'): number =>
	hoursLate(at7, { item: [item].flat() }, zone, civil(today));

const daily = (hour: number, minute = 0) => ({ mode: 'everyDay', hour, minute });

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

	test.each([undefined, null, {}, { item: [] }, { item: 'x' }])(
		'poll times that are %j say nothing',
		(pollTimes) => {
			expect(hoursLate(at7, pollTimes, 'UTC', civil('2026-11-25'))).toBe(0);
		},
	);
});
