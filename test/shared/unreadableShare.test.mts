import { expect, test } from '@jest/globals';
import { isMoreThanMistakes } from '../../nodes/shared/unreadableShare.ts';

test.each([
	[0, 0, false],
	[1, 1, false],
	[2, 2, false],
	[3, 3, true],
	[3, 59, true],
	[3, 60, false],
	[50, 1_000, false],
	[51, 1_000, true],
])('%i unreadable records of %i are more than mistakes: %s', (unreadable, all, expected) => {
	expect(isMoreThanMistakes(unreadable, all)).toBe(expected);
});

test.each([
	[3, 12, 25, false],
	[4, 12, 25, true],
	[3, 3, 100, false],
	[3, 1_000, 0, true],
	[2, 1_000, 0, false],
])('%i of %i, where %i %% are accepted: %s', (unreadable, all, share, expected) => {
	expect(isMoreThanMistakes(unreadable, all, share)).toBe(expected);
});
