import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonParse } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { GIFT_FACTS } from '../../../nodes/Reachdesk/gifts/giftFacts.ts';
import { giftMemory } from '../../../nodes/Reachdesk/resources/giftTrigger/memory.ts';
import type { GiftMemory } from '../../../nodes/Reachdesk/resources/giftTrigger/memory.ts';
import { civil as day } from '../../HiBob/occasions/calendar.mts';
import { RUNS } from '../../shared/propertyRuns.mts';

const { read, write } = giftMemory;

const memoryWith = (gifts: GiftMemory['gifts']): GiftMemory => ({
	newest: day('2026-11-24'),
	gifts,
});

/** As n8n hands it to the next poll. */
function kept(memory: GiftMemory): IDataObject {
	const staticData: IDataObject = {};
	write(staticData, memory);
	return jsonParse<IDataObject>(JSON.stringify(staticData));
}

const anyGifts = fc
	.uniqueArray(
		fc.record({
			id: fc.integer({ min: 1, max: 2 ** 31 }),
			status: fc.oneof(
				fc.constantFrom('pending', 'sent', 'claimed', ''),
				fc.string({ maxLength: 60 }),
			),
			facts: fc.subarray([...GIFT_FACTS]),
		}),
		{ selector: ({ id }) => id, maxLength: 40 },
	)
	.map(
		(gifts) =>
			new Map(
				gifts.map(({ id, status, facts }) => [String(id), { status, facts: new Set(facts) }]),
			),
	);

describe('the memory of the gift trigger', () => {
	test('comes back as it was written', () => {
		fc.assert(
			fc.property(anyGifts, (gifts) => {
				expect(read(kept(memoryWith(gifts)))).toEqual(memoryWith(gifts));
			}),
			RUNS,
		);
		expect(read(kept(memoryWith(null)))).toEqual(memoryWith(null));
	});

	test('takes at most 32 characters a gift, the statuses once', () => {
		const gifts = new Map(
			Array.from({ length: 1_000 }, (_, at) => [
				String(2_000_000_000 + at),
				{
					status: at % 2 ? 'awaiting address confirmation' : 'claimed',
					facts: new Set(GIFT_FACTS),
				},
			]),
		);
		expect(JSON.stringify(kept(memoryWith(gifts))).length / 1_000).toBeLessThan(32);
	});

	test.each<[string, IDataObject]>([
		['nothing', {}],
		['words', { gifts: 'none', statuses: 'none', runs: 'two', baseline: 'today', newest: 3 }],
		['lists', { gifts: ['1.1'], statuses: {}, lastRun: [] }],
	])('that is %s is none', (_, staticData) => {
		expect(read(staticData)).toEqual({
			newest: null,
			gifts: null,
		});
	});

	test('skips a gift that it cannot read', () => {
		const { gifts } = read({
			statuses: ['sent'],
			gifts: { 1: '0.1', 2: '9.1', 3: '0', 4: 'x', 5: 7 },
		});
		expect([...(gifts?.keys() ?? [])]).toEqual(['1']);
	});
});
