import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withoutTexts } from '../../../nodes/Reachdesk/gifts/withheld.ts';
import { RUNS } from '../../shared/propertyRuns.mts';

describe('words of somebody else, without texts that are withheld,', () => {
	test.each([
		['a word', 'Levi is unknown', ['Levi'], '(withheld) is unknown'],
		['in any case', 'LEVI is unknown', ['levi'], '(withheld) is unknown'],
		['no part of a word', 'levitation, Noam', ['Levi', 'Noa'], 'levitation, Noam'],
		['no part of a word with letters of two units', '𐐀Levi Levi𐐀', ['Levi'], '𐐀Levi Levi𐐀'],
		['no end of a word', 'xLevi is unknown', ['Levi'], 'xLevi is unknown'],
		[
			'a text of 24 letters, as whole words',
			'abcdefghijklmnopqrstuvwx, abcdefghijklmnopqrstuvwxyz',
			['abcdefghijklmnopqrstuvwx'],
			'(withheld), abcdefghijklmnopqrstuvwxyz',
		],
		['a letter with a sign of its own', '\u212Aim is unknown', ['Kim'], '(withheld) is unknown'],
		['again and again', 'Levi-Levi', ['Levi'], '(withheld)-(withheld)'],
		['texts that overlap, as one', 'Noa Levi Stern', ['Noa Levi', 'Levi Stern'], '(withheld)'],
		['signs of a pattern', 'at (2nd floor)', ['(2nd floor)', '['], 'at (withheld)'],
		['a letter with two capitals', 'STRASSE 1', ['straße 1'], '(withheld)'],
		['a letter that grows', 'İ Levi', ['Levi'], 'İ (withheld)'],
		['nothing', 'Levi', [''], 'Levi'],
	])('lack %s', (_, said, withheld, expected) => {
		expect(withoutTexts(said, withheld)).toBe(expected);
	});

	const note = 'Dear Noa, thank you for twenty years, and for the cake. Yours, Ada';

	test('lack a long text, also a piece of it that was cut off', () => {
		for (const said of [note, note.slice(0, 40), note.slice(20)]) {
			expect(withoutTexts(`bad: ${said}`, [note])).toMatch(/^bad: ?\(withheld\)$/);
		}
	});

	test('keep what is in no text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (said) => {
				expect(withoutTexts(said, [])).toBe(said);
			}),
			RUNS,
		);
	});

	test('never hold a text that stands alone in them', () => {
		const anyText = fc.string({ minLength: 2, maxLength: 60 });
		fc.assert(
			fc.property(anyText, fc.array(anyText), (text, others) => {
				expect(withoutTexts(`no: ${text}!`, [...others, text])).not.toContain(`: ${text}!`);
			}),
			RUNS,
		);
	});

	const SAID = `Ada 7 ${'x'.repeat(1_000)}`;

	test.each([
		['an unbroken note', ['x'.repeat(40_000)], 'Ada 7 (withheld)'],
		['an unbroken note of signs', ['('.repeat(1_000_000)], SAID],
		[
			'notes of a thousand people',
			Array.from({ length: 1_000 }, (_, at) => `${'x'.repeat(1_000)}${String(at)}`),
			'Ada 7 (withheld)',
		],
		[
			'the names of 100,000 people',
			Array.from({ length: 100_000 }, (_, at) => `Ada ${String(at)}`),
			SAID.replace('Ada 7', '(withheld)'),
		],
	])('come at once with %s', (_, withheld, expected) => {
		expect(withoutTexts(SAID, withheld)).toBe(expected);
	});
});
