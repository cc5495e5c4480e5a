import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { Attempt } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { AttemptLog } from '../../../nodes/Reachdesk/attempts/attemptLog.ts';
import { StoreError } from '../../../nodes/Reachdesk/attempts/storeError.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { CAMPAIGN, giftTo } from '../gifts/gifts.mts';
import { claim, claimed, delay, inNoTime, Row, Script, SETTLE_MINUTES } from './processedRow.mts';

const NOW = Date.parse('2026-11-23T07:00:10Z');
const MINUTE = 60_000;
const gift = giftTo();
beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

const attemptOf = async (log: AttemptLog, now = NOW): Promise<Attempt | undefined> =>
	(await inNoTime(log.attempts([gift], now))).get(gift.key);

describe('each status of the table is recognized', () => {
	const LATER = NOW + 20 * MINUTE;
	const other = giftTo(gift.request.recipient.email, 'hibob:1:workAnniversary:2026');
	const claimOn = async (row: Row, claimedGift = gift) => {
		await claim(row.log(), claimedGift, 'none', NOW);
	};
	const confirmed = async (row: Row) => {
		await claimOn(row);
		await inNoTime(row.log().confirm(gift, NOW));
	};
	/** What has happened, and when the gift is looked up, with another to the same person. */
	const EXAMPLES: Record<Attempt, { happened: (row: Row) => Promise<void>; at: number }> = {
		none: {
			happened: async () => {
				await Promise.resolve();
			},
			at: NOW,
		},
		confirmed: { happened: confirmed, at: LATER },
		confirmedLately: { happened: confirmed, at: NOW },
		inDoubt: { happened: claimOn, at: NOW },
		stale: { happened: claimOn, at: LATER },
		otherCampaign: {
			happened: async (row) => {
				await claimOn(row, { ...gift, campaignId: CAMPAIGN + 1 });
			},
			at: LATER,
		},
	};

	test.each(Object.entries(EXAMPLES))('%s', async (status, { happened, at }) => {
		const row = new Row();
		await happened(row);
		const attempts = await inNoTime(row.log('2').attempts([gift, other], at));
		expect(attempts.get(gift.key)).toBe(status);
	});
});

describe('a gift that was', () => {
	test('never attempted is none', async () => {
		const row = new Row();
		expect(await attemptOf(row.log())).toBe('none');
		expect(row.entries).toEqual([]);
	});

	test('confirmed is confirmed, also for a later execution', async () => {
		const row = new Row();
		const log = row.log();
		expect(await claim(log, gift, 'none', NOW)).toBe(true);
		await inNoTime(log.confirm(gift, NOW));
		expect(await attemptOf(row.log('2'))).toBe('confirmed');
		expect(row.entries).toEqual([
			`tried:${gift.key}`,
			`open:${gift.key}@${String(Math.floor(NOW / MINUTE))}`,
		]);
	});

	test('refused is none again', async () => {
		const row = new Row();
		const log = row.log();
		await claim(log, gift, 'none', NOW);
		await inNoTime(log.undo(gift, NOW));
		expect(row.entries).toEqual([]);
	});

	test.each([
		[0, 'inDoubt'],
		[14, 'inDoubt'],
		[15, 'inDoubt'],
		[16, 'stale'],
		[100_000, 'stale'],
	] as const)('left without an answer is, %i minutes later, %s', async (minutes, expected) => {
		const row = new Row();
		await claim(row.log(), gift, 'none', NOW);
		expect(await attemptOf(row.log('2'), NOW + minutes * MINUTE)).toBe(expected);
	});

	test('left without an answer in another campaign stays with that', async () => {
		const row = new Row();
		await claim(row.log(), { ...gift, campaignId: CAMPAIGN + 1 }, 'none', NOW);
		expect(await attemptOf(row.log('2'), NOW + 16 * MINUTE)).toBe('otherCampaign');
	});

	test('seen as none by two executions is claimed by the first, also minutes before the second', async () => {
		const row = new Row();
		const [first, second] = [row.log('1'), row.log('2')];
		expect([await attemptOf(first), await attemptOf(second)]).toEqual(['none', 'none']);
		expect(await claim(first, gift, 'none', NOW)).toBe(true);
		expect(await claim(second, gift, 'none', NOW + 2 * MINUTE)).toBe(false);
	});

	test('confirmed and another that is in doubt are told apart', async () => {
		const row = new Row();
		const other = giftTo('ada@work.example', 'hibob:2:birthday:2026');
		const never = giftTo('bea@work.example', 'hibob:3:birthday:2026');
		const log = row.log();
		await claim(log, gift, 'none', NOW);
		await claim(log, other, 'none', NOW);
		await inNoTime(log.confirm(gift, NOW));
		const attempts = async (now: number) =>
			await inNoTime(row.log('2').attempts([gift, other, never], now));
		expect([...(await attempts(NOW))]).toEqual([
			[gift.key, 'confirmed'],
			[other.key, 'inDoubt'],
			[never.key, 'none'],
		]);
		await claim(log, never, 'none', NOW + 10 * MINUTE);
		expect([...(await attempts(NOW + 16 * MINUTE)).values()]).toEqual([
			'confirmed',
			'stale',
			'inDoubt',
		]);
	});

	test('stale is claimed once', async () => {
		const row = new Row();
		await claim(row.log(), gift, 'none', NOW);
		const later = NOW + 16 * MINUTE;
		expect(await claim(row.log('2'), gift, 'stale', later)).toBe(true);
		expect(await claim(row.log('3'), gift, 'stale', later)).toBe(false);
		expect(await claim(row.log('3'), gift, 'stale', later + MINUTE)).toBe(false);
	});

	test.each([0, 33_000, 2 * MINUTE])(
		'stale, and confirmed by another execution since, is not claimed %i ms later',
		async (since) => {
			const row = new Row();
			await claim(row.log(), gift, 'none', NOW);
			const later = NOW + 16 * MINUTE;
			const [fast, slow] = [row.log('2'), row.log('3')];
			expect([await attemptOf(fast, later), await attemptOf(slow, later)]).toEqual([
				'stale',
				'stale',
			]);
			expect(await claim(fast, gift, 'stale', later)).toBe(true);
			await inNoTime(fast.confirm(gift, later));
			expect(await claim(slow, gift, 'stale', later + since)).toBe(false);
			expect(await attemptOf(row.log('4'), later + since)).toBe('confirmed');
		},
	);

	test('stale, and found in the list by another execution since, is not claimed', async () => {
		const row = new Row();
		await claim(row.log(), gift, 'none', NOW);
		const later = NOW + 16 * MINUTE;
		await inNoTime(row.log('2').confirmEarlier([gift]));
		const written = new Set<string>();
		row.beforeStep = async () => {
			for (const entry of row.entries) written.add(entry);
			await Promise.resolve();
		};
		expect(await claim(row.log('3'), gift, 'stale', later)).toBe(false);
		expect(await attemptOf(row.log('4'), later)).toBe('confirmed');
		// nor is its address locked for others meanwhile
		expect([...written].filter((entry) => entry.startsWith('to:'))).toEqual(
			row.entries.filter((entry) => entry.startsWith('to:')),
		);
	});

	test('stale, and confirmed while this execution locks its address, is not claimed', async () => {
		const row = new Row();
		await claim(row.log(), gift, 'none', NOW);
		const later = NOW + 16 * MINUTE;
		const context = row.context('2');
		const record = context.helpers.checkProcessedAndRecord;
		let isConfirmed = false;
		const log = new AttemptLog(
			{
				...context,
				helpers: {
					...context.helpers,
					checkProcessedAndRecord: async (items, ...options) => {
						if (
							!isConfirmed &&
							items.some((item) => String(item).startsWith(`open:${gift.key}+@`))
						) {
							isConfirmed = true;
							row.entries = row.entries.filter((entry) => entry !== `open:${gift.key}`);
						}
						return await record(items, ...options);
					},
				},
			},
			SETTLE_MINUTES,
			delay,
		);
		expect(await claim(log, gift, 'stale', later)).toBe(false);
		expect(await attemptOf(row.log('3'), later)).toBe('confirmed');
	});

	test('stale, confirmed since, and half forgotten by a look-up that died, is not claimed', async () => {
		const row = new Row();
		await claim(row.log(), gift, 'none', NOW);
		const later = NOW + 16 * MINUTE;
		const other = row.log('2');
		await claim(other, gift, 'stale', later);
		await inNoTime(other.confirm(gift, later));
		row.entries.push(`open:${gift.key}`, `open:${gift.key}#${String(CAMPAIGN)}`);
		expect(await claim(row.log('3'), gift, 'stale', later + 2 * MINUTE)).toBe(false);
		expect(await claim(row.log('3'), gift, 'stale', later + 16 * MINUTE)).toBe(true);
	});

	test('stale, and refused to another execution since, may be claimed', async () => {
		const row = new Row();
		await claim(row.log(), gift, 'none', NOW);
		const later = NOW + 16 * MINUTE;
		const other = row.log('2');
		expect(await claim(other, gift, 'stale', later)).toBe(true);
		await inNoTime(other.undo(gift, later));
		expect(await claim(row.log('3'), gift, 'stale', later)).toBe(true);
	});
});

describe('a confirmed gift that shares address and campaign with another of the run', () => {
	const anniversary = giftTo('noa@work.example', 'hibob:1:workAnniversary:2026');
	const statuses = async (row: Row, now: number) => [
		...(await inNoTime(row.log('2').attempts([gift, anniversary], now))).values(),
	];

	test('may not be listed yet within the settle time', async () => {
		const row = new Row();
		const log = row.log();
		await claim(log, gift, 'none', NOW);
		await inNoTime(log.confirm(gift, NOW));
		expect(await statuses(row, NOW)).toEqual(['confirmedLately', 'none']);
		expect(await statuses(row, NOW + 15 * MINUTE)).toEqual(['confirmedLately', 'none']);
		expect(await statuses(row, NOW + 16 * MINUTE)).toEqual(['confirmed', 'none']);
		// with nobody to share with, nothing depends on it
		expect(await attemptOf(row.log('2'))).toBe('confirmed');
	});

	test('may not be listed yet either when it was sent in bulk', async () => {
		const row = new Row();
		const bulk = row.bulk();
		await inNoTime(bulk.takeLease(NOW));
		await inNoTime(bulk.claim([{ gift, attempt: 'none' }], NOW));
		await inNoTime(bulk.confirm([gift], NOW));
		expect(await statuses(row, NOW + 15 * MINUTE)).toEqual(['confirmedLately', 'none']);
		expect(await statuses(row, NOW + 16 * MINUTE)).toEqual(['confirmed', 'none']);
	});

	test('was confirmed long ago when an earlier version noted no minute', async () => {
		const row = new Row();
		row.entries = [`tried:${gift.key}`];
		expect(await statuses(row, NOW)).toEqual(['confirmed', 'none']);
	});
});

describe('what earlier versions stored', () => {
	const minute = String(Math.floor(NOW / MINUTE));
	const single = [
		`tried:${gift.key}`,
		`open:${gift.key}`,
		`open:${gift.key}!`,
		`open:${gift.key}@${minute}`,
		`open:${gift.key}#${String(CAMPAIGN)}`,
		`open:${gift.key}@${minute}=1`,
	];

	test.each<[string, string[], number, Attempt]>([
		['a confirmed gift', [`tried:${gift.key}`], 0, 'confirmed'],
		['an attempt of a moment ago', single, 0, 'inDoubt'],
		['an attempt of a quarter of an hour ago', single, 15, 'inDoubt'],
		['an older attempt', single, 16, 'stale'],
		[
			'an older attempt from another campaign',
			single.filter((entry) => !entry.includes('#')),
			16,
			'otherCampaign',
		],
		[
			'what a crash left of a look at a gift, of which no campaign is known',
			[`tried:${gift.key}`, `open:${gift.key}`],
			16,
			'otherCampaign',
		],
	])('%s is understood', async (_, entries, minutes, expected) => {
		const row = new Row();
		row.entries = entries;
		expect(await attemptOf(row.log('2'), NOW + minutes * MINUTE)).toBe(expected);
	});
});

test('the attempt log throws an error of its own when n8n’s database is busy', async () => {
	const row = new Row();
	row.beforeStep = async () => {
		await Promise.reject(Object.assign(new Error('QueryFailedError'), { code: 'SQLITE_BUSY' }));
	};
	const error: unknown = await claim(row.log(), gift, 'none', NOW).catch(
		(caught: unknown) => caught,
	);
	expect(error).toBeInstanceOf(StoreError);
	expect(error).toMatchObject({
		message: 'Nothing was sent because n8n’s database was busy',
		remedy: expect.stringContaining('Nothing is sent twice'),
	});
});

describe('a process that dies at any write', () => {
	/** How far a gift came, and what the store says of it then and later. */
	async function dieAfter(
		writes: number,
	): Promise<{ posted: boolean; answered: boolean; row: Row }> {
		const row = new Row();
		row.writesLeft = writes;
		const log = row.log();
		const came = { posted: false, answered: false };
		await inNoTime(
			(async () => {
				const attempt = (await log.attempts([gift], NOW)).get(gift.key) ?? 'none';
				if (!(await claimed(log, gift, attempt, NOW))) throw new Error('not ours');
				came.posted = true;
				await log.confirm(gift, NOW);
				came.answered = true;
			})(),
		).catch(() => undefined);
		row.writesLeft = Infinity;
		return { ...came, row };
	}

	test.each([0, 1, 2, 3, 4, 5, 6])(
		'the one after %i, leaves a gift that the list settles, or one that was confirmed',
		async (writes) => {
			const { posted, answered, row } = await dieAfter(writes);
			const after = await attemptOf(row.log('2'), NOW + 20 * MINUTE);
			if (answered) expect(after).toBe('confirmed');
			else expect(posted ? ['stale'] : ['none', 'stale']).toContain(after);
		},
	);

	test('while it looks up a gift without an answer leaves it to the list', async () => {
		for (const writes of [0, 1, 2, 3, 4]) {
			const row = new Row();
			await claim(row.log(), gift, 'none', NOW);
			row.writesLeft = writes;
			const later = NOW + 20 * MINUTE;
			await inNoTime(row.log('2').attempts([gift], later)).catch(() => undefined);
			row.writesLeft = Infinity;
			const wasLeft = ['stale', 'inDoubt'];
			expect(wasLeft).toContain(await attemptOf(row.log('3'), later));
			expect(await attemptOf(row.log('3'), later + 20 * MINUTE)).toBe('stale');
		}
	});
});

/** All orders in which two executions can take so many steps each, as `ABBA`. */
function* orders(ofA: number, ofB: number): Generator<string> {
	if (ofA + ofB === 0) yield '';
	if (ofA > 0) for (const rest of orders(ofA - 1, ofB)) yield `A${rest}`;
	if (ofB > 0) for (const rest of orders(ofA, ofB - 1)) yield `B${rest}`;
}

describe('two workers, step by step,', () => {
	/** Two claims of one gift whose reads, writes and pauses come in a written order. */
	async function played(
		begins: { readonly A: number; readonly B: number },
		before: 'none' | 'stale',
		order: Iterable<string>,
	): Promise<{ claims: boolean[]; row: Row }> {
		const row = new Row();
		if (before === 'stale') await claim(row.log('0'), gift, 'none', NOW);
		const script = new Script();
		row.beforeStep = script.hold;
		const playClaim = async (worker: 'A' | 'B') =>
			await script.play(
				worker,
				claimed(
					row.log(worker, worker, async () => {
						await script.hold(worker);
					}),
					gift,
					before,
					begins[worker],
				),
			);
		const claims = Promise.all([playClaim('A'), playClaim('B')]);
		for (const worker of order) await script.step(worker);
		for (const worker of ['A', 'B']) while (await script.step(worker));
		row.beforeStep = async () => {
			await Promise.resolve();
		};
		return { claims: await claims, row };
	}

	const AT_ONCE = { A: NOW, B: NOW };

	test('that claim at one instant never both win, in any order of their reads and writes', async () => {
		let wins = 0;
		// both write a lock and a claim, reach their pauses, and each looks again after both have written
		const looks = [...orders(5, 5)];
		for (const [index, first] of [...orders(4, 4)].entries()) {
			for (const then of looks.filter((_, at) => at % 10 === index % 10)) {
				const { claims } = await played(AT_ONCE, 'none', first + then);
				const won = claims.filter(Boolean).length;
				expect([first, then, won <= 1]).toEqual([first, then, true]);
				wins += won;
			}
		}
		expect(wins).toBeGreaterThan(0);
	});

	test.each([
		['that read before either writes: the later write wins', 'ABABABAB', [false, true]],
		['of which one has locked before the other reads: the first wins', 'AABBBB', [true, false]],
	])('%s', async (_, order, expected) => {
		expect((await played(AT_ONCE, 'none', order)).claims).toEqual(expected);
	});

	const boundary = NOW + 20 * MINUTE - 10_000;
	test.each([
		['A just before a minute ends, and B after, step by step', -1, 0, 'AABBAABB'],
		['A just before a minute ends, and then B after', -1, 0, ''],
		['A just after a minute begins, and then B, which began before', 0, -1, ''],
	])('that claim a stale gift do not both win: %s', async (_, ofA, ofB, order) => {
		const begins = { A: boundary + ofA, B: boundary + ofB };
		expect(Math.floor(begins.A / MINUTE)).not.toBe(Math.floor(begins.B / MINUTE));
		// both see it stale: a pause and 7 changes of 2 steps
		const looks = 'A'.repeat(15) + 'B'.repeat(15);
		const { claims } = await played(begins, 'stale', looks + order);
		expect(claims).toEqual([true, false]);
	});

	test('that lose a claim leave nothing that counts as confirmed', async () => {
		const { claims, row } = await played(AT_ONCE, 'none', 'ABABABAB');
		expect(claims).toEqual([false, true]);
		expect(await attemptOf(row.log('9'), NOW + 20 * MINUTE)).toBe('stale');
	});
});

describe('executions at the same time', () => {
	interface Worker {
		process: string;
		begins: number;
		/** how long other gifts keep it between its look and its claim, in ms */
		isBusy: number;
	}

	/** How many of them may send the one gift. */
	async function racing(
		workers: readonly Worker[],
		delays: readonly number[],
		before: 'none' | 'stale',
	): Promise<{ claims: number; row: Row }> {
		const row = new Row();
		const now = NOW + 20 * MINUTE;
		if (before === 'stale') await claim(row.log('0'), gift, 'none', NOW);
		let reads = 0;
		row.nextDelay = () => delays[reads++ % delays.length] ?? 0;
		const tries = workers.map(async ({ process, begins, isBusy }, index) => {
			await delay(begins);
			const log = row.log(String(index + 1), process);
			const attempt = (await log.attempts([gift], now)).get(gift.key) ?? 'none';
			if (attempt !== 'none' && attempt !== 'stale') return false;
			await delay(isBusy);
			const begun = now + begins + isBusy;
			if (!(await claimed(log, gift, attempt, begun))) return false;
			await log.confirm(gift, begun);
			return true;
		});
		const claims = (await inNoTime(Promise.all(tries))).filter(Boolean).length;
		row.nextDelay = () => 0;
		return { claims, row };
	}

	const anyWorkers = (processes: fc.Arbitrary<string>) =>
		fc.array(
			fc.record({
				process: processes,
				begins: fc.nat(400),
				isBusy: fc.oneof(fc.constant(0), fc.nat(90_000)),
			}),
			{ minLength: 2, maxLength: 4 },
		);
	// far below the pause of a claim
	const anyDelays = fc.array(fc.nat(60), { minLength: 1, maxLength: 12 });
	const anyBefore = fc.constantFrom('none' as const, 'stale' as const);

	/** A look-up of the first removes part of the second's claim, just before the third claims. */
	const LOOK_UP_BETWEEN_CLAIMS: [Worker[], number[], 'none'] = [
		[
			{ process: 'worker 1', begins: 123, isBusy: 0 },
			{ process: 'worker 2', begins: 64, isBusy: 0 },
			{ process: 'worker 1', begins: 0, isBusy: 0 },
			{ process: 'worker 1', begins: 0, isBusy: 603 },
		],
		[35, 12, 40, 59],
		'none',
	];

	/** Look-ups remove part of the first claim; what is left of it must not stop later executions. */
	const LOOK_UPS_DURING_A_CLAIM: [Worker[], number[], 'none'] = [
		[
			{ process: 'worker 2', begins: 1, isBusy: 0 },
			{ process: 'worker 1', begins: 0, isBusy: 0 },
			{ process: 'worker 1', begins: 0, isBusy: 0 },
		],
		[0, 18, 35],
		'none',
	];

	test('in different processes never send one gift twice, and lose none', async () => {
		await fc.assert(
			fc.asyncProperty(
				anyWorkers(fc.constantFrom('worker 1', 'worker 2', 'worker 3')),
				anyDelays,
				anyBefore,
				async (workers, delays, before) => {
					const { claims, row } = await racing(workers, delays, before);
					expect(claims).toBeLessThanOrEqual(1);
					// and those that did not send leave a gift that a later execution can send
					if (claims === 0) {
						const later = NOW + 60 * MINUTE;
						const attempt = await attemptOf(row.log('9'), later);
						expect(attempt).not.toBe('confirmed');
						expect(await claim(row.log('10'), gift, attempt ?? 'none', later)).toBe(true);
					}
				},
			),
			{
				...RUNS,
				examples: [LOOK_UP_BETWEEN_CLAIMS, LOOK_UPS_DURING_A_CLAIM],
			},
		);
	});

	test('in one process send it exactly once', async () => {
		await fc.assert(
			fc.asyncProperty(
				anyWorkers(fc.constant('main')),
				anyDelays,
				anyBefore,
				async (workers, delays, before) => {
					expect((await racing(workers, delays, before)).claims).toBe(1);
				},
			),
			RUNS,
		);
	});
});

describe('a claim that was not this execution’s', () => {
	const entriesOfClaim = async () => {
		const row = new Row();
		await claim(row.log(), gift, 'none', NOW);
		return row.entries;
	};
	const losing = (row: Row, lost: string) =>
		row.log('1', 'main', async () => {
			row.entries = row.entries.filter((entry) => entry !== lost);
			await Promise.resolve();
		});

	/** What it has left, which a withdrawal leaves alone. */
	const leftBy = async (log: AttemptLog, row: Row) => {
		const left = [...row.entries];
		await inNoTime(log.withdraw([gift]));
		expect(row.entries).toEqual(left);
		return left;
	};

	test('is one that lost any of its entries to another worker’s write', async () => {
		const entries = await entriesOfClaim();
		expect(entries.length).toBeGreaterThanOrEqual(10);
		for (const lost of entries) {
			const row = new Row();
			expect([lost, await claim(losing(row, lost), gift, 'none', NOW)]).toEqual([lost, false]);
		}
	});

	test('leaves the entries of the other, also when it is withdrawn, but not its own', async () => {
		const [lost = ''] = await entriesOfClaim();
		const row = new Row();
		const log = losing(row, lost);
		await claim(log, gift, 'none', NOW);
		const left = await leftBy(log, row);
		expect(left.filter((entry) => entry.includes('='))).toEqual([]);
	});

	test('and was refused at once leaves no lock, and nothing to withdraw', async () => {
		const row = new Row();
		row.entries = [`tried:${gift.key}`];
		const log = row.log();
		expect(await claim(log, gift, 'none', NOW)).toBe(false);
		const left = await leftBy(log, row);
		expect(left.filter((entry) => entry.includes('@'))).toEqual([]);
	});

	test('is not withdrawn with one that was withdrawn before', async () => {
		const row = new Row();
		const log = row.log();
		await claim(log, gift, 'none', NOW);
		await inNoTime(log.withdraw([gift]));
		expect(await claim(row.log('2'), gift, 'none', NOW)).toBe(true);
		await inNoTime(log.withdraw([gift]));
		expect(await attemptOf(row.log('3'))).toBe('inDoubt');
	});
});

describe('gifts that are claimed together', () => {
	const gifts = [1, 2, 3, 4].map((person) =>
		giftTo(`person.${String(person)}@work.example`, `hibob:${String(person)}:birthday:2026`),
	);
	const due = (some: readonly Gift[], attempt: Attempt = 'none') =>
		some.map((one) => ({ gift: one, attempt }));

	test('are those that nobody else has claimed or confirmed, or has in doubt to their address', async () => {
		const [confirmed = gift, claimedElsewhere = gift, shared = gift, free = gift] = gifts;
		const row = new Row();
		const other = row.log('1');
		const rival = giftTo(shared.request.recipient.email, 'hibob:9:birthday:2026');
		for (const one of [confirmed, claimedElsewhere, rival]) await claim(other, one, 'none', NOW);
		await inNoTime(other.confirm(confirmed, NOW));
		const before = [...row.entries];
		const log = row.log('2');
		const mine = await inNoTime(log.claim(due(gifts), NOW + MINUTE));
		expect([...mine]).toEqual([free]);
		await inNoTime(log.withdraw(gifts));
		// a mark, with which the minutes of an address are looked up
		const marks = (entries: readonly string[]) =>
			entries.filter((entry) => !/^to:[^@]+$/.test(entry));
		expect(marks(row.entries)).toEqual(marks(before));
	});

	test('are none when there is nothing to claim, without a pause', async () => {
		expect(await new Row().log().claim([], NOW)).toEqual(new Set());
	});

	test('leave an earlier attempt as it was when they are withdrawn', async () => {
		const row = new Row();
		await inNoTime(row.log('1').claim(due(gifts.slice(0, 2)), NOW));
		const before = [...row.entries].sort();
		const later = NOW + 20 * MINUTE;
		const log = row.log('2');
		const again = [...due(gifts.slice(0, 2), 'stale'), ...due(gifts.slice(2))];
		expect((await inNoTime(log.claim(again, later))).size).toBe(4);
		await inNoTime(log.withdraw(gifts));
		expect([...row.entries].sort()).toEqual(before);
	});

	test('are each claimed by one execution at most, whichever gifts each of them claims', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(
					fc.record({
						process: fc.constantFrom('worker 1', 'worker 2', 'worker 3'),
						begins: fc.nat(300),
						some: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
					}),
					{ minLength: 2, maxLength: 4 },
				),
				// far below the pause of a claim
				fc.array(fc.nat(60), { minLength: 1, maxLength: 12 }),
				fc.constantFrom('none' as const, 'stale' as const),
				async (executions, delays, before) => {
					const row = new Row();
					if (before === 'stale') await inNoTime(row.log('0').claim(due(gifts), NOW));
					let reads = 0;
					row.nextDelay = () => delays[reads++ % delays.length] ?? 0;
					const now = NOW + 20 * MINUTE;
					const claims = executions.map(async ({ process, begins, some }, index) => {
						await delay(begins);
						const wanted = gifts.filter((_, place) => some.includes(place));
						const log = row.log(String(index + 1), process);
						return [...(await log.claim(due(wanted, before), now + begins))];
					});
					const claimedGifts = (await inNoTime(Promise.all(claims))).flat();
					expect(new Set(claimedGifts).size).toBe(claimedGifts.length);
				},
			),
			RUNS,
		);
	});
});

describe('a call that has no execution id, as that of an MCP Server Trigger', () => {
	test('claims and confirms like any other', async () => {
		const row = new Row();
		const log = row.log(null);
		expect(await claim(log, gift, 'none', NOW)).toBe(true);
		await inNoTime(log.confirm(gift, NOW));
		expect(await attemptOf(row.log())).toBe('confirmed');
	});
});
