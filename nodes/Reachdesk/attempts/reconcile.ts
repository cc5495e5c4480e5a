import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { settle } from '../gifts/duplicateCheck';
import type { Gift } from '../gifts/gift';
import type { PossibleSend } from '../gifts/giftRecord';
import type { Outcome } from '../gifts/outcome';
import { listSends } from '../transport/sends';
import { CLOCK_SKEW } from './attemptTimes';
import { possibleSends, withOwners } from './giftRecords';
import type { SendOwners } from './sendOwners';
import { orStoreError, StoreError } from './storeError';

/** What is known about gifts whose POST had no clear answer. */
interface Unclear {
	/** when the POST began, ms since 1970 */
	begun: number;
	/** what is known already, as the start of a sentence */
	why: string;
	/** pauses before each look, in ms */
	looksAfter: readonly number[];
	/** null without the attempt log */
	owners: SendOwners | null;
}

/** The outcome of each gift by Reachdesk’s list, and whether the list could be read at all. */
interface Reconciled {
	outcomes: Map<Gift, Outcome>;
	answered: boolean;
}

/**
 * Reconciles attempts with Reachdesk’s list: reads it a few times, until it shows each of the
 * gifts.
 *
 * A gift is only attempted when the list had no unexplained send to its address from its campaign,
 * so such a send in the list now is this gift.
 */
export async function reconcile(
	context: IExecuteFunctions,
	gifts: readonly Gift[],
	{ begun, why, looksAfter, owners }: Unclear,
): Promise<Reconciled> {
	const since = begun - CLOCK_SKEW;
	const outcomesOf = (
		sendsOf: (gift: Gift) => readonly PossibleSend[] | null,
	): Map<Gift, Outcome> => new Map(gifts.map((gift) => [gift, settle(why, sendsOf(gift))]));
	let reconciled: Reconciled = { outcomes: outcomesOf(() => null), answered: false };
	for (const pause of looksAfter) {
		await sleep(pause);
		const listed = await listSends(context, since, Date.now()).catch(() => null);
		if (listed === null) continue;
		const possible = possibleSends(gifts, listed, since);
		const known = owners ? await orStoreError(withOwners(possible, owners)) : null;
		if (known instanceof StoreError) continue;
		const outcomes = outcomesOf((gift) => {
			const { own, unexplained } = known?.get(gift) ?? {
				own: [],
				unexplained: possible.get(gift) ?? [],
			};
			return own.length > 0 ? own : unexplained;
		});
		reconciled = { outcomes, answered: true };
		if ([...outcomes.values()].every(({ outcome }) => outcome !== 'unconfirmed')) break;
	}
	return reconciled;
}
