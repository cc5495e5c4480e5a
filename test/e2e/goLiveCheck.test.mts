import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
	CAMPAIGN_PLAN,
	goLiveCheck,
	publishGoLiveCheck,
	sendPastGifts,
} from '../../sandbox/demo/goLiveCheck.mts';
import type { CheckPage } from '../../sandbox/demo/goLiveCheck.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { isRead } from '../../sandbox/hibob/server.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { Execution } from '../../sandbox/n8n/host.mts';
import { documentedVariants } from '../../sandbox/reachdesk/variants.mts';

const HOSTILE = `Birthday <img src=x onerror="alert('1')"> {{ $json.verdict }} $& & Sons`;
const AUTOMATION = 1801;

type Line = Record<string, unknown>;

let stage: Stage;
let site: CheckPage;

beforeAll(async () => {
	stage = await setStage();
	sendPastGifts(stage.reachdesk);
	site = await publishGoLiveCheck(stage);
}, 400_000);
afterAll(async () => {
	const { hibob, reachdesk } = stage;
	await stage.stop();
	expect(reachdesk.requests.length).toBeGreaterThan(20);
	expect(reachdesk.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	expect(hibob.requests.filter((request) => !isRead(request))).toEqual([]);
	expect(
		[...hibob.requests, ...reachdesk.requests].flatMap(({ violations }) => violations),
	).toEqual([]);
}, 60_000);
beforeEach(() => {
	stage.hibob.faults.clear();
	stage.reachdesk.faults.clear();
	Object.assign(stage.reachdesk.variants, documentedVariants());
});

/** Runs the check from the editor. */
async function run(choices: Parameters<typeof goLiveCheck>[1] = {}): Promise<Execution> {
	const workflow = goLiveCheck(stage, choices);
	// what it shows in the editor is read from a saved execution here
	const settings = { ...workflow.settings, saveManualExecutions: true };
	const id = await stage.n8n.importWorkflow({ ...workflow, settings });
	const execution = await stage.n8n.waitForExecution(
		await stage.n8n.runManually(id, 'Run in the Editor'),
	);
	expect(execution.error).toBeUndefined();
	return execution;
}

const linesOf = (execution: Execution): Line[] => outputOf(execution, 'Checklist');
const check = async (choices?: Parameters<typeof goLiveCheck>[1]): Promise<Line[]> =>
	linesOf(await run(choices));
const of = (lines: Line[], area: string, name?: string) =>
	lines.filter((line) => line.area === area && (name === undefined || line.check === name));
const statuses = (lines: Line[]) => [...new Set(lines.map(({ status }) => status))];

const basic = (password: string) =>
	`Basic ${Buffer.from(`${site.visitor.username}:${password}`).toString('base64')}`;

/** Opens the page as a browser would. */
async function visit(): Promise<{ page: string; headers: Headers }> {
	const answer = await fetch(site.url, {
		headers: { authorization: basic(site.visitor.password) },
	});
	expect(answer.status).toBe(200);
	return { page: await answer.text(), headers: answer.headers };
}

const textOf = (html: string): string =>
	html
		.replace(/<(?:style|script)[^>]*>.*?<\/(?:style|script)>/gs, ' ')
		.replace(/<\/?bdi[^>]*>/g, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
		.replace(/\s+/g, ' ')
		.trim();

/** Somebody who gets a gift for a birthday in the next days. */
let celebrated = '';

describe('a company in order', () => {
	it('is fine in every line, with the cost of the next days, in the editor and on the page', async () => {
		const first = await run();
		const unclear = outputOf(first, 'Upcoming Occasions')
			.filter(({ reason }) => /noEmail|dataUnreadable|statusUnknown/.test(String(reason)))
			.map(({ employeeId }) => employeeId);
		expect(unclear.length).toBeGreaterThan(0);
		expect(of(linesOf(first), 'HiBob', 'Skipped').map(({ status }) => status)).toEqual([
			'fine',
			'warning',
		]);
		const { people } = stage.hibob;
		people.splice(0, Infinity, ...people.filter((one) => !unclear.includes(one['root.id'])));

		const execution = await run();
		const lines = linesOf(execution);
		expect(statuses(of(lines, 'HiBob'))).toEqual(['fine']);
		expect(statuses(of(lines, 'Reachdesk'))).toEqual(['fine']);
		expect(statuses(of(lines, 'You'))).toEqual(['you']);
		expect(of(lines, 'You').length).toBeGreaterThan(8);

		const due = outputOf(execution, 'Upcoming Occasions').filter(({ eligible }) => eligible);
		celebrated = String(due.find(({ event }) => event === 'birthday')?.email);
		const prices = due.map(({ event, years }) => {
			const plan = CAMPAIGN_PLAN.workAnniversary[String(years)];
			const id =
				event === 'workAnniversary'
					? plan
					: CAMPAIGN_PLAN[event === 'birthday' ? event : 'startDate'];
			return stage.reachdesk.campaigns.find((campaign) => String(campaign.id) === id)?.price ?? 0;
		});
		const total = prices.reduce((sum, price) => sum + price, 0);
		expect(of(lines, 'Reachdesk', 'Planned Cost')).toEqual([
			expect.objectContaining({
				gifts: due.length,
				amount: `${String(total)}.00`,
				currency: 'USD',
			}),
		]);

		const { page } = await visit();
		const text = textOf(page);
		expect(text).toContain('Nothing stops you Tick off what only you can check.');
		expect(text).toContain(`$${total.toLocaleString('en-GB')}.00 ${String(due.length)} gifts`);
		for (const { check: name } of of(lines, 'You')) expect(text).toContain(String(name));
		expect(page.match(/<input type="checkbox"/g)).toHaveLength(of(lines, 'You').length);
	}, 90_000);

	it('shows the page in the editor, too, and no name of anybody', async () => {
		const execution = await run();
		const [shown] = outputOf(execution, 'Page');
		expect(String(shown?.html)).toContain('Before the first gift');
		expect(outputOf(execution, 'Show Page')).toEqual([]);
		const names = outputOf(execution, 'Upcoming Occasions').map(({ displayName }) => displayName);
		const told = JSON.stringify(linesOf(execution)) + String(shown?.html);
		expect(names.length).toBeGreaterThan(10);
		expect(names.filter((name) => told.includes(String(name)))).toEqual([]);
	}, 60_000);
});

describe('the page', () => {
	it('is shown to nobody without the right password', async () => {
		for (const headers of [{}, { authorization: basic('wrong') }]) {
			const answer = await fetch(site.url, { headers });
			expect(answer.status).toBe(401);
			expect(await answer.text()).not.toContain('first gift');
		}
	});

	it('is kept by nobody, and runs its own script alone', async () => {
		const { page, headers } = await visit();
		expect(headers.get('cache-control')).toBe('no-store');
		expect(headers.get('referrer-policy')).toBe('no-referrer');
		expect(headers.get('x-frame-options')).toBe('DENY');
		const scripts = Array.from(page.matchAll(/<script>(.*?)<\/script>/gs), ([, code = '']) => code);
		expect(scripts).toHaveLength(1);
		const hash = createHash('sha256')
			.update(scripts[0] ?? '')
			.digest('base64');
		expect(page).toContain(
			`default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`,
		);
		expect(page).not.toMatch(/ style="| on\w+="|<link|<img|url\(/);
		expect(await stage.n8n.executions(site.workflowId)).toEqual([]);
	});

	it('gives each box an id that stays, so that ticks survive a reload', async () => {
		const idsOf = (page: string) =>
			Array.from(page.matchAll(/type="checkbox" id="([^"]+)"/g), ([, id]) => id);
		const [one, other] = [idsOf((await visit()).page), idsOf((await visit()).page)];
		expect(other).toEqual(one);
		expect(new Set(one).size).toBe(one.length);
	});
});

describe('a trouble', () => {
	it('with the token is a stop, and the page says so calmly', async () => {
		stage.reachdesk.faults.add({ fault: { kind: 'status', when: 'before', status: 401 } });
		const lines = of(await check(), 'Reachdesk');
		expect(lines.map(({ check: name, status }) => [name, status])).toEqual([
			['API Token', 'stop'],
			['Sending', 'fine'],
		]);
		const { page } = await visit();
		expect(textOf(page)).toContain('Not yet: 1 thing stops you');
		expect(textOf(page)).toContain(
			'Stop API Token Reachdesk rejected the API token (401). Nothing else was checked. Check the token in the credential',
		);
	}, 60_000);

	it('with HiBob is a stop, and Reachdesk is checked all the same', async () => {
		stage.hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 403 } });
		const lines = await check();
		expect(of(lines, 'HiBob').map(({ check: name, status }) => [name, status])).toEqual([
			['Access', 'stop'],
			['Occasions', 'stop'],
		]);
		expect(of(lines, 'Reachdesk', 'Campaign')).toHaveLength(6);
		expect(of(lines, 'Reachdesk', 'Planned Cost')).toEqual([
			expect.objectContaining({ status: 'warning', amount: null }),
		]);
	}, 60_000);

	it('with a sender whom nobody knows is a warning', async () => {
		const lines = of(await check({ sender: 'nobody@example.com' }), 'Reachdesk', 'Sender');
		expect(lines).toEqual([
			expect.objectContaining({
				status: 'warning',
				finding: 'nobody@example.com made no transaction in the last 90 days',
			}),
		]);
	}, 60_000);

	it('with a campaign that never sent is a warning with its page, and its gifts are not counted', async () => {
		const lines = await check({ campaigns: { ...CAMPAIGN_PLAN, birthday: '1999' } });
		const never = lines.filter(({ campaignId }) => campaignId === '1999');
		expect(never.map(({ check: name, status }) => [name, status])).toEqual([
			['Campaign', 'warning'],
			['Planned Cost', 'warning'],
		]);
		expect(never[0]?.remedy).toContain('https://app.reachdesk.com/campaigns/1999/settings');
		expect(Number(never[1]?.gifts)).toBeGreaterThan(0);
	}, 60_000);

	it('with no campaign at all is a stop that says where to enter them', async () => {
		const lines = of(await check({ campaigns: { birthday: '' } }), 'Reachdesk');
		expect(lines).toEqual([
			expect.objectContaining({
				status: 'stop',
				finding: 'No campaign is entered in Check Settings',
			}),
		]);
	}, 60_000);

	it('with Reachdesk’s own automation is a warning that names the campaign, as text', async () => {
		const campaign = stage.reachdesk.campaigns.find(({ id }) => id === AUTOMATION);
		if (campaign) campaign.name = HOSTILE;
		const yesterday = new Date(Date.now() - 86_400_000).toISOString();
		stage.reachdesk.addPastSend({
			email: celebrated.toUpperCase(),
			campaignId: AUTOMATION,
			createdAt: yesterday,
		});
		const lines = of(await check(), 'Reachdesk', 'Other Campaigns');
		expect(lines).toEqual([
			expect.objectContaining({
				...{ status: 'warning', campaignId: String(AUTOMATION), gifts: 1 },
				finding: expect.stringMatching(
					/sent 1 gift to 1 of the same .*Its name suggests that it is the automation/,
				),
				remedy: expect.stringContaining('add it to Check Settings'),
			}),
		]);
		const { page } = await visit();
		expect(page).not.toContain('<img');
		expect(page.match(/<script/g)).toHaveLength(1);
		expect(textOf(page)).toContain(HOSTILE.slice(0, 60));
		expect(textOf(page)).toContain('Look at 1 warning, and tick off');
		expect(page).not.toContain(celebrated);
		stage.reachdesk.sends.pop();
	}, 60_000);

	it('with two currencies gives two sums, which are never added', async () => {
		const createdAt = new Date(Date.now() - 86_400_000).toISOString();
		stage.reachdesk.addPastSend({ email: 'eve@example.com', campaignId: 1503, createdAt });
		const lines = await check({ campaigns: { ...CAMPAIGN_PLAN, birthday: 1503 } });
		const costs = of(lines, 'Reachdesk', 'Planned Cost');
		expect(costs.map(({ currency, status }) => [currency, status])).toEqual([
			['EUR', 'fine'],
			['USD', 'fine'],
		]);
		const [euro] = costs;
		expect(euro?.amount).toBe(`${String(45 * Number(euro?.gifts))}.00`);
		expect(of(lines, 'Reachdesk', 'Wallet').map(({ currency }) => currency)).toEqual([
			'EUR',
			'USD',
		]);
		stage.reachdesk.sends.pop();
	}, 60_000);

	it('with rows that cannot be read names them, and counts the others', async () => {
		const [row] = stage.reachdesk.sends;
		const email = row?.email;
		if (row) Object.assign(row, { email: 7 });
		const lines = of(await check(), 'Reachdesk');
		expect(of(lines, 'Reachdesk', 'Lists')).toEqual([
			expect.objectContaining({
				status: 'warning',
				finding: expect.stringMatching(/^1 row .*send 70001$/),
			}),
		]);
		expect(
			of(lines, 'Reachdesk', 'Campaign').filter(({ status }) => status === 'fine'),
		).toHaveLength(5);
		if (row) Object.assign(row, { email });
	}, 60_000);

	it('with a list that has gaps is a warning, and nothing is judged by it', async () => {
		const createdAt = new Date(Date.now() - 9 * 86_400_000).toISOString();
		for (let index = 0; index < 120; index++) {
			const email = `person.${String(index)}@example.com`;
			stage.reachdesk.addPastSend({ email, campaignId: 1501, createdAt });
		}
		stage.reachdesk.variants.missPage = 2;
		const lines = of(await check(), 'Reachdesk');
		expect(lines.map(({ check: name, status }) => [name, status])).toEqual([
			['API Token', 'fine'],
			['Sending', 'fine'],
			['Sender', 'fine'],
			['Lists', 'warning'],
		]);
		const { page } = await visit();
		expect(textOf(page)).toContain('Reachdesk’s list of sends has gaps.');
		expect(textOf(page)).toContain('Not known: see Reachdesk.');
	}, 60_000);
});
