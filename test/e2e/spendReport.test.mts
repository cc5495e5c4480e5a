import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FINANCE, spendReport } from '../../sandbox/demo/spendReport.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { plus } from '../../sandbox/hibob/dates.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';
import type { Execution } from '../../sandbox/n8n/host.mts';

const HOSTILE = `Gifts <b onclick="x()">& {{ $json.rows }}</b>`;
let mailbox: Mailbox;
let stage: Stage;
/** yyyy-MM */
let lastMonth = '';

beforeAll(async () => {
	mailbox = await startMailbox();
	stage = await setStage();
	lastMonth = plus(`${stage.today.slice(0, 7)}-01`, { days: -1 }).slice(0, 7);
	const { reachdesk } = stage;
	const [, euro] = reachdesk.campaigns.filter(({ currency }) => currency === 'EUR');
	const campaign = reachdesk.campaigns.find(({ id }) => id === 1501);
	if (!campaign) throw new Error('the sandbox has no campaign 1501');
	campaign.name = HOSTILE;
	const days = ['-01T00:00:00.000Z', '-15T12:00:00.000Z', '-28T23:59:59.000Z'];
	for (const [index, day] of days.entries()) {
		const email = `person${String(index)}@example.com`;
		reachdesk.addPastSend({ email, campaignId: 1501, createdAt: `${lastMonth}${day}` });
	}
	for (const campaignId of [1701, euro?.id ?? 1503]) {
		const createdAt = `${lastMonth}-10T08:00:00.000Z`;
		reachdesk.addPastSend({ email: 'other@example.com', campaignId, createdAt });
	}
	// of the months before and after
	const before = plus(`${lastMonth}-01`, { days: -1 });
	for (const createdAt of [`${before}T23:59:59.000Z`, `${stage.today}T00:00:00.000Z`]) {
		reachdesk.addPastSend({ email: 'elsewhen@example.com', campaignId: 1501, createdAt });
	}
}, 400_000);
afterAll(async () => {
	const { requests } = stage.reachdesk;
	await stage.stop();
	await mailbox.stop();
	expect(requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);
beforeEach(() => {
	stage.reachdesk.variants.missPage = null;
	mailbox.mails.length = 0;
});

async function run(month?: string): Promise<{ execution: Execution; mail: Mail | undefined }> {
	const { n8n } = stage;
	const id = await n8n.importWorkflow(await spendReport(stage, mailbox, month));
	const execution = await n8n.waitForExecution(await n8n.runManually(id, 'Every Month'));
	return { execution, mail: mailbox.mails.at(-1) };
}

/** The rows of all tables, each as its cells. */
const rowsOf = (html = ''): string[][] =>
	Array.from(html.matchAll(/<tr><th scope="row">.*?<\/tr>/gs), ([row]) =>
		Array.from(row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs), ([, cell = '']) =>
			cell.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
		),
	);

describe('the spend report', () => {
	it('says what the gifts of last month cost, by campaign, team and currency', async () => {
		const { execution, mail } = await run();
		expect(execution.error).toBeUndefined();
		expect(mail?.to).toEqual([FINANCE]);
		expect(mail?.subject).toMatch(/^What gifts cost in \w+ \d{4}: 5 gifts, /);
		const ofMonth = stage.reachdesk.sends.filter(({ createdAt }) =>
			createdAt.startsWith(lastMonth),
		);
		const expected = new Map<string, { gifts: number; cost: number }>();
		for (const { campaign, wallet, cost } of ofMonth) {
			const key = `${campaign.name} ${wallet.currency}`;
			const known = expected.get(key) ?? { gifts: 0, cost: 0 };
			expected.set(key, { gifts: known.gifts + 1, cost: known.cost + cost });
		}
		const rows = rowsOf(mail?.html).filter(([campaign]) => campaign !== 'All');
		expect(rows).toHaveLength(expected.size);
		const gifts = rows.map(([campaign, , count]) => [campaign, Number(count)]);
		expect(gifts).toContainEqual([HOSTILE, 3]);
		const costs = rows.map((cells) => Number(cells.at(-1)?.replace(/[^\d.]/g, '')));
		const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
		expect(sum(costs)).toBeCloseTo(sum(Array.from(expected.values(), ({ cost }) => cost)), 2);
	}, 60_000);

	it('says so when no gift was made', async () => {
		const { mail } = await run('2020-02');
		expect(mail?.subject).toBe('What gifts cost in February 2020: 0 gifts');
		expect(mail?.html).toContain('No gift was made.');
	}, 60_000);

	it('is not sent when Reachdesk’s list has a gap', async () => {
		for (let index = 0; index < 250; index++) {
			const createdAt = `${lastMonth}-12T10:00:00.000Z`;
			const email = `many${String(index)}@example.com`;
			stage.reachdesk.addPastSend({ email, campaignId: 1501, createdAt });
		}
		stage.reachdesk.variants.missPage = 2;
		const { execution, mail } = await run();
		expect(execution.error?.message).toContain('has gaps');
		expect(mail).toBeUndefined();
	}, 60_000);
});
