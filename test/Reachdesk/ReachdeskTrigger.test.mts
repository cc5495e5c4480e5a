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
import { ReachdeskApi } from '../../credentials/ReachdeskApi.credentials.ts';
import { ReachdeskTrigger } from '../../nodes/Reachdesk/ReachdeskTrigger.node.ts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { documentedVariants } from '../../sandbox/reachdesk/variants.mts';
import { HOSTILE_PARAMETERS, namesOf, panelFields } from '../hostile/parameters.mts';
import { expectPlainError } from '../hostile/plainWords.mts';
import { sendRow } from './gifts/gifts.mts';
import { answerOnce } from '../sandbox/hibobClient.mts';
import { onePageOf } from './transport/pagedList.mts';
import { DurableTrigger, pollContext, PolledTrigger, savedAs } from '../n8nCore.mts';
import type { NodeUnderTest } from '../n8nCore.mts';

const EVERYTHING = [
	'claimed',
	'delivered',
	'expired',
	'failed',
	'needsReview',
	'shipped',
	'statusChanged',
	'unclaimed',
];
let reachdesk: ReachdeskSandbox;
let nodes = 0;

beforeAll(async () => {
	reachdesk = await startReachdesk({ now: () => Date.now() });
});
afterAll(async () => {
	const violations = reachdesk.requests.flatMap((request) => request.violations);
	await reachdesk.stop();
	expect(violations).toEqual([]);
});
beforeEach(() => {
	reachdesk.sends.length = 0;
	reachdesk.faults.clear();
	Object.assign(reachdesk.variants, documentedVariants());
	clock('2026-11-23T06:30:00Z');
});
afterEach(() => {
	jest.restoreAllMocks();
});

const clock = (instant: string): void => {
	jest.spyOn(Date, 'now').mockReturnValue(Date.parse(instant));
};

const node = (parameters: IDataObject = {}): NodeUnderTest => ({
	type: new ReachdeskTrigger(),
	credentialType: new ReachdeskApi(),
	credential: { apiToken: reachdesk.token, baseUrl: reachdesk.url },
	parameters: {
		events: EVERYTHING,
		unclaimedAfter: 14,
		run: 'onceADay',
		runAt: '07:00',
		timeZone: 'UTC',
		options: {},
		...parameters,
	},
	// the memory of this process knows a node by its id
	settings: { id: `gift trigger ${String(nodes++)}` },
});

/** Makes a gift. @returns its id */
const gift = (createdAt: string, status = 'processed', campaignId = 1501): number => {
	const { id } = reachdesk.addPastSend({ email: 'ada@example.com', campaignId, createdAt });
	reachdesk.changeStatus(id, status);
	return id;
};

async function published(parameters: IDataObject = {}): Promise<PolledTrigger> {
	const trigger = new PolledTrigger(node(parameters));
	expect(await trigger.activate('activate')).toBeNull();
	return trigger;
}

/** A date that Reachdesk knows and lists as null. */
class Unsaid extends String {
	toJSON = () => null;
}

/** The ids of the gifts that the saved state has notes about. */
const notedIn = ({ state }: PolledTrigger): string[] => Object.keys(state.gifts ?? {});

const keysIn = (output: INodeExecutionData[][] | null) =>
	(output?.[0] ?? []).map(({ json: { key } }) =>
		typeof key === 'string' ? key.replace('reachdesk:', '') : '',
	);

/** What the run of a day tells. */
async function toldOn(trigger: PolledTrigger, date: string): Promise<string[]> {
	clock(`${date}T07:00:10Z`);
	return keysIn(await trigger.heartbeat());
}

describe('the daily run', () => {
	it('tells what has become of gifts since the last one, each thing once', async () => {
		const old = gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published();
		expect(await toldOn(trigger, '2026-11-23')).toEqual([]);
		const fresh = gift('2026-11-23T12:00:00.000Z', 'pending');
		reachdesk.changeStatus(old, 'claimed');
		expect(await toldOn(trigger, '2026-11-24')).toEqual([
			`${String(fresh)}:statusChanged:pending`,
			`${String(fresh)}:needsReview`,
			`${String(old)}:statusChanged:claimed`,
			`${String(old)}:claimed`,
		]);
		expect(await toldOn(trigger, '2026-11-25')).toEqual([]);
		reachdesk.changeStatus(fresh, 'rejected');
		reachdesk.changeStatus(old, 'delivered');
		expect(await toldOn(trigger, '2026-11-26')).toEqual([
			`${String(fresh)}:statusChanged:rejected`,
			`${String(fresh)}:failed`,
			`${String(old)}:statusChanged:delivered`,
			`${String(old)}:delivered`,
		]);
	});

	it('returns the gift, the event and the status before', async () => {
		const id = gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published({ events: ['claimed'] });
		reachdesk.changeStatus(id, 'claimed');
		clock('2026-11-23T07:00:10Z');
		const output = await trigger.heartbeat();
		expect(output?.[0]?.map(({ json }) => json)).toEqual([
			{
				email: 'ada@example.com',
				event: 'claimed',
				key: `reachdesk:${String(id)}:claimed`,
				previousStatus: 'sent',
				gift: expect.objectContaining({ id, status: 'claimed', email: 'ada@example.com' }),
			},
		]);
	});

	it('gives the gift as Reachdesk does when it is not simplified', async () => {
		const id = gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published({ events: ['shipped'], options: { simplify: false } });
		reachdesk.ship(id);
		clock('2026-11-23T07:00:10Z');
		const [item] = (await trigger.heartbeat())?.[0] ?? [];
		expect(item?.json).toMatchObject({
			event: 'shipped',
			gift: { id, order: { shipped_at: expect.any(String) } },
		});
	});

	it('lets a status pass that nobody has seen yet', async () => {
		const id = gift('2026-11-20T10:00:00.000Z');
		const trigger = await published();
		reachdesk.changeStatus(id, 'Teleported <b>');
		expect(await toldOn(trigger, '2026-11-23')).toEqual([
			`${String(id)}:statusChanged:Teleported <b>`,
		]);
	});

	it('tells of a gift that is still not claimed on the day that was asked for', async () => {
		const id = gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published({ events: ['unclaimed'], unclaimedAfter: 5 });
		expect(await toldOn(trigger, '2026-11-24')).toEqual([]);
		expect(await toldOn(trigger, '2026-11-25')).toEqual([`${String(id)}:unclaimed`]);
		expect(await toldOn(trigger, '2026-11-26')).toEqual([]);
	});

	it('asks Reachdesk nothing before the run time and after the run of the day', async () => {
		const trigger = await published();
		const before = reachdesk.requests.length;
		clock('2026-11-23T06:59:59Z');
		await trigger.heartbeat();
		expect(reachdesk.requests).toHaveLength(before);
		await toldOn(trigger, '2026-11-23');
		expect(reachdesk.requests.length).toBeGreaterThan(before);
		const after = reachdesk.requests.length;
		clock('2026-11-23T07:01:00Z');
		await trigger.heartbeat();
		expect(reachdesk.requests).toHaveLength(after);
	});

	it('makes up for days on which n8n was down', async () => {
		const id = gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published();
		await toldOn(trigger, '2026-11-23');
		reachdesk.changeStatus(id, 'claimed');
		const fresh = gift('2026-11-24T10:00:00.000Z', 'pending');
		clock('2026-11-28T09:00:00Z');
		const restarted = trigger.restartedWith(savedAs(trigger.state));
		expect(keysIn(await restarted.activate('init')).sort()).toEqual(
			[
				`${String(fresh)}:needsReview`,
				`${String(fresh)}:statusChanged:pending`,
				`${String(id)}:claimed`,
				`${String(id)}:statusChanged:claimed`,
			].sort(),
		);
	});

	it('watches the gifts of the chosen campaigns alone', async () => {
		const [one, other] = [
			gift('2026-11-20T10:00:00.000Z', 'sent', 1501),
			gift('2026-11-20T10:00:00.000Z', 'sent', 1601),
		];
		const campaigns = '1503, https://app.reachdesk.com/campaigns/1601/settings';
		const trigger = await published({ events: ['claimed'], options: { campaigns } });
		reachdesk.changeStatus(one, 'claimed');
		reachdesk.changeStatus(other, 'claimed');
		expect(await toldOn(trigger, '2026-11-23')).toEqual([`${String(other)}:claimed`]);
	});

	it('watches the gifts of the last days alone, the first of them included', async () => {
		gift('2026-11-02T23:59:59.000Z', 'sent');
		const first = gift('2026-11-03T00:00:00.000Z', 'sent');
		const trigger = await published({ events: ['claimed'], options: { watchedDays: 20 } });
		for (const { id } of reachdesk.sends) reachdesk.changeStatus(id, 'claimed');
		expect(await toldOn(trigger, '2026-11-23')).toEqual([`${String(first)}:claimed`]);
	});

	it('forgets a gift that is no longer watched', async () => {
		const [old, young] = [
			gift('2026-11-03T10:00:00.000Z', 'sent'),
			gift('2026-11-20T10:00:00.000Z', 'sent'),
		];
		const trigger = await published({ options: { watchedDays: 20 } });
		expect(notedIn(trigger)).toEqual([old, young].map(String));
		await toldOn(trigger, '2026-11-24');
		expect(notedIn(trigger)).toEqual([String(young)]);
	});

	it('has no address where Reachdesk lists none', async () => {
		gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published({ events: ['claimed'] });
		const [send] = reachdesk.sends;
		Object.assign(send ?? {}, { email: 7, status: 'claimed' });
		clock('2026-11-23T07:00:10Z');
		expect((await trigger.heartbeat())?.[0]?.[0]?.json.email).toBeNull();
	});

	it.each(['top', 'data'] as const)('reads every page, pagination in %s', async (place) => {
		reachdesk.variants.paginationPlace = place;
		const ids = Array.from({ length: 230 }, () => gift('2026-11-20T10:00:00.000Z', 'sent'));
		const trigger = await published({ events: ['claimed'] });
		for (const id of ids) reachdesk.changeStatus(id, 'claimed');
		expect(await toldOn(trigger, '2026-11-23')).toHaveLength(230);
	});
});

describe('a row that cannot be read', () => {
	it('of one gift hides nothing that happens to it later, and nothing of others', async () => {
		const [id, other] = [
			gift('2026-11-20T10:00:00.000Z', 'sent'),
			gift('2026-11-20T10:00:00.000Z', 'sent'),
		];
		const trigger = new PolledTrigger(node({ events: ['claimed', 'runCompleted'] }));
		await trigger.activate('activate');
		const send = reachdesk.sends.find((one) => one.id === id);
		const createdAt = new Unsaid('2026-11-20T10:00:00.000Z');
		Object.assign(send ?? {}, { createdAt });
		const { logger } = pollContext(node());
		const warn = jest.spyOn(logger, 'warn').mockReturnValue();
		reachdesk.changeStatus(other, 'claimed');
		clock('2026-11-23T07:00:10Z');
		const output = await trigger.heartbeat();
		expect(keysIn(output)).toEqual([`${String(other)}:claimed`]);
		const warning = `Some rows of Reachdesk’s list of sends are unreadable, so their gifts are not reported (send ${String(id)}). Check them in Reachdesk`;
		expect(output?.[1]?.[0]?.json.run).toMatchObject({
			read: 1,
			returned: 1,
			unreadable: 1,
			warnings: [warning],
		});
		expect(warn).toHaveBeenCalledWith(`Reachdesk Gift: ${warning}`);
		warn.mockRestore();
		Object.assign(send ?? {}, { createdAt: String(createdAt) });
		reachdesk.changeStatus(id, 'claimed');
		expect(await toldOn(trigger, '2026-11-24')).toEqual([`${String(id)}:claimed`]);
	});

	it('is named beside others, and does not keep a trigger from being published', async () => {
		const ids = [1, 2].map(() => gift('2026-11-20T10:00:00.000Z', 'sent'));
		for (const send of reachdesk.sends) {
			Object.assign(send, { createdAt: new Unsaid('2026-11-20T10:00:00.000Z') });
		}
		for (let count = 0; count < 100; count++) gift('2026-11-20T10:00:00.000Z', 'sent');
		Object.assign(reachdesk.sends.at(-1) ?? {}, { id: 0 });
		const { logger } = pollContext(node());
		const warn = jest.spyOn(logger, 'warn').mockReturnValue();
		const trigger = await published({ events: ['claimed'] });
		await toldOn(trigger, '2026-11-23');
		const warning = warn.mock.calls[0]?.[0] ?? '';
		const names = ids.map((id) => `send ${String(id)}`);
		expect(warning.split(/[()]/)[1]?.split(', ')).toEqual(expect.arrayContaining(names));
		warn.mockRestore();
	});

	it('may be any gift that is not listed', async () => {
		const [id, listed] = [
			gift('2026-11-20T10:00:00.000Z', 'sent'),
			gift('2026-11-20T11:00:00.000Z', 'sent', 1503),
		];
		const trigger = await published({ events: ['claimed'] });
		const send = reachdesk.sends.find((one) => one.id === id);
		Object.assign(send ?? {}, { id: 0 });
		expect(await toldOn(trigger, '2026-11-23')).toEqual([]);
		const of1501 = new PolledTrigger(node({ events: ['claimed'], options: { campaigns: '1501' } }));
		Object.assign(of1501.state, savedAs(trigger.state));
		clock('2026-11-24T06:00:00Z');
		await of1501.activate('update');
		await toldOn(of1501, '2026-11-24');
		// a gift that is listed, and is not of the chosen campaign, is known not to be that row
		expect(notedIn(of1501)).toEqual([String(id)]);
		Object.assign(send ?? {}, { id });
		reachdesk.changeStatus(id, 'claimed');
		reachdesk.changeStatus(listed, 'claimed');
		expect(await toldOn(of1501, '2026-11-25')).toEqual([`${String(id)}:claimed`]);
	});
});

describe('publishing', () => {
	it('tells nothing of the past', async () => {
		for (const status of ['pending', 'claimed', 'shipped', 'delivered', 'rejected', 'expired']) {
			gift('2026-11-22T10:00:00.000Z', status);
		}
		gift('2026-10-01T10:00:00.000Z', 'sent');
		const trigger = await published();
		expect(await toldOn(trigger, '2026-11-23')).toEqual([]);
	});

	it('tells nothing of the past when more days or events are watched later', async () => {
		gift('2026-10-10T10:00:00.000Z', 'claimed');
		gift('2026-11-20T10:00:00.000Z', 'claimed');
		const parameters = { events: ['failed'], options: { watchedDays: 20 } };
		const trigger = await published(parameters);
		await toldOn(trigger, '2026-11-23');
		const wider = new PolledTrigger(node({ options: { watchedDays: 100 } }));
		Object.assign(wider.state, savedAs(trigger.state));
		clock('2026-11-24T06:00:00Z');
		expect(await wider.activate('update')).toBeNull();
		expect(await toldOn(wider, '2026-11-24')).toEqual([]);
	});

	it('reports what happened while it was switched off, once', async () => {
		const id = gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published();
		await toldOn(trigger, '2026-11-23');
		reachdesk.changeStatus(id, 'claimed');
		clock('2026-11-26T09:00:00Z');
		expect(await trigger.activate('activate')).toBeNull();
		expect(await toldOn(trigger, '2026-11-27')).toEqual([
			`${String(id)}:statusChanged:claimed`,
			`${String(id)}:claimed`,
		]);
		expect(await toldOn(trigger, '2026-11-28')).toEqual([]);
	});

	it.each([
		['a wrong token', 401, /rejected the API token/],
		['trouble at Reachdesk', 503, /returned an error/],
	])('shows %s to the person', async (_, status, message) => {
		reachdesk.faults.add({ method: 'GET', fault: { kind: 'status', when: 'before', status } });
		const trigger = new PolledTrigger(node());
		await expect(trigger.activate('activate')).rejects.toThrow(message);
	});

	it.each([
		[{ events: [] }, 'No event is chosen'],
		[{ unclaimedAfter: 60 }, "'Unclaimed After (Days)' is not shorter than 'Watched Days'"],
		[{ options: { campaigns: 'birthdays' } }, '\'Campaigns\' is "birthdays"'],
		[{ timeZone: 'Mars' }, '"Mars" is not a time zone'],
	])('with %j is refused', async (parameters, message) => {
		await expect(new PolledTrigger(node(parameters)).activate('activate')).rejects.toThrow(message);
	});
});

describe('trouble at Reachdesk', () => {
	it.each([
		['a 500', { kind: 'status', when: 'before', status: 500 }],
		['a page', { kind: 'htmlBody' }],
		['half a body', { kind: 'cutBody' }],
		['a broken connection', { kind: 'reset', when: 'before' }],
	] as const)('such as %s stops the run and forgets nothing', async (_, fault) => {
		const id = gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published({ events: ['claimed'] });
		reachdesk.changeStatus(id, 'claimed');
		reachdesk.faults.add({ method: 'GET', fault });
		clock('2026-11-23T07:00:10Z');
		const before = savedAs(trigger.state);
		const error = expectPlainError(await trigger.heartbeat().catch((reason: unknown) => reason));
		expect(error.remedy).toContain('the run retries automatically');
		expect(savedAs(trigger.state)).toEqual(before);
		reachdesk.faults.clear();
		expect(await trigger.heartbeat()).toBeNull();
		clock('2026-11-23T07:02:00Z');
		expect(keysIn(await trigger.heartbeat())).toEqual([`${String(id)}:claimed`]);
	});

	it('such as a missing page is no list', async () => {
		for (let at = 0; at < 230; at++) gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published();
		reachdesk.variants.missPage = 2;
		await expect(toldOn(trigger, '2026-11-23')).rejects.toThrow('has gaps');
	});

	it('such as a list without any gift is no quiet day', async () => {
		gift('2026-11-20T10:00:00.000Z', 'sent');
		gift('2026-10-20T10:00:00.000Z', 'sent');
		const trigger = await published();
		reachdesk.sends.length = 0;
		const error = expectPlainError(
			await toldOn(trigger, '2026-11-23').catch((reason: unknown) => reason),
		);
		expect(error.message).toBe(
			'Reachdesk no longer lists any gift, although it listed one from 2026-11-20 before',
		);
		expect(error.remedy).toContain('still belongs to the same Reachdesk organization');
		const restarted = trigger.restartedWith(savedAs(trigger.state));
		clock('2027-02-01T07:00:10Z');
		expect(await restarted.activate('init')).toBeNull();
		expect(restarted.state.lastRun).toBe('2027-02-01');
	});

	it('such as a list without any gift is none once all of them are too old to be watched', async () => {
		gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published();
		reachdesk.sends.length = 0;
		const lastRunOn = async (date: string) => {
			const restarted = trigger.restartedWith(savedAs(trigger.state));
			clock(`${date}T07:00:10Z`);
			expect(await restarted.activate('init')).toBeNull();
			return restarted.state.lastRun;
		};
		expect(await lastRunOn('2027-01-18')).toBe('2026-11-22');
		expect(await lastRunOn('2027-01-19')).toBe('2027-01-19');
	});

	it('never throws when n8n starts', async () => {
		const trigger = await published();
		reachdesk.faults.add({ method: 'GET', fault: { kind: 'reset', when: 'before' } });
		clock('2026-11-23T09:00:00Z');
		const restarted = trigger.restartedWith(savedAs(trigger.state));
		expect(await restarted.activate('init')).toBeNull();
		expect(await restarted.activate('leadershipChange')).toBeNull();
	});
});

describe('state', () => {
	it('that has lost its notes tells nothing of the past', async () => {
		const trigger = await published({ events: ['claimed'] });
		await toldOn(trigger, '2026-11-23');
		gift('2026-11-24T06:00:00.000Z', 'claimed');
		trigger.state.gifts = null;
		expect(await toldOn(trigger, '2026-11-24')).toEqual([]);
		gift('2026-11-25T06:00:00.000Z', 'claimed');
		expect(await toldOn(trigger, '2026-11-25')).toHaveLength(1);
	});

	it('is found by later versions of this package', async () => {
		const trigger = await published();
		expect(trigger.state.baselines).toEqual({ newGifts: '2026-11-22' });
	});

	it('that is older repeats keys and makes up none', async () => {
		const id = gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published();
		const older = savedAs(trigger.state);
		reachdesk.changeStatus(id, 'claimed');
		const first = await toldOn(trigger, '2026-11-23');
		const restarted = trigger.restartedWith(older);
		clock('2026-11-24T07:00:10Z');
		expect(keysIn(await restarted.activate('init'))).toEqual(first);
	});

	it('holds nothing of a person', async () => {
		gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published();
		await toldOn(trigger, '2026-11-23');
		expect(JSON.stringify(trigger.state)).not.toContain('ada');
	});

	it('is right with n8n’s durable scheduler, too', async () => {
		const id = gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = new DurableTrigger(node());
		expect(await trigger.publish('activate')).toBeNull();
		reachdesk.changeStatus(id, 'claimed');
		clock('2026-11-23T07:00:10Z');
		const first = keysIn(await trigger.heartbeat());
		expect(first).toEqual([`${String(id)}:statusChanged:claimed`, `${String(id)}:claimed`]);
		clock('2026-11-23T07:01:10Z');
		expect(await trigger.heartbeat()).toBeNull();
		clock('2026-11-24T07:00:10Z');
		expect(await trigger.heartbeat()).toBeNull();
	});
});

describe('a run without the notes of those before', () => {
	it('tells nothing, and notes what it sees', async () => {
		const id = gift('2026-11-20T10:00:00.000Z', 'claimed');
		const trigger = await published({ events: ['claimed', 'delivered'] });
		delete trigger.state.gifts;
		const restarted = trigger.restartedWith(trigger.state);
		clock('2026-11-23T07:00:10Z');
		expect(await restarted.activate('init')).toBeNull();
		expect(notedIn(restarted)).toEqual([String(id)]);
		reachdesk.changeStatus(id, 'delivered');
		expect(await toldOn(restarted, '2026-11-24')).toEqual([`${String(id)}:delivered`]);
	});

	it('names the trigger in what it logs', async () => {
		gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = await published();
		const { logger } = pollContext(node());
		const warn = jest.spyOn(logger, 'warn').mockReturnValue();
		reachdesk.faults.add({ fault: { kind: 'status', when: 'before', status: 500 } });
		clock('2026-11-23T07:00:10Z');
		expect(await trigger.restartedWith(trigger.state).activate('init')).toBeNull();
		expect(warn.mock.calls).toEqual([
			[expect.stringMatching(/^Reachdesk Gift: the run at the start of n8n failed/)],
		]);
		warn.mockRestore();
	});
});

describe('a test in the editor', () => {
	it('shows recent gifts whatever has happened to them, and changes no state', async () => {
		const ids = Array.from({ length: 7 }, (_, at) =>
			gift(`2026-11-1${String(at)}T10:00:00.000Z`, at === 6 ? 'claimed' : 'processed'),
		);
		const trigger = new PolledTrigger(node({ events: ['failed', 'claimed'] }));
		const items = (await trigger.fetchTestEvent())?.[0] ?? [];
		expect(items.map(({ json }) => json.key)).toEqual([
			`reachdesk:${String(ids[6])}:claimed`,
			...[5, 4, 3, 2].map((at) => `reachdesk:${String(ids[at])}:failed`),
		]);
		expect(items[0]?.json.preview).toContain('Test: a recent gift');
		expect(trigger.state).toEqual({});
	});

	it('shows the newest gifts first, in whatever order Reachdesk lists them', async () => {
		const rows = [19, 21, 20].map((day) =>
			sendRow({ id: day, created_at: `2026-11-${String(day)}T10:00:00.000Z` }),
		);
		answerOnce(reachdesk, onePageOf(rows));
		const trigger = new PolledTrigger(node({ events: ['statusChanged'] }));
		const told = keysIn(await trigger.fetchTestEvent());
		expect(told.map((key) => key.split(':')[0])).toEqual(['21', '20', '19']);
	});

	it('shows gifts when only runs are reported, too', async () => {
		gift('2026-11-20T10:00:00.000Z', 'sent');
		const trigger = new PolledTrigger(node({ events: ['runCompleted'] }));
		const items = (await trigger.fetchTestEvent())?.[0] ?? [];
		expect(items.map(({ json }) => json.event)).toEqual(['statusChanged']);
	});

	it('says so when there is no gift', async () => {
		await expect(new PolledTrigger(node()).fetchTestEvent()).rejects.toMatchObject({
			message: 'Reachdesk lists no such gift from the last 60 days',
			description: "Check 'Campaigns' and 'Watched Days' under 'Options', or send a gift first",
		});
	});
});

describe('a hostile value', () => {
	const fields = panelFields(new ReachdeskTrigger().description.properties);

	it.each(fields.map((field) => [field.labels.join(' > '), field] as const))(
		'of %s is refused by name, or does no harm',
		async (_, { labels, filledIn }) => {
			gift('2026-11-20T10:00:00.000Z', 'sent');
			const unnamed: unknown[] = [];
			for (const value of HOSTILE_PARAMETERS) {
				const trigger = new PolledTrigger(node(filledIn({}, value)));
				const error = await trigger.activate('activate').then(
					() => null,
					(reason: unknown) => ({ reason }),
				);
				if (!error) continue;
				const { message, remedy } = expectPlainError(error.reason);
				if (!namesOf(labels).some((name) => `${message} ${remedy}`.includes(name))) {
					unnamed.push([value, message]);
				}
			}
			expect(unnamed).toEqual([]);
		},
	);
});

describe('Run Completed', () => {
	it('says of each run what it has read, at an output of its own', async () => {
		const trigger = new PolledTrigger(node({ events: ['claimed', 'runCompleted'] }));
		const first = await trigger.activate('activate');
		expect(first?.[0]).toEqual([]);
		expect(first?.[1]?.[0]?.json).toMatchObject({
			event: 'runCompleted',
			run: { read: 0, returned: 0 },
		});
		gift('2026-11-23T06:45:00.000Z', 'claimed');
		gift('2026-11-23T06:46:00.000Z');
		clock('2026-11-23T07:00:31Z');
		const output = await trigger.heartbeat();
		expect(output?.[0]).toHaveLength(1);
		expect(output?.[1]?.map(({ json }) => json)).toMatchObject([
			{
				event: 'runCompleted',
				run: {
					day: '2026-11-23',
					previousDay: '2026-11-22',
					nextRun: '2026-11-24T07:00:00.000Z',
					read: 2,
					returned: 1,
					unreadable: 0,
					warnings: [],
				},
			},
		]);
		clock('2026-11-24T07:00:31Z');
		const quiet = await trigger.heartbeat();
		expect(quiet?.[0]).toEqual([]);
		expect(quiet?.[1]).toHaveLength(1);
	});
});
