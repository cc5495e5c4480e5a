import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import { isObject } from '../../../nodes/shared/jsonObject.ts';
import { stringOf } from '../../../nodes/shared/parameterValue.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { civil } from '../occasions/calendar.mts';
import { clock, published } from '../resources/publishedTrigger.mts';
import { misdeeds, output, rows } from './actionNode.mts';

const TODAY = '2026-11-23';
const DAYS = 60;
let hibob: HiBobSandbox;

beforeEach(async () => {
	hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 100_000 });
	clock(`${TODAY}T06:30:00Z`);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hibob.stop();
	expect(misdeeds(hibob)).toEqual([]);
});

const upcoming = async (parameters: IDataObject = {}) =>
	await rows(hibob, {
		resource: 'occasion',
		operation: 'getUpcoming',
		events: ['birthday', 'workAnniversary', 'startDate'],
		days: DAYS,
		returnAll: true,
		simplify: false,
		...parameters,
	});

const dueDateOf = ({ occasion }: IDataObject): unknown =>
	isObject(occasion) ? occasion.dueDate : undefined;

interface Acts {
	/** `<day of the run> <key>` of what the trigger returned */
	emitted: string[];
	/** `<due day> <key> <reason>` of whom it skipped on the due day */
	leftOut: string[];
}

/** Runs the trigger day by day, while HiBob’s own days go by. */
async function triggerActs(parameters: IDataObject): Promise<Acts> {
	const polled = await published(hibob, { ...parameters, options: { includeSkipped: true } });
	const acts: Acts = { emitted: [], leftOut: [] };
	for (let index = 0; index < DAYS; index++) {
		const day = addDays(civil(TODAY), index);
		hibob.setToday(day);
		clock(`${day}T07:00:10Z`);
		const [due = [], skipped = []] = (await polled.heartbeat()) ?? [];
		for (const { json } of due) acts.emitted.push(`${day} ${stringOf(json.key)}`);
		for (const { json } of skipped) {
			if (dueDateOf(json) !== day) continue;
			acts.leftOut.push(`${day} ${stringOf(json.key)} ${stringOf(json.reason)}`);
		}
	}
	return { emitted: acts.emitted.sort(), leftOut: acts.leftOut.sort() };
}

/** The same, as Get Upcoming foresees it on the first day. */
async function foreseenActs(parameters: IDataObject): Promise<Acts & { later: number }> {
	const items = await upcoming(parameters);
	const last = addDays(civil(TODAY), DAYS - 1);
	const eligible = items.filter(({ runDate }) => runDate !== null && stringOf(runDate) <= last);
	return {
		emitted: eligible.map(({ runDate, key }) => `${stringOf(runDate)} ${stringOf(key)}`).sort(),
		leftOut: items
			.filter((item) => item.eligible === false)
			.map((item) => `${stringOf(dueDateOf(item))} ${stringOf(item.key)} ${stringOf(item.reason)}`)
			.sort(),
		later: eligible.filter((item) => item.runDate !== dueDateOf(item)).length,
	};
}

/** Lets someone be about to start, who has a birthday two days later. */
function addStarterWithBirthday(): void {
	const startDate = addDays(civil(TODAY), 20);
	const starter = hibob.people.find((person) => person['internal.lifecycleStatus'] === 'Hired');
	if (!starter) throw new Error('nobody is about to start');
	starter['work.startDate'] = startDate;
	starter['personal.shortBirthDate'] = addDays(startDate, 2).slice(5);
}

/** The ids of people who left more than 30 days before today, by either of their last days. */
const formerEmployees = (): Set<string> => {
	const since = addDays(civil(TODAY), -30);
	const leavers = hibob.people.filter((person) =>
		[person['internal.terminationDate'], person['employee.lastDayOfWork']].some(
			(day) => typeof day === 'string' && day < since,
		),
	);
	return new Set(leavers.map((person) => person['root.id']));
};

describe('the trigger does what was foreseen on 60 days of the company', () => {
	it.each<[string, number, IDataObject]>([
		['with the settings as they come', 0, {}],
		[
			'a week ahead, on working days, for chosen years',
			1,
			{
				anniversaryYears: '1, 3, 5+',
				when: {
					daysBefore: 7,
					shift: 'previous',
					holidays: '2026-12-25, 2026-12-28',
					catchUpDays: 10,
				},
			},
		],
		[
			'for days after the start and the end of the probation',
			0,
			{
				events: ['daysAfterStart', 'endOfProbation'],
				daysAfterStart: '20, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500, 550, 600, 650, 700',
				when: { daysBefore: 10, shift: 'next' },
			},
		],
		[
			'with fewer rules and a personal address first',
			0,
			{
				recipientEmail: 'personalThenWork',
				who: { leaveOut: ['notActive', 'statusUnknown', 'noEmail'], leavesOnLastDayOfWork: true },
				when: { anniversaryFrom: 'originalStartDate', catchUpDays: 0 },
			},
		],
	])(
		'%s',
		async (_, caughtUpOn, parameters) => {
			addStarterWithBirthday();
			const { later, ...foreseen } = await foreseenActs(parameters);
			const acts = await triggerActs(parameters);
			expect(foreseen.emitted.length).toBeGreaterThan(20);
			expect(foreseen.leftOut.length).toBeGreaterThan(0);
			expect(later).toBe(caughtUpOn);
			// who is skipped on the due day and caught up on later is foreseen as returned
			const caughtUp = new Set(acts.emitted.map((act) => act.split(' ')[1]));
			const former = formerEmployees();
			const stayedOut = acts.leftOut.filter((act) => {
				const [, key = '', reason] = act.split(' ');
				const isLongGone = reason === 'terminated' && former.has(key.split(':')[1] ?? '');
				return !caughtUp.has(key) && !isLongGone;
			});
			expect(foreseen.emitted).toEqual(acts.emitted);
			expect(foreseen.leftOut).toEqual(stayedOut);
		},
		60_000,
	);
});

describe('what comes out', () => {
	it('is one flat row for each occasion, soonest first, with a reason for who is skipped', async () => {
		const items = await upcoming({ simplify: true });
		expect(Object.keys(items[0] ?? {})).toEqual([
			'name',
			'email',
			'reason',
			'explanation',
			'employeeId',
			'displayName',
			'event',
			'years',
			'date',
			'dueDate',
			'eligible',
			'judged',
		]);
		const dueDates = items.map(({ dueDate }) => dueDate);
		expect(dueDates).toEqual([...dueDates].sort());
		for (const { name, eligible, email, reason, explanation, displayName } of items) {
			expect(eligible === true).toBe(reason === null && explanation === null);
			// the work email, to recognize people by
			expect(email !== null).toBe(reason !== 'noEmail');
			expect(name).toBe(displayName);
		}
		expect(new Set(items.map(({ eligible }) => eligible))).toEqual(new Set([true, false]));
	});

	it('says after how many days, for days after the start', async () => {
		const starter = hibob.people.find(({ scenario }) => scenario === 'startsToday');
		const id = starter?.['root.id'];
		const parameters = { events: ['daysAfterStart'], daysAfterStart: '7, 30', who: {} };
		const flat = await upcoming({ ...parameters, simplify: true });
		expect(flat.filter(({ employeeId }) => employeeId === id)).toMatchObject([
			{ event: 'daysAfterStart', days: 7, years: null, date: '2026-11-30' },
			{ event: 'daysAfterStart', days: 30, years: null, date: '2026-12-23' },
		]);
		const [item] = await upcoming(parameters);
		expect(item).toMatchObject({
			event: 'daysAfterStart',
			key: expect.stringMatching(/^hibob:\d+:daysAfterStart(?:7|30):\d{4}$/),
			occasion: { type: 'daysAfterStart', days: expect.any(Number), years: null },
		});
	});

	it('is the item of the trigger when it is not simplified', async () => {
		const [first] = await upcoming({ people: 'eligible' });
		expect(first).toMatchObject({
			event: expect.any(String),
			key: expect.stringMatching(/^hibob:\d+:\w+:\d{4}$/),
			occasion: { dueDate: TODAY },
			employee: { email: expect.stringContaining('@'), address: null, personalEmail: null },
			fields: {},
			eligible: true,
			runDate: TODAY,
		});
	});

	it('can be those alone who get something, or those who get nothing', async () => {
		const all = await upcoming();
		const eligible = await upcoming({ people: 'eligible' });
		const leftOut = await upcoming({ people: 'leftOut' });
		expect(eligible.every((item) => item.eligible === true)).toBe(true);
		expect(leftOut.every((item) => item.eligible === false)).toBe(true);
		expect(eligible.length + leftOut.length).toBe(all.length);
	});

	it('does not list people who left more than 30 days ago, as there are many', async () => {
		const [longAgo, recently, ahead] = hibob.people.filter(
			(person) => person.scenario === 'filler' && person['internal.status'] === 'Active',
		);
		if (!longAgo || !recently || !ahead) throw new Error('there are too few fillers');
		const leave = (person: typeof longAgo, day: string, lifecycle: string) =>
			Object.assign(person, {
				'internal.status': lifecycle === 'Terminated' ? 'Inactive' : 'Active',
				'internal.lifecycleStatus': lifecycle,
				'internal.terminationDate': day,
				'personal.shortBirthDate': '01-15',
			});
		leave(longAgo, '2026-10-23', 'Terminated');
		leave(recently, '2026-10-24', 'Terminated');
		leave(ahead, '2026-11-24', 'Employed');
		const reasonOf = async (parameters: IDataObject, { ['root.id']: id }: typeof longAgo) =>
			(await upcoming({ events: ['birthday'], ...parameters })).find(
				({ key }) => key === `hibob:${id}:birthday:2027`,
			)?.reason;
		expect(await reasonOf({}, longAgo)).toBeUndefined();
		expect(await reasonOf({}, recently)).toBe('terminated');
		expect(await reasonOf({}, ahead)).toBe('terminated');
		expect(await reasonOf({ people: 'leftOut' }, longAgo)).toBeUndefined();
		const who = { leaveOut: ['noEmail'] };
		expect(await reasonOf({ who }, longAgo)).toBeNull();
	});

	it('foresees when a person is included again who is skipped until a day', async () => {
		const [one, other] = hibob.people.filter(
			(person) => person.scenario === 'filler' && person['internal.status'] === 'Active',
		);
		if (!one || !other) throw new Error('there are too few fillers');
		one['personal.shortBirthDate'] = '12-01';
		other['personal.shortBirthDate'] = '12-02';
		const row = [one, other].map((person) => ({
			person: person['root.id'],
			until: '2026-12-01T00:00:00',
		}));
		const items = await upcoming({ events: ['birthday'], who: { exceptUntil: { row } } });
		const foreseen = [one, other].map((person) => {
			const item = items.find(({ key }) => key === `hibob:${person['root.id']}:birthday:2026`);
			return [item?.eligible, item?.reason, item?.runDate];
		});
		expect(foreseen).toEqual([
			[false, 'personExcluded', null],
			[true, null, '2026-12-02'],
		]);
	});

	it('stops at the limit, and at the last day', async () => {
		expect(await upcoming({ returnAll: false, limit: 3 })).toHaveLength(3);
		expect(await upcoming({ returnAll: false })).toHaveLength(50);
		const today = await upcoming({ days: 1 });
		expect(new Set(today.map(dueDateOf))).toEqual(new Set([TODAY]));
	});

	it('holds chosen fields, and personal data only when it was chosen', async () => {
		const options = { extraFields: ['work.employeeIdInCompany'], readAlso: ['phone', 'address'] };
		const items = await upcoming({ options });
		expect(items[0]).toMatchObject({ fields: { 'work.employeeIdInCompany': expect.anything() } });
		expect(items.map(({ employee }) => employee)).toContainEqual(
			expect.objectContaining({ phone: expect.any(String), address: expect.any(Object) }),
		);
		const [row] = await upcoming({ options, simplify: true });
		expect(row).toMatchObject({
			phone: null,
			fields: { 'work.employeeIdInCompany': expect.anything() },
		});
		await upcoming();
		expect(JSON.stringify(hibob.requests.at(-1)?.body)).not.toMatch(/home\.|address\.|birthDate/);
	});

	it('is nothing when no occasion comes', async () => {
		const repeat = 'once';
		const customDates = { date: [{ field: 'work.startDate', repeat }] };
		expect(
			await upcoming({ events: ['customDate'], customDates, days: 1, who: { sites: ['Nowhere'] } }),
		).toEqual(expect.any(Array));
		hibob.people.splice(1);
		expect(await upcoming({ events: ['startDate'], days: 1 })).toEqual([]);
	});
});

describe('trouble', () => {
	it('with a permission names it', async () => {
		hibob.access.revokeCategory('personal');
		await expect(upcoming()).rejects.toMatchObject({
			message: expect.stringContaining('personal.shortBirthDate'),
			description: expect.stringContaining('View selected employees’ Personal sections'),
		});
	});

	it.each([
		['no event', { events: [] }, /No event is chosen/],
		['no days', { days: 0 }, /'Days' is "0"/],
		['too many days', { days: 367 }, /'Days' is "367"/],
		['an unknown zone', { timeZone: 'Mars' }, /"Mars" is not a time zone/],
		['a limit of nothing', { returnAll: false, limit: 0 }, /'Limit' is "0"/],
		['the year of birth', { options: { extraFields: ['personal.age'] } }, /how old people are/],
	])('with %s is said before HiBob is asked', async (_, parameters, message) => {
		await expect(upcoming(parameters)).rejects.toThrow(message);
		expect(hibob.requests).toEqual([]);
	});

	it('of HiBob’s is said in words, and pairs with its item when the node goes on', async () => {
		hibob.faults.add({ times: 1, fault: { kind: 'htmlBody' } });
		const items = await output(
			hibob,
			{
				resource: 'occasion',
				operation: 'getUpcoming',
				events: ['birthday'],
				returnAll: false,
				limit: 1,
			},
			[{}, {}],
			{ onError: 'continueRegularOutput' },
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(items[0]?.json).toEqual({
			error: expect.stringMatching(/^HiBob returned a web page instead of data\. Check/),
		});
		expect(items[1]?.json).toMatchObject({ event: 'birthday' });
	});
});

describe('an answer from memory', () => {
	const searches = () => hibob.requests.length;
	const remembered = async (parameters: IDataObject = {}) =>
		await upcoming({ options: { reuseMinutes: 5 }, ...parameters });

	it('asks HiBob once for many views, and again when the minutes are over', async () => {
		const [first, ...others] = await Promise.all(
			Array.from({ length: 60 }, async () => await remembered()),
		);
		const asked = searches();
		for (const other of others) expect(other).toEqual(first);
		expect(first?.length).toBeGreaterThan(0);
		clock(`${TODAY}T06:34:59Z`);
		await remembered();
		expect(searches()).toBe(asked);
		clock(`${TODAY}T06:35:00Z`);
		await remembered();
		expect(searches()).toBe(2 * asked);
	});

	it('is no answer to another question', async () => {
		await remembered();
		const asked = searches();
		await remembered({ days: 10 });
		expect(searches()).toBe(2 * asked);
		await upcoming();
		expect(searches()).toBe(3 * asked);
	});

	it('does not change when a later node changes its items', async () => {
		const [before] = await remembered();
		const text = JSON.stringify(before);
		if (before) Object.assign(before, { key: 'changed' });
		expect(JSON.stringify((await remembered())[0])).toBe(text);
	});

	it('is an error for ten seconds when HiBob has refused, and no longer', async () => {
		hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 403 } });
		await expect(remembered()).rejects.toThrow();
		const asked = searches();
		clock(`${TODAY}T06:30:09Z`);
		await expect(remembered()).rejects.toThrow();
		expect(searches()).toBe(asked);
		hibob.faults.clear();
		clock(`${TODAY}T06:30:10Z`);
		expect((await remembered()).length).toBeGreaterThan(0);
	});
});
