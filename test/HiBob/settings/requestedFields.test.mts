import { expect, test } from '@jest/globals';
import { isSiteId } from '../../../nodes/HiBob/settings/requestedFields.ts';

test.each([
	['2606110', true],
	['a17', false],
	['17a', false],
	['London', false],
	['', false],
])('the site "%s" is given by its ID: %s', (site, expected) => {
	expect(isSiteId(site)).toBe(expected);
});
