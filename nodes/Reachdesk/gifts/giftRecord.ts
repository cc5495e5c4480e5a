import type { Attempt } from './attempt';
import type { ListedSend, UnreadableSend } from './listedSend';

/** A send that may be a gift: a listed one, or an unreadable row. */
export type PossibleSend = ListedSend | UnreadableSend;

/** What is known about a gift before it is sent, from the attempt log and from Reachdesk’s list. */
export interface GiftRecord {
	attempt: Attempt;
	/** listed sends that are known to be this gift */
	own: readonly PossibleSend[];
	/**
	 * sends to its address from its campaign that no key explains, newest first. Sends known to
	 * belong to another key are not repeats of this one and are not included
	 */
	unexplained: readonly PossibleSend[];
	/** whether the attempt log may know the key of one of them but could not tell */
	isUnsure: boolean;
	/** the one of them that was created when this gift was attempted; null for none or several */
	fitting: ListedSend | null;
	/**
	 * whether an attempt of another key at the same address and campaign has no clear answer yet: one
	 * within the retry delay, or one that may have created a send that no key explains
	 */
	isRecipientInDoubt: boolean;
}

/** The record of an unknown gift. */
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
