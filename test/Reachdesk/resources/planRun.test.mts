import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { AgentQuota } from '../../../nodes/Reachdesk/attempts/agentQuota.ts';
import type { AttemptLog } from '../../../nodes/Reachdesk/attempts/attemptLog.ts';
import type { AttemptTimes } from '../../../nodes/Reachdesk/attempts/attemptTimes.ts';
import type { Attempt } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import { aboutOf } from '../../../nodes/Reachdesk/gifts/about.ts';
import { recipientDedupeKey } from '../../../nodes/Reachdesk/gifts/duplicateCheck.ts';
import type { Gift, SingleGift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import type { Outcome } from '../../../nodes/Reachdesk/gifts/outcome.ts';
import { notToldApart } from '../../../nodes/Reachdesk/gifts/sharedRecipient.ts';
import { ANY_TIME } from '../../../nodes/Reachdesk/gifts/timing.ts';
import type { Budget } from '../../../nodes/Reachdesk/resources/gift/budget.ts';
import { ExecutionMemory } from '../../../nodes/Reachdesk/resources/gift/executionMemory.ts';
import { planRun } from '../../../nodes/Reachdesk/resources/gift/planRun.ts';
import type { Run } from '../../../nodes/Reachdesk/resources/gift/planRun.ts';
import type { SafetySettings } from '../../../nodes/Reachdesk/resources/gift/safetySettings.ts';
import { partial } from '../../shared/partial.mts';
import { sendRow } from '../gifts/gifts.mts';
import { giftOf, listOf, OVER, RecordedRun } from './recordedRun.mts';

/** What n8n remembers of an execution in this object. */
const memoryOf = (context: object) =>
	ExecutionMemory.of(partial<IExecuteFunctions>({ getContext: () => context }));

/** A run before its first POST: its account, and what n8n’s database says. */
class PlannedRun extends RecordedRun {
	gifts: SingleGift[] = [giftOf(1), giftOf(2)];
	/** by gift key */
	readonly attempts = new Map<string, Attempt>();
	/** the rows of Reachdesk’s list */
	listed: object[] = [];
	lists = 0;
	isBudgetFree = true;
	isProtected = true;
	maximumGifts = 100;
	/** how many gifts AI agents may still create today; null when none uses the node */
	places: number | null = null;

	readonly memory = memoryOf({});
	readonly look = jest.fn<Budget['look']>().mockReturnValue(null);
	readonly open = jest.fn(async () => await Promise.resolve(this.isBudgetFree));
	readonly confirmEarlier = jest.fn<AttemptLog['confirmEarlier']>().mockResolvedValue(undefined);

	/** The keys of the gifts to send. */
	async plan(changes: Partial<Run<SingleGift>> = {}): Promise<string[]> {
		const due = await planRun<SingleGift>({
			context: this.context(),
			safety: partial<SafetySettings>({
				sendsNothing: null,
				lookBackDays: 90,
				unclearGifts: 'settle',
				maximumGifts: this.maximumGifts,
				agentGiftsPerDay: this.places,
			}),
			results: this.results(this.gifts),
			log: this.isProtected
				? partial<AttemptLog>({
						attempts: async () => await Promise.resolve(this.attempts),
						confirmEarlier: this.confirmEarlier,
					})
				: null,
			owners: this.isProtected ? this.owners() : null,
			times: this.isProtected
				? partial<AttemptTimes>({
						fitting: async (candidates: ReadonlyMap<Gift, readonly object[]>) =>
							await Promise.resolve(new Map([...candidates].map(([gift, [send]]) => [gift, send]))),
						recipientsInDoubt: async () => await Promise.resolve(new Set()),
						unsettledAt: () => ({ from: 0, to: 0 }),
						attemptOf: () => ({ from: 0, to: 0 }),
					})
				: null,
			quota:
				this.places === null
					? null
					: partial<AgentQuota>({
							take: async () => await Promise.resolve((this.places ?? 0) > this.taken++),
						}),
			memory: this.memory,
			budget: partial<Budget>({ open: this.open, look: this.look }),
			...changes,
		});
		return due.map(({ gift }) => gift.key);
	}

	protected answerTo() {
		this.lists += 1;
		return listOf(this.listed);
	}

	private taken = 0;

	outcomeOf(person: number): Outcome['outcome'] | undefined {
		return this.outcomes.get(giftOf(person).key)?.outcome;
	}

	planned(): string[] {
		return [...this.memory.planned.values()].map(({ key }) => key);
	}
}

let run: PlannedRun;
beforeEach(() => {
	run = new PlannedRun();
});

const [ONE, TWO] = [giftOf(1), giftOf(2)];
const rowOf = (gift: Gift): object =>
	sendRow({ email: gift.request.recipient.email, created_at: new Date().toISOString() });
const notDue = (gift: SingleGift): SingleGift => ({
	...gift,
	timing: { ...ANY_TIME, whyNotDue: 'It is due tomorrow.' },
});

describe('gifts of which nothing is known', () => {
	test('are sent, each planned for its address, and the list is read once', async () => {
		expect(await run.plan()).toEqual([ONE.key, TWO.key]);
		expect(run.planned()).toEqual([ONE.key, TWO.key]);
		expect(run.lists).toBe(1);
		expect(run.outcomes.size).toBe(0);
		run.gifts = [giftOf(3)];
		expect(await run.plan()).toEqual([giftOf(3).key]);
		expect(run.lists).toBe(1);
	});

	test('stay planned for the first gift to their address', async () => {
		const first = { ...ONE, key: 'first' };
		run.memory.planned.set(recipientDedupeKey(ONE), first);
		await run.plan();
		expect(run.planned()).toEqual(['first', TWO.key]);
	});

	test('are sent both to one person, planned for the first, if the protection tells them apart', async () => {
		const about = aboutOf({ employee: { id: '1' } });
		const [first, second] = [ONE.key, 'hibob:1:workAnniversary:2026'].map((key) => ({
			...ONE,
			key,
			about,
		}));
		if (!first || !second) throw new Error('two gifts');
		run.gifts = [first, second];
		expect(await run.plan()).toEqual([first.key, second.key]);
		expect(run.planned()).toEqual([first.key]);
		run = new PlannedRun();
		run.gifts = [first, second];
		run.isProtected = false;
		expect(await run.plan()).toEqual([first.key]);
		expect(run.outcomes.get(second.key)).toEqual(notToldApart);
	});

	test('are sent without duplicate protection, and no list is read', async () => {
		run.isProtected = false;
		run.listed = [rowOf(ONE)];
		expect(await run.plan()).toEqual([ONE.key, TWO.key]);
		expect(run.lists).toBe(0);
	});

	test('are sent without caps', async () => {
		expect(await run.plan({ budget: null })).toEqual([ONE.key, TWO.key]);
	});

	test('are not sent while sending is paused', async () => {
		run.sending = 'paused';
		expect(await run.plan()).toEqual([]);
		expect([run.outcomeOf(1), run.outcomeOf(2)]).toEqual(['paused', 'paused']);
		expect(run.planned()).toEqual([]);
	});

	test('are not sent while another execution sends under the same caps', async () => {
		run.isBudgetFree = false;
		run.look.mockImplementation(({ key }) => (key === ONE.key ? OVER : null));
		expect(await run.plan()).toEqual([]);
		expect(run.outcomeOf(1)).toBe('overBudget');
		expect(run.outcomes.get(TWO.key)?.explanation).toContain('Another execution');
	});

	test('are not sent when there are too many, and none of them counts as planned', async () => {
		run.maximumGifts = 1;
		expect(await run.plan()).toEqual([]);
		expect(run.failures.get(ONE.key)).toBe('There are 2 gifts, more than the 1 allowed');
		expect(run.planned()).toEqual([]);
	});

	test('are sent for AI agents as long as there are places', async () => {
		run.places = 1;
		expect(await run.plan()).toEqual([ONE.key]);
		expect(run.failures.get(TWO.key)).toContain('which is the daily limit');
	});
});

describe('gifts that are not due', () => {
	test('are not sent, and alone need neither the list nor a budget', async () => {
		run.gifts = [notDue(ONE)];
		expect(await run.plan()).toEqual([]);
		expect(run.outcomeOf(1)).toBe('notDue');
		expect(run.lists).toBe(0);
		expect(run.open).not.toHaveBeenCalled();
	});

	test('leave the others as they are', async () => {
		run.gifts = [notDue(ONE), TWO];
		expect(await run.plan()).toEqual([TWO.key]);
		expect(run.open).toHaveBeenCalledTimes(1);
	});

	test('are settled when they were attempted before', async () => {
		run.gifts = [notDue(ONE)];
		run.attempts.set(ONE.key, 'inDoubt');
		run.listed = [rowOf(ONE)];
		expect(await run.plan()).toEqual([]);
		expect(run.outcomeOf(1)).toBe('alreadySent');
		expect(run.confirmEarlier.mock.calls[0]?.[0].map(({ key }) => key)).toEqual([ONE.key]);
	});
});

describe('gifts that were attempted before', () => {
	test('are not sent again when they are confirmed, whatever the list says', async () => {
		run.attempts.set(ONE.key, 'confirmed').set(TWO.key, 'confirmed');
		expect(await run.plan()).toEqual([]);
		expect([run.outcomeOf(1), run.outcomeOf(2)]).toEqual(['alreadySent', 'alreadySent']);
		expect(run.lists).toBe(0);
	});

	test('are confirmed by the list, and their send is noted', async () => {
		run.attempts.set(ONE.key, 'inDoubt');
		run.listed = [rowOf(ONE)];
		expect(await run.plan()).toEqual([TWO.key]);
		expect(run.outcomeOf(1)).toBe('alreadySent');
		expect(run.note.mock.calls[0]?.[0].map(({ gift, sendId }) => [gift.key, sendId])).toEqual([
			[ONE.key, '4711'],
		]);
	});

	test('stay in doubt when the send was noted for another key meanwhile', async () => {
		run.attempts.set(ONE.key, 'inDoubt');
		run.listed = [rowOf(ONE)];
		run.note.mockResolvedValue(new Set());
		await run.plan();
		expect(run.outcomes.get(ONE.key)).toMatchObject({
			outcome: 'unconfirmed',
			explanation: expect.stringContaining('belongs to another gift'),
		});
		expect(run.confirmEarlier.mock.calls).toEqual([[[]]]);
	});

	test('are looked for in a list that is read anew', async () => {
		await run.plan();
		run.attempts.set(ONE.key, 'inDoubt');
		await run.plan();
		expect(run.lists).toBeGreaterThan(1);
	});
});

test('a gift that Reachdesk lists is not sent again, though nobody knows its key', async () => {
	run.listed = [rowOf(ONE)];
	expect(await run.plan()).toEqual([TWO.key]);
	expect(run.outcomeOf(1)).toBe('alreadySent');
	expect(run.note.mock.calls).toEqual([[[]]]);
});
