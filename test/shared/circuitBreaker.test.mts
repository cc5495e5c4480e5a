import { describe, expect, test } from '@jest/globals';
import { CircuitBreaker } from '../../nodes/shared/circuitBreaker.ts';
import { apiError } from '../../nodes/shared/nodeErrors.ts';
import { ANY_NODE } from './anyNode.mts';

const refusal = (status: number | null) =>
	apiError(ANY_NODE, { message: 'Refused', remedy: 'Check the token', status });

/** How many such errors it takes until a service is left alone; null when it never is. */
function errorsUntilOpen(status: number | null): number | null {
	const breaker = new CircuitBreaker();
	for (let errors = 0; errors < 50; errors++) {
		try {
			breaker.check();
		} catch {
			return errors;
		}
		breaker.note(refusal(status));
	}
	return null;
}

describe('a service', () => {
	test.each([
		[401, 1],
		[403, 10],
		[429, 1],
		[404, null],
		[500, null],
		[null, null],
	])('that answers %s is left alone after %s errors', (status, expected) => {
		expect(errorsUntilOpen(status)).toBe(expected);
	});

	test('that is left alone keeps its words and its remedy', () => {
		const breaker = new CircuitBreaker();
		breaker.note(refusal(401));
		const check = () => {
			breaker.check();
		};
		expect(check).toThrow('Skipped because an earlier item was refused: Refused');
		expect(check).toThrow(expect.objectContaining({ remedy: 'Check the token' }));
	});

	test('that is left alone without a remedy has none', () => {
		const breaker = new CircuitBreaker();
		const error = refusal(401);
		error.description = undefined;
		breaker.note(error);
		expect(() => {
			breaker.check();
		}).toThrow(expect.objectContaining({ remedy: '' }));
	});

	test('is asked on after errors that are not its own', () => {
		const breaker = new CircuitBreaker();
		for (let errors = 0; errors < 50; errors++) breaker.note(new TypeError('ours'));
		for (const thrown of [undefined, null, 'text']) breaker.note(thrown);
		breaker.check();
	});
});
