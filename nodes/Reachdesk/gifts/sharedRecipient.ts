import type { Gift } from './gift';
import { isReadable } from './giftRecord';
import type { PossibleSend } from './giftRecord';
import type { Outcome } from './outcome';

/** The words for gifts that share an address and campaign, and for sends that may be one of several. */

/** A send in a sentence: by its id and date, or by its place in the list. */
export const described = (send: PossibleSend): string =>
	isReadable(send) ? `send ${send.id} of ${send.createdAt}` : send.name;

const unconfirmed = (explanation: string): Outcome => ({
	outcome: 'unconfirmed',
	explanation,
	gift: null,
});

/** Whether two gifts go to one person for sure: by the id of their source, not by an address. */
export const isSamePerson = (one: Gift, other: Gift): boolean =>
	one.key === other.key || (personOf(one) !== null && personOf(one) === personOf(other));

/** The id of a gift’s recipient in HiBob; null for one that is defined by hand. */
export const personOf = ({ about }: Gift): string | null => about?.employee.id ?? null;

/** Two recipients in a sentence, by their ids. */
function named(gift: Gift, other: string | null): string {
	const own = personOf(gift);
	if (own !== null && other !== null) return `Employees ${own} and ${other}`;
	return own === null && other === null
		? 'This recipient and that of another item'
		: `Employee ${own ?? String(other)} and the recipient of another item`;
}

/** Another person’s gift goes to the same address from the same campaign in this run. */
export const sharedAddress = (gift: Gift, other: string | null): Outcome =>
	unconfirmed(
		`${named(gift, other)} have the same email address, and this run sends one gift to it. This one was not sent: correct the address in HiBob if it is wrong; otherwise a later run sends it`,
	);

/** Without the attempt log nobody could say which of two gifts to one address a send is. */
export const notToldApart: Outcome = unconfirmed(
	'Nothing was sent: this run sends another gift to the same address from this campaign, and without "Duplicate Protection" the two cannot be told apart. Turn it on under Safety',
);

/** A send that no key explains may be the gift of either of two people. */
export const sharedSend = (gift: Gift, other: string | null, send: PossibleSend): Outcome =>
	unconfirmed(
		`${named(gift, other)} have the same email address, and Reachdesk lists ${described(send)} for it, which may be the gift of either. Look at that send in Reachdesk, and correct the address in HiBob if it is wrong`,
	);

/** A send that no key explains may be this gift or another one of the run. */
export const contestedSend = (send: PossibleSend): Outcome =>
	unconfirmed(
		`Reachdesk lists ${described(send)} for this address and campaign, which may be this gift or another one of this run. Look at that send in Reachdesk`,
	);

/** A send that no key explains was created at another time than an attempt without an answer. */
export const doubtfulSend = (send: PossibleSend): Outcome =>
	unconfirmed(
		isReadable(send)
			? `An earlier attempt got no clear answer, and Reachdesk lists ${described(send)} for this address and campaign, which may be this gift or another one. Look at that send in Reachdesk`
			: `An earlier attempt got no clear answer, and ${unreadable(send)}`,
	);

/** A look at whose a send is was broken off. */
export const unsureSend = (send: PossibleSend): Outcome =>
	unconfirmed(
		`Nothing was sent: Reachdesk lists ${described(send)} for this address and campaign, and n8n was stopped while it looked up whose that is. Look at it in Reachdesk: if it is another gift, send this one there`,
	);

/** A row of the list that cannot be read may be this gift. */
export const unreadableRow = (send: PossibleSend): Outcome =>
	unconfirmed(`Nothing was sent: ${unreadable(send)}`);

const unreadable = (send: PossibleSend): string =>
	`Reachdesk’s list of sends has a row that cannot be read (${described(send)}) and that may be this gift. Look at it in Reachdesk: if it is another gift, send this one there`;

/** Another gift to the same address and campaign is not settled yet. */
export const recipientInDoubt: Outcome = unconfirmed(
	'Nothing was sent: another gift to the same address from this campaign got no clear answer, or is not listed yet. A later run sends this one once that is settled',
);

/** Reachdesk lists several sends that an attempt without an answer may have made. */
export const severalSends = (sends: readonly PossibleSend[]): string =>
	sends.length === 1
		? `and its list has a row that cannot be read and could be this gift (${sends.map(described).join(', ')}). Look at it in Reachdesk`
		: `and its list has several sends that could be this gift (${sends.map(described).join(', ')}). Look at them in Reachdesk`;
