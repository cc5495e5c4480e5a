/**
 * An amount of money in ten-thousandths of its unit, so that sums of decimals are exact. Reachdesk
 * gives amounts as decimals of a unit, such as 25.5 for USD 25.50.
 */
export type Amount = bigint;

const PLACES = 4;
const SHOWN_PLACES = 2;
const UNIT = 10n ** BigInt(PLACES);
// the largest whole part for which a number keeps four exact decimals
const MOST = 1e10;
const DECIMAL = /^([+-]?)(\d{1,10})(?:\.(\d{1,4})0*)?$/;

/** Outside data as an amount: a number or a text such as "70.0"; null for anything else. */
export function amountIn(value: unknown): Amount | null {
	const text = typeof value === 'number' && Math.abs(value) < MOST ? value.toFixed(PLACES) : value;
	const parts = typeof text === 'string' ? DECIMAL.exec(text.trim()) : null;
	if (!parts) return null;
	const [, sign, whole = ''] = parts;
	const decimals = parts[3] ?? '';
	const amount = BigInt(whole) * UNIT + BigInt(decimals.padEnd(PLACES, '0'));
	return sign === '-' ? -amount : amount;
}

/** An amount as people read it, such as `USD 25.50`. */
export const shownAmount = (amount: Amount, currency: string): string =>
	`${currency} ${amountInDigits(amount)}`;

/** An amount in digits with at least two decimals, such as `25.50`. */
export function amountInDigits(amount: Amount): string {
	const size = amount < 0n ? -amount : amount;
	const decimals = (size % UNIT).toString().padStart(PLACES, '0');
	const shown = decimals.slice(0, SHOWN_PLACES) + decimals.slice(SHOWN_PLACES).replace(/0+$/, '');
	return `${amount < 0n ? '-' : ''}${(size / UNIT).toString()}.${shown}`;
}
