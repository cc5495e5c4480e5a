import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRunExecutionData } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../../nodes/shared/jsonObject.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { LiveTrigger } from './liveTrigger.mts';
import { birthdayKey, clock, keys, published, runIn, searchesIn } from './publishedTrigger.mts';

// What a publishing and a run ask of HiBob, remember and report.

const DAY = '2026-11-23';
const SYDNEY = {
	siteRules: { rule: [{ sites: ['London'], timeZone: 'Australia/Sydney', runAt: '07:00' }] },
};

let hibob: HiBobSandbox;

beforeEach(async () => {
	hibob = await startHiBob({ today: DAY, rateLimitPerMinute: 100_000 });
	clock(`${DAY}T06:30:00Z`);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hibob.stop();
});

const searches = () =>
	searchesIn(hibob.requests.filter(({ url }) => url.endsWith('/people/search')));

async function live(parameters: IDataObject): Promise<LiveTrigger> {
	const trigger = new LiveTrigger(hibob, parameters);
	await trigger.publish(`${DAY}T06:30:00Z`, undefined, 'activate');
	return trigger;
}

describe('a first publishing', () => {
	it('reads of everyone the dates alone, and everyone in full for the employee events', async () => {
		await published(hibob, { events: ['birthday'] });
		const [dates, sample] = searches();
		expect(dates).toEqual({
			fields: ['root.id', 'personal.shortBirthDate'],
			ids: null,
			labels: false,
		});
		expect(sample?.ids).not.toBeNull();
		hibob.requests.length = 0;
		await published(hibob, { events: ['birthday', 'employeeSynced'] });
		const [everyone, counted, ...more] = searches();
		expect(everyone?.fields).toContain('root.email');
		expect(everyone?.ids).toBeNull();
		expect([counted, ...more]).toEqual([{ fields: ['root.id'], ids: null, labels: false }]);
	});

	it('reads in full whose occasion falls due before the first run of any schedule', async () => {
		for (const person of hibob.people) person['personal.shortBirthDate'] = '06-15';
		const last = hibob.people.findLast(
			(person) =>
				person['work.site'] === 'London' &&
				person['internal.status'] === 'Active' &&
				person['internal.terminationDate'] === null &&
				person['root.email'] !== null,
		);
		if (!last) throw new Error('nobody works in London');
		last['personal.shortBirthDate'] = DAY.slice(5);
		await published(hibob, { events: ['birthday'] });
		const byItself = searches()[1]?.ids;
		expect(byItself).toHaveLength(200);
		expect(byItself).not.toContain(last['root.id']);
		hibob.requests.length = 0;
		// in Sydney, the run of this day is over; in UTC it is still to come
		const { state } = await published(hibob, { events: ['birthday'], ...SYDNEY });
		expect(searches()[1]?.ids).toContain(last['root.id']);
		expect(state).toMatchObject({ passedOver: { count: 1, events: ['birthday'] } });
	});

	it('is refused when too many employees cannot be read', async () => {
		for (const person of hibob.people.slice(0, 40)) {
			hibob.variants.omitted.set(person['root.id'], ['work.startDate']);
		}
		await expect(published(hibob, { events: ['employeeSynced'] })).rejects.toThrow(
			/unreadable data for \d+ of 300 employees/,
		);
	});

	it('syncs once a day, or with every poll', async () => {
		const daily = await published(hibob, { events: ['employeeSynced'] });
		expect(daily.state.syncedOn).toBe(DAY);
		const often = await published(hibob, { events: ['employeeSynced'], run: 'everyPoll' });
		expect(often.state).not.toHaveProperty('syncedOn');
	});
});

describe('a run', () => {
	it('of one site beside the trigger’s own reads everyone in full for the employee events', async () => {
		const trigger = await live({ events: ['birthday', 'employeeLeft'], ...SYDNEY });
		const leaver = hibob.people.find((person) => person['internal.status'] === 'Active');
		if (!leaver) throw new Error('nobody is active');
		leaver['internal.status'] = 'Inactive';
		leaver['internal.lifecycleStatus'] = 'Terminated';
		leaver['internal.terminationDate'] = DAY;
		hibob.setToday('2026-11-24');
		hibob.requests.length = 0;
		const output = await trigger.beat('2026-11-24T07:00:31Z');
		expect(searches().map(({ ids }) => ids)).toEqual([null]);
		const left = (output?.[0] ?? []).filter(({ json }) => json.event === 'employeeLeft');
		expect(left.map(({ json: { employee } }) => isObject(employee) && employee.id)).toContain(
			leaver['root.id'],
		);
		expect(left.length).toBeLessThan(5);
	});

	it('without an earlier one to compare with counts everyone once more', async () => {
		const first = await published(hibob, { events: ['birthday'] });
		delete first.state.headCount;
		hibob.requests.length = 0;
		clock(`${DAY}T07:00:31Z`);
		const polled = first.restartedWith(first.state);
		await polled.activate('init');
		const counts = () => searches().filter(({ fields }) => fields.join() === 'root.id').length;
		expect(counts()).toBe(1);
		hibob.setToday('2026-11-24');
		clock('2026-11-24T07:00:31Z');
		await polled.heartbeat();
		expect(counts()).toBe(1);
	});

	it('counts what it returns again apart from what is due for the first time', async () => {
		const trigger = await live({ events: ['birthday', 'runCompleted'], delivery: 'repeat' });
		const first = keys(await trigger.beat(`${DAY}T07:00:31Z`));
		expect(first.length).toBeGreaterThan(0);
		hibob.setToday('2026-11-24');
		const output = await trigger.beat('2026-11-24T07:00:31Z');
		const second = keys(output);
		const again = second.filter((key) => first.includes(key)).length;
		expect(again).toBeGreaterThan(0);
		expect(runIn(output)).toMatchObject({ due: second.length - again, offeredAgain: again });
	});

	it.each([
		['once', false],
		['repeat', true],
	])(
		'with delivery %s follows the execution that its items start: %j',
		async (delivery, follows) => {
			const polled = await published(hibob, { events: ['birthday'], delivery });
			clock(`${DAY}T07:00:31Z`);
			const returned = keys(await polled.heartbeat());
			expect(returned.length).toBeGreaterThan(0);
			// waiting for a person is as good as sent
			await polled.ends({
				mode: 'trigger',
				startedAt: new Date(0),
				status: 'waiting',
				storedAt: 'db',
				data: createRunExecutionData({}),
			});
			clock(`${DAY}T07:01:31Z`);
			await polled.heartbeat();
			expect(polled.state.delivered).toEqual(follows ? { '2026-11': expect.any(String) } : {});
		},
	);

	it('asks for the holidays of the days at which any zone may look', async () => {
		hibob.access.grantManageCalendar();
		const when = { companyCalendars: true, shift: 'next', daysBefore: 3 };
		await published(hibob, { events: ['birthday'], when });
		const spans = hibob.requests.flatMap(({ url, body }) =>
			url.includes('/calendars/') && isObject(body) && Array.isArray(body.filters)
				? [body.filters.slice(0, 2).map((one: unknown) => (isObject(one) ? one.values : null))]
				: [],
		);
		const [first] = spans[0] ?? [];
		const [, last] = spans.at(-1) ?? [];
		// 15 November less 60 days for the longest move and 92 for a closure, to 27 November and 60 days
		expect([first, last]).toEqual([['2026-06-16'], ['2027-01-26']]);
	});

	it('warns of people without a site only if there are site rules', async () => {
		const due = birthdayKeys();
		for (const person of hibob.people) {
			if (!due.has(birthdayKey(person))) continue;
			person['work.site'] = null;
			person['work.siteId'] = null;
		}
		const parameters = { events: ['birthday', 'runCompleted'] };
		const without = await (await live(parameters)).beat(`${DAY}T07:00:31Z`);
		expect(keys(without).length).toBeGreaterThan(0);
		expect(runIn(without).warnings).toEqual([]);
		clock(`${DAY}T06:30:00Z`);
		const ruled = await (await live({ ...parameters, ...SYDNEY })).beat(`${DAY}T07:00:31Z`);
		expect(runIn(ruled).warnings).toEqual([expect.stringContaining('no site in HiBob')]);
	});

	it('does not warn of sites when everyone has one', async () => {
		const trigger = await live({ events: ['birthday', 'runCompleted'], ...SYDNEY });
		const output = await trigger.beat(`${DAY}T07:00:31Z`);
		expect(keys(output).length).toBeGreaterThan(0);
		expect(runIn(output).warnings).not.toContainEqual(expect.stringContaining('no site'));
	});
});

const birthdayKeys = (): Set<string> =>
	new Set(
		hibob.people
			.filter((person) => person['personal.shortBirthDate'] === DAY.slice(5))
			.map(birthdayKey),
	);
