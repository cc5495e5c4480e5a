import { beforeEach, describe, expect, test } from '@jest/globals';
import { createRunExecutionData } from 'n8n-workflow';
import type { INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';
import { Lessons } from '../../../nodes/shared/schedule/lessons.ts';
import { partial } from '../partial.mts';

type Memory = readonly string[];

let lessons: Lessons<Memory>;
let started: unknown[];
beforeEach(() => {
	lessons = new Lessons();
	started = [];
});

const OUTPUT: INodeExecutionData[][] = [[{ json: { key: 'one' } }]];

/** Starts an execution that ends as it is told, and lets the lesson come. */
async function start(
	trigger: string,
	end: Promise<IRun | undefined>,
	lesson = (run: IRun | undefined) => (memory: Memory) => [...memory, run?.status ?? 'unknown'],
): Promise<void> {
	const context = partial<IPollFunctions>({
		helpers: { createDeferredPromise: () => ({ promise: end }) },
		__emit: (...all: unknown[]) => started.push(all),
	});
	lessons.start(context, trigger, OUTPUT, lesson);
	await end.catch(() => undefined);
	await Promise.resolve();
}
const ended = async (status: IRun['status']): Promise<IRun> =>
	await Promise.resolve<IRun>({
		status,
		mode: 'trigger',
		startedAt: new Date(0),
		data: createRunExecutionData(),
		storedAt: 'db',
	});

describe('what a trigger learns from the executions that it starts', () => {
	test('is nothing while there is none', () => {
		expect(lessons.isWaiting('one')).toBe(false);
		expect(lessons.noteIn('one', ['before'])).toEqual(['before']);
	});

	test('waits for the next poll of this trigger, in order, and is noted once', async () => {
		await start('one', ended('success'));
		await start('one', ended('error'));
		expect(lessons.isWaiting('one')).toBe(true);
		expect(lessons.isWaiting('other')).toBe(false);
		expect(lessons.noteIn('other', [])).toEqual([]);
		expect(lessons.noteIn('one', ['before'])).toEqual(['before', 'success', 'error']);
		expect(lessons.isWaiting('one')).toBe(false);
		expect(lessons.noteIn('one', ['before'])).toEqual(['before']);
	});

	test('comes from an execution that n8n has with the items of the poll', async () => {
		await start('one', ended('success'));
		expect(started).toEqual([[OUTPUT, undefined, expect.anything()]]);
	});

	test('is nothing when n8n could not start it, or the end is unreadable', async () => {
		await start('one', Promise.reject(new Error('no')));
		await start('one', ended('success'), () => {
			throw new TypeError('unreadable');
		});
		expect(lessons.isWaiting('one')).toBe(false);
	});
});
