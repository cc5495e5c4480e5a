import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';
import type { SingleGift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { sendInTurn } from '../../../nodes/Reachdesk/resources/gift/sendInTurn.ts';
import type { SendRun } from '../../../nodes/Reachdesk/resources/gift/sendOne.ts';
import { BUSY, giftOf } from './recordedRun.mts';
import { SingleSends } from './singleSends.mts';

let sends: SingleSends;
beforeEach(() => {
	jest.useFakeTimers({ now: new Date('2026-11-25T07:00:00Z') });
	jest.mocked(sleep).mockClear();
	sends = new SingleSends();
});

const people = (count: number): SingleGift[] =>
	Array.from({ length: count }, (_, index) => giftOf(index + 1));

const send = async (
	gifts: readonly SingleGift[],
	changes: Partial<SendRun> = {},
): Promise<void> => {
	await sendInTurn(
		sends.run(changes),
		gifts.map((gift) => ({ gift, attempt: 'none' })),
	);
};

const keysOf = (gifts: readonly { key: string }[]) => gifts.map(({ key }) => key);
const claims = () => sends.log.claim.mock.calls.map(([due]) => keysOf(due.map(({ gift }) => gift)));
const withdrawn = () => sends.log.withdraw.mock.calls.map(([gifts]) => keysOf(gifts));
const sent = () =>
	[...sends.outcomes].flatMap(([key, { outcome }]) => (outcome === 'sent' ? key : []));

describe('gifts are claimed', () => {
	test('together, before the first is sent, and sent in their order', async () => {
		sends.log.claim.mockImplementation(async (due) => {
			expect(sends.posts).toBe(0);
			return await Promise.resolve(new Set(due.map(({ gift }) => gift)));
		});
		await send(people(3));
		expect(claims()).toEqual([keysOf(people(3))]);
		expect(sent()).toEqual(keysOf(people(3)));
		expect(withdrawn()).toEqual([]);
	});

	test.each([
		// 61 of the first 80 are sent while their claim lasts
		['slowly', 500, [80, 40, 40, 40, 19]],
		['twice as fast', 250, [80, 80, 40]],
		['very fast', 10, [80, 120]],
	])(
		'80 at first, and then as many as are sent in 20 seconds: %s',
		async (_, milliseconds, sizes) => {
			sends.answer = () => {
				jest.advanceTimersByTime(milliseconds);
				return { statusCode: 201, body: { id: sends.posts, status: 'processed' } };
			};
			await send(people(200));
			expect(claims().map(({ length }) => length)).toEqual(sizes);
			expect(sent()).toHaveLength(200);
		},
	);

	test('as many as are sent in 20 seconds, however long a claim takes', async () => {
		sends.log.claim.mockImplementation(async (due) => {
			jest.advanceTimersByTime(10_000);
			return await Promise.resolve(new Set(due.map(({ gift }) => gift)));
		});
		sends.answer = () => {
			jest.advanceTimersByTime(100);
			return { statusCode: 201, body: { id: sends.posts, status: 'processed' } };
		};
		await send(people(300));
		expect(claims().map(({ length }) => length)).toEqual([80, 200, 20]);
	});

	test('250 at most, however fast they are sent', async () => {
		await send(people(700));
		expect(claims().map(({ length }) => length)).toEqual([80, 250, 250, 120]);
		expect(sent()).toHaveLength(700);
	});

	test('apart when they go to one address from one campaign', async () => {
		const [one, two] = people(2);
		if (!one || !two) throw new Error('two gifts are needed');
		const another = { ...one, key: 'another key' };
		await send([one, two, another]);
		expect(claims()).toEqual([keysOf([one, two]), keysOf([another])]);
	});

	test('again when answers kept them waiting for more than half a minute', async () => {
		sends.answer = () => {
			jest.advanceTimersByTime(15_000);
			return { statusCode: 201, body: { id: sends.posts, status: 'processed' } };
		};
		await send(people(5));
		// three took 45 seconds, so one is sent in 20
		expect(claims().map(({ length }) => length)).toEqual([5, 1, 1]);
		expect(withdrawn()).toEqual([keysOf(people(5).slice(3))]);
		expect(sends.posts).toBe(5);
		expect(sent()).toEqual(keysOf(people(5)));
	});

	test('again as often as it takes, which is no failure', async () => {
		sends.answer = () => {
			jest.advanceTimersByTime(31_000);
			return { statusCode: 201, body: { id: sends.posts, status: 'processed' } };
		};
		await send(people(4));
		expect(claims().map(({ length }) => length)).toEqual([4, 1, 1, 1]);
		expect(sent()).toEqual(keysOf(people(4)));
		expect(sends.breaker.why).toBeNull();
	});

	test('again and again, which is no failure of the database', async () => {
		const slow = [1, 3];
		sends.answer = () => {
			jest.advanceTimersByTime(slow.includes(sends.posts) ? 31_000 : 0);
			return { statusCode: 201, body: { id: sends.posts, status: 'processed' } };
		};
		await send(people(5));
		expect(claims().map(({ length }) => length)).toEqual([5, 1, 3, 1, 1]);
		expect(withdrawn().map(({ length }) => length)).toEqual([4, 2]);
		expect(sends.breaker.why).toBeNull();
		expect(sent()).toHaveLength(5);
	});

	test('and the first is sent however long its claim took', async () => {
		sends.log.claim.mockImplementation(async (due) => {
			jest.advanceTimersByTime(31_000);
			return await Promise.resolve(new Set(due.map(({ gift }) => gift)));
		});
		await send(people(2));
		expect(sent()).toEqual(keysOf(people(2)));
	});

	test.each([
		['trigger', '17', 150],
		['webhook', '17', 150],
		// of two retries of one execution at the same instant, one has an odd number
		['retry', '18', 150],
		['retry', '19', 2_150],
	] as const)(
		'after a moment that two executions do not share (%s %s)',
		async (mode, id, expected) => {
			jest.spyOn(Math, 'random').mockReturnValue(0.5);
			sends.mode = mode;
			sends.executionId = id;
			await send(people(1));
			expect(jest.mocked(sleep).mock.calls).toEqual([[expected]]);
		},
	);

	test('without a moment’s wait when there are none, or no duplicate protection', async () => {
		await send([]);
		await send(people(1), { log: null, owners: null });
		expect(jest.mocked(sleep)).not.toHaveBeenCalled();
		expect(sent()).toEqual(keysOf(people(1)));
	});
});

test('a gift that another execution has claimed is not sent', async () => {
	sends.log.claim.mockImplementation(
		async (due) => await Promise.resolve(new Set(due.slice(1).map(({ gift }) => gift))),
	);
	await send(people(2));
	expect(sent()).toEqual(keysOf(people(2).slice(1)));
	expect(sends.outcomeOf(1)).toMatchObject({
		outcome: 'unconfirmed',
		explanation: expect.stringContaining('Another execution is sending this gift'),
	});
	expect(sends.posts).toBe(1);
});

describe('when n8n’s database fails', () => {
	test('once, gifts are claimed again', async () => {
		sends.log.claim.mockRejectedValueOnce(BUSY);
		await send(people(2));
		expect(withdrawn()).toEqual([keysOf(people(2))]);
		expect(claims()).toHaveLength(2);
		expect(sent()).toEqual(keysOf(people(2)));
		expect(sends.breaker.why).toBeNull();
	});

	test('twice, they are not sent, and nothing of them stays', async () => {
		sends.log.claim.mockRejectedValue(BUSY);
		await send(people(2));
		expect(claims()).toHaveLength(2);
		expect(sends.posts).toBe(0);
		for (const person of [1, 2]) {
			expect(sends.refusalOf(person)).toMatchObject({
				message: 'This gift was not sent because n8n’s database was busy',
			});
		}
		expect(withdrawn().slice(0, 2)).toEqual([keysOf(people(2)), keysOf(people(2))]);
		expect(keysOf(sends.budget.giveBack.mock.calls.map(([gift]) => gift))).toEqual(
			keysOf(people(2)),
		);
		// one failed run of claims may be temporary
		expect(sends.breaker.why).toBeNull();
		await send(people(1));
		expect(sends.breaker.why?.message).toContain('several times');
	});

	test('and cannot withdraw either, they are not claimed again', async () => {
		sends.log.claim.mockRejectedValue(BUSY);
		sends.log.withdraw.mockRejectedValue(BUSY);
		await send(people(1));
		expect(claims()).toHaveLength(1);
		expect(sends.posts).toBe(0);
	});
});

describe('gifts that were claimed in vain', () => {
	test('are withdrawn when the execution is cancelled', async () => {
		sends.answer = () => {
			sends.cancellation.abort();
			return { statusCode: 201, body: { id: 4711, status: 'processed' } };
		};
		await expect(send(people(3))).rejects.toThrow(/abort/);
		expect(sent()).toEqual(keysOf(people(1)));
		expect(withdrawn()).toEqual([[giftOf(2).key], [giftOf(3).key]]);
	});

	test('count as a failure of the database when they cannot be withdrawn', async () => {
		sends.breaker.noteStoreError(BUSY);
		sends.log.withdraw.mockRejectedValue(BUSY);
		sends.answer = () => {
			jest.advanceTimersByTime(31_000);
			return { statusCode: 201, body: { id: 4711, status: 'processed' } };
		};
		await send(people(2));
		expect(sends.breaker.why?.message).toContain('several times');
		expect(sent()).toEqual(keysOf(people(1)));
	});

	test('are not claimed at all once the run has ended', async () => {
		sends.answer = () => ({ statusCode: 401, body: '' });
		await send(people(81));
		expect(claims().map(({ length }) => length)).toEqual([80]);
		expect(sends.posts).toBe(1);
		expect(sends.refusals.size).toBe(81);
	});
});
