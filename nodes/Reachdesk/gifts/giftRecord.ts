import type { Attempt } from './attempt';
import type { ListedSend, UnreadableSend } from './listedSend';

/** A send that may be a gift: one that is listed, or a row that cannot be read. */
export type PossibleSend = ListedSend | UnreadableSend;

/** What is known of a gift before it is sent: by the attempt log, and by Reachdesk’s list. */
export interface GiftRecord {
	attempt: Attempt;
	/** listed sends that are known to be this gift */
	own: readonly PossibleSend[];
	/**
	 * sends to its address from its campaign that no key explains, newest first. Those that are known to
	 * belong to another key are no repeat of this one, and not among them
	 */
	unexplained: readonly PossibleSend[];
	/** whether the attempt log may know whose one of them is, and could not tell */
	isUnsure: boolean;
	/** the one of them that was created when this gift was attempted; null for none, or several */
	fitting: ListedSend | null;
	/**
	 * whether an attempt of another key at the same address and campaign has no clear answer yet: one of
	 * the settle time, or one that may have created a send that no key explains
	 */
	isRecipientInDoubt: boolean;
}

/** The record of a gift of which nothing is known. */
export const NO_RECORD: GiftRecord = {
	attempt: 'none',
	own: [],
	unexplained: [],
	isUnsure: false,
	fitting: null,
	isRecipientInDoubt: false,
};

export const isReadable = (send: PossibleSend): send is ListedSend => 'row' in send;

/** Whether a gift was attempted with its own campaign, and has no clear answer. */
export const isInDoubt = (attempt: Attempt): boolean =>
	attempt === 'inDoubt' || attempt === 'stale';
