import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bulkRequestOf, inBatches } from '../../../nodes/Reachdesk/gifts/bulkSend.ts';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { ANY_TIME } from '../../../nodes/Reachdesk/gifts/timing.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { giftTo } from './gifts.mts';

/** A gift to one person, with settings of which some may differ. */
const gift = (person: number, changes: Partial<Gift['request']> = {}, campaignId = 1503): Gift => {
	const { request_id, sender, recipient } = giftTo(`${String(person)}@work.example`).request;
	return {
		key: `hibob:${String(person)}:birthday:2026`,
		campaignId,
		request: { request_id, sender, recipient, ...changes },
		timing: ANY_TIME,
		caps: [],
		alsoAt: [],
		about: null,
	};
};

const anyGifts = fc
	.array(
		fc.record({
			sender: fc.constantFrom('people@work.example', 'team@work.example'),
			note: fc.constantFrom(undefined, 'Thank you', 'Welcome'),
			campaignId: fc.constantFrom(1503, 1601),
		}),
		{ maxLength: 60 },
	)
	.map((rows) =>
		rows.map(({ sender, note, campaignId }, index) =>
			gift(index, { sender, ...(note && { packaging_notes: note }) }, campaignId),
		),
	);

const batchesOf = (gifts: readonly Gift[], most: number) =>
	inBatches(
		gifts.map((one) => ({ gift: one })),
		most,
	).map((batch) => batch.map((one) => one.gift));

describe('gifts in batches', () => {
	test('are each in exactly one', () => {
		fc.assert(
			fc.property(anyGifts, fc.integer({ min: 1, max: 9 }), (gifts, most) => {
				const inAny = batchesOf(gifts, most).flat();
				expect(inAny).toHaveLength(gifts.length);
				expect(new Set(inAny)).toEqual(new Set(gifts));
			}),
			RUNS,
		);
	});

	test('to one address from one campaign are apart, however many', () => {
		const same = [1, 2, 3].map((count) => ({ ...gift(1), key: `key ${String(count)}` }));
		expect(batchesOf(same, 9)).toEqual(same.map((one) => [one]));
	});

	test('are no more than the limit, and no batch could take one of another', () => {
		fc.assert(
			fc.property(anyGifts, fc.integer({ min: 1, max: 9 }), (gifts, most) => {
				const batches = batchesOf(gifts, most);
				const settings = batches.map(([first]) =>
					JSON.stringify([
						first?.campaignId,
						first?.request.sender,
						first?.request.packaging_notes,
					]),
				);
				expect(batches.every(({ length }) => length >= 1 && length <= most)).toBe(true);
				batches.forEach((batch, index) => {
					const another = settings.lastIndexOf(settings[index] ?? '') !== index;
					if (another) expect(batch).toHaveLength(most);
				});
			}),
			RUNS,
		);
	});

	test('agree in campaign, sender and every setting with the others of theirs', () => {
		fc.assert(
			fc.property(anyGifts, fc.integer({ min: 1, max: 9 }), (gifts, most) => {
				for (const batch of batchesOf(gifts, most)) {
					const [first] = batch;
					for (const { campaignId, request } of batch) {
						expect(campaignId).toBe(first?.campaignId);
						expect(request.sender).toBe(first?.request.sender);
						expect(request.packaging_notes).toBe(first?.request.packaging_notes);
					}
				}
			}),
			RUNS,
		);
	});
});

describe('the request for a batch', () => {
	test('has the settings once and the recipients in their order', () => {
		const note = { packaging_notes: 'Careful', custom_attributes: [{ name: 'a', value: 'b' }] };
		expect(bulkRequestOf([gift(1, note), gift(2, note)])).toEqual({
			request_id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-/),
			campaign_id: 1503,
			sender: 'people@work.example',
			...note,
			recipients: [
				{ first_name: 'Noa', last_name: 'Levi', email: '1@work.example' },
				{ first_name: 'Noa', last_name: 'Levi', email: '2@work.example' },
			],
		});
	});

	test('has the same id for the same gifts, and another for others or another campaign', () => {
		const idOf = (...gifts: [Gift, ...Gift[]]) => bulkRequestOf(gifts).request_id;
		const id = idOf(gift(1), gift(2));
		expect(idOf(gift(2), gift(1))).toBe(id);
		expect(idOf(gift(1), gift(3))).not.toBe(id);
		expect(idOf(gift(1), gift(2), gift(3))).not.toBe(id);
		expect(idOf(gift(1, {}, 1601), gift(2, {}, 1601))).not.toBe(id);
		expect(idOf(gift(1))).not.toBe(gift(1).request.request_id);
	});
});
