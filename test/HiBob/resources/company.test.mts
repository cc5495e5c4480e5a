import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { WEDDING_ANNIVERSARY_FIELD } from '../../../sandbox/hibob/fields.mts';
import { personIn } from '../../../sandbox/hibob/scenarios.mts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { DurableTrigger } from '../../n8nCore.mts';
import type { PolledTrigger } from '../../n8nCore.mts';
import { clientOf } from '../../sandbox/hibobClient.mts';
import {
	clock,
	expectedOn,
	keys,
	published,
	searchesIn,
	triggerNode,
} from './publishedTrigger.mts';

const TODAY = '2026-11-23';
type Person = HiBobSandbox['people'][number];

let hibob: HiBobSandbox;

beforeEach(async () => {
	hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 1_000 });
	clock('2026-11-23T06:30:00Z');
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hibob.stop();
	expect(hibob.requests.flatMap(({ violations }) => violations)).toEqual([]);
});

/** A trigger at the time of its run, and no request that came before. */
async function due(parameters: IDataObject = {}): Promise<PolledTrigger> {
	const polled = await published(hibob, parameters);
	hibob.requests.length = 0;
	clock('2026-11-23T07:00:31Z');
	return polled;
}

/** The bodies of the searches so far. */
const searches = () => searchesIn(hibob.requests);

const idsOf = (giftKeys: readonly unknown[]): string[] =>
	giftKeys.map((key) => String(key).split(':')[1] ?? '');

describe('a run', () => {
	it('reads of everybody the dates alone, and the rest of those who are due', async () => {
		const polled = await due({ events: ['birthday'] });
		const gifts = keys(await polled.heartbeat());
		const [first, second, ...more] = searches();
		expect(more).toEqual([]);
		expect(first).toEqual({
			fields: ['root.id', 'personal.shortBirthDate'],
			ids: null,
			labels: false,
		});
		expect(second?.fields).toEqual(expect.arrayContaining(['root.email', 'internal.status']));
		expect(second?.labels).toBe(true);
		const withBirthday = hibob.people.filter(
			(person) => person['personal.shortBirthDate'] === '11-23',
		);
		expect(second?.ids?.toSorted()).toEqual(withBirthday.map((person) => person['root.id']).sort());
		expect(second?.ids).toEqual(expect.arrayContaining(idsOf(gifts)));
	});

	it.each([
		['workAnniversary', {}, ['work.startDate']],
		['startDate', {}, ['work.startDate']],
		[
			'workAnniversary',
			{ when: { anniversaryFrom: 'originalStartDate' } },
			['work.startDate', 'work.originalStartDate'],
		],
		[
			'customDate',
			{ customDates: { date: [{ field: WEDDING_ANNIVERSARY_FIELD, repeat: 'yearly' }] } },
			[WEDDING_ANNIVERSARY_FIELD],
		],
	])('for %s %j asks everybody for %j', async (event, parameters, dates) => {
		hibob.access.grantField(WEDDING_ANNIVERSARY_FIELD);
		const polled = await due({ events: [event], ...parameters });
		await polled.heartbeat();
		expect(searches()[0]?.fields.toSorted()).toEqual(['root.id', ...dates].sort());
	});

	it('asks no more when nobody is due', async () => {
		for (const person of hibob.people) person['personal.shortBirthDate'] = '06-15';
		const polled = await due({ events: ['birthday'] });
		expect(await polled.heartbeat()).toBeNull();
		expect(searches()).toHaveLength(1);
		expect(polled.state).toMatchObject({ lastRun: TODAY, headCount: hibob.people.length });
	});

	it('asks for 200 people at a time', async () => {
		for (const person of hibob.people) person['personal.shortBirthDate'] = '11-23';
		const polled = await due({ events: ['birthday'] });
		const gifts = keys(await polled.heartbeat());
		expect(gifts.sort()).toEqual(
			expectedOn(hibob, TODAY, true).filter((key) => key.includes('birthday')),
		);
		const batches = searches().map(({ ids }) => ids?.length ?? null);
		const { length } = hibob.people;
		expect(batches).toEqual([null, 200, length - 200]);
	});

	it('takes everybody once, even when HiBob returns more people than it was asked for', async () => {
		for (const person of hibob.people) person['personal.shortBirthDate'] = '11-23';
		await (await due({ events: ['birthday'] })).heartbeat();
		const fields = searches()[1]?.fields ?? [];
		const everyone = await clientOf(hibob).post<unknown>('/people/search', {
			fields,
			showInactive: true,
			humanReadable: 'APPEND',
		});
		clock('2026-11-23T06:30:00Z');
		const polled = await due({ events: ['birthday'] });
		hibob.faults.add({
			path: '/v1/people/search',
			skip: 1,
			fault: {
				kind: 'status',
				when: 'before',
				status: 200,
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(everyone.data),
			},
		});
		const output = await polled.heartbeat();
		expect(keys(output).sort()).toEqual(
			expectedOn(hibob, TODAY, true).filter((key) => key.includes('birthday')),
		);
		const all = (output ?? []).flat().map(({ json: { key } }) => key);
		expect(all).toEqual([...new Set(all)]);
	});

	it('asks for everybody at once when so many are due that HiBob would be asked too often', async () => {
		await hibob.stop();
		hibob = await startHiBob({ today: TODAY, size: 2_400, rateLimitPerMinute: 1_000 });
		for (const person of hibob.people) person['personal.shortBirthDate'] = '11-23';
		const polled = await due({ events: ['birthday'] });
		expect(keys(await polled.heartbeat()).length).toBeGreaterThan(2_000);
		expect(searches().map(({ ids }) => ids)).toEqual([null, null]);
	});

	it('asks for the full birth date in both when the short one may not be read', async () => {
		hibob.access.grantField('personal.birthDate');
		hibob.access.revokeField('personal.shortBirthDate');
		const polled = await due({ events: ['birthday'] });
		expect(keys(await polled.heartbeat()).length).toBeGreaterThan(0);
		const fields = searches().map((search) => search.fields);
		expect(fields[0]).toContain('personal.shortBirthDate');
		for (const later of fields.slice(1)) {
			expect(later).toContain('personal.birthDate');
			expect(later).not.toContain('personal.shortBirthDate');
		}
		expect(fields).toHaveLength(3);
	});

	it('with roster events reads everybody once', async () => {
		const polled = await due({ events: ['birthday', 'employeeChanged'] });
		await polled.heartbeat();
		expect(searches()).toEqual([
			{ fields: expect.arrayContaining(['root.email']), ids: null, labels: true },
		]);
	});
});

describe('an answer that is cut short', () => {
	it('stops a first publishing when another read sees more people', async () => {
		hibob.variants.mostRows = 50;
		await expect(published(hibob, { events: ['birthday'] })).rejects.toMatchObject({
			message: expect.stringMatching(/^HiBob returned \d+ employees, and 50 a moment before/),
			description: expect.stringContaining('Nothing was sent'),
		});
	});

	it('stops a run that has no earlier one to compare with', async () => {
		const polled = await due({ events: ['birthday'] });
		delete polled.state.headCount;
		hibob.variants.mostRows = 50;
		await expect(polled.restartedWith(polled.state).activate('update')).rejects.toThrow(
			/50 a moment before/,
		);
		const restarted = polled.restartedWith(polled.state);
		hibob.variants.mostRows = Infinity;
		await restarted.activate('init').catch(() => null);
		hibob.variants.mostRows = 50;
		clock('2026-11-23T07:05:31Z');
		expect(await restarted.heartbeat()).toBeNull();
	});

	it('stops every read when it says that there is more', async () => {
		const polled = await due({ events: ['birthday'] });
		hibob.variants.besideEmployees = { response_metadata: { next_cursor: 'abc' } };
		await expect(polled.heartbeat()).rejects.toThrow('"next_cursor" means that there are more');
		await expect(polled.fetchTestEvent()).rejects.toThrow(
			'"next_cursor" means that there are more',
		);
		await expect(published(hibob, { events: ['employeeSynced'] })).rejects.toThrow(
			'"next_cursor" means that there are more',
		);
		expect(polled.state).not.toHaveProperty('lastRun', TODAY);
	});
});

describe('a required field that HiBob omits', () => {
	const withoutStartDateFor = async (isTheirs: (person: Person) => boolean) => {
		const options = { includeSkipped: true, largestUnreadable: 20 };
		const polled = await due({ events: ['birthday'], options });
		for (const person of hibob.people.filter(isTheirs)) {
			hibob.variants.omitted.set(person['root.id'], ['work.startDate']);
		}
		return polled;
	};
	const hasBirthday = (person: Person): boolean => person['personal.shortBirthDate'] === '11-23';

	it('for all those alone who are due is theirs, and asks for no permission', async () => {
		const polled = await withoutStartDateFor(hasBirthday);
		const output = await polled.heartbeat();
		expect(keys(output)).toEqual([]);
		const reasons = (output?.[1] ?? []).map(({ json }) => json.reason);
		expect(reasons).toContain('dataUnreadable');
		expect(polled.state).toMatchObject({ lastRun: TODAY });
	});

	it('for one of them is that one’s, and the others get theirs', async () => {
		const one = personIn(hibob.people, 'birthdayToday');
		const polled = await withoutStartDateFor((person) => person === one);
		const output = await polled.heartbeat();
		const others = expectedOn(hibob, TODAY, true).filter((key) => key.includes(':birthday:'));
		const theirs = `hibob:${one['root.id']}:birthday:2026`;
		expect(keys(output).sort()).toEqual(others.filter((key) => key !== theirs));
		expect(output?.[1]?.map(({ json }) => json)).toContainEqual(
			expect.objectContaining({
				key: theirs,
				reason: 'dataUnreadable',
				explanation: expect.stringContaining('work.startDate'),
			}),
		);
	});

	it('for everybody names the permission', async () => {
		const polled = await withoutStartDateFor(() => true);
		await expect(polled.heartbeat()).rejects.toMatchObject({
			message: expect.stringContaining('work.startDate'),
			description: expect.stringContaining('Work sections'),
		});
	});
});

describe('between the two reads', () => {
	/** Lets something happen at HiBob when the first read is answered. */
	const afterFirstRead = (happens: () => void) => {
		hibob.faults.add({
			path: '/v1/people/search',
			times: 1,
			fault: { kind: 'interrupt', when: 'answered', tell: happens },
		});
	};

	it('somebody who is deleted stops the run, and the next try does without them', async () => {
		const polled = await due({ events: ['birthday'] });
		const gone = personIn(hibob.people, 'birthdayToday');
		afterFirstRead(() => {
			hibob.people.splice(hibob.people.indexOf(gone), 1);
		});
		await expect(polled.heartbeat()).rejects.toThrow(/and now returned \d+ of them/);
		clock('2026-11-23T07:05:31Z');
		const gifts = keys(await polled.heartbeat());
		expect(idsOf(gifts)).not.toContain(gone['root.id']);
		expect(gifts.length).toBeGreaterThan(0);
	});

	it('a permission that is taken away stops the run and is named', async () => {
		const polled = await due({ events: ['birthday'] });
		afterFirstRead(() => {
			hibob.access.revokeCategory('lifecycle');
		});
		await expect(polled.heartbeat()).rejects.toMatchObject({
			message: expect.stringContaining('internal.terminationDate'),
			description: expect.stringContaining('Lifecycle sections'),
		});
		expect(polled.state).not.toHaveProperty('lastRun', TODAY);
	});

	it('a permission that is missing stops a run of an employee event, too', async () => {
		const polled = await due({ events: ['employeeLeft'] });
		hibob.access.revokeCategory('lifecycle');
		await expect(polled.heartbeat()).rejects.toMatchObject({
			message: expect.stringContaining('internal.terminationDate'),
		});
		expect(polled.state).not.toHaveProperty('lastRun', TODAY);
	});

	it('a birthday that is corrected gives no gift', async () => {
		const polled = await due({ events: ['birthday'] });
		const corrected = personIn(hibob.people, 'birthdayToday');
		afterFirstRead(() => {
			corrected['personal.shortBirthDate'] = '11-24';
		});
		expect(idsOf(keys(await polled.heartbeat()))).not.toContain(corrected['root.id']);
	});

	it('the time of a poll is shared, where n8n gives little', async () => {
		const polled = new DurableTrigger(triggerNode(hibob, { events: ['birthday'] }));
		await polled.publish('activate');
		clock('2026-11-23T07:00:31Z');
		// n8n gives 36 s, and all but a tenth of one are over after the first answer
		afterFirstRead(() => {
			clock('2026-11-23T07:01:02.900Z');
			// with all of the time, this answer would do
			hibob.faults.add({ times: 1, fault: { kind: 'slow', milliseconds: 1_000 } });
		});
		await expect(polled.heartbeat()).rejects.toThrow('did not respond in time');
	});

	it('somebody who leaves gets nothing', async () => {
		const polled = await due({ events: ['birthday'] });
		const leaver = personIn(hibob.people, 'birthdayToday');
		afterFirstRead(() => {
			leaver['internal.terminationDate'] = '2026-11-22';
		});
		expect(idsOf(keys(await polled.heartbeat()))).not.toContain(leaver['root.id']);
	});
});
