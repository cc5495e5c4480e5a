import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { ReachdeskApi } from '../../credentials/ReachdeskApi.credentials.ts';
import { Reachdesk } from '../../nodes/Reachdesk/Reachdesk.node.ts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { execute } from '../n8nCore.mts';

const ADA = 'ada@example.com';
const GRACE = 'grace@example.com';
const started: ReachdeskSandbox[] = [];
let reachdesk: ReachdeskSandbox;

beforeEach(async () => {
	reachdesk = await startReachdesk();
	started.push(reachdesk);
	past(1501, ADA, 5);
	past(1701, GRACE, 40);
});
afterAll(async () => {
	const requests = started.flatMap((one) => one.requests);
	expect(requests.length).toBeGreaterThan(50);
	expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	expect(requests.flatMap(({ violations }) => violations)).toEqual([]);
	await Promise.all(
		started.map(async (one) => {
			await one.stop();
		}),
	);
});

const past = (campaignId: number, email: string, daysAgo: number) =>
	reachdesk.addPastSend({
		email,
		campaignId,
		createdAt: new Date(Date.now() - daysAgo * 86_400_000).toISOString(),
	});

interface Run {
	parameters?: IDataObject;
	items?: IDataObject[];
	credential?: IDataObject;
}

/** Executes Setup: Check once. */
async function check({ parameters, items = [{}], credential }: Run = {}): Promise<IDataObject[]> {
	const node = {
		type: new Reachdesk(),
		credentialType: new ReachdeskApi(),
		credential: { apiToken: reachdesk.token, baseUrl: reachdesk.url, ...credential },
		parameters: {
			resource: 'setup',
			operation: 'check',
			campaigns: '1501, 1701',
			sender: reachdesk.sender,
			...parameters,
		},
	};
	const { output } = await execute(node, items);
	expect(output.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
	return output.map(({ json }) => json);
}

const of = (lines: IDataObject[], check: string) => lines.filter((line) => line.check === check);
const inShort = (lines: IDataObject[]) => lines.map(({ check: name, status }) => [name, status]);
const day = new Date().toISOString().slice(0, 10);

/** An item of Occasion: Get Upcoming. */
const upcoming = (event: string, email: string, more: IDataObject = {}): IDataObject => ({
	...{ employeeId: '1', displayName: 'Ada Lovelace', email, event, date: day, dueDate: day },
	...{ eligible: true, reason: null, explanation: null },
	...more,
});

const BY_EVENT = '={{ { birthday: "1501", startDate: "1701" }[$json.event] ?? "" }}';

describe('an account in order', () => {
	it('is fine in every line, and its gifts are added up by currency', async () => {
		const items = [upcoming('birthday', ADA), upcoming('startDate', GRACE)];
		items.push(upcoming('birthday', 'eve@example.com', { eligible: false }));
		const lines = await check({ items, parameters: { plannedCampaign: BY_EVENT } });
		expect(inShort(lines)).toEqual([
			['API Token', 'fine'],
			['Sending', 'fine'],
			['Sender', 'fine'],
			['Campaign', 'fine'],
			['Campaign', 'fine'],
			['Wallet', 'fine'],
			['Planned Cost', 'fine'],
			['Other Campaigns', 'fine'],
		]);
		expect(of(lines, 'Planned Cost')[0]).toMatchObject({
			...{ gifts: 2, amount: '90.00', currency: 'USD' },
			finding: `2 gifts from ${day} to ${day} will cost about 90.00 USD, if each costs as much as the last gift of its campaign`,
		});
		expect(JSON.stringify(lines)).not.toMatch(/ada@|grace@|Lovelace|Past/);
	});

	it('answers once for all items, with the names of all columns', async () => {
		const lines = await check({ items: [{}, {}, {}] });
		expect(of(lines, 'API Token')).toHaveLength(1);
		for (const line of lines) expect(Object.keys(line)).toHaveLength(9);
	});

	it('takes pasted URLs, a list, and each campaign once', async () => {
		const url = 'https://app.reachdesk.com/campaigns/1701/settings';
		for (const campaigns of [`1501 ${url}\n1501`, `={{ [1501, "${url}"] }}`]) {
			const lines = await check({ parameters: { campaigns } });
			expect(of(lines, 'Campaign').map(({ campaignId }) => campaignId)).toEqual(['1501', '1701']);
		}
	});
});

describe('planned gifts', () => {
	const costs = async (run: Run) =>
		of(await check(run), 'Planned Cost').map(({ status, gifts, amount, currency }) => [
			...[status, gifts, amount, currency],
		]);

	it('are those of the incoming items, also as the trigger returns them', async () => {
		const item = {
			key: 'k',
			occasion: { type: 'birthday', dueDate: day },
			employee: { email: ADA },
		};
		expect(await costs({ items: [item], parameters: { campaigns: '1501' } })).toEqual([
			['fine', 1, '25.00', 'USD'],
		]);
	});

	it('are numbers, by campaign', async () => {
		past(1503, 'eve@example.com', 3);
		const campaign = [
			{ campaign: '1501', gifts: 4 },
			{ campaign: 'https://app.reachdesk.com/campaigns/1503', gifts: '2' },
			{ campaign: '1999', gifts: 3 },
		];
		const parameters = { plannedGifts: 'defineBelow', plannedNumbers: { campaign } };
		expect(await costs({ parameters })).toEqual([
			['fine', 2, '90.00', 'EUR'],
			['fine', 4, '100.00', 'USD'],
			['warning', 3, null, null],
		]);
	});

	it('are left alone when nobody asks', async () => {
		expect(await costs({ parameters: { plannedGifts: 'none' } })).toEqual([]);
	});

	it('are counted without those that have no campaign, or are no occasion', async () => {
		const items = [
			{},
			upcoming('workAnniversary', ADA),
			{ color: 'red' },
			upcoming('birthday', ADA),
		];
		expect(await costs({ items, parameters: { plannedCampaign: BY_EVENT } })).toEqual([
			['fine', 1, '25.00', 'USD'],
			['warning', 1, null, null],
			['warning', null, null, null],
		]);
	});

	it('name campaigns that are checked, too', async () => {
		const parameters = { campaigns: '', plannedCampaign: BY_EVENT };
		const lines = await check({ items: [upcoming('birthday', ADA)], parameters });
		expect(of(lines, 'Campaign').map(({ campaignId }) => campaignId)).toEqual(['1501']);
	});
});

describe('trouble', () => {
	it('with a sender whom no transaction names is a warning', async () => {
		const lines = await check({ parameters: { sender: 'nobody@example.com' } });
		expect(of(lines, 'Sender')).toEqual([
			expect.objectContaining({
				status: 'warning',
				finding: 'nobody@example.com made no transaction in the last 90 days',
			}),
		]);
	});

	it('with a campaign that never sent names its page', async () => {
		const [line] = of(await check({ parameters: { campaigns: '1999' } }), 'Campaign');
		expect(line).toMatchObject({
			status: 'warning',
			remedy: expect.stringContaining('https://app.reachdesk.com/campaigns/1999/settings'),
		});
	});

	it('with another campaign that sends to the same people is a warning', async () => {
		past(1801, ADA, 10);
		past(1801, 'stranger@example.com', 10);
		const lines = of(await check(), 'Other Campaigns');
		expect(lines).toEqual([
			expect.objectContaining({
				...{ status: 'warning', campaignId: '1801', gifts: 1 },
				finding: expect.stringMatching(
					/1 of the same 2 people .*Its name suggests that it is the automation/,
				),
			}),
		]);
	});

	it('with a paused credential is a warning', async () => {
		const [line] = of(await check({ credential: { sending: 'paused' } }), 'Sending');
		expect(line).toMatchObject({ status: 'warning', remedy: expect.stringContaining('On') });
	});

	it('in an account without sends is calm', async () => {
		reachdesk.sends.length = 0;
		const lines = await check({
			items: [upcoming('birthday', ADA)],
			parameters: { campaigns: '1501' },
		});
		expect(inShort(lines)).toEqual([
			['API Token', 'fine'],
			['Sending', 'fine'],
			['Sender', 'warning'],
			['Campaign', 'warning'],
			['Wallet', 'warning'],
			['Planned Cost', 'warning'],
			['Other Campaigns', 'fine'],
		]);
	});

	it.each([
		[401, 'stop', 'Reachdesk rejected the API token (401). Nothing else was checked'],
		[403, 'stop', 'Reachdesk denied access (403). Nothing else was checked'],
		[429, 'warning', 'Reachdesk received too many requests (429). Nothing else was checked'],
		[503, 'warning', 'Reachdesk returned an error (503). Nothing else was checked'],
		[302, 'warning', 'Reachdesk returned an error (302). Nothing else was checked'],
	])('%s is a calm %s, and Reachdesk is asked once', async (status, expected, finding) => {
		reachdesk.faults.add({ fault: { kind: 'status', when: 'before', status } });
		const lines = await check();
		expect(inShort(lines)).toEqual([
			['API Token', expected],
			['Sending', 'fine'],
		]);
		expect(lines[0]).toMatchObject({ finding, remedy: expect.any(String) });
		expect(reachdesk.requests).toHaveLength(1);
	});

	it('on the way to Reachdesk is calm: nobody there, silence, and a page', async () => {
		const nobody = await check({ credential: { baseUrl: 'http://127.0.0.1:1/api/v2' } });
		expect(nobody[0]).toMatchObject({
			status: 'stop',
			finding: 'Reachdesk cannot be reached. Nothing else was checked',
		});
		reachdesk.faults.add({ times: 1, fault: { kind: 'reset', when: 'before' } });
		expect((await check())[0]).toMatchObject({ status: 'warning' });
		reachdesk.faults.add({ times: 1, fault: { kind: 'htmlBody' } });
		expect((await check())[0]).toMatchObject({
			status: 'warning',
			finding: expect.stringContaining('not have the documented shape'),
		});
	});

	it.each([
		['/api/v2/sends', 403, ['stop'], /list of sends .*\(403\).*So campaigns, /],
		['/api/v2/sends', 500, ['warning'], /list of sends .*\(500\)/],
		[
			'/api/v2/transactions',
			429,
			['warning'],
			/list of transactions .*So the sender and the wallet/,
		],
	])('with %s alone (%i) leaves the other checks', async (path, status, expected, finding) => {
		reachdesk.faults.add({ path, fault: { kind: 'status', when: 'before', status } });
		const lines = await check();
		const lists = of(lines, 'Lists');
		expect(lists.map((line) => line.status)).toEqual(expected);
		expect(lists[0]?.finding).toMatch(finding);
		expect(of(lines, 'Campaign')).toHaveLength(path.endsWith('sends') ? 0 : 2);
		expect(of(lines, 'Sender')).toHaveLength(path.endsWith('sends') ? 1 : 0);
	});

	it('with a list that has gaps is a warning, and nothing is judged by it', async () => {
		for (let index = 0; index < 120; index++) past(1501, `person${String(index)}@example.com`, 9);
		reachdesk.variants.missPage = 2;
		const lines = await check();
		expect(of(lines, 'Lists')).toEqual([
			expect.objectContaining({
				status: 'warning',
				finding: expect.stringMatching(/^Reachdesk’s list of sends has gaps\. So /),
			}),
		]);
		expect(of(lines, 'Campaign')).toEqual([]);
		expect(of(lines, 'Planned Cost')).toEqual([]);
	});

	it('with single rows counts the others', async () => {
		const [row] = reachdesk.sends;
		if (row) Object.assign(row, { email: 7 });
		const lines = await check();
		expect(of(lines, 'Lists')[0]).toMatchObject({
			status: 'warning',
			finding: expect.stringMatching(
				/^1 row of Reachdesk’s list of sends is unreadable .*send 70001$/,
			),
		});
		expect(of(lines, 'Campaign').map(({ status }) => status)).toEqual(['warning', 'fine']);
	});
});

describe('a setting that is wrong', () => {
	it.each([
		['no campaign', { campaigns: '' }, "'Campaigns' is empty"],
		['a campaign that is none', { campaigns: '1501, birthday' }, '\'Campaigns\' is "birthday"'],
		['a sender that is none', { sender: 'gifts' }, "'Sender' is not an email address"],
		['an empty sender', { sender: '' }, "'Sender' is empty"],
		['a currency that is none', { options: { currency: 'XYZ' } }, '\'Currency\' is "XYZ"'],
		[
			'a campaign of an item that is none',
			{ plannedCampaign: 'x' },
			'\'Campaign of the Item\' is "x"',
		],
		['too long a look back', { options: { lookBack: 367 } }, '\'Look Back (Days)\' is "367"'],
	])('is refused by name: %s', async (_, parameters, message) => {
		const asked = reachdesk.requests.length;
		await expect(check({ items: [upcoming('birthday', ADA)], parameters })).rejects.toThrow(
			message,
		);
		expect(reachdesk.requests).toHaveLength(asked);
	});
});
