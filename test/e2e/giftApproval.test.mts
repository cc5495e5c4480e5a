import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { giftApproval } from '../../sandbox/demo/giftApproval.mts';
import { reachdeskCredential } from '../../sandbox/demo/stage.mts';
import { CAMPAIGN_BY_YEARS } from '../../sandbox/demo/templates.mts';
import type { Person } from '../../sandbox/hibob/people.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import type { Execution } from '../../sandbox/n8n/host.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { Calendar } from './calendar.mts';

// The mail of a Friday is for the weekend and for Monday.
const FRIDAY = '2027-03-05';
const SATURDAY = '2027-03-06';
const SUNDAY = '2027-03-07';
const MONDAY = '2027-03-08';

const TWIN = 'Sam Lee';
const HOSTILE = `Ann $& <b onclick="x()">&amp; {{ $json.key }}</b> 'n' "co"`;

// Each copy of the workflow sends from campaigns of its own, so that an approval or a gift of one is
// not taken for that of another.
const allFrom = (campaign: string) => ({
	birthdayCampaign: campaign,
	campaignByYears: Object.fromEntries(
		Object.keys(CAMPAIGN_BY_YEARS).map((years) => [years, campaign]),
	),
});
const COPIES = {
	some: {
		approver: 'some@example.com',
		birthdayCampaign: '1501',
		campaignByYears: CAMPAIGN_BY_YEARS,
	},
	none: { approver: 'none@example.com', ...allFrom('1701') },
	silent: { approver: 'silent@example.com', ...allFrom('1503') },
};
type Copy = keyof typeof COPIES;

let calendar: Calendar;
let reachdesk: ReachdeskSandbox;
let mailbox: Mailbox;
const workflows = new Map<Copy, string>();
/** the gifts that somebody is to be asked about */
let wanted: Wanted[] = [];
/** who is approved for Monday, and leaves on Sunday */
let leaver: Person | undefined;

/** A gift, by the sandbox's own reckoning. */
interface Wanted {
	name: string;
	email: string;
	day: string;
	campaign: number;
}

function giftsOfTheWeekend(): Wanted[] {
	return [SATURDAY, SUNDAY, MONDAY].flatMap((day) =>
		whoMattersOn(day, calendar.hibob.people).flatMap(({ person, occasion, years, gift }) => {
			const campaign =
				occasion === 'birthday' ? '1501' : (CAMPAIGN_BY_YEARS[String(years ?? '')] ?? '');
			if (!gift || occasion === 'startDate' || campaign === '') return [];
			const email = person['root.email'] ?? '';
			return [{ name: person['root.displayName'], email, day, campaign: Number(campaign) }];
		}),
	);
}

beforeAll(async () => {
	mailbox = await startMailbox();
	calendar = await Calendar.open({ firstDay: FRIDAY, size: 120 });
	const { n8n, hibob, credential } = calendar;
	reachdesk = await startReachdesk({ now: n8n.now });
	for (const day of [SATURDAY, SATURDAY, SATURDAY, SUNDAY, MONDAY]) {
		calendar.addBirthday(day.slice(5));
	}
	const bornOn = (day: string) =>
		hibob.people.filter(
			(person) =>
				person['personal.shortBirthDate'] === day.slice(5) && person.scenario === 'filler',
		);
	const [first, second, third] = bornOn(SATURDAY);
	[leaver] = bornOn(MONDAY);
	if (!first || !second || !third || !leaver) throw new Error('Too few people have a birthday.');
	first['root.displayName'] = TWIN;
	second['root.displayName'] = TWIN;
	third['root.displayName'] = HOSTILE;
	wanted = giftsOfTheWeekend();
	const reachdeskApi = await n8n.createCredential(
		'reachdeskApi',
		'Reachdesk (sandbox)',
		reachdeskCredential(reachdesk),
	);
	const credentials = { hiBobServiceUserApi: credential, reachdeskApi };
	await calendar.moveTo(FRIDAY, '06:59:30');
	for (const [index, copy] of (['some', 'none', 'silent'] as const).entries()) {
		// at different times, as a small machine has little to run them with
		const at = (second: number) => ({ pollTimes: pollTimesAt(everySeconds(12, second)) });
		const options = { ...COPIES[copy], before: at(index * 4), onTheDay: at(index * 4 + 2) };
		const workflow = await giftApproval({ n8n, credentials }, reachdesk, mailbox, options);
		const id = await n8n.importWorkflow(workflow);
		await n8n.publish(id);
		workflows.set(copy, id);
	}
	await calendar.moveTo(FRIDAY, '06:59:58');
}, 400_000);
afterAll(async () => {
	await calendar.close();
	await reachdesk.stop();
	await mailbox.stop();
	expect(reachdesk.requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);

const BEFORE = 'HiBob: Before the Day';
const ON_THE_DAY = 'HiBob: On the Day';

const workflowOf = (copy: Copy): string => workflows.get(copy) ?? '';

/** What one of the triggers of a copy has started, oldest first. */
async function runsOf(copy: Copy, trigger: string): Promise<Execution[]> {
	const all = await calendar.n8n.executions(workflowOf(copy));
	const executions = await Promise.all(all.map(({ id }) => calendar.n8n.execution(id)));
	return executions.filter(({ runs }) => trigger in runs);
}

/** The execution that asked on Friday, once it is in this state. */
const askingOnce = async (
	copy: Copy,
	wantedStatus: string,
	timeoutMs = 100_000,
): Promise<Execution> =>
	await calendar.n8n.waitUntil(
		async () => {
			const [first] = await runsOf(copy, BEFORE);
			return first?.status === wantedStatus ? first : undefined;
		},
		{ timeoutMs, what: `the mail of "${copy}" to be ${wantedStatus}` },
	);

/** The first mail that asks for a copy. */
const mailFor = (copy: Copy): Mail | undefined =>
	mailbox.mails.find(({ to }) => to.includes(COPIES[copy].approver));

const mailOf = (execution: string): Mail | undefined =>
	mailbox.mails.find(({ html }) => html.includes(`/webhook-waiting/${execution}/`));

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

const browser = axios.create({ proxy: false, validateStatus: () => true });

/** Where the button of a mail leads. */
function formUrl(mail: Mail | undefined): string {
	const [, href = ''] = /<a href="([^"]+)"/.exec(mail?.html ?? '') ?? [];
	return href;
}

/** The texts beside the tick boxes of a form. */
async function optionsOf(mail: Mail | undefined): Promise<string[]> {
	const { data, status } = await browser.get<string>(formUrl(mail));
	expect(status).toBe(200);
	return Array.from(data.matchAll(/type='checkbox'[^>]*? value='([^']*)'/g), ([, value = '']) =>
		decoded(value),
	);
}

/** Submits a form with these boxes ticked, as its page does. */
async function submit(mail: Mail | undefined, ticked: string[]): Promise<string> {
	const form = new FormData();
	form.append('field-0', JSON.stringify(ticked));
	return (await browser.post<string>(formUrl(mail), form)).data;
}

const gifts = (): string[] =>
	reachdesk.sends
		.map(
			({ email, campaign, createdAt }) =>
				`${createdAt.slice(0, 10)} ${email} ${String(campaign.id)}`,
		)
		.sort();

const posts = () => reachdesk.requests.filter(({ method }) => method === 'POST');

const twins = (): Wanted[] => wanted.filter(({ name }) => name === TWIN);

/** The gifts that are approved in one copy: one of two people with the same name, and some others. */
const approved = (): Wanted[] => [
	...twins().slice(1),
	...wanted.filter(
		({ name, day, email }) =>
			name === HOSTILE || day === SUNDAY || email === leaver?.['root.email'],
	),
];

const names = ({ name, email, day }: Wanted, option: string): boolean =>
	option.includes(name === TWIN ? `. ${name} (${email}), ` : `. ${name}, `) &&
	option.endsWith(` ${String(Number(day.slice(8)))} March`);

/** What is to be sent until a day. @param day yyyy-MM-dd, the last if none */
const expectedGifts = (day = MONDAY): string[] =>
	approved()
		.filter((gift) => gift.day <= day && gift.email !== leaver?.['root.email'])
		.map((gift) => `${gift.day} ${gift.email} ${String(gift.campaign)}`)
		.sort();

describe('the gift approval', () => {
	it('asks one person about all gifts of the days until the next working day, and sends nothing', async () => {
		await calendar.n8n.waitUntil(() => Promise.resolve(mailbox.mails.length === 3), {
			what: 'three mails',
			timeoutMs: 100_000,
		});
		// n8n notes that it waits a moment after the mail is out
		for (const copy of ['some', 'none', 'silent'] as const) await askingOnce(copy, 'waiting');
		expect(wanted.length).toBeGreaterThanOrEqual(5);
		const mail = mailFor('some');
		expect(mail?.subject).toBe(
			`${String(wanted.length)} gifts to approve by Monday 8 March, 07:00 UTC`,
		);
		expect(mail?.html).not.toContain('<b ');
		const text = decoded(mail?.html ?? '');
		for (const { name } of wanted) expect(text).toContain(name);
		expect(posts()).toEqual([]);
	}, 200_000);

	it('shows a tick box for each gift, also after n8n was killed, and tells people of one name apart', async () => {
		await calendar.n8n.kill();
		await calendar.restartAt(FRIDAY, '15:00:00');
		const options = await optionsOf(mailFor('some'));
		expect(options).toHaveLength(wanted.length);
		expect(twins()).toHaveLength(2);
		for (const gift of wanted) {
			expect(options.filter((option) => names(gift, option))).toHaveLength(1);
			expect(options.join().includes(gift.email)).toBe(gift.name === TWIN);
		}
	}, 200_000);

	it('takes one answer, notes what is approved, and sends nothing before the day', async () => {
		const mail = mailFor('some');
		const options = await optionsOf(mail);
		const ticked = options.filter((option) => approved().some((gift) => names(gift, option)));
		await submit(mail, ticked);
		await submit(mailFor('none'), []);
		const some = await askingOnce('some', 'success');
		expect(outputOf(some, 'Note Approval')).toHaveLength(approved().length);
		expect(outputOf(some, 'Declined: Nothing Sent')).toHaveLength(
			wanted.length - approved().length,
		);
		const none = await askingOnce('none', 'success');
		expect(outputOf(none, 'Note Approval')).toEqual([]);
		expect(outputOf(none, 'Declined: Nothing Sent')).toHaveLength(wanted.length);
		expect(await submit(mail, options)).toContain('No action required');
		expect(posts()).toEqual([]);
	}, 200_000);

	it('sends each approved gift on its day, nothing that was declined, and nothing to who left in between', async () => {
		if (!leaver) throw new Error('Nobody leaves.');
		leaver['internal.terminationDate'] = SUNDAY;
		leaver['internal.status'] = 'Inactive';
		for (const [index, day] of [SATURDAY, SUNDAY, MONDAY].entries()) {
			await calendar.moveTo(day, '07:00:02');
			for (const copy of ['some', 'none', 'silent'] as const) {
				await calendar.n8n.waitUntil(
					async () => {
						const runs = await runsOf(copy, ON_THE_DAY);
						return runs.filter(({ status }) => status === 'success').length === index + 2;
					},
					{ what: `the run of "${copy}" on ${day}`, timeoutMs: 100_000 },
				);
			}
			expect(gifts()).toEqual(expectedGifts(day));
		}
		for (const run of await runsOf('none', ON_THE_DAY)) {
			expect(outputOf(run, 'Send Gift')).toEqual([]);
			expect(outputOf(run, 'Not Approved: Nothing Sent').length).toBeGreaterThan(0);
		}
		const [, , , monday, ...more] = await runsOf('some', ON_THE_DAY);
		expect(more).toEqual([]);
		if (!monday) throw new Error('There was no run on Monday.');
		expect(outputOf(monday, 'Skipped, and Why')).toContainEqual(
			expect.objectContaining({ reason: 'terminated' }),
		);
	}, 400_000);

	it('asks in a test run, too, and approves and sends nothing then', async () => {
		const { n8n } = calendar;
		const id = await n8n.runManually(workflowOf('some'), BEFORE);
		await n8n.waitUntil(async () => (await n8n.execution(id)).status === 'waiting');
		const options = await optionsOf(mailOf(id));
		await submit(mailOf(id), options);
		const execution = await n8n.waitForExecution(id);
		expect(execution.status).toBe('success');
		expect(outputOf(execution, 'Test Run: Nothing Approved')).toHaveLength(options.length);
		expect(outputOf(execution, 'Note Approval')).toEqual([]);
		expect(gifts()).toEqual(expectedGifts());
	}, 200_000);

	it('takes silence for no', async () => {
		// n8n looks for waits that are over once a minute
		const execution = await askingOnce('silent', 'success');
		expect(outputOf(execution, 'No Answer: Nothing Sent')).toHaveLength(wanted.length);
		expect(outputOf(execution, 'Answer')).toMatchObject([{ approved: [], declined: [] }]);
		expect(gifts()).toEqual(expectedGifts());
	}, 400_000);
});
