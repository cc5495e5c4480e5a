import { memberOf } from '../../shared/jsonObject';
import type { ListedSend } from './listedSend';
import { amountIn } from './money';
import type { Amount } from './money';

/**
 * The cost of a listed send: the amount paid, in the currency of the wallet; null when it is
 * missing.
 */
export function sendCost({ row: { cost } }: ListedSend): {
	amount: Amount;
	currency: string;
} | null {
	const amount = amountIn(memberOf(cost, 'amount'));
	const currency = memberOf(cost, 'currency');
	return amount === null || typeof currency !== 'string' ? null : { amount, currency };
}
