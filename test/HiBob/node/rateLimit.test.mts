import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sleep } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { stringOf } from '../../../nodes/shared/parameterValue.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { execute, listedBy } from '../../n8nCore.mts';
import { HOSTILE_HEADERS } from '../transport/hostileHeaders.mts';
import { actionNode, misdeeds, output } from './actionNode.mts';

const TODAY = '2026-11-23';
const MINUTE = 60_000;

let hibob: HiBobSandbox;
/** the time at HiBob and in n8n, which passes while the node sleeps and at no other time */
let now = Date.parse(`${TODAY}T09:00:20Z`);
/** what n8n's clock is wrong by */
let n8nIsAhead = 0;

beforeAll(async () => {
	hibob = await startHiBob({ today: TODAY, now: () => now });
});
afterAll(async () => {
	await hibob.stop();
	expect(misdeeds(hibob)).toEqual([]);
});
beforeEach(() => {
	now += MINUTE;
	n8nIsAhead = 0;
	hibob.requests.length = 0;
	hibob.faults.clear();
	hibob.variants.retryAfter = false;
	jest.spyOn(Date, 'now').mockImplementation(() => now + n8nIsAhead);
	jest.spyOn(Math, 'random').mockReturnValue(0);
	jest.mocked(sleep).mockClear();
	jest.mocked(sleep).mockImplementation(async (milliseconds) => {
		now += milliseconds;
		await Promise.resolve();
	});
});
afterAll(() => {
	jest.restoreAllMocks();
	jest.mocked(sleep).mockReset();
});

const GET = { resource: 'employee', operation: 'get', employee: '={{ $json.id }}' };

const people = (count: number): IDataObject[] =>
	hibob.people.slice(0, count).map((person) => ({ id: person['root.id'] }));

const statuses = () => {
	const counts: Record<string, number> = {};
	for (const { status = 'none' } of hibob.requests) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
};

/** How long the node waited, in seconds. */
const pauses = () => jest.mocked(sleep).mock.calls.map(([milliseconds]) => milliseconds / 1000);

const failWith = (status: number, headers?: Record<string, string>) => {
	hibob.faults.add({
		fault: { kind: 'status', when: 'before', status, ...(headers && { headers }) },
	});
};

describe('more items than HiBob answers in a minute', () => {
	it('are all read, each once, in as many minutes as that takes', async () => {
		const asked = people(120);
		const items = await output(hibob, GET, asked);
		expect(items.map(({ json }) => json.id)).toEqual(asked.map(({ id }) => id));
		expect(statuses()).toEqual({ 200: 120, 429: 2 });
		expect(pauses()).toEqual([60.5, 60.5]);
	});

	it('wait as long as HiBob says, when it says so', async () => {
		hibob.variants.retryAfter = true;
		await output(hibob, GET, people(50));
		now += 45_000;
		expect(await output(hibob, GET, people(1))).toHaveLength(1);
		expect(pauses()).toEqual([15.5]);
	});

	it('wait until the reset that HiBob names in its header, when it says nothing else', async () => {
		// the header is in whole seconds
		now += 1_000 - (now % 1_000);
		await output(hibob, GET, people(50));
		now += 45_000;
		expect(await output(hibob, GET, people(1))).toHaveLength(1);
		expect(pauses()).toEqual([15.5]);
		expect(statuses()).toEqual({ 200: 51, 429: 1 });
	});

	it.each([
		['ahead', 60 * MINUTE],
		['behind', -60 * MINUTE],
	])('wait for a minute where the clock of n8n is %s by an hour', async (_, difference) => {
		n8nIsAhead = difference;
		expect(await output(hibob, GET, people(60))).toHaveLength(60);
		expect(statuses()).toEqual({ 200: 60, 429: 1 });
		expect(pauses()).toEqual([60.5]);
	});

	it('do not come back together with everything else that waits for the same reset', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0.5);
		await output(hibob, GET, people(51));
		expect(pauses()).toEqual([61.5]);
	});
});

describe('a limit that does not go away', () => {
	it('is an error after some minutes, and HiBob was asked once in each', async () => {
		failWith(429);
		await expect(output(hibob, GET, people(1))).rejects.toMatchObject({
			message: 'HiBob received too many requests (429)',
			description: expect.stringContaining('50 requests a minute'),
			httpCode: '429',
		});
		expect(pauses()).toEqual([60.5, 60.5, 60.5, 60.5]);
		expect(statuses()).toEqual({ 429: 5 });
	});

	it('is not waited for again with the next item where the node goes on after errors', async () => {
		failWith(429);
		const items = await output(hibob, GET, people(3), { onError: 'continueRegularOutput' });
		expect(items).toHaveLength(3);
		expect(statuses()).toEqual({ 429: 5 });
	});

	it.each([
		['seconds', () => '3600'],
		['more seconds than a date can hold', () => '99999999999999999999'],
		['an HTTP date', () => new Date(now + 60 * MINUTE).toUTCString()],
	])('is an error at once when HiBob wants to be left alone for longer: %s', async (_, header) => {
		failWith(429, { 'retry-after': header() });
		await expect(output(hibob, GET, people(1))).rejects.toThrow('(429)');
		expect(pauses()).toEqual([]);
	});

	it('waits until an HTTP date', async () => {
		failWith(429, { 'retry-after': new Date(now + 100_000).toUTCString() });
		await expect(output(hibob, GET, people(1))).rejects.toThrow('(429)');
		expect(pauses()[0]).toBe(100.5);
	});

	// HTTP carries texts alone
	const texts = HOSTILE_HEADERS.flatMap(([header]) => (typeof header === 'string' ? [header] : []));

	it.each(texts)('takes a minute where a header tells no time: %j', async (header) => {
		failWith(429, { 'x-ratelimit-reset': header });
		await expect(output(hibob, GET, people(1))).rejects.toThrow('(429)');
		expect(pauses()).toEqual([60.5, 60.5, 60.5, 60.5]);
	});
});

describe('an execution that is cancelled', () => {
	it('ends while it waits, and asks for nothing more, whatever the node does on errors', async () => {
		const cancelled = new AbortController();
		jest.mocked(sleep).mockImplementation(async (_milliseconds, signal) => {
			cancelled.abort(new Error('cancelled by somebody'));
			await Promise.resolve();
			signal?.throwIfAborted();
		});
		failWith(429);
		const node = actionNode(hibob, GET, { onError: 'continueRegularOutput' });
		await expect(execute(node, people(3), 'trigger', cancelled.signal)).rejects.toThrow(
			'cancelled by somebody',
		);
		expect(statuses()).toEqual({ 429: 1 });
	});
});

describe('nothing but the limit is waited for', () => {
	it.each([400, 401, 403, 404, 500, 503])('%d is asked for once', async (status) => {
		failWith(status);
		await expect(output(hibob, GET, people(1))).rejects.toThrow(`(${String(status)})`);
		expect(statuses()).toEqual({ [status]: 1 });
		expect(pauses()).toEqual([]);
	});

	it.each([
		[401, 1, 'HiBob rejected the service user ID or token (401)'],
		[403, 10, 'HiBob refused access (403)'],
		[500, 60, 'HiBob returned an error (500)'],
	])(
		'with %d, %d of 60 items ask where the node goes on after errors',
		async (status, count, why) => {
			failWith(status);
			const items = await output(hibob, GET, people(60), { onError: 'continueRegularOutput' });
			expect(statuses()).toEqual({ [status]: count });
			const errors = items.map(({ json }) => stringOf(json.error).split('. ')[0]);
			expect(errors.slice(0, count)).toEqual(Array<string>(count).fill(why));
			const notAsked = `Skipped because an earlier item was refused: ${why}`;
			expect(errors.slice(count)).toEqual(Array<string>(60 - count).fill(notAsked));
		},
	);

	it('a list in the panel says so at once, because somebody is waiting', async () => {
		failWith(429);
		await expect(listedBy(actionNode(hibob, GET), 'searchEmployees')).rejects.toThrow('(429)');
		expect(pauses()).toEqual([]);
	});
});
