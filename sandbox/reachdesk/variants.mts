import type { Currency } from './currencies.mts';

/** What one recipient may get in a calendar year (UTC), as an admin sets it in Reachdesk. */
export interface AnnualLimit {
	amount: number;
	currency: Currency;
	/**
	 * what becomes of a gift over it: it waits for a person, as one page of Reachdesk's help says, or it
	 * is "blocked", as another says. With approved "true" it is refused either way
	 */
	over: 'pending' | 'refused';
}

/**
 * Where Reachdesk's behaviour is not documented, or differs from its documents as users have reported:
 * tests turn each of these and expect the same outcome.
 */
export interface Variants {
	/** true: a repeated request_id answers with the first send; false: it makes a second gift */
	honoursRequestId: boolean;
	/** how long a new send is missing from the listing, though it can be read by its id */
	listingLagSeconds: number;
	/** top: pagination beside `data`; data: both inside an outer `data`, as a user has reported */
	paginationPlace: 'top' | 'data';
	/** this page of every listing comes back empty, with its pagination intact */
	missPage: number | null;
	/** a larger per_page is cut down to this without a word */
	maxPerPage: number;
	/** GET /organization answers 500, as it does for some accounts */
	organizationFails: boolean;
	/** how long after the 202 the gifts of a bulk send are made */
	bulkDelayMilliseconds: number;
	/** of a bulk send this recipient is dropped without a word, counted from 1, and each such one after */
	bulkLosesEvery: number | null;
	/** null: recipients may get any amount */
	annualLimit: AnnualLimit | null;
	/**
	 * whether a recipient who claims a gift of a manual campaign from which they claimed one before, in
	 * whichever year, has it moved to pending. Campaigns can be exempt
	 */
	holdsDuplicateClaims: boolean;
	/** whether a gift is claimed by itself when it is unwrapped; the choice then stays open */
	claimsOnUnwrap: boolean;
	/** the status of a gift that is declined with "No, thanks"; null: nobody can decline */
	noThanksStatus: string | null;
	/** what becomes of a gift for a HiBob employee while HiBob is not linked in Reachdesk */
	unlinkedHiBob: 'ignored' | 'refused';
}

/** Reachdesk as documented. */
export function documentedVariants(): Variants {
	return {
		honoursRequestId: false,
		listingLagSeconds: 0,
		paginationPlace: 'top',
		missPage: null,
		maxPerPage: 100,
		organizationFails: false,
		bulkDelayMilliseconds: 50,
		bulkLosesEvery: null,
		annualLimit: null,
		holdsDuplicateClaims: false,
		claimsOnUnwrap: false,
		noThanksStatus: null,
		unlinkedHiBob: 'ignored',
	};
}
