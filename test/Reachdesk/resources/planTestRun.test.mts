import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { AttemptLog } from '../../../nodes/Reachdesk/attempts/attemptLog.ts';
import type { Attempt } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import type { SingleGift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { NO_SENDS } from '../../../nodes/Reachdesk/gifts/listedSend.ts';
import type { Outcome } from '../../../nodes/Reachdesk/gifts/outcome.ts';
import type { Budget } from '../../../nodes/Reachdesk/resources/gift/budget.ts';
import type { ExecutionMemory } from '../../../nodes/Reachdesk/resources/gift/executionMemory.ts';
import type { Run } from '../../../nodes/Reachdesk/resources/gift/planRun.ts';
import { planTestRun } from '../../../nodes/Reachdesk/resources/gift/planTestRun.ts';
import type { GiftResults } from '../../../nodes/Reachdesk/resources/gift/results.ts';
import type { SafetySettings } from '../../../nodes/Reachdesk/resources/gift/safetySettings.ts';
import { wholeListing } from '../../../nodes/Reachdesk/transport/listing.ts';
import { partial } from '../../shared/partial.mts';
import { CAMPAIGN, giftTo } from '../gifts/gifts.mts';

const NOW = Date.parse('2026-11-25T07:00:00Z');
const TESTER = 'tester@work.example';
const OVER: Outcome = { outcome: 'overBudget', explanation: 'Over the cap.', gift: null };

/** A run that sends nothing to employees. */
class TestRun {
	safety: Partial<SafetySettings> = { sendsNothing: 'testRun', testRecipient: null };
	gifts: SingleGift[] = [giftTo('noa@work.example', 'a'), giftTo('bea@work.example', 'b')];
	sending = 'on';
	execution: string | undefined = '17';
	attempt: Attempt = 'none';
	/** whether campaign 1503 has sent gifts */
	isCampaignKnown = false;
	over: Outcome | null = null;
	hasBudget = true;
	readonly count = jest.fn(async () => {
		await Promise.resolve();
	});
	readonly outcomes = new Map<string, Outcome>();
	readonly replaced: [string, string][] = [];
	readonly hints: unknown[] = [];
	readonly lists = jest.fn();

	async plan() {
		const list = {
			...wholeListing(NO_SENDS),
			campaigns: new Set(this.isCampaignKnown ? [CAMPAIGN] : []),
		};
		const run = partial<Run<SingleGift>>({
			context: partial<IExecuteFunctions>({
				getExecutionId: () => this.execution,
				addExecutionHints: (hint: unknown) => this.hints.push(hint),
				getCredentials: async () =>
					await Promise.resolve({
						apiToken: 't',
						baseUrl: 'https://x.example',
						sending: this.sending,
					}),
			}),
			safety: { duplicateProtection: true, ...this.safety },
			results: partial<GiftResults<SingleGift>>({
				gifts: this.gifts,
				report: ({ key }: SingleGift, outcome: Outcome) => this.outcomes.set(key, outcome),
				replace: (one: SingleGift, other: SingleGift) => this.replaced.push([one.key, other.key]),
			}),
			memory: partial<ExecutionMemory>({
				listed: async () => {
					this.lists();
					return await Promise.resolve(list);
				},
			}),
			log: partial<AttemptLog>({
				attempts: async ([gift]: SingleGift[]) =>
					await Promise.resolve(new Map(gift ? [[gift.key, this.attempt]] : [])),
			}),
			owners: null,
			times: null,
			quota: null,
			budget: this.hasBudget
				? partial<Budget>({ count: this.count, reserve: () => this.over })
				: null,
		});
		return await planTestRun(run, NOW - 1, NOW);
	}

	/** What is said of a gift. */
	async saidOf(key: string): Promise<string | undefined> {
		await this.plan();
		return this.outcomes.get(key)?.explanation;
	}
}

let run: TestRun;
beforeEach(() => {
	run = new TestRun();
});

describe('a run from the editor', () => {
	test('sends nothing, says so of each gift, and how to see a real one', async () => {
		expect(await run.plan()).toEqual([]);
		expect([...run.outcomes].map(([key, { outcome }]) => [key, outcome])).toEqual([
			['a', 'dryRun'],
			['b', 'dryRun'],
		]);
		expect(run.outcomes.get('a')).toMatchObject({
			explanation: expect.stringMatching(
				/^Nothing was sent, because this run was started in the editor\./,
			),
			gift: run.gifts[0]?.request,
		});
		expect(run.hints).toEqual([
			{
				message:
					"Nothing was sent: this is a test run. To see a real gift, add 'Test Recipient' under 'Safety' and enter your own address.",
				location: 'outputPane',
				type: 'info',
			},
		]);
		expect(run.count).toHaveBeenCalledTimes(1);
	});

	test('without a gift reads nothing', async () => {
		run.gifts = [];
		expect(await run.plan()).toEqual([]);
		expect(run.lists).not.toHaveBeenCalled();
		expect(run.hints).toEqual([]);
	});

	test('reads no list without duplicate protection', async () => {
		run.safety = { ...run.safety, duplicateProtection: false };
		await run.plan();
		expect(run.lists).not.toHaveBeenCalled();
		expect(run.outcomes.size).toBe(2);
	});
});

test('a dry run says that, and gives no hint', async () => {
	run.safety = { sendsNothing: 'dryRun', testRecipient: null };
	expect(await run.saidOf('a')).toMatch(/^Nothing was sent, because 'Dry Run' is on\./);
	expect(run.hints).toEqual([]);
});

describe('a test run foresees that a real one', () => {
	test('sends, as far as n8n knows the campaign', async () => {
		expect(await run.saidOf('a')).toMatch(
			/Campaign and sender were not checked: Reachdesk checks them only when a gift is sent$/,
		);
		run.isCampaignKnown = true;
		expect(await run.saidOf('a')).toMatch(
			/\. The sender was not checked: Reachdesk checks it only when a gift is sent$/,
		);
	});

	test('does not send what is not due', async () => {
		const [first] = run.gifts;
		if (!first) throw new Error('no gift');
		run.gifts = [{ ...first, timing: { ...first.timing, whyNotDue: 'It is a preview.' } }];
		run.sending = 'paused';
		expect(await run.saidOf('a')).toMatch(
			/A real run would not send it either\. It is a preview\.$/,
		);
	});

	test('does not send while the credential pauses all gifts', async () => {
		run.sending = 'paused';
		run.over = OVER;
		expect(await run.saidOf('a')).toMatch(/A real run would not send it now either\. ./);
	});

	test('does not send over a cap', async () => {
		run.over = OVER;
		expect(await run.saidOf('a')).toMatch(/A real run would not send it either\. Over the cap\.$/);
		run.hasBudget = false;
		expect(await run.saidOf('a')).not.toContain('Over the cap');
	});
});

describe('with a test recipient, the gift of the first item', () => {
	beforeEach(() => {
		run.safety = { sendsNothing: 'testRun', testRecipient: TESTER };
	});

	test('goes there instead, and no other one goes out', async () => {
		const due = await run.plan();
		expect(due).toMatchObject([
			{ attempt: 'none', gift: { key: 'test:17', request: { recipient: { email: TESTER } } } },
		]);
		expect(run.replaced).toEqual([['a', 'test:17']]);
		expect([...run.outcomes.keys()]).toEqual(['b']);
		expect(run.hints).toMatchObject([
			{
				message:
					'This is a test run: the gift of the first item goes to the test recipient. Nothing else is sent.',
			},
		]);
	});

	test('goes once per execution', async () => {
		run.attempt = 'confirmed';
		expect(await run.plan()).toEqual([]);
		expect(run.outcomes.get('test:17')).toMatchObject({ outcome: 'alreadySent' });
	});

	test('is known by its moment where n8n gives the execution no ID', async () => {
		run.execution = undefined;
		expect((await run.plan())[0]?.gift.key).toBe(`test:${String(NOW)}`);
	});
});
