/** The letters that the memory of the roster is packed into. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Bits of a letter. */
export const BITS = 6;

/** The letter of the lowest bits of a number of at most 32 bits. */
export const letterOf = (number: number): string => LETTERS.charAt(number & 0b111111);

/** The bits of a letter. */
export const bitsOf = (letter: string): number => LETTERS.indexOf(letter);
