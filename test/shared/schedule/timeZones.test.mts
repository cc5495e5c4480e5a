import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setGlobalState } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { employeeOutputSettings } from '../../../nodes/HiBob/resources/employee/employeeOutput.ts';
import { settingsIn } from '../../../nodes/HiBob/resources/trigger/settings.ts';
import { ReachdeskTrigger } from '../../../nodes/Reachdesk/ReachdeskTrigger.node.ts';
import { giftTriggerSettings } from '../../../nodes/Reachdesk/resources/giftTrigger/settings.ts';
import { timeZoneProperties } from '../../../nodes/shared/schedule/timeZones.ts';
import { isObject } from '../../../nodes/shared/jsonObject.ts';
import { stringOf } from '../../../nodes/shared/parameterValue.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { actionNode } from '../../HiBob/node/actionNode.mts';
import { clock, triggerNode } from '../../HiBob/resources/publishedTrigger.mts';
import { loadedOptions, PolledTrigger, pollContext, savedAs } from '../../n8nCore.mts';
import type { NodeUnderTest } from '../../n8nCore.mts';

const TODAY = '2026-11-23';

let hibob: HiBobSandbox;

beforeAll(async () => {
	hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 100_000 });
});
afterAll(async () => {
	await hibob.stop();
});
afterEach(() => {
	jest.restoreAllMocks();
});

const NEW = 1.1;

/** A trigger as n8n saves it: without the parameters that have their default. */
const trigger = (
	parameters: IDataObject,
	{
		typeVersion = NEW,
		timeZone = 'Asia/Tokyo',
	}: { typeVersion?: number; timeZone?: string | null },
): NodeUnderTest => {
	const node = triggerNode(hibob);
	const saved = { ...node.parameters, ...parameters };
	if (!('timeZone' in parameters)) delete saved.timeZone;
	return {
		...node,
		parameters: saved,
		settings: { ...node.settings, typeVersion },
		timeZone,
	};
};

const zoneOf = (node: NodeUnderTest): string => settingsIn(pollContext(node)).schedule.timeZone;

describe('the time zone of a trigger', () => {
	it('is UTC by default in saved workflows, and the workflow’s own in new ones', () => {
		expect(zoneOf(trigger({}, { typeVersion: 1 }))).toBe('UTC');
		expect(zoneOf(trigger({}, { typeVersion: NEW }))).toBe('Asia/Tokyo');
	});

	it('is the one of n8n when the workflow has none', () => {
		setGlobalState({ defaultTimezone: 'America/Lima' });
		expect(zoneOf(trigger({}, { timeZone: null }))).toBe('America/Lima');
		setGlobalState({ defaultTimezone: 'America/New_York' });
	});

	it.each([
		['UTC', 'UTC'],
		[' Europe/London ', 'Europe/London'],
		['Europe/Kiev', 'Europe/Kiev'],
		['={{ "Europe/" + "Paris" }}', 'Europe/Paris'],
		['workflow', 'Asia/Tokyo'],
		['={{ "workflow" }}', 'Asia/Tokyo'],
	])('%j is %s, in saved workflows as in new ones', (timeZone, zone) => {
		expect(zoneOf(trigger({ timeZone }, { typeVersion: 1 }))).toBe(zone);
		expect(zoneOf(trigger({ timeZone }, { typeVersion: NEW }))).toBe(zone);
	});

	it('is refused at publishing when it is not one, with what to do', async () => {
		await expect(
			new PolledTrigger(trigger({ timeZone: 'Mars/Olympus' }, {})).activate('activate'),
		).rejects.toMatchObject({
			message: '"Mars/Olympus" is not a time zone',
			description: expect.stringContaining("'Time Zone'"),
		});
		await expect(
			new PolledTrigger(trigger({}, { timeZone: 'Mars/Olympus' })).activate('activate'),
		).rejects.toMatchObject({
			message: expect.stringMatching(/^The workflow’s time zone is "Mars\/Olympus"/),
			description: expect.stringContaining('workflow’s settings'),
		});
	});

	it('is as of the HiBob trigger in the Reachdesk trigger', () => {
		const gifts = (typeVersion: number): string => {
			const type = new ReachdeskTrigger();
			const node = { ...trigger({ events: ['failed'] }, { typeVersion }), type };
			return giftTriggerSettings(pollContext(node)).schedule.timeZone;
		};
		expect(gifts(1)).toBe('UTC');
		expect(gifts(NEW)).toBe('Asia/Tokyo');
	});
});

it('is one required field in each version', () => {
	const fields = timeZoneProperties(1.1);
	expect(fields.map(({ required }) => required)).toEqual([true, true]);
	expect(fields.map(({ displayOptions }) => displayOptions?.show)).toEqual([
		{ '@version': [{ _cnd: { lt: 1.1 } }] },
		{ '@version': [{ _cnd: { gte: 1.1 } }] },
	]);
});

it.each([
	[1, 'UTC'],
	[1.1, 'UTC'],
	[1.2, 'Asia/Tokyo'],
])('the HiBob node of version %d has the default %s', (typeVersion, zone) => {
	const node = actionNode(hibob, { resource: 'employee', operation: 'getAll', people: 'eligible' });
	const context = pollContext({
		...node,
		settings: { ...node.settings, typeVersion },
		timeZone: 'Asia/Tokyo',
	});
	expect(employeeOutputSettings(context).timeZone).toBe(zone);
});

describe('the list of time zones', () => {
	it('has an older name in its place when it is chosen', async () => {
		const zones = await loadedOptions(trigger({ timeZone: 'Africa/Asmera' }, {}), 'getTimeZones');
		const names = zones.slice(1).map(({ value }) => value);
		expect(names).toContain('Africa/Asmera');
		expect(names).toEqual([...names].sort());
	});

	it('begins with the workflow’s own and has every zone by name', async () => {
		const [own, ...zones] = await loadedOptions(trigger({}, {}), 'getTimeZones');
		expect(own).toMatchObject({
			name: 'Workflow’s Time Zone',
			value: 'workflow',
			description: expect.stringContaining('Asia/Tokyo'),
		});
		const names = zones.map(({ value }) => value);
		expect(names).toEqual([...names].sort());
		for (const zone of ['UTC', 'Europe/London', 'Asia/Tokyo']) expect(names).toContain(zone);
		expect(new Set(names).size).toBe(names.length);
	});

	it('keeps an older name that is chosen, and nothing that is not a zone', async () => {
		const namesWith = async (timeZone: string) =>
			(await loadedOptions(trigger({ timeZone }, {}), 'getTimeZones')).map(({ value }) => value);
		const [, ...names] = await namesWith('Asia/Calcutta');
		expect(names).toContain('Asia/Calcutta');
		expect(names).toEqual([...names].sort());
		expect(await namesWith('US/Pacific')).toContain('US/Pacific');
		expect(await namesWith('UTC')).not.toContain('US/Pacific');
		expect(await namesWith('Mars')).not.toContain('Mars');
	});

	it('has no zone of the workflow in a site rule, which has its own', async () => {
		const rule = [{ timeZone: 'UTC' }, { timeZone: 'US/Pacific' }];
		const node = trigger({ siteRules: { rule } }, {});
		const zones = await loadedOptions(
			node,
			'getOtherTimeZones',
			'parameters.siteRules.rule[1].timeZone',
		);
		const names = zones.map(({ value }) => value);
		expect(names).not.toContain('workflow');
		expect(names).toContain('US/Pacific');
	});
});

interface Returned {
	key: string;
	dueDate: string;
}

const returnedIn = (output: INodeExecutionData[][] | null): Returned[] =>
	(output?.[0] ?? []).map(({ json: { key, occasion } }) => ({
		key: stringOf(key),
		dueDate: isObject(occasion) ? stringOf(occasion.dueDate) : '',
	}));

/** Polls every hour from one instant to another. */
async function everyHour(polled: PolledTrigger, from: string, until: string): Promise<Returned[]> {
	const returned: Returned[] = [];
	for (let now = Date.parse(from); now < Date.parse(until); now += 3_600_000) {
		clock(new Date(now).toISOString());
		returned.push(...returnedIn(await polled.heartbeat()));
	}
	return returned;
}

describe('a workflow whose time zone changes', () => {
	const CHANGED = '2026-11-25T12:30:00Z';
	const END = '2026-11-28T23:30:00Z';

	/** What is returned until the end, with another zone from some moment on. */
	async function returnedWith(zone: string, mode: 'update' | 'init'): Promise<Returned[]> {
		const node = trigger({ delivery: 'once' }, { timeZone: 'UTC' });
		const polled = new PolledTrigger(node);
		clock(`${TODAY}T05:00:00Z`);
		await polled.activate('activate');
		const before = await everyHour(polled, `${TODAY}T05:30:00Z`, CHANGED);
		// n8n starts again with the state that it saved, or publishes within the same process
		const id = `${String(node.settings?.id)}${mode === 'init' ? ' restarted' : ''}`;
		const changed = new PolledTrigger({
			...node,
			settings: { ...node.settings, id },
			timeZone: zone,
		});
		Object.assign(changed.state, savedAs(polled.state));
		clock(CHANGED);
		const atOnce = returnedIn(await changed.activate(mode));
		return [...before, ...atOnce, ...(await everyHour(changed, CHANGED, END))];
	}

	it.each([
		['America/Los_Angeles', 'update'],
		['America/Los_Angeles', 'init'],
		['Pacific/Kiritimati', 'update'],
		['Pacific/Kiritimati', 'init'],
	] as const)('to %s (%s) doubles and loses nothing', async (zone, mode) => {
		const isFinished = ({ dueDate }: Returned): boolean => dueDate <= END.slice(0, 10);
		const keysOf = (all: Returned[]): string[] => all.filter(isFinished).map(({ key }) => key);
		const keys = keysOf(await returnedWith(zone, mode));
		expect(new Set(keys).size).toBe(keys.length);
		expect(keys.length).toBeGreaterThan(5);
		expect([...keys].sort()).toEqual(keysOf(await returnedWith('UTC', mode)).sort());
	});
});
