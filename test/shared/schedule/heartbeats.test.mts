import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IPollFunctions, WorkflowActivateMode } from 'n8n-workflow';
import { ExplainedError } from '../../../nodes/shared/explainedError.ts';
import { Heartbeats, triggerOf } from '../../../nodes/shared/schedule/heartbeats.ts';
import { deferred } from '../deferred.mts';
import { partial } from '../partial.mts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-25T07:00:00Z');
const TRIGGER = 'workflow:node';

let heartbeats: Heartbeats<string>;
beforeEach(() => {
	heartbeats = new Heartbeats();
	// pauses without jitter
	jest.spyOn(Math, 'random').mockReturnValue(0);
});

interface Trigger {
	workflow?: string | undefined;
	id?: string;
	name?: string;
	/** names of the nodes that have connections */
	connected?: string[];
}

const contextOf = ({ workflow = 'w', id = 'n', name = 'HiBob', connected = [] }: Trigger) =>
	partial<IPollFunctions>({
		getWorkflow: () => ({ id: workflow === '' ? undefined : workflow }),
		getNode: () => ({ id, name }),
		getChildNodes: (node: string) => (connected.includes(node) ? [{ name: 'Send Gift' }] : []),
	});

test('a trigger is known by its workflow and its node ID', () => {
	expect(triggerOf(contextOf({ workflow: 'w1', id: 'n1' }))).toBe('w1:n1');
	expect(triggerOf(contextOf({ workflow: '', id: 'n1' }))).toBe(':n1');
});

describe('n8n polls', () => {
	const polled = (mode: WorkflowActivateMode, budget?: number) =>
		partial<IPollFunctions>({
			getActivationMode: () => mode,
			...(budget !== undefined && { getPollBudgetMs: () => budget }),
		});

	test.each<[WorkflowActivateMode, string]>([
		['init', 'n8nStart'],
		['leadershipChange', 'n8nStart'],
		['activate', 'publish'],
		['update', 'publish'],
		['create', 'publish'],
		['manual', 'publish'],
	])('first in mode %s (%s), and from then on because a poll time has come', (mode, cause) => {
		const context = polled(mode);
		expect(heartbeats.causeOf(context)).toBe(cause);
		expect(heartbeats.causeOf(context)).toBe('heartbeat');
		expect(heartbeats.causeOf(polled(mode))).toBe(cause);
	});

	test.each([
		[299_999, 'heartbeat'],
		[300_000, 'publish'],
		[300_001, 'publish'],
	])('with a budget of %i ms: %s', (budget, cause) => {
		expect(heartbeats.causeOf(polled('update', budget))).toBe(cause);
	});
});

describe('two triggers with one node ID', () => {
	const check = (trigger: Trigger) => {
		heartbeats.checkNodeId(contextOf(trigger));
	};
	const BOTH = { connected: ['HiBob', 'HiBob1'] };

	test('are refused in one workflow, with both names and what to do', () => {
		check({ name: 'HiBob', ...BOTH });
		expect(() => {
			check({ name: 'HiBob1', ...BOTH });
		}).toThrow(
			expect.objectContaining({
				message:
					'The triggers "HiBob" and "HiBob1" have the same node ID. They would share one memory, and one of them would never run',
				remedy: 'In the editor, duplicate one of them, delete its original and publish again',
			}),
		);
	});

	test('are refused in a workflow that has no ID yet, too', () => {
		check({ workflow: '', name: 'HiBob', ...BOTH });
		expect(() => {
			check({ workflow: '', name: 'HiBob1', ...BOTH });
		}).toThrow(ExplainedError);
	});

	test.each<[string, Trigger, Trigger]>([
		['of two workflows', { workflow: 'w1' }, { workflow: 'w2', name: 'HiBob1' }],
		['of two workflows, one ID within the other', { workflow: 'w1' }, { workflow: '1', name: 'B' }],
		['one of them the other, renamed', { name: 'HiBob' }, { name: 'Birthdays' }],
		['one of them published again', { name: 'HiBob' }, { name: 'HiBob' }],
	])('are accepted: %s', (_, one, other) => {
		const connected = _.includes('renamed') ? ['Birthdays'] : ['HiBob', 'HiBob1', 'B'];
		check({ ...one, connected });
		check({ ...other, connected });
	});

	test('are accepted when a node of another ID has the former name of one', () => {
		check({ id: 'n', name: 'HiBob', connected: ['HiBob'] });
		check({ id: 'n', name: 'Birthdays', connected: ['Birthdays'] });
		// the new node has not polled yet
		check({ id: 'n', name: 'Birthdays', connected: ['HiBob', 'Birthdays'] });
	});

	test('are accepted when their IDs differ', () => {
		check({ id: 'n1', name: 'HiBob', ...BOTH });
		check({ id: 'n2', name: 'HiBob1', ...BOTH });
	});

	test('are accepted when the first has its own ID by now', () => {
		check({ id: 'n', name: 'HiBob', ...BOTH });
		check({ id: 'new', name: 'HiBob', ...BOTH });
		check({ id: 'n', name: 'HiBob1', ...BOTH });
	});

	test('are refused when a name that was given up is back', () => {
		check({ name: 'HiBob', connected: ['HiBob'] });
		check({ name: 'Birthdays', connected: ['Birthdays'] });
		expect(() => {
			check({ name: 'HiBob', connected: ['HiBob', 'Birthdays'] });
		}).toThrow('"Birthdays" and "HiBob"');
	});
});

describe('what a trigger wrote last', () => {
	test('is its own', () => {
		expect(heartbeats.writtenState(TRIGGER)).toBeUndefined();
		heartbeats.wrote(TRIGGER, 'one');
		heartbeats.wrote('other', 'two');
		expect(heartbeats.writtenState(TRIGGER)).toBe('one');
		heartbeats.restart(TRIGGER);
		expect(heartbeats.writtenState(TRIGGER)).toBe('one');
	});
});

const fail = async (now: number): Promise<void> => {
	const failed = heartbeats.alone(TRIGGER, now, async () => await Promise.reject(new Error('no')));
	await expect(failed).rejects.toThrow('no');
};

describe('after a failed run', () => {
	test('a trigger pauses, longer each time, and no other trigger does', async () => {
		expect(heartbeats.isPaused(TRIGGER, NOW)).toBe(false);
		for (const minutes of [1, 2, 4]) {
			await fail(NOW);
			expect(heartbeats.isPaused(TRIGGER, NOW + minutes * MINUTE - 1)).toBe(true);
			expect(heartbeats.isPaused(TRIGGER, NOW + minutes * MINUTE)).toBe(false);
		}
		expect(heartbeats.isPaused('other', NOW)).toBe(false);
	});

	test('a good run ends the pause, and the next one begins with a minute', async () => {
		await fail(NOW);
		await fail(NOW);
		expect(await heartbeats.alone(TRIGGER, NOW, async () => await Promise.resolve('good'))).toBe(
			'good',
		);
		expect(heartbeats.isPaused(TRIGGER, NOW)).toBe(false);
		await fail(NOW);
		expect(heartbeats.isPaused(TRIGGER, NOW + MINUTE)).toBe(false);
	});

	test('publishing ends the pause', async () => {
		await fail(NOW);
		heartbeats.restart(TRIGGER);
		expect(heartbeats.isPaused(TRIGGER, NOW)).toBe(false);
	});
});

describe('a run in progress', () => {
	const second = async (now: number) =>
		await heartbeats.alone(TRIGGER, now, async () => await Promise.resolve('second'));

	test('keeps the next one of its trigger from starting for half an hour', async () => {
		const { resolve, promise } = deferred();
		const first = heartbeats.alone(TRIGGER, NOW, async () => {
			await promise;
			return 'first';
		});
		expect(await second(NOW + 30 * MINUTE - 1)).toBeNull();
		expect(await heartbeats.alone('other', NOW, async () => await Promise.resolve('other'))).toBe(
			'other',
		);
		resolve();
		expect(await first).toBe('first');
		expect(await second(NOW)).toBe('second');
	});

	test('is given up after half an hour, and its failure pauses nothing', async () => {
		const { resolve, promise } = deferred();
		const asked: boolean[] = [];
		const first = heartbeats.alone(TRIGGER, NOW, async (isGivenUp) => {
			asked.push(isGivenUp());
			await promise;
			asked.push(isGivenUp());
			throw new Error('late');
		});
		expect(await second(NOW + 30 * MINUTE)).toBe('second');
		resolve();
		await expect(first).rejects.toThrow('late');
		expect(asked).toEqual([false, true]);
		expect(heartbeats.isPaused(TRIGGER, NOW + 30 * MINUTE)).toBe(false);
	});

	test('that was given up leaves its successor in progress', async () => {
		const [first, next] = [deferred(), deferred()];
		const old = heartbeats.alone(TRIGGER, NOW, async () => {
			await first.promise;
		});
		const later = NOW + 30 * MINUTE;
		const current = heartbeats.alone(TRIGGER, later, async () => {
			await next.promise;
		});
		first.resolve();
		await old;
		expect(await second(later)).toBeNull();
		next.resolve();
		await current;
		expect(await second(later)).toBe('second');
	});

	test('is given up by a publishing', async () => {
		const { resolve, promise } = deferred();
		const first = heartbeats.alone(TRIGGER, NOW, async (isGivenUp) => {
			await promise;
			return isGivenUp();
		});
		heartbeats.restart(TRIGGER);
		expect(await second(NOW)).toBe('second');
		resolve();
		expect(await first).toBe(true);
	});
});
