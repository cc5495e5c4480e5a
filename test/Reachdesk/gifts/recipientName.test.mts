import { describe, expect, test } from '@jest/globals';
import { recipientName, shownNameOf } from '../../../nodes/Reachdesk/gifts/recipientName.ts';
import { giftTo } from './gifts.mts';

describe('a recipient', () => {
	test.each([
		['with both names', ['Noa', 'Levi', 'Noa L.'], 'Noa|Levi'],
		['with a first name', ['Suharto', null, null], 'Suharto|Suharto'],
		['with a last name', [undefined, 'Suharto'], 'Suharto|Suharto'],
		['with a last name that nobody sees', ['Noa', '\u200b\u3164'], 'Noa|Noa'],
		['with a display name alone', [null, '', 'Noa van Levi'], 'Noa|van Levi'],
		['with one word to display', ['\u0000', ' ', ' Suharto '], 'Suharto|Suharto'],
		['with a script that needs what is invisible', ['نی\u200Cما', 'Levi'], 'نی\u200Cما|Levi'],
	])('%s has a first and a last name', (_, [first, last, display], expected) => {
		const name = recipientName(first, last, display);
		expect(`${String(name?.first_name)}|${String(name?.last_name)}`).toBe(expected);
	});

	test.each([
		['nothing', [undefined, null, undefined]],
		['blanks', ['  ', '\u00a0', '']],
		['zero-width characters', ['\u200b', '\ufeff', '\u200d']],
		['control characters', ['\u0000', '\u0007', '\r\n']],
		['numbers and objects', [7, {}, []]],
	])('with %s has no name', (_, [first, last, display]) => {
		expect(recipientName(first, last, display)).toBeNull();
	});
});

test.each([
	['Noa', 'Levi', 'Noa Levi'],
	['Suharto', 'Suharto', 'Suharto'],
])('a recipient with the names %s and %s is shown once with each', (first, last, shown) => {
	const { request, ...gift } = giftTo('noa@work.example', 'birthday');
	const recipient = { ...request.recipient, first_name: first, last_name: last };
	expect(shownNameOf({ ...gift, about: null, request: { ...request, recipient } })).toBe(shown);
});
