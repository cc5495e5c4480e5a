import { describe, expect, test } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { ExecutionMemory } from '../../../nodes/Reachdesk/resources/gift/executionMemory.ts';
import { wholeListing } from '../../../nodes/Reachdesk/transport/listing.ts';
import { partial } from '../../shared/partial.mts';
import { giftTo } from '../gifts/gifts.mts';

const NOW = Date.parse('2026-11-23T07:10:00Z');
const MINUTE = 60_000;
const [GIFT, OTHER] = [giftTo(), giftTo('other@work.example')];

const memoryOf = (stored: IDataObject) =>
	ExecutionMemory.of(partial<IExecuteFunctions>({ getContext: () => stored }));

test('is one for all runs of a node in an execution', () => {
	const stored = {};
	expect(memoryOf(stored)).toBe(memoryOf(stored));
	expect(memoryOf(stored)).not.toBe(memoryOf({}));
});

describe('the list of sends', () => {
	const whole = () => wholeListing({ sends: [], unreadable: [] });

	/** Whether a list that was read for days since some instant is read again. */
	async function isReadAgain(
		since: number,
		now: number,
		gifts = [GIFT],
		first = whole(),
	): Promise<boolean> {
		const memory = memoryOf({});
		expect(
			await memory.listed([GIFT], NOW - MINUTE, NOW, async () => await Promise.resolve(first)),
		).toBe(first);
		const second = whole();
		const read = async () => await Promise.resolve(second);
		const found = await memory.listed(gifts, since, now, read);
		expect([first, second]).toContain(found);
		// what was read last is what is remembered
		expect(await memory.listed([], since, now, async () => await Promise.resolve(whole()))).toBe(
			found,
		);
		return found === second;
	}

	test('is read once for the same days and gifts', async () => {
		expect(await isReadAgain(NOW - MINUTE, NOW)).toBe(false);
		expect(await isReadAgain(NOW, NOW)).toBe(false);
	});

	test('is read again for earlier days', async () => {
		expect(await isReadAgain(NOW - MINUTE - 1, NOW)).toBe(true);
	});

	test('is read again after five minutes', async () => {
		expect(await isReadAgain(NOW, NOW + 5 * MINUTE - 1)).toBe(false);
		expect(await isReadAgain(NOW, NOW + 5 * MINUTE)).toBe(true);
	});

	test('is read again for a gift that it was not read for', async () => {
		const ofGift = { ...whole(), isEnoughFor: (gift: Gift) => gift === GIFT };
		expect(await isReadAgain(NOW, NOW, [GIFT], ofGift)).toBe(false);
		expect(await isReadAgain(NOW, NOW, [GIFT, OTHER], ofGift)).toBe(true);
	});
});

describe('the new gifts of a due day', () => {
	test('are none at first, and are kept with the execution by their day', () => {
		const stored: IDataObject = {};
		expect(memoryOf(stored).newGifts('2026-11-23')).toEqual([]);
		memoryOf(stored).noteNewGifts('2026-11-23', ['a', 'b']);
		memoryOf(stored).noteNewGifts('2026-11-24', ['c']);
		expect(stored).toEqual({ newGifts: { '2026-11-23': ['a', 'b'], '2026-11-24': ['c'] } });
		expect(memoryOf(stored).newGifts('2026-11-23')).toEqual(['a', 'b']);
		expect(memoryOf(stored).newGifts('2026-11-25')).toEqual([]);
	});

	test('are none where something else is stored', () => {
		for (const newGifts of ['x', [], { '2026-11-23': 'x' }]) {
			const stored: IDataObject = { newGifts };
			expect(memoryOf(stored).newGifts('2026-11-23')).toEqual([]);
		}
		const stored: IDataObject = { newGifts: 'x' };
		memoryOf(stored).noteNewGifts('2026-11-23', ['a']);
		expect(stored.newGifts).toEqual({ '2026-11-23': ['a'] });
	});
});
