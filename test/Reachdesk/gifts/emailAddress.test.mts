import { describe, expect, test } from '@jest/globals';
import { emailAddress } from '../../../nodes/Reachdesk/gifts/emailAddress.ts';

describe('an e-mail address', () => {
	test.each([
		'noa@work.example',
		' noa@work.example ',
		'noa.b+gift@mail.work.example',
		'ñoa@wörk.example',
	])('%j is one', (text) => {
		expect(emailAddress('Sender', text)).toBe(text.trim());
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
		'noa\u200b@work.example',
		'noa@work.example\nada@work.example',
		null,
		42,
	])('%j is none, and the error names the field and not the address', (text) => {
		expect(() => emailAddress('Sender', text)).toThrow(
			/^"Sender" is (empty|not an e-mail address)$/,
		);
	});
});
