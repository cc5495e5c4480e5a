import { describe, expect, test } from '@jest/globals';
import { otherCampaignLines } from '../../../../nodes/Reachdesk/gifts/setup/otherCampaignLines.ts';
import { listed } from '../gifts.mts';

const NOW = Date.parse('2026-11-25T09:00:00Z');
const DAY = 86_400_000;
const ADVICE =
	"If it is Reachdesk’s own automation, switch it off in Reachdesk before you publish, or people get two gifts. If it is your own campaign, add it to 'Campaigns'";

let ids = 0;
const send = (id: number, name: string | null, email = 'ada@work.example', daysAgo = 5) =>
	listed({
		id: ++ids,
		email,
		campaign: { id, name },
		created_at: new Date(NOW - daysAgo * DAY).toISOString(),
	});
const linesOf = (
	sends: Parameters<typeof otherCampaignLines>[2],
	people = ['ADA@work.example'],
	days = 90,
) => otherCampaignLines([1], people, sends, { days, now: NOW });

describe('other campaigns', () => {
	test('are not checked without people', () => {
		expect(linesOf([send(2, 'Welcome')], [])).toEqual([
			expect.objectContaining({
				check: 'Other Campaigns',
				status: 'warning',
				finding: 'Other campaigns were not checked, because no recipients are known yet',
				remedy:
					'Connect this node to HiBob: Get Upcoming Occasions, which lists the people who will get gifts',
			}),
		]);
	});

	test.each([
		[['ada@work.example'], 90, '1 person was checked', '60 days'],
		[['ada@work.example', 'bob@work.example'], 30, '2 people were checked', '30 days'],
		[['ada@work.example', 'ADA@work.example'], 1, '1 person was checked', '1 day'],
	])('have sent nothing to %j', (people, days, checked, looked) => {
		expect(linesOf([send(1, 'Own'), send(2, 'Else', 'eve@work.example')], people, days)).toEqual([
			expect.objectContaining({
				check: 'Other Campaigns',
				status: 'fine',
				finding: `${checked}. None got a gift from another campaign in the last ${looked}`,
				remedy: null,
				gifts: 0,
			}),
		]);
	});

	test('that sent to several of the same people count each of them once', () => {
		const people = ['ada@work.example', 'bob@work.example'];
		const sends = [...people, 'ADA@work.example'].map((email) => send(2, 'HR', email));
		expect(linesOf(sends, people)[0]?.finding).toContain(
			' sent 3 gifts to 2 of the same 2 people ',
		);
	});

	test.each([
		['Birthday gifts', 'Its name suggests that it is'],
		['Bday 2026', 'Its name suggests that it is'],
		['B-day 2026', 'Its name suggests that it is'],
		['HR', 'It may be'],
		[null, 'It may be'],
	])('that sent to the same people are named: %s', (name, likely) => {
		const [line, ...more] = linesOf([send(2, name), send(2, name, 'ada@work.example', 9)]);
		expect(more).toEqual([]);
		expect(line).toMatchObject({
			check: 'Other Campaigns',
			status: 'warning',
			remedy: ADVICE,
			campaignId: '2',
			campaignName: name,
			gifts: 2,
		});
		expect(line?.finding).toContain(
			` sent 2 gifts to 1 of the same 1 person in the last 60 days, the last on 2026-11-20. ${likely} the automation that n8n replaces`,
		);
	});

	test('count people who got a gift of ours, too, and each gift', () => {
		const own = send(1, 'Own', 'bob@work.example');
		const [line] = linesOf([own, send(2, 'HR', 'bob@work.example')]);
		expect(line?.finding).toContain(' sent 1 gift to 1 of the same 2 people ');
	});

	test.each([
		[60, 1],
		[60 + 1 / DAY, 0],
	])('that sent %d days ago: %i', (daysAgo, found) => {
		const lines = linesOf([send(2, 'HR', 'ada@work.example', daysAgo)]);
		expect(lines.filter(({ status }) => status === 'warning')).toHaveLength(found);
	});

	test('come by the number of their gifts, then by their ID, ten of them', () => {
		const many = Array.from({ length: 12 }, (_, index) => send(20 - index, 'HR'));
		const lines = linesOf([...many, send(15, 'HR')]);
		expect(lines.map(({ campaignId }) => campaignId)).toEqual([
			...['15', '9', '10', '11', '12', '13', '14', '16', '17', '18'],
			null,
		]);
		expect(lines.at(-1)).toMatchObject({
			check: 'Other Campaigns',
			finding: '2 more campaigns have sent gifts to the same people in the last 60 days',
			remedy: "Add your own campaigns to 'Campaigns' and check again",
		});
		expect(linesOf(many.slice(0, 11)).at(-1)?.finding).toMatch(/^1 more campaign has sent/);
		expect(linesOf(many.slice(0, 10))).toHaveLength(10);
	});
});
