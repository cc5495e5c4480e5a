import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { publishGiftPage } from '../../sandbox/demo/preview.mts';
import type { GiftPage } from '../../sandbox/demo/preview.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { formatted, plus } from '../../sandbox/hibob/dates.mts';
import { leftLongAgo, whoMattersOn } from '../../sandbox/hibob/today.mts';
import type { DataTable } from '../../sandbox/n8n/dataTable.mts';
import { SavedExecutions } from './savedExecutions.mts';

const LOG_COLUMNS = [
	...['key', 'employee_id', 'name', 'occasion', 'occasion_date', 'due_date', 'years', 'campaign'],
	...['outcome', 'reason', 'explanation', 'approved_by', 'send_id', 'cost', 'currency', 'status'],
	...['workflow', 'run_day'],
];
const RUN_COLUMNS = [
	...[
		'workflow_id',
		'workflow',
		'trigger',
		'day',
		'completed_at',
		'next_run',
		'head_count',
		'read',
	],
	...['due', 'skipped', 'missed', 'warnings', 'needs_you', 'message', 'told'],
];
const HOSTILE = `<img src=x onerror="alert('1')"> {{ $json.range }} $& & Sons`;
const HEBREW = 'נועה לוי';

let stage: Stage;
let site: GiftPage;
let log: DataTable;
let runs: DataTable;
/** of the month before, yyyy-MM-dd */
let lastMonth = '';
let made = 0;

beforeAll(async () => {
	stage = await setStage({ n8n: { env: { EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '0.02' } } });
	lastMonth = plus(`${stage.today.slice(0, 7)}-01`, { days: -1 });
	site = await publishGiftPage(stage);
}, 400_000);
afterAll(async () => {
	await stage.stop();
}, 60_000);
beforeEach(() => {
	stage.hibob.faults.clear();
});

const basic = (password: string) =>
	`Basic ${Buffer.from(`${site.visitor.username}:${password}`).toString('base64')}`;

/** Opens the page as a browser would. @param q what is searched for */
async function visit(q?: string): Promise<string> {
	const url = new URL(site.url);
	if (q !== undefined) url.searchParams.set('q', q);
	const answer = await fetch(url, { headers: { authorization: basic(site.visitor.password) } });
	expect(answer.status).toBe(200);
	return await answer.text();
}

/** A row of the Gift Log, as the workflow Gift log writes it. */
function row(name: string, outcome: string, more: Readonly<Record<string, string>> = {}): object {
	made += 1;
	const day = more.due_date ?? stage.today;
	return {
		...{ key: `hibob:${String(made)}:birthday:2026`, employee_id: String(made), name, outcome },
		...{ occasion: 'birthday', occasion_date: day, due_date: day, run_day: day, campaign: '1501' },
		...more,
	};
}

const run = (workflow: string, hoursAgo: number): object => ({
	...{ workflow_id: workflow, workflow, trigger: 'HiBob Employees', day: stage.today, due: '4' },
	completed_at: new Date(Date.now() - hoursAgo * 3_600_000).toISOString(),
});

const textOf = (html: string): string =>
	html
		.replace(/<[^>]*>/g, ' ')
		.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
		.replace(/\s+/g, ' ')
		.trim();

const history = (page: string): string =>
	page.split('<aside')[0]?.split('<div class="history">')[1] ?? '';
const calendar = (page: string): string => page.split('<aside')[1]?.split('</aside>')[0] ?? '';
/** What the history has about somebody, in words. */
const about = (name: string, page: string): string[] =>
	history(page)
		.split('<li class="entry ')
		.slice(1)
		.map((entry) => textOf(`<${entry}`))
		.filter((text) => text.startsWith(name));
const searches = (): number =>
	stage.hibob.requests.filter(({ url }) => url.includes('/people/search')).length;

describe('the page of gifts', () => {
	it('is shown to nobody without the right password', async () => {
		for (const headers of [{}, { authorization: basic('wrong') }]) {
			const answer = await fetch(site.url, { headers });
			expect(answer.status).toBe(401);
			expect(await answer.text()).not.toContain('Gift history');
		}
	});

	it('says why when there is no Gift Log and HiBob cannot be read', async () => {
		stage.hibob.faults.add({
			path: '/v1/people/search',
			fault: { kind: 'status', when: 'before', status: 403 },
		});
		const page = await visit();
		expect(textOf(history(page))).toContain('There is no Gift Log yet.');
		expect(textOf(calendar(page))).toMatch(/HiBob is not accessible right now\. .*403/);
	}, 60_000);

	it('shows the next days as HiBob has them, also with an empty Gift Log', async () => {
		await stage.n8n.createDataTable('Gift Log', LOG_COLUMNS);
		await stage.n8n.createDataTable('Gift Runs', RUN_COLUMNS);
		[log, runs] = [await stage.n8n.dataTable('Gift Log'), await stage.n8n.dataTable('Gift Runs')];
		// a refusal of HiBob is remembered for ten seconds
		const page = await stage.n8n.waitUntil(
			async () => {
				const shown = await visit();
				return calendar(shown).includes('is not accessible') ? undefined : shown;
			},
			{ what: 'the next days on the page' },
		);
		expect(textOf(history(page))).toContain('No gifts yet.');
		const due = whoMattersOn(stage.today, stage.hibob.people).filter(
			({ person }) => !leftLongAgo(person, stage.today),
		);
		expect(due.length).toBeGreaterThan(20);
		const [first = '', rest = ''] = calendar(page).split(`<time datetime="${stage.today}">`);
		expect(first).not.toContain('class="entry');
		const today = rest.split('<time ')[0] ?? '';
		const names = Array.from(today.matchAll(/<strong><bdi>([^<]*)</g), ([, name = '']) =>
			textOf(name),
		);
		expect(names.sort()).toEqual(due.map(({ person }) => person['root.displayName']).sort());
	}, 60_000);

	it('says of each gift of this month and last what became of it, and why there is none', async () => {
		await log.insert([
			row('Anna Steiner', 'sent', {
				...{ status: 'delivered', cost: '25', currency: 'EUR', approved_by: 'boss@example.com' },
			}),
			row('Bram Jansen', 'skipped', { reason: 'terminated', explanation: 'Left on 2026-03-03' }),
			row('Carl Kim', 'refused', { explanation: 'Reachdesk rejected the API token (401)' }),
			row('Dora Levi', 'skipped', { reason: 'missed', explanation: 'No run in 7 days' }),
			row('Emma Smit', 'declined'),
			row('Felix Braun', 'sent', { due_date: lastMonth }),
			row('Gina Old', 'sent', { due_date: plus(lastMonth, { days: -40 }) }),
		]);
		const page = await visit();
		expect(about('Anna', page)).toEqual([
			'Anna Steiner Birthday Sent delivered , €25.00 , Campaign 1501 , approved by boss@example.com',
		]);
		expect(about('Bram', page)[0]).toContain(
			'Skipped Campaign 1501 Had left the company. Left on 3 March 2026.',
		);
		expect(about('Carl', page)[0]).toMatch(/Refused .*No gift was made\. .*\(401\)/);
		expect(about('Dora', page)[0]).toMatch(/Missed .*without a successful run/);
		expect(about('Emma', page)[0]).toContain('Declined');
		expect(about('Felix', page)).toHaveLength(1);
		expect(about('Gina', page)).toEqual([]);
		const [month = '', before = ''] = history(page).split(formatted(lastMonth, 'LLLL yyyy'));
		expect(textOf(month)).toContain(
			'1 gift sent, 2 need you, 2 without a gift. Known costs: €25.00',
		);
		expect(textOf(before)).toContain('1 gift sent');
		expect(page).not.toContain('class="banner"');
	}, 60_000);

	it('says after how many days a gift came, and that one was for the end of a probation', async () => {
		await log.insert([
			row('Ida Holm', 'sent', { key: 'hibob:7:daysAfterStart30:2026', occasion: 'daysAfterStart' }),
			row('Ole Berg', 'sent', { key: 'hibob:8:endOfProbation:2026', occasion: 'endOfProbation' }),
		]);
		const page = await visit();
		expect(about('Ida', page)[0]).toMatch(/^Ida Holm 30 days after the start Sent/);
		expect(about('Ole', page)[0]).toMatch(/^Ole Berg End of probation Sent/);
	}, 60_000);

	it('finds somebody in the last 13 months by a part of the name, whatever its accents', async () => {
		await log.insert([
			row('Gráinne Ó Briain', 'sent', { due_date: plus(lastMonth, { days: -200 }) }),
		]);
		expect(about('Gráinne', await visit())).toEqual([]);
		const page = await visit('briain GRA');
		expect(about('Gráinne', page)).toHaveLength(1);
		expect(about('Anna', page)).toEqual([]);
		expect(about('Gina', await visit('gina'))).toHaveLength(1);
		expect(textOf(history(await visit('nobody at all')))).toContain('Nobody was found.');
	}, 60_000);

	it('shows HTML in a name or a search as text, and keeps Hebrew apart from what is beside it', async () => {
		await log.insert([
			row(HOSTILE, 'sent'),
			row(HEBREW, 'sent', { years: '12', occasion: 'workAnniversary' }),
		]);
		const page = await visit();
		expect(about('<img', page)[0]).toContain(HOSTILE);
		expect(page).not.toContain('<img');
		expect(history(page)).toMatch(
			new RegExp(`<bdi>${HEBREW}</bdi></strong> <span class="occasion">12 years`),
		);
		expect(about(HEBREW, await visit('לוי'))).toHaveLength(1);
		for (const q of [`"><script>alert(1)</script>`, '{{ $json.runs }} $' + '{x} $&', '%', '\\']) {
			const found = await visit(q);
			expect(found.match(/<script/g)).toHaveLength(1);
			expect(textOf(/<p class="range">.*?<\/p>/s.exec(found)?.[0] ?? '')).toContain(q);
		}
	}, 60_000);

	it('warns when sending is paused, and of a workflow that has not run for 26 hours', async () => {
		await runs.insert([run('Birthday gift', 5), run('New starter welcome', 30)]);
		await log.insert([row('Paula Waits', 'paused')]);
		const banners = Array.from(
			(await visit()).matchAll(/<p class="banner">(.*?)<\/p>/gs),
			([, text = '']) => textOf(text),
		);
		expect(banners).toEqual([
			expect.stringMatching(/^Sending is paused\. 1 gift is waiting\. .*Reachdesk API credential/),
			expect.stringMatching(/^New starter welcome has not run since /),
		]);
		await log.remove('outcome', 'paused');
		await runs.remove('workflow', 'New starter welcome');
		expect(await visit()).not.toContain('class="banner"');
	}, 60_000);

	it('asks HiBob once, however many people open it', async () => {
		const before = searches();
		for (let view = 0; view < 60; view++) await visit();
		expect(searches() - before).toBeLessThanOrEqual(1);
	}, 120_000);

	it('reads only two months of a Gift Log of 20,000 rows', async () => {
		for (let batch = 0; batch < 20; batch++) {
			const old = plus(stage.today, { days: -80 - batch * 15 });
			const rows = Array.from({ length: 1_000 }, (_, index) =>
				row(`Person ${String(index)}`, 'sent', { due_date: old }),
			);
			await log.insert(rows);
		}
		expect(about('Person', await visit())).toEqual([]);
		expect(about('Person 77', await visit('Person 777')).length).toBe(20);
	}, 120_000);

	it('saves nothing of its visitors, and no name', async () => {
		expect(await stage.n8n.executions(site.workflowId)).toEqual([]);
		const saved = new SavedExecutions(stage.n8n);
		try {
			expect(saved.with('Anna Steiner')).toEqual([]);
			await saved.lose(basic(site.visitor.password), stage.n8n);
		} finally {
			saved.close();
		}
	}, 60_000);
});
