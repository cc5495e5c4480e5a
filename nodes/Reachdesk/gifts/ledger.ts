import { sameEmail } from '../../shared/emailAddress';
import { isObject, memberOf } from '../../shared/jsonObject';
import { checkReadable, rowName, sendIdOf } from './listedSend';
import { amountIn } from './money';
import type { Amount } from './money';

/** What Reachdesk’s transactions show for one send. */
export interface LedgerEntry {
	/** its cost minus refunds, by currency; null when a transaction is unreadable */
	net: ReadonlyMap<string, Amount> | null;
	/**
	 * whether the gift no longer counts: it was fully refunded, or its transactions were cancelled
	 */
	isTakenOff: boolean;
	email: string | null;
	campaignName: string | null;
	team: string | null;
	/** ms since 1970 */
	at: number;
}

interface Sum {
	net: Map<string, Amount>;
	isUnreadable: boolean;
	isLive: boolean;
	hasRefund: boolean;
	row: unknown;
	at: number;
}

/**
 * Adds up Reachdesk’s transactions by send (operation list-transactions): amounts that left a
 * wallet are negative, refunds are positive, and pending ones count. Transactions without a send do
 * not belong to a gift.
 *
 * @throws ExplainedError when so many rows are unreadable that the API must have changed
 */
export function readLedger(rows: readonly unknown[]): ReadonlyMap<string, LedgerEntry> {
	const sums = new Map<string, Sum>();
	const unreadable: string[] = [];
	for (const [index, row] of rows.entries()) {
		const send = memberOf(row, 'send');
		if (isObject(row) && send === null) continue;
		const sendId = sendIdOf(memberOf(send, 'id'));
		const amount = amountIn(memberOf(row, 'amount'));
		const currency = memberOf(row, 'currency');
		const isRead = sendId !== null && amount !== null && typeof currency === 'string';
		if (!isRead) unreadable.push(rowName(sendId, index + 1));
		if (sendId === null) continue;
		const at = instantOf(memberOf(row, 'created_at'));
		const sum = sums.get(sendId) ?? {
			net: new Map<string, Amount>(),
			isUnreadable: false,
			isLive: false,
			hasRefund: false,
			row,
			at,
		};
		sums.set(sendId, sum);
		sum.at = Math.min(sum.at, at);
		if (memberOf(row, 'state') === 'cancelled') continue;
		sum.isLive = true;
		if (!isRead) sum.isUnreadable = true;
		else {
			sum.net.set(currency, (sum.net.get(currency) ?? 0n) - amount);
			sum.hasRefund ||= amount > 0n;
		}
	}
	checkReadable(unreadable, rows.length, 'transactions');
	return new Map([...sums].map(([sendId, sum]) => [sendId, entryOf(sum)]));
}

function entryOf({ net, isUnreadable, isLive, hasRefund, row, at }: Sum): LedgerEntry {
	const send = memberOf(row, 'send');
	const isEmpty = !isUnreadable && [...net.values()].every((amount) => amount <= 0n);
	return {
		net: isUnreadable ? null : net,
		isTakenOff: !isLive || (hasRefund && isEmpty),
		email: emailIn(memberOf(send, 'recipient_email')),
		campaignName: textIn(memberOf(send, 'campaign_name')),
		team: textIn(memberOf(send, 'team_name')),
		at,
	};
}

/** An unreadable instant counts as now. */
function instantOf(text: unknown): number {
	const instant = typeof text === 'string' ? Date.parse(text) : NaN;
	return Number.isNaN(instant) ? Infinity : instant;
}

const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const emailIn = (value: unknown): string | null =>
	typeof value === 'string' && value.includes('@') ? sameEmail(value) : null;
