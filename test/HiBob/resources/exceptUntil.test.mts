import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import type { Person } from '../../../sandbox/hibob/people.mts';
import { personIn } from '../../../sandbox/hibob/scenarios.mts';
import type { Scenario } from '../../../sandbox/hibob/scenarios.mts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { civil } from '../occasions/calendar.mts';
import { LiveTrigger } from './liveTrigger.mts';
import { birthdayKey, clock, keys, published, skippedIn } from './publishedTrigger.mts';

const TODAY = '2026-11-23';
let hibob: HiBobSandbox;

beforeEach(async () => {
	hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 100_000 });
	clock('2026-11-23T06:30:00Z');
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hibob.stop();
});

const someone = (scenario: Scenario): Person => personIn(hibob.people, scenario);

describe('a person who is excluded until a day', () => {
	const until = (day: string) => ({
		events: ['birthday'],
		who: { exceptUntil: { row: [{ person: someone('birthdayToday')['root.id'], until: day }] } },
		options: { includeSkipped: true },
	});
	/** The keys of some days, each with the day on which it was returned, and those that were skipped. */
	const runsOf = async (trigger: LiveTrigger, days: number) => {
		const due: string[] = [];
		const skipped: string[] = [];
		for (let index = 0; index < days; index++) {
			const day = addDays(civil(TODAY), index);
			const output = await trigger.beat(`${day}T07:00:31Z`);
			due.push(...keys(output).map((key) => `${day} ${String(key)}`));
			for (const [key, reason] of skippedIn(output)) {
				skipped.push(`${day} ${String(key)} ${String(reason)}`);
			}
		}
		return { due, skipped };
	};
	const live = async (parameters: IDataObject) => {
		const trigger = new LiveTrigger(hibob, parameters);
		await trigger.publish('2026-11-23T06:30:00Z', undefined, 'activate');
		return trigger;
	};

	it('gets nothing on that day, nothing for it afterwards, and is included again from then on', async () => {
		const person = someone('birthdayToday');
		const key = birthdayKey(person);
		const { due, skipped } = await runsOf(await live(until('2026-11-24T00:00:00')), 10);
		expect(due.filter((one) => one.endsWith(key))).toEqual([]);
		// seen with its reason on each day on which it would be caught up
		expect(skipped.filter((one) => one.includes(key))).toEqual(
			['23', '24', '25', '26', '27', '28', '29', '30'].map(
				(day) => `2026-11-${day} ${key} personExcluded`,
			),
		);
	});

	it('gets what falls due on the day after', async () => {
		const person = someone('birthdayToday');
		person['personal.shortBirthDate'] = '11-25';
		const { due } = await runsOf(await live(until('2026-11-24')), 4);
		expect(due.filter((one) => one.endsWith(birthdayKey(person)))).toEqual([
			`2026-11-25 ${birthdayKey(person)}`,
		]);
	});

	it('gets nothing of those days when the row is deleted, or its day put earlier, afterwards', async () => {
		const key = birthdayKey(someone('birthdayToday'));
		for (const who of [{}, until('2026-11-22').who]) {
			const trigger = await live(until('2026-11-25'));
			await trigger.runs(TODAY, 2);
			await trigger.publish('2026-11-24T10:00:00Z', { who });
			expect(await trigger.runs('2026-11-25', 8)).not.toContain(key);
		}
	});

	it('by address needs the permission for private ones', async () => {
		hibob.access.revokeField('home.privateEmail');
		const row = [{ person: 'nobody@home.example', until: '2026-12-01' }];
		await expect(published(hibob, { who: { exceptUntil: { row } } })).rejects.toThrow(
			'home.privateEmail',
		);
	});

	it('whose day is not a date stops the publishing', async () => {
		const row = [{ person: '17', until: 'in May' }];
		await expect(published(hibob, { who: { exceptUntil: { row } } })).rejects.toMatchObject({
			message: expect.stringContaining('Until'),
			description: expect.stringContaining('2026-12-24'),
		});
	});
});
