import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanEmail, isSameEmail, sameEmail } from '../../nodes/shared/emailAddress.ts';

describe('one address', () => {
	test.each([
		['case', 'Noa@Work.Example', 'noa@work.example'],
		['blanks around', ' noa@work.example\u00a0\n', 'noa@work.example'],
		['a zero-width space', 'noa\u200b@work.example', 'noa@work.example'],
		[
			'a byte order mark and direction marks',
			'\ufeff\u202anoa@work.example\u202c',
			'noa@work.example',
		],
		['a soft hyphen', 'noa@work\u00ad.example', 'noa@work.example'],
		['an invisible letter', 'noa\u3164@work.example', 'noa@work.example'],
		['full-width forms', 'ｎｏａ＠ｗｏｒｋ．ｅｘａｍｐｌｅ', 'noa@work.example'],
		['an ideographic full stop', 'noa@work。example', 'noa@work.example'],
		['the dot at the end of a domain', 'noa@work.example.', 'noa@work.example'],
		['Unicode and Punycode', 'noa@bücher.example', 'noa@xn--bcher-kva.example'],
		['two dots at the end of a domain', 'noa@work.example..', 'noa@work.example'],
		['Unicode and Punycode with digits', 'noa@bücher24.example', 'noa@xn--bcher24-n2a.example'],
		['Punycode in capitals', 'noa@BÜCHER.example', 'noa@XN--BCHER-KVA.Example'],
		['composed and decomposed letters', 'noa@bu\u0308cher.example', 'noa@bücher.example'],
		['such a local part', 'zoe\u0308@work.example', 'zoë@work.example'],
	])('is the same, whatever %s', (_, one, other) => {
		expect(isSameEmail(one, other)).toBe(true);
	});

	test.each([
		['dots', 'noa.b@work.example', 'noab@work.example'],
		['plus tags', 'noa+gift@work.example', 'noa@work.example'],
		['hyphens', 'noa-b@work.example', 'noab@work.example'],
		['accents', 'zoe@work.example', 'zoë@work.example'],
		['accents of a domain', 'noa@bucher.example', 'noa@bücher.example'],
		['lines', 'noa@work.ex\nample', 'noa@work.example'],
		['numbers that a URL would join', 'noa@127.1', 'noa@127.0.0.1'],
		['ports', 'noa@work.example:80', 'noa@work.example'],
		['percent signs', 'noa@w%6Frk.example', 'noa@work.example'],
		['paths', 'noa@work.example/a', 'noa@work.example'],
	])('is another with other %s', (_, one, other) => {
		expect(isSameEmail(one, other)).toBe(false);
	});

	const ofLength = (length: number) => `bü.${'a.'.repeat(length)}`.slice(0, length - 1);
	test('has another spelling of its domain up to 255 characters', () => {
		expect(sameEmail(`noa@${ofLength(255)}a`)).toMatch(/^noa@xn--b-eha\./);
		expect(sameEmail(`noa@${ofLength(256)}a`)).toBe(`noa@${ofLength(256)}a`);
	});

	test('comes with a domain that is none, too', () => {
		expect(sameEmail('Noa@xn--\u0000.example')).toBe('noa@xn-- .example');
		expect(sameEmail('Noa@-_')).toBe('noa@-_');
		expect(sameEmail('NOBODY')).toBe('nobody');
		expect(sameEmail('')).toBe('');
	});

	const anyText = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.emailAddress(),
		fc
			.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))
			.map((parts) => parts.join('@')),
	);

	test('has one spelling, which stays when it is taken again', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				expect(sameEmail(sameEmail(text))).toBe(sameEmail(text));
			}),
		);
	});

	test('is the same when it was cleaned', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				expect(isSameEmail(cleanEmail(text), text)).toBe(true);
			}),
		);
	});

	test('of ordinary letters has its own spelling and no other', () => {
		fc.assert(
			fc.property(fc.emailAddress(), (email) => {
				expect(sameEmail(email)).toBe(email.toLowerCase());
			}),
		);
	});

	test.each([
		['a local part', `${'ü\u200b'.repeat(500_000)}@work.example`],
		['a domain', `noa@${'ü\u200b'.repeat(500_000)}.example`],
		['a text of signs', '@'.repeat(1_000_000)],
		['a text of dots', `noa@${'.'.repeat(1_000_000)}`],
	])('comes at once for %s of a million characters', (_, text) => {
		expect(sameEmail(text)).toContain('@');
	});
});
