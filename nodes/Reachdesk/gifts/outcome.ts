import type { IDataObject } from 'n8n-workflow';
import type { JsonObject } from '../../shared/jsonObject';
import type { Gift } from './gift';

/**
 * What became of a gift.
 *
 * `pendingReview` moved no money yet. `unconfirmed` may or may not have been made: a person, or a
 * later run, settles it.
 */
export type OutcomeWord =
	'sent' | 'pendingReview' | 'link' | 'alreadySent' | 'dryRun' | 'unconfirmed';

export interface Outcome {
	outcome: OutcomeWord;
	/** a sentence for people */
	explanation: string;
	/** how an `alreadySent` was known */
	knownBy?: 'key' | 'reachdesk' | 'thisRun';
	/** Reachdesk’s answer, or its row in the list of sends */
	gift: JsonObject | null;
}

/** The JSON of the output item of a gift. */
export const outcomeItem = (gift: Gift, outcome: Outcome): IDataObject => ({
	outcome: outcome.outcome,
	explanation: outcome.explanation,
	...(outcome.knownBy === undefined ? {} : { knownBy: outcome.knownBy }),
	key: gift.key,
	requestId: gift.request.request_id,
	campaignId: gift.campaignId,
	recipientEmail: gift.request.recipient.email,
	gift: outcome.gift === null ? null : { ...outcome.gift },
});

/**
 * The outcome of a gift that Reachdesk has made.
 *
 * Rule: a 200 with status `pending` waits for a person and moved no money. Other statuses, also
 * ones never seen, count as sent.
 */
export function outcomeOfMade(gift: JsonObject): Outcome {
	if (gift.status === 'pending') {
		return {
			outcome: 'pendingReview',
			explanation: 'Reachdesk holds the gift until someone approves it there',
			gift,
		};
	}
	return typeof gift.claim_url === 'string' && gift.claim_url !== ''
		? { outcome: 'link', explanation: 'Reachdesk made a claim link and sends no e-mail', gift }
		: { outcome: 'sent', explanation: 'Reachdesk accepted the gift', gift };
}
