import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AgentQuota } from '../../../nodes/Reachdesk/attempts/agentQuota.ts';
import type { DueGift } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import type { ExecutionMemory } from '../../../nodes/Reachdesk/resources/gift/executionMemory.ts';
import { withinAgentQuota, withinMaximum } from '../../../nodes/Reachdesk/resources/gift/limits.ts';
import type { Run } from '../../../nodes/Reachdesk/resources/gift/planRun.ts';
import type { GiftResults } from '../../../nodes/Reachdesk/resources/gift/results.ts';
import type { SafetySettings } from '../../../nodes/Reachdesk/resources/gift/safetySettings.ts';
import type { ExplainedError } from '../../../nodes/shared/explainedError.ts';
import { civil } from '../../HiBob/occasions/calendar.mts';
import { partial } from '../../shared/partial.mts';
import { giftTo } from '../gifts/gifts.mts';

const failed = new Map<string, ExplainedError>();
const noted = new Map<string, readonly string[]>();
beforeEach(() => {
	failed.clear();
	noted.clear();
});

const runWith = (most: number, agents: number | null = null) =>
	partial<Run<Gift>>({
		safety: partial<SafetySettings>({ maximumGifts: most, agentGiftsPerDay: agents }),
		results: partial<GiftResults<Gift>>({
			fail: ({ key }: Gift, error: ExplainedError) => failed.set(key, error),
		}),
		memory: partial<ExecutionMemory>({
			newGifts: (day: string) => noted.get(day) ?? [],
			noteNewGifts: (day: string, ids: readonly string[]) => noted.set(day, ids),
		}),
		quota:
			agents === null
				? null
				: partial<AgentQuota>({
						take: async ({ key }: Gift) => await Promise.resolve(Number(key) <= agents),
					}),
	});

const dueOn = (
	dueDate: string | null,
	key: string,
	lastOffer: string | null = null,
): DueGift<Gift> => ({
	attempt: 'none',
	gift: {
		...giftTo(undefined, key),
		timing: {
			dueDate: dueDate === null ? null : civil(dueDate),
			lastOffer: lastOffer === null ? null : civil(lastOffer),
			whyNotDue: null,
		},
	},
});
const keysOf = (due: readonly DueGift<Gift>[]) => due.map(({ gift }) => gift.key);

describe('the maximum of gifts per run', () => {
	test('counts each due day by itself, and a day over it is not sent at all', () => {
		const due = [
			dueOn('2026-11-24', 'a', '2026-12-01'),
			dueOn('2026-11-25', 'b'),
			dueOn('2026-11-24', 'c', '2026-12-01'),
			dueOn(null, 'd'),
		];
		expect(keysOf(withinMaximum(runWith(1), due))).toEqual(['b', 'd']);
		expect([...failed.keys()]).toEqual(['a', 'c']);
		expect(failed.get('a')).toMatchObject({
			message: 'There are 2 gifts due on 2026-11-24, more than the 1 allowed',
			remedy:
				"None of them was sent. If the number is right, raise 'Maximum Gifts per Run' under 'Safety' and run again. If not, check the incoming items. Otherwise they are no longer caught up after 2026-12-01",
		});
	});

	test('names no day and no deadline where there is none', () => {
		withinMaximum(runWith(1), [dueOn(null, 'a'), dueOn(null, 'b')]);
		expect(failed.get('b')?.message).toBe('There are 2 gifts, more than the 1 allowed');
		expect(failed.get('b')?.remedy).toMatch(/check the incoming items$/);
	});

	test('counts over the whole execution, each gift once', () => {
		const [a, b, c] = ['a', 'b', 'c'].map((key) => dueOn('2026-11-24', key));
		if (!a || !b || !c) throw new Error('three gifts');
		const run = runWith(2);
		expect(keysOf(withinMaximum(run, [a, b]))).toEqual(['a', 'b']);
		expect(keysOf(withinMaximum(run, [b]))).toEqual(['b']);
		expect(keysOf(withinMaximum(run, [c]))).toEqual([]);
		expect(failed.get('c')?.message).toContain('There are 3 gifts');
	});
});

describe('the daily limit of agents', () => {
	const due = ['1', '2', '3'].map((key) => dueOn(null, key));

	test('fails the gifts beyond it, with its number', async () => {
		expect(keysOf(await withinAgentQuota(runWith(9, 2), due, 0))).toEqual(['1', '2']);
		expect(failed.get('3')).toMatchObject({
			message: 'AI agents have created 2 gifts with this node today, which is the daily limit',
			remedy:
				"This gift was not created. Try again tomorrow (UTC), or have a person raise 'Gifts per Day for AI Agents' under 'Safety'",
		});
	});

	test('is nobody else’s', async () => {
		expect(keysOf(await withinAgentQuota(runWith(9), due, 0))).toEqual(['1', '2', '3']);
	});
});
