import { memberOf } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';

/**
 * A send as one flat row. Statuses and amounts stay as Reachdesk gives them: it documents no list of
 * them, and types differ between its list and a single send.
 */
export const simplifiedGift = (send: JsonObject) => ({
	id: send.id ?? null,
	status: send.status ?? null,
	latestAction: send.latest_action ?? null,
	email: send.email ?? null,
	campaignId: memberOf(send.campaign, 'id'),
	campaignName: memberOf(send.campaign, 'name'),
	type: send.type ?? null,
	cost: memberOf(send.cost, 'display'),
	createdAt: send.created_at ?? null,
	updatedAt: send.send_updated_date ?? null,
});
