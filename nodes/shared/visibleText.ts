/**
 * A text as people see it: without control characters, which PostgreSQL rejects (NUL) and no form
 * prints, and without surrounding spaces and invisible characters. Invisible characters inside a
 * word are kept, because some scripts need them. Null when nothing visible is left.
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

/** From the end, because a pattern that looks for the last of many spaces takes quadratic time. */
function withoutInvisibleEnd(text: string): string {
	let end = text.length;
	while (end > 0 && INVISIBLE.test(text.charAt(end - 1))) end -= 1;
	return text.slice(0, end);
}
