import { memberOf } from '../../shared/jsonObject';
import type { ListedSend } from './listedSend';
import { amountIn } from './money';
import type { Amount } from './money';

/** What a listed send costs: what is paid, in the currency of the wallet; null when it does not say so. */
export function sendCost({ row: { cost } }: ListedSend): {
	amount: Amount;
	currency: string;
} | null {
	const amount = amountIn(memberOf(cost, 'amount'));
	const currency = memberOf(cost, 'currency');
	return amount === null || typeof currency !== 'string' ? null : { amount, currency };
}
