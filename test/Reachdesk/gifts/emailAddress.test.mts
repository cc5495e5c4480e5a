import { describe, expect, test } from '@jest/globals';
import { explanationOf } from '../../shared/explanation.mts';
import { emailAddress } from '../../../nodes/Reachdesk/gifts/emailAddress.ts';

describe('an email address', () => {
	test.each([
		'noa@work.example',
		' noa@work.example ',
		'noa.b+gift@mail.work.example',
		'ñoa@wörk.example',
	])('%j is one', (text) => {
		expect(emailAddress('Sender', text)).toBe(text.trim());
	});

	test('may be 320 letters long, and not longer', () => {
		const ofLength = (length: number) => `${'a'.repeat(length - 13)}@work.example`;
		expect(emailAddress('Sender', ofLength(320))).toHaveLength(320);
		expect(() => emailAddress('Sender', ofLength(321))).toThrow("'Sender' is not an email address");
	});

	test.each([
		['', "'Sender' is empty"],
		[' ', "'Sender' is empty"],
		[null, "'Sender' is empty"],
		['noa', "'Sender' is not an email address"],
	])('%j is none: %s', (text, message) => {
		expect(explanationOf(() => emailAddress('Sender', text))).toEqual({
			message,
			remedy: "Set 'Sender' to one address, such as name@example.com",
		});
	});

	test.each([
		'\u200bnoa@work.example\ufeff',
		'noa\u200b@work.\u00adexample',
		'\u00a0noa@work.example\u0000',
		'\u202anoa@work.example\u202c',
	])('%j is one without what nobody sees', (text) => {
		expect(emailAddress('Sender', text)).toBe('noa@work.example');
	});

	test.each([
		'',
		'noa',
		'noa@work',
		'noa@work.example,',
		'noa@work.example, ada@work.example',
		'Noa <noa@work.example>',
		'mailto:noa@work.example',
		'noa@work..example',
		'noa\u0000@work.example',
		`${'a'.repeat(1_000_000)}@work.example`,
		`a@${'a.'.repeat(500_000)}example`,
		`a@${'ü'.repeat(1_000_000)}.example`,
		'noa@work.example\nada@work.example',
		null,
		42,
	])('%j is none, and the error names the field and not the address', (text) => {
		expect(() => emailAddress('Sender', text)).toThrow(
			/^'Sender' is (empty|not an email address)$/,
		);
	});
});
