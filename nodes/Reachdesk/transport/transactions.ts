import type { ReachdeskContext } from './reachdeskRequest';
import { readRows } from './rows';

const DAY = 86_400_000;

/** The types of transactions that say what gifts cost, and what came back. */
export const GIFT_TRANSACTIONS = ['campaign_sends', 'warehouse_sends', 'refund'] as const;

/**
 * What went through wallets since an instant (operation list-transactions).
 *
 * @param since - ms since 1970; some transactions made before come along
 * @param types - all when there are none
 * @throws ExplainedError or NodeApiError when the list cannot be had whole
 */
export async function listTransactions(
	context: ReachdeskContext,
	since: number,
	now: number,
	types: readonly string[] = [],
): Promise<unknown[]> {
	const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
	// the dates are of an unknown time zone and the end is exclusive, hence a day or two around
	const qs = {
		start_date: dayOf(since - DAY),
		end_date: dayOf(now + 2 * DAY),
		...(types.length > 0 ? { transaction_types: [...types] } : {}),
	};
	const list = { path: '/transactions', name: 'transactions', qs, takesPageSize: false } as const;
	return await readRows(context, list);
}
