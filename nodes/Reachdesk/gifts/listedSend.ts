import { sameEmail } from '../../shared/emailAddress';
import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';

/** A row of Reachdesk’s list of sends; only what the rules need is checked. */
export interface ListedSend {
	id: string;
	email: string;
	campaignId: number;
	/** ISO instant, UTC */
	createdAt: string;
	/** the row as Reachdesk gave it */
	row: JsonObject;
}

/**
 * Reads one row (Reachdesk API, operation list-sends). Null for a send without address or campaign,
 * which cannot be one of ours.
 *
 * @throws ExplainedError when the row is not of the documented shape: then nobody can say whether
 * it is a repeat
 */
export function listedSend(row: unknown): ListedSend | null {
	if (isObject(row) && (row.email === null || row.campaign === null)) return null;
	if (isObject(row) && isObject(row.campaign)) {
		const { id, email, created_at: createdAt } = row;
		const campaignId = row.campaign.id;
		const isId = typeof id === 'number' || typeof id === 'string';
		if (
			isId &&
			typeof email === 'string' &&
			typeof campaignId === 'number' &&
			typeof createdAt === 'string' &&
			!Number.isNaN(Date.parse(createdAt))
		) {
			return { id: String(id), email, campaignId, createdAt, row };
		}
	}
	throw new ExplainedError(
		'Reachdesk’s list of sends holds a row that cannot be read',
		'Nothing was sent, because a gift might have been made already. Try again; if it stays so, Reachdesk has changed its API',
	);
}

/** Listed sends by campaign and address, each list in its order, newest first. */
export type SendsByRecipient = ReadonlyMap<string, readonly ListedSend[]>;

/** Sorts sends once, so that thousands of gifts can be looked up among tens of thousands. */
export function sendsByRecipient(sends: readonly ListedSend[]): SendsByRecipient {
	const sorted = new Map<string, ListedSend[]>();
	for (const send of sends) {
		const recipient = sendDedupeKey(send);
		const theirs = sorted.get(recipient);
		if (theirs) theirs.push(send);
		else sorted.set(recipient, [send]);
	}
	return sorted;
}

/**
 * The sends of one campaign to one address since an instant. A list has no request id, so address
 * and campaign are all that ties a send to a gift.
 *
 * @param since - milliseconds since 1970
 */
export const sendsFor = (
	sends: SendsByRecipient,
	gift: { email: string; campaignId: number },
	since: number,
): ListedSend[] =>
	(sends.get(sendDedupeKey(gift)) ?? []).filter(({ createdAt }) => Date.parse(createdAt) >= since);

/** The dedupe key that a send and a gift share when the one may be the other. */
export const sendDedupeKey = (send: { email: string; campaignId: number }): string =>
	`campaign ${String(send.campaignId)} to ${sameEmail(send.email)}`;
