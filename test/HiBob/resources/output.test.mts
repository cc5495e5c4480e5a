import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
	jest,
} from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../../../nodes/shared/jsonObject.ts';
import { stringOf } from '../../../nodes/shared/parameterValue.ts';
import { WEDDING_ANNIVERSARY_FIELD } from '../../../sandbox/hibob/fields.mts';
import type { Person } from '../../../sandbox/hibob/people.mts';
import { personIn } from '../../../sandbox/hibob/scenarios.mts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { PolledTrigger } from '../../n8nCore.mts';
import { clock, expectedOn, keys, published, triggerNode } from './publishedTrigger.mts';

// What the trigger returns, whole: one field too many can be personal data that nobody asked for.

const TODAY = '2026-11-23';
const JUDGED = {
	date: TODAY,
	timeZone: 'UTC',
	preview: false,
	dueDate: TODAY,
	catchUpDays: 7,
	offeredAgain: false,
};
const JUDGED_IN_ROSTER = { ...JUDGED, dueDate: null };
let hibob: HiBobSandbox;

beforeEach(() => {
	clock('2026-11-23T06:30:00Z');
});
afterEach(() => {
	jest.restoreAllMocks();
});

/** The run of today after a publishing, between which something may happen. */
async function runOf(
	parameters: IDataObject,
	happens: () => void = () => undefined,
): Promise<INodeExecutionData[][] | null> {
	const polled = await published(hibob, parameters);
	happens();
	clock('2026-11-23T07:00:31Z');
	return await polled.heartbeat();
}

/** The items about somebody. */
const itemsAbout = (output: INodeExecutionData[][] | null, person: Person, index = 0) =>
	(output?.[index] ?? [])
		.map(({ json }) => json)
		.filter(({ key }) => stringOf(key).split(':')[1] === person['root.id']);

/** The label of a value from one of HiBob’s lists, which is a value of an item or its name. */
const labelIn = (list: string, value: unknown): unknown =>
	hibob.lists.get(list)?.find(({ id }) => String(id) === value)?.name ?? value;

/** What every item begins with. */
const first = (person: Person) => ({
	name: person['root.displayName'],
	email: person['root.email'],
});

/** What an item tells of somebody where nothing is read on request, by the sandbox’s own records. */
function about(person: Person, email: unknown = person['root.email']) {
	const manager = person['work.reportsTo'];
	if (!isObject(manager)) throw new Error('this person has no manager');
	return {
		id: person['root.id'],
		email,
		workEmail: person['root.email'],
		personalEmail: null,
		firstName: person['root.firstName'],
		lastName: person['root.surname'],
		displayName: person['root.displayName'],
		title: labelIn('title', person['work.title']),
		department: labelIn('department', person['work.department']),
		site: person['work.site'],
		manager: { id: manager.id, displayName: manager.displayName, email: manager.email },
		startDate: person['work.startDate'],
		status: person['internal.status'],
		lifecycleStatus: person['internal.lifecycleStatus'],
		terminationDate: person['internal.terminationDate'],
		address: null,
		phone: null,
	};
}

describe('of a company in which nothing changes', () => {
	beforeAll(async () => {
		hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 100_000 });
		hibob.access.grantField(WEDDING_ANNIVERSARY_FIELD);
	});
	afterAll(async () => {
		await hibob.stop();
	});

	it.each(['birthday', 'workAnniversary', 'startDate'])(
		'%s as the only event returns what it returns beside the others',
		async (event) => {
			const expected = expectedOn(hibob, TODAY, true).filter((key) => key.includes(`:${event}:`));
			expect(expected.length).toBeGreaterThan(0);
			expect(keys(await runOf({ events: [event] })).sort()).toEqual(expected);
		},
	);

	it('a custom date as the only event returns what is due', async () => {
		const person = personIn(hibob.people, 'anniversary2');
		const before = person[WEDDING_ANNIVERSARY_FIELD] ?? null;
		person[WEDDING_ANNIVERSARY_FIELD] = '2019-11-23';
		const customDates = { date: [{ field: WEDDING_ANNIVERSARY_FIELD, repeat: 'yearly' }] };
		const output = await runOf({ events: ['customDate'], customDates });
		person[WEDDING_ANNIVERSARY_FIELD] = before;
		expect(itemsAbout(output, person)).toEqual([
			{
				...first(person),
				event: 'customDate',
				key: `hibob:${person['root.id']}:${WEDDING_ANNIVERSARY_FIELD}:2026`,
				occasion: {
					type: 'customDate',
					field: WEDDING_ANNIVERSARY_FIELD,
					repeat: 'yearly',
					date: TODAY,
					dueDate: TODAY,
					years: 7,
				},
				employee: about(person),
				fields: {},
				judged: JUDGED,
			},
		]);
	});

	it('an item of a birthday is this and no more', async () => {
		const person = personIn(hibob.people, 'birthdayToday');
		expect(itemsAbout(await runOf({ events: ['birthday'] }), person)).toEqual([
			{
				...first(person),
				event: 'birthday',
				key: `hibob:${person['root.id']}:birthday:2026`,
				occasion: { type: 'birthday', date: TODAY, dueDate: TODAY, years: null },
				employee: about(person),
				fields: {},
				judged: JUDGED,
			},
		]);
	});

	it('an item is as short where rules read the address and the private e-mail', async () => {
		const person = personIn(hibob.people, 'birthdayTodayWithAddress');
		const who = {
			countries: [stringOf(person['address.country'] ?? null)],
			excludedPeople: 'nobody@home.example',
		};
		const [item] = itemsAbout(await runOf({ events: ['birthday'], who }), person);
		expect(item?.employee).toEqual(about(person));
	});

	it('an item of the roster is this and no more', async () => {
		const person = personIn(hibob.people, 'birthdayToday');
		const polled = new PolledTrigger(triggerNode(hibob, { events: ['employeeSynced'] }));
		expect(itemsAbout(await polled.activate('activate'), person)).toEqual([
			{
				...first(person),
				event: 'employeeSynced',
				key: `hibob:${person['root.id']}:employeeSynced:${TODAY}`,
				occasion: null,
				employee: about(person),
				fields: {},
				judged: JUDGED_IN_ROSTER,
			},
		]);
	});

	it('an item of the Skipped output is the same with the reason and without an address to send to', async () => {
		const person = personIn(hibob.people, 'birthdayTodayParentalLeaveInactive');
		const options = { includeSkipped: true };
		const excluded = {
			...first(person),
			reason: 'notActive',
			explanation: 'The employment status is Inactive (Parental leave)',
			judged: JUDGED,
			employee: about(person, null),
			fields: {},
		};
		const occasions = await runOf({ events: ['birthday'], options });
		expect(itemsAbout(occasions, person, 1)).toEqual([
			{
				...excluded,
				event: 'birthday',
				key: `hibob:${person['root.id']}:birthday:2026`,
				occasion: { type: 'birthday', date: TODAY, dueDate: TODAY, years: null },
			},
		]);
		clock('2026-11-23T06:30:00Z');
		const polled = new PolledTrigger(triggerNode(hibob, { events: ['employeeSynced'], options }));
		expect(itemsAbout(await polled.activate('activate'), person, 1)).toEqual([
			{
				...excluded,
				event: 'employeeSynced',
				key: `hibob:${person['root.id']}:employeeSynced:${TODAY}`,
				occasion: null,
				judged: JUDGED_IN_ROSTER,
			},
		]);
	});
});

describe('of a company in which something happens', () => {
	beforeEach(async () => {
		hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 100_000 });
	});
	afterEach(async () => {
		await hibob.stop();
	});

	/** People of whom nothing is out of the ordinary. */
	const ordinary = (): Person[] =>
		hibob.people.filter(
			(person) =>
				person.scenario === 'filler' &&
				person['root.email'] !== null &&
				person['internal.status'] === 'Active' &&
				person['internal.terminationDate'] === null &&
				isObject(person['work.reportsTo']),
		);

	const COMPARING = { events: ['employeeAdded', 'employeeChanged', 'employeeLeft'] };

	it('items of who joins, changes, leaves and is deleted are these and no more', async () => {
		const [joins, changes, leaves, deleted] = ordinary();
		if (!joins || !changes || !leaves || !deleted) throw new Error('there are too few fillers');
		const rank = (person: Person) => hibob.people.indexOf(person);
		hibob.people.splice(rank(joins), 1);
		const output = await runOf(COMPARING, () => {
			hibob.people.push(joins);
			changes['root.surname'] = 'Newname';
			leaves['internal.status'] = 'Inactive';
			hibob.people.splice(rank(deleted), 1);
		});
		const common = { occasion: null, fields: {}, judged: JUDGED_IN_ROSTER };
		const key = (person: Person, event: string) => `hibob:${person['root.id']}:${event}:${TODAY}`;
		expect(output?.flat().map(({ json }) => json)).toHaveLength(4);
		expect(itemsAbout(output, joins)).toEqual([
			{
				...common,
				...first(joins),
				event: 'employeeAdded',
				key: key(joins, 'employeeAdded'),
				employee: about(joins),
				initial: false,
			},
		]);
		expect(itemsAbout(output, changes)).toEqual([
			{
				...common,
				...first(changes),
				event: 'employeeChanged',
				key: expect.stringMatching(new RegExp(`^${key(changes, 'employeeChanged')}:[\\w-]{5}$`)),
				employee: about(changes),
				changedFields: ['lastName'],
			},
		]);
		expect(itemsAbout(output, leaves)).toEqual([
			{
				...common,
				...first(leaves),
				event: 'employeeLeft',
				key: key(leaves, 'employeeLeft'),
				employee: about(leaves),
				reason: 'notActive',
				explanation: 'The employment status is Inactive (Employed)',
			},
		]);
		expect(itemsAbout(output, deleted)).toEqual([
			{
				...common,
				name: `Employee ${deleted['root.id']}`,
				email: null,
				event: 'employeeLeft',
				key: key(deleted, 'employeeLeft'),
				employee: { id: deleted['root.id'] },
				reason: 'gone',
				explanation: 'HiBob no longer lists this employee',
			},
		]);
	});

	/** Nobody but these has a birthday today. */
	const onlyBirthdaysOf = (...people: Person[]) => {
		for (const person of hibob.people) {
			person['personal.shortBirthDate'] = people.includes(person) ? '11-23' : '06-15';
		}
	};

	it.each([
		['somebody is due and nobody is skipped', ['birthdayToday'], [1], [1, 0]],
		['nobody is due and somebody is skipped', ['birthdayTodayLeftYesterday'], null, [0, 1]],
		['there are both', ['birthdayToday', 'birthdayTodayLeftYesterday'], [1], [1, 1]],
		['nobody is either', [], null, null],
	] as const)(
		'when %s (%j), the outputs hold %j, and %j with Include Skipped',
		async (_, scenarios, without, including) => {
			onlyBirthdaysOf(...scenarios.map((scenario) => personIn(hibob.people, scenario)));
			const sizes = (output: INodeExecutionData[][] | null) =>
				output?.map(({ length }) => length) ?? null;
			expect(sizes(await runOf({ events: ['birthday'] }))).toEqual(without);
			clock('2026-11-23T06:30:00Z');
			const options = { includeSkipped: true };
			expect(sizes(await runOf({ events: ['birthday'], options }))).toEqual(including);
		},
	);

	it.each([
		[0, ['2026-11-23']],
		[7, ['2026-11-16', '2026-11-23']],
		[60, ['2026-09-24', '2026-11-16', '2026-11-23']],
	])('with %i catch-up days, what fell due on %j is owed', async (catchUpDays, days) => {
		const [one, two, three, four] = ordinary();
		if (!one || !two || !three || !four) throw new Error('there are too few fillers');
		const birthdays = new Map([
			[one, '09-23'],
			[two, '09-24'],
			[three, '11-16'],
			[four, '11-23'],
		]);
		for (const person of hibob.people) {
			person['personal.shortBirthDate'] = birthdays.get(person) ?? '06-15';
			if (birthdays.has(person)) person['work.startDate'] = '2020-01-02';
		}
		const parameters = { events: ['birthday'], when: { catchUpDays } };
		clock('2026-09-01T06:30:00Z');
		const polled = await published(hibob, parameters);
		clock('2026-11-23T07:00:31Z');
		const restarted = polled.restartedWith(polled.state);
		const output = (await restarted.activate('init'))?.[0] ?? [];
		const due = output.map(({ json: { occasion } }) => isObject(occasion) && occasion.dueDate);
		expect(due.sort()).toEqual(days);
	});

	it.each([
		[0, 1, 'stops'],
		[20, 60, 'passes'],
		[20, 61, 'stops'],
		[100, 299, 'passes'],
	])(
		'with a Max Headcount Drop of %i %%, a company of 300 less %i %s',
		async (largestShrink, less, outcome) => {
			const run = runOf({ options: { largestShrink } }, () => hibob.people.splice(0, less));
			if (outcome === 'stops') await expect(run).rejects.toThrow('in the last run there were');
			else await expect(run).resolves.toBeDefined();
		},
	);

	it('with a Max Headcount Drop of 0 %, nobody may leave the roster', async () => {
		const run = runOf({ ...COMPARING, options: { largestShrink: 0 } }, () => {
			for (const person of ordinary().slice(0, 1)) person['internal.status'] = 'Inactive';
		});
		await expect(run).rejects.toThrow(/^1 of \d+ employees would count as leavers/);
	});

	it('with a Max Headcount Drop of 100 %, everybody may', async () => {
		const leavers = ordinary();
		const run = runOf({ ...COMPARING, options: { largestShrink: 100 } }, () => {
			for (const person of leavers) person['internal.status'] = 'Inactive';
		});
		expect(leavers.length).toBeGreaterThan(150);
		expect(keys(await run)).toHaveLength(leavers.length);
	});
});
