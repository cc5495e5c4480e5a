import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonParse } from 'n8n-workflow';
import {
	changedValues,
	FINGERPRINT_LENGTH,
	fingerprintOf,
} from '../../../nodes/HiBob/employees/fingerprint.ts';
import {
	isPackedRoster,
	packRoster,
	unpackRoster,
} from '../../../nodes/HiBob/employees/packedRoster.ts';
import { RUNS } from '../../shared/propertyRuns.mts';

const anyValues = (count: number) =>
	fc.array(fc.oneof(fc.string(), fc.constant(null), fc.record({ city: fc.string() })), {
		minLength: count,
		maxLength: count,
	});

describe('a fingerprint', () => {
	test('has 21 letters, whatever it is of', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 150 }).chain(anyValues), (values) => {
				expect(fingerprintOf(values)).toMatch(/^[\w-]{21}$/);
			}),
			RUNS,
		);
		expect(FINGERPRINT_LENGTH).toBe(21);
	});

	test('is the same for the same values, and another for others', () => {
		fc.assert(
			fc.property(anyValues(12), anyValues(12), (one, other) => {
				expect(fingerprintOf(structuredClone(one))).toBe(fingerprintOf(one));
				const isSame = JSON.stringify(one) === JSON.stringify(other);
				expect(fingerprintOf(one) === fingerprintOf(other)).toBe(isSame);
			}),
			RUNS,
		);
	});

	test.each([
		['a name that is longer', ['Ann', 'Lee'], ['Anne', 'Lee'], [0]],
		['letters that move from one value to the next', ['An', 'nLee'], ['Ann', 'Lee'], [0, 1]],
		['a value that is gone', ['a', 'b'], ['a', null], [1]],
		['nothing and an empty text', [null, 'b'], ['', 'b'], [0]],
		['everything', ['a', 'b', 'c'], ['x', 'y', 'z'], [0, 1, 2]],
		['nothing at all', ['a', 'b'], ['a', 'b'], []],
	])('tells %s', (_, before, after, expected) => {
		const [old, current] = [fingerprintOf(before), fingerprintOf(after)];
		expect(changedValues(old, current, before.length)).toEqual(expected);
	});

	// what earlier versions have saved: with another fingerprint everybody would count as changed after an update
	test.each([
		['no value', [], 'rPnwLAAAAAAAAAAAAAAAA'],
		['names', ['Ann', 'Lee'], 'dvCCa8kC1QeThAAAAAAAA'],
		[
			'texts with characters that JSON escapes',
			['say "hi"', 'back\\slash', 'Zoë', 'line\nbreak'],
			'_mGdOaGw5ItSgkG2FukdO',
		],
		['texts of nothing else', ['"', '\\', '\n'], 'K_shnT_cAuapX3R5PAAAA'],
		['five values', ['a', 'b', 'c', 'd', 'e0'], 'jLsGF9-xbuoES941XEC2Y'],
		['seven values', ['x', 'y', 'z', 'u', 'w', 'v', 't0'], 'KEF0pXKYuRSnexfhnXdVg'],
		[
			'values that are no texts',
			[null, undefined, '', 0, false, 12.5, { city: 'Paris' }],
			'l90lhk7yd6jL2F3Pkt9YA',
		],
		[
			'twelve values',
			Array.from({ length: 12 }, (_, at) => `value ${String(at)}`),
			'SC5XZ_hJJar2fgu24Cpu5',
		],
		[
			'more values than letters can tell apart',
			Array.from({ length: 100 }, (_, at) => `value ${String(at)}`),
			'6zkwjAAAAAAAAAAAAAAAA',
		],
	])('of %s is what it was in earlier versions', (_, values, expected) => {
		expect(fingerprintOf(values)).toBe(expected);
	});

	test('never names a value that is the same, and nearly always the one that changed', () => {
		const people = Array.from({ length: 4_000 }, (_, at) =>
			Array.from({ length: 12 }, (__, value) => `${String(at)} ${String(value)}`),
		);
		let named = 0;
		for (const [at, values] of people.entries()) {
			const changed = at % 12;
			const after = values.with(changed, 'something else');
			const names = changedValues(fingerprintOf(values), fingerprintOf(after), 12);
			expect(names.filter((name) => name !== changed)).toEqual([]);
			named += names.length;
		}
		// one in 256 goes unnamed
		expect(named).toBeGreaterThan(3_950);
	});
});

describe('a packed roster', () => {
	const id = fc
		.oneof(
			fc.bigInt({ min: 1n, max: 9_999_999_999_999_999_999n - 1n }).map(String),
			fc.stringMatching(/^[a-z0][\w-]{0,20}$/),
		)
		.filter((text) => text !== '__proto__');

	test('holds what was put in', () => {
		const rosters = fc.uniqueArray(id, { maxLength: 40 });
		fc.assert(
			fc.property(rosters, (ids) => {
				const memory = {
					watched: ['title'],
					fingerprints: new Map(ids.map((one) => [one, fingerprintOf([one])])),
				};
				const stored = jsonParse<unknown>(JSON.stringify(packRoster(memory)));
				if (!isPackedRoster(stored)) throw new Error('it is not recognized');
				const unpacked = unpackRoster(stored);
				expect(new Map(unpacked?.fingerprints)).toEqual(new Map(memory.fingerprints));
			}),
			RUNS,
		);
	});

	test('takes 32 letters for each employee', () => {
		const ids = Array.from({ length: 5_000 }, (_, at) =>
			String(3_000_000_000_000_000_000n + BigInt(at)),
		);
		const packed = packRoster({
			watched: [],
			fingerprints: new Map(ids.map((one) => [one, fingerprintOf([one])])),
		});
		expect(packed.packed).toHaveLength(5_000 * 32);
		expect(packed.others).toEqual({});
	});

	test.each([
		['with a number for the letters', { watched: [], packed: 7, others: {} }],
		['with a number among the names', { watched: ['title', 7], packed: '', others: {} }],
		['without names', { packed: '', others: {} }],
		['without others', { watched: [], packed: '' }],
	])('%s is not recognized', (_, stored) => {
		expect(isPackedRoster(stored)).toBe(false);
		expect(isPackedRoster({ watched: ['title'], packed: '', others: {} })).toBe(true);
	});

	test('that was damaged is none', () => {
		expect(unpackRoster({ watched: [], packed: 'too short', others: {} })).toBeNull();
		expect(unpackRoster({ watched: [], packed: 'A'.repeat(31), others: {} })).toBeNull();
		expect(unpackRoster({ watched: [], packed: 'ä'.repeat(32), others: {} })).toBeNull();
	});
});
