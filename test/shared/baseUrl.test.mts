import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { baseUrlIn } from '../../nodes/shared/baseUrl.ts';
import { explanationOf } from './explanation.mts';
import { RUNS } from './propertyRuns.mts';

const FIELD = {
	service: 'Reachdesk',
	label: 'Base URL',
	whenEmpty: 'Fill it in',
	example: 'https://app.reachdesk.com/api/v2',
};
const read = (value: unknown, isExpression = false) => baseUrlIn(value, FIELD, isExpression);
const refusalOf = (value: unknown, isExpression = false) =>
	explanationOf(() => read(value, isExpression));

describe('a base URL is read', () => {
	test.each([
		['https://app.reachdesk.com/api/v2', 'https://app.reachdesk.com/api/v2'],
		['  https://app.reachdesk.com/api/v2/ \n', 'https://app.reachdesk.com/api/v2'],
		['\u200bhttps://app.reachdesk.com/api/v2\ufeff', 'https://app.reachdesk.com/api/v2'],
		['HTTPS://App.Reachdesk.COM:443/api/v2', 'https://app.reachdesk.com/api/v2'],
		['https://app.reachdesk.com//api///v2//', 'https://app.reachdesk.com/api/v2'],
		['https://app.reachdesk.com/x/../api/./v2', 'https://app.reachdesk.com/api/v2'],
		['https://app.reachdesk.com/%2e%2e/api/v2', 'https://app.reachdesk.com/api/v2'],
		['https://app.reachdesk.com', 'https://app.reachdesk.com'],
		['https://app.reachdesk.com/api//v2@eu', 'https://app.reachdesk.com/api/v2@eu'],
		['https://proxy.example:8443/', 'https://proxy.example:8443'],
		['https://müller.example/v1', 'https://xn--mller-kva.example/v1'],
		['https://host.docker.internal:8081/v1', 'https://host.docker.internal:8081/v1'],
	])('%j as %s', (text, expected) => {
		expect(read(text)).toBe(expected);
	});

	test.each([
		['http://localhost:8081/v1', 'http://localhost:8081/v1'],
		['http://LOCALHOST/v1', 'http://localhost/v1'],
		['http://127.0.0.1:8081/v1', 'http://127.0.0.1:8081/v1'],
		['http://127.255.0.3/v1', 'http://127.255.0.3/v1'],
		['http://127.1/v1', 'http://127.0.0.1/v1'],
		['http://2130706433/v1', 'http://127.0.0.1/v1'],
		['http://0x7f.0.0.1/v1', 'http://127.0.0.1/v1'],
		['http://[::1]:8081/v1', 'http://[::1]:8081/v1'],
		['http://[0:0:0:0:0:0:0:1]/v1', 'http://[::1]/v1'],
	])('with http on this machine: %s', (text, expected) => {
		expect(read(text)).toBe(expected);
	});
});

describe('a base URL is refused', () => {
	test.each([
		'http://api.hibob.com/v1',
		'http://host.docker.internal:8081/v1',
		'http://localhost.:8081/v1',
		'http://localhost.example/v1',
		'http://127.0.0.1.example/v1',
		'http://127.0.0.1.nip.example/v1',
		'http://notlocalhost/v1',
		'http://0.0.0.0:8081/v1',
		'http://10.0.0.1/v1',
		'http://128.0.0.1/v1',
		'http://2147483649/v1',
		'http://[::2]/v1',
		'http://[::ffff:10.0.0.1]/v1',
	])('when it is not encrypted and not on this machine: %s', (text) => {
		const { message, remedy } = refusalOf(text);
		expect(message).toContain("'Base URL' in the Reachdesk credential starts with http");
		expect(remedy).toContain('https://');
	});

	test.each([
		'https://user:word@app.reachdesk.com/api/v2',
		'https://user@app.reachdesk.com/api/v2',
		'https://:word@app.reachdesk.com/api/v2',
		'https://@app.reachdesk.com/api/v2',
		'https://app.reachdesk.com@evil.example/api/v2',
		'http://localhost:80@evil.example/v1',
	])('when it holds a user: %s', (text) => {
		const { message, remedy } = refusalOf(text);
		expect(message).toMatch(/user name or a password$/);
		expect(remedy).toBe('Remove everything between "//" and "@": the token has its own field');
		expect(`${message}${remedy}`).not.toContain('word@');
	});

	test.each([
		'https://app.reachdesk.com/api/v2?token=x',
		'https://app.reachdesk.com/api/v2?',
		'https://app.reachdesk.com/api/v2#part',
		'https://app.reachdesk.com/#',
	])('when it holds a query or a fragment: %s', (text) => {
		expect(refusalOf(text).message).toMatch(/contains more than a base URL$/);
	});

	test.each([
		'app.reachdesk.com/api/v2',
		'//app.reachdesk.com/api/v2',
		'localhost:8081/v1',
		'ftp://app.reachdesk.com',
		'xhttps://app.reachdesk.com',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'data:text/plain,x',
		'ws://127.0.0.1/v1',
		'https:app.reachdesk.com',
		'https:/app.reachdesk.com',
		'https:///app.reachdesk.com',
		'https://',
		'https://?x',
		'https://app.reachdesk.com:99999/api/v2',
		'https://app reachdesk.com/api/v2',
		'https://app.reachdesk.com/api v2',
		'https://app.reach\ndesk.com/api/v2',
		'https://app.reachdesk.com\\@evil.example/api/v2',
		'https://app.reach\u200bdesk.com/api/v2',
		'https://[::1/v1',
		'https://%zz/v1',
	])('when it is none: %j', (text) => {
		const { message, remedy } = refusalOf(text);
		expect(message).toMatch(/is not a URL$/);
		expect(remedy).toContain(FIELD.example);
	});

	test.each([[''], ['  '], ['\u200b'], [undefined], [null], [1], [{}], [['https://a.example']]])(
		'when it is empty: %j',
		(value) => {
			expect(refusalOf(value)).toEqual({
				message: "'Base URL' in the Reachdesk credential is empty",
				remedy: 'Fill it in',
			});
		},
	);

	test.each(['{{ $json.url }}', 'https://{{ $json.host }}/v1', 'https://a.example/{{ $json.id }}'])(
		'when it is an expression that n8n did not work out: %s',
		(text) => {
			expect(refusalOf(text).message).toMatch(/an expression$/);
		},
	);

	test('when it comes from an expression, whatever it is', () => {
		const { message, remedy } = refusalOf('https://app.reachdesk.com/api/v2', true);
		expect(message).toMatch(/an expression$/);
		expect(remedy).toBe('Type the URL: an expression could send the token anywhere');
	});
});

describe('of a million slashes', () => {
	test.each([
		[`https://a.example${'/'.repeat(1_000_000)}b`, 'https://a.example/b'],
		[`https://a.example/b${'/'.repeat(1_000_000)}`, 'https://a.example/b'],
	])('a base URL is read at once: %#', (text, expected) => {
		expect(read(text)).toBe(expected);
	});
});

const host = fc.oneof(
	fc.domain(),
	fc.ipV4(),
	fc.ipV4Extended(),
	fc.ipV6().map((address) => `[${address}]`),
	fc.constantFrom('localhost', 'localhost.', '127.1', '[::1]', '2130706433', 'ｌocalhost'),
);
const written = fc.oneof(
	fc
		.record({
			scheme: fc.constantFrom('http', 'https', 'HTTPS', 'ftp', ''),
			gap: fc.constantFrom('://', ':/', ':', '//', ':\\\\'),
			user: fc.constantFrom('', 'user@', 'user:word@', '@', '%40'),
			host,
			port: fc.constantFrom('', ':443', ':80', ':8081', ':'),
			path: fc
				.array(
					fc.constantFrom('v1', '..', '.', '', '%2e%2e', '%2f', 'a b', '\\', '@', '?x', '#', 'é'),
				)
				.map((parts) => parts.map((part) => `/${part}`).join('')),
			blanks: fc.constantFrom('', ' ', '\t', '\n', '\u200b', '\u0000'),
		})
		.map((parts) =>
			[
				parts.blanks,
				parts.scheme,
				parts.gap,
				parts.user,
				parts.host,
				parts.port,
				parts.path,
				parts.blanks,
			].join(''),
		),
	fc.webUrl({ withQueryParameters: true, withFragments: true }),
	fc.string({ unit: 'binary' }),
	fc.string().map((text) => `https://${text}`),
);

/** What is read, or null when it is refused; anything that is no explanation fails. */
function readOrNull(text: string): string | null {
	let base: string | null = null;
	try {
		base = read(text);
	} catch {
		expect(refusalOf(text).remedy).not.toBe('');
	}
	return base;
}

test('whatever is typed, a base URL leads to one place, encrypted or on this machine', () => {
	fc.assert(
		fc.property(written, (text) => {
			const base = readOrNull(text);
			if (base === null) return;
			const url = new URL(`${base}/path?query`);
			expect(url.href).toBe(`${base}/path?query`);
			expect(url.username + url.password).toBe('');
			expect(base).not.toMatch(/[\s\\?#]|[^:]\/\/|\/$|\/\.\.?(?:\/|$)/);
			if (url.protocol !== 'https:') {
				expect(url.protocol).toBe('http:');
				expect(url.hostname).toMatch(/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/);
			}
			expect(read(base)).toBe(base);
		}),
		RUNS,
	);
});
