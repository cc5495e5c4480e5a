import { expect, test } from '@jest/globals';
import { findIn } from './e2e/markers.mts';

const ID = '01f21913-8a3c-4c1e-9d2b-1913aa00bb11';

test.each([
	['a birthday', 'born 1913-11-27', true],
	['a birthday beside an ID', `${ID} 1913-11-27`, true],
	['an ID alone', `"id":"${ID}"`, false],
	['an ID in capitals', ID.toUpperCase(), false],
	['a year in an address of the web', `?born=1913-&id=${ID}`, true],
])('the search for a year of birth in %s', (_, text, isFound) => {
	expect(findIn(text, { birthYear: '1913-' }, 'log').length > 0).toBe(isFound);
});

test('the search for a secret that is an ID finds it', () => {
	expect(findIn(`token ${ID}`, { token: ID }, 'log')).toHaveLength(1);
});
