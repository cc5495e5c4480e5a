/** An amount of money, in millionths of its currency: exact, where the sum of floats is not. */
export type ExactAmount = bigint;

const DIGITS = 6;
const ONE = 10n ** BigInt(DIGITS);
const CENTS = 2;
// JSON numbers come with up to 17 digits, the last of them noise such as 75.30000000000001
const DECIMAL = /^(\d{1,12})(?:\.(\d{1,20}))?$/;

/**
 * A cost as Reachdesk gives it, a number or a text such as "25.0"; null for whatever is none, and for
 * less than nothing. What is finer than a millionth is rounded.
 */
export function exactAmount(value: unknown): ExactAmount | null {
	const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
	const [, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
	if (whole === undefined) return null;
	const digits = fraction.padEnd(DIGITS + 1, '0');
	const kept = BigInt(whole) * ONE + BigInt(digits.slice(0, DIGITS));
	return digits.charAt(DIGITS) >= '5' ? kept + 1n : kept;
}

/** An amount in digits with at least two decimals, such as `25.00`. */
export function amountInDigits(amount: ExactAmount): string {
	const fraction = String(amount % ONE).padStart(DIGITS, '0');
	const shown = fraction.slice(0, CENTS) + fraction.slice(CENTS).replace(/0+$/, '');
	return `${String(amount / ONE)}.${shown}`;
}
