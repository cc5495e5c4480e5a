import { CAPPED } from './caps';
import type { Cap } from './caps';
import type { Gift } from './gift';
import { shownAmount } from './money';
import type { Amount } from './money';
import type { Outcome } from './outcome';
import { campaignName, personName, teamName, WORKFLOW_NAME } from './spending';
import type { LastCosts, Spending, Total } from './spending';

/** What is known when the caps of a gift are checked. */
export interface BudgetState {
	spending: Spending;
	last: LastCosts;
	/** how sentences name the current periods, such as `2026` and `November 2026` */
	periods: Readonly<Record<(typeof CAPPED)[keyof typeof CAPPED]['period'], string>>;
}

type CappedGift = Pick<Gift, 'campaignId' | 'caps' | 'alsoAt' | 'request'>;
type CapAmount = NonNullable<Cap['amount']>;

/**
 * Why the caps do not allow a gift, as a sentence; null when they do.
 *
 * Rules: a cap also counts the gift itself. An amount only counts gifts in its own currency. The
 * cost of a gift is the one that the user entered, else the cost of the campaign’s last gift. If
 * that is unknown, or the user wants no estimate, the gift is held. So is a gift when it is unknown
 * which team pays.
 */
export function whyOverBudget(gift: CappedGift, state: BudgetState): string | null {
	for (const cap of gift.caps) {
		const of = whoCounts(cap, gift);
		if (of === null) continue;
		const why = of.length === 0 ? teamUnknown : whyOver(cap, gift, of, state);
		if (why !== null) return why;
	}
	return null;
}

/** The outcome of a gift that is over a cap. */
export const overBudget = (why: string): Outcome => ({
	outcome: 'overBudget',
	explanation: `Nothing was sent. ${why}`,
	gift: null,
});

/** The outcome of a gift while another execution sends under the same caps. */
export const budgetInUse: Outcome = overBudget(
	'Another execution of this workflow is sending under the same caps, or was interrupted while it did, so the remaining budget is unknown. The next run that offers the gift sends it',
);

/** The cost of a gift in the currency that it is paid in, if it is known before it is sent. */
export function expectedCost(
	gift: CappedGift,
	last: LastCosts,
): ReadonlyMap<string, Amount> | null {
	const currency = paidIn(gift, last);
	if (currency === undefined) return null;
	const said = gift.caps.find(
		({ amount, giftCost }) => giftCost !== null && amount?.currency === currency,
	);
	const cost = said?.giftCost ?? last.costs.get(gift.campaignId)?.get(currency);
	return cost === undefined ? null : new Map([[currency, cost]]);
}

/**
 * The currency in which a gift is paid: the chosen one, that of its campaign, or the only one for
 * which the user entered a cost. Undefined when it is unknown.
 */
function paidIn({ request, campaignId, caps }: CappedGift, { currencies }: LastCosts) {
	const known = request.payment_currency ?? currencies.get(campaignId);
	if (known !== undefined) return known;
	const said = new Set(
		caps.flatMap(({ amount, giftCost }) => (amount && giftCost !== null ? [amount.currency] : [])),
	);
	return said.size === 1 ? [...said][0] : undefined;
}

/**
 * The names under which a cap counts a gift; empty when they are unknown, null when it does not
 * count the gift.
 */
function whoCounts({ per }: Cap, { campaignId, alsoAt, request }: CappedGift): string[] | null {
	switch (per) {
		case 'personYear':
			return [request.recipient.email, ...alsoAt].map(personName);
		case 'campaignMonth':
			return [campaignName(campaignId)];
		case 'teamMonth':
			if (request.payment_wallet_type !== 'Team') return null;
			return request.team_name === undefined ? [] : [teamName(request.team_name)];
		case 'workflowMonth':
			return [WORKFLOW_NAME];
	}
}

const teamUnknown =
	"A cap counts what a team pays, but no team is set, so Reachdesk would choose it. Fill in 'Team Name' under 'Gift Fields'";

function whyOver(
	cap: Cap,
	gift: CappedGift,
	of: readonly string[],
	state: BudgetState,
): string | null {
	const { period, whose, each } = CAPPED[cap.per];
	const when = state.periods[period];
	const total = state.spending.total(cap.per, of);
	if (cap.gifts !== null && total.gifts + 1 > cap.gifts) {
		return `${giftsIn(total.gifts, when, whose)}, and the cap is ${String(cap.gifts)} ${each}. To send it, raise the cap`;
	}
	if (!cap.amount) return null;
	return whyTooMuch({ ...cap, amount: cap.amount }, gift, total, state.last, {
		where: `${whose} in ${when}`,
		each,
	});
}

const giftsIn = (count: number, when: string, whose: string): string =>
	count === 1
		? `There is 1 gift ${whose} in ${when}`
		: `There are ${String(count)} gifts ${whose} in ${when}`;

function whyTooMuch(
	cap: Cap & { amount: CapAmount },
	gift: CappedGift,
	total: Total,
	last: LastCosts,
	{ where, each }: { where: string; each: string },
): string | null {
	const { most, currency } = cap.amount;
	if ((paidIn(gift, last) ?? currency) !== currency) return null;
	const cost = costFor(cap, gift.campaignId, last);
	if (cost === null) {
		return `The cost of the gift in ${currency} is unknown, and the cap is ${shownAmount(most, currency)} ${each}. Fill in 'Cost of a Gift' in the cap`;
	}
	const before = spentOf(cap, total, last);
	if (before === null) {
		return `The cost of some gifts ${where} is unknown, and the cap is ${shownAmount(most, currency)} ${each}. Check them in Reachdesk, or cap the number of gifts instead`;
	}
	if (before + cost <= most) return null;
	return `Gifts ${where} cost ${shownAmount(before, currency)} so far, this one costs about ${shownAmount(cost, currency)}, and the cap is ${shownAmount(most, currency)} ${each}. To send it, raise the cap`;
}

function costFor(
	{ amount: { currency }, giftCost, unknownCost }: Cap & { amount: CapAmount },
	campaignId: number,
	{ costs }: LastCosts,
): Amount | null {
	if (giftCost !== null) return giftCost;
	return unknownCost === 'hold' ? null : (costs.get(campaignId)?.get(currency) ?? null);
}

/** What the counted gifts cost in the currency of the cap; null when that is unknown. */
function spentOf(
	{ amount: { currency }, unknownCost }: Cap & { amount: CapAmount },
	{ byCurrency, unknown }: Total,
	{ costs, currencies }: LastCosts,
): Amount | null {
	let sum = byCurrency.get(currency) ?? 0n;
	for (const [campaignId, count] of unknown) {
		if (count === 0) continue;
		const own = campaignId === null ? undefined : currencies.get(campaignId);
		const last = campaignId === null ? undefined : costs.get(campaignId)?.get(currency);
		if (last === undefined && own !== undefined && own !== currency) continue;
		if (last === undefined || unknownCost === 'hold') return null;
		sum += last * BigInt(count);
	}
	return sum;
}
