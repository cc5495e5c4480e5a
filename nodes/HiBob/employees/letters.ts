/** The letters that the memory of the roster is packed into. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Bits of a letter. */
export const BITS = 6;

/**
 * Writes the lowest bits of numbers one after the other, as letters of six bits.
 *
 * @param bits - of each number; at most 24, or 30 of a single one
 * @param length - of the text, which ends with zeros
 */
export function lettersOf(numbers: readonly number[], bits: number, length: number): string {
	let written = '';
	let buffer = 0;
	let filled = 0;
	for (const number of numbers) {
		buffer = (buffer << bits) | (number & (2 ** bits - 1));
		filled += bits;
		while (filled >= BITS) {
			filled -= BITS;
			written += LETTERS.charAt(buffer >>> filled);
			buffer &= 2 ** filled - 1;
		}
	}
	if (filled > 0) written += LETTERS.charAt(buffer << (BITS - filled));
	return written.padEnd(length, LETTERS.charAt(0));
}

/** Reads the numbers that {@link lettersOf} has written. */
export function numbersOf(letters: string, bits: number, count: number): number[] {
	const numbers: number[] = [];
	let buffer = 0;
	let filled = 0;
	let at = 0;
	while (numbers.length < count) {
		for (; filled < bits; filled += BITS) {
			buffer = (buffer << BITS) | LETTERS.indexOf(letters.charAt(at++));
		}
		filled -= bits;
		numbers.push(buffer >>> filled);
		buffer &= 2 ** filled - 1;
	}
	return numbers;
}
