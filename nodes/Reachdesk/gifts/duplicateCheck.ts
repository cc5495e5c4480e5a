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

/** Who settles an attempt without an answer that Reachdesk does not list. */
export type UnclearGifts = 'settle' | 'human';

/**
 * Whether a gift is sent, or what its outcome is without a request. `adopts` is the send that settles an
 * attempt without an answer.
 */
export type Decision =
	{ send: true } | { send: false; outcome: Outcome; adopts: PossibleSend | null };

/**
 * Decides whether a gift may be sent, as far as no other gift of the run matters.
 *
 * Rules: a confirmed key is never sent again. A send that is known to be this gift is it. One that no
 * key explains, to the same address from the same campaign, is this gift, too, unless an attempt in
 * doubt speaks against it. Otherwise the attempt log decides, as the table of attempts says.
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

/** Decides about a gift that a send which no key explains may be. */
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
	explanation: 'Another item of this run is for the same gift',
	gift: null,
};

/** The outcome of a gift that another execution has claimed since it was looked up. */
export const anotherExecution: Outcome = {
	outcome: 'unconfirmed',
	explanation:
		'Another execution is sending this gift, or another one to the same address, at this moment. A later run settles it',
	gift: null,
};

/** The outcome of a gift whose send was noted for another key in the meantime. */
export const sendOfAnother: Outcome = {
	outcome: 'unconfirmed',
	explanation:
		'The send that Reachdesk lists for it belongs to another gift. A later run settles this one',
	gift: null,
};

/**
 * Settles an attempt without an answer by the sends that Reachdesk lists since: exactly one is this
 * gift. With none it may still come, and of several nobody can say which it is.
 *
 * @param since - without those that are known to belong to another key; null when the list could not be
 * read
 */
export function settle(why: string, since: readonly PossibleSend[] | null): Outcome {
	const [found, another] = since ?? [];
	if (found && isReadable(found) && !another) return outcomeOfMade(found.row);
	return { outcome: 'unconfirmed', explanation: `${why}, ${unsettled(since)}`, gift: null };
}

function unsettled(since: readonly PossibleSend[] | null): string {
	if (since === null) return 'and its list of sends could not be read. A later run settles it';
	return since.length > 0
		? severalSends(since)
		: 'and the gift is not in its list of sends. It may have been made: a later run settles it';
}

const held = (outcome: Outcome, adopts: PossibleSend | null = null): Decision => ({
	send: false,
	outcome,
	adopts,
});
