import { TOKEN_OWNER, type Accounts, type User, type Wallet } from './accounts.mts';
import { CURRENCIES } from './currencies.mts';
import { isWithin, valueOf, type Query, type QueryRules } from './queryCheck.mts';
import type { Refund, Sends, StoredSend } from './sends.mts';

export const TRANSACTION_QUERY: QueryRules = {
	start_date: { kind: 'date' },
	end_date: { kind: 'date' },
	page: { kind: 'integer' },
	'transaction_types[]': {
		kind: 'list',
		values: [
			'balance_allocation',
			'balance_top_up',
			'campaign_sends',
			'contracted_free_credit',
			'contracted_paid_credit',
			'currency_conversion',
			'free_credit',
			'other',
			'refund',
			'sourced_items',
			'upfront_balance_top_up',
			'warehouse_sends',
			'store_portal',
		],
	},
	'states[]': { kind: 'list', values: ['cancelled', 'pending', 'processed'] },
	'currencies[]': { kind: 'list', values: CURRENCIES },
	'campaign_types[]': { kind: 'list', values: ['bundle', 'gift_card', 'marketplace', 'note'] },
	'team_ids[]': { kind: 'integerList' },
	'user_ids[]': { kind: 'integerList' },
};

export const TRANSACTIONS_PER_PAGE = 200;

const FIRST_SEND_TRANSACTION_ID = 1001;
const FIRST_REFUND_ID = 1_000_001;

/** The statuses in which a gift that was never paid will not be paid. */
const ENDED_UNPAID = new Set(['rejected', 'cancelled', 'expired']);

/** What the filters look at, beside the row that is answered. */
interface Transaction {
	type: string;
	state: string;
	currency: string;
	campaignType: string | null;
	userId: number | null;
	teamIds: number[];
	createdAt: string;
	row: Record<string, unknown>;
}

const creator = ({ firstName, lastName, email }: User) => ({
	name: `${firstName} ${lastName}`,
	email,
});

const stateOf = ({ processedAt, status }: StoredSend): string => {
	if (processedAt !== null) return 'processed';
	return ENDED_UNPAID.has(status) ? 'cancelled' : 'pending';
};

/** What every movement of a gift's money says of the gift. */
function giftOf({ id, email, campaign, wallet }: StoredSend) {
	return {
		id,
		recipient_email: email,
		campaign_name: campaign.name,
		team_name: wallet.owner.kind === 'team' ? wallet.owner.name : null,
	};
}

const teamIdsOf = (sender: User, accounts: Accounts): number[] =>
	accounts.teams.filter(({ name }) => sender.teams.includes(name)).map(({ id }) => id);

function ofSend(send: StoredSend, index: number, accounts: Accounts): Transaction {
	const { campaign, wallet, sender } = send;
	const state = stateOf(send);
	return {
		type: 'campaign_sends',
		state,
		currency: wallet.currency,
		campaignType: campaign.type,
		userId: sender.id,
		teamIds: teamIdsOf(sender, accounts),
		createdAt: send.createdAt,
		row: {
			id: FIRST_SEND_TRANSACTION_ID + index,
			transaction_type: 'campaign_sends',
			state,
			currency: wallet.currency,
			amount: -send.cost,
			send: giftOf(send),
			stock_shipment_order_number: null,
			merchandise_order_number: null,
			reference: campaign.name,
			source_wallet_name: wallet.name,
			destination_wallet_name: null,
			created_by: creator(sender),
			state_updated_at: state === 'cancelled' ? send.updatedAt : send.processedAt,
			created_at: send.createdAt,
			updated_at: send.updatedAt,
		},
	};
}

function ofRefund({ send, amount, at }: Refund, index: number, accounts: Accounts): Transaction {
	const { campaign, wallet, sender } = send;
	return {
		type: 'refund',
		state: 'processed',
		currency: wallet.currency,
		campaignType: campaign.type,
		userId: sender.id,
		teamIds: teamIdsOf(sender, accounts),
		createdAt: at,
		row: {
			id: FIRST_REFUND_ID + index,
			transaction_type: 'refund',
			state: 'processed',
			currency: wallet.currency,
			amount,
			send: giftOf(send),
			stock_shipment_order_number: null,
			merchandise_order_number: null,
			reference: campaign.name,
			source_wallet_name: null,
			destination_wallet_name: wallet.name,
			created_by: creator(sender),
			state_updated_at: at,
			created_at: at,
			updated_at: at,
		},
	};
}

function topUp(wallet: Wallet, index: number, at: string): Transaction {
	return {
		type: 'balance_top_up',
		state: 'processed',
		currency: wallet.currency,
		campaignType: null,
		userId: null,
		teamIds: [],
		createdAt: at,
		row: {
			id: index + 1,
			transaction_type: 'balance_top_up',
			state: 'processed',
			currency: wallet.currency,
			amount: wallet.openingBalance,
			send: null,
			stock_shipment_order_number: null,
			merchandise_order_number: null,
			reference: 'Top-up',
			source_wallet_name: null,
			destination_wallet_name: wallet.name,
			created_by: creator(TOKEN_OWNER),
			state_updated_at: at,
			created_at: at,
			updated_at: at,
		},
	};
}

function matches(transaction: Transaction, query: Query): boolean {
	const filtered = (name: string, values: string[]) => {
		const wanted = query.get(name);
		return wanted === undefined || values.some((value) => wanted.includes(value));
	};
	return (
		isWithin(transaction.createdAt, valueOf(query, 'start_date'), valueOf(query, 'end_date')) &&
		filtered('transaction_types[]', [transaction.type]) &&
		filtered('states[]', [transaction.state]) &&
		filtered('currencies[]', [transaction.currency]) &&
		filtered(
			'campaign_types[]',
			transaction.campaignType === null ? [] : [transaction.campaignType],
		) &&
		filtered('user_ids[]', transaction.userId === null ? [] : [String(transaction.userId)]) &&
		filtered('team_ids[]', transaction.teamIds.map(String))
	);
}

/** The wallets' movements that a query asks for, newest first: one per send and refund, and the top-ups. */
export function transactionRows(
	sends: Sends,
	accounts: Accounts,
	openedAt: string,
	query: Query,
): Record<string, unknown>[] {
	const topUps = accounts.wallets
		.filter((wallet) => wallet.openingBalance > 0)
		.map((wallet, index) => topUp(wallet, index, openedAt));
	const gifts = sends.all.map((send, index) => ofSend(send, index, accounts));
	// tests empty the list of sends between cases
	const known = new Set(sends.all);
	const refunds = sends.refunds
		.filter(({ send }) => known.has(send))
		.map((refund, index) => ofRefund(refund, index, accounts));
	return [...topUps, ...gifts, ...refunds]
		.filter((transaction) => matches(transaction, query))
		.sort((a, b) => b.createdAt.localeCompare(a.createdAt))
		.map(({ row }) => row);
}
