import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startHiBob } from '../../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { DurableTrigger, PolledTrigger, savedAs } from '../../n8nCore.mts';
import {
	clock,
	dueDates,
	expectedOn,
	keys,
	published,
	READS_OF_A_RUN,
	triggerNode,
	whileHiBobIsAsked,
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

const failWith = (status: number) => {
	hibob.faults.add({ fault: { kind: 'status', when: 'before', status } });
};

describe('a company that shrinks', () => {
	const removeFillers = (count: number) => {
		const fillers = hibob.people.filter(({ scenario }) => scenario === 'filler').slice(0, count);
		for (const filler of fillers) hibob.people.splice(hibob.people.indexOf(filler), 1);
	};

	it('by more than a fifth between two runs fails the run and changes no state', async () => {
		const polled = await published(hibob);
		clock('2026-11-23T07:00:31Z');
		await polled.heartbeat();
		const state = savedAs(polled.state);
		expect(state.headCount).toBe(300);
		removeFillers(61);
		clock('2026-11-24T07:00:31Z');
		await expect(polled.heartbeat()).rejects.toMatchObject({
			message: 'HiBob returned 239 employees; in the last run there were 300',
			description: expect.stringContaining("'Max Headcount Drop (%)'"),
		});
		expect(polled.state).toEqual(state);
	});

	it('since publishing fails the first run, too', async () => {
		const polled = await published(hibob);
		removeFillers(61);
		clock('2026-11-23T07:00:31Z');
		await expect(polled.heartbeat()).rejects.toThrow('239 employees');
	});

	it('by a fifth passes', async () => {
		const polled = await published(hibob);
		removeFillers(60);
		clock('2026-11-23T07:00:31Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn(hibob, TODAY, true));
		expect(polled.state.headCount).toBe(240);
	});

	it('by more passes once Max Headcount Drop is raised, and what was owed is returned', async () => {
		const node = triggerNode(hibob);
		const polled = new PolledTrigger(node);
		await polled.activate('activate');
		removeFillers(150);
		clock('2026-11-23T07:00:31Z');
		await expect(polled.heartbeat()).rejects.toThrow('150 employees');
		const raised = { ...node, parameters: { ...node.parameters, options: { largestShrink: 50 } } };
		const changed = new PolledTrigger(raised);
		Object.assign(changed.state, savedAs(polled.state));
		clock('2026-11-23T08:00:31Z');
		await changed.activate('update');
		clock('2026-11-23T08:02:31Z');
		expect(keys(await changed.heartbeat()).sort()).toEqual(expectedOn(hibob, TODAY, true));
		expect(changed.state.headCount).toBe(150);
	});
});

describe('publishing a change while HiBob is in trouble', () => {
	it.each([503, 500, 429])('with %d does not throw while a baseline is known', async (status) => {
		const polled = await published(hibob);
		const state = savedAs(polled.state);
		failWith(status);
		expect(await polled.activate('update')).toBeNull();
		expect(polled.state).toEqual(state);
		hibob.faults.clear();
		clock('2026-11-23T07:00:31Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn(hibob, TODAY, true));
	});

	it('with a broken connection does not throw either', async () => {
		const polled = await published(hibob);
		hibob.faults.add({ fault: { kind: 'reset', when: 'before' } });
		expect(await polled.activate('update')).toBeNull();
	});

	it.each([401, 403, 404])('with %d throws, because a person has to act', async (status) => {
		const polled = await published(hibob);
		failWith(status);
		await expect(polled.activate('update')).rejects.toThrow(String(status));
	});

	it('throws for a missing permission', async () => {
		const polled = await published(hibob);
		hibob.access.revokeCategory('lifecycle');
		await expect(polled.activate('update')).rejects.toThrow('internal.status');
	});

	it('throws for the first publishing', async () => {
		failWith(503);
		const polled = new PolledTrigger(triggerNode(hibob));
		await expect(polled.activate('activate')).rejects.toThrow('503');
		await expect(polled.activate('update')).rejects.toThrow('503');
		expect(polled.state).toEqual({});
	});
});

describe('with n8n’s durable scheduler', () => {
	const durable = async (): Promise<DurableTrigger> => {
		const polled = new DurableTrigger(triggerNode(hibob));
		await polled.publish('activate');
		return polled;
	};

	it('the baseline of the publishing outlives the loss of its state', async () => {
		const polled = await durable();
		expect(polled.state).toEqual({});
		// the run time has passed by the first heartbeat; only the memory knows that today counts
		clock('2026-11-23T07:00:31Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn(hibob, TODAY, true));
		expect(polled.state).toMatchObject({
			baselines: { birthday: '2026-11-22' },
			lastRun: TODAY,
			headCount: 300,
		});
	});

	it('a poll that begins with a stale copy of the state repeats nothing and wipes nothing', async () => {
		const polled = await durable();
		const stale = savedAs(polled.state);
		clock('2026-11-23T07:00:31Z');
		expect(keys(await polled.heartbeat()).length).toBeGreaterThan(0);
		const saved = savedAs(polled.state);
		polled.state = stale;
		expect(await polled.heartbeat()).toBeNull();
		expect(polled.state).toEqual(saved);
	});

	it('a heartbeat before the run saves the baseline', async () => {
		const polled = await durable();
		expect(await polled.heartbeat()).toBeNull();
		expect(polled.state).toMatchObject({ baseline: '2026-11-22' });
	});

	it('a run that fails leaves the baseline in memory', async () => {
		const polled = await durable();
		failWith(503);
		clock('2026-11-23T07:00:31Z');
		await expect(polled.heartbeat()).rejects.toThrow('503');
		expect(polled.state).toEqual({});
		hibob.faults.clear();
		clock('2026-11-23T07:02:31Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn(hibob, TODAY, true));
	});

	it('pauses after failures, asks once a day, and puts nothing out twice', async () => {
		const polled = await durable();
		failWith(503);
		clock('2026-11-23T07:00:31Z');
		await expect(polled.heartbeat()).rejects.toThrow('503');
		const asked = hibob.requests.length;
		clock('2026-11-23T07:01:00Z');
		expect(await polled.heartbeat()).toBeNull();
		expect(hibob.requests).toHaveLength(asked);
		hibob.faults.clear();
		clock('2026-11-23T07:02:31Z');
		const first = keys(await polled.heartbeat());
		expect(await polled.heartbeat()).toBeNull();
		expect(hibob.requests).toHaveLength(asked + READS_OF_A_RUN);
		clock('2026-11-24T07:02:31Z');
		const second = keys(await polled.heartbeat());
		expect(second.filter((key) => first.includes(key))).toEqual([]);
	});

	it('publishing anew after more than the catch-up days looks only forward', async () => {
		const polled = await durable();
		clock('2026-11-23T06:31:00Z');
		await polled.heartbeat();
		clock('2026-12-01T10:00:00Z');
		await polled.publish('activate');
		clock('2026-12-01T10:01:00Z');
		expect(await polled.heartbeat()).toBeNull();
		expect(polled.state).toMatchObject({ baseline: '2026-12-01' });
	});

	it('publishing a change keeps what is owed', async () => {
		const polled = await durable();
		await polled.heartbeat();
		clock('2026-11-23T10:00:00Z');
		await polled.publish('update');
		clock('2026-11-23T10:01:00Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn(hibob, TODAY, true));
	});

	it('overlapping heartbeats give one run', async () => {
		const polled = await durable();
		clock('2026-11-23T07:00:31Z');
		hibob.faults.add({ times: 1, fault: { kind: 'slow', milliseconds: 300 } });
		const asked = hibob.requests.length;
		const outputs = await Promise.all([polled.heartbeat(), polled.heartbeat()]);
		expect(outputs.filter((output) => output !== null)).toHaveLength(1);
		expect(hibob.requests).toHaveLength(asked + READS_OF_A_RUN);
	});
});

describe('a state that is not the last one', () => {
	it('of before the run repeats that run, and nothing else', async () => {
		const node = triggerNode(hibob);
		const polled = new PolledTrigger(node);
		await polled.activate('activate');
		const former = savedAs(polled.state);
		clock('2026-11-23T07:00:31Z');
		const first = keys(await polled.heartbeat()).sort();
		const restored = polled.restartedWith(former);
		clock('2026-11-23T09:00:31Z');
		expect(keys(await restored.activate('init')).sort()).toEqual(first);
	});

	it('of long ago catches up on a week and no more', async () => {
		const polled = await published(hibob);
		await polled.heartbeat();
		const old = { ...savedAs(polled.state), baseline: '2026-01-01', lastRun: '2026-10-01' };
		const restored = polled.restartedWith(old);
		clock('2026-11-23T09:00:31Z');
		const output = await restored.activate('init');
		const dues = dueDates(output);
		expect(dues.length).toBeGreaterThan(0);
		expect(dues.filter((dueDate) => dueDate < '2026-11-16')).toEqual([]);
	});

	it('is taken along when the node is renamed, also with a day still owed', async () => {
		const keysAfter = async (name: string) => {
			clock('2026-11-23T06:30:00Z');
			const node = triggerNode(hibob);
			const polled = new PolledTrigger(node);
			await polled.activate('activate');
			clock('2026-11-23T07:00:31Z');
			failWith(503);
			await expect(polled.heartbeat()).rejects.toThrow();
			hibob.faults.clear();
			clock('2026-11-24T06:50:00Z');
			const changed = new PolledTrigger({ ...node, settings: { ...node.settings, name } });
			if (name === polled.name) Object.assign(changed.state, savedAs(polled.state));
			expect(await changed.activate('update')).toBeNull();
			clock('2026-11-24T07:00:31Z');
			return keys(await changed.heartbeat());
		};
		const renamed = await keysAfter('People');
		expect(renamed).toEqual(await keysAfter('HiBob Employees'));
		expect(renamed.length).toBeGreaterThan(expectedOn(hibob, '2026-11-24', true).length);
	});

	it('is taken along when the renamed node is switched off and on again', async () => {
		const node = triggerNode(hibob);
		const polled = new PolledTrigger(node);
		await polled.activate('activate');
		clock('2026-11-25T09:00:00Z');
		const renamed = new PolledTrigger({ ...node, settings: { ...node.settings, name: 'People' } });
		await renamed.activate('activate');
		expect(renamed.state).toMatchObject({ baseline: '2026-11-22', lastRun: '2026-11-22' });
	});

	it('that is empty, with nothing in memory, sends nothing for the past', async () => {
		const polled = new PolledTrigger(triggerNode(hibob));
		clock('2026-11-23T09:00:31Z');
		expect(await polled.activate('init')).toBeNull();
		expect(polled.state).toMatchObject({ baseline: TODAY });
		const moved = new PolledTrigger(triggerNode(hibob));
		expect(await moved.activate('update')).toBeNull();
		clock('2026-11-23T09:01:31Z');
		expect(keys(await moved.heartbeat())).toEqual([]);
	});

	it('that is empty before the run time still lets today count', async () => {
		const polled = new PolledTrigger(triggerNode(hibob));
		expect(await polled.activate('init')).toBeNull();
		clock('2026-11-23T07:00:31Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn(hibob, TODAY, true));
	});

	it('of the version without head-counts goes on', async () => {
		const polled = await published(hibob);
		const former = savedAs({ baseline: '2026-11-22', lastRun: null, emitted: {} });
		const restored = polled.restartedWith(former);
		clock('2026-11-23T09:00:31Z');
		expect(keys(await restored.activate('init')).sort()).toEqual(expectedOn(hibob, TODAY, true));
		expect(restored.state.headCount).toBe(300);
	});
});

describe('overlapping polls', () => {
	it('of two triggers do not wait for each other', async () => {
		const [one, other] = [await published(hibob), await published(hibob)];
		clock('2026-11-23T07:00:31Z');
		hibob.faults.add({ times: 1, fault: { kind: 'slow', milliseconds: 200 } });
		const outputs = await Promise.all([one.heartbeat(), other.heartbeat()]);
		expect(outputs.every((output) => keys(output).length > 0)).toBe(true);
	});

	it('do not stop the trigger for good when one does not end', async () => {
		const polled = await published(hibob);
		clock('2026-11-23T07:00:31Z');
		const endless = await whileHiBobIsAsked(hibob, async () => await polled.heartbeat());
		clock('2026-11-23T07:30:30Z');
		expect(await polled.heartbeat()).toBeNull();
		clock('2026-11-23T07:30:31Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn(hibob, TODAY, true));
		const state = savedAs(polled.state);

		endless.answer();
		expect(await endless.result).toBeNull();
		expect(savedAs(polled.state)).toEqual(state);
		clock('2026-11-23T07:31:31Z');
		expect(await polled.heartbeat()).toBeNull();
	});

	it('of one trigger do not become three when the one that was given up fails', async () => {
		const polled = await published(hibob);
		clock('2026-11-23T07:00:31Z');
		const endless = await whileHiBobIsAsked(hibob, async () => await polled.heartbeat());
		clock('2026-11-23T07:30:31Z');
		const second = await whileHiBobIsAsked(hibob, async () => await polled.heartbeat());
		hibob.faults.add({ times: 1, fault: { kind: 'status', when: 'before', status: 503 } });
		endless.answer();
		await expect(endless.result).rejects.toThrow('503');
		const before = hibob.requests.length;
		clock('2026-11-23T07:40:31Z');
		expect(await polled.heartbeat()).toBeNull();
		expect(hibob.requests).toHaveLength(before);
		second.answer();
		expect(keys(await second.result).sort()).toEqual(expectedOn(hibob, TODAY, true));
	});

	it('of yesterday do not count today', async () => {
		const polled = await published(hibob);
		clock('2026-11-23T07:00:31Z');
		const endless = await whileHiBobIsAsked(hibob, async () => await polled.heartbeat());
		clock('2026-11-24T07:00:31Z');
		const today = keys(await polled.heartbeat());
		expect(today).toEqual(expect.arrayContaining(expectedOn(hibob, '2026-11-24', true)));
		const state = savedAs(polled.state);
		endless.answer();
		expect(await endless.result).toBeNull();
		expect(polled.state).toEqual(state);
		expect(state).toMatchObject({ lastRun: '2026-11-24' });
	});
});

describe('publishing', () => {
	it('during a slow answer drops the run that was under way, and the next one makes up for it', async () => {
		const polled = await published(hibob);
		clock('2026-11-23T07:00:31Z');
		const slow = await whileHiBobIsAsked(hibob, async () => await polled.heartbeat());
		await polled.activate('update');
		slow.answer();
		expect(await slow.result).toBeNull();
		expect(polled.state).toMatchObject({ lastRun: '2026-11-22' });
		clock('2026-11-23T07:01:31Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn(hibob, TODAY, true));
	});

	it('a repair ends the pause after many failures', async () => {
		const polled = await published(hibob);
		failWith(401);
		for (const time of ['07:00', '07:02', '07:05', '07:10', '07:20', '07:40']) {
			clock(`2026-11-23T${time}:31Z`);
			await expect(polled.heartbeat()).rejects.toThrow('401');
		}
		clock('2026-11-23T07:41:31Z');
		expect(await polled.heartbeat()).toBeNull();
		hibob.faults.clear();
		await polled.activate('update');
		clock('2026-11-23T07:42:31Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn(hibob, TODAY, true));
	});

	it('of a good run ends the pause, too: the next failure is the first of its row', async () => {
		const polled = await published(hibob);
		failWith(503);
		for (const time of ['07:00', '07:02', '07:05', '07:10']) {
			clock(`2026-11-23T${time}:31Z`);
			await expect(polled.heartbeat()).rejects.toThrow('503');
		}
		hibob.faults.clear();
		clock('2026-11-23T07:20:31Z');
		expect(keys(await polled.heartbeat()).length).toBeGreaterThan(0);
		failWith(503);
		for (const time of ['07:00', '07:01']) {
			clock(`2026-11-24T${time}:31Z`);
			await expect(polled.heartbeat()).rejects.toThrow('503');
		}
	});
});

describe('two workflows whose triggers have the same node id', () => {
	it('remember each their own', async () => {
		const node = triggerNode(hibob);
		const [one, other] = ['one', 'other'].map(
			(workflowId) => new PolledTrigger({ ...node, workflowId }),
		);
		await one?.activate('activate');
		clock('2026-11-23T07:00:31Z');
		expect(keys((await one?.heartbeat()) ?? null).length).toBeGreaterThan(0);
		clock('2026-11-23T09:00:31Z');
		await other?.activate('activate');
		expect(other?.state).toMatchObject({ baseline: TODAY, lastRun: TODAY, keys: {} });
		expect(one?.state).toMatchObject({
			baselines: { birthday: '2026-11-22' },
			lastRun: TODAY,
		});
	});
});

describe('At Every Poll', () => {
	it('runs on each heartbeat and repeats nothing with Once', async () => {
		const polled = await published(hibob, { run: 'everyPoll' });
		clock('2026-11-23T10:00:31Z');
		expect(keys(await polled.heartbeat()).sort()).toEqual(expectedOn(hibob, TODAY, true));
		const asked = hibob.requests.length;
		clock('2026-11-23T10:01:31Z');
		expect(await polled.heartbeat()).toBeNull();
		expect(hibob.requests).toHaveLength(asked + READS_OF_A_RUN);
	});
});
