/** The currencies in which Reachdesk wallets are kept. */
export const CURRENCIES = ['AUD', 'CAD', 'DKK', 'EUR', 'GBP', 'INR', 'NOK', 'SEK', 'USD'] as const;

export type Currency = (typeof CURRENCIES)[number];

// fixed, so that a test can say what a gift costs
const WORTH_IN_USD: Record<Currency, number> = {
	AUD: 0.65,
	CAD: 0.73,
	DKK: 0.15,
	EUR: 1.1,
	GBP: 1.25,
	INR: 0.012,
	NOK: 0.095,
	SEK: 0.096,
	USD: 1,
};

/** Rounds to the cents that a wallet is counted in. */
export function inCents(amount: number): number {
	return Math.round(amount * 100) / 100;
}

/** An amount in another currency, at the sandbox's fixed rates, rounded to cents. */
export function convert(amount: number, from: Currency, to: Currency): number {
	if (from === to) return inCents(amount);
	return inCents((amount * WORTH_IN_USD[from]) / WORTH_IN_USD[to]);
}

/** An amount the way Reachdesk writes it for people: "25.00 USD". */
export function displayAmount(amount: number, currency: Currency): string {
	return `${amount.toFixed(2)} ${currency}`;
}
