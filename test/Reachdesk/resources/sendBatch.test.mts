import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { BulkAttemptLog } from '../../../nodes/Reachdesk/attempts/bulkAttemptLog.ts';
import { recipientDedupeKey } from '../../../nodes/Reachdesk/gifts/duplicateCheck.ts';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import type { Outcome } from '../../../nodes/Reachdesk/gifts/outcome.ts';
import type { Budget } from '../../../nodes/Reachdesk/resources/gift/budget.ts';
import type { ExecutionMemory } from '../../../nodes/Reachdesk/resources/gift/executionMemory.ts';
import type { SafetySettings } from '../../../nodes/Reachdesk/resources/gift/safetySettings.ts';
import { sendBatch } from '../../../nodes/Reachdesk/resources/gift/sendBatch.ts';
import { partial } from '../../shared/partial.mts';
import { BUSY, emailOf, giftOf, listOf, OVER, RecordedRun, rowOf } from './recordedRun.mts';

/** A run of Send Many, its account and what n8n remembers. */
class Run extends RecordedRun {
	/** Reachdesk’s answer to the POST */
	answer: { statusCode: number; body: unknown } = { statusCode: 201, body: { id: 900 } };
	/** whose gifts Reachdesk lists afterwards */
	listed: number[] = [];
	readonly posts: unknown[] = [];
	readonly unsettled = new Set<string>();

	readonly log = {
		takeLease: jest.fn(async () => await Promise.resolve(true)),
		claim: jest.fn(
			async (due: readonly { gift: Gift }[]) =>
				await Promise.resolve(new Set(due.map(({ gift }) => gift))),
		),
		confirm: jest.fn<BulkAttemptLog['confirm']>().mockResolvedValue(undefined),
		undo: jest.fn<BulkAttemptLog['undo']>().mockResolvedValue(undefined),
	};
	isProtected = true;
	isCapped = true;

	async send(...people: number[]): Promise<void> {
		const gifts = people.map(giftOf);
		await sendBatch(
			{
				context: this.context(),
				results: this.results<Gift>(gifts),
				safety: partial<SafetySettings>({ sendsNothing: null }),
				memory: partial<ExecutionMemory>({ planned: null }),
				log: null,
				times: null,
				quota: null,
				owners: this.isProtected ? this.owners() : null,
				bulkLog: this.isProtected ? partial<BulkAttemptLog>(this.log) : null,
				budget: this.isCapped ? partial<Budget>(this.budget) : null,
				breaker: this.breaker,
				unsettled: this.unsettled,
			},
			gifts.map((gift) => ({ gift, attempt: 'none' })),
		);
	}

	/** The people whose gifts came to this. */
	with(outcome: Outcome['outcome']): number[] {
		return [...this.outcomes].flatMap(([key, one]) =>
			one.outcome === outcome ? [Number(key.split(':')[1])] : [],
		);
	}

	refused(): string[] {
		return [...this.refusals.values()].map(({ message }) => message);
	}

	givenBack(): string[] {
		return this.budget.giveBack.mock.calls.map(([{ key }]) => String(key.split(':')[1]));
	}

	protected answerTo({ method, body }: { method: string; body: unknown }) {
		if (method !== 'POST') return listOf(this.listed.map(rowOf));
		this.posts.push(body);
		return this.answer;
	}
}

let run: Run;
beforeEach(() => {
	run = new Run();
});

describe('a request for several gifts', () => {
	test('creates those that Reachdesk lists afterwards, and each is noted and confirmed', async () => {
		run.listed = [1, 2];
		await run.send(1, 2);
		expect(run.posts).toEqual([
			expect.objectContaining({
				recipients: [1, 2].map((person) => expect.objectContaining({ email: emailOf(person) })),
			}),
		]);
		expect(run.with('sent')).toEqual([1, 2]);
		expect(run.outcomes.get(giftOf(1).key)?.bulkSend).toEqual({
			id: '900',
			requestId: expect.stringMatching(/./),
		});
		expect(run.budget.made.mock.calls.map(([, send]) => send)).toEqual([4001, 4002]);
		expect(run.note.mock.calls[0]?.[0].map(({ sendId }) => sendId)).toEqual(['4001', '4002']);
		expect(run.log.confirm.mock.calls[0]?.[0].map(({ key }) => key)).toEqual(
			[1, 2].map((person) => giftOf(person).key),
		);
		expect(run.breaker.why).toBeNull();
		expect(run.unsettled.size).toBe(0);
	});

	test('leaves those in doubt that it does not list, and the run goes on', async () => {
		run.listed = [1];
		await run.send(1, 2);
		expect(run.with('sent')).toEqual([1]);
		expect(run.with('unconfirmed')).toEqual([2]);
		expect(run.unsettled).toEqual(new Set([recipientDedupeKey(giftOf(2))]));
		expect(run.breaker.why).toBeNull();
		expect(run.givenBack()).toEqual([]);
	});

	test('without a clear answer ends the run unless all are listed', async () => {
		run.answer = { statusCode: 502, body: '' };
		run.listed = [1, 2];
		await run.send(1, 2);
		expect(run.with('sent')).toEqual([1, 2]);
		expect(run.outcomes.get(giftOf(1).key)?.bulkSend?.id).toBeNull();
		expect(run.breaker.why).toBeNull();
		run.listed = [3];
		await run.send(3, 4);
		expect(run.breaker.why).toMatchObject({
			message: 'Skipped because an earlier request of this run got no clear answer',
			remedy: 'Run again later. Nothing is sent twice',
			everyGift: true,
		});
	});

	test('is not made while sending is paused', async () => {
		run.sending = 'paused';
		await run.send(1, 2);
		expect(run.with('paused')).toEqual([1, 2]);
		expect(run.posts).toEqual([]);
		expect(run.budget.reserve).not.toHaveBeenCalled();
	});

	test('works without duplicate protection and caps', async () => {
		run.isProtected = false;
		run.isCapped = false;
		run.listed = [1];
		await run.send(1, 2);
		expect(run.with('sent')).toEqual([1]);
		run.answer = { statusCode: 422, body: {} };
		await run.send(3);
		expect(run.refusals.size).toBe(1);
	});
});

describe('a refused request', () => {
	beforeEach(() => {
		run.answer = { statusCode: 422, body: { error: 'Campaign is paused' } };
	});

	test('refuses all its gifts, releases their claims and their money', async () => {
		await run.send(1, 2);
		expect(run.refused()).toEqual([
			expect.stringMatching(/\. All 2 gifts of the request were refused$/),
			expect.stringMatching(/\. All 2 gifts of the request were refused$/),
		]);
		expect(run.log.undo.mock.calls[0]?.[0]).toHaveLength(2);
		expect(run.givenBack()).toEqual(['1', '2']);
		expect(run.breaker.why).toBeNull();
	});

	test('for one gift says nothing of others', async () => {
		await run.send(1);
		expect(run.refused()).toEqual([expect.not.stringContaining('All')]);
	});

	test('ends the run when every other would be refused, too', async () => {
		run.answer = { statusCode: 401, body: {} };
		await run.send(1, 2);
		expect(run.breaker.why?.message).toBe('Reachdesk rejected the API token (401)');
		expect(run.refused()).toEqual(Array(2).fill('Reachdesk rejected the API token (401)'));
	});

	test('whose claims cannot be released counts as a failure of the database', async () => {
		run.log.undo.mockRejectedValue(BUSY);
		await run.send(1);
		expect(run.breaker.why).toBeNull();
		await run.send(2);
		expect(run.breaker.why?.message).toMatch(/^Skipped because n8n’s database was busy several/);
	});

	test('whose claims are released is no failure of the database', async () => {
		for (const person of [1, 2, 3]) await run.send(person);
		expect(run.breaker.why).toBeNull();
	});
});

test('a credential that n8n can no longer read releases all claims', async () => {
	let reads = 0;
	const readable = run.credential;
	run.credential = () => {
		reads += 1;
		if (reads > 1) throw new Error('no credential');
		return readable();
	};
	await expect(run.send(1, 2)).rejects.toThrow('n8n could not read the Reachdesk credential');
	expect(run.log.undo.mock.calls[0]?.[0]).toHaveLength(2);
	expect(run.givenBack()).toEqual(['1', '2']);
	expect(run.posts).toEqual([]);
});

describe('a gift that was created but', () => {
	test('could not be noted says so, and is sent', async () => {
		run.listed = [1];
		run.log.confirm.mockRejectedValue(BUSY);
		await run.send(1);
		expect(run.outcomes.get(giftOf(1).key)).toMatchObject({
			outcome: 'sent',
			explanation: expect.stringContaining(
				'n8n could not record it because n8n’s database was busy',
			),
		});
		run.listed = [2];
		await run.send(2);
		expect(run.breaker.why?.message).toContain('several times');
	});

	test('whose send belongs to another key is in doubt, and is not confirmed', async () => {
		run.listed = [1, 2];
		run.note.mockResolvedValue(new Set([giftOf(2).key]));
		await run.send(1, 2);
		expect(run.with('unconfirmed')).toEqual([1]);
		expect(run.outcomes.get(giftOf(1).key)).toMatchObject({
			explanation: expect.stringMatching(/^The send that Reachdesk lists belongs to another gift/),
			bulkSend: { id: '900' },
		});
		expect(run.unsettled).toEqual(new Set([recipientDedupeKey(giftOf(1))]));
		expect(run.log.confirm.mock.calls[0]?.[0].map(({ key }) => key)).toEqual([giftOf(2).key]);
	});
});

describe('caps', () => {
	test('let the others of a request be sent', async () => {
		run.listed = [2];
		run.budget.reserve.mockImplementation(({ key }) => (key === giftOf(1).key ? OVER : null));
		await run.send(1, 2);
		expect(run.with('overBudget')).toEqual([1]);
		expect(run.with('sent')).toEqual([2]);
		expect(run.budget.noteSending.mock.calls[0]?.[0]).toHaveLength(1);
	});

	test('that another execution has taken end the run, and the money is released', async () => {
		run.budget.noteSending.mockResolvedValue(false);
		await run.send(1, 2);
		const lost = 'Skipped because another execution started to send under the same caps';
		expect(run.refused()).toEqual([lost, lost]);
		expect(run.breaker.why?.message).toBe(lost);
		expect(run.givenBack()).toEqual(['1', '2']);
		expect(run.posts).toEqual([]);
	});

	test('that cannot be noted refuse the gifts of this request alone', async () => {
		run.budget.noteSending.mockRejectedValue(BUSY);
		await run.send(1);
		expect(run.refused()).toEqual([
			expect.stringMatching(/was not sent because n8n’s database was busy$/),
		]);
		expect(run.breaker.why).toBeNull();
		expect(run.givenBack()).toEqual(['1']);
		expect(run.posts).toEqual([]);
	});

	test('are not asked once the run has ended', async () => {
		run.answer = { statusCode: 401, body: {} };
		await run.send(1);
		run.budget.reserve.mockClear();
		await run.send(2);
		expect(run.budget.reserve).not.toHaveBeenCalled();
		expect(run.posts).toHaveLength(1);
		expect(run.refused()).toHaveLength(2);
	});
});

describe('a claim', () => {
	test('is not made for an address with a gift in doubt, and its money is released', async () => {
		run.unsettled.add(recipientDedupeKey(giftOf(1)));
		run.listed = [2];
		await run.send(1, 2);
		expect(run.with('unconfirmed')).toEqual([1]);
		expect(run.with('sent')).toEqual([2]);
		expect(run.givenBack()).toEqual(['1']);
		expect(run.log.claim.mock.calls[0]?.[0]).toHaveLength(1);
	});

	test('is asked for nothing when all are in doubt', async () => {
		run.unsettled.add(recipientDedupeKey(giftOf(1)));
		run.isCapped = false;
		await run.send(1);
		expect(run.log.takeLease).not.toHaveBeenCalled();
		expect(run.posts).toEqual([]);
	});

	test('of another execution is respected: those gifts are in doubt', async () => {
		run.log.claim.mockImplementation(
			async ([, second]) => await Promise.resolve(new Set(second ? [second.gift] : [])),
		);
		run.listed = [2];
		await run.send(1, 2);
		expect(run.with('unconfirmed')).toEqual([1]);
		expect(run.outcomes.get(giftOf(1).key)?.explanation).toMatch(/^Another execution is sending/);
		expect(run.with('sent')).toEqual([2]);
	});

	test('is not made without the lease, which ends the run', async () => {
		run.log.takeLease.mockResolvedValue(false);
		await run.send(1, 2);
		expect(run.log.claim).not.toHaveBeenCalled();
		expect(run.with('unconfirmed')).toEqual([1, 2]);
		expect(run.breaker.why).toEqual({
			message: 'Skipped because another execution of this node started to send in bulk',
			remedy: 'Run again when it has finished. Nothing is sent twice',
			everyGift: true,
			status: null,
		});
		expect(run.posts).toEqual([]);
	});

	test.each(['takeLease', 'claim'] as const)(
		'that n8n’s database refuses (%s) sends nothing, and releases the money',
		async (step) => {
			run.log[step].mockRejectedValue(BUSY);
			await run.send(1, 2);
			expect(run.refused()).toEqual([
				expect.stringMatching(/was not sent because n8n’s database was busy$/),
				expect.stringMatching(/was not sent because n8n’s database was busy$/),
			]);
			expect(run.givenBack()).toEqual(['1', '2']);
			expect(run.posts).toEqual([]);
			expect(run.breaker.why).toBeNull();
			await run.send(3);
			expect(run.breaker.why?.message).toContain('several times');
		},
	);
});
