import { expect, test } from '@jest/globals';
import { campaignLine } from '../../../../nodes/Reachdesk/gifts/setup/campaignLines.ts';
import { listed } from '../gifts.mts';

const NOW = Date.parse('2026-11-25T09:00:00Z');
const DAY = 86_400_000;
const PAGES = 'https://app.reachdesk.com';

const send = (changes: Readonly<Record<string, unknown>> = {}) =>
	listed({
		campaign: { id: 7, name: 'Birthday' },
		created_at: '2026-11-24T23:30:00.000Z',
		...changes,
	});

const lineOf = (sends: Parameters<typeof campaignLine>[1], days = 90, isUnclear?: boolean) =>
	campaignLine(7, sends, { days, now: NOW }, PAGES, isUnclear);

const ABOUT = { campaignId: '7', campaignName: null, amount: null, currency: null };

test('a campaign without a gift is named with what to check', () => {
	const remedy =
		'Open https://app.reachdesk.com/campaigns/7/settings and check that it exists, is a manual campaign and is active. Reachdesk checks this only when a gift is sent';
	expect(lineOf([])).toEqual({
		...ABOUT,
		check: 'Campaign',
		status: 'warning',
		finding: 'Campaign 7 has sent no gift in the last 90 days',
		remedy,
		gifts: 0,
	});
	expect(lineOf([], 1).finding).toBe('Campaign 7 has sent no gift in the last 1 day');
	expect(lineOf([], 1, true).finding).toBe('Campaign 7 has no readable gift in the last 1 day');
	expect(lineOf([], 2, true).finding).toBe('Campaign 7 has no readable gift in the last 2 days');
});

test('a campaign with gifts is fine, with their number and the last day', () => {
	expect(lineOf([send(), send({ id: 1, created_at: '2026-11-20T10:00:00.000Z' })], 1)).toEqual({
		...ABOUT,
		check: 'Campaign',
		status: 'fine',
		finding: '"Birthday" (7) sent 2 gifts in the last 1 day, the last on 2026-11-24',
		remedy: null,
		campaignName: 'Birthday',
		gifts: 2,
	});
	const [first] = [send({ campaign: { id: 7, name: null } })];
	expect(lineOf([first]).finding).toBe(
		'Campaign 7 sent 1 gift in the last 90 days, the last on 2026-11-24',
	);
	expect(lineOf([{ ...first, createdAt: 'some day' }]).finding).toContain(
		'the last on an unknown day',
	);
});

test.each(['Automated birthdays', 'SFDC Trigger', 'automation'])(
	'a campaign named "%s" may be one that n8n cannot trigger',
	(name) => {
		expect(lineOf([send({ campaign: { id: 7, name } })])).toMatchObject({
			check: 'Campaign',
			status: 'warning',
			finding: expect.stringMatching(/2026-11-24\. Its name suggests an automated campaign$/),
			remedy:
				'Open https://app.reachdesk.com/campaigns/7/settings. Only a manual campaign can be triggered from n8n',
			campaignName: name,
		});
	},
);

test.each([
	['pending', 'warning'],
	[' Pending ', 'warning'],
	['processed', 'fine'],
	[null, 'fine'],
	[7, 'fine'],
])('the status %j of its last gift is: %s', (status, expected) => {
	const line = lineOf([send({ status }), send({ id: 1, status: 'pending' })]);
	expect(line.status).toBe(expected);
	if (expected === 'fine') return;
	expect(line).toMatchObject({
		check: 'Campaign',
		finding: expect.stringMatching(/, and that gift waits for review in Reachdesk$/),
		remedy:
			'Check the pending gifts in Reachdesk: the wallet may be empty, or the campaign may need approval',
	});
});

test('a campaign that was silent for more than 60 days may be retired', () => {
	const daysAgo = (milliseconds: number) =>
		lineOf([send({ created_at: new Date(NOW - milliseconds).toISOString() })]);
	expect(daysAgo(60 * DAY).status).toBe('fine');
	expect(daysAgo(60 * DAY + 1)).toMatchObject({
		check: 'Campaign',
		status: 'warning',
		remedy: 'Open https://app.reachdesk.com/campaigns/7/settings and check that it is still active',
	});
});
