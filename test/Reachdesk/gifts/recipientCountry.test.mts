import { describe, expect, test } from '@jest/globals';
import { recipientCountry } from '../../../nodes/Reachdesk/gifts/recipientCountry.ts';
import { explanationOf } from '../../shared/explanation.mts';

describe('the country of a recipient', () => {
	test.each([
		['gb', 'GB'],
		['United Kingdom', 'GB'],
		['UK', 'GB'],
	])('%s goes out as %s', (country, code) => {
		expect(recipientCountry(country)).toBe(code);
	});

	test('that is not known stops the gift, with what to write instead', () => {
		expect(explanationOf(() => recipientCountry('Atlantis'))).toEqual({
			message: '"Country" is "Atlantis", which is not known',
			remedy: 'Use a two-letter ISO 3166 code such as GB, or the country’s English name',
		});
	});
});
