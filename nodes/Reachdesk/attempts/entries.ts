import { createHash, randomInt } from 'node:crypto';
import { recipientDedupeKey } from '../gifts/duplicateCheck';
import type { Gift } from '../gifts/gift';

const MINUTE = 60_000;
// Executions have consecutive numbers, so executions at the same moment are different holders.
const HOLDERS = 64;

/**
 * The entries in n8n’s table of processed data, which only knows whether an entry exists. For a
 * gift:
 *
 * - `tried:<gift key>`: attempted; written before the POST
 * - `open:<gift key>`: in doubt, because no answer is recorded yet
 * - `open:<gift key>#<campaign>`: attempted, or looked up, with this campaign
 * - `open:<gift key>@<minute>`: attempted in this minute since 1970
 *
 * For a gift that is sent alone, also:
 *
 * - `open:<gift key>!`: attempted alone, so that minutes are looked up for few gifts
 * - `open:<gift key>@<minute>=<holder>`: which execution claimed it, as one of 64 holders
 * - `open:<gift key>+@<minute>`: claimed, so that no other execution claims it in this minute; only a
 *   claim writes it, never a look-up
 *
 * For a gift that is sent in bulk, instead of the minute:
 *
 * - `open:<gift key>*@<minute>`: attempted in bulk in this minute
 * - `open:<gift key>*`: the same without the minute, as written by earlier versions
 *
 * For all bulk sends of the node, which only one execution at a time makes:
 *
 * - `bulk@<minute>`: a claim began
 * - `bulk@<minute>=<holder>`: which execution holds the lease
 * - `bulk@<minute>=<holder>!`: written with it, but not by a look-up for all holders
 *
 * For the sends of Reachdesk’s list, by their id with a hash of address and campaign, because a row
 * with the id of another row must not count as that row:
 *
 * - `send:<send id>@<hash>`: it belongs to a key
 * - `send:<send id>@<hash>=<gift key>`: it belongs to this key
 *
 * For an address and campaign, as a hash, so that no second key is sent to them while an attempt of
 * another one is in doubt:
 *
 * - `to:<hash>@<minute>`: attempted in this minute, alone or in bulk
 * - `to:<hash>`: attempted alone, so that minutes are looked up for few gifts
 *
 * For look-ups where an entry left behind by a crash would be misleading:
 *
 * - `look:<entry>`
 *
 * For AI agents, the places of a day (UTC):
 *
 * - `agent@<yyyy-MM-dd>#<number>`
 *
 * For caps, kept per workflow instead of per node:
 *
 * - `caps@<minute>=<holder>`, `caps@<minute>=<holder>!`: which execution counts what was spent and
 *   sends
 * - `spends:<hash>@<yyyy-MM>`: the workflow has sent, or tried to send, to this address from this
 * campaign
 *   in this month
 *
 * Attempted and not in doubt means confirmed. The minute of a confirmed gift is kept, because
 * Reachdesk may not list the gift yet.
 */
export const attempted = (key: string) => `tried:${key}`;
export const inDoubt = (key: string) => `open:${key}`;
export const attemptedAlone = (key: string) => `open:${key}!`;
export const attemptedWith = ({ key, campaignId }: Gift) => `open:${key}#${String(campaignId)}`;
export const attemptedAt = (key: string, instant: number) => `open:${key}@${minuteOf(instant)}`;
export const claimedBy = (key: string, instant: number, holder: number) =>
	`${attemptedAt(key, instant)}=${String(holder)}`;
/** For two minutes, so that executions that claim a gift on both sides of a minute find each other. */
export const claimMarks = (key: string, instant: number) =>
	[instant, instant + MINUTE].map((minute) => `open:${key}+@${minuteOf(minute)}`);
export const attemptedInBulkAt = (key: string, instant: number) =>
	`open:${key}*@${minuteOf(instant)}`;
export const attemptedInBulkAtAnyTime = (key: string) => `open:${key}*`;
export const bulkAt = (instant: number) => `bulk@${minuteOf(instant)}`;
export const leasedBy = (instant: number, holder: number) => `${bulkAt(instant)}=${String(holder)}`;

export const knownSend = (gift: Gift, sendId: string) =>
	knownSendTo(recipientDedupeKey(gift), sendId);
export const knownSendTo = (dedupeKey: string, sendId: string) =>
	`send:${sendId}@${hashOf(dedupeKey)}`;
export const sendOf = (gift: Gift, sendId: string) => `${knownSend(gift, sendId)}=${gift.key}`;
export const toRecipient = (gift: Gift) => `to:${recipientHash(gift)}`;
export const toRecipientAt = (gift: Gift, instant: number) =>
	`${toRecipient(gift)}@${minuteOf(instant)}`;
export const lookedAt = (entry: string) => `look:${entry}`;

export const agentPlace = (instant: number, number: number) =>
	`agent@${new Date(instant).toISOString().slice(0, 10)}#${String(number)}`;

export const budgetLeasedBy = (instant: number, holder: number) =>
	`caps@${minuteOf(instant)}=${String(holder)}`;
/** Written with the entry of a lease, and never by a look-up for all holders. */
export const leaseMark = (lease: string) => `${lease}!`;
export const spendsTo = (dedupeKey: string, month: string) =>
	`spends:${hashOf(dedupeKey)}@${month}`;

const HASH_LENGTH = 22;
const hashOf = (dedupeKey: string): string =>
	createHash('sha256').update(dedupeKey).digest('base64url').slice(0, HASH_LENGTH);
const recipientHash = (gift: Gift): string => hashOf(recipientDedupeKey(gift));

const minuteOf = (instant: number): string => String(Math.floor(instant / MINUTE));

/**
 * The holder number of an execution, different for executions at the same moment. A call of an MCP
 * Server Trigger has no execution id; then any number works, because other calls in this process
 * wait for their turn.
 */
export const holderOf = (executionId: string | undefined): number => {
	if (executionId === undefined) return randomInt(HOLDERS);
	const number = Number(executionId);
	if (Number.isSafeInteger(number) && number >= 0) return number % HOLDERS;
	const letters = Array.from({ length: executionId.length }, (_, at) => executionId.charCodeAt(at));
	return letters.reduce((sum, letter) => sum + letter, 0) % HOLDERS;
};

/** The entries of all holders for an instant’s minute. */
export const everyHolder = (
	entryBy: (instant: number, holder: number) => string,
	instant: number,
): string[] => Array.from({ length: HOLDERS }, (_, holder) => entryBy(instant, holder));

/** An instant, and one in each of the minutes before. */
export const lastMinutes = (instant: number, minutesBefore: number): number[] =>
	Array.from({ length: minutesBefore + 1 }, (_, ago) => instant - ago * MINUTE);
