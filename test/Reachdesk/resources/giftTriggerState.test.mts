import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonParse } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { GIFT_FACTS } from '../../../nodes/Reachdesk/gifts/giftFacts.ts';
import { giftTriggerState } from '../../../nodes/Reachdesk/resources/giftTrigger/state.ts';
import type { GiftTriggerState } from '../../../nodes/Reachdesk/resources/giftTrigger/state.ts';
import { civil as day } from '../../HiBob/occasions/calendar.mts';
import { RUNS } from '../../shared/propertyRuns.mts';

const { read, write, upToDate } = giftTriggerState;

const stateWith = (gifts: GiftTriggerState['gifts'], runs = 7): GiftTriggerState => ({
	baseline: day('2026-11-20'),
	lastRun: day('2026-11-25'),
	newest: day('2026-11-24'),
	runs,
	gifts,
});

/** As n8n hands it to the next poll. */
function kept(state: GiftTriggerState): IDataObject {
	const staticData: IDataObject = {};
	write(staticData, state);
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

describe('the state of the gift trigger', () => {
	test('comes back as it was written', () => {
		fc.assert(
			fc.property(anyGifts, (gifts) => {
				expect(read(kept(stateWith(gifts)))).toEqual(stateWith(gifts));
			}),
			RUNS,
		);
		expect(read(kept(stateWith(null)))).toEqual(stateWith(null));
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
		expect(JSON.stringify(kept(stateWith(gifts))).length / 1_000).toBeLessThan(32);
	});

	test.each<[string, IDataObject]>([
		['nothing', {}],
		['words', { gifts: 'none', statuses: 'none', runs: 'two', baseline: 'today', newest: 3 }],
		['lists', { gifts: ['1.1'], statuses: {}, lastRun: [] }],
	])('that is %s is none', (_, staticData) => {
		expect(read(staticData)).toEqual({
			baseline: null,
			lastRun: null,
			newest: null,
			runs: 0,
			gifts: null,
		});
	});

	test('leaves out a gift that it cannot read', () => {
		const { gifts } = read({
			statuses: ['sent'],
			gifts: { 1: '0.1', 2: '9.1', 3: '0', 4: 'x', 5: 7 },
		});
		expect([...(gifts?.keys() ?? [])]).toEqual(['1']);
	});

	test('is the later one of what n8n has stored and what this process wrote', () => {
		const gifts = new Map([['1', { status: 'sent', facts: new Set<never>() }]]);
		const [early, late] = [stateWith(new Map(), 3), stateWith(gifts, 4)];
		expect(upToDate(early, late)).toBe(late);
		expect(upToDate(late, early)).toEqual(late);
		expect(upToDate(early, undefined)).toEqual(early);
	});
});
