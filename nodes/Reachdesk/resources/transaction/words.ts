/** The values of Reachdesk’s filters and our labels for them (operation list-transactions). */

export const TRANSACTION_TYPES = {
	balance_allocation: 'Balance Allocation',
	balance_top_up: 'Balance Top-Up',
	campaign_sends: 'Campaign Sends',
	contracted_free_credit: 'Contracted Free Credit',
	contracted_paid_credit: 'Contracted Paid Credit',
	currency_conversion: 'Currency Conversion',
	free_credit: 'Free Credit',
	other: 'Other',
	refund: 'Refund',
	sourced_items: 'Sourced Items',
	store_portal: 'Store Portal',
	upfront_balance_top_up: 'Upfront Balance Top-Up',
	warehouse_sends: 'Warehouse Sends',
} as const;

export const STATES = {
	cancelled: 'Cancelled',
	pending: 'Pending',
	processed: 'Processed',
} as const;

export const CAMPAIGN_TYPES = {
	bundle: 'Bundle',
	gift_card: 'Gift Card',
	marketplace: 'Marketplace',
	note: 'Note',
} as const;
