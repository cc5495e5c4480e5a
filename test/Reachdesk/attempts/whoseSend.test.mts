import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { AttemptTimes } from '../../../nodes/Reachdesk/attempts/attemptTimes.ts';
import { SendOwners } from '../../../nodes/Reachdesk/attempts/sendOwners.ts';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { giftTo, listed } from '../gifts/gifts.mts';
import { claim, inNoTime, Row, SETTLE_MINUTES } from './processedRow.mts';

const NOW = Date.parse('2026-11-23T07:00:10Z');
const MINUTE = 60_000;
const birthday = giftTo('noa@work.example', 'birthday');
const anniversary = giftTo('Noa@Work.Example', 'anniversary');
const elsewhere = giftTo('ada@work.example', 'ada');

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

const ownerOf = async (row: Row, gift: Gift, sendId = '4711') => {
	const owners = await inNoTime(new SendOwners(row.context()).ownersOf([{ gift, sendId }]));
	return owners(gift, sendId);
};
const note = async (row: Row, gift: Gift, sendId = '4711') =>
	await inNoTime(new SendOwners(row.context()).note([{ gift, sendId }]));

describe('a send', () => {
	test('that was noted is its key’s own, and another’s for each other key', async () => {
		const row = new Row();
		expect(await note(row, birthday)).toEqual(new Set([birthday.key]));
		expect(await ownerOf(row, birthday)).toBe('own');
		expect(await ownerOf(row, anniversary)).toBe('other');
	});

	test('that was not is unknown, also one with the same id to another address or campaign', async () => {
		const row = new Row();
		await note(row, birthday);
		expect(await ownerOf(row, birthday, '4712')).toBe('unknown');
		expect(await ownerOf(row, elsewhere)).toBe('unknown');
		expect(await ownerOf(row, { ...birthday, campaignId: 1 })).toBe('unknown');
	});

	test('is noted for one key alone', async () => {
		const row = new Row();
		await note(row, birthday);
		expect(await note(row, anniversary)).toEqual(new Set());
		expect(await ownerOf(row, anniversary)).toBe('other');
		expect(await note(row, birthday)).toEqual(new Set([birthday.key]));
		const both = [birthday, anniversary].map((gift) => ({ gift, sendId: '1' }));
		expect(await inNoTime(new SendOwners(row.context()).note(both))).toEqual(
			new Set([birthday.key]),
		);
	});

	test('that a person has marked as another gift is another’s', async () => {
		const owners = new SendOwners(new Row().context(), new Set(['4711']));
		const ownerOfSend = await inNoTime(owners.ownersOf([{ gift: birthday, sendId: '4711' }]));
		expect(ownerOfSend(birthday, '4711')).toBe('other');
		expect(ownerOfSend(birthday, '4712')).toBe('unknown');
	});

	test('leaves no text in the store but its id, a hash and the key', async () => {
		const row = new Row();
		await note(row, birthday);
		expect(row.entries).toHaveLength(2);
		expect(row.entries.join()).toMatch(/^send:4711@[\w-]{22},send:4711@[\w-]{22}=birthday$/);
	});

	test.each([0, 1, 2, 3])(
		'is nobody’s for sure when n8n dies at write %i of a look, and never passes for noted',
		async (writes) => {
			for (const isNoted of [false, true]) {
				const row = new Row();
				if (isNoted) await note(row, birthday);
				row.writesLeft = writes;
				await ownerOf(row, anniversary).catch(() => undefined);
				row.writesLeft = Infinity;
				expect(await ownerOf(row, anniversary)).toMatch(
					isNoted ? /^(other|unsure)$/ : /^(unknown|unsure)$/,
				);
				expect(await ownerOf(row, birthday)).toMatch(
					isNoted ? /^(own|unsure)$/ : /^(unknown|unsure)$/,
				);
			}
		},
	);
});

describe('an address and campaign', () => {
	const later = (minutes: number) => NOW + minutes * MINUTE;
	const claims = async (row: Row, gift: Gift, at: number) =>
		await claim(row.log('2'), gift, 'none', at);

	test.each([
		[0, false],
		[1, false],
		[15, false],
		[16, true],
	])('at which a key is in doubt takes another one %i minutes later: %s', async (minutes, free) => {
		const row = new Row();
		expect(await claim(row.log(), birthday, 'none', NOW)).toBe(true);
		expect(await claims(row, anniversary, later(minutes))).toBe(free);
		expect(await claims(row, elsewhere, later(minutes))).toBe(true);
	});

	test('is free at once after a confirmation, and after an undo', async () => {
		for (const end of ['confirm', 'undo'] as const) {
			const row = new Row();
			const log = row.log();
			await claim(log, birthday, 'none', NOW);
			await inNoTime(log[end](birthday, NOW));
			expect(await claims(row, anniversary, NOW)).toBe(true);
		}
	});

	test('keeps nothing of a key that was refused, wherever n8n dies', async () => {
		for (let writes = 0; writes < 12; writes++) {
			const row = new Row();
			await claim(row.log(), birthday, 'none', NOW);
			row.writesLeft = writes;
			await claims(row, anniversary, later(1)).catch(() => undefined);
			expect(row.entries).not.toContain('tried:anniversary');
		}
	});

	test('is one of two gifts in bulk', async () => {
		const row = new Row();
		const bulk = row.bulk();
		await inNoTime(bulk.takeLease(NOW));
		const due = [birthday, anniversary, elsewhere].map((gift) => ({
			gift,
			attempt: 'none' as const,
		}));
		const claimed = await inNoTime(bulk.claim(due.slice(0, 1), NOW));
		expect([...claimed]).toEqual([birthday]);
		expect([...(await inNoTime(bulk.claim(due.slice(1), NOW)))]).toEqual([elsewhere]);
	});

	const inDoubt = async (row: Row, gift: Gift, at: number) => {
		const times = new AttemptTimes(row.context(), SETTLE_MINUTES);
		return (await inNoTime(times.recipientsInDoubt([gift], () => [times.unsettledAt(at)]))).has(
			gift,
		);
	};

	test('is in doubt for all keys but the one that was attempted', async () => {
		const row = new Row();
		await claim(row.log(), birthday, 'none', NOW);
		expect(await inDoubt(row, anniversary, later(15))).toBe(true);
		expect(await inDoubt(row, anniversary, later(16))).toBe(false);
		expect(await inDoubt(row, birthday, later(1))).toBe(false);
		expect(await inDoubt(row, elsewhere, later(1))).toBe(false);
	});

	test('is so in bulk, too', async () => {
		const row = new Row();
		await inNoTime(row.bulk().claim([{ gift: birthday, attempt: 'none' }], NOW));
		expect(await inDoubt(row, anniversary, later(15))).toBe(true);
		expect(await inDoubt(row, birthday, later(1))).toBe(false);
	});
});

describe('a send that no key explains fits an attempt', () => {
	const created = (minutes: number, id = 1) =>
		listed({ id, created_at: new Date(NOW + minutes * MINUTE).toISOString() });
	const fits = async (row: Row, ...minutes: number[]) => {
		const times = new AttemptTimes(row.context(), SETTLE_MINUTES);
		const sends = minutes.map((after, at) => created(after, at + 1));
		return (await inNoTime(times.fitting(new Map([[birthday, sends]])))).get(birthday)?.id ?? null;
	};
	const alone = async () => {
		const row = new Row();
		await claim(row.log(), birthday, 'none', NOW);
		return row;
	};
	const inBulk = async () => {
		const row = new Row();
		await inNoTime(row.bulk().claim([{ gift: birthday, attempt: 'none' }], NOW));
		return row;
	};

	test.each([
		[-7, null],
		[-4, '1'],
		[0, '1'],
		[15, '1'],
		[17, null],
	])('%i minutes after it: %s', async (minutes, expected) => {
		for (const attempt of [alone, inBulk])
			expect(await fits(await attempt(), minutes)).toBe(expected);
	});

	test('when it is the only one', async () => {
		expect(await fits(await alone(), 1, 2)).toBeNull();
		expect(await fits(await alone(), 1, 40)).toBe('1');
	});

	test('of a key that a version before has sent in bulk, whatever the minute', async () => {
		const row = new Row();
		row.entries = [`tried:${birthday.key}`, `open:${birthday.key}`, `open:${birthday.key}*`];
		expect(await fits(row, 500)).toBe('1');
	});

	test('of no key that was never attempted, wherever n8n dies in a look', async () => {
		for (const writes of [0, 1, 2, 3, 4, 5, 6]) {
			const row = new Row();
			row.entries = [`open:${birthday.key}!`];
			row.writesLeft = writes;
			await fits(row, 1).catch(() => undefined);
			row.writesLeft = Infinity;
			expect(await fits(row, 1)).toBeNull();
		}
	});
});
