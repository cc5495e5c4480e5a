import { datesAround } from './datesAround';
import type { ReachdeskContext } from './reachdeskRequest';
import { readRows } from './rows';

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
	const qs = {
		...datesAround(since, now),
		...(types.length > 0 ? { transaction_types: [...types] } : {}),
	};
	const list = { path: '/transactions', name: 'transactions', qs, takesPageSize: false } as const;
	return await readRows(context, list);
}
