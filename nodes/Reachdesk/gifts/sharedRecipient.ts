import type { Gift } from './gift';
import { isReadable } from './giftRecord';
import type { PossibleSend } from './giftRecord';
import type { Outcome } from './outcome';

/**
 * The explanations for gifts that share an address and campaign, and for sends that may be one of
 * several gifts.
 */

/** A send in a sentence: its id and date, or its position in the list. */
export const described = (send: PossibleSend): string =>
	isReadable(send) ? `send ${send.id} of ${send.createdAt}` : send.name;

const unconfirmed = (explanation: string): Outcome => ({
	outcome: 'unconfirmed',
	explanation,
	gift: null,
});

/** Whether two gifts certainly go to one person: by their id in HiBob, not by an address. */
export const isSamePerson = (one: Gift, other: Gift): boolean =>
	one.key === other.key || (personOf(one) !== null && personOf(one) === personOf(other));

/** The HiBob id of a gift’s recipient; null for a recipient that is defined by hand. */
export const personOf = ({ about }: Gift): string | null => about?.employee.id ?? null;

/** Two recipients in a sentence, by their ids. */
function named(gift: Gift, other: string | null): string {
	const own = personOf(gift);
	if (own !== null && other !== null) return `Employees ${own} and ${other}`;
	return own === null && other === null
		? 'This recipient and the recipient of another item'
		: `Employee ${own ?? String(other)} and the recipient of another item`;
}

/** Another person’s gift goes to the same address from the same campaign in this run. */
export const sharedAddress = (gift: Gift, other: string | null): Outcome =>
	unconfirmed(
		`${named(gift, other)} have the same email address, and a run sends only one gift to it. This gift was not sent. If the address is wrong, correct it in HiBob. Otherwise a later run sends the gift`,
	);

/** Without the attempt log it is unclear which of two gifts to one address a send is. */
export const notToldApart: Outcome = unconfirmed(
	"Nothing was sent: this run sends another gift to the same address from this campaign, and without 'Duplicate Protection' n8n cannot distinguish the two. Turn it on under 'Safety'",
);

/** A send that no key explains may be the gift of either of two people. */
export const sharedSend = (gift: Gift, other: string | null, send: PossibleSend): Outcome =>
	unconfirmed(
		`${named(gift, other)} have the same email address, and Reachdesk lists ${described(send)} for it, which may be the gift of either. Check that send in Reachdesk, and correct the address in HiBob if it is wrong`,
	);

/** A send that no key explains may be this gift or another one of the run. */
export const contestedSend = (send: PossibleSend): Outcome =>
	unconfirmed(
		`Reachdesk lists ${described(send)} for this address and campaign, which may be this gift or another one of this run. Check that send in Reachdesk`,
	);

/** A send that no key explains was not created when the attempt without a clear answer was made. */
export const doubtfulSend = (send: PossibleSend): Outcome =>
	unconfirmed(
		isReadable(send)
			? `An earlier attempt got no clear answer, and Reachdesk lists ${described(send)} for this address and campaign, which may be this gift or another one. Check that send in Reachdesk`
			: `An earlier attempt got no clear answer, and ${unreadable(send)}`,
	);

/** n8n was stopped while it looked up which gift a send belongs to. */
export const unsureSend = (send: PossibleSend): Outcome =>
	unconfirmed(
		`Nothing was sent: Reachdesk lists ${described(send)} for this address and campaign, and n8n was stopped while it looked up which gift that is. Check it in Reachdesk: if it is another gift, send this one there`,
	);

/** An unreadable row of the list may be this gift. */
export const unreadableRow = (send: PossibleSend): Outcome =>
	unconfirmed(`Nothing was sent: ${unreadable(send)}`);

const unreadable = (send: PossibleSend): string =>
	`Reachdesk’s list of sends has an unreadable row (${described(send)}) that may be this gift. Check it in Reachdesk: if it is another gift, send this one there`;

/** Another gift to the same address from the same campaign is not settled yet. */
export const recipientInDoubt: Outcome = unconfirmed(
	'Nothing was sent: another gift to the same address from this campaign got no clear answer or is not listed yet. A later run sends this gift when the other one is confirmed',
);

/** Reachdesk lists several sends that an attempt without a clear answer may have created. */
export const severalSends = (sends: readonly PossibleSend[]): string =>
	sends.length === 1
		? `and its list has an unreadable row that could be this gift (${sends.map(described).join(', ')}). Check it in Reachdesk`
		: `and its list has several sends that could be this gift (${sends.map(described).join(', ')}). Check them in Reachdesk`;
