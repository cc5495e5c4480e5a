import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { plus } from '../../sandbox/hibob/dates.mts';
import { personIn } from '../../sandbox/hibob/scenarios.mts';
import { letDayBegin } from '../../sandbox/hibob/transitions.mts';
import { Calendar, RUN_TIME } from './calendar.mts';

const TIMEOUT = 180_000;

let calendar: Calendar;
let workflow = '';

beforeAll(async () => {
	calendar = await Calendar.open({ firstDay: '2026-12-31' });
}, 180_000);
afterAll(async () => {
	await calendar.close();
}, 60_000);
afterEach(async () => {
	if (workflow !== '') await calendar.n8n.unpublish(workflow);
}, 60_000);

/** Publishes on a day before the run time, and lets the run time come. */
async function firstRunOn(day: string): Promise<void> {
	workflow = await calendar.publishBeforeRunOf(day);
	await calendar.emissions(workflow, 1);
}

const leapDayBirthday = (year: number): string =>
	`hibob:${personIn(calendar.hibob.people, 'bornOnLeapDay')['root.id']}:birthday:${String(year)}`;

/** What the trigger returned for gifts, execution by execution, when there are so many of them. */
const gifts = async (count: number): Promise<string[][]> =>
	(await calendar.emissions(workflow, count)).map(({ due }) => due);

const giftsAfterHeartbeat = async (): Promise<string[][]> =>
	(await calendar.emissionsAfterHeartbeat(workflow)).map(({ due }) => due);

describe('Get Upcoming', () => {
	it(
		'foresees the gifts of 60 days as they come, with what is known today',
		async () => {
			const first = '2026-12-31';
			const people = structuredClone(calendar.hibob.people);
			const expected = Array.from({ length: 60 }, (_, index) => plus(first, { days: index })).map(
				(day) => {
					letDayBegin(day, people);
					return calendar.giftsOn(day, people).map((key) => `${day} ${key}`);
				},
			);
			const upcoming = await calendar.upcoming(60);
			const foreseen = upcoming
				.filter(({ eligible }) => eligible)
				.map(({ runDate, key }) => `${String(runDate)} ${String(key)}`);
			expect(foreseen.sort()).toEqual(expected.flat().sort());
			expect(expected.filter((keys) => keys.length > 0).length).toBeGreaterThan(30);
		},
		TIMEOUT,
	);
});

describe('New Year', () => {
	it(
		'ends one year and begins the next without a gift too many, and with the right years in the keys',
		async () => {
			calendar.birthdays.add('01-01');
			await firstRunOn('2026-12-31');
			const newYearsEve = calendar.giftsOn('2026-12-31');
			const [first] = await calendar.emissions(workflow, 1);
			expect(first?.due).toEqual(newYearsEve);
			expect(newYearsEve.length).toBeGreaterThan(10);
			expect(first?.skipped.map(({ reason }) => String(reason)).sort()).toEqual(
				calendar.reasonsOn('2026-12-31'),
			);

			await calendar.moveTo('2027-01-01', RUN_TIME);
			const newYear = calendar.giftsOn('2027-01-01');
			expect(await gifts(2)).toEqual([newYearsEve, newYear]);
			expect(newYear.length).toBeGreaterThan(0);
			for (const key of newYear) expect(key).toMatch(/:2027$/);

			expect(await giftsAfterHeartbeat()).toEqual([newYearsEve, newYear]);
			await calendar.restartAt('2027-01-01', '08:00:00');
			expect(await giftsAfterHeartbeat()).toEqual([newYearsEve, newYear]);
		},
		TIMEOUT,
	);
});

describe('people born on 29 February', () => {
	beforeAll(() => {
		calendar.birthdays.add('02-28');
		calendar.birthdays.add('03-01');
	});

	it(
		'come out on 28 February in a common year, and not on 1 March',
		async () => {
			await firstRunOn('2027-02-28');
			const lastOfFebruary = calendar.giftsOn('2027-02-28');
			expect(lastOfFebruary).toContain(leapDayBirthday(2027));

			await calendar.restartAt('2027-03-01', RUN_TIME);
			const firstOfMarch = calendar.giftsOn('2027-03-01');
			expect(firstOfMarch).not.toContain(leapDayBirthday(2027));
			expect(await gifts(2)).toEqual([lastOfFebruary, firstOfMarch]);
		},
		TIMEOUT,
	);

	it(
		'come out on 29 February only in a leap year',
		async () => {
			await firstRunOn('2028-02-28');
			const days = [calendar.giftsOn('2028-02-28')];
			for (const day of ['2028-02-29', '2028-03-01']) {
				await calendar.moveTo(day, RUN_TIME);
				days.push(calendar.giftsOn(day));
				await gifts(days.length);
			}
			expect(await gifts(3)).toEqual(days);
			expect(days.map((keys) => keys.includes(leapDayBirthday(2028)))).toEqual([
				false,
				true,
				false,
			]);
		},
		TIMEOUT,
	);
});

describe('an n8n that was down', () => {
	it(
		'makes up for three days at its start, once',
		async () => {
			const missed = ['2028-06-11', '2028-06-12', '2028-06-13'];
			for (const day of missed) calendar.birthdays.add(day.slice(5));
			await firstRunOn('2028-06-10');
			await calendar.n8n.kill();
			await calendar.restartAt('2028-06-13', '09:00:00');
			const madeUp = missed.flatMap((day) => calendar.giftsOn(day)).sort();
			expect(madeUp.length).toBeGreaterThanOrEqual(missed.length);
			const [, second, ...more] = await gifts(2);
			expect(second).toEqual(madeUp);
			expect(more).toEqual([]);

			expect(await giftsAfterHeartbeat()).toHaveLength(2);
			await calendar.n8n.kill();
			await calendar.restartAt('2028-06-13', '10:00:00');
			expect(await giftsAfterHeartbeat()).toHaveLength(2);
		},
		TIMEOUT,
	);
});

describe('a HiBob that is down when n8n starts', () => {
	it(
		'costs the time until it is back, and no gift',
		async () => {
			calendar.birthdays.add('06-20');
			calendar.birthdays.add('06-21');
			await firstRunOn('2028-06-20');
			calendar.hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 503 } });
			await calendar.restartAt('2028-06-21', '07:30:00');
			const { status, triggers } = await calendar.n8n.settledPublication(workflow);
			expect({ status, triggers: triggers.map((trigger) => trigger.status) }).toEqual({
				status: 'published',
				triggers: ['activated'],
			});
			expect(await gifts(0)).toHaveLength(1);

			// Still down at the next try, which is where the user learns of it.
			await calendar.moveTo('2028-06-21', '07:32:00');
			const [, failed] = await calendar.emissions(workflow, 2);
			expect(failed).toMatchObject({ status: 'error', due: [] });

			calendar.hibob.faults.clear();
			await calendar.moveTo('2028-06-21', '07:35:00');
			const [, , third] = await gifts(3);
			expect(third).toEqual(calendar.giftsOn('2028-06-21'));
			expect(await giftsAfterHeartbeat()).toHaveLength(3);
		},
		TIMEOUT,
	);
});

describe('a HiBob that answers more slowly than heartbeats come', () => {
	it(
		'costs no run: n8n ends the expressions of a poll when another poll of the workflow ends',
		async () => {
			calendar.birthdays.add('06-25');
			workflow = await calendar.publishBeforeRunOf('2028-06-25');
			calendar.hibob.faults.add({
				path: '/v1/people/search',
				times: 1,
				fault: { kind: 'slow', milliseconds: 15_000 },
			});
			expect(await calendar.emissions(workflow, 1)).toMatchObject([
				{ status: 'success', due: calendar.giftsOn('2028-06-25') },
			]);
		},
		TIMEOUT,
	);
});
