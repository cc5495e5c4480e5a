import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { GiftKey } from '../../../nodes/HiBob/occasions/giftKey.ts';
import {
	hashesOf,
	keyLookUp,
	readKeys,
	readKeysOfDays,
	withKeys,
	withoutHashes,
} from '../../../nodes/HiBob/occasions/rememberedKeys.ts';
import type { RememberedKeys } from '../../../nodes/HiBob/occasions/rememberedKeys.ts';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import { RUNS } from '../../shared/propertyRuns.mts';
import { anyDate, civil } from './calendar.mts';

const keyOf = (id: bigint, year = 2026): GiftKey => `hibob:${String(id)}:birthday:${String(year)}`;
const anyKey = () => fc.bigInt({ min: 1n, max: 10n ** 19n }).map((id) => keyOf(id));
const anyId = () => fc.bigInt({ min: 10n ** 18n, max: 10n ** 19n - 1n });

describe('a key that came out', () => {
	test('is known for thirteen months, through JSON, and others are not', () => {
		const days = fc.uniqueArray(fc.nat(396), { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(
				fc.uniqueArray(anyKey(), { minLength: 1, maxLength: 40 }),
				anyKey(),
				anyDate(),
				days,
				(keys, other, first, offsets) => {
					fc.pre(!keys.includes(other));
					const later = offsets.toSorted((one, two) => one - two);
					const after = later.reduce<RememberedKeys>(
						(remembered, days) => withKeys(remembered, [], addDays(first, days)),
						withKeys({}, keys, first),
					);
					const stored: unknown = JSON.parse(JSON.stringify(after));
					const cameOut = keyLookUp(readKeys(stored));
					expect(keys.every(cameOut)).toBe(true);
					expect(cameOut(other)).toBe(false);
				},
			),
			RUNS,
		);
	});

	test('is forgotten after fourteen months and more', () => {
		const remembered = withKeys({}, [keyOf(1n)], civil('2026-01-31'));
		expect(keyLookUp(withKeys(remembered, [], civil('2027-02-28')))(keyOf(1n))).toBe(true);
		expect(withKeys(remembered, [], civil('2027-04-10'))).toEqual({});
	});

	test('takes eight letters, and nothing of it stands in clear', () => {
		fc.assert(
			fc.property(fc.uniqueArray(anyId(), { maxLength: 60 }), anyDate(), (ids, day) => {
				const remembered = withKeys(
					{},
					ids.map((id) => keyOf(id)),
					day,
				);
				const text = JSON.stringify(remembered);
				expect(Object.values(remembered).join('')).toHaveLength(8 * ids.length);
				expect(ids.filter((id) => text.includes(String(id)))).toEqual([]);
				expect(text).not.toContain('birthday');
			}),
			RUNS,
		);
	});

	test('is taken for another one less than once in 20,000 years of 50,000 employees with three occasions', () => {
		const [bits, keys, years] = [8 * 6, 50_000 * 3 * (13 / 12), 13 / 12];
		// by chance two of some keys share a hash: n² / 2 of 2^bits
		const lost = keys ** 2 / 2 / 2 ** bits;
		expect(Math.round(years / lost / 1000)).toBe(23);
		const many = Array.from({ length: 200_000 }, (_, id) => keyOf(10n ** 18n + BigInt(id)));
		const hashes = Object.values(withKeys({}, many, civil('2026-11-01'))).join('');
		expect(new Set(hashes.match(/.{8}/g)).size).toBe(many.length);
	});

	test('keeps those that came out in the same month, and changes nothing in place', () => {
		const before = withKeys({}, [keyOf(1n)], civil('2026-11-01'));
		const copy = structuredClone(before);
		const after = withKeys(before, [keyOf(2n)], civil('2026-11-30'));
		expect([keyOf(1n), keyOf(2n)].every(keyLookUp(after))).toBe(true);
		expect(after).toEqual({ '2026-11': hashesOf([keyOf(1n), keyOf(2n)]) });
		const next = withKeys(after, [keyOf(3n)], civil('2026-12-01'));
		expect(next).toEqual({ ...after, '2026-12': hashesOf([keyOf(3n)]) });
		expect(before).toEqual(copy);
	});
});

test('what is stored in another shape is left away', () => {
	const good = withKeys({}, [keyOf(1n)], civil('2026-11-01'));
	const odd = {
		'no month': 'AAAAAAAA',
		'2026-13': 'AAAAAAAA',
		'2026-10': 'short',
		'2026-09': 7,
		'2026-08': 12345678,
		'12026-08': 'AAAAAAAA',
		'2026-08-01': 'AAAAAAAA',
	};
	expect(readKeys({ ...odd, ...good })).toEqual(good);
	for (const stored of [null, undefined, 'x', 7, []]) expect(readKeys(stored)).toEqual({});
});

test('hashes are taken out by their keys, and the others stay in their order', () => {
	const [one, two, three] = [keyOf(1n), keyOf(2n), keyOf(3n)];
	const all = hashesOf([one, two, three]);
	expect(withoutHashes(all, [two])).toBe(hashesOf([one, three]));
	expect(withoutHashes(all, [three, one])).toBe(hashesOf([two]));
	expect(withoutHashes(all, [keyOf(4n)])).toBe(all);
	expect(withoutHashes(all, [one, two, three])).toBe('');
});

test('keys that the version before kept by day are read by month', () => {
	const [one, two, three, four] = [1n, 2n, 3n, 4n].map((id) => hashesOf([keyOf(id)]));
	const stored = {
		'2026-10': one,
		'2026-11-01': two,
		'2026-11-30': three,
		'2026-10-05': four,
		'2026-11-31': one,
		'2026-11-02': 'short',
	};
	expect(readKeysOfDays(stored)).toEqual({
		'2026-10': `${String(one)}${String(four)}`,
		'2026-11': `${String(two)}${String(three)}`,
	});
});
