import type { Amount } from './money';
import type { CURRENCIES } from './gift';

/** What a cap counts by, with the words for sentences. */
export const CAPPED = {
	campaignMonth: {
		label: 'Campaign and Month',
		period: 'month',
		whose: 'from this campaign',
		each: 'per campaign and month',
	},
	personYear: {
		label: 'Person and Year',
		period: 'year',
		whose: 'to this person',
		each: 'per person and year',
	},
	teamMonth: {
		label: 'Team and Month',
		period: 'month',
		whose: 'paid by this team',
		each: 'per team and month',
	},
	workflowMonth: {
		label: 'Workflow and Month',
		period: 'month',
		whose: 'from this workflow',
		each: 'per month for this workflow',
	},
} as const;

export type CapPer = keyof typeof CAPPED;

/** What to do with a gift whose cost is unknown before it is sent. */
export type UnknownCost = 'lastCost' | 'hold';

/** A limit on the number of gifts or the amount spent, such as per person and year. */
export interface Cap {
	per: CapPer;
	/** null for any number */
	gifts: number | null;
	/** null for any amount */
	amount: { most: Amount; currency: (typeof CURRENCIES)[number] } | null;
	/** the cost of a gift in the currency of the amount, as entered by the user; null when empty */
	giftCost: Amount | null;
	unknownCost: UnknownCost;
}
