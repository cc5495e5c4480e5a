import { convert, inCents } from './currencies.mts';
import type { StoredSend } from './sends.mts';
import type { AnnualLimit } from './variants.mts';

/** Whether a gift counts: it was paid, or waits and may be. */
const counts = ({ processedAt, status }: StoredSend): boolean =>
	processedAt !== null || status === 'pending';

const yearOf = ({ createdAt }: StoredSend): string => createdAt.slice(0, 4);

/**
 * Whether a gift is over the limit of its recipient: with the pending and processed gifts of the same
 * calendar year, less what was refunded, it would cost more than the limit. Amounts are converted
 * into the limit's currency.
 */
export function isOverAnnualLimit(
	gift: StoredSend,
	sends: readonly StoredSend[],
	limit: AnnualLimit,
): boolean {
	const costOf = ({ cost, refunded, wallet }: StoredSend): number =>
		convert(inCents(cost - refunded), wallet.currency, limit.currency);
	const before = sends
		.filter((send) => send.email === gift.email && yearOf(send) === yearOf(gift) && counts(send))
		.reduce((sum, send) => inCents(sum + costOf(send)), 0);
	return inCents(before + costOf(gift)) > limit.amount;
}
