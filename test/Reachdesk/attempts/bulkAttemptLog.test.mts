import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { toRecipientAt } from '../../../nodes/Reachdesk/attempts/entries.ts';
import type { Attempt } from '../../../nodes/Reachdesk/gifts/attempt.ts';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { CAMPAIGN, giftTo } from '../gifts/gifts.mts';
import { claim, inNoTime, Row, SETTLE_MINUTES } from './processedRow.mts';

const NOW = Date.parse('2026-11-23T07:00:10Z');
const MINUTE = 60_000;
const MINUTE_NOW = String(Math.floor(NOW / MINUTE));
const gifts = ['noa', 'ada', 'bea'].map((name) => giftTo(`${name}@work.example`, name));
const due = (attempt: Attempt, some: readonly Gift[] = gifts) =>
	some.map((gift) => ({ gift, attempt }));

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

const attemptsIn = async (row: Row, now: number, some: readonly Gift[] = gifts) => [
	...(await inNoTime(row.log('99').attempts(some, now))).values(),
];

/** Claims gifts under a lease of its own; the answer is never noted. */
async function claimed(
	row: Row,
	execution: string,
	attempt: Attempt,
	now: number,
): Promise<Gift[]> {
	const bulk = row.bulk(execution);
	if (!(await inNoTime(bulk.takeLease(now)))) return [];
	const gifts = [...(await inNoTime(bulk.claim(due(attempt), now)))];
	await inNoTime(bulk.endLease());
	return gifts;
}

describe('gifts that go out together', () => {
	test('are in doubt after their claim, and confirmed when that is noted', async () => {
		const row = new Row();
		const bulk = row.bulk();
		expect(await inNoTime(bulk.takeLease(NOW))).toBe(true);
		expect(await inNoTime(bulk.claim(due('none'), NOW))).toEqual(new Set(gifts));
		expect(await attemptsIn(row, NOW)).toEqual(['inDoubt', 'inDoubt', 'inDoubt']);
		await inNoTime(bulk.confirm(gifts.slice(0, 2), NOW));
		expect(await attemptsIn(row, NOW)).toEqual(['confirmed', 'confirmed', 'inDoubt']);
	});

	test('refused leave nothing but the minute', async () => {
		const row = new Row();
		const bulk = row.bulk();
		await inNoTime(bulk.takeLease(NOW));
		await inNoTime(bulk.claim(due('none'), NOW));
		await inNoTime(bulk.undo(gifts, NOW));
		await inNoTime(bulk.endLease());
		expect(await attemptsIn(row, NOW)).toEqual(['none', 'none', 'none']);
		expect(row.entries).toHaveLength(1);
	});

	test.each([
		[0, 'inDoubt'],
		[SETTLE_MINUTES, 'inDoubt'],
		[SETTLE_MINUTES + 1, 'stale'],
		[100_000, 'stale'],
	] as const)('without an answer are, %i minutes later, %s', async (minutes, expected) => {
		const row = new Row();
		expect(await claimed(row, '1', 'none', NOW)).toEqual(gifts);
		expect(await attemptsIn(row, NOW + minutes * MINUTE)).toEqual([expected, expected, expected]);
	});

	test('without an answer stay with their campaign', async () => {
		const row = new Row();
		await claimed(row, '1', 'none', NOW);
		const other = gifts.map((gift) => ({ ...gift, campaignId: CAMPAIGN + 1 }));
		const attempts = await attemptsIn(row, NOW + 16 * MINUTE, other);
		expect(attempts).toEqual(['otherCampaign', 'otherCampaign', 'otherCampaign']);
	});

	test('are not claimed by a single send meanwhile, nor a single send by them', async () => {
		const row = new Row();
		const [noa] = gifts;
		if (!noa) throw new Error('there is no gift');
		expect(await claim(row.log('1'), noa, 'none', NOW)).toBe(true);
		expect(await claimed(row, '2', 'none', NOW)).toEqual(gifts.slice(1));
		expect(await claim(row.log('3'), noa, 'none', NOW)).toBe(false);
		const later = NOW + 16 * MINUTE;
		expect(await claimed(row, '4', 'stale', later)).toEqual(gifts);
		expect(await claim(row.log('5'), noa, 'stale', later)).toBe(false);
		expect(await attemptsIn(row, later)).toEqual(['inDoubt', 'inDoubt', 'inDoubt']);
	});

	test('stale stay stale under a lease under which nothing was claimed', async () => {
		const row = new Row();
		await claimed(row, '1', 'none', NOW);
		const later = NOW + 16 * MINUTE;
		const bulk = row.bulk('2');
		expect(await inNoTime(bulk.takeLease(later))).toBe(true);
		expect(await attemptsIn(row, later)).toEqual(['stale', 'stale', 'stale']);
	});

	test('stale, and confirmed by another execution since, are not claimed', async () => {
		const row = new Row();
		await claimed(row, '1', 'none', NOW);
		await inNoTime(row.log('2').confirmEarlier(gifts.slice(0, 1)));
		const later = NOW + 16 * MINUTE;
		expect(await claimed(row, '3', 'stale', later)).toEqual(gifts.slice(1));
		expect(await attemptsIn(row, later)).toEqual(['confirmed', 'inDoubt', 'inDoubt']);
		// other gifts to the same address are free again
		const locks = gifts.map((gift) => toRecipientAt(gift, later));
		expect(locks.map((lock) => row.entries.includes(lock))).toEqual([false, true, true]);
	});

	/** Claims while another worker’s write takes entries away before the second look. */
	async function claimedAfterLosing(isLost: (entry: string) => boolean): Promise<Set<Gift>> {
		const row = new Row();
		const bulk = row.bulk('1', 'main', async () => {
			row.entries = row.entries.filter((entry) => !isLost(entry));
			await Promise.resolve();
		});
		return await inNoTime(bulk.claim(due('none'), NOW));
	}
	const [noa, ada, bea] = gifts;

	test('may all be sent when nothing was lost', async () => {
		expect(await claimedAfterLosing(() => false)).toEqual(new Set(gifts));
	});

	test.each(['tried:noa', 'open:noa', `open:noa*@${MINUTE_NOW}`, `open:noa#${String(CAMPAIGN)}`])(
		'are without the one whose entry %s another worker’s write has taken',
		async (lost) => {
			expect(await claimedAfterLosing((entry) => entry === lost)).toEqual(new Set([ada, bea]));
		},
	);

	test('are without the one of which all entries were taken', async () => {
		const left = await claimedAfterLosing((entry) => entry.includes(':ada'));
		expect(left).toEqual(new Set([noa, bea]));
	});

	test('may none be sent when the minute of the claim was taken', async () => {
		expect(await claimedAfterLosing((entry) => entry.startsWith('bulk@'))).toEqual(new Set());
	});

	test('are looked at again only after two seconds, by when every worker has written', async () => {
		const row = new Row();
		const pauses: number[] = [];
		const bulk = row.bulk('1', 'main', async (milliseconds) => {
			pauses.push(milliseconds);
			await Promise.resolve();
		});
		await inNoTime(bulk.claim(due('none'), NOW));
		expect(pauses).toEqual([2_000]);
	});

	test('are thousands, in writes of thousands of entries', async () => {
		const row = new Row();
		const many = Array.from({ length: 5_000 }, (_, at) =>
			giftTo(`${String(at)}@x.example`, String(at)),
		);
		let writes = 0;
		row.nextDelay = () => {
			writes++;
			return 0;
		};
		const bulk = row.bulk();
		await inNoTime(bulk.takeLease(NOW));
		expect((await inNoTime(bulk.claim(due('none', many), NOW))).size).toBe(5_000);
		expect(writes).toBeLessThan(100);
		await inNoTime(bulk.confirm(many, NOW));
		expect(new Set(await attemptsIn(row, NOW, many))).toEqual(new Set(['confirmed']));
	});
});

describe('gifts in doubt', () => {
	const HOUR = 60 * MINUTE;
	const [noa, ada, bea] = gifts;
	const noasAttempt = async (row: Row, now: number) =>
		(await attemptsIn(row, now, noa ? [noa] : []))[0];

	test('settle at their own age, however often others are sent in bulk', async () => {
		const row = new Row();
		await claimed(row, '1', 'none', NOW);
		// a week of hourly bulk sends to somebody else
		let inDoubt = 0;
		for (let hour = 1; hour <= 168; hour++) {
			const other = giftTo(`${String(hour)}@x.example`, `other ${String(hour)}`);
			const bulk = row.bulk(String(hour + 1));
			const now = NOW + hour * HOUR;
			await inNoTime(bulk.takeLease(now));
			await inNoTime(bulk.claim(due('none', [other]), now));
			await inNoTime(bulk.confirm([other], now));
			await inNoTime(bulk.endLease());
			if ((await noasAttempt(row, now)) === 'inDoubt') inDoubt++;
		}
		// the settle time is a quarter of an hour here
		expect(inDoubt).toBe(0);
		expect(await noasAttempt(row, NOW + 168 * HOUR)).toBe('stale');
	});

	test('of two bulk sends are told apart by their minutes', async () => {
		const row = new Row();
		const send = async (gift: Gift | undefined, execution: string, now: number) => {
			const bulk = row.bulk(execution);
			await inNoTime(bulk.takeLease(now));
			await inNoTime(bulk.claim(due('none', gift ? [gift] : []), now));
			await inNoTime(bulk.endLease());
		};
		await send(noa, '1', NOW);
		await send(ada, '2', NOW + 10 * MINUTE);
		await send(bea, '3', NOW + 10 * MINUTE);
		expect(await attemptsIn(row, NOW + 15 * MINUTE)).toEqual(['inDoubt', 'inDoubt', 'inDoubt']);
		expect(await attemptsIn(row, NOW + 16 * MINUTE)).toEqual(['stale', 'inDoubt', 'inDoubt']);
		expect(await attemptsIn(row, NOW + 26 * MINUTE)).toEqual(['stale', 'stale', 'stale']);
	});

	test('that an earlier version noted stay in doubt while anything was lately sent in bulk', async () => {
		const row = new Row();
		const campaign = String(CAMPAIGN);
		row.entries = [
			'bulk@' + MINUTE_NOW,
			'tried:noa',
			'open:noa',
			'open:noa*',
			`open:noa#${campaign}`,
		];
		expect(await noasAttempt(row, NOW + 15 * MINUTE)).toBe('inDoubt');
		expect(await noasAttempt(row, NOW + 16 * MINUTE)).toBe('stale');
		row.entries.push(`bulk@${String(Number(MINUTE_NOW) + 16)}`);
		expect(await noasAttempt(row, NOW + 16 * MINUTE)).toBe('inDoubt');
		row.entries = row.entries.filter((entry) => !entry.includes('#'));
		expect(await noasAttempt(row, NOW + 60 * MINUTE)).toBe('otherCampaign');
	});

	test('that were confirmed are so at any time', async () => {
		const row = new Row();
		const bulk = row.bulk('1');
		await inNoTime(bulk.takeLease(NOW));
		await inNoTime(bulk.claim(due('none'), NOW));
		await inNoTime(bulk.confirm(gifts, NOW));
		expect(await attemptsIn(row, NOW + 60 * MINUTE)).toEqual(Array(3).fill('confirmed'));
	});

	test('take five entries each, so that 20,000 of them fit into n8n’s table', async () => {
		const row = new Row();
		await claimed(row, '1', 'none', NOW);
		expect(row.entries.filter((entry) => !entry.startsWith('bulk@'))).toHaveLength(3 * 5);
		// and a bulk claim for each of many requests
		expect(20_000 * 5 + 1_000).toBeLessThan(110_000);
	});
});

describe('a process that dies at any write', () => {
	test('leaves gifts that the list settles, or that were confirmed', async () => {
		for (let writes = 0; writes < 24; writes++) {
			const row = new Row();
			row.writesLeft = writes;
			const came = { posted: false, answered: false };
			await inNoTime(
				(async () => {
					const attempts = await row.log('1').attempts(gifts, NOW);
					const bulk = row.bulk('1');
					if (!(await bulk.takeLease(NOW))) throw new Error('not ours');
					const all = gifts.map((gift) => ({ gift, attempt: attempts.get(gift.key) ?? 'none' }));
					if ((await bulk.claim(all, NOW)).size < gifts.length) throw new Error('not ours');
					came.posted = true;
					await bulk.confirm(gifts, NOW);
					came.answered = true;
				})(),
			).catch(() => undefined);
			row.writesLeft = Infinity;
			const after = await attemptsIn(row, NOW + 20 * MINUTE);
			const allowed = came.answered ? ['confirmed'] : came.posted ? ['stale'] : ['none', 'stale'];
			for (const attempt of after) expect(allowed).toContain(attempt);
		}
	});
});
