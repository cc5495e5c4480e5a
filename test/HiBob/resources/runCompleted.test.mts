import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../../../nodes/shared/jsonObject.ts';
import type { JsonObject } from '../../../nodes/shared/jsonObject.ts';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { LiveTrigger } from './liveTrigger.mts';
import { clock, expectedOn, keys } from './publishedTrigger.mts';

// The event Run Completed: what a run says of itself.

let hibob: HiBobSandbox;

beforeEach(async () => {
	hibob = await startHiBob({ today: '2026-11-23', rateLimitPerMinute: 100_000 });
	clock('2026-11-23T06:30:00Z');
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hibob.stop();
});

const trigger = (parameters: IDataObject = {}): LiveTrigger =>
	new LiveTrigger(hibob, {
		events: ['birthday', 'workAnniversary', 'startDate', 'runCompleted'],
		options: { includeSkipped: true },
		...parameters,
	});

async function live(parameters: IDataObject = {}): Promise<LiveTrigger> {
	const published = trigger(parameters);
	await published.publish('2026-11-23T06:30:00Z', undefined, 'activate');
	return published;
}

/** What the run of some output says of itself; there is one item. */
function runIn(output: INodeExecutionData[][] | null): JsonObject {
	const items = output?.[2] ?? [];
	expect(items).toHaveLength(1);
	const { event, run } = items[0]?.json ?? {};
	expect(event).toBe('runCompleted');
	return isObject(run) ? run : {};
}

const everyId = () => hibob.people.map((person) => person['root.id']);

describe('Run Completed', () => {
	it('counts what a run has read, returned and skipped', async () => {
		const polled = await live();
		const output = await polled.beat('2026-11-23T07:00:31Z');
		const due = expectedOn(hibob, '2026-11-23', true);
		const skipped = expectedOn(hibob, '2026-11-23', false);
		expect(due.length).toBeGreaterThan(0);
		expect(skipped.length).toBeGreaterThan(0);
		expect(keys(output).sort()).toEqual(due);
		const run = runIn(output);
		expect(run).toMatchObject({
			workflow: { id: expect.any(String) },
			trigger: expect.any(String),
			day: '2026-11-23',
			previousDay: '2026-11-22',
			timeZone: 'UTC',
			completedAt: '2026-11-23T07:00:31.000Z',
			nextRun: '2026-11-24T07:00:00.000Z',
			headCount: hibob.people.length,
			read: hibob.people.length,
			due: due.length,
			offeredAgain: 0,
			returned: due.length,
			missed: 0,
			unreadable: 0,
			warnings: [],
		});
		const byReason = Object.values(run.skipped ?? {}).map(Number);
		expect(byReason.reduce((sum, count) => sum + count, 0)).toBe(skipped.length);
	});

	it('comes on a day without occasions, too, and once', async () => {
		const polled = await live({ events: ['runCompleted'] });
		const output = await polled.beat('2026-11-23T07:00:31Z');
		expect(output?.slice(0, 2)).toEqual([[], []]);
		expect(runIn(output)).toMatchObject({ due: 0, headCount: hibob.people.length });
		expect(await polled.beat('2026-11-23T07:01:31Z')).toBeNull();
	});

	it('has an output of its own, the third, whether Skipped is filled or not', async () => {
		const polled = await live({ options: {} });
		const output = await polled.beat('2026-11-23T07:00:31Z');
		expect(output?.[0]?.length).toBeGreaterThan(0);
		expect(output?.[1]).toEqual([]);
		const { skipped } = runIn(output);
		expect(Object.keys(skipped ?? {})).not.toEqual([]);
	});

	it('follows the first publishing, and no later one', async () => {
		const polled = trigger();
		const first = await polled.publish('2026-11-23T06:30:00Z', undefined, 'activate');
		expect(runIn(first)).toMatchObject({ previousDay: null, due: 0, warnings: [] });
		expect(await polled.publish('2026-11-23T06:40:00Z')).toBeNull();
	});

	it('tells of the days that a publishing passes over, in numbers', async () => {
		const polled = trigger();
		const first = await polled.publish('2026-11-23T07:01:00Z', undefined, 'activate');
		const count = expectedOn(hibob, '2026-11-23', true).length;
		const passedOver = expect.stringMatching(new RegExp(`^${String(count)} upcoming occasions`));
		expect(runIn(first).warnings).toEqual([passedOver]);
		expect(runIn(await polled.beat('2026-11-24T07:00:31Z')).warnings).toEqual([passedOver]);
		expect(runIn(await polled.beat('2026-11-25T07:00:31Z')).warnings).toEqual([]);
	});

	it('names the days on which no run completed', async () => {
		const polled = await live();
		await polled.beat('2026-11-23T07:00:31Z');
		const after = runIn(await polled.beat('2026-11-26T07:00:31Z'));
		expect(after).toMatchObject({ previousDay: '2026-11-23' });
		expect(after.warnings).toEqual([
			expect.stringContaining('No run completed from 2026-11-24 to 2026-11-25'),
		]);
		expect(runIn(await polled.beat('2026-11-28T07:00:31Z')).warnings).toEqual([
			expect.stringContaining('No run completed on 2026-11-27'),
		]);
		await polled.publish('2026-12-20T06:30:00Z', undefined, 'activate');
		expect(runIn(await polled.beat('2026-12-20T07:00:31Z')).warnings).toEqual([
			expect.stringContaining('from 2026-11-29 to 2026-12-19 is skipped'),
		]);
	});

	it('warns of people whose data cannot be read', async () => {
		const polled = await live();
		const [key] = expectedOn(hibob, '2026-11-23', true);
		const person = hibob.people.find(({ 'root.id': id }) => key?.includes(id));
		if (person) Object.assign(person, { 'work.startDate': 'soon' });
		const run = runIn(await polled.beat('2026-11-23T07:00:31Z'));
		expect(run).toMatchObject({ unreadable: 1, skipped: { dataUnreadable: 1 } });
		expect(run.warnings).toEqual([
			expect.stringContaining('unreadable data for 1 person, who was skipped'),
		]);
	});

	it('is not there after a run that failed', async () => {
		const polled = await live();
		hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 503 } });
		await expect(polled.beat('2026-11-23T07:00:31Z')).rejects.toThrow('503');
	});

	it('holds no personal data', async () => {
		const polled = await live();
		const text = JSON.stringify(runIn(await polled.beat('2026-11-23T07:00:31Z')));
		expect(everyId().filter((id) => text.includes(id))).toEqual([]);
		expect(text).not.toMatch(/@/);
	});

	it('is shown by a test from the editor', async () => {
		const output = await trigger({ events: ['runCompleted'] }).polled.fetchTestEvent();
		expect(output?.[2]?.[0]?.json).toMatchObject({
			preview: expect.any(String),
			run: { headCount: hibob.people.length },
		});
	});

	it('is one of many runs at every poll', async () => {
		const polled = await live({ run: 'everyPoll' });
		const run = runIn(await polled.beat('2026-11-23T07:00:31Z'));
		expect(run).toMatchObject({ nextRun: null, warnings: [] });
		expect(runIn(await polled.beat('2026-11-23T07:01:31Z'))).toMatchObject({ day: '2026-11-23' });
	});
});
