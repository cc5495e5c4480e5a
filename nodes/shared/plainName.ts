// accents of Latin, Greek and Cyrillic letters, and the points of Hebrew and Arabic, which people
// often omit
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;

// letters that Unicode does not decompose
const LETTERS: ReadonlyMap<string, string> = new Map([
	['Æ', 'AE'],
	['Ð', 'D'],
	['Đ', 'D'],
	['Ł', 'L'],
	['Ø', 'O'],
	['Œ', 'OE'],
	['Þ', 'TH'],
]);

/** Words that some people spell out and others do not. */
const WORDS: ReadonlyMap<string, string> = new Map([
	['THE', ''],
	['ST', 'SAINT'],
]);

/**
 * One spelling of a name for comparisons: capitals without accents, spaces and punctuation, so that
 * "Côte d’Ivoire" and "cote d'ivoire" are one name. It keeps the vowels of Indic and Thai names.
 */
export const plainName = (name: string): string =>
	name
		.normalize('NFKD')
		.replace(ACCENTS, '')
		.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
		.toUpperCase()
		.split(/[^\p{L}\p{M}\p{N}]+/u)
		.map((word) => WORDS.get(word) ?? word)
		.join('')
		.replace(/[ÆÐĐŁØŒÞ]/g, (letter) => LETTERS.get(letter) ?? letter);

/**
 * The plain spellings under which a name may be found: "Korea, South" is also South Korea, and
 * "Virgin Islands (British)" also British Virgin Islands.
 */
export function plainSpellings(name: string): string[] {
	const [first = '', ...others] = partsOf(name);
	const asWritten = plainName(name);
	return others.length === 0 ? [asWritten] : [asWritten, plainName(`${others.join(' ')} ${first}`)];
}

/** A name without the part in parentheses or after a comma; null for a name without such a part. */
export function shortName(name: string): string | null {
	const [first, ...others] = partsOf(name);
	return first === undefined || others.length === 0 ? null : plainName(first);
}

const partsOf = (name: string): string[] =>
	name.split(/[(),[\]]/).filter((part) => /\p{L}/u.test(part));
