import { describe, expect, test } from '@jest/globals';
import { baseUrlOf, isHiBobRead } from '../../../nodes/HiBob/transport/hibobRequest.ts';
import { explanationOf } from '../../shared/explanation.mts';

const customUrl = 'http://127.0.0.1:8081/v1';

describe('the environment of a credential', () => {
	test.each([
		['production', 'https://api.hibob.com/v1'],
		['sandbox', 'https://api.sandbox.hibob.com/v1'],
		['custom', customUrl],
	])('%s is asked at %s', (environment, url) => {
		expect(baseUrlOf({ environment, customUrl })).toBe(url);
	});

	test.each([
		['constructor'],
		['__proto__'],
		['toString'],
		['Production'],
		['staging'],
		[''],
		[null],
		[undefined],
		[1],
		[['production']],
		[{}],
	])('%j is none, and the token goes nowhere', (environment) => {
		const { message, remedy } = explanationOf(() => baseUrlOf({ environment, customUrl }));
		expect(message).toMatch(/^'Environment' in the HiBob credential is ".*"$/);
		expect(remedy).toContain('Choose Production, Sandbox or Custom URL');
	});
});

test.each([
	['/people/1', true],
	['/people/ada%40work.example', true],
	['/company/people/1', false],
	['/people/1/invite', false],
	['/people/ada', false],
])('a POST to %s only reads: %s', (path, expected) => {
	expect(isHiBobRead('POST', path)).toBe(expected);
});

describe('a custom URL', () => {
	test.each([
		[` ${customUrl}/ `, customUrl],
		[`${customUrl}///`, customUrl],
	])('%j is %s', (url, expected) => {
		expect(baseUrlOf({ environment: 'custom', customUrl: url })).toBe(expected);
	});

	test('that is an expression is refused', () => {
		const credential = { environment: 'custom', customUrl, urlIsExpression: true };
		const { message } = explanationOf(() => baseUrlOf(credential));
		expect(message).toBe("'Custom URL' in the HiBob credential is an expression");
		expect(baseUrlOf({ ...credential, environment: 'production' })).toContain('api.hibob.com');
	});

	test.each([[''], ['  '], [undefined], [null], [1], [{}]])('%j is none', (url) => {
		expect(explanationOf(() => baseUrlOf({ environment: 'custom', customUrl: url }))).toEqual({
			message: "'Custom URL' in the HiBob credential is empty",
			remedy: expect.stringContaining("or set 'Environment' there to Production or Sandbox"),
		});
	});

	test('that is no URL comes with an example', () => {
		const { remedy } = explanationOf(() => baseUrlOf({ environment: 'custom', customUrl: 'x' }));
		expect(remedy).toContain('https://proxy.example.com/hibob/v1');
	});
});
