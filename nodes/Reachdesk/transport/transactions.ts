import { datesAround } from './datesAround';
import type { ReachdeskContext } from './reachdeskRequest';
import { readRows } from './rows';

/** The types of transactions that show what gifts cost and what was refunded. */
export const GIFT_TRANSACTIONS = ['campaign_sends', 'warehouse_sends', 'refund'] as const;

/**
 * The transactions of all wallets since an instant (operation list-transactions).
 *
 * @param since - ms since 1970; some older transactions are included
 * @param types - all types when empty
 * @throws ExplainedError or NodeApiError when the list cannot be read completely
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
