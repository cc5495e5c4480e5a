import type { Gift } from './gift';
import { recipientMark } from './listedSend';
import type { ListedSend } from './listedSend';
import { outcomeOfMade } from './outcome';
import type { Outcome } from './outcome';

/**
 * What n8n’s store knows of a gift key: never tried; made; or tried without a recorded answer,
 * lately (`open`), longer ago than the settle time (`settled`), or with another campaign.
 */
export type Attempt = 'none' | 'made' | 'open' | 'settled' | 'otherCampaign';

/** Who settles a try without an answer that Reachdesk does not list. */
export type UnclearGifts = 'settle' | 'human';

/** Whether a gift is to be sent, or what its outcome is without a call. */
export type Decision = { send: true } | { send: false; outcome: Outcome };

/**
 * Decides whether a gift may be sent.
 *
 * Rules: a key that was made is never made again. A send that Reachdesk lists for the same address
 * and campaign is this gift. A try without an answer is left alone until the settle time has
 * passed; then Reachdesk’s list is the record, and a gift that is not in it was not made, unless
 * the user leaves that to a human.
 *
 * @param listed - the sends that Reachdesk lists for this address and campaign, newest first
 */
export function decide(
	attempt: Attempt,
	listed: readonly ListedSend[],
	unclear: UnclearGifts,
): Decision {
	const found = listed[0];
	if (attempt === 'made') {
		return done({
			outcome: 'alreadySent',
			knownBy: 'key',
			explanation: 'This gift was sent before by this node',
			gift: found?.row ?? null,
		});
	}
	if (found) {
		return done({
			outcome: 'alreadySent',
			knownBy: 'reachdesk',
			explanation: `Reachdesk lists send ${found.id} of ${found.createdAt} for this address and campaign`,
			gift: found.row,
		});
	}
	if (attempt === 'open') {
		return done({
			outcome: 'unconfirmed',
			explanation:
				'A try a short while ago got no clear answer, and Reachdesk does not list it yet. A later run settles it',
			gift: null,
		});
	}
	if (attempt === 'otherCampaign') {
		return done({
			outcome: 'unconfirmed',
			explanation:
				'An earlier try from another campaign got no clear answer. Look in Reachdesk whether this person got that gift',
			gift: null,
		});
	}
	if (attempt === 'settled' && unclear === 'human') {
		return done({
			outcome: 'unconfirmed',
			explanation:
				'An earlier try got no clear answer, Reachdesk does not list the gift, and "Unclear Gifts" leaves it to a human. If it is missing, send it in Reachdesk',
			gift: null,
		});
	}
	return { send: true };
}

/** What two items of one run share when they are for one gift: the key, or address and campaign. */
export const giftMarks = ({ key, campaignId, request }: Gift): string[] => [
	`key ${key}`,
	recipientMark({ campaignId, email: request.recipient.email }),
];

/** The outcome of a second item for one gift within a run. */
export const repeatInThisRun: Outcome = {
	outcome: 'alreadySent',
	knownBy: 'thisRun',
	explanation: 'Another item of this run is for the same gift, or the same address and campaign',
	gift: null,
};

/** The outcome of a gift that another execution has begun to send since it was looked up. */
export const anotherExecution: Outcome = {
	outcome: 'unconfirmed',
	explanation: 'Another execution is at work on this gift at this moment. A later run settles it',
	gift: null,
};

/**
 * Settles a try whose answer is not known, by the sends that have come since: exactly one is this
 * gift. None may come later, and of several nobody can say which.
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

const done = (outcome: Outcome): Decision => ({ send: false, outcome });
