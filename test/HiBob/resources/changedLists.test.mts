import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { stringOf } from '../../../nodes/shared/parameterValue.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { isObject } from '../../../nodes/shared/jsonObject.ts';
import { loadedOptions, pollContext } from '../../n8nCore.mts';
import { LiveTrigger } from './liveTrigger.mts';
import { clock, expectedOn, keys, triggerNode } from './publishedTrigger.mts';

// Entries of HiBob's lists, which are renamed, archived and deleted.

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

async function live(who: IDataObject): Promise<LiveTrigger> {
	const trigger = new LiveTrigger(hibob, { who, options: { includeSkipped: true } });
	await trigger.publish('2026-11-23T06:30:00Z', undefined, 'activate');
	return trigger;
}

const peopleOf = (found: readonly unknown[]): Set<string> =>
	new Set(found.map((key) => String(key).split(':')[1] ?? ''));

/** The ids of those who get a gift today and of whom a field has a value. */
const dueWith = (field: string, value: unknown): Set<string> => {
	const due = peopleOf(expectedOn(hibob, TODAY, true));
	const people = hibob.people.filter((person) => person[field] === value);
	return new Set(people.map((person) => person['root.id']).filter((id) => due.has(id)));
};

/** The value of a field that most of those have who get a gift today. */
function usualValue(field: string): string {
	const due = peopleOf(expectedOn(hibob, TODAY, true));
	const values = hibob.people
		.filter((person) => due.has(person['root.id']))
		.map((person) => stringOf(person[field]));
	const [usual] = values.toSorted(
		(one, other) =>
			values.filter((value) => value === other).length -
			values.filter((value) => value === one).length,
	);
	if (usual === undefined) throw new Error('nobody gets a gift');
	return usual;
}

describe('publishing refuses, by name,', () => {
	it.each([
		['a site', { sites: ['Atlantis'] }, '\'Only Site Names or IDs\' has "Atlantis"'],
		['a site among others', { sites: ['London', 'Atlantis'] }, 'has "Atlantis"'],
		['a site by an id', { sites: ['4711'] }, 'has "4711"'],
		[
			'a department',
			{ departments: ['Alchemy'] },
			'\'Only Department Names or IDs\' has "Alchemy"',
		],
		['an archived department', { departments: ['Print Production'] }, 'has "Print Production"'],
		[
			'an employment type',
			{ employmentTypes: ['Serf'] },
			'\'Only Employment Type Names or IDs\' has "Serf"',
		],
		[
			'an employment type to skip',
			{ exceptEmploymentTypes: ['Serf'] },
			'\'Except Employment Type Names or IDs\' has "Serf"',
		],
		[
			'a lifecycle status',
			{ lifecycles: ['Furlough'] },
			'\'Except Lifecycle Status Names or IDs\' has "Furlough"',
		],
		[
			'a lifecycle status to include',
			{ onlyLifecycles: ['Furlough'] },
			'\'Only Lifecycle Status Names or IDs\' has "Furlough"',
		],
		['a country', { countries: ['Atlantis'] }, '\'Only Country Names or IDs\' has "Atlantis"'],
	])('%s that HiBob does not have', async (_, who, message) => {
		await expect(live(who)).rejects.toMatchObject({
			message: expect.stringContaining(`${message}, which HiBob no longer has`),
			description: expect.stringContaining('Choose again'),
		});
	});
});

describe('publishing takes', () => {
	it.each([
		['a name in other letters', { departments: [' engineering '] }],
		[
			'a lifecycle status that every account has',
			{ lifecycles: ['Garden leave', 'parental leave'] },
		],
		['a country under another of its names', { countries: ['Deutschland', 'GBR'] }],
		['a country with a comma in its name', { countries: 'Congo, Democratic Republic of the' }],
	])('%s', async (_, who) => {
		await live(who);
	});

	it('everything while HiBob’s lists cannot be read', async () => {
		const path = '/v1/company/named-lists/site';
		hibob.faults.add({ path, fault: { kind: 'status', when: 'before', status: 403 } });
		await live({ sites: ['Atlantis'] });
	});
});

describe('a trigger that runs', () => {
	it('goes on when an entry is gone, and says so with every run', async () => {
		const [site, another] = [usualValue('work.siteId'), 'Berlin'];
		const { logger } = pollContext(triggerNode(hibob));
		const warn = jest.spyOn(logger, 'warn').mockReturnValue();
		const trigger = await live({ sites: [site, another] });
		const gone = hibob.lists.get('site')?.find(({ value }) => value === another);
		if (!gone) throw new Error('the sandbox has no such site');
		gone.value = 'Renamed';
		for (const day of ['2026-11-23', '2026-11-24']) {
			warn.mockClear();
			const output = await trigger.beat(`${day}T07:00:31Z`);
			expect(output?.flat().length).toBeGreaterThan(0);
			const warning = `'Only Site Names or IDs' has "${another}", which HiBob no longer has`;
			expect(warn).toHaveBeenCalledWith(`HiBob Employees: ${warning}`);
			for (const { json } of output?.flat() ?? []) {
				expect(isObject(json.judged) && json.judged.warnings).toEqual([warning]);
			}
		}
	});

	it('does not notice that a site is renamed which was chosen from the list', async () => {
		const id = usualValue('work.siteId');
		const chosen = (await loadedOptions(triggerNode(hibob), 'getSites')).find(
			({ value }) => value === id,
		);
		const trigger = await live({ sites: [String(chosen?.value)] });
		const site = hibob.lists.get('site')?.find((one) => String(one.id) === id);
		if (!site) throw new Error('the sandbox has no such site');
		Object.assign(site, { value: 'Renamed', name: 'Renamed' });
		const output = await trigger.beat('2026-11-23T07:00:31Z');
		expect(peopleOf(keys(output))).toEqual(dueWith('work.siteId', Number(id)));
		expect(output?.[0]?.[0]?.json.judged).not.toHaveProperty('warnings');
	});

	it('says nothing while all entries are there', async () => {
		const trigger = await live({ sites: [usualValue('work.site')] });
		const [item] = (await trigger.beat('2026-11-23T07:00:31Z'))?.[0] ?? [];
		expect(item?.json.judged).not.toHaveProperty('warnings');
	});
});

describe('an entry that is given by its id', () => {
	it('of a site lets in those at the site', async () => {
		const id = usualValue('work.siteId');
		const trigger = await live({ sites: [id] });
		const found = peopleOf(keys(await trigger.beat('2026-11-23T07:00:31Z')));
		expect(found).toEqual(dueWith('work.siteId', Number(id)));
		expect(found.size).toBeGreaterThan(0);
	});

	it('of a department lets in those of the department', async () => {
		const id = usualValue('work.department');
		const trigger = await live({ departments: [id] });
		const found = peopleOf(keys(await trigger.beat('2026-11-23T07:00:31Z')));
		expect(found).toEqual(dueWith('work.department', id));
		expect(found.size).toBeGreaterThan(0);
	});

	it('of a lifecycle status skips those who have it', async () => {
		const lifecycle = usualValue('internal.lifecycleStatus');
		const item = hibob.lists
			.get('lifecycleStatus')
			?.find(({ value }) => value.toLowerCase() === lifecycle.toLowerCase());
		const trigger = await live({ lifecycles: [String(item?.id)] });
		const found = peopleOf(keys(await trigger.beat('2026-11-23T07:00:31Z')));
		for (const id of dueWith('internal.lifecycleStatus', lifecycle))
			expect(found).not.toContain(id);
	});
});
