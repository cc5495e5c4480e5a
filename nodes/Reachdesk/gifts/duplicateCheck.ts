import { meaningOf } from './attempt';
import type { Gift } from './gift';
import { isInDoubt, isReadable } from './giftRecord';
import type { GiftRecord, PossibleSend } from './giftRecord';
import { sendDedupeKey } from './listedSend';
import { outcomeOfMade } from './outcome';
import type { Outcome } from './outcome';
import {
	described,
	doubtfulSend,
	recipientInDoubt,
	severalSends,
	unreadableRow,
	unsureSend,
} from './sharedRecipient';

/** Who settles an attempt without a clear answer that Reachdesk does not list. */
export type UnclearGifts = 'settle' | 'human';

/**
 * Whether a gift is sent, or its outcome without a request. `adopts` is the send that settles an
 * attempt without a clear answer.
 */
export type Decision =
	{ send: true } | { send: false; outcome: Outcome; adopts: PossibleSend | null };

/**
 * Decides whether a gift may be sent, without looking at the other gifts of the run.
 *
 * Rules: a confirmed key is never sent again. A send that is known to be this gift counts as this
 * gift. So does a send to the same address from the same campaign that no key explains, unless an
 * attempt in doubt contradicts it. Otherwise the attempt log decides by the table of attempts.
 */
export function decide(record: GiftRecord, unclear: UnclearGifts): Decision {
	const { attempt, own, unexplained, isRecipientInDoubt } = record;
	const { ifUnlisted, explanation } = meaningOf(attempt);
	const [found] = own.length > 0 ? own : unexplained;
	if (ifUnlisted === 'done') {
		const gift = found ? rowOf(found) : null;
		return held({ outcome: 'alreadySent', knownBy: 'key', explanation, gift });
	}
	if (own[0]) return held(listedAs(own[0]), attempt === 'none' ? null : own[0]);
	const byList = found ? decideByList(record, found) : null;
	if (byList) return byList;
	if (isRecipientInDoubt) return held(recipientInDoubt);
	const isSent = ifUnlisted === 'send' || (ifUnlisted === 'sendIfAllowed' && unclear === 'settle');
	return isSent ? { send: true } : held({ outcome: 'unconfirmed', explanation, gift: null });
}

/** Decides about a gift when a send that no key explains may be that gift. */
function decideByList(
	{ attempt, fitting, isRecipientInDoubt, isUnsure }: GiftRecord,
	found: PossibleSend,
): Decision {
	if (isInDoubt(attempt)) {
		return fitting ? held(listedAs(fitting), fitting) : held(doubtfulSend(found));
	}
	if (!isReadable(found)) return held(unreadableRow(found));
	if (isRecipientInDoubt) return held(recipientInDoubt);
	return held(isUnsure ? unsureSend(found) : listedAs(found));
}

const listedAs = (send: PossibleSend): Outcome => ({
	outcome: 'alreadySent',
	knownBy: 'reachdesk',
	explanation: `Reachdesk lists ${described(send)} for this address and campaign`,
	gift: rowOf(send),
});

const rowOf = (send: PossibleSend) => (isReadable(send) ? send.row : null);

/** The dedupe key that items of one gift share. */
export const giftDedupeKey = ({ key }: Gift): string => `key ${key}`;

/** The dedupe key that gifts to one address from one campaign share. */
export const recipientDedupeKey = ({ campaignId, request }: Gift): string =>
	sendDedupeKey({ campaignId, email: request.recipient.email });

/** The outcome of a second item for one gift within a run. */
export const repeatInThisRun: Outcome = {
	outcome: 'alreadySent',
	knownBy: 'thisRun',
	explanation: 'Another item of this run is the same gift',
	gift: null,
};

/** The outcome of a gift that another execution claimed after it was looked up. */
export const anotherExecution: Outcome = {
	outcome: 'unconfirmed',
	explanation:
		'Another execution is sending this gift, or another gift to the same address. A later run checks again',
	gift: null,
};

/** The outcome of a gift whose send was recorded for another key in the meantime. */
export const sendOfAnother: Outcome = {
	outcome: 'unconfirmed',
	explanation:
		'The send that Reachdesk lists belongs to another gift. A later run checks this one again',
	gift: null,
};

/**
 * Settles an attempt without a clear answer by the sends that Reachdesk has listed since. Exactly
 * one is this gift. With none, it may still appear; with several, it is unclear which one it is.
 *
 * @param since - the sends, without those known to belong to another key; null when the list could
 * not be read
 */
export function settle(why: string, since: readonly PossibleSend[] | null): Outcome {
	const [found, another] = since ?? [];
	if (found && isReadable(found) && !another) return outcomeOfMade(found.row);
	return { outcome: 'unconfirmed', explanation: `${why}, ${unsettled(since)}`, gift: null };
}

function unsettled(since: readonly PossibleSend[] | null): string {
	if (since === null) return 'and its list of sends could not be read. A later run checks again';
	return since.length > 0
		? severalSends(since)
		: 'and its list of sends does not show the gift. It may have been created: a later run checks again';
}

const held = (outcome: Outcome, adopts: PossibleSend | null = null): Decision => ({
	send: false,
	outcome,
	adopts,
});
