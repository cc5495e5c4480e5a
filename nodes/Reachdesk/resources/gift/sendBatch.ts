import type { IExecuteFunctions } from 'n8n-workflow';
import { bulkRequestOf } from '../../gifts/bulkSend';
import type { Some } from '../../gifts/bulkSend';
import { anotherExecution } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import type { Refusal } from '../../gifts/refusal';
import { createBulkSend } from '../../transport/sends';
import type { BulkAttempts } from './bulkAttempts';
import type { DueGift, Sent } from './giftRun';
import { lookFor } from './lookFor';

// Reachdesk makes the gifts of a bulk send in the background, and documents no time for it.
const LOOKS_AFTER = [3_000, 10_000, 20_000, 30_000];

/** What became of the gifts of one request, and why no other request should follow. */
interface SentBatch {
	became: Map<Gift, Sent>;
	stops: Refusal | null;
}

/**
 * Sends gifts with a single POST, and looks in Reachdesk’s list for each of them.
 *
 * Rule: the gifts are noted before the POST, and a POST whose outcome is not known is never repeated
 * here. Only a gift that Reachdesk lists counts as made: of one that it has dropped nobody is told.
 *
 * @param attempts - null without duplicate protection
 * @param knownSends - ids of sends that cannot be one of these gifts; the ids of the new ones are
 * added
 */
export async function sendBatch(
	context: IExecuteFunctions,
	due: readonly DueGift<Gift>[],
	attempts: BulkAttempts | null,
	knownSends: Set<string>,
): Promise<SentBatch> {
	const became = new Map<Gift, Sent>(due.map(({ gift }) => [gift, { outcome: anotherExecution }]));
	const begun = Date.now();
	if (attempts && !(await attempts.takeTurn(begun))) return { became, stops: turnLost };
	const claimed = attempts ? await attempts.claim(due, begun) : null;
	const gifts = due.map(({ gift }) => gift).filter((gift) => claimed?.has(gift) ?? true);
	if (!isSome(gifts)) return { became, stops: null };

	const request = bulkRequestOf(gifts);
	const answer = await createBulkSend(context, gifts, request);
	if (answer.kind === 'refused') {
		await attempts?.undo(gifts);
		const refusal = refusalOfAll(answer.refusal, gifts.length);
		for (const gift of gifts) became.set(gift, { refusal });
		return { became, stops: refusal.everyGift ? refusal : null };
	}

	const isAccepted = answer.kind === 'accepted';
	const { outcomes } = await lookFor(context, gifts, {
		begun,
		why: isAccepted ? 'Reachdesk accepted the bulk send' : answer.why,
		knownSends,
		looksAfter: LOOKS_AFTER,
	});
	const bulkSend = { id: isAccepted ? answer.accepted : null, requestId: request.request_id };
	const made: Gift[] = [];
	for (const [index, gift] of gifts.entries()) {
		const outcome = outcomes[index];
		if (!outcome) continue;
		became.set(gift, { outcome: { ...outcome, bulkSend } });
		if (outcome.gift === null) continue;
		made.push(gift);
		knownSends.add(String(outcome.gift.id));
	}
	await attempts?.made(made);
	return { became, stops: isAccepted || made.length === gifts.length ? null : batchUnclear };
}

const isSome = <T>(list: T[]): list is Some<T> => list.length > 0;

/** Reachdesk takes all recipients of a request or none. */
const refusalOfAll = (refusal: Refusal, count: number): Refusal =>
	refusal.everyGift || count === 1
		? refusal
		: {
				...refusal,
				message: `${refusal.message}. With it all ${String(count)} gifts of the request were refused`,
			};

const turnLost: Refusal = {
	message: 'Not tried, because another execution of this node has begun to send in bulk',
	remedy: 'Run again when it has ended: what was sent is not sent twice',
	everyGift: true,
	status: null,
};

const batchUnclear: Refusal = {
	message: 'Not tried, because it is not known what became of an earlier request of this run',
	remedy: 'Run again later: what was sent is not sent twice',
	everyGift: true,
	status: null,
};
