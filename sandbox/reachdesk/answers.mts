import { TOKEN_OWNER, type User } from './accounts.mts';
import type { Recipient } from './contract.mts';
import { costOfItems, priceOfGift } from './campaigns.mts';
import { displayAmount } from './currencies.mts';
import type { Order } from './orders.mts';
import type { StoredSend } from './sends.mts';

const person = ({ firstName, lastName, email }: User) => ({
	first_name: firstName,
	last_name: lastName,
	email,
});

function answeredRecipient(recipient: Recipient) {
	return {
		first_name: recipient.first_name,
		last_name: recipient.last_name,
		email: recipient.email,
		company_name: recipient.company_name ?? null,
		phone_number: recipient.phone_number ?? null,
		street_address_1: recipient.street_address_1 ?? null,
		street_address_2: recipient.street_address_2 ?? null,
		city: recipient.city ?? null,
		state: recipient.state ?? null,
		zipcode: recipient.zipcode ?? null,
		country: recipient.country ?? null,
		tax_id: recipient.tax_id ?? null,
	};
}

/** Answer to a triggered campaign: flat, without campaign, creation time or request_id. */
export function triggerAnswer(send: StoredSend): Record<string, unknown> {
	return {
		id: send.id,
		type: send.campaign.type,
		status: send.status,
		payment_currency: send.wallet.currency,
		payment_wallet_id: send.wallet.id,
		packaging_notes: send.request.packaging_notes ?? null,
		custom_attributes: send.request.custom_attributes ?? [],
		created_by_user: person(TOKEN_OWNER),
		claim_url: send.claimUrl,
		recipient: answeredRecipient(send.request.recipient),
		sender: person(send.sender),
		[send.campaign.type]: { amount: send.campaign.price, currency: send.campaign.currency },
	};
}

function orderRow(order: Order | null, providerId: (id: number) => number | string) {
	if (order === null) return null;
	const { shipment } = order;
	return {
		id: order.id,
		order_number: order.number,
		status: order.status,
		shipped_at: order.shippedAt,
		tracking_code: shipment?.trackingNumber ?? null,
		tracking_url: shipment?.trackingUrl ?? null,
		shipment: shipment && {
			id: shipment.id,
			provider_id: providerId(shipment.id),
			provider_sub_status_message: shipment.statusMessage,
			courier: shipment.courier,
			tracking_number: shipment.trackingNumber,
			tracking_url: shipment.trackingUrl,
		},
	};
}

function sharedFields(send: StoredSend) {
	const { campaign, wallet } = send;
	const originalAmount = priceOfGift(campaign, send.items);
	return {
		id: send.id,
		type: campaign.type,
		email: send.email,
		status: send.status,
		latest_action: send.latestAction,
		processed_at: send.processedAt,
		created_at: send.createdAt,
		gift_name: campaign.type === 'marketplace' ? campaign.name : null,
		send_updated_date: send.updatedAt,
		campaign: { id: campaign.id, name: campaign.name },
		cost: {
			amount: send.cost,
			original_amount: originalAmount,
			currency: wallet.currency,
			original_currency: campaign.currency,
			display: displayAmount(send.cost, wallet.currency),
			original_display: displayAmount(originalAmount, campaign.currency),
			state: send.processedAt === null ? 'estimated' : 'processed',
		},
		team_name: wallet.owner.kind === 'team' ? wallet.owner.name : null,
		engage_items: send.items.map(({ name, quantity }) => ({ name, quantity })),
	};
}

/** A row of the listing of sends. */
export function listedSend(send: StoredSend): Record<string, unknown> {
	return {
		...sharedFields(send),
		order: orderRow(send.order, (id) => id),
		total_items_cost: costOfItems(send.items),
	};
}

/** A send read by its id: as in the listing, but with two of its numbers written as text. */
export function singleSend(send: StoredSend): Record<string, unknown> {
	const itemsCost = costOfItems(send.items);
	return {
		...sharedFields(send),
		order: orderRow(send.order, (id) => `prov_${String(id)}`),
		total_items_cost: Number.isInteger(itemsCost) ? itemsCost.toFixed(1) : String(itemsCost),
	};
}
