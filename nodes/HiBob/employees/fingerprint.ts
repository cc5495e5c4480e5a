/**
 * A short memory of an employee: enough to see that something changed, and what, without keeping any of
 * the values.
 */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BITS = 6;
/** for all values together: a change goes unseen once in 2^30 times */
const WHOLE_LETTERS = 5;
/** shared by the single values, to name those that changed */
const SINGLE_LETTERS = 16;
const MOST_BITS = 24;

/** Letters of a fingerprint. */
export const FINGERPRINT_LENGTH = WHOLE_LETTERS + SINGLE_LETTERS;

/** The fingerprint of an employee’s values, which come in the same order in every run. */
export function fingerprintOf(values: readonly unknown[]): string {
	const hashes = values.map((value) => hashOf(JSON.stringify(value ?? null)));
	const whole = hashOf(hashes.join());
	const bits = bitsEach(values.length);
	return (
		lettersOf([whole], WHOLE_LETTERS * BITS, WHOLE_LETTERS) +
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
		partsOf(print.slice(WHOLE_LETTERS), bits, count),
	);
	return Array.from({ length: count }, (_, at) => at).filter((at) => old?.[at] !== current?.[at]);
}

/** 0 when there are more values than letters can tell apart. */
const bitsEach = (count: number): number =>
	Math.min(MOST_BITS, Math.floor((SINGLE_LETTERS * BITS) / Math.max(1, count)));

/** Writes the lowest bits of numbers one after the other, as letters of six bits. */
function lettersOf(numbers: readonly number[], bits: number, length: number): string {
	let written = '';
	let buffer = 0;
	let filled = 0;
	for (const number of numbers) {
		for (let bit = bits - 1; bit >= 0; bit--) {
			buffer = buffer * 2 + ((number >>> bit) & 1);
			filled += 1;
			if (filled < BITS) continue;
			written += LETTERS.charAt(buffer);
			buffer = 0;
			filled = 0;
		}
	}
	if (filled > 0) written += LETTERS.charAt(buffer * 2 ** (BITS - filled));
	return written.padEnd(length, LETTERS.charAt(0));
}

function partsOf(letters: string, bits: number, count: number): number[] {
	const parts: number[] = [];
	let at = 0;
	for (let part = 0; part < count; part++) {
		let number = 0;
		for (let bit = 0; bit < bits; bit++, at++) {
			const letter = LETTERS.indexOf(letters.charAt(Math.floor(at / BITS)));
			number = number * 2 + ((letter >> (BITS - 1 - (at % BITS))) & 1);
		}
		parts.push(number);
	}
	return parts;
}

/** FNV-1a of 32 bits with the last mix of MurmurHash3, so that every bit counts. */
function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}
