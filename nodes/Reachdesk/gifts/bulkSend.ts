import { recipientDedupeKey } from './duplicateCheck';
import type { Gift, GiftRequest, Recipient } from './gift';
import { bulkRequestIdOf } from './requestId';

/** The most recipients of one bulk send (Reachdesk API, operation bulk-create). */
export const MOST_PER_REQUEST = 5_000;

/**
 * What the gifts of a bulk send share: bulk sends have no approval, source, items or claim links.
 */
type BulkSettings = Omit<GiftRequest, 'request_id' | 'recipient'>;

/** The body of POST /bulk_sends. */
export interface BulkRequest extends BulkSettings {
	request_id: string;
	campaign_id: number;
	recipients: Recipient[];
}

/** One or more. */
export type Some<T> = [T, ...T[]];

/**
 * Groups gifts that can be sent with one request, because they differ only in the recipient. Groups
 * are in the order of their first gifts.
 *
 * A bulk send may name a sender for each recipient, but Reachdesk does not report an unknown one,
 * whereas it refuses a request with an unknown sender. So each sender gets separate requests. Two
 * gifts to one address from one campaign are also sent separately, because otherwise it would be
 * unclear which send is which.
 *
 * @param most - how many gifts may be in one request
 */
export function inBatches<T extends { gift: Gift }>(due: readonly T[], most: number): Some<T>[] {
	const batches: Some<T>[] = [];
	const unfilled = new Map<string, Some<T>>();
	const toRecipient = new Map<string, number>();
	for (const one of due) {
		const recipient = recipientDedupeKey(one.gift);
		const earlier = toRecipient.get(recipient) ?? 0;
		toRecipient.set(recipient, earlier + 1);
		const alike = JSON.stringify([one.gift.campaignId, settingsOf(one.gift), earlier]);
		const batch = unfilled.get(alike);
		if (batch && batch.length < most) {
			batch.push(one);
			continue;
		}
		const next: Some<T> = [one];
		unfilled.set(alike, next);
		batches.push(next);
	}
	return batches;
}

/** The request for the gifts of one batch. */
export function bulkRequestOf(gifts: Some<Gift>): BulkRequest {
	const [first] = gifts;
	const keys = gifts.map(({ key }) => key);
	return {
		request_id: bulkRequestIdOf(keys, first.campaignId),
		campaign_id: first.campaignId,
		...settingsOf(first),
		recipients: gifts.map(({ request }) => request.recipient),
	};
}

function settingsOf({ request }: Gift): BulkSettings {
	const settings: BulkSettings & Partial<GiftRequest> = { ...request };
	delete settings.request_id;
	delete settings.recipient;
	return settings;
}
