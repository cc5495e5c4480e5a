import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { settle } from '../gifts/duplicateCheck';
import type { Gift } from '../gifts/gift';
import { sendsByRecipient, sendsFor } from '../gifts/listedSend';
import type { ListedSend } from '../gifts/listedSend';
import type { Outcome } from '../gifts/outcome';
import { listSends } from '../transport/sends';

// Reachdesk’s clock and n8n’s may differ by some minutes.
const CLOCK_SKEW = 5 * 60_000;

/** What is known of gifts whose POST said nothing about them. */
interface Unclear {
	/** when the POST began, ms since 1970 */
	begun: number;
	/** what is known already, as the begin of a sentence */
	why: string;
	/** pauses before each look, in ms */
	looksAfter: readonly number[];
}

/** What Reachdesk’s list says of each gift, and whether it could be read at all. */
interface Reconciled {
	outcomes: Map<Gift, Outcome>;
	answered: boolean;
}

/**
 * Reconciles attempts with Reachdesk’s list: looks a few times, until it lists each of the gifts.
 *
 * A gift is only attempted when the list had no send to its address from its campaign, so one that
 * the list has now is this gift.
 */
export async function reconcile(
	context: IExecuteFunctions,
	gifts: readonly Gift[],
	{ begun, why, looksAfter }: Unclear,
): Promise<Reconciled> {
	const since = begun - CLOCK_SKEW;
	const outcomesOf = (sendsOf: (gift: Gift) => ListedSend[] | null): Map<Gift, Outcome> =>
		new Map(gifts.map((gift) => [gift, settle(why, sendsOf(gift))]));
	let reconciled: Reconciled = { outcomes: outcomesOf(() => null), answered: false };
	for (const pause of looksAfter) {
		await sleep(pause);
		const listed = await listSends(context, since, Date.now()).catch(() => null);
		if (listed === null) continue;
		const sends = sendsByRecipient(listed);
		const outcomes = outcomesOf((gift) =>
			sendsFor(sends, { ...gift, email: gift.request.recipient.email }, since),
		);
		reconciled = { outcomes, answered: true };
		if ([...outcomes.values()].every(({ outcome }) => outcome !== 'unconfirmed')) break;
	}
	return reconciled;
}
