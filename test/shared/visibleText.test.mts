import { describe, expect, test } from '@jest/globals';
import { visibleText } from '../../nodes/shared/visibleText.ts';

describe('a text as people see it', () => {
	test.each([
		['Noa', 'Noa'],
		['  Noa Levi ', 'Noa Levi'],
		['Noa\u0000', 'Noa'],
		['No\u0000a', 'No a'],
		['a\r\n\tb', 'a b'],
		['\u200BNoa\u200B\uFEFF', 'Noa'],
		// a zero-width non-joiner is part of how this name is written
		['نی\u200Cما', 'نی\u200Cما'],
		['👩‍🚀', '👩‍🚀'],
		['é', 'é'],
	])('of %j is %j', (text, expected) => {
		expect(visibleText(text)).toBe(expected);
	});

	test.each([
		[''],
		['  '],
		['\u0000'],
		['\u200B\u200D'],
		['\u00AD'],
		['\u3164'],
		['\u2800'],
		['\uFE0F'],
		['\u00A0\u2003'],
	])('of %j is none', (text) => {
		expect(visibleText(text)).toBeNull();
	});

	test('of a very long one with blanks everywhere comes at once', () => {
		const long = `${'a '.repeat(100_000)}${' '.repeat(100_000)}\u0000`;
		expect(visibleText(long)).toHaveLength(199_999);
	});
});
