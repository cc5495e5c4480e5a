/** The share of the data that may be unreadable by default, in %. */
export const UNREADABLE_SHARE = 5;

const FEWEST = 3;

/**
 * Whether so much of a service’s answer is unreadable that its API must have changed.
 *
 * Rule: a few unreadable records are single mistakes; at least three, and more than the share, are
 * not.
 *
 * @param share - in %
 */
export const isMoreThanMistakes = (
	unreadable: number,
	all: number,
	share = UNREADABLE_SHARE,
): boolean => unreadable >= FEWEST && unreadable * 100 > all * share;
