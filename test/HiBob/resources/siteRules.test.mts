import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../../../nodes/shared/jsonObject.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { LiveTrigger } from './liveTrigger.mts';
import {
	clock,
	expectedOn,
	keys,
	READS_OF_A_RUN,
	runIn,
	stillOwedOn,
} from './publishedTrigger.mts';

// Site Rules: the trigger over real HTTP, with people in London, Berlin, Amsterdam and New York.

const DAY = '2026-11-23';
/** each run looks whether the sites of the rules are still there */
const LIST_OF_SITES = 1;

let hibob: HiBobSandbox;

beforeEach(async () => {
	hibob = await startHiBob({ today: DAY, rateLimitPerMinute: 100_000 });
	clock(`${DAY}T06:30:00Z`);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hibob.stop();
});

const NEW_YORK = { sites: ['New York'], timeZone: 'America/New_York', runAt: '09:00' };
/** a country, whose sites are in HiBob by their address */
const GERMANY = { countries: ['Germany'], timeZone: 'Europe/Berlin', runAt: '08:30' };
const withRules = (...rule: IDataObject[]): IDataObject => ({ siteRules: { rule } });

const EVENTS = ['birthday', 'workAnniversary', 'startDate', 'runCompleted'];

async function live(parameters: IDataObject): Promise<LiveTrigger> {
	const trigger = new LiveTrigger(hibob, {
		events: EVENTS,
		options: { includeSkipped: true },
		...parameters,
	});
	await trigger.publish(`${DAY}T06:30:00Z`, undefined, 'activate');
	return trigger;
}

const siteOf = (key: string): unknown =>
	hibob.people.find((person) => person['root.id'] === key.split(':')[1])?.['work.site'];

/** The keys of a day of those at some sites. */
const expectedAt = (date: string, isThere: (site: unknown) => boolean): string[] =>
	expectedOn(hibob, date, true).filter((key) => isThere(siteOf(key)));

/** Moves everybody at one site to another one. */
function move(from: string, to: string): void {
	const there = hibob.people.find((person) => person['work.site'] === to);
	for (const person of hibob.people) {
		if (person['work.site'] !== from || !there) continue;
		person['work.site'] = to;
		person['work.siteId'] = there['work.siteId'] ?? null;
	}
}

describe('with site rules', () => {
	it('everyone is returned at the run time of their own site, on its date, and HiBob is asked for runs alone', async () => {
		const trigger = await live(withRules(NEW_YORK));
		const asked = hibob.requests.length;
		const first = await trigger.beat(`${DAY}T07:00:31Z`);
		expect(keys(first).sort()).toEqual(expectedAt(DAY, (site) => site !== 'New York'));
		expect(runIn(first)).toMatchObject({
			timeZone: 'UTC',
			schedules: [{ day: DAY, timeZone: 'UTC' }],
			nextRun: `${DAY}T14:00:00.000Z`,
		});
		expect(await trigger.beat(`${DAY}T13:59:31Z`)).toBeNull();
		const second = await trigger.beat(`${DAY}T14:00:31Z`);
		const expected = expectedAt(DAY, (site) => site === 'New York');
		expect(expected.length).toBeGreaterThan(0);
		expect(keys(second).sort()).toEqual(expected);
		for (const { json } of second?.[0] ?? []) {
			expect(json.judged).toMatchObject({ date: DAY, timeZone: 'America/New_York' });
		}
		expect(runIn(second)).toMatchObject({
			timeZone: 'America/New_York',
			previousDay: '2026-11-22',
		});
		const skipped = [...keys(first, 1), ...keys(second, 1)];
		expect(skipped.sort()).toEqual(expectedOn(hibob, DAY, false));
		expect(hibob.requests).toHaveLength(asked + 2 * (READS_OF_A_RUN + LIST_OF_SITES));
		expect(await trigger.beat(`${DAY}T23:00:31Z`)).toBeNull();
	});

	it('runs that fall together ask HiBob once', async () => {
		const together = { ...NEW_YORK, timeZone: 'Europe/Berlin', runAt: '08:00' };
		const trigger = await live(withRules(together));
		await trigger.beat(`${DAY}T07:00:31Z`);
		hibob.setToday('2026-11-24');
		const asked = hibob.requests.length;
		const output = await trigger.beat('2026-11-24T07:00:31Z');
		expect(keys(output).sort()).toEqual(expectedOn(hibob, '2026-11-24', true));
		expect(hibob.requests).toHaveLength(asked + READS_OF_A_RUN + LIST_OF_SITES);
		expect(runIn(output).schedules).toHaveLength(2);
	});

	it('a country stands for its sites', async () => {
		const trigger = await live(withRules(GERMANY));
		const first = await trigger.beat(`${DAY}T07:00:31Z`);
		const second = await trigger.beat(`${DAY}T07:30:31Z`);
		expect(keys(second).sort()).toEqual(expectedAt(DAY, (site) => site === 'Berlin'));
		expect([...keys(first), ...keys(second)].sort()).toEqual(expectedOn(hibob, DAY, true));
	});

	it('who moves gets nothing twice, and nothing is lost', async () => {
		const trigger = await live(withRules(NEW_YORK));
		const first = keys(await trigger.beat(`${DAY}T07:00:31Z`));
		move('New York', 'London');
		move('Berlin', 'New York');
		const found = [
			...first,
			...keys(await trigger.beat(`${DAY}T14:00:31Z`)),
			// those who had not been returned in New York come with the next run of London
			...keys(await trigger.beat('2026-11-24T07:00:31Z')),
			...keys(await trigger.beat('2026-11-24T14:00:31Z')),
		].filter((key) => String(key).endsWith(`:${DAY.slice(0, 4)}`));
		expect(new Set(found).size).toBe(found.length);
		for (const key of stillOwedOn(hibob, DAY, '2026-11-24')) expect(found).toContain(key);
	});

	it('a rule that is added, changed or taken away repeats nothing and loses nothing', async () => {
		const trigger = await live({});
		const found = [...keys(await trigger.beat(`${DAY}T07:00:31Z`))];
		await trigger.publish(`${DAY}T08:00:00Z`, withRules(NEW_YORK, GERMANY));
		found.push(...keys(await trigger.beat(`${DAY}T14:00:31Z`)));
		expect(found.sort()).toEqual(expectedOn(hibob, DAY, true));
		hibob.setToday('2026-11-24');
		const next = [...keys(await trigger.beat('2026-11-24T07:00:31Z'))];
		await trigger.publish('2026-11-24T07:15:00Z', withRules({ ...NEW_YORK, runAt: '15:00' }));
		for (const time of ['07:30:31', '14:00:31', '20:00:31']) {
			next.push(...keys(await trigger.beat(`2026-11-24T${time}Z`)));
		}
		await trigger.publish('2026-11-24T21:00:00Z', withRules());
		next.push(...keys(await trigger.beat('2026-11-25T07:00:31Z')));
		const expected = expectedOn(hibob, '2026-11-24', true);
		expect(new Set(next).size).toBe(next.length);
		for (const key of expected) expect(next).toContain(key);
	});

	it.each([
		[1, '1 person with an occasion has'],
		[2, '2 people with an occasion have'],
	])(
		'whose site HiBob does not say follow everyone else, and the run says so: %d',
		async (count, said) => {
			const due = new Set(expectedOn(hibob, DAY, true).map((key) => key.split(':')[1]));
			const some = hibob.people.filter((person) => due.has(person['root.id'])).slice(0, count);
			for (const person of some) {
				person['work.site'] = null;
				person['work.siteId'] = null;
			}
			const trigger = await live(withRules(NEW_YORK));
			const output = await trigger.beat(`${DAY}T07:00:31Z`);
			const ids = new Set(keys(output).map((key) => String(key).split(':')[1]));
			expect(some.every((person) => ids.has(person['root.id']))).toBe(true);
			expect(runIn(output).warnings).toEqual([
				`${said} no site in HiBob, so the trigger’s own time zone and days off apply to them`,
			]);
		},
	);

	it('a rule for a site that HiBob does not have is refused when publishing', async () => {
		const rules = withRules({ ...NEW_YORK, sites: ['New Yrok'] });
		await expect(live(rules)).rejects.toThrow(
			'\'Site Rules\' has "New Yrok", which HiBob no longer has',
		);
	});

	it('a first run after three days off the air catches up at each site', async () => {
		const trigger = await live(withRules(NEW_YORK));
		hibob.setToday('2026-11-26');
		const found = [
			...keys(await trigger.beat('2026-11-26T07:00:31Z')),
			...keys(await trigger.beat('2026-11-26T14:00:31Z')),
		];
		expect(new Set(found).size).toBe(found.length);
		for (const day of ['2026-11-24', '2026-11-25', '2026-11-26']) {
			for (const key of stillOwedOn(hibob, day, '2026-11-26')) expect(found).toContain(key);
		}
	});

	it('the roster events come with the run time of the trigger alone, and a site forgets nobody', async () => {
		const trigger = await live({
			events: ['birthday', 'employeeAdded', 'employeeChanged'],
			...withRules(NEW_YORK),
		});
		const rosterOf = (output: INodeExecutionData[][] | null) =>
			(output?.[0] ?? []).filter(({ json: { event } }) => event !== 'birthday');
		await trigger.beat(`${DAY}T07:00:31Z`);
		const someone = hibob.people.find(
			(person) => person.scenario === 'filler' && person['internal.status'] === 'Active',
		);
		if (!someone) throw new Error('nobody is ordinary');
		someone['root.surname'] = 'Renamed';
		expect(rosterOf(await trigger.beat(`${DAY}T14:00:31Z`))).toEqual([]);
		hibob.setToday('2026-11-24');
		const next = rosterOf(await trigger.beat('2026-11-24T07:00:31Z'));
		expect(next.map(({ json: { employee } }) => isObject(employee) && employee.lastName)).toContain(
			'Renamed',
		);
		// who starts on this day is new, and nobody else
		expect(next.filter(({ json: { event } }) => event === 'employeeAdded').length).toBeLessThan(5);
	});

	it('a rule about people that is widened brings nothing of the past back at any site', async () => {
		const [person] = hibob.people;
		const trigger = await live({
			who: { departments: [person?.['work.department'] ?? ''] },
			...withRules(NEW_YORK),
		});
		const found = [
			...keys(await trigger.beat(`${DAY}T07:00:31Z`)),
			...keys(await trigger.beat(`${DAY}T14:00:31Z`)),
		];
		const skipped = expectedOn(hibob, DAY, true).filter((key) => !found.includes(key));
		expect(skipped.some((key) => siteOf(key) === 'New York')).toBe(true);
		expect(skipped.some((key) => siteOf(key) !== 'New York')).toBe(true);
		await trigger.publish(`${DAY}T15:00:00Z`, { who: {} });
		hibob.setToday('2026-11-24');
		const after = [
			...keys(await trigger.beat('2026-11-24T07:00:31Z')),
			...keys(await trigger.beat('2026-11-24T14:00:31Z')),
		];
		for (const key of skipped) expect(after).not.toContain(key);
	});
});
