/**
 * A text as people see it: without control characters, which PostgreSQL refuses (NUL) and no form
 * prints, and without blanks and invisible characters around it. Within a word, invisible ones stay:
 * some scripts need them. Null when nothing is left to see.
 */
export function visibleText(text: string): string | null {
	// most texts are plain, and tens of thousands of them are read in a run
	if (PLAIN.test(text)) return text;
	return withoutInvisibleEnd(text.replace(CONTROL, ' ').replace(INVISIBLE_START, '')) || null;
}

const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;
const CONTROL = /\p{Cc}+/gu;
const INVISIBLE_START = /^[\s\p{Default_Ignorable_Code_Point}\u{2800}]+/u;
const INVISIBLE = /^[\s\p{Default_Ignorable_Code_Point}\u{2800}]$/u;

/** From the end on, because a pattern that looks for the last of many blanks takes quadratic time. */
function withoutInvisibleEnd(text: string): string {
	let end = text.length;
	while (end > 0 && INVISIBLE.test(text.charAt(end - 1))) end -= 1;
	return text.slice(0, end);
}
