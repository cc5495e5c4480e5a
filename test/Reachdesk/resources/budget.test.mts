import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Settings } from 'luxon';
import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { BudgetLock } from '../../../nodes/Reachdesk/attempts/budgetLock.ts';
import { knownSendTo, spendsTo } from '../../../nodes/Reachdesk/attempts/entries.ts';
import type { Cap } from '../../../nodes/Reachdesk/gifts/caps.ts';
import { recipientDedupeKey } from '../../../nodes/Reachdesk/gifts/duplicateCheck.ts';
import type { SingleGift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { amountIn } from '../../../nodes/Reachdesk/gifts/money.ts';
import { Budget } from '../../../nodes/Reachdesk/resources/gift/budget.ts';
import type { ExecutionMemory } from '../../../nodes/Reachdesk/resources/gift/executionMemory.ts';
import { partial } from '../../shared/partial.mts';
import { delay, inNoTime, Row } from '../attempts/processedRow.mts';
import { EMAIL, giftTo, sendRow } from '../gifts/gifts.mts';
import { onePageOf } from '../transport/pagedList.mts';

const NOW = Date.parse('2026-11-30T23:30:00Z');

const capOf = (changes: Partial<Cap> = {}): Cap => ({
	per: 'personYear',
	gifts: null,
	amount: null,
	giftCost: null,
	unknownCost: 'lastCost',
	...changes,
});
const most = (amount: string): Partial<Cap> => ({
	amount: { most: amountIn(amount) ?? 0n, currency: 'USD' },
});
const giftWith = (
	caps: Cap[],
	request: Partial<SingleGift['request']> = {},
	email = EMAIL,
): SingleGift => {
	const gift = giftTo(email);
	return { ...gift, caps, request: { ...gift.request, ...request } };
};

let accounts = 0;

/** An account of its own, and n8n’s two tables of the workflow. */
class Account {
	sends: unknown[] = [];
	/** when lists of sends were read, and from which day on */
	readonly lists: { at: number; since: string }[] = [];
	failsToList = false;
	failsToSayWho = false;
	readonly cancellation = new AbortController();
	/** the table of the workflow, and that of the node */
	readonly tables = { workflow: new Row(), node: new Row() };
	timeZone = 'UTC';
	readonly noted = jest.fn();

	private readonly id = String(++accounts);

	budget(...gifts: SingleGift[]): Budget {
		const budget = this.maybeBudget(...gifts);
		if (!budget) throw new Error('no gift has a cap');
		return budget;
	}

	maybeBudget(...gifts: SingleGift[]): Budget | null {
		const [ofWorkflow, ofNode] = [this.tables.workflow, this.tables.node].map((row) =>
			row.context('1', `workflow ${this.id}`),
		);
		if (!ofWorkflow || !ofNode) throw new Error('no tables');
		const tableOf = (scope: string) => (scope === 'workflow' ? ofWorkflow : ofNode).helpers;
		const context = partial<IExecuteFunctions>({
			...ofNode,
			getTimezone: () => this.timeZone,
			getExecutionCancelSignal: () => this.cancellation.signal,
			getCredentials: async () => {
				if (this.failsToSayWho) throw new Error('no database');
				return await Promise.resolve({ apiToken: this.id, baseUrl: 'https://reachdesk.example' });
			},
			helpers: {
				checkProcessedAndRecord: async (
					...[items, scope, options]: Parameters<typeof ofNode.helpers.checkProcessedAndRecord>
				) => await tableOf(scope).checkProcessedAndRecord(items, scope, options),
				removeProcessed: async (
					...[items, scope, options]: Parameters<typeof ofNode.helpers.removeProcessed>
				) => {
					await tableOf(scope).removeProcessed(items, scope, options);
				},
				httpRequestWithAuthentication: async (_: string, { url, qs }: Asked) =>
					await Promise.resolve(this.answer(url, qs)),
			},
		});
		return Budget.of(context, gifts, partial<ExecutionMemory>({ noteListed: this.noted }));
	}

	private answer(url: string, qs: Asked['qs']) {
		const isSends = url.endsWith('/sends');
		if (isSends) this.lists.push({ at: Date.now(), since: JSON.stringify(qs) });
		if (isSends && this.failsToList) return { statusCode: 500, headers: {}, body: {} };
		return { statusCode: 200, headers: {}, body: onePageOf(isSends ? this.sends : []) };
	}
}
interface Asked {
	url: string;
	qs?: object;
}

let account: Account;
beforeEach(() => {
	jest.useFakeTimers({ now: NOW });
	jest.mocked(sleep).mockImplementation(delay);
	jest.spyOn(Math, 'random').mockReturnValue(0.5);
	account = new Account();
});
afterEach(async () => {
	jest.restoreAllMocks();
	// another test would wait for a lock that nobody gives back
	for (const budget of open.splice(0)) await inNoTime(budget.close());
	jest.mocked(sleep).mockReset();
	jest.useRealTimers();
});
const open: Budget[] = [];

const counted = async (...gifts: SingleGift[]): Promise<Budget> => {
	const budget = account.budget(...gifts);
	await inNoTime(budget.count());
	return budget;
};
const opened = async (...gifts: SingleGift[]): Promise<Budget> => {
	const budget = account.budget(...gifts);
	open.push(budget);
	expect(await inNoTime(budget.open())).toBe(true);
	return budget;
};

test('there is a budget when any gift has a cap', () => {
	const [capped, free] = [giftWith([capOf()]), giftWith([])];
	expect(account.maybeBudget(free, free)).toBeNull();
	expect(account.maybeBudget(free, capped)).toBeInstanceOf(Budget);
});

describe('what was spent', () => {
	const ONE = giftWith([capOf({ gifts: 1 })]);

	test('counts this year’s sends to the person, in words that a reader knows', async () => {
		account.sends = [sendRow()];
		const budget = await counted(ONE);
		expect(budget.look(ONE)).toEqual({
			outcome: 'overBudget',
			explanation: expect.stringMatching(
				/^Nothing was sent\. .*to this person in 2026, and the cap is 1/,
			),
			gift: null,
		});
		expect(account.noted).toHaveBeenCalledTimes(1);
	});

	test('is looked up from the start of the longest period on', async () => {
		await counted(ONE, giftWith([capOf({ per: 'campaignMonth', gifts: 1 })]));
		expect(account.lists[0]?.since).toContain('2025-12-31');
		account.lists.length = 0;
		await counted(giftWith([capOf({ per: 'campaignMonth', gifts: 1 })]));
		expect(account.lists[0]?.since).toContain('2026-10-31');
	});

	test('belongs to the month of the workflow’s time zone', async () => {
		const gift = giftWith([capOf({ per: 'campaignMonth', gifts: 1 })]);
		account.sends = [sendRow({ created_at: '2026-11-30T09:00:00Z' })];
		expect((await counted(gift)).look(gift)?.explanation).toContain('November 2026');
		// December has begun there
		account.timeZone = 'Pacific/Auckland';
		expect((await counted(gift)).look(gift)).toBeNull();
	});

	test('belongs to a month with an English name, whatever language n8n’s machine has', async () => {
		const { defaultLocale } = Settings;
		Settings.defaultLocale = 'fr';
		try {
			const gift = giftWith([capOf({ per: 'campaignMonth', gifts: 1 })]);
			account.sends = [sendRow({ created_at: '2026-11-30T09:00:00Z' })];
			expect((await counted(gift)).look(gift)?.explanation).toContain('November 2026');
		} finally {
			Settings.defaultLocale = defaultLocale;
		}
	});

	test('is not known before it was counted', () => {
		const budget = account.budget(ONE);
		expect(budget.look(ONE)).toBeNull();
		expect(() => budget.reserve(ONE)).toThrow(new RangeError('the budget is not open'));
	});
});

describe('what a gift reserves', () => {
	const TWO = [1, 2].map((id) => ({
		...giftWith([capOf({ gifts: 1 })]),
		key: `key ${String(id)}`,
	}));
	const [one, other] = TWO;
	if (!one || !other) throw new Error('two gifts');

	test('is gone for the next one, until it is given back', async () => {
		const budget = await counted(...TWO);
		expect(budget.reserve(one)).toBeNull();
		expect(budget.reserve(other)).toMatchObject({ outcome: 'overBudget' });
		budget.giveBack(other);
		expect(budget.look(other)).not.toBeNull();
		budget.giveBack(one);
		expect(budget.reserve(other)).toBeNull();
		// it was given back before
		budget.giveBack(one);
		expect(budget.look(one)).not.toBeNull();
	});

	test('is paid by its team, if a team pays', async () => {
		const cap = capOf({ per: 'teamMonth', gifts: 1 });
		const team = (name: string, key: string) => ({
			...giftWith([cap], { payment_wallet_type: 'Team', team_name: name }),
			key,
		});
		const own = giftWith([cap], { payment_wallet_type: 'User', team_name: 'Sales' });
		const budget = await counted(own);
		expect(budget.reserve(own)).toBeNull();
		expect(budget.reserve(team('Sales', 'a'))).toBeNull();
		expect(budget.reserve(team('Sales', 'b'))).not.toBeNull();
		expect(budget.reserve(team('People', 'c'))).toBeNull();
	});

	test('counts for this workflow', async () => {
		const gift = giftWith([capOf({ per: 'workflowMonth', gifts: 1 })]);
		const budget = await counted(gift);
		expect(budget.reserve(gift)).toBeNull();
		expect(budget.look(gift)).not.toBeNull();
	});
});

describe('the sends of this workflow', () => {
	const gift = giftWith([capOf({ per: 'workflowMonth', gifts: 1 })]);
	const isOver = async (...gifts: SingleGift[]) =>
		(await counted(gift, ...gifts)).look(gift) !== null;
	beforeEach(() => {
		account.sends = [sendRow()];
	});

	test('are those that a run of it marked, or that its node knows', async () => {
		expect(await isOver()).toBe(false);
		account.tables.workflow.entries = [spendsTo(recipientDedupeKey(gift), '2026-11')];
		expect(await isOver(giftWith([]))).toBe(true);
		account.tables.workflow.entries = [spendsTo(recipientDedupeKey(gift), '2026-10')];
		expect(await isOver()).toBe(false);
		account.tables.node.entries = [knownSendTo(recipientDedupeKey(gift), '4711')];
		expect(await isOver()).toBe(true);
	});

	test('are counted beside other caps, too', async () => {
		account.tables.node.entries = [knownSendTo(recipientDedupeKey(gift), '4711')];
		const both = giftWith([...gift.caps, capOf({ gifts: 9 })]);
		expect((await counted(both)).look(both)).not.toBeNull();
	});

	test('are those of this month', async () => {
		account.tables.node.entries = [knownSendTo(recipientDedupeKey(gift), '4711')];
		account.sends = [sendRow({ created_at: '2026-11-01T00:00:00.000Z' })];
		expect(await isOver()).toBe(true);
		account.sends = [sendRow({ created_at: '2026-10-31T23:59:59.999Z' })];
		expect(await isOver()).toBe(false);
	});

	test('are not looked up for other caps', async () => {
		const read = jest.spyOn(account.tables.workflow, 'beforeStep');
		await counted(giftWith([capOf({ gifts: 1 })]));
		expect(read).not.toHaveBeenCalled();
	});
});

describe('the cost of a campaign’s last gift', () => {
	const byMonth = (changes: Partial<Cap> = {}) =>
		giftWith([capOf({ per: 'campaignMonth', ...most('30'), ...changes })]);
	const looks = async (...gifts: SingleGift[]) => {
		account.lists.length = 0;
		await counted(...gifts);
		return account.lists.length;
	};

	test('is looked up further back where this period has none', async () => {
		expect(await looks(byMonth())).toBe(2);
		expect(account.lists[1]?.since).toContain('2025-11-2');
	});

	test('is not looked up further back where this period has one', async () => {
		const cost = { amount: 25, currency: 'USD', original_currency: 'USD' };
		account.sends = [sendRow({ created_at: '2026-11-02T09:00:00Z', cost })];
		expect(await looks(byMonth())).toBe(1);
	});

	test.each<[string, Partial<Cap>]>([
		['the user entered it', { giftCost: amountIn('25') }],
		['a cap counts gifts alone', { amount: null, gifts: 3 }],
	])('is not looked up further back when %s', async (_, changes) => {
		expect(await looks(byMonth(changes))).toBe(1);
	});

	test('is looked up when only one of several caps needs it', async () => {
		const [plain, needy] = [capOf({ gifts: 3 }), capOf({ per: 'campaignMonth', ...most('30') })];
		expect(await looks(giftWith([plain, needy]), giftWith([plain]))).toBe(2);
	});
});

describe('while a run sends', () => {
	const gift = giftWith([capOf({ gifts: 1 })]);

	test('it marks each gift for its month, unless the lock was lost', async () => {
		const budget = await opened(gift);
		budget.reserve(gift);
		expect(await inNoTime(budget.noteSending([gift]))).toBe(true);
		expect(account.tables.workflow.entries).toContain(
			spendsTo(recipientDedupeKey(gift), '2026-11'),
		);
		jest.spyOn(BudgetLock.prototype, 'isHeld').mockResolvedValue(false);
		account.tables.workflow.entries = [];
		expect(await inNoTime(budget.noteSending([gift]))).toBe(false);
		expect(account.tables.workflow.entries).toEqual([]);
	});

	test('a test run marks nothing and needs no lock', async () => {
		const budget = await counted(gift);
		expect(await inNoTime(budget.noteSending([gift]))).toBe(true);
		expect(account.tables.workflow.entries).toEqual([]);
	});

	test('what Reachdesk does not list yet counts for the next run', async () => {
		const budget = await opened(gift);
		budget.reserve(gift);
		await inNoTime(budget.noteSending([gift]));
		expect((await counted(gift)).look(gift)).not.toBeNull();
		budget.giveBack(gift);
		expect((await counted(gift)).look(gift)).toBeNull();
	});
});

describe('a run that waits for the lock', () => {
	const gift = giftWith([capOf({ gifts: 1 })]);

	test('counts nothing when another execution keeps it', async () => {
		jest.spyOn(BudgetLock.prototype, 'take').mockResolvedValue(false);
		const budget = account.budget(gift);
		expect(await budget.open()).toBe(false);
		expect(account.lists).toEqual([]);
	});

	test('waits no longer once its execution is cancelled', async () => {
		jest.spyOn(BudgetLock.prototype, 'take').mockImplementation(async (goOn) => {
			goOn();
			return await Promise.resolve(true);
		});
		account.cancellation.abort(new Error('cancelled'));
		await expect(account.budget(gift).open()).rejects.toThrow('cancelled');
	});
});

describe('the end of a run', () => {
	const gift = giftWith([capOf({ gifts: 2 })]);
	/** The times of the looks at Reachdesk’s list after the run, in ms from its end. */
	const looksOf = async (budget: Budget): Promise<number[]> => {
		account.lists.length = 0;
		const begun = Date.now();
		await inNoTime(budget.close());
		return account.lists.map(({ at }) => at - begun);
	};
	const sent = async () => {
		const budget = await opened(gift);
		budget.reserve(gift);
		await inNoTime(budget.noteSending([gift]));
		return budget;
	};
	/** Whether the lock was given back to others at once, when it was. */
	let isFree: unknown[];
	beforeEach(() => {
		isFree = [];
		jest.spyOn(BudgetLock.prototype, 'giveBack').mockImplementation(async (isSettled) => {
			isFree.push(isSettled);
			await Promise.resolve();
		});
	});

	test('looks at nothing when nothing was sent, and frees the lock', async () => {
		const budget = await opened(gift);
		expect(await looksOf(budget)).toEqual([]);
		expect(isFree).toEqual([true]);
	});

	test('frees the lock when it could not even count', async () => {
		account.failsToSayWho = true;
		const budget = account.budget(gift);
		open.push(budget);
		await expect(inNoTime(budget.open())).rejects.toThrow('could not read');
		expect(await looksOf(budget)).toEqual([]);
		expect(isFree).toEqual([true]);
	});

	test('looks once when Reachdesk lists the gift by its ID', async () => {
		const budget = await sent();
		budget.made(gift, 99);
		account.sends = [sendRow({ id: 98, created_at: new Date(NOW).toISOString() })];
		account.sends.push(sendRow({ id: 99, created_at: new Date(NOW).toISOString() }));
		expect(await looksOf(budget)).toEqual([0]);
		expect(isFree).toEqual([true]);
	});

	test('does not take the send of another gift for this one', async () => {
		const budget = await sent();
		budget.made(gift, 99);
		account.sends = [sendRow({ id: 98, created_at: new Date(NOW).toISOString() })];
		expect((await looksOf(budget)).length).toBe(4);
	});

	test('looks for half a minute, and then leaves the lock to run out', async () => {
		expect(await looksOf(await sent())).toEqual([0, 3_000, 13_000, 33_000]);
		expect(isFree).toEqual([false]);
	});

	test('fails with nothing when the list cannot be read', async () => {
		const budget = await sent();
		account.failsToList = true;
		await inNoTime(budget.close());
		expect(isFree).toEqual([false]);
	});

	test('looks at nothing without the lock', async () => {
		expect(await looksOf(await counted(gift))).toEqual([]);
		expect(isFree).toEqual([false]);
	});

	test('does not fail when n8n’s database does', async () => {
		const budget = await opened(gift);
		jest.spyOn(BudgetLock.prototype, 'giveBack').mockRejectedValue(new Error('no database'));
		await expect(inNoTime(budget.close())).resolves.toBeUndefined();
	});
});

test('a made gift that was not reserved is ignored', async () => {
	const gift = giftWith([capOf({ gifts: 1 })], {}, 'bea@work.example');
	const budget = await counted(gift);
	budget.made(gift, 1);
	expect(budget.look(gift)).toBeNull();
});
