import { describe, expect, test } from '@jest/globals';
import { CAMPAIGN_URL, campaignIdOf } from '../../../nodes/Reachdesk/gifts/campaignId.ts';
import { explanationOf } from '../../shared/explanation.mts';

describe('a campaign', () => {
	test.each([
		['is its number', 1503],
		['is its digits', '1503'],
		['may have spaces around', ' 1503\n'],
		['is the URL of its settings', 'https://app.reachdesk.com/campaigns/1503/settings'],
		['is the URL of its page', 'https://app.reachdesk.com/campaigns/1503'],
		['is a URL with a slash at its end', 'https://app.reachdesk.com/campaigns/1503/'],
		['is a URL with a query', 'https://app.reachdesk.com/campaigns/1503?tab=gifts'],
		['is a URL with a fragment', 'https://app.reachdesk.com/campaigns/1503#gifts'],
		['is a URL with a longer path', 'https://app.reachdesk.com/eu/app/campaigns/1503/edit/2'],
		['is a URL of a sandbox', 'http://localhost:4010/campaigns/1503/settings'],
		[
			'is a URL that leads elsewhere',
			'https://app.reachdesk.com/campaigns/1503?next=/campaigns/1600',
		],
		['is a URL that leads on', 'https://app.reachdesk.com/campaigns/1503/settings#/campaigns/1600'],
		['is a URL without scheme', 'app.reachdesk.com/campaigns/1503/settings'],
		['is a URL in capitals', 'HTTPS://app.reachdesk.com/campaigns/1503'],
		['is a URL with spaces around', ' https://app.reachdesk.com/campaigns/1503 '],
	])('%s: %j', (_, campaign) => {
		expect(campaignIdOf(campaign)).toBe(1503);
	});

	test('may be the first of an account', () => {
		expect(campaignIdOf(1)).toBe(1);
	});

	test('may be a URL of 2,048 characters', () => {
		const url = 'https://app.reachdesk.com/campaigns/1503?tab=';
		expect(campaignIdOf(url.padEnd(2_048, 'a'))).toBe(1503);
		expect(() => campaignIdOf(url.padEnd(2_049, 'a'))).toThrow('which is not the number or URL');
	});

	test('may have the largest number that Reachdesk can hold', () => {
		expect(campaignIdOf(2_147_483_647)).toBe(2_147_483_647);
	});
});

describe('a campaign that is none stops the run', () => {
	test.each([
		['zero', 0],
		['a negative number', -1503],
		['a fraction', 1503.5],
		['a number that Reachdesk cannot hold', 2_147_483_648],
		['a number in words of its own', 1e21],
		['no number', Number.NaN],
		['endless', Number.POSITIVE_INFINITY],
		['negative digits', '-1503'],
		['digits with a point', '1503.0'],
		['hexadecimal', '0x5df'],
		['digits of another script', '١٥٠٣'],
		['a name', 'Birthdays'],
		['two numbers', '1503 1504'],
		['a URL without number', 'https://app.reachdesk.com/campaigns'],
		['a URL with a name', 'https://app.reachdesk.com/campaigns/new'],
		['a URL with a number and more', 'https://app.reachdesk.com/campaigns/1503x'],
		['a URL of something else', 'https://app.reachdesk.com/sends/1503'],
		['a URL of another kind', 'javascript:campaigns/1503'],
		[
			'a URL that names a campaign on the way',
			'https://app.reachdesk.com/sends/5?from=/campaigns/9',
		],
		['two lines', '1503\nhttps://app.reachdesk.com/campaigns/1504'],
	])('%s: %j', (_, campaign) => {
		const { message, remedy } = explanationOf(() => campaignIdOf(campaign));
		expect(message).toContain('which is not the number or URL of a campaign');
		expect(remedy).toContain('1503 in app.reachdesk.com/campaigns/1503/settings');
	});

	test.each([
		['digits', '9'.repeat(1_000_000)],
		['campaigns', `a.example${'/campaigns/1'.repeat(100_000)}\n`],
		['slashes', `a.example${'/'.repeat(1_000_000)}`],
		['folders', `a.example/${'a/'.repeat(500_000)}`],
		['blanks', `${' '.repeat(500_000)}a${' '.repeat(500_000)}b`],
	])('a text of a million %s, at once and in few words', (_, campaign) => {
		expect(explanationOf(() => campaignIdOf(campaign)).message.length).toBeLessThan(200);
		// n8n looks for the pattern itself, at any place
		expect(new RegExp(CAMPAIGN_URL).exec(campaign)?.[1]).toBe(
			campaign.includes('campaigns') ? '1' : undefined,
		);
	});

	test.each([
		['nothing', undefined],
		['null', null],
		['an empty text', '  '],
		['an object', { id: 1503 }],
		['a list', ['1503']],
		['true', true],
	])('%s reads as empty', (_, campaign) => {
		expect(explanationOf(() => campaignIdOf(campaign)).message).toBe("'Campaign' is empty");
	});
});
