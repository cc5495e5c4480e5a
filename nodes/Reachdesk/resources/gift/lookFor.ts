import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { settle } from '../../gifts/duplicateCheck';
import type { Gift } from '../../gifts/gift';
import { sendsByRecipient, sendsFor } from '../../gifts/listedSend';
import type { ListedSend } from '../../gifts/listedSend';
import type { Outcome } from '../../gifts/outcome';
import { listSends } from '../../transport/sends';

// Reachdesk’s clock and n8n’s may differ by some minutes.
const CLOCK_SKEW = 5 * 60_000;

/** What is known of gifts whose POST told nothing about them. */
interface Search {
	/** when the POST began, ms since 1970 */
	begun: number;
	/** what is known already, as the begin of a sentence */
	why: string;
	/** ids of sends that cannot be one of these gifts */
	knownSends: ReadonlySet<string>;
	/** pauses before each look, in ms */
	looksAfter: readonly number[];
}

/** What Reachdesk’s list says of each gift, in their order, and whether it was given at all. */
interface Found {
	outcomes: Outcome[];
	answered: boolean;
}

/** Looks a few times whether Reachdesk lists the gifts, until it lists each of them. */
export async function lookFor(
	context: IExecuteFunctions,
	gifts: readonly Gift[],
	{ begun, why, knownSends, looksAfter }: Search,
): Promise<Found> {
	const since = begun - CLOCK_SKEW;
	let found: Found = { outcomes: gifts.map(() => settle(why, null)), answered: false };
	for (const pause of looksAfter) {
		await sleep(pause);
		const listed = await listSends(context, since, Date.now()).catch(() => null);
		if (listed === null) continue;
		const sends = sendsByRecipient(listed.filter(({ id }) => !knownSends.has(id)));
		const sendsOf = (gift: Gift): ListedSend[] =>
			sendsFor(sends, { ...gift, email: gift.request.recipient.email }, since);
		found = { outcomes: gifts.map((gift) => settle(why, sendsOf(gift))), answered: true };
		if (found.outcomes.every(({ outcome }) => outcome !== 'unconfirmed')) break;
	}
	return found;
}
