import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import {
	CELEBRATIONS_CATEGORY,
	GIFT_OPT_OUT_FIELD,
	WEDDING_ANNIVERSARY_FIELD,
} from '../../../sandbox/hibob/fields.mts';
import type { Person } from '../../../sandbox/hibob/people.mts';
import { personIn } from '../../../sandbox/hibob/scenarios.mts';
import type { Scenario } from '../../../sandbox/hibob/scenarios.mts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { loadedOptions, PolledTrigger } from '../../n8nCore.mts';
import {
	birthdayKey,
	clock,
	dueDates,
	expectedOn,
	keys,
	published,
	skippedIn,
	triggerNode,
} from './publishedTrigger.mts';

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

/** What the run of today returns. */
async function runOf(parameters: IDataObject): Promise<INodeExecutionData[][] | null> {
	const polled = await published(hibob, parameters);
	clock('2026-11-23T07:00:31Z');
	return await polled.heartbeat();
}

const itemOf = (output: INodeExecutionData[][] | null, key: string) =>
	output?.[0]?.find(({ json }) => json.key === key)?.json;

describe('a custom date', () => {
	const wedding = {
		events: ['customDate'],
		customDates: { date: [{ field: WEDDING_ANNIVERSARY_FIELD, repeat: 'yearly' }] },
	};

	it('is returned once its category is granted', async () => {
		hibob.access.grantCategory(CELEBRATIONS_CATEGORY);
		const person = someone('anniversary2');
		person[WEDDING_ANNIVERSARY_FIELD] = '2019-11-23';
		const output = await runOf(wedding);
		const key = `hibob:${person['root.id']}:${WEDDING_ANNIVERSARY_FIELD}:2026`;
		expect(keys(output)).toContain(key);
		expect(itemOf(output, key)).toMatchObject({
			event: 'customDate',
			occasion: { field: WEDDING_ANNIVERSARY_FIELD, date: TODAY, years: 7 },
		});
	});

	it('names the category as HiBob calls it where it is not granted', async () => {
		await expect(published(hibob, wedding)).rejects.toMatchObject({
			message: expect.stringContaining(WEDDING_ANNIVERSARY_FIELD),
			description: expect.stringContaining('View selected employees’ Celebrations sections'),
		});
	});

	it('still names the field where HiBob does not list its fields either', async () => {
		const path = '/v1/company/people/fields';
		hibob.faults.add({ path, fault: { kind: 'status', when: 'before', status: 503 } });
		await expect(published(hibob, wedding)).rejects.toMatchObject({
			message: expect.stringContaining(WEDDING_ANNIVERSARY_FIELD),
			description: expect.stringContaining('the category of this field'),
		});
	});

	it('that is no date stops the run', async () => {
		someone('anniversary2')[GIFT_OPT_OUT_FIELD] = '2019';
		const customDates = { date: [{ field: GIFT_OPT_OUT_FIELD }] };
		await expect(runOf({ ...wedding, customDates })).rejects.toThrow(GIFT_OPT_OUT_FIELD);
	});
});

describe('the opt-out field', () => {
	const optOut = {
		events: ['birthday'],
		who: { optOutField: GIFT_OPT_OUT_FIELD },
		options: { includeSkipped: true },
	};

	it('skips who said Yes, and nobody who said No or nothing', async () => {
		const [optedOut, saidNo, saidNothing] = [
			someone('giftOptOut'),
			someone('birthdayToday'),
			someone('birthdayTodayResigned'),
		];
		optedOut['personal.shortBirthDate'] = '11-23';
		saidNo[GIFT_OPT_OUT_FIELD] = '1667499206102';
		const output = await runOf(optOut);
		expect(skippedIn(output).get(birthdayKey(optedOut))).toBe('personExcluded');
		expect(keys(output)).toEqual(
			expect.arrayContaining([birthdayKey(saidNo), birthdayKey(saidNothing)]),
		);
	});

	it('that is not readable stops the run, instead of counting as nobody’s wish', async () => {
		hibob.access.revokeField(GIFT_OPT_OUT_FIELD);
		await expect(published(hibob, optOut)).rejects.toMatchObject({
			message: expect.stringContaining(GIFT_OPT_OUT_FIELD),
			description: expect.stringContaining('Work sections'),
		});
	});
});

describe('people on the exclusion list', () => {
	it('get nothing, whether named by id, work or personal address', async () => {
		const byId = someone('birthdayToday');
		const byWork = someone('birthdayTodayResigned');
		const byPersonal = someone('birthdayTodayNoAddress');
		const people = [byId, byWork, byPersonal];
		byPersonal['home.privateEmail'] = 'owen@home.example';
		const workEmail = byWork['root.email'] ?? '';
		const excludedPeople = `${byId['root.id']}, ${workEmail.toUpperCase()}; owen@home.example`;
		const output = await runOf({
			events: ['birthday'],
			who: { excludedPeople },
			options: { includeSkipped: true },
		});
		const reasons = skippedIn(output);
		expect(people.map((person) => reasons.get(birthdayKey(person)))).toEqual([
			'personExcluded',
			'personExcluded',
			'personExcluded',
		]);
	});

	it('stop the run where personal addresses are not readable, and name the permission', async () => {
		hibob.access.revokeField('home.privateEmail');
		await expect(runOf({ who: { excludedPeople: 'nobody@home.example' } })).rejects.toMatchObject({
			message: expect.stringContaining('home.privateEmail'),
			description: expect.stringContaining('Personal contact details'),
		});
	});

	it('by id need no permission for addresses', async () => {
		hibob.access.revokeField('home.privateEmail');
		const output = await runOf({ who: { excludedPeople: '17' } });
		expect(keys(output).sort()).toEqual(expectedOn(hibob, TODAY, true));
	});
});

describe('extra fields', () => {
	it('come as labels and machine dates; what is not readable is null and named', async () => {
		const person = someone('birthdayToday');
		const extraFields = [
			'work.title',
			'work.originalStartDate',
			'about.hobbies',
			GIFT_OPT_OUT_FIELD,
			WEDDING_ANNIVERSARY_FIELD,
		];
		person[GIFT_OPT_OUT_FIELD] = '1667499206102';
		person[WEDDING_ANNIVERSARY_FIELD] = '2019-11-23';
		const output = await runOf({ events: ['birthday'], options: { extraFields } });
		expect(itemOf(output, birthdayKey(person))).toMatchObject({
			fields: {
				'work.title': expect.stringMatching(/[a-z]/),
				'work.originalStartDate': person['work.originalStartDate'],
				'about.hobbies': expect.any(Array),
				[GIFT_OPT_OUT_FIELD]: 'No',
				[WEDDING_ANNIVERSARY_FIELD]: null,
			},
			fieldsNotReadable: [WEDDING_ANNIVERSARY_FIELD],
		});
	});
});

describe('days before and weekends', () => {
	it('put a birthday and a first day out a week ahead', async () => {
		const person = someone('birthdayToday');
		person['personal.shortBirthDate'] = '11-30';
		const output = await runOf({ when: { daysBefore: 7 } });
		const starter = someone('futureStarter')['root.id'];
		expect(itemOf(output, birthdayKey(person))).toMatchObject({
			occasion: { date: '2026-11-30', dueDate: TODAY },
		});
		expect(keys(output)).toContain(`hibob:${starter}:startDate:2026`);
	});

	it.each([
		['previous', '11-28', '2026-11-27'],
		['previous', '11-29', '2026-11-27'],
		['next', '11-28', '2026-11-30'],
		['sameDay', '11-28', '2026-11-28'],
	])('move with shift %s the birthday of %s to %s', async (shift, birthday, dueDate) => {
		const person = someone('birthdayToday');
		person['personal.shortBirthDate'] = birthday;
		const polled = await published(hibob, { events: ['birthday'], when: { shift } });
		const days: string[] = [];
		for (const day of ['26', '27', '28', '29', '30']) {
			clock(`2026-11-${day}T07:00:31Z`);
			const output = await polled.heartbeat();
			if (keys(output).includes(birthdayKey(person))) days.push(`2026-11-${day}`);
		}
		expect(days).toEqual([dueDate]);
	});
});

describe('filters chosen from HiBob’s lists', () => {
	const namesOf = async (method: string): Promise<string[]> => {
		const options = await loadedOptions(triggerNode(hibob), method);
		return options.map(({ value }) => String(value));
	};

	it.each([
		['sites', 'getSites'],
		['departments', 'getDepartments'],
		['employmentTypes', 'getEmploymentTypes'],
	])('%s: each one lets its people in, all of them everyone', async (filter, method) => {
		const everyone = expectedOn(hibob, TODAY, true);
		const names = await namesOf(method);
		const all: unknown[] = [];
		for (const name of names) {
			const output = await runOf({ who: { [filter]: [name] } });
			all.push(...keys(output));
			clock('2026-11-23T06:30:00Z');
		}
		expect(all.sort()).toEqual(everyone);
	});

	it('countries: by name and by code, people without address are skipped', async () => {
		const person = someone('birthdayTodayWithAddress');
		const noAddress = someone('birthdayTodayNoAddress');
		expect(await namesOf('getCountries')).toContain('United Kingdom');
		for (const countries of [['United Kingdom'], ['GB'], 'gb, France']) {
			const output = await runOf({
				events: ['birthday'],
				who: { countries },
				options: { includeSkipped: true },
			});
			expect(keys(output)).toContain(birthdayKey(person));
			expect(skippedIn(output).get(birthdayKey(noAddress))).toBe('filteredOut');
			clock('2026-11-23T06:30:00Z');
		}
	});

	it.each([
		['employmentTypes', 'exceptEmploymentTypes', 'getEmploymentTypes'],
		['onlyLifecycles', 'lifecycles', 'getLifecycleStatuses'],
	])(
		'%s and %s of the same entries: each gift comes with one of them',
		async (only, except, method) => {
			for (const name of await namesOf(method)) {
				const both: unknown[] = [];
				for (const filter of [only, except]) {
					const events = ['birthday', 'workAnniversary'];
					both.push(...keys(await runOf({ events, who: { [filter]: [name] } })));
					clock('2026-11-23T06:30:00Z');
				}
				const expected = expectedOn(hibob, TODAY, true).filter((key) => !key.includes('startDate'));
				expect(both.sort()).toEqual(expected);
			}
		},
	);

	it('lifecycle statuses: those chosen are skipped', async () => {
		expect(await namesOf('getLifecycleStatuses')).toContain('Garden leave');
		hibob.variants.lowerCaseLifecycle = true;
		const output = await runOf({
			who: { lifecycles: ['Garden leave'] },
			options: { includeSkipped: true },
		});
		const person = someone('birthdayTodayGardenLeave');
		expect(skippedIn(output).get(birthdayKey(person))).toBe('lifecycleExcluded');
	});
});

describe('garden leave', () => {
	it('counts as having left with Use Last Day of Work', async () => {
		const person = someone('birthdayTodayGardenLeave');
		const without = await runOf({});
		expect(keys(without)).toContain(birthdayKey(person));
		clock('2026-11-23T06:30:00Z');
		const who = { leavesOnLastDayOfWork: true };
		const output = await runOf({ who, options: { includeSkipped: true } });
		expect(skippedIn(output).get(birthdayKey(person))).toBe('terminated');
	});
});

describe('what the panel offers', () => {
	const offered = async (method: string) => await loadedOptions(triggerNode(hibob), method);

	it('is HiBob’s fields with their categories', async () => {
		expect(await offered('getFields')).toEqual(
			expect.arrayContaining([
				{ name: 'Work: Gift opt-out', value: GIFT_OPT_OUT_FIELD, description: GIFT_OPT_OUT_FIELD },
				expect.objectContaining({ name: 'Celebrations: Wedding anniversary' }),
				expect.objectContaining({ name: 'Basic info: Email', value: 'root.email' }),
			]),
		);
	});

	it('is only dates where a date is asked for', async () => {
		const values = (await offered('getDateFields')).map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining([WEDDING_ANNIVERSARY_FIELD, 'work.startDate']));
		expect(values).toContain('personal.shortBirthDate');
		expect(values).not.toContain(GIFT_OPT_OUT_FIELD);
		expect(values).not.toContain('work.tenureDuration');
	});

	it('is in order, and without what was archived', async () => {
		const names = (await offered('getDepartments')).map(({ name }) => name);
		expect(names).toContain('Customer Success');
		expect(names).not.toContain('Print Production');
		expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other)));
	});

	it('includes the children of an item, unless it was archived', async () => {
		const [first] = hibob.lists.get('site') ?? [];
		first?.children.push({ ...first, id: 99, name: 'Annex', value: 'Annex', children: [] });
		expect(await offered('getSites')).toContainEqual({ name: 'Annex', value: '99' });
		if (first) first.archived = true;
		expect(await offered('getSites')).not.toContainEqual({ name: 'Annex', value: '99' });
	});

	it('says in words why HiBob gave nothing', async () => {
		hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 401 } });
		for (const method of ['getSites', 'getFields']) {
			await expect(offered(method)).rejects.toMatchObject({
				message: 'HiBob rejected the service user ID or token (401)',
				description: expect.stringContaining('Service User ID'),
			});
		}
	});
});

describe('fetching a test event', () => {
	it.each(['2026-11-23', '2027-02-28', '2028-02-29', '2026-12-31', '2026-06-06'])(
		'on %s says of each item that it is a preview, and when it is due',
		async (day) => {
			clock(`${day}T15:00:00Z`);
			const polled = new PolledTrigger(triggerNode(hibob));
			const output = await polled.fetchTestEvent();
			const dues = dueDates(output);
			expect(dues).toHaveLength(5);
			expect(output?.[0]?.map(({ json }) => json.preview)).toEqual(
				dues.map((dueDate) => `Due ${dueDate}`),
			);
			expect(dues).toEqual(dues.toSorted());
			expect(dues.filter((due) => due < day)).toEqual([]);
			expect(polled.state).toEqual({});
		},
	);

	const sample = async (parameters: IDataObject) => {
		const polled = new PolledTrigger(triggerNode(hibob, parameters));
		const [due = [], skipped = []] = (await polled.fetchTestEvent()) ?? [];
		expect(polled.state).toEqual({});
		return { due: due.map(({ json }) => json), skipped: skipped.map(({ json }) => json) };
	};

	it('begins each item with the person, and the note fits into a cell', async () => {
		const { due } = await sample({ events: ['birthday', 'employeeSynced'] });
		expect(due).toHaveLength(10);
		for (const item of due) {
			expect(Object.keys(item).slice(0, 4)).toEqual(['name', 'email', 'preview', 'event']);
			expect(item.preview).toMatch(/^.{1,15}$/);
		}
	});

	it('shows the next people who are skipped, where that output is on', async () => {
		const events = ['birthday', 'employeeSynced'];
		expect((await sample({ events })).skipped).toEqual([]);
		const { due, skipped } = await sample({ events, options: { includeSkipped: true } });
		expect(due).toHaveLength(10);
		expect(skipped).toHaveLength(10);
		for (const item of skipped) {
			expect(Object.keys(item).slice(0, 5)).toEqual([
				'name',
				'email',
				'reason',
				'explanation',
				'preview',
			]);
			expect(item).toMatchObject({
				reason: expect.any(String),
				employee: { email: null },
				judged: { preview: true },
			});
		}
	});

	it('judges each on the day on which it is due', async () => {
		const person = someone('birthdayToday');
		for (const one of hibob.people) {
			one['personal.shortBirthDate'] = one === person ? '11-24' : '06-15';
		}
		const chosen = (until: string) => ({
			events: ['birthday'],
			who: { exceptUntil: { row: [{ person: person['root.id'], until }] } },
			options: { includeSkipped: true },
		});
		clock(`${TODAY}T15:00:00Z`);
		const ids = (items: IDataObject[]) => items.map(({ key }) => key);
		const still = await sample(chosen('2026-11-24'));
		expect(ids(still.skipped)).toContain(birthdayKey(person));
		expect(ids(still.due)).not.toContain(birthdayKey(person));
		const again = await sample(chosen('2026-11-23'));
		expect(ids(again.due)[0]).toBe(birthdayKey(person));
		expect(again.due[0]).not.toHaveProperty('reason');
	});

	it('does not show people who left long ago as skipped', async () => {
		for (const person of hibob.people) person['personal.shortBirthDate'] = '06-15';
		const [longAgo, recently] = [someone('birthdayToday'), someone('birthdayTodayResigned')];
		for (const [person, day] of [
			[longAgo, '2026-10-01'],
			[recently, '2026-11-20'],
		] as const) {
			Object.assign(person, {
				'internal.status': 'Inactive',
				'internal.lifecycleStatus': 'Terminated',
				'internal.terminationDate': day,
				'personal.shortBirthDate': '11-25',
			});
		}
		const { skipped } = await sample({ events: ['birthday'], options: { includeSkipped: true } });
		const keysSkipped = skipped.map(({ key }) => key);
		expect(keysSkipped).toContain(birthdayKey(recently));
		expect(keysSkipped).not.toContain(birthdayKey(longAgo));
	});

	it('is not an error where everyone is skipped and that output is on', async () => {
		const who = { sites: ['Nowhere'] };
		const { due, skipped } = await sample({
			events: ['birthday'],
			who,
			options: { includeSkipped: true },
		});
		expect(due).toEqual([]);
		expect(skipped).toHaveLength(5);
		const without = new PolledTrigger(triggerNode(hibob, { events: ['birthday'], who }));
		await expect(without.fetchTestEvent()).rejects.toMatchObject({
			message: expect.stringMatching(/^None of \d+ employees is eligible/),
			description: expect.stringContaining("'Include Skipped'"),
		});
	});

	it('on 29 February shows who was born on one', async () => {
		clock('2028-02-29T15:00:00Z');
		for (const person of hibob.people) person['personal.shortBirthDate'] = null;
		const leapling = someone('bornOnLeapDay');
		leapling['personal.shortBirthDate'] = '02-29';
		const polled = new PolledTrigger(triggerNode(hibob, { events: ['birthday'] }));
		const items = (await polled.fetchTestEvent())?.[0] ?? [];
		expect(items.map(({ json }) => json.key)).toEqual([
			`hibob:${leapling['root.id']}:birthday:2028`,
			`hibob:${leapling['root.id']}:birthday:2029`,
		]);
	});

	it('says so in words when nobody has such an occasion within a year', async () => {
		const excludedPeople = hibob.people.map((person) => person['root.id']).join(' ');
		const polled = new PolledTrigger(triggerNode(hibob, { who: { excludedPeople } }));
		await expect(polled.fetchTestEvent()).rejects.toThrow(/None of \d+ employees is eligible/);
		const sites = ['Nowhere'];
		hibob.people.splice(1);
		const alone = new PolledTrigger(triggerNode(hibob, { events: ['startDate'], who: { sites } }));
		await expect(alone.fetchTestEvent()).rejects.toThrow(/None of 1 employees has such/);
	});
});
