import type { IDataObject } from 'n8n-workflow';
import { itemOf } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';
import type { Gift } from './gift';

/**
 * What became of a gift.
 *
 * `pendingReview` moved no money yet. `unconfirmed` may or may not have been made: a person, or a
 * later run, settles it. `notDue` is never sent from this item: it is a preview, its day lies ahead, or it
 * is too old. `paused` is held back by the credential, and `overBudget` by a cap: they are sent when they are
 * offered again and may be.
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
	/** a sentence for people */
	explanation: string;
	/** how an `alreadySent` was known */
	knownBy?: 'key' | 'reachdesk' | 'thisRun';
	/** Reachdesk’s answer, or its row in the list of sends */
	gift: JsonObject | null;
	/** whether another wallet than the expected one pays; null when Reachdesk does not say */
	walletMismatch?: boolean | null;
	/** the bulk send that the gift was part of; `id` is Reachdesk’s, null when it gave none */
	bulkSend?: { id: string | null; requestId: string };
}

/** The JSON of the output item of a gift. */
export const outcomeItem = (gift: Gift, outcome: Outcome): IDataObject =>
	itemOf({
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
 * The outcome of a gift that Reachdesk has made.
 *
 * Rule: a 200 with status `pending` waits for a person and moved no money. Other statuses, also
 * ones never seen, count as sent.
 */
export function outcomeOfMade(gift: JsonObject): Outcome {
	if (gift.status === 'pending') {
		return {
			outcome: 'pendingReview',
			explanation:
				'Reachdesk holds the gift until someone approves it there (it does not say why: review was asked for, funds or stock are missing, the campaign needs an approval, or the recipient is over the annual limit)',
			gift,
		};
	}
	return typeof gift.claim_url === 'string' && gift.claim_url !== ''
		? { outcome: 'link', explanation: 'Reachdesk made a claim link and sends no e-mail', gift }
		: { outcome: 'sent', explanation: 'Reachdesk accepted the gift', gift };
}

/** The outcome of a gift while the credential pauses all sending. */
export const paused: Outcome = {
	outcome: 'paused',
	explanation:
		'Nothing was sent: "Sending" is set to Paused in the Reachdesk credential. Set it to On, and the gift goes out with the next run that offers it',
	gift: null,
};

/** The outcome of an item whose gift must not be sent now. */
export const notDue = (why: string): Outcome => ({
	outcome: 'notDue',
	explanation: `Nothing was sent. ${why}`,
	gift: null,
});

/**
 * The outcome of a gift that was just made, with a word on the wallet that pays.
 *
 * Rule: Reachdesk takes another wallet without saying so when the wanted one does not exist or
 * the team is unknown, so the wallet of its answer is compared with the expected one.
 *
 * @param expected - id of a wallet, or null when any will do
 */
export function withWallet(outcome: Outcome, expected: string | null): Outcome {
	if (expected === null || outcome.gift === null) return outcome;
	const paying = outcome.gift.payment_wallet_id;
	if (typeof paying !== 'number' && typeof paying !== 'string') {
		return {
			...outcome,
			explanation: `${outcome.explanation}. It does not say which wallet pays`,
			walletMismatch: null,
		};
	}
	if (String(paying) === expected) return { ...outcome, walletMismatch: false };
	return {
		...outcome,
		explanation: `${outcome.explanation}, but wallet ${String(paying)} pays and not ${expected}: check "Payment Wallet", "Team Name" and "Payment Currency"`,
		walletMismatch: true,
	};
}
