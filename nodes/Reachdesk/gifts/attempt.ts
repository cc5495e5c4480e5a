/** What a status of the attempt log means. */
interface Meaning {
	/**
	 * What happens to a gift that Reachdesk does not list: `send`; `sendIfAllowed`, unless
	 * "Unconfirmed Gifts" leaves it to a person; `hold`, as `unconfirmed`; or `done`, as
	 * `alreadySent`, even when it is listed.
	 */
	ifUnlisted: 'send' | 'sendIfAllowed' | 'hold' | 'done';
	/** The explanation that people read when the gift is not sent. */
	explanation: string;
	/**
	 * Whether another gift to the same address and campaign has to wait although Reachdesk lists
	 * none: this one may have been created and not be listed yet.
	 */
	mayBeUnlisted: boolean;
}

/**
 * What the attempt log knows about a gift, and what that means. To add a status, add it here, in
 * attempts/attemptLog.ts, which recognizes it, and in its test.
 */
export const ATTEMPTS = {
	/** never attempted */
	none: {
		ifUnlisted: 'send',
		explanation: 'This gift was never attempted',
		mayBeUnlisted: false,
	},
	/** Reachdesk has created it */
	confirmed: {
		ifUnlisted: 'done',
		explanation: 'This node already sent this gift',
		mayBeUnlisted: false,
	},
	/** Reachdesk has created it within the retry delay */
	confirmedLately: {
		ifUnlisted: 'done',
		explanation: 'This node already sent this gift',
		mayBeUnlisted: true,
	},
	/** attempted within the retry delay, without a clear answer */
	inDoubt: {
		ifUnlisted: 'hold',
		explanation:
			'A recent attempt got no clear answer, and Reachdesk does not list the gift yet. A later run checks again',
		mayBeUnlisted: true,
	},
	/** attempted longer ago, without a clear answer: Reachdesk’s list is the record */
	stale: {
		ifUnlisted: 'sendIfAllowed',
		explanation:
			"An earlier attempt got no clear answer, Reachdesk does not list the gift, and 'Unconfirmed Gifts' is set to Leave to a Person. If the gift is missing, send it in Reachdesk",
		mayBeUnlisted: true,
	},
	/** attempted longer ago from another campaign, whose sends do not settle this one */
	otherCampaign: {
		ifUnlisted: 'hold',
		explanation:
			'An earlier attempt from another campaign got no clear answer. Check in Reachdesk whether this person got that gift',
		mayBeUnlisted: true,
	},
} as const satisfies Record<string, Meaning>;

/** A status of the attempt log. */
export type Attempt = keyof typeof ATTEMPTS;

/** What a status means. */
export const meaningOf = (attempt: Attempt): Meaning => ATTEMPTS[attempt];

/** A gift to send, and what the attempt log knew about it. */
export interface DueGift<G> {
	gift: G;
	attempt: Attempt;
}

export const giftOf = <G>({ gift }: DueGift<G>): G => gift;
