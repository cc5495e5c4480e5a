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

/** The rows of all lists, each as its title, its amount and the lines below. */
const rowsOf = (html = ''): { title: string; amount: string; lines: string }[] =>
	Array.from(html.matchAll(/<table class="row.*?<\/table>/gs), ([row]) => {
		const text = (pattern: RegExp) =>
			(pattern.exec(row)?.[1] ?? '')
				.replace(/<\/?bdi>/g, '')
				.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
		return {
			title: text(/class="title">(.*?)<\/th>/s),
			amount: text(/class="value[^"]*"[^>]*>(.*?)<\/td>/s),
			lines: text(/class="lines"[^>]*>(.*?)<\/td>/s),
		};
	});

describe('the spend report', () => {
	it('says what the gifts of last month cost, by campaign, team and currency', async () => {
		const { execution, mail } = await run();
		expect(execution.error).toBeUndefined();
		expect(mail?.to).toEqual([FINANCE]);
		expect(mail?.subject).toMatch(/^\[Test\] Gifts in \w+ \d{4}: \D{1,3}[\d,.]+/);
		const ofMonth = stage.reachdesk.sends.filter(({ createdAt }) =>
			createdAt.startsWith(lastMonth),
		);
		const expected = new Map<string, { gifts: number; cost: number }>();
		for (const { campaign, wallet, cost } of ofMonth) {
			const key = `${campaign.name} ${wallet.currency}`;
			const known = expected.get(key) ?? { gifts: 0, cost: 0 };
			expected.set(key, { gifts: known.gifts + 1, cost: known.cost + cost });
		}
		const rows = rowsOf(mail?.html).filter(({ title }) => title !== 'Total');
		expect(rows).toHaveLength(expected.size);
		expect(rows.find(({ title }) => title === HOSTILE)?.lines).toContain('3 gifts, paid');
		const costs = rows.map(({ amount }) => Number(amount.replace(/[^\d.]/g, '')));
		const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
		expect(sum(costs)).toBeCloseTo(sum(Array.from(expected.values(), ({ cost }) => cost)), 2);
	}, 60_000);

	it('says so when no gift was made', async () => {
		const { mail } = await run('2020-02');
		expect(mail?.subject).toBe('[Test] No gifts in February 2020');
		expect(mail?.html).toContain('No gift was made.');
	}, 60_000);

	it('comes also when a transaction has no currency or no amount, and lists those', async () => {
		const { sends } = stage.reachdesk;
		const [first, second, third] = sends.filter(({ createdAt }) => createdAt.startsWith(lastMonth));
		if (!first || !second || !third) throw new Error('too few gifts');
		const [wallet, cost] = [first.wallet, second.cost];
		Object.assign(first, { wallet: { ...wallet, currency: null } });
		Object.assign(second, { cost: Number.NaN });
		const { execution, mail } = await run();
		Object.assign(first, { wallet });
		Object.assign(second, { cost });
		expect(execution.error).toBeUndefined();
		expect(mail?.subject).toMatch(/^\[Test\] Gifts in .*, 2 not counted$/);
		const lists = rowsOf(mail?.html).filter(({ title }) => title.startsWith('Gift '));
		expect(lists.map(({ title }) => title).sort()).toEqual(
			[first, second].map(({ id }) => `Gift ${String(id)}`).sort(),
		);
		const words = lists.map(({ lines }) => lines).join('\n');
		expect(words).toContain('the currency is none');
		expect(words).toContain('the amount is none');
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
