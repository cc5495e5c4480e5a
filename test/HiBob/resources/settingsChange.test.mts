import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { readPassedOver } from '../../../nodes/shared/schedule/passedOver.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { pollContext, PolledTrigger, savedAs } from '../../n8nCore.mts';
import { LiveTrigger } from './liveTrigger.mts';
import {
	birthdayKey,
	clock,
	dueDates,
	expectedOn,
	keys,
	stillOwedOn,
	triggerNode,
} from './publishedTrigger.mts';

// What users do with a trigger that is live: another event, another setting, off and on again.

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

async function live(parameters: IDataObject = {}): Promise<LiveTrigger> {
	const trigger = new LiveTrigger(hibob, parameters);
	await trigger.publish('2026-11-23T06:30:00Z', undefined, 'activate');
	return trigger;
}

const someone = () => {
	const person = hibob.people.find(({ scenario }) => scenario === 'birthdayToday');
	if (!person) throw new Error('nobody has a birthday');
	return person;
};
const isActiveFiller = (person: HiBobSandbox['people'][number]): boolean =>
	person.scenario === 'filler' && person['internal.status'] === 'Active';
const ownKey = () => birthdayKey(someone());

describe('an event that is added to a live trigger', () => {
	it('counts from its own publishing', async () => {
		const trigger = await live({ events: ['workAnniversary'] });
		await trigger.runs('2026-11-23', 3);
		await trigger.publish('2026-11-25T10:00:00Z', { events: ['workAnniversary', 'birthday'] });
		const next = await trigger.runs('2026-11-26', 1);
		const expected = expectedOn(hibob, '2026-11-26', true);
		expect(next.filter((key) => String(key).includes(':birthday:')).sort()).toEqual(
			expected.filter((key) => key.includes(':birthday:')),
		);
	});

	it('does not take from the others what is owed to them', async () => {
		const trigger = await live({ events: ['workAnniversary'] });
		await trigger.publish('2026-11-23T10:00:00Z', { events: ['workAnniversary', 'birthday'] });
		expect(keys(await trigger.beat('2026-11-23T10:01:00Z')).sort()).toEqual(
			expectedOn(hibob, TODAY, true).filter((key) => key.includes(':workAnniversary:')),
		);
	});

	it('and taken away again, counts from its last publishing', async () => {
		const trigger = await live({ events: ['workAnniversary', 'birthday'] });
		await trigger.publish('2026-11-23T06:40:00Z', { events: ['workAnniversary'] });
		await trigger.runs('2026-11-23', 3);
		await trigger.publish('2026-11-25T10:00:00Z', { events: ['workAnniversary', 'birthday'] });
		const next = await trigger.runs('2026-11-26', 1);
		expect(next).not.toContain(ownKey());
	});
});

describe('with Once, an occasion does not come a second time', () => {
	const birthdays = { events: ['birthday'] };
	const count = (found: unknown[], key: string) => found.filter((one) => one === key).length;

	it('when HiBob corrects the birth date a month later', async () => {
		const trigger = await live(birthdays);
		const key = ownKey();
		const person = someone();
		const found = await trigger.runs('2026-11-23', 34);
		person['personal.shortBirthDate'] = '12-28';
		found.push(...(await trigger.runs('2026-12-27', 4)));
		expect(count(found, key)).toBe(1);
	});

	it('when a start is postponed by 33 days, or the person starts a second time in the year', async () => {
		const trigger = await live({ events: ['startDate'] });
		const starter = hibob.people.find(({ scenario }) => scenario === 'startsToday');
		if (!starter) throw new Error('nobody starts today');
		const found = await trigger.runs('2026-11-23', 30);
		starter['work.startDate'] = '2026-12-26';
		found.push(...(await trigger.runs('2026-12-23', 7)));
		expect(count(found, `hibob:${starter['root.id']}:startDate:2026`)).toBe(1);
	});

	it.each([
		['Days Before lowered from 45 to 0', { daysBefore: 45 }, { daysBefore: 0 }],
		[
			'another weekend policy with 60 catch-up days',
			{ shift: 'previous', catchUpDays: 60 },
			{ shift: 'next', catchUpDays: 60 },
		],
		['another leap-day policy', { leapDay: 'february28' }, { leapDay: 'march1' }],
	])('after %s', async (_, before, after) => {
		const trigger = await live({ ...birthdays, when: before });
		const found = await trigger.runs('2026-11-23', 40);
		await trigger.publish('2027-01-02T10:00:00Z', { when: after });
		found.push(...(await trigger.runs('2027-01-03', 20)));
		expect(found.length).toBe(new Set(found).size);
		expect(found.length).toBeGreaterThan(10);
	});

	it('after Once, Repeat and Once again', async () => {
		const trigger = await live(birthdays);
		const key = ownKey();
		const first = await trigger.runs('2026-11-23', 1);
		await trigger.publish('2026-11-23T10:00:00Z', { delivery: 'repeat' });
		const repeated = await trigger.runs('2026-11-24', 2);
		await trigger.publish('2026-11-25T10:00:00Z', { delivery: 'once' });
		const last = await trigger.runs('2026-11-26', 4);
		expect(count([...first, ...repeated, ...last], key)).toBe(1);
		expect(last.filter((one) => repeated.includes(one))).toEqual([]);
	});

	it('when Repeat has returned it, and Once is chosen after that', async () => {
		const trigger = await live({ ...birthdays, delivery: 'repeat' });
		const key = ownKey();
		expect(await trigger.runs('2026-11-23', 1)).toContain(key);
		await trigger.publish('2026-11-23T10:00:00Z', { delivery: 'once' });
		expect(await trigger.runs('2026-11-24', 4)).not.toContain(key);
	});

	it('and whoever leaves the day after is not listed as skipped for it', async () => {
		const trigger = await live({ ...birthdays, options: { includeSkipped: true } });
		const key = ownKey();
		expect(await trigger.runs('2026-11-23', 1)).toContain(key);
		Object.assign(someone(), {
			'internal.status': 'Inactive',
			'internal.lifecycleStatus': 'Terminated',
			'internal.terminationDate': '2026-11-23',
		});
		const [due, skipped] = (await trigger.beat('2026-11-24T07:00:31Z')) ?? [];
		const all = [...(due ?? []), ...(skipped ?? [])].map(({ json }) => json.key);
		expect(all).not.toContain(key);
	});
});

/** The keys of the birthdays of some days, as the sandbox itself judges. */
const birthdaysFrom = (from: string, days: number): string[] =>
	Array.from({ length: days }, (_, day) => dayAfter(from, day))
		.flatMap((date) => expectedOn(hibob, date, true))
		.filter((key) => key.includes(':birthday:'))
		.sort();

const dayAfter = (date: string, days: number): string =>
	new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

describe('a changed due day', () => {
	const birthdays = { events: ['birthday'] };

	it.each([3, 14])(
		'Days Before 0 and then %i: what it moves into the past comes with the next run, and nothing is lost or comes twice',
		async (daysBefore) => {
			const trigger = await live(birthdays);
			const found = await trigger.runs('2026-11-23', 3);
			await trigger.publish('2026-11-25T10:00:00Z', { when: { daysBefore } });
			const output = await trigger.beat('2026-11-26T07:00:31Z');
			expect(keys(output).sort()).toEqual(birthdaysFrom('2026-11-26', daysBefore + 1));
			expect(new Set(dueDates(output))).toEqual(new Set(['2026-11-26']));
			found.push(...keys(output), ...(await trigger.runs('2026-11-27', 20)));
			expect(found.sort()).toEqual(birthdaysFrom('2026-11-23', 4 + 20 + daysBefore));
		},
	);

	it.each(['update', 'init'] as const)(
		'weekends moved to Friday on a Friday after the run, seen at %s: those of the weekend come on Saturday',
		async (mode) => {
			const trigger = await live(birthdays);
			await trigger.runs('2026-11-23', 5);
			await trigger.publish('2026-11-27T10:00:00Z', { when: { shift: 'previous' } }, mode);
			const output = await trigger.beat('2026-11-28T07:00:31Z');
			expect(keys(output).sort()).toEqual(birthdaysFrom('2026-11-28', 2));
			expect((await trigger.runs('2026-11-29', 2)).sort()).toEqual(birthdaysFrom('2026-11-30', 1));
		},
	);

	it('before the first run still counts from the first publishing', async () => {
		const trigger = await live(birthdays);
		await trigger.publish('2026-11-23T06:40:00Z', { when: { daysBefore: 3 } });
		expect((await trigger.runs('2026-11-23', 1)).sort()).toEqual(birthdaysFrom('2026-11-23', 4));
	});

	it('that is put right before the next run returns nothing ahead', async () => {
		const trigger = await live(birthdays);
		await trigger.runs('2026-11-23', 1);
		await trigger.publish('2026-11-23T10:00:00Z', { when: { daysBefore: 14 } });
		await trigger.publish('2026-11-23T10:01:00Z', { when: { daysBefore: 1 } });
		expect((await trigger.runs('2026-11-24', 1)).sort()).toEqual(birthdaysFrom('2026-11-24', 2));
		await trigger.publish('2026-11-24T10:00:00Z', { when: { daysBefore: 14 } });
		await trigger.publish('2026-11-24T10:01:00Z', { when: { daysBefore: 1 } });
		expect(await trigger.runs('2026-11-25', 1)).toEqual(birthdaysFrom('2026-11-26', 1));
	});

	it('with At Every Poll, what it moves comes with the next poll', async () => {
		const trigger = await live({ ...birthdays, run: 'everyPoll' });
		expect(keys(await trigger.beat('2026-11-23T07:00:00Z')).sort()).toEqual(
			birthdaysFrom('2026-11-23', 1),
		);
		await trigger.publish('2026-11-23T10:00:00Z', { when: { daysBefore: 3 } });
		expect(keys(await trigger.beat('2026-11-23T10:01:00Z')).sort()).toEqual(
			birthdaysFrom('2026-11-24', 3),
		);
		expect(await trigger.beat('2026-11-23T10:02:00Z')).toBeNull();
		expect(keys(await trigger.beat('2026-11-24T10:01:00Z'))).toEqual(
			birthdaysFrom('2026-11-27', 1),
		);
	});

	it('does not move what an event that is added with it would have had', async () => {
		const trigger = await live({ events: ['workAnniversary'] });
		await trigger.runs('2026-11-23', 1);
		const both = ['workAnniversary', 'birthday'];
		await trigger.publish('2026-11-23T10:00:00Z', { events: both, when: { daysBefore: 14 } });
		const next = await trigger.runs('2026-11-24', 1);
		expect(next.filter((key) => String(key).includes(':birthday:')).sort()).toEqual(
			birthdaysFrom('2026-12-08', 1),
		);
	});

	it('leaves behind nothing that a clock had that jumped ahead', async () => {
		jest.spyOn(pollContext(triggerNode(hibob)).logger, 'warn').mockReturnValue();
		const trigger = await live(birthdays);
		await trigger.publish('2027-11-24T10:00:00Z', { when: { daysBefore: 1 } });
		await trigger.runs('2027-11-25', 1);
		expect((await trigger.runs('2026-11-24', 1)).sort()).toEqual(birthdaysFrom('2026-11-25', 1));
	});
});

describe('a widened rule counts from its publishing', () => {
	const birthdays = { events: ['birthday'] };
	const anniversaries = (days: string[]) =>
		days
			.flatMap((day) => expectedOn(hibob, day, true))
			.filter((key) => key.includes(':workAnniversary:'))
			.sort();

	it('more Anniversary Years, also when the runs after it are missed', async () => {
		const trigger = await live({ events: ['workAnniversary'], anniversaryYears: '98' });
		expect(await trigger.runs('2026-11-23', 3)).toEqual([]);
		await trigger.publish('2026-11-25T10:00:00Z', { anniversaryYears: '' });
		expect((await trigger.runs('2026-11-27', 1)).sort()).toEqual(
			anniversaries(['2026-11-26', '2026-11-27']),
		);
		expect(anniversaries(['2026-11-23', '2026-11-24', '2026-11-25'])).not.toEqual([]);
	});

	it('and not from the last good run, when runs before it have failed', async () => {
		const trigger = await live({ events: ['workAnniversary'], anniversaryYears: '98' });
		await trigger.runs('2026-11-23', 1);
		hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 503 } });
		const failed = ['2026-11-24', '2026-11-25', '2026-11-26'];
		for (const day of failed) {
			await expect(trigger.beat(`${day}T07:00:31Z`)).rejects.toThrow('503');
		}
		await trigger.publish('2026-11-26T10:00:00Z', { anniversaryYears: '' });
		hibob.faults.clear();
		expect((await trigger.runs('2026-11-27', 1)).sort()).toEqual(anniversaries(['2026-11-27']));
		expect(anniversaries(failed)).not.toEqual([]);
	});

	it('or from the last run, when nobody has published it', async () => {
		const trigger = await live({ events: ['workAnniversary'], anniversaryYears: '98' });
		await trigger.runs('2026-11-23', 1);
		const atStart = await trigger.publish('2026-11-26T10:00:00Z', { anniversaryYears: '' }, 'init');
		expect(keys(atStart).sort()).toEqual(anniversaries(['2026-11-24', '2026-11-25', '2026-11-26']));
	});

	it.each([
		['an employment type that is taken away', { employmentTypes: ['Intern'] }],
		['a country that is taken away', { countries: ['Iceland'] }],
	])('%s', async (_, who) => {
		const trigger = await live({ ...birthdays, who });
		expect(await trigger.runs('2026-11-23', 3)).toEqual([]);
		await trigger.publish('2026-11-25T10:00:00Z', { who: {} });
		expect((await trigger.runs('2026-11-26', 9)).sort()).toEqual(birthdaysFrom('2026-11-26', 9));
		expect(birthdaysFrom('2026-11-23', 3)).not.toEqual([]);
	});

	it.each([
		['a person who is no longer excluded', () => ({ excludedPeople: someone()['root.id'] })],
		[
			'a lifecycle status that is no longer excluded',
			() => ({ lifecycles: [someone()['internal.lifecycleStatus']] }),
		],
		['an opt-out field that is taken away', () => ({ optOutField: 'root.id' })],
	])('%s', async (_, who) => {
		const trigger = await live({ ...birthdays, who: who() });
		expect(await trigger.runs('2026-11-23', 1)).not.toContain(ownKey());
		await trigger.publish('2026-11-23T10:00:00Z', { who: {} });
		expect(await trigger.runs('2026-11-24', 8)).not.toContain(ownKey());
	});

	it('a reason that no longer skips', async () => {
		const trigger = await live(birthdays);
		someone()['internal.status'] = 'Inactive';
		expect(await trigger.runs('2026-11-23', 1)).not.toContain(ownKey());
		await trigger.publish('2026-11-23T10:00:00Z', { who: { leaveOut: ['terminated'] } });
		expect(await trigger.runs('2026-11-24', 8)).not.toContain(ownKey());
	});

	it('another Recipient Email', async () => {
		const trigger = await live(birthdays);
		const person = someone();
		Object.assign(person, { 'root.email': null, 'home.privateEmail': 'private@example.com' });
		expect(await trigger.runs('2026-11-23', 1)).not.toContain(ownKey());
		await trigger.publish('2026-11-23T10:00:00Z', { recipientEmail: 'workThenPersonal' });
		expect(await trigger.runs('2026-11-24', 8)).not.toContain(ownKey());
	});

	it.each([['Inactive'], [null]])(
		'but whoever was skipped with the status %s is caught up on when that changes',
		async (status) => {
			const trigger = await live({ ...birthdays, who: { sites: [] } });
			const person = someone();
			const former = person['internal.status'];
			Object.assign(person, { 'internal.status': status });
			expect(await trigger.runs('2026-11-23', 1)).not.toContain(ownKey());
			const who = { excludedPeople: '1', lifecycles: ['Garden leave'] };
			await trigger.publish('2026-11-23T10:00:00Z', { who });
			Object.assign(person, { 'internal.status': former });
			expect(await trigger.runs('2026-11-24', 1)).toContain(ownKey());
		},
	);

	it('a due day that is moved past the publishing, too', async () => {
		const trigger = await live({
			...birthdays,
			who: { employmentTypes: ['Intern'] },
			when: { daysBefore: 5 },
		});
		expect(await trigger.runs('2026-11-23', 2)).toEqual([]);
		await trigger.publish('2026-11-24T10:00:00Z', { who: {}, when: { daysBefore: 0 } });
		expect((await trigger.runs('2026-11-25', 7)).sort()).toEqual(birthdaysFrom('2026-11-25', 7));
	});

	it('Repeat after Once: only what falls due later is repeated', async () => {
		const trigger = await live(birthdays);
		await trigger.runs('2026-11-23', 3);
		await trigger.publish('2026-11-25T10:00:00Z', { delivery: 'repeat' });
		for (const days of [1, 2, 3]) {
			expect((await trigger.runs(dayAfter('2026-11-25', days), 1)).sort()).toEqual(
				birthdaysFrom('2026-11-26', days),
			);
		}
	});

	it('Repeat after Once: what Once still owed is returned one time', async () => {
		const trigger = await live(birthdays);
		const key = ownKey();
		const person = someone();
		person['internal.status'] = 'Inactive';
		await trigger.runs('2026-11-23', 1);
		await trigger.publish('2026-11-23T10:00:00Z', { delivery: 'repeat' });
		person['internal.status'] = 'Active';
		expect((await trigger.runs('2026-11-24', 8)).filter((one) => one === key)).toEqual([key]);
	});
});

describe('publishing says who is passed over', () => {
	const birthdays = { events: ['birthday'] };
	const ids = (from: string, days: number) =>
		birthdaysFrom(from, days).map((key) => key.split(':')[1] ?? '');
	const warnings = () => {
		const warn = jest.spyOn(pollContext(triggerNode(hibob)).logger, 'warn').mockReturnValue();
		return (): string[] => warn.mock.calls.flat().map(String);
	};
	/** How many are remembered; null when none are. */
	const passedOver = ({ polled }: LiveTrigger): number | null => {
		const { passedOver: stored } = savedAs(polled.state);
		return stored === null ? null : (readPassedOver(stored)?.count ?? 0);
	};
	/** The ids that a line of the log names, in their order. */
	const named = (line = '') =>
		Array.from(
			line.matchAll(/\b(?:birthday|workAnniversary|startDate) of (\d+)/g),
			([, id]) => id,
		).sort();

	it.each([
		['the days within Days Before', '2026-11-23T06:30:00Z', { daysBefore: 14 }, '2026-11-23', 14],
		['a weekend moved to Friday', '2026-11-27T10:00:00Z', { shift: 'previous' }, '2026-11-27', 3],
		[
			'a weekend moved to yesterday',
			'2026-11-28T06:30:00Z',
			{ shift: 'previous' },
			'2026-11-28',
			2,
		],
		['a weekend moved to today', '2026-11-30T10:00:00Z', { shift: 'next' }, '2026-11-28', 3],
		['today, after the run time', '2026-11-23T07:01:00Z', {}, '2026-11-23', 1],
	])('%s', async (_, instant, when, from, days) => {
		const said = warnings();
		const trigger = new LiveTrigger(hibob, { ...birthdays, when });
		expect(await trigger.publish(instant, undefined, 'activate')).toBeNull();
		const expected = ids(from, days);
		expect(expected).not.toEqual([]);
		expect(passedOver(trigger)).toBe(expected.length);
		expect(said()).toHaveLength(1);
		expect(named(said()[0])).toEqual(expected.sort());
		expect(said()[0]).not.toMatch(/\d\d-\d\d/);
		expect(said()[0]).toContain("Send these by hand, or lower 'Days Before'");
	});

	it('once more with the next good run, and then no more', async () => {
		const said = warnings();
		const trigger = new LiveTrigger(hibob, birthdays);
		await trigger.publish('2026-11-23T10:00:00Z', undefined, 'activate');
		hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 503 } });
		await expect(trigger.beat('2026-11-24T07:00:31Z')).rejects.toThrow('503');
		hibob.faults.clear();
		const { length: count } = ids('2026-11-23', 1);
		expect(passedOver(trigger)).toBe(count);
		const before = said().length;
		await trigger.beat('2026-11-24T07:02:31Z');
		expect(said().slice(before)).toEqual([
			expect.stringMatching(new RegExp(`: ${String(count)} upcoming occasions .* names them`)),
		]);
		expect(passedOver(trigger)).toBeNull();
		await trigger.runs('2026-11-25', 1);
		expect(said()).toHaveLength(before + 1);
	});

	it('nothing where nobody is, and nothing again when it is published again', async () => {
		const said = warnings();
		const trigger = await live();
		expect(said()).toEqual([]);
		await trigger.runs('2026-11-23', 1);
		await trigger.publish('2026-11-23T10:00:00Z', { when: { daysBefore: 3 } });
		await trigger.publish('2026-11-23T10:01:00Z', undefined, 'activate');
		expect(said()).toEqual([]);
		expect(passedOver(trigger)).toBeNull();
	});

	it('for an event that is added, and not for the others', async () => {
		const said = warnings();
		const trigger = await live({ events: ['workAnniversary'] });
		await trigger.publish('2026-11-23T10:00:00Z', { events: ['workAnniversary', 'birthday'] });
		expect(passedOver(trigger)).toBe(ids('2026-11-23', 1).length);
		expect(said()).toEqual([expect.stringContaining('birthday of')]);
		expect(said().join()).not.toContain('workAnniversary');
	});

	it('for two events that are added one after the other, beside each other until the next run', async () => {
		const said = warnings();
		const trigger = new LiveTrigger(hibob, birthdays);
		await trigger.publish('2026-11-23T10:00:00Z', undefined, 'activate');
		await trigger.publish('2026-11-23T10:01:00Z', { events: ['workAnniversary', 'birthday'] });
		const both = expectedOn(hibob, TODAY, true).filter((key) => !key.includes(':startDate:'));
		expect(both.some((key) => key.includes(':workAnniversary:'))).toBe(true);
		expect(passedOver(trigger)).toBe(both.length);
		expect(named(said()[1])).toEqual(both.map((key) => key.split(':')[1] ?? '').sort());
	});

	it('of an event that is added again, without what has come out before', async () => {
		const said = warnings();
		const trigger = await live({ events: ['workAnniversary', 'birthday'] });
		await trigger.runs('2026-11-23', 1);
		await trigger.publish('2026-11-23T10:00:00Z', { events: ['workAnniversary'] });
		await trigger.publish('2026-11-23T10:01:00Z', { events: ['workAnniversary', 'birthday'] });
		expect(said()).toEqual([]);
	});

	it('with roster events, too, whose initial sync comes beside it', async () => {
		warnings();
		const trigger = new LiveTrigger(hibob, { events: ['birthday', 'employeeAdded'] });
		await trigger.publish('2026-11-23T10:00:00Z', undefined, 'activate');
		expect(passedOver(trigger)).toBe(ids('2026-11-23', 1).length);
	});

	it('and not any more once Days Before is lowered, because it comes', async () => {
		const said = warnings();
		const trigger = new LiveTrigger(hibob, { ...birthdays, when: { daysBefore: 14 } });
		await trigger.publish('2026-11-23T06:30:00Z', undefined, 'activate');
		await trigger.publish('2026-11-23T06:31:00Z', { when: { daysBefore: 2 } });
		expect(passedOver(trigger)).toBe(ids('2026-11-23', 2).length);
		expect(named(said()[1])).toEqual(ids('2026-11-23', 2).sort());
		await trigger.publish('2026-11-23T06:32:00Z', { when: { daysBefore: 0 } });
		expect(passedOver(trigger)).toBeNull();
		expect((await trigger.runs('2026-11-23', 14)).sort()).toEqual(birthdaysFrom('2026-11-23', 14));
	});

	it('and not any more once its event is taken away', async () => {
		warnings();
		const trigger = new LiveTrigger(hibob, birthdays);
		await trigger.publish('2026-11-23T10:00:00Z', undefined, 'activate');
		expect(passedOver(trigger)).not.toBeNull();
		await trigger.publish('2026-11-23T10:01:00Z', { events: ['employeeLeft'] });
		expect(passedOver(trigger)).toBeNull();
	});

	it('of the day of the first publishing, too, when it is published again days later without a run', async () => {
		const said = warnings();
		const trigger = new LiveTrigger(hibob, birthdays);
		await trigger.publish('2026-11-23T10:00:00Z', undefined, 'activate');
		await trigger.publish('2026-11-25T06:00:00Z', { when: { catchUpDays: 9 } });
		const still = stillOwedOn(hibob, '2026-11-23', '2026-11-25')
			.filter((key) => key.includes(':birthday:'))
			.map((key) => key.split(':')[1]);
		expect(named(said()[1])).toEqual(still.sort());
		expect(passedOver(trigger)).toBe(still.length);
	});

	it('as before when HiBob does not answer at the next publishing', async () => {
		warnings();
		const trigger = new LiveTrigger(hibob, birthdays);
		await trigger.publish('2026-11-23T10:00:00Z', undefined, 'activate');
		hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 503 } });
		await trigger.publish('2026-11-23T10:01:00Z', { when: { daysBefore: 3 } });
		expect(passedOver(trigger)).toBe(ids('2026-11-23', 1).length);
	});

	it('only those who would have got it', async () => {
		const said = warnings();
		someone()['internal.status'] = 'Inactive';
		const trigger = new LiveTrigger(hibob, birthdays);
		await trigger.publish('2026-11-23T10:00:00Z', undefined, 'activate');
		expect(named(said()[0])).not.toContain(someone()['root.id']);
	});

	it('and a record that cannot be read does not stop it', async () => {
		warnings();
		const { length: expected } = ids('2026-11-23', 1).filter((id) => id !== someone()['root.id']);
		Object.assign(someone(), { 'personal.shortBirthDate': 'yesterday' });
		const trigger = new LiveTrigger(hibob, birthdays);
		await trigger.publish('2026-11-23T10:00:00Z', undefined, 'activate');
		expect(passedOver(trigger)).toBe(expected === 0 ? null : expected);
	});

	it('but a change goes live also while HiBob is in trouble, and the log says what is not known', async () => {
		const said = warnings();
		const trigger = await live({ events: ['workAnniversary'] });
		hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 503 } });
		await trigger.publish('2026-11-23T10:00:00Z', { events: ['birthday'] });
		expect(said()).toEqual([expect.stringContaining('not known which occasions fell due before')]);
	});
});

describe('off and on again', () => {
	const roster = { events: ['employeeAdded', 'employeeChanged', 'employeeLeft'] };

	it('the roster is kept: whoever changed or left meanwhile is reported, and nobody is added', async () => {
		const trigger = await live(roster);
		await trigger.runs('2026-11-23', 1);
		const [one, other] = hibob.people.filter(isActiveFiller);
		if (!one || !other) throw new Error('there are no fillers');
		one['root.firstName'] = 'Maximiliane';
		hibob.people.splice(hibob.people.indexOf(other), 1);
		expect(await trigger.publish('2026-11-24T06:00:00Z', undefined, 'activate')).toBeNull();
		const output = await trigger.beat('2026-11-24T07:00:31Z');
		const events = (output?.[0] ?? []).map(({ json }) => [json.event, json.key]);
		const leaver = hibob.people.find((each) => each['internal.terminationDate'] === TODAY);
		expect(events.sort()).toEqual(
			[
				['employeeChanged', expect.stringContaining(one['root.id'])],
				['employeeLeft', `hibob:${other['root.id']}:employeeLeft:2026-11-24`],
				['employeeLeft', `hibob:${leaver?.['root.id'] ?? ''}:employeeLeft:2026-11-24`],
			].sort(),
		);
	});

	it('after more than the catch-up days the roster is compared all the same', async () => {
		const trigger = await live({ events: [...roster.events, 'birthday'] });
		const warn = jest.spyOn(pollContext(triggerNode(hibob)).logger, 'warn').mockReturnValue();
		await trigger.runs('2026-11-23', 1);
		const other = hibob.people.find(isActiveFiller);
		if (!other) throw new Error('there is no filler');
		hibob.people.splice(hibob.people.indexOf(other), 1);
		expect(await trigger.publish('2026-12-10T10:00:00Z', undefined, 'activate')).toBeNull();
		// one of them by a date that HiBob had all along
		const output = await trigger.beat('2026-12-10T10:01:00Z');
		const items = (output?.[0] ?? []).map(({ json }) => json);
		expect(items.map(({ event }) => event)).toEqual(['employeeLeft', 'employeeLeft']);
		expect(items[0]).toMatchObject({
			judged: { givenUp: { from: '2026-11-24', until: '2026-12-10' } },
		});
		expect(warn).toHaveBeenCalledWith(expect.stringContaining('2026-11-24 to 2026-12-10'));
		expect(await trigger.beat('2026-12-10T10:02:00Z')).toBeNull();
	});

	it.each([
		[2, '2026-11-25', '2026-11-22'],
		[2, '2026-11-26', '2026-11-26'],
		[30, '2026-12-23', '2026-11-22'],
		[30, '2026-12-24', '2026-12-24'],
	])(
		'with %i catch-up days, on again on %s, birthdays after %s count',
		async (catchUpDays, day, baseline) => {
			jest.spyOn(pollContext(triggerNode(hibob)).logger, 'warn').mockReturnValue();
			const trigger = await live({ events: ['birthday'], when: { catchUpDays } });
			await trigger.publish(`${day}T10:00:00Z`, undefined, 'activate');
			expect(trigger.polled.state).toMatchObject({ baselines: { birthday: baseline } });
		},
	);

	it('a change of a trigger that was on all the time gives nothing up, however long nothing ran', async () => {
		const trigger = await live({ events: ['birthday'], when: { catchUpDays: 7 } });
		await trigger.publish('2026-12-20T10:00:00Z', { delivery: 'repeat' });
		expect(trigger.polled.state).toMatchObject({
			baselines: { birthday: '2026-11-22' },
			givenUp: null,
		});
	});

	it('what three days of an outage owe is not lost when somebody switches off and on to repair it', async () => {
		const trigger = await live();
		hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 403 }, times: 3 });
		for (const day of ['23', '24', '25']) {
			await expect(trigger.beat(`2026-11-${day}T07:00:31Z`)).rejects.toThrow('403');
		}
		hibob.faults.clear();
		await trigger.publish('2026-11-25T10:00:00Z', undefined, 'activate');
		const owed = ['2026-11-23', '2026-11-24', '2026-11-25'];
		const found = keys(await trigger.beat('2026-11-25T10:01:00Z'));
		const expected = owed.flatMap((day) => stillOwedOn(hibob, day, '2026-11-25'));
		expect(expected.filter((key) => !found.includes(key))).toEqual([]);
	});
});

describe('Employee Synced', () => {
	it.each([
		['after', '2026-11-23T10:00:00Z', '2026-11-23T10:01:00Z'],
		['before', '2026-11-23T06:30:00Z', '2026-11-23T07:00:31Z'],
	])('published %s the run time comes once that day', async (_, publishing, next) => {
		const trigger = new LiveTrigger(hibob, { events: ['employeeSynced'] });
		const initial = await trigger.publish(publishing, undefined, 'activate');
		expect(initial?.[0]?.length).toBeGreaterThan(200);
		expect(await trigger.beat(next)).toBeNull();
		const tomorrow = await trigger.beat('2026-11-24T07:00:31Z');
		expect(tomorrow?.[0]?.length).toBeGreaterThan(200);
	});
});

describe('a clock that jumped ahead once', () => {
	it('does not silence the trigger, and the log says so', async () => {
		const warn = jest.spyOn(pollContext(triggerNode(hibob)).logger, 'warn').mockReturnValue();
		const trigger = await live();
		await trigger.runs('2026-11-23', 1);
		await trigger.beat('2027-11-24T07:00:31Z');
		expect(trigger.polled.state).toMatchObject({ lastRun: '2027-11-24' });
		expect(keys(await trigger.beat('2026-11-24T07:00:31Z')).sort()).toEqual(
			expectedOn(hibob, '2026-11-24', true),
		);
		expect(warn).toHaveBeenCalledWith(expect.stringContaining('2027-11-24'));
		expect(trigger.polled.state).toMatchObject({ lastRun: '2026-11-24' });
	});
});

describe('a run time that poll times never reach', () => {
	it('is caught up a day late, judged by the day on which it runs', async () => {
		const trigger = await live({ events: ['birthday'] });
		const summer = ['2026-11-24', '2026-11-25', '2026-11-26'];
		const found: unknown[] = [];
		for (const day of summer) found.push(...keys(await trigger.beat(`${day}T06:00:20Z`)));
		const expected = ['2026-11-23', '2026-11-24', '2026-11-25'].flatMap((day) =>
			stillOwedOn(hibob, day, '2026-11-24').filter((key) => key.includes(':birthday:')),
		);
		expect(found.sort()).toEqual(expected.sort());
	});
});

describe('publishing with poll times that make the run hours late', () => {
	/** As n8n adds it to every polling trigger (n8n-core, directory-loader). */
	const pollTimesProperty: INodeProperties = {
		displayName: 'Poll Times',
		name: 'pollTimes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		options: [
			{
				name: 'item',
				displayName: 'Item',
				values: ['mode', 'hour', 'minute'].map((name) => ({
					displayName: name,
					name,
					type: name === 'mode' ? 'string' : 'number',
					default: '',
				})),
			},
		],
	};

	const inNewYork = { rule: [{ sites: ['New York'], timeZone: 'America/New_York' }] };

	it.each([
		[6, {}, [expect.stringContaining('starts up to 23 hours late')]],
		[7, {}, []],
		[
			7,
			inNewYork,
			[expect.stringMatching(/07:00 \(America\/New_York\) starts up to 20 hours late/)],
		],
	])('at %i o’clock with site rules %j warns in the log: %j', async (hour, siteRules, warnings) => {
		const node = triggerNode(hibob, {
			pollTimes: { item: [{ mode: 'everyDay', hour, minute: 0 }] },
			siteRules,
		});
		const { description } = node.type;
		node.type.description = {
			...description,
			properties: [pollTimesProperty, ...description.properties],
		};
		const warn = jest.spyOn(pollContext(node).logger, 'warn').mockReturnValue();
		await new PolledTrigger(node).activate('activate');
		expect(warn.mock.calls.flat()).toEqual(warnings);
	});
});

describe('two triggers of one workflow with the same node id', () => {
	it('are refused in words', async () => {
		const node = triggerNode(hibob);
		await new PolledTrigger(node).activate('activate');
		const copy = new PolledTrigger({ ...node, settings: { ...node.settings, name: 'Copy' } });
		const twin = jest.spyOn(pollContext(node).constructor.prototype, 'getChildNodes');
		twin.mockReturnValue([{ name: 'Send Gift', type: 'x', typeVersion: 1, disabled: false }]);
		await expect(copy.activate('activate')).rejects.toMatchObject({
			message: expect.stringContaining('have the same node ID'),
			description: expect.stringContaining('duplicate one of them'),
		});
	});

	it('but not of two workflows, whatever their nodes are called', async () => {
		const node = triggerNode(hibob);
		const twin = jest.spyOn(pollContext(node).constructor.prototype, 'getChildNodes');
		twin.mockReturnValue([{ name: 'Send Gift', type: 'x', typeVersion: 1, disabled: false }]);
		for (const [workflowId, name] of [
			['one', 'People'],
			['two', 'Employees'],
		] as const) {
			const settings = { ...node.settings, name };
			const polled = new PolledTrigger({ ...node, workflowId, settings });
			expect(await polled.activate('activate')).toBeNull();
		}
	});
});
