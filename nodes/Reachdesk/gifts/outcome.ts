import type { IDataObject } from 'n8n-workflow';
import { itemOf } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import type { Gift } from './gift';
import { shownNameOf } from './recipientName';

/**
 * What happened to a gift.
 *
 * `pendingReview` moved no money yet. `unconfirmed` may or may not have been created: a person, or
 * a later run, settles it. `notDue` is never sent from this item: it is a preview, its day is in
 * the future, or it is too old. `paused` is held by the credential, and `overBudget` by a cap: such
 * a gift is sent when a later run offers it again and it may be sent.
 */
export const OUTCOMES = [
	'sent',
	'pendingReview',
	'link',
	'alreadySent',
	'dryRun',
	'unconfirmed',
	'notDue',
	'paused',
	'overBudget',
] as const;
type OutcomeWord = (typeof OUTCOMES)[number];

export interface Outcome {
	outcome: OutcomeWord;
	/** the explanation that people read */
	explanation: string;
	/** how an `alreadySent` was known */
	knownBy?: 'key' | 'reachdesk' | 'thisRun';
	/** Reachdesk’s answer, or its row in the list of sends */
	gift: JsonObject | null;
	/** whether a wallet other than the expected one pays; null when Reachdesk does not say */
	walletMismatch?: boolean | null;
	/** the bulk send that the gift was part of; `id` is Reachdesk’s, null without one */
	bulkSend?: { id: string | null; requestId: string };
}

/** The JSON of the output item of a gift. The person comes first, so that a table begins with them. */
export const outcomeItem = (gift: Gift, outcome: Outcome): IDataObject =>
	itemOf({
		name: shownNameOf(gift),
		email: gift.request.recipient.email,
		outcome: outcome.outcome,
		explanation: outcome.explanation,
		...(outcome.knownBy === undefined ? {} : { knownBy: outcome.knownBy }),
		...(outcome.walletMismatch === undefined ? {} : { walletMismatch: outcome.walletMismatch }),
		key: gift.key,
		requestId: outcome.bulkSend?.requestId ?? gift.request.request_id,
		...(outcome.bulkSend === undefined ? {} : { bulkSendId: outcome.bulkSend.id }),
		campaignId: gift.campaignId,
		recipientEmail: gift.request.recipient.email,
		employee: gift.about?.employee ?? null,
		occasion: gift.about?.occasion ?? null,
		gift: outcome.gift,
	});

/**
 * The outcome of a gift that Reachdesk has created.
 *
 * Rule: a 200 with status `pending` waits for a person and moved no money. All other statuses,
 * including unknown ones, count as sent.
 */
export function outcomeOfMade(gift: JsonObject): Outcome {
	if (gift.status === 'pending') {
		return {
			outcome: 'pendingReview',
			explanation:
				'Reachdesk holds the gift until a person approves it there. Reachdesk does not say why: review was requested, funds or stock are missing, the campaign needs approval, or the recipient is over the annual limit',
			gift,
		};
	}
	return typeof gift.claim_url === 'string' && gift.claim_url !== ''
		? { outcome: 'link', explanation: 'Reachdesk created a claim link and sends no email', gift }
		: { outcome: 'sent', explanation: 'Reachdesk accepted the gift', gift };
}

/** The outcome of a gift while the credential pauses all sending. */
export const paused: Outcome = {
	outcome: 'paused',
	explanation:
		"Nothing was sent: 'Sending' is Paused in the Reachdesk credential. Set it to On, and the next run that offers the gift sends it",
	gift: null,
};

/** The outcome of an item whose gift must not be sent now. */
export const notDue = (why: string): Outcome => ({
	outcome: 'notDue',
	explanation: `Nothing was sent. ${why}`,
	gift: null,
});

/**
 * The outcome of a gift that was just created, with the wallet that pays.
 *
 * Rule: Reachdesk uses another wallet without an error when the requested one does not exist or the
 * team is unknown, so the wallet in its answer is compared with the expected one.
 *
 * @param expected - id of a wallet; null for any wallet
 */
export function withWallet(outcome: Outcome, expected: string | null): Outcome {
	if (expected === null || outcome.gift === null) return outcome;
	const paying = outcome.gift.payment_wallet_id;
	if (typeof paying !== 'number' && typeof paying !== 'string') {
		return {
			...outcome,
			explanation: `${outcome.explanation}. Reachdesk does not say which wallet pays`,
			walletMismatch: null,
		};
	}
	if (String(paying) === expected) return { ...outcome, walletMismatch: false };
	return {
		...outcome,
		explanation: `${outcome.explanation}, but wallet ${String(paying)} pays instead of ${expected}. Check 'Payment Wallet', 'Team Name' and 'Payment Currency'`,
		walletMismatch: true,
	};
}
