/**
 * A base URL without blanks around it and slashes at its end, from their end on: a pattern that looks for
 * the last of many slashes takes quadratic time.
 */
export function withoutEndSlash(url: string): string {
	const text = url.trim();
	let end = text.length;
	while (text.charAt(end - 1) === '/') end -= 1;
	return text.slice(0, end);
}
