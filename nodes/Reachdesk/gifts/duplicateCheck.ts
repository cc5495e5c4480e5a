import { meaningOf } from './attempt';
import type { Attempt } from './attempt';
import type { Gift } from './gift';
import { sendDedupeKey } from './listedSend';
import type { ListedSend } from './listedSend';
import { outcomeOfMade } from './outcome';
import type { Outcome } from './outcome';

/** Who settles an attempt without an answer that Reachdesk does not list. */
export type UnclearGifts = 'settle' | 'human';

/** Whether a gift is sent, or what its outcome is without a request. */
export type Decision = { send: true } | { send: false; outcome: Outcome };

/**
 * Decides whether a gift may be sent.
 *
 * Rules: a confirmed key is never sent again. A send that Reachdesk lists for the same address and
 * campaign is this gift. Otherwise the attempt log decides, as the table of attempts says.
 *
 * @param listed - the sends that Reachdesk lists for this address and campaign, newest first
 */
export function decide(
	attempt: Attempt,
	listed: readonly ListedSend[],
	unclear: UnclearGifts,
): Decision {
	const [found] = listed;
	const { ifUnlisted, explanation } = meaningOf(attempt);
	if (ifUnlisted === 'done') {
		return held({
			outcome: 'alreadySent',
			knownBy: 'key',
			explanation,
			gift: found?.row ?? null,
		});
	}
	if (found) {
		return held({
			outcome: 'alreadySent',
			knownBy: 'reachdesk',
			explanation: `Reachdesk lists send ${found.id} of ${found.createdAt} for this address and campaign`,
			gift: found.row,
		});
	}
	const isSent = ifUnlisted === 'send' || (ifUnlisted === 'sendIfAllowed' && unclear === 'settle');
	return isSent ? { send: true } : held({ outcome: 'unconfirmed', explanation, gift: null });
}

/** The dedupe key that items of one gift share. */
export const giftDedupeKey = ({ key }: Gift): string => `key ${key}`;

/** The dedupe key that gifts to one address from one campaign share. */
export const recipientDedupeKey = ({ campaignId, request }: Gift): string =>
	sendDedupeKey({ campaignId, email: request.recipient.email });

/** The outcome of a second item for one gift within a run. */
export const repeatInThisRun: Outcome = {
	outcome: 'alreadySent',
	knownBy: 'thisRun',
	explanation: 'Another item of this run is for the same gift, or the same address and campaign',
	gift: null,
};

/** The outcome of a gift that another execution has claimed since it was looked up. */
export const anotherExecution: Outcome = {
	outcome: 'unconfirmed',
	explanation: 'Another execution is sending this gift at this moment. A later run settles it',
	gift: null,
};

/**
 * Settles an attempt without an answer by the sends that Reachdesk lists since: exactly one is this
 * gift. With none it may still come, and of several nobody can say which it is.
 *
 * @param since - null when the list could not be read
 */
export function settle(why: string, since: readonly ListedSend[] | null): Outcome {
	const [found, another] = since ?? [];
	if (found && !another) return outcomeOfMade(found.row);
	return { outcome: 'unconfirmed', explanation: `${why}, ${unsettled(since)}`, gift: null };
}

function unsettled(since: readonly ListedSend[] | null): string {
	if (since === null) return 'and its list of sends could not be read. A later run settles it';
	return since.length > 0
		? 'and its list has several sends that could be this gift. Look at them in Reachdesk'
		: 'and the gift is not in its list of sends. It may have been made: a later run settles it';
}

const held = (outcome: Outcome): Decision => ({ send: false, outcome });
