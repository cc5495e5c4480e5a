import { describe, expect, jest, test } from '@jest/globals';
import type { IExecuteFunctions } from 'n8n-workflow';
import { isTestRun } from '../../../nodes/Reachdesk/resources/gift/runMode.ts';
import { partial } from '../../shared/partial.mts';

interface Caller {
	source?: string;
	/** its own caller */
	by?: string;
}

/**
 * A run that others may have called: what n8n knows of each execution is its caller.
 *
 * @param own - null for an n8n without execution contexts
 */
function run(
	mode: string,
	own: { source?: string; parentExecutionId?: string } | null | undefined,
	callers: Record<string, Caller | null | Error> = {},
	id: string | undefined = 'own',
) {
	const read = jest.fn(async (execution: string) => {
		const caller = callers[execution];
		await Promise.resolve();
		if (caller instanceof Error) throw caller;
		if (caller === null || caller === undefined) return undefined;
		const { source, by } = caller;
		return {
			parentExecution: {
				...(by === undefined ? {} : { executionId: by }),
				...(source === undefined ? {} : { executionContext: { source } }),
			},
		};
	});
	const context = partial<IExecuteFunctions>({
		getMode: () => mode,
		getContext: () => stored,
		getExecutionId: () => id,
		getExecutionDataById: read,
		...(own === null ? {} : { getExecutionContext: () => own }),
	});
	const stored = {};
	return { context, read };
}
const isTest = async (...all: Parameters<typeof run>) => await isTestRun(run(...all).context);
const CALLED = { source: 'trigger', parentExecutionId: 'caller' };

describe('a run is a test', () => {
	test.each(['manual', 'evaluation'])('by its mode: %s', async (mode) => {
		expect(await isTest(mode, null)).toBe(true);
	});

	test.each(['manual', 'evaluation'])('by its source, as a retry: %s', async (source) => {
		expect(await isTest('retry', { source })).toBe(true);
	});

	test('by that of its caller, near or far', async () => {
		expect(await isTest('integrated', CALLED, { own: { source: 'manual' } })).toBe(true);
		const far = { own: { by: 'one' }, one: { source: 'webhook', by: 'two' } };
		expect(await isTest('integrated', CALLED, { ...far, two: { source: 'manual' } })).toBe(true);
	});

	test('by that of its tenth caller, and not of a farther one', async () => {
		const chain = (length: number) =>
			Object.fromEntries(
				Array.from({ length }, (_, level) => [
					level === 0 ? 'own' : String(level),
					level === length - 1 ? { source: 'manual' } : { by: String(level + 1) },
				]),
			);
		expect(await isTest('integrated', CALLED, chain(10))).toBe(true);
		expect(await isTest('integrated', CALLED, chain(11))).toBe(false);
	});
});

describe('a run is none', () => {
	test.each<[string, Parameters<typeof run>]>([
		['on an n8n without execution contexts', ['trigger', null]],
		['without a context', ['trigger', undefined]],
		['by a trigger', ['trigger', { source: 'trigger' }]],
		['called by a trigger', ['integrated', CALLED, { own: { source: 'trigger' } }]],
		['called by what has no context', ['integrated', CALLED, { own: {} }]],
		['called by what n8n does not know', ['integrated', CALLED, { own: null }]],
		['called by what n8n cannot read', ['integrated', CALLED, { own: new Error('gone') }]],
	])('%s', async (_, all) => {
		expect(await isTest(...all)).toBe(false);
	});

	test('without a caller, and reads no execution for it', async () => {
		const { context, read } = run('trigger', { source: 'trigger' }, { own: { source: 'manual' } });
		expect(await isTestRun(context)).toBe(false);
		expect(read).not.toHaveBeenCalled();
	});
});

test('what a run is is asked for once', async () => {
	const { context, read } = run('integrated', CALLED, { own: { source: 'manual' } });
	expect(await isTestRun(context)).toBe(true);
	expect(await isTestRun(context)).toBe(true);
	expect(read).toHaveBeenCalledTimes(1);
});
