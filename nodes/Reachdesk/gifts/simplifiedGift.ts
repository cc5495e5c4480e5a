import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';

const within = (holder: unknown, name: string): unknown =>
	isObject(holder) && Object.hasOwn(holder, name) ? (holder[name] ?? null) : null;

/**
 * A send as one flat row. Statuses and amounts stay as Reachdesk gives them: it documents no list of
 * them, and types differ between its list and a single send.
 */
export const simplifiedGift = (send: JsonObject) => ({
	id: send.id ?? null,
	status: send.status ?? null,
	latestAction: send.latest_action ?? null,
	email: send.email ?? null,
	campaignId: within(send.campaign, 'id'),
	campaignName: within(send.campaign, 'name'),
	type: send.type ?? null,
	cost: within(send.cost, 'display'),
	createdAt: send.created_at ?? null,
	updatedAt: send.send_updated_date ?? null,
});
