/** What follows from a status of the attempt log. */
interface Meaning {
	/**
	 * What happens to a gift that Reachdesk does not list: `send`; `sendIfAllowed`, unless "Unclear
	 * Gifts" leaves it to a person; `hold`, as `unconfirmed`; or `done`, as `alreadySent`, also when it
	 * is listed.
	 */
	ifUnlisted: 'send' | 'sendIfAllowed' | 'hold' | 'done';
	/** A sentence for people, for a gift that is not sent. */
	explanation: string;
	/**
	 * Whether another gift to the same address and campaign has to wait, though Reachdesk lists none: this
	 * one may have been created and not be listed yet.
	 */
	mayBeUnlisted: boolean;
}

/**
 * What the attempt log knows of a gift, and what follows from it. A status is added here, in
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
		explanation: 'This gift was sent before by this node',
		mayBeUnlisted: false,
	},
	/** Reachdesk has created it within the settle time */
	confirmedLately: {
		ifUnlisted: 'done',
		explanation: 'This gift was sent before by this node',
		mayBeUnlisted: true,
	},
	/** attempted within the settle time, without a clear answer */
	inDoubt: {
		ifUnlisted: 'hold',
		explanation:
			'An attempt a short while ago got no clear answer, and Reachdesk does not list it yet. A later run settles it',
		mayBeUnlisted: true,
	},
	/** attempted longer ago, without a clear answer: Reachdesk’s list is the record */
	stale: {
		ifUnlisted: 'sendIfAllowed',
		explanation:
			'An earlier attempt got no clear answer, Reachdesk does not list the gift, and "Unclear Gifts" leaves it to a person. If it is missing, send it in Reachdesk',
		mayBeUnlisted: true,
	},
	/** attempted longer ago from another campaign, whose sends say nothing of this one */
	otherCampaign: {
		ifUnlisted: 'hold',
		explanation:
			'An earlier attempt from another campaign got no clear answer. Look in Reachdesk whether this person got that gift',
		mayBeUnlisted: true,
	},
} as const satisfies Record<string, Meaning>;

/** A status of the attempt log. */
export type Attempt = keyof typeof ATTEMPTS;

/** What follows from a status. */
export const meaningOf = (attempt: Attempt): Meaning => ATTEMPTS[attempt];

/** A gift that is to be sent, and what the attempt log knew of it. */
export interface DueGift<G> {
	gift: G;
	attempt: Attempt;
}
