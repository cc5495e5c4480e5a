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
import type { IDataObject } from 'n8n-workflow';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { pollContext, PolledTrigger, savedAs } from '../n8nCore.mts';
import {
	clock,
	expectedOn as expectedAt,
	keys,
	published as publishedAt,
	stillOwedOn,
	triggerNode,
	READS_OF_A_RUN,
} from './resources/publishedTrigger.mts';

const TODAY = '2026-11-23';
let hibob: HiBobSandbox;

beforeAll(async () => {
	hibob = await startHiBob({ today: TODAY, rateLimitPerMinute: 100_000 });
});
afterAll(async () => {
	await hibob.stop();
});
beforeEach(() => {
	clock('2026-11-23T06:30:00Z');
});
afterEach(() => {
	jest.restoreAllMocks();
	hibob.faults.clear();
});

const trigger = (parameters: IDataObject = {}) => new PolledTrigger(triggerNode(hibob, parameters));

const published = async (parameters: IDataObject = {}) => await publishedAt(hibob, parameters);

const expectedOn = (date: string, gift: boolean) => expectedAt(hibob, date, gift);

describe('the daily run', () => {
	it('returns exactly those for whom today matters', async () => {
		const polled = await published();
		clock('2026-11-23T07:00:31Z');
		const output = await polled.heartbeat();
		expect(keys(output).sort()).toEqual(expectedOn(TODAY, true));
		expect(output).toHaveLength(1);
	});

	it('names everyone who is skipped, with the reason, on the second output', async () => {
		const polled = await published({ options: { includeSkipped: true } });
		clock('2026-11-23T07:00:31Z');
		const output = await polled.heartbeat();
		expect(keys(output, 1).sort()).toEqual(expectedOn(TODAY, false));
		for (const { json } of output?.[1] ?? []) {
			expect(json).toMatchObject({ reason: expect.any(String), explanation: expect.any(String) });
		}
	});

	it('asks HiBob nothing before the run time and after the run of the day', async () => {
		const polled = await published();
		const before = hibob.requests.length;
		clock('2026-11-23T06:59:59Z');
		expect(await polled.heartbeat()).toBeNull();
		expect(hibob.requests).toHaveLength(before);
		clock('2026-11-23T07:00:00Z');
		expect(await polled.heartbeat()).not.toBeNull();
		expect(hibob.requests).toHaveLength(before + READS_OF_A_RUN);
		clock('2026-11-23T07:01:00Z');
		expect(await polled.heartbeat()).toBeNull();
		expect(hibob.requests).toHaveLength(before + READS_OF_A_RUN);
	});

	it('makes up for days on which n8n was down', async () => {
		const polled = await published();
		clock('2026-11-25T09:00:00Z');
		const restarted = polled.restartedWith(polled.state);
		const output = await restarted.activate('init');
		const dues = ['2026-11-23', '2026-11-24', '2026-11-25'].flatMap((day) => expectedOn(day, true));
		// who left in between is out on the day of the run
		expect(dues).toEqual(expect.arrayContaining(keys(output)));
		expect(keys(output).length).toBeGreaterThan(0);
	});

	it('repeats nothing with Once when an old state comes back, beyond what that state lacks', async () => {
		const polled = await published();
		clock('2026-11-23T07:00:31Z');
		const first = keys(await polled.heartbeat());
		const restarted = polled.restartedWith(polled.state);
		clock('2026-11-24T07:00:31Z');
		const second = keys(await restarted.activate('init'));
		expect(second.filter((key) => first.includes(key))).toEqual([]);
	});

	it('offers again within the catch-up days with Repeat Until Sent', async () => {
		const polled = await published({ delivery: 'repeat' });
		clock('2026-11-23T07:00:31Z');
		const first = keys(await polled.heartbeat());
		clock('2026-11-24T07:00:31Z');
		expect(keys(await polled.heartbeat())).toEqual(expect.arrayContaining(first.slice(0, 1)));
	});
});

describe('publishing', () => {
	it('returns nothing, even after the run time', async () => {
		clock('2026-11-23T10:00:00Z');
		const polled = trigger();
		expect(await polled.activate('activate')).toBeNull();
		clock('2026-11-23T10:01:00Z');
		expect(await polled.heartbeat()).toBeNull();
	});

	it('keeps what is owed when a workflow is switched off and on within the catch-up days', async () => {
		const polled = await published();
		clock('2026-11-26T10:00:00Z');
		expect(await polled.activate('activate')).toBeNull();
		clock('2026-11-26T10:01:00Z');
		const owed = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'];
		const found = keys(await polled.heartbeat());
		const expected = owed.flatMap((day) => stillOwedOn(hibob, day, '2026-11-26'));
		expect(expected.filter((key) => !found.includes(key))).toEqual([]);
	});

	it('looks only forward after more than the catch-up days, and names the days it gives up', async () => {
		const polled = await published();
		const warn = jest.spyOn(pollContext(triggerNode(hibob)).logger, 'warn').mockReturnValue();
		clock('2026-12-01T10:00:00Z');
		await polled.activate('activate');
		clock('2026-12-01T10:01:00Z');
		expect(keys(await polled.heartbeat())).toEqual([]);
		const givenUp = expect.stringContaining('from 2026-11-23 to 2026-12-01 is skipped');
		expect(warn.mock.calls).toEqual([[givenUp], [givenUp]]);
		clock('2026-12-02T07:00:31Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn('2026-12-02', true));
	});

	it('keeps what is still owed when a change of a running workflow is published', async () => {
		const polled = await published();
		clock('2026-11-23T10:00:00Z');
		await polled.activate('update');
		clock('2026-11-23T10:01:00Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn(TODAY, true));
	});

	it.each([
		['no event', { events: [] }, /No event/],
		['a time that is no time', { runAt: '7 am' }, /"7 am" is not a time of day/],
		['an unknown zone', { timeZone: 'Mars/Olympus' }, /"Mars\/Olympus" is not a time zone/],
		['catch-up of −1', { when: { catchUpDays: -1 } }, /'Catch-Up Days' is "-1"/],
	])('refuses %s in words', async (_, parameters, message) => {
		await expect(trigger(parameters).activate('activate')).rejects.toThrow(message);
	});

	it('tells a wrong token apart', async () => {
		hibob.faults.add({
			times: 1,
			fault: {
				kind: 'status',
				when: 'before',
				status: 401,
				body: '{"key":"tokenNotMatch","error":"x"}',
			},
		});
		await expect(trigger().activate('activate')).rejects.toMatchObject({
			message: 'HiBob rejected the service user ID or token (401)',
			description: expect.stringMatching(/Service User ID((?!retries).)*$/),
		});
	});

	it('names the field, its category and the permission when birthdays cannot be read', async () => {
		hibob.access.revokeCategory('personal');
		try {
			await expect(trigger().activate('activate')).rejects.toMatchObject({
				message: expect.stringContaining('personal.shortBirthDate'),
				description: expect.stringContaining('View selected employees’ Personal sections'),
			});
		} finally {
			hibob.access.grantCategory('personal');
		}
	});
});

describe('trouble at HiBob', () => {
	it('never throws while n8n starts, and makes up for it on the next heartbeat', async () => {
		const polled = await published();
		const restarted = polled.restartedWith(polled.state);
		clock('2026-11-23T07:05:00Z');
		hibob.faults.add({ times: 1, fault: { kind: 'status', when: 'before', status: 503 } });
		expect(await restarted.activate('init')).toBeNull();
		clock('2026-11-23T07:06:30Z');
		expect(keys(await restarted.heartbeat()).sort()).toEqual(expectedOn(TODAY, true));
	});

	it.each([
		['a page with status 200', { kind: 'htmlBody' as const }, /page instead of data/],
		['half an answer', { kind: 'cutBody' as const }, /page instead of data|did not respond/],
		[
			'no list of employees',
			{
				kind: 'status' as const,
				when: 'before' as const,
				status: 200,
				body: '{"people":[]}',
				headers: { 'content-type': 'application/json' },
			},
			/no list of employees/,
		],
		[
			'an empty company',
			{
				kind: 'status' as const,
				when: 'before' as const,
				status: 200,
				body: '{"employees":[]}',
				headers: { 'content-type': 'application/json' },
			},
			/no employees/,
		],
		[
			'a broken connection',
			{ kind: 'reset' as const, when: 'before' as const },
			/did not respond in time, or closed the connection/,
		],
		['429', { kind: 'status' as const, when: 'before' as const, status: 429 }, /too many requests/],
	])('stops at %s, forgets nothing, and waits longer after each try', async (_, fault, message) => {
		const polled = await published();
		hibob.faults.add({ fault });
		clock('2026-11-23T07:00:10Z');
		const before = hibob.requests.length;
		await expect(polled.heartbeat()).rejects.toMatchObject({
			message: expect.stringMatching(message),
			description: expect.stringMatching(/\S\. Nothing was lost; the run retries automatically$/),
		});
		const asked = hibob.requests.length;
		expect(asked).toBe(before + 1);
		clock('2026-11-23T07:00:50Z');
		expect(await polled.heartbeat()).toBeNull();
		expect(hibob.requests).toHaveLength(asked);
		clock('2026-11-23T07:01:10Z');
		await expect(polled.heartbeat()).rejects.toThrow(message);
		clock('2026-11-23T07:02:10Z');
		expect(await polled.heartbeat()).toBeNull();
		hibob.faults.clear();
		clock('2026-11-23T07:03:10Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn(TODAY, true));
	});

	it('is not blamed on HiBob where n8n itself did not carry the request out', async () => {
		const node = triggerNode(hibob);
		const polled = new PolledTrigger(node);
		await polled.activate('activate');
		const asked = hibob.requests.length;
		node.credentialType.authenticate = async () =>
			await Promise.reject(new Error('the credential is gone'));
		clock('2026-11-23T07:00:10Z');
		await expect(polled.heartbeat()).rejects.toMatchObject({
			message: 'n8n could not send the request to HiBob',
			description: expect.stringMatching(/check n8n’s log\. Nothing was lost/),
		});
		expect(hibob.requests).toHaveLength(asked);
	});

	it('asks once only while a slow answer is under way', async () => {
		const polled = await published();
		clock('2026-11-23T07:00:10Z');
		hibob.faults.add({ times: 1, fault: { kind: 'slow', milliseconds: 300 } });
		const [first, second] = await Promise.all([polled.heartbeat(), polled.heartbeat()]);
		expect([first === null, second === null].sort()).toEqual([false, true]);
	});
});

describe('personal data', () => {
	it('asks for nothing that no event or option needs', async () => {
		const polled = await published({ events: ['workAnniversary'] });
		clock('2026-11-23T07:00:31Z');
		await polled.heartbeat();
		expect(hibob.requests.at(-1)?.body).not.toMatchObject({
			fields: expect.arrayContaining([expect.stringMatching(/^(personal|home|address)\./)]),
		});
	});

	it('never asks for the full birth date while the short one is readable', async () => {
		await published();
		expect(JSON.stringify(hibob.requests.at(-1)?.body)).not.toContain('personal.birthDate');
	});

	it('falls back to the full birth date and keeps the year to itself', async () => {
		hibob.access.revokeField('personal.shortBirthDate');
		hibob.access.grantField('personal.birthDate');
		try {
			const polled = await published({ events: ['birthday'] });
			clock('2026-11-23T07:00:31Z');
			const output = await polled.heartbeat();
			expect(keys(output).length).toBeGreaterThan(0);
			const birthDates = hibob.people
				.map((person) => person['personal.birthDate'])
				.filter((birthDate) => typeof birthDate === 'string');
			expect(birthDates.length).toBeGreaterThan(0);
			for (const birthDate of birthDates) expect(JSON.stringify(output)).not.toContain(birthDate);
		} finally {
			hibob.access.revokeField('personal.birthDate');
			hibob.access.grantField('personal.shortBirthDate');
		}
	});

	it('puts address, phone and personal e-mail out only when chosen', async () => {
		const polled = await published({
			options: { readAlso: ['address', 'phone', 'personalEmail'] },
		});
		clock('2026-11-23T07:00:31Z');
		const employees = (await polled.heartbeat())?.[0]?.map(({ json }) => json.employee) ?? [];
		expect(employees).toContainEqual(
			expect.objectContaining({
				address: expect.objectContaining({ countryCode: expect.stringMatching(/^[A-Z]{2}$/) }),
				phone: expect.any(String),
				personalEmail: expect.any(String),
			}),
		);
	});
});

describe('fetching a test event', () => {
	it('shows real upcoming occasions on any day and leaves the state alone', async () => {
		const polled = await published();
		const state = savedAs(polled.state);
		clock('2026-11-26T15:00:00Z');
		const items = (await polled.fetchTestEvent())?.[0] ?? [];
		expect(items.length).toBeGreaterThan(0);
		expect(items.length).toBeLessThanOrEqual(5);
		expect(items[0]?.json).toMatchObject({ occasion: { dueDate: expect.any(String) } });
		expect(polled.state).toEqual(state);
	});
});
