import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
	DURABLE_POLLS,
	DURABLE_SCHEDULER,
	DURABLE_SCHEDULES,
} from '../../sandbox/n8n/environment.mts';
import { Calendar, RUN_TIME } from './calendar.mts';

const TIMEOUT = 180_000;

const MONDAY = '2027-05-10';
const TUESDAY = '2027-05-11';
const WEDNESDAY = '2027-05-12';
const THURSDAY = '2027-05-13';
const FRIDAY = '2027-05-14';

let calendar: Calendar;
let workflow = '';
/** what has to have been returned so far, by execution */
let expected: string[][] = [];

async function open(env: Record<string, string>): Promise<void> {
	calendar = await Calendar.open({ firstDay: MONDAY, env });
	for (const day of [TUESDAY, WEDNESDAY, THURSDAY, FRIDAY]) calendar.birthdays.add(day.slice(5));
	expected = [];
}

const gifts = async (count: number): Promise<string[][]> =>
	(await calendar.emissions(workflow, count)).map(({ due }) => due);

const giftsAfterHeartbeat = async (): Promise<string[][]> =>
	(await calendar.emissionsAfterHeartbeat(workflow)).map(({ due }) => due);

describe("n8n's durable scheduler with durable cursors", () => {
	beforeAll(async () => {
		await open(DURABLE_SCHEDULER);
	}, 180_000);
	afterAll(async () => {
		await calendar.close();
	}, 60_000);

	it(
		'gives out what is due on the day of publishing at the run time, and nothing on the next heartbeat',
		async () => {
			workflow = await calendar.publishBeforeRunOf(MONDAY);
			expected.push(calendar.giftsOn(MONDAY));
			expect(await gifts(1)).toEqual(expected);
			expect(expected[0]?.length).toBeGreaterThan(10);
			expect(await giftsAfterHeartbeat()).toEqual(expected);
		},
		TIMEOUT,
	);

	it(
		'gives out nothing twice when n8n starts again',
		async () => {
			await calendar.restartAt(MONDAY, '07:10:00');
			expect(await giftsAfterHeartbeat()).toEqual(expected);
		},
		TIMEOUT,
	);

	it(
		'gives out what is due on the next day',
		async () => {
			await calendar.moveTo(TUESDAY, RUN_TIME);
			expected.push(calendar.giftsOn(TUESDAY));
			expect(await gifts(2)).toEqual(expected);
		},
		TIMEOUT,
	);

	it(
		'makes up for a run that HiBob refused',
		async () => {
			calendar.hibob.faults.add({
				times: 1,
				fault: { kind: 'status', when: 'before', status: 503 },
			});
			await calendar.moveTo(WEDNESDAY, RUN_TIME);
			const [, , failed] = await calendar.emissions(workflow, 3);
			expect(failed).toMatchObject({ status: 'error', due: [] });

			await calendar.moveTo(WEDNESDAY, '07:03:00');
			expected.push([], calendar.giftsOn(WEDNESDAY));
			expect(await gifts(4)).toEqual(expected);
			expect(await giftsAfterHeartbeat()).toEqual(expected);
		},
		TIMEOUT,
	);

	it(
		'makes up for a run while n8n was down, on the first heartbeat',
		async () => {
			await calendar.n8n.kill();
			await calendar.restartAt(THURSDAY, '09:00:00');
			expected.push(calendar.giftsOn(THURSDAY));
			expect(await gifts(5)).toEqual(expected);
		},
		TIMEOUT,
	);
});

describe('an n8n that polls in another way each day', () => {
	const OFF = Object.fromEntries(Object.keys(DURABLE_SCHEDULER).map((name) => [name, 'false']));
	const IN_MEMORY = { ...OFF, N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true' };

	beforeAll(async () => {
		await open(IN_MEMORY);
		workflow = await calendar.publishBeforeRunOf(MONDAY);
	}, 240_000);
	afterAll(async () => {
		await calendar.close();
	}, 60_000);

	it(
		'gives out what is due in memory, as before 2.45',
		async () => {
			expected.push(calendar.giftsOn(MONDAY));
			expect(await gifts(1)).toEqual(expected);
			expect(await giftsAfterHeartbeat()).toEqual(expected);
		},
		TIMEOUT,
	);

	it.each([
		['in memory, with the durable scheduler for schedules alone', TUESDAY, DURABLE_SCHEDULES],
		['in the durable scheduler, which remembers as before', WEDNESDAY, DURABLE_POLLS],
		['in the durable scheduler with durable cursors', THURSDAY, DURABLE_SCHEDULER],
		['in memory again', FRIDAY, IN_MEMORY],
	])(
		'gives out what is due %s, once',
		async (_, day, env) => {
			await calendar.restartAt(day, RUN_TIME, { ...IN_MEMORY, ...env });
			expected.push(calendar.giftsOn(day));
			expect(await gifts(expected.length)).toEqual(expected);
			expect(await giftsAfterHeartbeat()).toEqual(expected);
			await calendar.n8n.kill();
			await calendar.restartAt(day, '07:10:00');
			expect(await giftsAfterHeartbeat()).toEqual(expected);
		},
		TIMEOUT,
	);
});
