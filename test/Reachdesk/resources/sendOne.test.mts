import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';
import { recipientDedupeKey } from '../../../nodes/Reachdesk/gifts/duplicateCheck.ts';
import { budgetLost } from '../../../nodes/Reachdesk/resources/gift/sendBreaker.ts';
import { sendOne } from '../../../nodes/Reachdesk/resources/gift/sendOne.ts';
import type { SendRun } from '../../../nodes/Reachdesk/resources/gift/sendOne.ts';
import { BUSY, giftOf, OVER, rowOf } from './recordedRun.mts';
import { SingleSends } from './singleSends.mts';

const WITHOUT_PROTECTION = { log: null, owners: null, quota: null, budget: null };

let sends: SingleSends;
beforeEach(() => {
	sends = new SingleSends();
});

const begun = Date.now();

/** Sends the gift of one person, of whom the run plans to send it. */
async function send(person: number, changes: Partial<SendRun> = {}): Promise<void> {
	const gift = giftOf(person);
	sends.plan(gift);
	await sendOne(sends.run(changes), gift, begun);
}

/** Nothing was created, so nothing stays reserved. */
function expectReleased(person: number): void {
	const key = giftOf(person).key;
	expect(sends.budget.giveBack.mock.calls.map(([gift]) => gift.key)).toEqual([key]);
	expect(sends.quota.giveBack.mock.calls.map(([gift]) => gift.key)).toEqual([key]);
	expect(sends.planned.size).toBe(0);
}

/** The same when the POST was never made. */
function expectWithdrawn(person: number): void {
	expectReleased(person);
	expect(sends.posts).toBe(0);
	expect(sends.log.withdraw.mock.calls).toEqual([
		[[expect.objectContaining({ key: giftOf(person).key })]],
	]);
	expect(sends.log.undo).not.toHaveBeenCalled();
}

describe('a gift that Reachdesk accepts', () => {
	test('is sent, its send is noted for its key, and its attempt is confirmed', async () => {
		await send(1);
		expect(sends.outcomeOf(1)).toMatchObject({ outcome: 'sent', gift: { id: 4711 } });
		expect(sends.budget.noteSending.mock.calls[0]?.[0].map(({ key }) => key)).toEqual([
			giftOf(1).key,
		]);
		expect(sends.budget.made.mock.calls.map(([{ key }, id]) => [key, id])).toEqual([
			[giftOf(1).key, 4711],
		]);
		expect(sends.note.mock.calls).toEqual([
			[[{ gift: expect.objectContaining({ key: giftOf(1).key }), sendId: '4711' }]],
		]);
		expect(sends.log.confirm.mock.calls.map(([{ key }, when]) => [key, when])).toEqual([
			[giftOf(1).key, begun],
		]);
		expect(sends.planned.size).toBe(1);
		expect(sends.breaker.why).toBeNull();
	});

	test('is sent without duplicate protection, caps and quota, too', async () => {
		await send(1, WITHOUT_PROTECTION);
		expect(sends.outcomeOf(1)?.outcome).toBe('sent');
	});

	test('is confirmed without a note when its ID is none of a send', async () => {
		sends.answer = () => ({ statusCode: 201, body: { id: 'send.1', status: 'processed' } });
		await send(1);
		expect(sends.outcomeOf(1)?.outcome).toBe('sent');
		expect(sends.note).not.toHaveBeenCalled();
		expect(sends.log.confirm).toHaveBeenCalledTimes(1);
	});

	test('and that could not be recorded says so, and the second time ends the run', async () => {
		sends.log.confirm.mockRejectedValue(BUSY);
		await send(1);
		expect(sends.outcomeOf(1)).toMatchObject({
			outcome: 'sent',
			explanation: expect.stringContaining(
				'n8n could not record it because n8n’s database was busy',
			),
		});
		expect(sends.breaker.why).toBeNull();
		await send(2);
		expect(sends.breaker.why?.message).toContain('several times');
	});
});

describe('a gift that is not attempted', () => {
	test('because the run has ended says why', async () => {
		const why = { message: 'Skipped', remedy: 'Run again', everyGift: true, status: null };
		sends.breaker.open(why);
		await send(1);
		expect(sends.refusalOf(1)).toEqual(why);
		expectWithdrawn(1);
	});

	test('because sending was paused meanwhile is paused', async () => {
		sends.sending = 'paused';
		await send(1);
		expect(sends.outcomeOf(1)?.outcome).toBe('paused');
		expectWithdrawn(1);
	});

	test('because of a cap is over budget', async () => {
		sends.budget.reserve.mockReturnValue(OVER);
		await send(1);
		expect(sends.outcomeOf(1)?.outcome).toBe('overBudget');
		expect(sends.budget.noteSending).not.toHaveBeenCalled();
		expectWithdrawn(1);
	});

	test('because another execution has taken the caps ends the run', async () => {
		sends.budget.noteSending.mockResolvedValue(false);
		await send(1);
		expect(sends.refusalOf(1)).toBe(budgetLost);
		expect(sends.breaker.why).toBe(budgetLost);
		expectWithdrawn(1);
	});

	test('because its caps could not be noted is refused alone', async () => {
		sends.budget.noteSending.mockRejectedValue(BUSY);
		await send(1);
		expect(sends.refusalOf(1)?.message).toBe(
			'This gift was not sent because n8n’s database was busy',
		);
		expect(sends.breaker.why).toBeNull();
		expectWithdrawn(1);
	});

	test('because n8n cannot read the credential is released', async () => {
		sends.credential = () => {
			throw new Error('no credential');
		};
		await expect(send(1)).rejects.toThrow('n8n could not read the Reachdesk credential');
		expectWithdrawn(1);
	});

	test('because the execution was cancelled is released', async () => {
		sends.cancellation.abort();
		await expect(send(1)).rejects.toThrow(/abort/);
		expectWithdrawn(1);
	});

	test('leaves another gift to the same address as planned', async () => {
		sends.breaker.open(budgetLost);
		const other = { ...giftOf(1), key: 'another key' };
		sends.plan(other);
		await sendOne(sends.run(), giftOf(1), begun);
		expect([...sends.planned]).toEqual([[recipientDedupeKey(other), other]]);
	});

	test('and cannot be released counts as a failure of the database', async () => {
		sends.breaker.noteStoreError(BUSY);
		sends.quota.giveBack.mockRejectedValue(BUSY);
		sends.budget.reserve.mockReturnValue(OVER);
		await send(1);
		expect(sends.breaker.why?.message).toContain('several times');
	});

	test('needs nothing released without duplicate protection', async () => {
		sends.breaker.open(budgetLost);
		await send(1, WITHOUT_PROTECTION);
		expect(sends.refusalOf(1)).toBe(budgetLost);
		expect(sends.planned.size).toBe(0);
	});
});

describe('a gift that Reachdesk refuses', () => {
	test('is refused, its attempt is undone, and the run goes on', async () => {
		sends.answer = () => ({ statusCode: 422, body: { error: 'Campaign is paused' } });
		await send(1);
		expect(sends.refusalOf(1)?.message).toBe(
			'Reachdesk refused the gift (422): Campaign is paused',
		);
		expectReleased(1);
		expect(sends.log.undo.mock.calls.map(([{ key }, when]) => [key, when])).toEqual([
			[giftOf(1).key, begun],
		]);
		expect(sends.log.withdraw).not.toHaveBeenCalled();
		expect(sends.breaker.why).toBeNull();
	});

	test('like every other gift would be ends the run', async () => {
		sends.answer = () => ({ statusCode: 401, body: '' });
		await send(1);
		expect(sends.breaker.why).toMatchObject({ message: 'Reachdesk rejected the API token (401)' });
	});

	test('is refused without duplicate protection, too', async () => {
		sends.answer = () => ({ statusCode: 422, body: '' });
		await send(1, WITHOUT_PROTECTION);
		expect(sends.refusalOf(1)?.status).toBe(422);
	});
});

describe('a POST without a clear answer', () => {
	beforeEach(() => {
		sends.answer = () => ({ statusCode: 502, body: '' });
	});

	test('is looked up three times, and stays in doubt when the list does not show the gift', async () => {
		jest.mocked(sleep).mockClear();
		await send(1);
		expect(jest.mocked(sleep).mock.calls).toEqual([[3_000], [10_000], [20_000]]);
		expect(sends.posts).toBe(1);
		expect(sends.outcomeOf(1)).toMatchObject({
			outcome: 'unconfirmed',
			explanation: expect.stringContaining('Reachdesk answered with status 502'),
		});
		expect(sends.log.confirm).not.toHaveBeenCalled();
		expect(sends.budget.made).not.toHaveBeenCalled();
		// it may have been made, so all that was reserved stays so
		expect(sends.budget.giveBack).not.toHaveBeenCalled();
		expect(sends.planned.size).toBe(1);
		expect(sends.breaker.why).toBeNull();
	});

	test('is settled by the list', async () => {
		sends.listed = [rowOf(1)];
		await send(1);
		expect(sends.outcomeOf(1)).toMatchObject({ outcome: 'sent', gift: { id: 4001 } });
		expect(sends.budget.made.mock.calls.map(([, id]) => id)).toEqual([4001]);
		expect(sends.log.confirm).toHaveBeenCalledTimes(1);
	});

	test('is settled by the list without duplicate protection, too', async () => {
		sends.listed = [rowOf(1)];
		await send(1, WITHOUT_PROTECTION);
		expect(sends.outcomeOf(1)?.outcome).toBe('sent');
	});

	test('stays in doubt when the listed send belongs to another key', async () => {
		sends.listed = [rowOf(1)];
		sends.note.mockResolvedValue(new Set());
		await send(1);
		expect(sends.outcomeOf(1)).toMatchObject({
			outcome: 'unconfirmed',
			explanation: expect.stringContaining('belongs to another gift'),
		});
		expect(sends.log.confirm).not.toHaveBeenCalled();
	});

	test('ends the run when the list cannot be read either', async () => {
		sends.listed = null;
		await send(1);
		expect(sends.outcomeOf(1)?.outcome).toBe('unconfirmed');
		expect(sends.breaker.why).toEqual({
			message: 'Skipped because Reachdesk stopped answering during this run',
			remedy: 'Run again when Reachdesk answers. Nothing is sent twice',
			everyGift: true,
			status: null,
		});
	});
});
