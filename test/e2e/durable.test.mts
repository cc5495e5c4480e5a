import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DURABLE_SCHEDULER } from '../../sandbox/n8n/environment.mts';
import { Calendar, RUN_TIME } from './calendar.mts';

const TIMEOUT = 180_000;

const MONDAY = '2027-05-10';
const TUESDAY = '2027-05-11';
const WEDNESDAY = '2027-05-12';
const THURSDAY = '2027-05-13';

let calendar: Calendar;
let workflow = '';
/** what has to have been put out so far, by execution */
const expected: string[][] = [];

beforeAll(async () => {
	calendar = await Calendar.open({ firstDay: MONDAY, env: DURABLE_SCHEDULER });
	for (const day of [TUESDAY, WEDNESDAY, THURSDAY]) calendar.birthdays.add(day.slice(5));
}, 180_000);
afterAll(async () => {
	await calendar.close();
}, 60_000);

const gifts = async (count: number): Promise<string[][]> =>
	(await calendar.emissions(workflow, count)).map(({ due }) => due);

const giftsAfterHeartbeat = async (): Promise<string[][]> =>
	(await calendar.emissionsAfterHeartbeat(workflow)).map(({ due }) => due);

describe("n8n's durable scheduler with durable cursors", () => {
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
