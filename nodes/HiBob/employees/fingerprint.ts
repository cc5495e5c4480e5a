import { BITS, lettersOf, numbersOf } from './letters';

/**
 * A short memory of an employee: enough to see that something changed, and what, without keeping any of
 * the values.
 */

/** for all values together: a change goes unseen once in 2^30 times */
const WHOLE_LETTERS = 5;
/** shared by the single values, to name those that changed */
const SINGLE_LETTERS = 16;
const MOST_BITS = 24;

/** Letters of a fingerprint. */
export const FINGERPRINT_LENGTH = WHOLE_LETTERS + SINGLE_LETTERS;

/** The fingerprint of an employee’s values, which come in the same order in every run. */
export function fingerprintOf(values: readonly unknown[]): string {
	const hashes = values.map(hashOf);
	const bits = bitsEach(values.length);
	return (
		lettersOf([hashOfAll(hashes)], WHOLE_LETTERS * BITS, WHOLE_LETTERS) +
		lettersOf(hashes, bits, SINGLE_LETTERS)
	);
}

/**
 * The positions of the values that differ between two fingerprints. With twelve values, the few letters miss
 * one change in 256; then this is empty although the fingerprints differ.
 */
export function changedValues(before: string, after: string, count: number): number[] {
	const bits = bitsEach(count);
	const [old, current] = [before, after].map((print) =>
		numbersOf(print.slice(WHOLE_LETTERS), bits, count),
	);
	return Array.from({ length: count }, (_, at) => at).filter((at) => old?.[at] !== current?.[at]);
}

/** 0 when there are more values than letters can tell apart. */
const bitsEach = (count: number): number =>
	Math.min(MOST_BITS, Math.floor((SINGLE_LETTERS * BITS) / Math.max(1, count)));

const hashOf = (value: unknown): number =>
	typeof value === 'string' && NEEDS_NO_ESCAPES.test(value)
		? mixed(withCode(withText(withCode(FNV_START, QUOTE), value), QUOTE))
		: mixed(withText(FNV_START, JSON.stringify(value ?? null)));

/** The hash of some hashes, as if they were written as decimal numbers with commas, as earlier versions did. */
const hashOfAll = (hashes: readonly number[]): number =>
	mixed(
		hashes.reduce(
			(hash, one, at) => withDecimal(at > 0 ? withCode(hash, COMMA) : hash, one),
			FNV_START,
		),
	);

/** The JSON of such a text is the text in quotes, and hashing it without writing JSON is faster. */
const NEEDS_NO_ESCAPES = /^[ !#-[\]-~]*$/;
const QUOTE = '"'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);

// FNV-1a with 32 bits, then the final mix of MurmurHash3, so that every bit counts.

const FNV_START = 0x811c9dc5;

const withCode = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

function withText(hash: number, text: string): number {
	let result = hash;
	for (let at = 0; at < text.length; at++) result = withCode(result, text.charCodeAt(at));
	return result;
}

/** With the decimal digits of a number of 32 bits. Writing them to a text first takes several times as long. */
function withDecimal(hash: number, number: number): number {
	const rest = (number / 10) >>> 0;
	return withCode(rest > 0 ? withDecimal(hash, rest) : hash, ZERO + number - rest * 10);
}

function mixed(hash: number): number {
	let result = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	result = Math.imul(result ^ (result >>> 13), 0xc2b2ae35);
	return (result ^ (result >>> 16)) >>> 0;
}
