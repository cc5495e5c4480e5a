import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { reachdeskCredential } from '../../sandbox/demo/stage.mts';
import { publishTeamGift, TEAM_APPROVERS } from '../../sandbox/demo/teamGift.mts';
import type { TeamGift } from '../../sandbox/demo/teamGift.mts';
import { formatted, plus } from '../../sandbox/hibob/dates.mts';
import type { Person } from '../../sandbox/hibob/people.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';
import { isList, isRecord } from '../../sandbox/n8n/answers.mts';
import { everySeconds } from '../../sandbox/n8n/workflowParts.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { Calendar } from './calendar.mts';

const FIRST_DAY = '2027-03-01';
/** of the first gift */
const DAY = '2027-03-10';
/** of the second one, which has limits */
const LIMITED_DAY = '2027-03-12';
/** of the one that nobody answers */
const SILENT_DAY = '2027-03-15';
const CAMPAIGN = 1503;
const FRIEND = 'friend@example.net';
const [APPROVER = ''] = TEAM_APPROVERS;
const REQUESTER = 'dana@example.com';
const HOSTILE = `Ann $& <b onclick="x()">&amp; {{ $json.key }}</b> 'n' "co"`;
const HEBREW = 'יעל 12';

let calendar: Calendar;
let reachdesk: ReachdeskSandbox;
let mailbox: Mailbox;
let team: TeamGift;
/** ordinary people, of whom some meet something special */
let ordinary: Person[] = [];
let optedOut: Person;
let onHold: Person;
let noAddress: Person;
let unknownStatus: Person;
let leavesBefore: Person;
let leavesOnTheDay: Person;
let leavesLater: Person;
let startsBefore: Person;
let startsAfter: Person;
/** all is well with them when the gift is approved */
let leavesInBetween: Person;
let optsOutInBetween: Person;
let joinsInBetween: Person;

const idOf = (person: Person): string => person['root.id'];
const siteOf = ({ 'work.site': site }: Person): string => (typeof site === 'string' ? site : '');
const emailOf = (person: Person): string => (person['root.email'] ?? '').toLowerCase();

function somebody(): Person {
	const person = ordinary.pop();
	if (!person) throw new Error('Nobody ordinary is left.');
	return person;
}

function notStarted(person: Person, startDate: string): Person {
	return Object.assign(person, {
		'work.startDate': startDate,
		'work.originalStartDate': startDate,
		'internal.status': 'Inactive',
		'internal.lifecycleStatus': 'Hired',
	});
}

const started = (person: Person): void => {
	Object.assign(person, { 'internal.status': 'Active', 'internal.lifecycleStatus': 'Employed' });
};

beforeAll(async () => {
	mailbox = await startMailbox();
	calendar = await Calendar.open({ firstDay: FIRST_DAY, size: 190 });
	const { n8n, hibob, credential } = calendar;
	// those of the scenarios are met by the tests of the rules themselves
	const company = hibob.people.filter(({ scenario }) => scenario === 'filler');
	hibob.people.splice(0, hibob.people.length, ...company);
	ordinary = company.filter(
		(person) =>
			person['internal.status'] === 'Active' &&
			person['internal.lifecycleStatus'] === 'Employed' &&
			person['internal.terminationDate'] === null &&
			person['root.email'] !== null,
	);
	[optedOut, onHold, noAddress, unknownStatus] = [somebody(), somebody(), somebody(), somebody()];
	[leavesBefore, leavesOnTheDay, leavesLater] = [somebody(), somebody(), somebody()];
	[leavesInBetween, optsOutInBetween] = [somebody(), somebody()];
	startsBefore = notStarted(somebody(), plus(DAY, { days: -3 }));
	startsAfter = notStarted(somebody(), plus(DAY, { days: 1 }));
	noAddress['root.email'] = null;
	unknownStatus['internal.status'] = 'Dormant';
	leavesBefore['internal.terminationDate'] = plus(DAY, { days: -1 });
	leavesOnTheDay['internal.terminationDate'] = DAY;
	leavesLater['internal.terminationDate'] = plus(DAY, { days: 1 });
	joinsInBetween = somebody();
	hibob.people.splice(hibob.people.indexOf(joinsInBetween), 1);
	const [hostile, hebrew] = [somebody(), somebody()];
	hostile['root.displayName'] = HOSTILE;
	hebrew['root.displayName'] = HEBREW;

	reachdesk = await startReachdesk({ now: n8n.now });
	for (const wallet of reachdesk.wallets) wallet.balance = 1_000_000;
	reachdesk.addPastSend({
		email: FRIEND,
		campaignId: CAMPAIGN,
		createdAt: '2027-02-01T10:00:00.000Z',
	});
	const reachdeskApi = await n8n.createCredential(
		'reachdeskApi',
		'Reachdesk (sandbox)',
		reachdeskCredential(reachdesk),
	);
	await n8n.createDataTable('Gift Opt-Outs', ['employee_id', 'email', 'choice', 'since']);
	await wantsNone(optedOut);
	await n8n.createDataTable('Gift Holds', ['key', 'name', 'since', 'by', 'why']);
	const hold = { key: `employee:${idOf(onHold)}`, by: 'Dana', why: 'Is abroad', since: FIRST_DAY };
	await (await n8n.dataTable('Gift Holds')).insert([hold]);
	await calendar.moveTo(FIRST_DAY, '09:00:00');
	team = await publishTeamGift(
		{ n8n, credentials: { hiBobServiceUserApi: credential, reachdeskApi } },
		mailbox,
		{
			rule: {
				interval: [
					{ field: 'cronExpression', expression: `${everySeconds(10, 5).join(',')} * * * * *` },
				],
			},
		},
		// to see what ends in red
		{ saveDataErrorExecution: 'all' },
	);
}, 400_000);
afterAll(async () => {
	await calendar.close();
	await reachdesk.stop();
	await mailbox.stop();
	expect(reachdesk.requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);

const wantsNone = async (person: Person): Promise<void> => {
	const choice = { employee_id: idOf(person), choice: 'none', since: FIRST_DAY };
	await (await calendar.n8n.dataTable('Gift Opt-Outs')).insert([choice]);
};

/** Who may get a gift on a day, by the sandbox's own reckoning. */
const mayGetOn = (day: string): Person[] =>
	calendar.hibob.people.filter((person) => {
		const ends = person['internal.terminationDate'];
		const starts = person['work.startDate'] ?? '';
		const isThere = person['internal.status'] === 'Active' || person === startsBefore;
		const wants = ![optedOut, onHold].includes(person);
		return (
			isThere && wants && starts <= day && (ends === null || ends > day) && emailOf(person) !== ''
		);
	});

const browser = axios.create({ proxy: false, validateStatus: () => true });

interface Shown {
	status: number;
	data: string;
	/** without tags */
	text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const decoded = (html: string): string =>
	html.replace(/&(?:#(\d+)|(\w+));/g, (whole: string, decimal = '', name = '') =>
		name === '' ? String.fromCharCode(Number(decimal)) : (ENTITIES[String(name)] ?? whole),
	);
const shown = ({ status, data }: { status: number; data: unknown }): Shown => {
	const html = String(data);
	const body = html.slice(html.indexOf('<body>'));
	return { status, data: html, text: decoded(body.replace(/<[^>]*>/g, '')) };
};

const visit = async (query = ''): Promise<Shown> =>
	shown(await browser.get(`${team.url}${query}`, { auth: team.visitor }));

type Fields = Readonly<Record<string, string | readonly string[]>>;

function bodyOf(fields: Fields): URLSearchParams {
	const body = new URLSearchParams();
	for (const [name, values] of Object.entries(fields)) {
		for (const value of [values].flat()) body.append(name, value);
	}
	return body;
}
const submit = async (fields: Fields, query = ''): Promise<Shown> =>
	shown(await browser.post(`${team.url}${query}`, bodyOf(fields), { auth: team.visitor }));

const GOOD = {
	action: 'preview',
	name: 'Holidays',
	day: DAY,
	campaign: `https://app.reachdesk.com/campaigns/${String(CAMPAIGN)}/settings`,
	leave: 'yes',
	maxGifts: '',
	maxAmount: '',
	currency: '',
	giftCost: '',
	by: 'Dana <b>D</b>',
	email: REQUESTER,
	approver: APPROVER,
	end: 'yes',
};
const filled = (fields: Fields): Fields => ({ ...GOOD, sender: reachdesk.sender, ...fields });

/** The gift that a page is about. */
const giftIn = ({ data }: Shown): string => /action="\?gift=(\w+)"/.exec(data)?.[1] ?? '';

/** Fills in the form and asks for the approval. @returns the query of the page of the gift */
async function askFor(fields: Fields): Promise<string> {
	const preview = await submit(filled(fields));
	expect(preview.status).toBe(200);
	const query = `?gift=${giftIn(preview)}`;
	const asked = await submit({ action: 'ask' }, query);
	expect(asked.text).toContain('waiting for approval');
	return query;
}

/** The next mail whose subject begins so. */
const mailThatSays = async (beginning: string): Promise<Mail> =>
	await calendar.n8n.waitUntil(
		() => Promise.resolve(mailbox.mails.find(({ subject }) => subject.startsWith(beginning))),
		{ what: `a mail "${beginning}"`, timeoutMs: 100_000 },
	);
const linkIn = ({ html }: Mail): string =>
	decoded(/<a class="button" href="([^"]+)"/.exec(html)?.[1] ?? '');
const answer = async (mail: Mail, choice: string): Promise<Shown> =>
	shown(await browser.post(linkIn(mail), bodyOf({ choice, end: 'yes' })));

/** Waits until the clock of the workflow has come by twice. */
async function ticks(): Promise<void> {
	const until = Date.now() + 22_000;
	await calendar.n8n.waitUntil(() => Promise.resolve(Date.now() > until || undefined), {
		what: 'two runs of the clock',
		timeoutMs: 60_000,
	});
}

const sendsOf = (day: string): string[] =>
	reachdesk.sends
		.filter(({ createdAt }) => createdAt.startsWith(day))
		.map(({ email }) => email)
		.sort();
const emailsOf = (people: readonly Person[]): string[] => people.map(emailOf).sort();

/** The page of a gift, once it says something. */
const pageThatSays = async (query: string, words: string): Promise<Shown> =>
	await calendar.n8n.waitUntil(
		async () => {
			const page = await visit(query);
			return page.text.includes(words) ? page : undefined;
		},
		{ what: `"${words}" on the page`, timeoutMs: 150_000 },
	);

/** What the data table says of the people of a gift: outcome by employee ID. */
async function outcomes(query: string): Promise<Map<string, string>> {
	const rows = await (await calendar.n8n.dataTable('Team Gifts')).rows();
	const row = rows.find(({ gift }) => query.endsWith(String(gift)));
	const result: unknown = JSON.parse(String(row?.result));
	const people = isRecord(result) && isList(result.people) ? result.people.filter(isList) : [];
	return new Map(people.map(([id, , outcome]) => [String(id), String(outcome)]));
}

/** The site at which most of some people are. */
function mostAt(people: readonly Person[]): string {
	const counts = new Map<string, number>();
	for (const site of people.map(siteOf)) counts.set(site, (counts.get(site) ?? 0) + 1);
	return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? '';
}

let approvedOnes: Person[] = [];
let holidays = '';

describe('gifts to many for one day', () => {
	it('asks for a password, and refuses what is not clear in words', async () => {
		expect((await browser.get(team.url)).status).toBe(401);
		const { status, text } = await visit();
		expect([status, text]).toEqual([200, expect.stringContaining('Show the preview')]);
		const unclear: [Fields, string][] = [
			[{ name: ' ' }, 'Name the occasion'],
			[{ day: '2027-02-28' }, 'has passed'],
			[{ day: 'tomorrow' }, 'Choose the day'],
			[{ day: '2028-03-10' }, 'within a year'],
			[{ campaign: 'the good one' }, 'manual Reachdesk campaign'],
			[{ sender: 'Dana' }, 'address of the sender'],
			[{ maxGifts: 'ten' }, 'whole number'],
			[{ maxAmount: '1.5e3' }, 'Fill in an amount'],
			[{ maxAmount: '100' }, 'currency of the limit'],
			[{ giftCost: '25' }, 'Fill in the limit'],
			[{ by: '' }, 'your name'],
			[{ email: '' }, 'work email address'],
			[{ approver: 'friend@example.com' }, 'Choose the approver'],
			[{ email: APPROVER.toUpperCase() }, 'cannot approve your own gift'],
			[{ end: '' }, 'did not arrive in full'],
		];
		for (const [fields, reason] of unclear) {
			const page = await submit(filled(fields));
			expect([page.status, page.text]).toEqual([422, expect.stringContaining(reason)]);
		}
		const nobody = await submit(filled({ site: 'Atlantis' }));
		expect(nobody.text).toContain('Nobody is in this group');
	}, 200_000);

	it('shows how many, at which cost, and who is skipped and why, and sends nothing', async () => {
		approvedOnes = mayGetOn(DAY);
		expect(approvedOnes.length).toBeGreaterThanOrEqual(60);
		const preview = await submit(filled({}));
		expect(preview.text).toContain(`Holidays: ${String(approvedOnes.length)} people would get one`);
		expect(preview.data).not.toContain('<b>');
		expect(preview.text).toContain(HOSTILE);
		expect(preview.text).toMatch(
			new RegExp(`Estimated cost\\D*[\\d,.]+: ${String(approvedOnes.length)} gifts at `),
		);
		const skipped = preview.text.slice(preview.text.indexOf('Who is skipped'));
		const why: [Person, string][] = [
			[optedOut, 'They asked for no gifts'],
			[onHold, 'Is abroad'],
			[noAddress, ''],
			[unknownStatus, ''],
			[leavesBefore, 'Leaves on '],
			[leavesOnTheDay, `Leaves on ${formatted(DAY, 'd LLLL yyyy')}`],
			[startsAfter, ''],
		];
		for (const [person, reason] of why) {
			const [, after = ''] = skipped.split(`${person['root.displayName']} `);
			expect(after.slice(0, 200)).toContain(reason);
			expect(skipped).toContain(person['root.displayName']);
		}
		expect(skipped).toContain('HiBob has no work email address');
		expect(skipped).not.toContain(leavesLater['root.displayName']);
		expect(preview.text).toContain(
			`starts on ${formatted(plus(DAY, { days: -3 }), 'd LLLL yyyy')}`,
		);
		// a limit that would hold back nothing
		const useless = await submit(filled({ maxAmount: '100', currency: 'SEK', giftCost: '25' }));
		expect(useless.text).toContain('a limit in SEK limits nothing');
		expect(useless.data).not.toContain('value="ask"');
		expect(reachdesk.sends).toHaveLength(1);
		await ticks();
		expect(mailbox.mails).toEqual([]);
	}, 200_000);

	it('asks the person who approves by a secret link, and takes one answer', async () => {
		holidays = await askFor({});
		const twice = await submit(filled({}));
		const refused = await submit({ action: 'ask' }, `?gift=${giftIn(twice)}`);
		expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('already')]);
		const mail = await mailThatSays(
			`Please approve: Holidays for ${String(approvedOnes.length)} people on Wednesday 10 March`,
		);
		expect(mail.to).toEqual([APPROVER]);
		const secret = /approval=(\w+)/.exec(linkIn(mail))?.[1] ?? 'none';
		expect(secret).toMatch(/^\w{40,}$/);
		// who asks does not see it
		expect((await visit(holidays)).data).not.toContain(secret);
		const stranger = linkIn(mail).replace(secret, holidays.replace('?gift=', ''));
		for (const link of [stranger, stranger.replace(/approval=.*/, 'approval=')]) {
			expect((await browser.get(link)).status).toBe(422);
			expect((await browser.post(link, bodyOf({ choice: 'approve', end: 'yes' }))).status).toBe(
				422,
			);
		}
		const question = shown(await browser.get(linkIn(mail)));
		expect(question.text).toContain(`Holidays: ${String(approvedOnes.length)} people to approve`);
		expect(await answer(mail, 'perhaps')).toMatchObject({ status: 422 });
		const pages = await Promise.all([answer(mail, 'approve'), answer(mail, 'approve')]);
		expect(pages.filter(({ text }) => text.includes('Holidays: approved'))).not.toEqual([]);
		expect((await answer(mail, 'decline')).text).toContain('Nothing was changed');
		const told = await mailThatSays(`Approved: Holidays for ${String(approvedOnes.length)}`);
		expect(told.to).toEqual([REQUESTER]);
		expect(told.html).not.toContain(secret);
		expect((await visit(holidays)).text).toContain(`${APPROVER} approved it`);
		expect(reachdesk.sends).toHaveLength(1);
	}, 200_000);

	it('sends nothing before the time of the day, also when n8n was killed in between', async () => {
		await calendar.n8n.kill();
		Object.assign(leavesInBetween, {
			'internal.terminationDate': plus(DAY, { days: -2 }),
			'internal.status': 'Inactive',
			'internal.lifecycleStatus': 'Terminated',
		});
		calendar.hibob.people.push(joinsInBetween);
		await calendar.restartAt(DAY, '07:58:30');
		started(startsBefore);
		await wantsNone(optsOutInBetween);
		await ticks();
		expect(sendsOf(DAY)).toEqual([]);
	}, 200_000);

	it('asks HiBob, holds and opt-outs again on the day; killed in the middle of sending, it goes on, and nobody gets two', async () => {
		const wanted = approvedOnes.filter(
			(person) => ![leavesInBetween, optsOutInBetween].includes(person),
		);
		const died = new Promise<void>((resolve) => {
			reachdesk.faults.add({
				method: 'POST',
				times: 1,
				fault: {
					kind: 'interrupt',
					when: 'after',
					tell: () => {
						resolve(calendar.n8n.kill());
					},
				},
			});
		});
		await calendar.moveTo(DAY, '08:00:02');
		await died;
		const posts = () => reachdesk.requests.filter(({ url }) => url.endsWith('/bulk_sends')).length;
		expect(posts()).toBe(1);
		// nobody else sends while it is not known whether the first one still does
		await calendar.restartAt(DAY, '08:10:00');
		await ticks();
		expect(posts()).toBe(1);
		await calendar.moveTo(DAY, '08:31:00');
		const page = await pageThatSays(
			holidays,
			`Holidays: ${String(wanted.length)} of ${String(approvedOnes.length)} got a gift`,
		);
		expect(sendsOf(DAY)).toEqual(emailsOf(wanted));
		const mail = await mailThatSays(
			`Holidays: ${String(wanted.length)} of ${String(approvedOnes.length)} got a gift`,
		);
		expect(mail.to.sort()).toEqual([APPROVER, REQUESTER].sort());
		const why: [Person, string, string][] = [
			[leavesInBetween, 'terminated', 'Left'],
			[optsOutInBetween, 'optedOut', 'Asked for no gifts'],
			[optedOut, 'optedOut', 'Asked for no gifts'],
			[onHold, 'held', 'On hold'],
			[joinsInBetween, 'notAsked', 'Not on the approved list'],
			[leavesOnTheDay, 'leavesBeforeOccasion', 'Leaves by the day'],
			[noAddress, 'noEmail', 'No work email'],
		];
		const known = await outcomes(holidays);
		for (const [person, outcome, words] of why) {
			expect([person['root.displayName'], known.get(idOf(person))]).toEqual([
				person['root.displayName'],
				outcome,
			]);
			for (const text of [page.text, mail.text]) expect(text).toContain(words);
			expect(mail.text).toContain(person['root.displayName'].replaceAll(/\s+/g, ' '));
		}
		const rows = await (await calendar.n8n.dataTable('Gift Log')).rows();
		const ofWanted = rows.filter(({ key }) =>
			wanted.some((person) => key === `hibob:${idOf(person)}:holidays:2027`),
		);
		expect(ofWanted).toHaveLength(wanted.length);
		for (const row of ofWanted) {
			expect(row).toMatchObject({ approved_by: APPROVER, occasion: 'Holidays', due_date: DAY });
			expect(['sent', 'alreadySent']).toContain(row.outcome);
		}
	}, 400_000);

	it('gives nobody two when it retries, or is asked for again', async () => {
		const before = sendsOf(DAY);
		const page = await submit({ action: 'again' }, holidays);
		expect(page.status).toBe(200);
		await calendar.n8n.waitUntil(
			async () => {
				const [row] = await (await calendar.n8n.dataTable('Team Gifts')).rows();
				return row?.runs === '1' && row.done_at ? row : undefined;
			},
			{ what: 'the second run', timeoutMs: 100_000 },
		);
		expect(sendsOf(DAY)).toEqual(before);
		// who got none may be asked for once more
		const preview = await submit(filled({}));
		expect(preview.text).toContain('Holidays: 1 person would get one');
		expect(preview.text).toContain(`Got it already: ${String(before.length)}`);
	}, 200_000);

	it('sends nothing that was declined or cancelled', async () => {
		const site = mostAt(approvedOnes);
		const declined = await askFor({ name: 'Office', day: LIMITED_DAY, site });
		const mail = await mailThatSays('Please approve: Office');
		expect((await answer(mail, 'decline')).text).toContain('Office: declined');
		await mailThatSays('Declined: Office');
		const cancelled = await askFor({ name: 'Launch', day: LIMITED_DAY, site });
		const other = await mailThatSays('Please approve: Launch');
		expect((await answer(other, 'approve')).text).toContain('Launch: approved');
		expect((await submit({ action: 'cancel' }, cancelled)).text).toContain('Launch: cancelled');
		await mailThatSays('Cancelled: Launch');
		expect((await visit(declined)).text).toContain('declined it');
	}, 300_000);

	it('keeps to the limits, in red when it is refused, and goes on by itself', async () => {
		const site = mostAt(approvedOnes);
		const few = approvedOnes.filter(
			(person) =>
				person !== optsOutInBetween &&
				siteOf(person) === site &&
				mayGetOn(LIMITED_DAY).includes(person),
		);
		const most = few.length - 2;
		const limited = { name: 'Town 7', day: LIMITED_DAY, campaign: '1501', site };
		const tooFew = await submit(
			filled({ ...limited, maxAmount: '50,50', currency: 'GBP', giftCost: '25' }),
		);
		expect(tooFew.text).toContain('£50.50 is enough for 2 gifts');
		const query = await askFor({ ...limited, maxGifts: String(most) });
		expect((await visit(query)).text).toContain(
			`The limit is ${String(most)} gifts: at least 2 people will get none`,
		);
		await answer(await mailThatSays('Please approve: Town 7'), 'approve');
		await mailThatSays('Approved: Town 7');
		reachdesk.faults.add({
			method: 'POST',
			times: 1,
			fault: { kind: 'status', when: 'before', status: 401 },
		});
		await calendar.moveTo(LIMITED_DAY, '08:00:02');
		const refused = await pageThatSays(query, `Town 7: 0 of ${String(few.length)} got a gift`);
		expect(refused.text).toContain(`Refused: ${String(most)}`);
		expect(refused.text).toMatch(/\d+ of \d+ gifts need you/);
		expect(refused.text).toContain('retries automatically');
		const failed = await calendar.n8n.executions(team.workflowId);
		expect(failed.filter(({ status }) => status === 'error')).toHaveLength(1);
		expect(sendsOf(LIMITED_DAY)).toEqual([]);
		await calendar.moveTo(LIMITED_DAY, '08:12:00');
		const page = await pageThatSays(
			query,
			`Town 7: ${String(most)} of ${String(few.length)} got a gift`,
		);
		expect(page.text).toContain('Over budget: 2');
		// whoever has been there longest comes first
		const byStart = (person: Person) => `${person['work.startDate'] ?? ''} ${idOf(person)}`;
		const first = few.sort((one, other) => (byStart(one) < byStart(other) ? -1 : 1));
		expect(sendsOf(LIMITED_DAY)).toEqual(emailsOf(first.slice(0, most)));
		await mailThatSays(`Town 7: ${String(most)} of ${String(few.length)} got a gift`);
	}, 300_000);

	it('shows in a run from the editor what would be done, and sends nothing', async () => {
		const { n8n } = calendar;
		const before = reachdesk.sends.length;
		await n8n.runManually(team.workflowId, 'Every Five Minutes');
		const mail = await mailThatSays('[Test] ');
		expect(mail.to).toEqual([REQUESTER]);
		expect(reachdesk.sends).toHaveLength(before);
	}, 200_000);

	it('takes silence for no, and says so to both', async () => {
		const silent = await askFor({ name: 'Spring', day: SILENT_DAY });
		await mailThatSays('Please approve: Spring');
		await calendar.moveTo(plus(SILENT_DAY, { days: -1 }), '09:00:00');
		const reminder = await mailThatSays('Reminder, please approve: Spring');
		await calendar.moveTo(SILENT_DAY, '08:00:30');
		const closed = await mailThatSays('Nobody answered: Spring was not sent');
		expect(closed.to.sort()).toEqual([APPROVER, REQUESTER].sort());
		expect((await answer(reminder, 'approve')).text).toContain('nobody answered');
		expect((await visit(silent)).text).toContain('Spring: nobody answered');
		await ticks();
		expect(sendsOf(SILENT_DAY)).toEqual([]);
		expect(mailbox.mails.filter(({ subject }) => subject.startsWith('Reminder'))).toHaveLength(1);
	}, 300_000);

	it('keeps no execution that went well, as they would hold passwords and names', async () => {
		const all = await calendar.n8n.executions(team.workflowId);
		expect(all.filter(({ status }) => status === 'success')).toEqual([]);
	}, 60_000);
});
