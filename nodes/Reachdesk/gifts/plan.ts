import { meaningOf } from './attempt';
import type { Attempt } from './attempt';
import { decide, giftDedupeKey, recipientDedupeKey, repeatInThisRun } from './duplicateCheck';
import type { Decision, UnclearGifts } from './duplicateCheck';
import type { Gift } from './gift';
import { isInDoubt, NO_RECORD } from './giftRecord';
import type { GiftRecord, PossibleSend } from './giftRecord';
import { notDue } from './outcome';
import type { Outcome } from './outcome';
import {
	contestedSend,
	isSamePerson,
	notToldApart,
	personOf,
	recipientInDoubt,
	sharedAddress,
	sharedSend,
} from './sharedRecipient';

/** What to do with the gift of one item. `adopts` is the send that settles its attempt. */
export type Step<G extends Gift = Gift> =
	| { act: 'send'; gift: G; attempt: Attempt }
	| {
			act: 'report';
			gift: G;
			outcome: Outcome;
			attempt: Attempt;
			adopts: PossibleSend | null;
	  };

/** Gifts that were planned for one address and campaign, by its dedupe key. */
export type PlannedGifts = ReadonlyMap<string, Gift>;

interface PlanOptions {
	unclear: UnclearGifts;
	planned: PlannedGifts;
	/**
	 * whether two gifts to one address can be distinguished, because each send is recorded with its
	 * key
	 */
	tellsApart: boolean;
	/** the outcome of a gift that is already over a cap; null when its caps may allow it */
	overBudget?: (gift: Gift) => Outcome | null;
}

/** The gift of an item, with the decision about it before other gifts are considered. */
interface Place<G> {
	gift: G;
	index: number;
	alone: Decision;
}

const RANKS = ['done', 'hold', 'sendIfAllowed', 'send'] as const;

/**
 * Plans a run before its first POST, from the attempt log and Reachdesk’s list.
 *
 * Rules: a gift that is not due is never sent, but an earlier attempt may be settled. Within a run,
 * one key gives one gift. Several gifts of one person to one address from one campaign are sent one
 * after the other. If two people share an address, one gets a gift in this run and the other one’s
 * waits, because the address may be wrong. A gift that may have been created and is not listed
 * blocks all others to its address from its campaign. If a send that no key explains may be either
 * of two gifts of the run, it counts for neither.
 *
 * @param records - nothing is known about gifts that are not in it
 * @param planned - the first gift that earlier runs of the same execution planned for an address
 * and campaign
 * @param unclear - who settles an attempt without a clear answer that Reachdesk does not list
 */
export function planSteps<G extends Gift>(
	gifts: readonly G[],
	records: ReadonlyMap<Gift, GiftRecord>,
	{ unclear, planned, tellsApart, overBudget = () => null }: PlanOptions,
): Step<G>[] {
	const recordOf = (gift: Gift): GiftRecord => records.get(gift) ?? NO_RECORD;
	const peers = byRecipient(gifts);
	const rivalsOf = (gift: Gift): G[] =>
		(peers.get(recipientDedupeKey(gift)) ?? []).filter(({ key }) => key !== gift.key);
	const taken = new Set<string>();
	const first = new Map(planned);
	const steps: Step<G>[] = [];
	const plan = ({ gift, index, alone }: Place<G>) => {
		const record = recordOf(gift);
		const { attempt } = record;
		const recipient = recipientDedupeKey(gift);
		const decision = alone.send
			? alone
			: besideRivals(gift, record, alone, rivalsOf(gift), recordOf);
		const earlier = first.get(recipient);
		const why = decision.send ? whyNotNow() : null;
		if (decision.send && why === null && earlier === undefined) first.set(recipient, gift);
		if (!decision.send || gift.timing.whyNotDue === null) taken.add(giftDedupeKey(gift));
		if (isUnlisted(record) || isSettledNow(decision)) taken.add(recipient);
		if (decision.send) {
			steps[index] = why
				? { act: 'report', gift, attempt, outcome: why, adopts: null }
				: { act: 'send', gift, attempt };
		} else {
			steps[index] = {
				act: 'report',
				gift,
				attempt,
				outcome: decision.outcome,
				adopts: decision.adopts,
			};
		}

		function whyNotNow(): Outcome | null {
			if (gift.timing.whyNotDue !== null) return notDue(gift.timing.whyNotDue);
			if (taken.has(giftDedupeKey(gift))) return repeatInThisRun;
			if (taken.has(recipient)) return recipientInDoubt;
			const over = overBudget(gift);
			if (over !== null) return over;
			if (earlier === undefined || earlier.key === gift.key) return null;
			if (!isSamePerson(earlier, gift)) return sharedAddress(gift, personOf(earlier));
			return tellsApart ? null : notToldApart;
		}
	};
	// Held gifts come first and new ones last, whatever the order of the items: another gift to the
	// same address and campaign must not be sent before one that may have been created, nor an item
	// of a key before another item of that key that Reachdesk lists.
	const rankOf = ({ gift, alone }: Place<G>): number =>
		(alone.send ? RANKS.length : 0) + RANKS.indexOf(meaningOf(recordOf(gift).attempt).ifUnlisted);
	gifts
		.map((gift, index) => ({ gift, index, alone: decide(recordOf(gift), unclear) }))
		.sort((one, other) => rankOf(one) - rankOf(other))
		.forEach(plan);
	return steps;
}

/** Whether a gift that is not sent again may have been created, and is not listed. */
const isUnlisted = ({ attempt, own }: GiftRecord): boolean =>
	meaningOf(attempt).mayBeUnlisted && own.length === 0;

const isSettledNow = (decision: Decision): boolean => !decision.send && decision.adopts !== null;

function byRecipient<G extends Gift>(gifts: readonly G[]): ReadonlyMap<string, G[]> {
	const groups = new Map<string, G[]>();
	for (const gift of gifts) {
		const others = groups.get(recipientDedupeKey(gift));
		if (others) others.push(gift);
		else groups.set(recipientDedupeKey(gift), [gift]);
	}
	return groups;
}

/** Decides about a gift when a listed send may also be another gift of the run. */
function besideRivals(
	gift: Gift,
	{ attempt, own, unexplained, fitting }: GiftRecord,
	alone: Decision & { send: false },
	rivals: readonly Gift[],
	recordOf: (gift: Gift) => GiftRecord,
): Decision {
	const [found] = unexplained;
	if (!found || own.length > 0 || meaningOf(attempt).ifUnlisted === 'done') return alone;
	const held = (outcome: Outcome): Decision => ({ send: false, outcome, adopts: null });
	if (isInDoubt(attempt)) {
		const isContested = rivals.some((rival) => {
			const record = recordOf(rival);
			return isInDoubt(record.attempt) && record.fitting?.id === fitting?.id;
		});
		return fitting && isContested ? held(contestedSend(fitting)) : alone;
	}
	const stranger = rivals.find((rival) => !isSamePerson(rival, gift));
	if (stranger) return held(sharedSend(gift, personOf(stranger), found));
	const isDoubtful = rivals.some((rival) => isInDoubt(recordOf(rival).attempt));
	return isDoubtful ? held(contestedSend(found)) : alone;
}
