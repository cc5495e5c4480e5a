import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import { plus } from '../../../sandbox/hibob/dates.mts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { civil } from '../occasions/calendar.mts';
import { LiveTrigger } from './liveTrigger.mts';
import { clock } from './publishedTrigger.mts';

// A starter, from the first day to the end of the probation and on, in a HiBob whose days go by.

const TODAY = '2026-11-23';
const EVENTS = ['startDate', 'daysAfterStart', 'endOfProbation'];
let hibob: HiBobSandbox;

beforeEach(async () => {
	hibob = await startHiBob({ today: TODAY, size: 1, rateLimitPerMinute: 100_000 });
	clock(`${TODAY}T06:30:00Z`);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hibob.stop();
	expect(hibob.requests.flatMap(({ violations }) => violations)).toEqual([]);
});

async function live(parameters: IDataObject = {}): Promise<LiveTrigger> {
	const trigger = new LiveTrigger(hibob, { events: EVENTS, ...parameters });
	await trigger.publish(`${TODAY}T06:30:00Z`, undefined, 'activate');
	return trigger;
}

/** Somebody who starts on a day, with the three months of probation that everybody has. */
function starterOn(startDate: string) {
	const starter = hibob.people.find(({ scenario }) => scenario === 'futureStarter');
	if (!starter) throw new Error('nobody is about to start');
	starter['work.startDate'] = startDate;
	starter['internal.probationEndDate'] = plus(startDate, { months: 3 });
	return starter;
}

/** What comes of one person on some days, as `2026-12-30 daysAfterStart30:2026`. */
async function giftsOf(
	id: string,
	trigger: LiveTrigger,
	from: string,
	days: number,
): Promise<string[]> {
	const found: string[] = [];
	for (let index = 0; index < days; index++) {
		const day = addDays(civil(from), index);
		hibob.setToday(day);
		for (const key of await trigger.runs(day, 1)) {
			const [, employee, ...name] = String(key).split(':');
			if (employee === id) found.push(`${day} ${name.join(':')}`);
		}
	}
	return found;
}

describe('somebody who starts', () => {
	it('has the first day, 30, 60 and 90 days and the end of the probation, each once', async () => {
		const starter = starterOn('2026-11-30');
		const trigger = await live();
		expect(await giftsOf(starter['root.id'], trigger, TODAY, 110)).toEqual([
			'2026-11-30 startDate:2026',
			'2026-12-30 daysAfterStart30:2026',
			'2027-01-29 daysAfterStart60:2027',
			'2027-02-28 daysAfterStart90:2027',
			'2027-02-28 endOfProbation:2027',
		]);
	});

	it('has nothing twice when the start is postponed after it came, or the probation extended', async () => {
		const starter = starterOn('2026-11-23');
		starter['internal.probationEndDate'] = '2026-12-30';
		const trigger = await live({ daysAfterStart: '30' });
		const id = starter['root.id'];
		expect(await giftsOf(id, trigger, TODAY, 40)).toEqual([
			'2026-11-23 startDate:2026',
			'2026-12-23 daysAfterStart30:2026',
			'2026-12-30 endOfProbation:2026',
		]);
		starter['work.startDate'] = '2026-12-14';
		starter['internal.probationEndDate'] = '2027-02-15';
		expect(await giftsOf(id, trigger, '2027-01-02', 60)).toEqual([]);
	});

	it('has it on the new day when the start is postponed before it came', async () => {
		const starter = starterOn('2026-11-30');
		const trigger = await live({ events: ['daysAfterStart'], daysAfterStart: '30' });
		const id = starter['root.id'];
		expect(await giftsOf(id, trigger, TODAY, 20)).toEqual([]);
		starter['work.startDate'] = '2026-12-07';
		expect(await giftsOf(id, trigger, '2026-12-13', 40)).toEqual([
			'2027-01-06 daysAfterStart30:2027',
		]);
	});

	it('has nothing of days that they do not see', async () => {
		const starter = starterOn('2026-11-30');
		starter['internal.terminationDate'] = '2027-01-15';
		const trigger = await live();
		expect(await giftsOf(starter['root.id'], trigger, TODAY, 110)).toEqual([
			'2026-11-30 startDate:2026',
			'2026-12-30 daysAfterStart30:2026',
		]);
	});
});

describe('a number of days that is added to a live trigger', () => {
	it('counts from its publishing, and what was there goes on', async () => {
		const starter = starterOn('2026-11-23');
		const trigger = await live({ events: ['daysAfterStart'], daysAfterStart: '30' });
		const id = starter['root.id'];
		expect(await giftsOf(id, trigger, TODAY, 12)).toEqual([]);
		// the tenth day was yesterday, the eleventh is today, after the run time
		await trigger.publish('2026-12-04T10:00:00Z', { daysAfterStart: '10, 11, 12, 30' });
		expect(await giftsOf(id, trigger, '2026-12-05', 30)).toEqual([
			'2026-12-05 daysAfterStart12:2026',
			'2026-12-23 daysAfterStart30:2026',
		]);
	});
});
