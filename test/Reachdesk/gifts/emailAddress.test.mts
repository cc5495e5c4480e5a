import { describe, expect, test } from '@jest/globals';
import { emailAddress, isSameEmail } from '../../../nodes/Reachdesk/gifts/emailAddress.ts';
import { explanationOf } from '../../shared/explanation.mts';

describe('an e-mail address', () => {
	test.each([
		['noa@work.example', 'noa@work.example'],
		[' noa@work.example\n', 'noa@work.example'],
		['Noa.Levi+gifts@mail.work.example', 'Noa.Levi+gifts@mail.work.example'],
		['noa@work.example.sbx', 'noa@work.example.sbx'],
		["o'neill@work.example", "o'neill@work.example"],
	])('%j is %s', (text, expected) => {
		expect(emailAddress('Sender', text)).toBe(expected);
	});

	test.each([
		'noa',
		'noa@work',
		'@work.example',
		'noa@',
		'noa@work.',
		'noa levi@work.example',
		'noa@work.example, ada@work.example',
		'noa@work.example;ada@work.example',
		'Noa <noa@work.example>',
	])('%j is none, and is not repeated in the words', (text) => {
		const { message, remedy } = explanationOf(() => emailAddress('Sender', text));
		expect(message).toBe('"Sender" is not an e-mail address');
		expect(remedy).toBe('Set "Sender" to one address, such as name@example.com');
	});

	test.each([[''], ['  '], [null], [undefined], [17], [['noa@work.example']]])(
		'%j is empty',
		(value) => {
			expect(explanationOf(() => emailAddress('Sender', value)).message).toBe('"Sender" is empty');
		},
	);
});

describe('two spellings of an address', () => {
	test.each([
		['noa@work.example', 'noa@work.example', true],
		['Noa@Work.Example', 'noa@work.example', true],
		[' noa@work.example', 'noa@work.example ', true],
		['noa+gifts@work.example', 'noa@work.example', false],
		['noa@work.example', 'noa@work.example.sbx', false],
		['n.oa@work.example', 'noa@work.example', false],
	])('%j and %j are one: %s', (one, other, expected) => {
		expect(isSameEmail(one, other)).toBe(expected);
		expect(isSameEmail(other, one)).toBe(expected);
	});
});
