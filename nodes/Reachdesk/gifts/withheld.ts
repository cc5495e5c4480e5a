// A piece of a long text, such as a note, reveals it even when the rest is cut off.
const FRAGMENT = 24;
const ENDS_IN_WORD = /[\p{L}\p{N}]$/u;
const BEGINS_WITH_WORD = /^[\p{L}\p{N}]/u;
// a letter may be two units
const LETTER = 2;

/**
 * Removes texts from a message that a service has written: a short text wherever it appears as
 * whole words, and a long text also in pieces. Case does not matter.
 *
 * The search uses no regular expression, because the texts come from users: as a pattern, those of
 * a thousand recipients would block n8n’s only thread for a minute, and a long note would be an
 * invalid pattern whose error prints it.
 *
 * @param said - at most a few thousand characters
 */
export function withoutTexts(said: string, withheld: readonly string[]): string {
	const letters = Array.from(said);
	const folded = letters.map(folding);
	const line = folded.join('');
	const places = folded.flatMap((text, place) => text.split('').map(() => place));
	const isWithheld = letters.map(() => false);
	const withhold = (start: number, length: number) => {
		for (let at = start; at < start + length; at++) {
			const place = places[at];
			if (place !== undefined) isWithheld[place] = true;
		}
	};
	const fragments = fragmentsOf(line);
	for (const text of new Set(withheld)) {
		const secret = Array.from(text, folding).join('');
		if (secret.length <= FRAGMENT) {
			for (const start of wordsAt(line, secret)) withhold(start, secret.length);
			continue;
		}
		for (let at = 0; at + FRAGMENT <= secret.length; at++) {
			const fragment = secret.slice(at, at + FRAGMENT);
			for (const start of fragments.get(fragment) ?? []) withhold(start, FRAGMENT);
			fragments.delete(fragment);
		}
	}
	return letters
		.map((letter, place) => {
			if (isWithheld[place] !== true) return letter;
			return isWithheld[place - 1] === true ? '' : '(withheld)';
		})
		.join('');
}

/** A letter in one case, even if its capital form has two letters. */
const folding = (letter: string): string => letter.toUpperCase().toLowerCase();

/** The start of each piece of a text that has the length of a fragment. */
function fragmentsOf(line: string): Map<string, number[]> {
	const fragments = new Map<string, number[]>();
	for (let at = 0; at + FRAGMENT <= line.length; at++) {
		const fragment = line.slice(at, at + FRAGMENT);
		const places = fragments.get(fragment);
		if (places) places.push(at);
		else fragments.set(fragment, [at]);
	}
	return fragments;
}

/** Where a text appears in a line without starting or ending within a word. */
function wordsAt(line: string, text: string): number[] {
	const found: number[] = [];
	if (text === '') return found;
	for (let at = line.indexOf(text); at !== -1; at = line.indexOf(text, at + 1)) {
		const end = at + text.length;
		const before = ENDS_IN_WORD.test(line.slice(Math.max(0, at - LETTER), at));
		const after = BEGINS_WITH_WORD.test(line.slice(end, end + LETTER));
		if (!before && !after) found.push(at);
	}
	return found;
}
