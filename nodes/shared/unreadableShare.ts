/** The share of the data that may be unreadable unless the user says otherwise, in per cent. */
export const UNREADABLE_SHARE = 5;

const FEWEST = 3;

/**
 * Whether so much of what a service answered cannot be read that its API must have changed.
 *
 * Rule: a few are mistakes in some data, each for itself; more than a share, and at least three, are not.
 *
 * @param share - in per cent
 */
export const isMoreThanMistakes = (
	unreadable: number,
	all: number,
	share = UNREADABLE_SHARE,
): boolean => unreadable >= FEWEST && unreadable * 100 > all * share;
