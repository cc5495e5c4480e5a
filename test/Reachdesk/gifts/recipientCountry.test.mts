import { describe, expect, test } from '@jest/globals';
import { recipientCountry } from '../../../nodes/Reachdesk/gifts/recipientCountry.ts';
import { explanationOf } from '../../shared/explanation.mts';

describe('the country of a recipient', () => {
	test.each<[unknown, string]>([
		['gb', 'GB'],
		['United Kingdom', 'GB'],
		['UK', 'GB'],
		['GBR', 'GB'],
		[826, 'GB'],
		['Kosovo', 'XK'],
	])('%j goes out as %s', (country, code) => {
		expect(recipientCountry(country, true, "'Country'")).toBe(code);
		expect(recipientCountry(country, false, "'Country'")).toBe(code);
	});

	test.each([['Atlantis'], ['Korea'], [{}], [Number.NaN], [true]])(
		'that is not known (%j) stops a gift with an address, and is omitted without one',
		(country) => {
			expect(recipientCountry(country, false, "'Country'")).toBeUndefined();
			const { message, remedy } = explanationOf(() => recipientCountry(country, true, "'Country'"));
			expect(message).toBe("'Country' is not the name or code of one country");
			expect(remedy).toContain('such as United Kingdom');
		},
	);

	test('that HiBob does not have is omitted', () => {
		expect(recipientCountry(undefined, true, "'Country'")).toBeUndefined();
	});
});
