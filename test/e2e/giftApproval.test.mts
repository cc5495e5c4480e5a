import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { giftApproval } from '../../sandbox/demo/giftApproval.mts';
import { reachdeskCredential } from '../../sandbox/demo/stage.mts';
import { CAMPAIGN_BY_YEARS } from '../../sandbox/demo/templates.mts';
import type { Person } from '../../sandbox/hibob/people.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { giftBody, recipient, trigger } from '../sandbox/reachdeskClient.mts';
import { Gateway } from '../faults/gateway.mts';
import { Calendar } from './calendar.mts';

// The mail of a Friday is for the weekend and for Monday.
const FRIDAY = '2027-03-05';
const SATURDAY = '2027-03-06';
const SUNDAY = '2027-03-07';
const MONDAY = '2027-03-08';
const TUESDAY = '2027-03-09';
const WEDNESDAY = '2027-03-10';
const THURSDAY = '2027-03-11';
const NEXT_FRIDAY = '2027-03-12';
const NEXT_SATURDAY = '2027-03-13';

const TWIN = 'Sam Lee';
const HOSTILE = `Ann $& <b onclick="x()">&amp; {{ $json.key }}</b> 'n' "co"`;
const HEBREW = 'יעל 12';
const WHO = 'Dana Approver';
/** somebody outside of the company */
const FRIEND = 'friend@example.net';

let calendar: Calendar;
let reachdesk: ReachdeskSandbox;
let mailbox: Mailbox;
/** between n8n and the mailbox */
let post: Gateway;
let workflow = '';
/** the workflow of the page and the mails */
let page = '';
/** who is approved for Monday, and leaves on Sunday */
let leaver: Person | undefined;
/** has a birthday on Monday, and has asked for no gifts */
let wantsNone: Person | undefined;

/** A gift, by the sandbox's own reckoning. */
interface Wanted {
	key: string;
	name: string;
	email: string;
	day: string;
	campaign: number;
}

const wantedOn = (...days: string[]): Wanted[] =>
	days.flatMap((day) =>
		whoMattersOn(day, calendar.hibob.people).flatMap(({ person, occasion, years, gift }) => {
			const campaign =
				occasion === 'birthday' ? '1501' : (CAMPAIGN_BY_YEARS[String(years ?? '')] ?? '');
			if (!gift || occasion === 'startDate' || campaign === '' || person === wantsNone) return [];
			return [
				{
					key: `hibob:${person['root.id']}:${occasion}:${day.slice(0, 4)}`,
					name: person['root.displayName'],
					email: person['root.email'] ?? '',
					day,
					campaign: Number(campaign),
				},
			];
		}),
	);

let ofTheWeekend: Wanted[] = [];

beforeAll(async () => {
	mailbox = await startMailbox();
	post = await Gateway.open(`http://${mailbox.host}:${String(mailbox.port)}`);
	calendar = await Calendar.open({ firstDay: FRIDAY, size: 120 });
	const { n8n, hibob, credential } = calendar;
	reachdesk = await startReachdesk({ now: n8n.now });
	const days = [SATURDAY, SATURDAY, SATURDAY, SUNDAY, MONDAY, MONDAY];
	for (const day of [...days, TUESDAY, TUESDAY, WEDNESDAY, WEDNESDAY, THURSDAY, NEXT_SATURDAY]) {
		calendar.birthdays.add(day.slice(5));
	}
	const bornOn = (day: string) =>
		hibob.people.filter(
			(person) =>
				person['personal.shortBirthDate'] === day.slice(5) && person.scenario === 'filler',
		);
	const [first, second, third] = bornOn(SATURDAY);
	const [onWednesday] = bornOn(WEDNESDAY);
	[leaver, wantsNone] = bornOn(MONDAY);
	if (!first || !second || !third || !leaver || !wantsNone || !onWednesday) {
		throw new Error('Too few people have a birthday.');
	}
	first['root.displayName'] = TWIN;
	second['root.displayName'] = TWIN;
	third['root.displayName'] = HOSTILE;
	onWednesday['root.displayName'] = HEBREW;
	ofTheWeekend = wantedOn(SATURDAY, SUNDAY, MONDAY);
	const reachdeskApi = await n8n.createCredential(
		'reachdeskApi',
		'Reachdesk (sandbox)',
		reachdeskCredential(reachdesk),
	);
	await n8n.createDataTable('Gift Opt-Outs', ['employee_id', 'email', 'choice', 'since']);
	const choice = { employee_id: wantsNone['root.id'], choice: 'none', since: FRIDAY };
	await (await n8n.dataTable('Gift Opt-Outs')).insert([choice]);
	await somebodyGotAGift();
	await calendar.moveTo(FRIDAY, '06:59:30');
	// at different times, as a small machine has little to run them with
	const at = (second: number) => everySeconds(12, second);
	const approval = await giftApproval(
		{ n8n, credentials: { hiBobServiceUserApi: credential, reachdeskApi } },
		reachdesk,
		{ ...mailbox, port: Number(new URL(post.url).port) },
		{
			before: { pollTimes: pollTimesAt(at(0)) },
			onTheDay: { pollTimes: pollTimesAt(at(4)) },
			schedule: {
				rule: {
					interval: [{ field: 'cronExpression', expression: `${at(8).join(',')} * * * * *` }],
				},
			},
		},
	);
	page = approval.pageId;
	workflow = await n8n.importWorkflow(approval.workflow);
	await n8n.publish(workflow);
	await calendar.moveTo(FRIDAY, '06:59:58');
}, 400_000);
afterAll(async () => {
	await calendar.close();
	await reachdesk.stop();
	await post.shut();
	await mailbox.stop();
	expect(reachdesk.requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);

const BEFORE = 'HiBob: Before the Day';
const ON_THE_DAY = 'HiBob: On the Day';

const browser = axios.create({ proxy: false, validateStatus: () => true });

/** A gift from the campaign for birthdays, to somebody outside of the company. */
async function somebodyGotAGift(): Promise<void> {
	const { sender } = reachdesk;
	const to = recipient({ email: FRIEND });
	const { status } = await trigger(reachdesk, giftBody({ sender, recipient: to }));
	expect(status).toBe(200);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const decoded = (html: string): string =>
	html.replace(
		/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
		(whole: string, hex = '', decimal = '', name = '') => {
			if (name !== '') return ENTITIES[String(name)] ?? whole;
			const code = hex === '' ? Number(decimal) : parseInt(String(hex), 16);
			return String.fromCharCode(code);
		},
	);

/** The next mail whose subject begins so. */
const mailThatSays = async (beginning: string): Promise<Mail> =>
	await calendar.n8n.waitUntil(
		() => Promise.resolve(mailbox.mails.find(({ subject }) => subject.startsWith(beginning))),
		{ what: `a mail "${beginning}"`, timeoutMs: 100_000 },
	);

/** Where the button of a mail leads. */
const linkIn = ({ html }: Mail): string => /<a class="button" href="([^"]+)"/.exec(html)?.[1] ?? '';

const open = async (mail: Mail): Promise<{ status: number; data: string }> =>
	await browser.get<string>(linkIn(mail));

/** The value and the text of each tick box of a form. */
async function boxesOf(mail: Mail): Promise<{ value: string; text: string }[]> {
	const { data, status } = await open(mail);
	expect(status).toBe(200);
	return Array.from(
		data.matchAll(/<input type="checkbox" name="gift" value="(\d+)"[^>]*>(.*?)<\/label>/gs),
		([, value = '', html = '']) => ({ value, text: decoded(html.replace(/<[^>]*>/g, '')) }),
	);
}

interface Answer {
	choice?: string;
	gifts?: readonly string[];
	by?: string;
	end?: string;
}

/** Sends an answer as the page does, or as a page that is broken. */
async function submit(
	mail: Mail,
	{ choice, gifts = [], by = WHO, end = 'yes' }: Answer,
): Promise<{ status: number; data: string }> {
	const form = new URLSearchParams();
	if (choice !== undefined) form.append('choice', choice);
	for (const gift of gifts) form.append('gift', gift);
	form.append('by', by);
	form.append('end', end);
	return await browser.post<string>(linkIn(mail), form);
}

const gifts = (): string[] =>
	reachdesk.sends
		.filter(({ email }) => email !== FRIEND)
		.map(
			({ email, campaign, createdAt }) =>
				`${createdAt.slice(0, 10)} ${email} ${String(campaign.id)}`,
		)
		.sort();

const expectedFrom = (wanted: readonly Wanted[]): string[] =>
	wanted.map(({ day, email, campaign }) => `${day} ${email} ${String(campaign)}`).sort();

/** What the Gift Log says of some gifts, once it says of each of them one of these outcomes. */
const logged = async (
	wanted: readonly Wanted[],
	...outcomes: string[]
): Promise<Record<string, unknown>[]> =>
	await calendar.n8n.waitUntil(
		async () => {
			const rows = await (await calendar.n8n.dataTable('Gift Log')).rows();
			const found = wanted.flatMap(({ key }) => rows.filter((row) => row.key === key));
			const isThere =
				found.length === wanted.length &&
				found.every(({ outcome }) => outcomes.includes(String(outcome)));
			return isThere ? found : undefined;
		},
		{ what: `${outcomes.join(' or ')} in the Gift Log`, timeoutMs: 100_000 },
	);

/** What the Gift Log says of one person, once it does. */
const logOf = async (person: Person | undefined): Promise<Record<string, unknown>[]> =>
	await calendar.n8n.waitUntil(
		async () => {
			const rows = await (await calendar.n8n.dataTable('Gift Log')).rows();
			const theirs = rows.filter((row) => row.employee_id === person?.['root.id']);
			return theirs.length > 0 ? theirs : undefined;
		},
		{ what: 'a row of somebody in the Gift Log', timeoutMs: 100_000 },
	);

/** Goes to the time of the daily run, and waits until both triggers have run and were recorded. */
async function liveThrough(day: string): Promise<void> {
	await calendar.moveTo(day, '07:00:02');
	await calendar.n8n.waitUntil(
		async () => {
			const rows = await (await calendar.n8n.dataTable('Gift Runs')).rows();
			return [BEFORE, ON_THE_DAY].every((trigger) =>
				rows.some((row) => row.trigger === trigger && row.day === day),
			);
		},
		{ what: `the runs of ${day}`, timeoutMs: 100_000 },
	);
}

const many = (count: number): string => `${String(count)} ${count === 1 ? 'gift' : 'gifts'}`;

const isTwin = ({ name }: Wanted) => name === TWIN;

/** The gifts that are approved: one of two people with the same name, and some others. */
const approved = (): Wanted[] => [
	...ofTheWeekend.filter(isTwin).slice(1),
	...ofTheWeekend.filter(
		({ name, day, email }) =>
			name === HOSTILE || day === SUNDAY || email === leaver?.['root.email'],
	),
];

const isSent = ({ email }: Wanted) => email !== leaver?.['root.email'];

describe('the gift approval', () => {
	it('asks once about all gifts of the days until the next working day, and sends nothing', async () => {
		expect(ofTheWeekend.length).toBeGreaterThanOrEqual(5);
		const mail = await mailThatSays(
			`${String(ofTheWeekend.length)} gifts to approve by Monday 8 March, 07:00 UTC`,
		);
		const text = decoded(mail.html);
		for (const { name } of ofTheWeekend) expect(text).toContain(`<bdi>${name}</bdi>`);
		expect(mail.html).not.toContain('<b ');
		// the button comes first, whatever the number of gifts
		expect(mail.html.indexOf('class="button"')).toBeLessThan(mail.html.indexOf('<table'));
		expect(mail.text).toContain(linkIn(mail));
		await logged(ofTheWeekend, 'awaitingApproval');
		expect(gifts()).toEqual([]);
		expect(await logOf(wantsNone)).toMatchObject([{ outcome: 'optedOut' }]);
	}, 200_000);

	it('shows each gift with campaign, cost, site and manager, by day and name, also after n8n was killed', async () => {
		await calendar.n8n.kill();
		await calendar.restartAt(FRIDAY, '10:00:00');
		const boxes = await boxesOf(await mailThatSays(`${String(ofTheWeekend.length)} gifts`));
		expect(boxes).toHaveLength(ofTheWeekend.length);
		for (const { name, email } of ofTheWeekend) {
			const found = boxes.filter(({ text }) =>
				name === TWIN ? text.startsWith(`${name} ${email}`) : text.startsWith(name),
			);
			expect(found).toHaveLength(1);
			const person = calendar.hibob.people.find((one) => one['root.email'] === email);
			expect(found[0]?.text).toContain(person?.['work.site'] ?? '');
		}
		const birthday = reachdesk.sends[0];
		if (!birthday) throw new Error('There is no earlier gift.');
		expect(boxes[0]?.text).toContain(birthday.campaign.name);
		expect(boxes[0]?.text).toMatch(/last one \D*\d/);
		expect(boxes[0]?.text).toContain('manager ');
		const page = (await open(await mailThatSays(`${String(ofTheWeekend.length)} gifts`))).data;
		const days = Array.from(page.matchAll(/<h2>([^<]*)<\/h2>/g), ([, day = '']) => day);
		expect(days).toEqual(['Saturday 6 March', 'Sunday 7 March', 'Monday 8 March']);
	}, 200_000);

	it('refuses an answer that is not clear in words, and stays open', async () => {
		const mail = await mailThatSays(`${String(ofTheWeekend.length)} gifts`);
		const unclear: [Answer, string][] = [
			[{}, 'Choose one of the three'],
			[{ choice: 'most' }, 'Choose one of the three'],
			[{ choice: 'some' }, 'nothing is ticked'],
			[{ choice: 'none', gifts: ['1'] }, 'You chose None'],
			[{ choice: 'all', gifts: ['1'] }, 'You chose All'],
			[{ choice: 'some', gifts: ['1', '999'] }, 'not on this list'],
			[{ choice: 'some', gifts: ['1', '[object Object]'] }, 'not on this list'],
			[{ choice: 'all', by: ' ' }, 'Fill in your name'],
			[{ choice: 'all', end: '' }, 'did not arrive in full'],
		];
		for (const [answer, reason] of unclear) {
			const { data, status } = await submit(mail, answer);
			expect([status, decoded(data)]).toEqual([200, expect.stringContaining(reason)]);
			expect(data).toContain('name="choice"');
		}
		const broken = ['', 'choice=all&choice=none&by=x&end=yes', '{"choice":', '%%%=%'];
		for (const body of broken) {
			for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
				await browser.post(linkIn(mail), body, { headers: { 'Content-Type': type } });
			}
		}
		expect((await open(mail)).data).toContain('name="choice"');
		const stranger = linkIn(mail).replace(/list=.*/, 'list=');
		expect((await browser.get(stranger)).status).toBe(404);
		expect((await browser.post(stranger, 'choice=all&by=x&end=yes')).status).toBe(404);
		await logged(ofTheWeekend, 'awaitingApproval');
	}, 200_000);

	it('takes one answer, says on the page and by mail what was approved and by whom, and sends nothing before the day', async () => {
		const mail = await mailThatSays(`${String(ofTheWeekend.length)} gifts`);
		const boxes = await boxesOf(mail);
		const ticked = boxes.filter(({ text }) =>
			approved().some(({ name, email }) =>
				text.startsWith(name === TWIN ? `${name} ${email}` : name),
			),
		);
		expect(ticked).toHaveLength(approved().length);
		const answer = { choice: 'some', gifts: ticked.map(({ value }) => value) };
		const title = `${String(ticked.length)} of ${String(boxes.length)} gifts approved`;
		// two people answer at the same moment
		const pages = await Promise.all([
			submit(mail, { ...answer, by: 'First Person' }),
			submit(mail, { ...answer, by: 'Other Person' }),
		]);
		const winner = /<bdi>((?:First|Other) Person)<\/bdi> answered on/.exec(pages[0].data)?.[1];
		for (const { data } of pages) {
			expect(data).toContain(`<h1>${title}</h1>`);
			expect(data).toContain(`<bdi>${winner ?? ''}</bdi> answered on`);
		}
		expect(pages.filter(({ data }) => data.includes('was answered before'))).toHaveLength(1);
		const late = await submit(mail, { choice: 'none' });
		expect(late.data).toContain(`<h1>${title}</h1>`);
		expect(late.data).toContain('was answered before');
		const receipt = await mailThatSays(`${title} by ${winner ?? ''}`);
		expect(receipt.text).toContain(`Approved: ${String(ticked.length)}`);
		expect(receipt.text).toContain('Declined: ');
		const rows = await logged(approved(), 'approved');
		expect(new Set(rows.map((row) => row.approved_by))).toEqual(new Set([winner]));
		const keys = approved().map(({ key }) => key);
		const declined = ofTheWeekend.filter(({ key }) => !keys.includes(key));
		expect(declined.length).toBeGreaterThan(0);
		for (const row of await logged(declined, 'declined')) {
			expect(row.explanation).toBe(`Declined by ${winner ?? ''}`);
		}
		expect(gifts()).toEqual([]);
	}, 200_000);

	it('sends each approved gift on its day, nothing that was declined, and nothing to who left in between', async () => {
		if (!leaver) throw new Error('Nobody leaves.');
		leaver['internal.terminationDate'] = SUNDAY;
		leaver['internal.status'] = 'Inactive';
		for (const day of [SATURDAY, SUNDAY, MONDAY]) {
			await liveThrough(day);
			expect(gifts()).toEqual(
				expectedFrom(approved().filter((gift) => gift.day <= day && isSent(gift))),
			);
		}
		for (const row of await logged(approved().filter(isSent), 'sent')) {
			expect(row.approved_by).toMatch(/^(First|Other) Person$/);
		}
		// on the day as on the day before
		expect(await logOf(wantsNone)).toMatchObject([
			{ outcome: 'optedOut', reason: null, explanation: 'They asked for no gifts' },
		]);
		const gone = approved().filter((gift) => !isSent(gift));
		expect(gone).toHaveLength(1);
		const [row] = await logged(gone, 'skipped');
		expect(row?.reason).toBe('terminated');
	}, 400_000);

	it('takes None for all of a list', async () => {
		const list = wantedOn(TUESDAY);
		const mail = await mailThatSays(`${String(list.length)} gifts to approve by Tuesday 9 March`);
		const { data } = await submit(mail, { choice: 'none' });
		expect(data).toContain(`<h1>0 of ${String(list.length)} gifts approved</h1>`);
		await mailThatSays(`0 of ${String(list.length)} gifts approved by ${WHO}`);
		await logged(list, 'declined');
		await liveThrough(TUESDAY);
		expect(gifts()).toEqual(expectedFrom(approved().filter(isSent)));
		await logged(list, 'declined');
	}, 300_000);

	it('takes All for all of a list, and names in Hebrew stay apart from numbers', async () => {
		const list = wantedOn(WEDNESDAY);
		const mail = await mailThatSays(`${String(list.length)} gifts to approve by Wednesday`);
		expect(mail.html).toContain(`<bdi>${HEBREW}</bdi>`);
		expect(mail.text).toContain(`\u2068${HEBREW}\u2069`);
		await submit(mail, { choice: 'all', by: HEBREW });
		const receipt = await mailThatSays(`${String(list.length)} of ${String(list.length)} gifts`);
		expect(receipt.html).toContain(`<bdi>${HEBREW}</bdi> answered on`);
		await post.shut();
		await liveThrough(WEDNESDAY);
		expect(gifts()).toEqual(expectedFrom([...approved().filter(isSent), ...list]));
		for (const row of await logged(list, 'sent')) expect(row.approved_by).toBe(HEBREW);
	}, 300_000);

	it('asks as soon as mails go out again, and then leaves a day for the answer', async () => {
		const list = wantedOn(THURSDAY);
		expect(mailbox.mails.filter(({ subject }) => subject.includes('Thursday'))).toEqual([]);
		await calendar.moveTo(WEDNESDAY, '07:20:00');
		await post.reopen();
		const mail = await mailThatSays(`${many(list.length)} to approve by Thursday 11 March, 07:`);
		expect(mailbox.mails.filter(({ html }) => html.includes(linkIn(mail)))).toHaveLength(1);
		await logged(list, 'awaitingApproval');
	}, 300_000);

	it('reminds once, then takes silence for no, and says who got nothing because of it', async () => {
		const list = wantedOn(THURSDAY);
		const ask = await mailThatSays(`${many(list.length)} to approve by Thursday`);
		await calendar.moveTo(WEDNESDAY, '15:40:00');
		const reminder = await mailThatSays('Reminder: ');
		expect(linkIn(reminder)).toBe(linkIn(ask));
		await liveThrough(THURSDAY);
		expect((await open(ask)).data).toContain('name="choice"');
		await calendar.moveTo(THURSDAY, '07:40:00');
		const closed = await mailThatSays(`${many(list.length)} not sent: nobody answered`);
		for (const { name } of list) expect(closed.text).toContain(name);
		expect(closed.text).toContain('Gift by hand');
		const page = await open(ask);
		expect([page.status, page.data]).toEqual([410, expect.stringContaining('Nothing was sent')]);
		expect((await submit(ask, { choice: 'all' })).status).toBe(410);
		await logged(list, 'notApproved');
		expect(mailbox.mails.filter(({ subject }) => subject.startsWith('Reminder: '))).toHaveLength(1);
		expect(gifts().filter((gift) => gift.startsWith(THURSDAY))).toEqual([]);
	}, 300_000);

	it('asks in a test run, too, says so, and approves and sends nothing then', async () => {
		const { n8n } = calendar;
		const before = gifts();
		const log = (await (await n8n.dataTable('Gift Log')).rows()).length;
		const run = await n8n.waitForExecution(await n8n.runManually(workflow, BEFORE));
		expect(run.status).toBe('success');
		const mail = await mailThatSays('[Test] ');
		expect((await open(mail)).data).toContain('nothing is approved or sent');
		await submit(mail, { choice: 'all' });
		await n8n.waitUntil(
			() =>
				Promise.resolve(
					mailbox.mails.some(
						({ subject }) => subject.startsWith('[Test] ') && subject.includes('approved by'),
					),
				),
			{ what: 'the receipt of a test', timeoutMs: 100_000 },
		);
		expect(gifts()).toEqual(before);
		expect(await (await n8n.dataTable('Gift Log')).rows()).toHaveLength(log);
		const all = await n8n.executions(workflow);
		expect(all.map(({ id }) => id)).toContain(run.id);
		expect(all.filter(({ status }) => status === 'error')).toEqual([]);
		// the secret of the link and names are not kept
		expect(await n8n.executions(page)).toEqual([]);
	}, 200_000);

	it('is an error when the page and its mails are not there', async () => {
		const { n8n } = calendar;
		const mails = mailbox.mails.length;
		await n8n.unpublish(page);
		await liveThrough(NEXT_FRIDAY);
		const failed = await n8n.waitUntil(
			async () => {
				const all = await n8n.executions(workflow);
				return all.find(({ status }) => status === 'error');
			},
			{ what: 'an error', timeoutMs: 100_000 },
		);
		expect(JSON.stringify(await n8n.execution(failed.id))).toContain('Nobody was asked to approve');
		expect(mailbox.mails).toHaveLength(mails);
		// it asks by itself once it is there
		await n8n.publish(page);
		await calendar.moveTo(NEXT_FRIDAY, '07:20:00');
		await mailThatSays(`${many(wantedOn(NEXT_SATURDAY, '2027-03-14', '2027-03-15').length)} to`);
	}, 200_000);
});
