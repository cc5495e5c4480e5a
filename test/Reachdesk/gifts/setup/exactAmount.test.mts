import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
	amountInDigits,
	exactAmount,
} from '../../../../nodes/Reachdesk/gifts/setup/exactAmount.ts';

const shown = (value: unknown): string | null => {
	const amount = exactAmount(value);
	return amount === null ? null : amountInDigits(amount);
};

describe('an amount', () => {
	it.each([
		[25, '25.00'],
		['25.0', '25.00'],
		[' 12.5 ', '12.50'],
		[0, '0.00'],
		[0.1, '0.10'],
		['1.005', '1.005'],
		[75.30000000000001, '75.30'],
		[0.1 + 0.2, '0.30'],
		['0.9999999', '1.00'],
		[999_999_999_999, '999999999999.00'],
	])('%s is %s', (value, expected) => {
		expect(shown(value)).toBe(expected);
	});

	it.each([null, undefined, '', 'free', '12,50', '1e3', 1e21, -5, '-5', Number.NaN, [], {}, true])(
		'%s is none',
		(value) => {
			expect(exactAmount(value)).toBeNull();
		},
	);

	it('is added to the cent, however many there are', () => {
		const cents = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 300 });
		fc.assert(
			fc.property(cents, (all) => {
				const sum = all.reduce((before, cent) => before + (exactAmount(cent / 100) ?? -1n), 0n);
				const total = all.reduce((before, cent) => before + cent, 0);
				expect(sum).toBe(BigInt(total) * 10_000n);
			}),
		);
	});
});
