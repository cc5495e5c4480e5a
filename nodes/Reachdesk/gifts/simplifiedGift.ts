import { memberOf } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';

/**
 * A send as one flat row that begins with the recipient’s address; Reachdesk’s list has no names of
 * recipients. Statuses and amounts stay as Reachdesk returns them: it documents no list of values,
 * and types differ between its list and a single send.
 */
export const simplifiedGift = (send: JsonObject) => ({
	email: send.email ?? null,
	id: send.id ?? null,
	status: send.status ?? null,
	latestAction: send.latest_action ?? null,
	campaignId: memberOf(send.campaign, 'id'),
	campaignName: memberOf(send.campaign, 'name'),
	type: send.type ?? null,
	cost: memberOf(send.cost, 'display'),
	createdAt: send.created_at ?? null,
	updatedAt: send.send_updated_date ?? null,
});

/** Other fields of a send that are often needed: its name, its team and where the parcel is. */
export function moreOfGift({ gift_name, team_name, order }: JsonObject) {
	const shipment = memberOf(order, 'shipment');
	return {
		giftName: gift_name ?? null,
		teamName: team_name ?? null,
		courier: memberOf(shipment, 'courier'),
		trackingNumber: memberOf(shipment, 'tracking_number'),
		trackingUrl: memberOf(shipment, 'tracking_url'),
	};
}
