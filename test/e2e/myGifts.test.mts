import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { publishGiftByHand } from '../../sandbox/demo/giftByHand.mts';
import type { HandForm } from '../../sandbox/demo/giftByHand.mts';
import { publishMyGifts } from '../../sandbox/demo/myGifts.mts';
import type { MyGifts } from '../../sandbox/demo/myGifts.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { TEMPLATES } from '../../sandbox/demo/templates.mts';
import { plus } from '../../sandbox/hibob/dates.mts';
import type { Person } from '../../sandbox/hibob/people.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';
import { isRecord } from '../../sandbox/n8n/answers.mts';
import { outputOf } from '../../sandbox/n8n/host.mts';
import { deferred } from '../shared/deferred.mts';
import { ONE_AT_A_TIME, SOON } from './soon.mts';

/** The page My gifts in a real n8n: who may choose for whom, who learns what, and what comes of it. */

const TIMEOUT = 100_000;
const HOSTILE = `"><script>alert('{{ $json.x }}')</script>@example.com`;
const CHOICES = 'Gift Opt-Outs';
const LINKS = 'Gift Opt-Out Links';
const LINKS_AN_HOUR = 3;

let mailbox: Mailbox;
let stage: Stage;
let page: MyGifts;
let hand: HandForm;
/** is told of errors, and keeps them */
let errors = '';
/** ordinary people, of whom each test takes some */
let people: Person[] = [];
/** has a birthday today, and wants no gifts */
let celebrated: Person | undefined;

beforeAll(async () => {
	mailbox = await startMailbox();
	stage = await setStage({ n8n: ONE_AT_A_TIME });
	const { n8n, hibob, today } = stage;
	const mattering = new Set(whoMattersOn(today, hibob.people).map(({ person }) => person));
	people = hibob.people.filter(
		(person) =>
			person.scenario === 'filler' &&
			person['internal.status'] === 'Active' &&
			person['internal.terminationDate'] === null &&
			person['root.email'] !== null &&
			!mattering.has(person),
	);
	celebrated = somebody();
	celebrated['personal.shortBirthDate'] = today.slice(5);
	errors = await n8n.importWorkflow({
		name: 'Is told of errors',
		nodes: [
			{
				id: 'told',
				name: 'Told',
				type: 'n8n-nodes-base.errorTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
		],
		connections: {},
	});
	await n8n.publish(errors);
	page = await publishMyGifts(stage, mailbox, {
		errorWorkflow: errors,
		// the tests of this file ask more often than the employees of a company
		settings: { requestsAMinute: 1_000 },
	});
	hand = await publishGiftByHand(stage, stage.reachdesk);
	// makes the tables
	expect((await visit()).status).toBe(200);
}, 400_000);
afterAll(async () => {
	await stage.stop();
	await mailbox.stop();
	expect(stage.hibob.requests.flatMap(({ violations }) => violations)).toEqual([]);
	expect(stage.reachdesk.requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);

const browser = axios.create({ proxy: false, validateStatus: () => true });

interface Page {
	status: number;
	data: string;
}

const visit = async (query = ''): Promise<Page> => await browser.get<string>(`${page.url}${query}`);

type Fields = Readonly<Record<string, string | readonly string[]>>;

async function submit(fields: Fields): Promise<Page> {
	const body = new URLSearchParams();
	for (const [name, values] of Object.entries(fields)) {
		for (const value of [values].flat()) body.append(name, value);
	}
	return await browser.post<string>(page.url, body);
}

const ask = async (email: string): Promise<Page> => await submit({ email });

function somebody(): Person {
	const person = people.pop();
	if (!person) throw new Error('Nobody ordinary is left.');
	return person;
}
const idOf = (person: Person): string => person['root.id'];
const emailOf = (person: Person): string => person['root.email'] ?? '';
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Waits until the page has nothing more to do: it answers before it looks anybody up. */
async function settled(): Promise<void> {
	await stage.n8n.waitUntil(
		async () => (await stage.n8n.executions(page.workflowId)).length === 0,
		{ what: 'the end of what the page does', timeoutMs: TIMEOUT },
	);
}

const mailsTo = (person: Person): Mail[] =>
	mailbox.mails.filter(({ to }) => to.includes(emailOf(person)));

const tokenIn = (mail: Mail | undefined): string =>
	/href="[^"]*[?]link=(\w+)"/.exec(mail?.html ?? '')?.[1] ?? '';

/** Asks for a link as its owner does. @returns the secret in the mail */
async function linkFor(person: Person): Promise<string> {
	const before = mailsTo(person).length;
	await ask(emailOf(person));
	await settled();
	const mails = mailsTo(person);
	expect(mails).toHaveLength(before + 1);
	return tokenIn(mails.at(-1));
}

const choose = async (link: string, choice: 'none' | 'gifts'): Promise<Page> =>
	await submit({ link, choice });

type Row = Record<string, unknown>;
const rowsOf = async (table: string): Promise<Row[]> =>
	await (await stage.n8n.dataTable(table)).rows();
const choiceOf = async (person: Person): Promise<unknown> =>
	(await rowsOf(CHOICES)).find((row) => row.employee_id === idOf(person))?.choice;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A link as the page has saved it. @returns its secret */
async function savedLink(person: Person, changes: Row = {}): Promise<string> {
	const secret = hashOf(`${idOf(person)} ${JSON.stringify(changes)}`).slice(0, 48);
	await (
		await stage.n8n.dataTable(LINKS)
	).insert([
		{
			token: hashOf(secret),
			address: hashOf(emailOf(person)),
			asked_at: new Date().toISOString(),
			employee_id: idOf(person),
			email: emailOf(person),
			expires: new Date(Date.now() + 3_600_000).toISOString(),
			...changes,
		},
	]);
	return secret;
}

/** What the error workflow is told while something is done. */
async function toldOf(doing: () => Promise<void>): Promise<string> {
	const before = (await stage.n8n.executions(errors)).length;
	await doing();
	const executions = await stage.n8n.waitForExecutions(errors, {
		count: before + 1,
		timeoutMs: TIMEOUT,
	});
	const [{ execution } = {}] = outputOf(
		await stage.n8n.execution(executions[before]?.id ?? ''),
		'Told',
	);
	const error = isRecord(execution) && isRecord(execution.error) ? execution.error : {};
	return String(error.message);
}

describe('whoever’s address is typed', () => {
	it(
		'the page answers alike, and only a work address of HiBob gets an email',
		async () => {
			const [known, chosen, capital] = [somebody(), somebody(), somebody()];
			const unknown = 'nobody.at.all@example.com';
			const personal = 'someone.private@example.net';
			capital['root.email'] = emailOf(capital).replace(/^./, (letter) => letter.toUpperCase());
			known['home.privateEmail'] = personal;
			await (
				await stage.n8n.dataTable(CHOICES)
			).insert([{ employee_id: idOf(chosen), email: emailOf(chosen), choice: 'none' }]);
			const typed = [
				emailOf(known),
				` ${emailOf(chosen).toUpperCase()} `,
				emailOf(capital),
				unknown,
				personal,
				idOf(known),
				HOSTILE,
				`${emailOf(known)}, ${unknown}`,
				'ann',
				'',
			];
			const pages = await Promise.all(typed.map(ask));
			pages.push(await submit({}), await submit({ email: [emailOf(known), unknown] }));
			expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
			expect(new Set(pages.map(({ data }) => data)).size).toBe(1);
			expect(pages[0]?.data).toContain('Check your inbox');
			await settled();
			const mails = [known, chosen, capital].map(mailsTo);
			expect(mails.map(({ length }) => length)).toEqual([1, 1, 1]);
			expect(mailbox.mails).toHaveLength(3);
			const words = mails.map(([mail]) => mail?.html.replace(tokenIn(mail), ''));
			expect(new Set(words).size).toBe(1);
			expect(mails[0]?.[0]?.text).toContain(`${page.url}?link=${tokenIn(mails[0]?.[0])}`);
			const asked = stage.hibob.requests.map(({ url }) => decodeURIComponent(url));
			expect(asked.filter((url) => url.includes('script') || url.includes(','))).toEqual([]);
			expect(asked.filter((url) => url.endsWith(`/people/${idOf(known)}`))).toEqual([]);
		},
		TIMEOUT,
	);

	it(
		'the page answers before HiBob is asked',
		async () => {
			const person = somebody();
			const { promise: until, resolve: release } = deferred();
			stage.hibob.faults.add({ times: 1, fault: { kind: 'held', until } });
			const { data } = await ask(emailOf(person));
			expect(data).toContain('Check your inbox');
			expect(mailsTo(person)).toEqual([]);
			release();
			await settled();
			expect(mailsTo(person)).toHaveLength(1);
		},
		TIMEOUT,
	);

	it(
		'many requests at the same moment send a few emails',
		async () => {
			const person = somebody();
			await Promise.all(Array.from({ length: 12 }, async () => await ask(emailOf(person))));
			await settled();
			await ask(emailOf(person));
			await settled();
			expect(mailsTo(person)).toHaveLength(LINKS_AN_HOUR);
			expect((await choose(tokenIn(mailsTo(person)[1]), 'none')).data).toContain(
				'You get no gifts',
			);
		},
		TIMEOUT,
	);
});

describe('a link', () => {
	it(
		'changes nothing when it is opened, and says nothing about anybody',
		async () => {
			const [person, other] = [somebody(), somebody()];
			const link = await linkFor(person);
			expect(link).toMatch(/^[0-9a-f]{48}$/);
			expect(JSON.stringify(await rowsOf(LINKS))).not.toContain(link);
			await (
				await stage.n8n.dataTable(CHOICES)
			).insert([{ employee_id: idOf(other), email: emailOf(other), choice: 'none' }]);
			const ofOther = await linkFor(other);
			const opened = [
				await visit(`?link=${link}`),
				await visit(`?link=${link}&choice=none`),
				await submit({ link }),
				await submit({ link, choice: 'maybe' }),
				await submit({ link, choice: ['none', 'gifts'] }),
				await visit(`?link=${ofOther}`),
			];
			for (const { status, data } of opened) {
				expect([status, data]).toEqual([200, expect.stringContaining('No gifts, please')]);
			}
			expect(new Set(opened.map(({ data }) => data.replace(/[0-9a-f]{48}/, ''))).size).toBe(1);
			for (const one of [person, other]) {
				expect(opened.map(({ data }) => data).join('\n')).not.toContain(emailOf(one));
			}
			expect(await choiceOf(person)).toBeUndefined();
			expect(await choiceOf(other)).toBe('none');
			expect((await browser.head(`${page.url}?link=${link}`)).status).toBeLessThan(500);
			expect((await choose(link, 'none')).data).toContain('<h1>You get no gifts</h1>');
			expect(await choiceOf(person)).toBe('none');
		},
		TIMEOUT,
	);

	it(
		'works once, also for two who press at the same moment, and ends the others of its owner',
		async () => {
			const person = somebody();
			const [first, second] = [await linkFor(person), await linkFor(person)];
			const pages = await Promise.all([choose(first, 'none'), choose(first, 'gifts')]);
			const saved = pages.filter(({ status }) => status === 200);
			expect(saved).toHaveLength(1);
			const wanted = saved[0]?.data.includes('You get no gifts') ? 'none' : 'gifts';
			expect(await choiceOf(person)).toBe(wanted);
			for (const link of [first, second]) {
				for (const choice of ['none', 'gifts'] as const) {
					expect(await choose(link, choice)).toMatchObject({ status: 404 });
				}
				expect((await visit(`?link=${link}`)).status).toBe(404);
			}
			expect(await choiceOf(person)).toBe(wanted);
		},
		TIMEOUT,
	);

	it(
		'that is forged, too old or of nobody is refused with the same words',
		async () => {
			const person = somebody();
			const past = new Date(Date.now() - 1_000).toISOString();
			const good = await savedLink(person);
			const [row] = (await rowsOf(LINKS)).filter(({ token }) => token === hashOf(good));
			const links = [
				'0'.repeat(48),
				HOSTILE,
				// who reads the table
				String(row?.token),
				await savedLink(person, { expires: past }),
				await savedLink(person, { employee_id: '', email: '' }),
				await savedLink(person, { used: 'before' }),
			];
			const pages: Page[] = [];
			for (const link of links) {
				pages.push(await choose(link, 'none'), await visit(`?link=${encodeURIComponent(link)}`));
			}
			expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([404]));
			expect(new Set(pages.map(({ data }) => data)).size).toBe(1);
			expect(pages[0]?.data).not.toContain('script');
			expect(await choiceOf(person)).toBeUndefined();
			expect((await choose(good, 'none')).status).toBe(200);
		},
		TIMEOUT,
	);

	it(
		'is for the one whose address it was sent to, whatever else its form says',
		async () => {
			const [own, other] = [somebody(), somebody()];
			const link = await linkFor(own);
			const others = { employee_id: idOf(other), email: emailOf(other), address: emailOf(other) };
			await submit({ ...others, link, choice: 'none' });
			expect([await choiceOf(own), await choiceOf(other)]).toEqual(['none', undefined]);
			await ask(emailOf(other));
			await settled();
			expect(mailsTo(other)).toHaveLength(1);
			expect(mailsTo(own)).toHaveLength(1);
			expect(await choiceOf(other)).toBeUndefined();
		},
		TIMEOUT,
	);
});

describe('who wants no gifts', () => {
	it(
		'gets none on their birthday, nor who shares their address, and all others get theirs',
		async () => {
			if (!celebrated) throw new Error('Nobody has a birthday.');
			const person = celebrated;
			const wanted = whoMattersOn(stage.today, stage.hibob.people)
				.filter(({ occasion, gift }) => occasion === 'birthday' && gift)
				.map((one) => one.person);
			const shared = wanted.filter((one) =>
				wanted.some((other) => other !== one && isSame(emailOf(other), emailOf(one))),
			);
			expect(shared).toHaveLength(2);
			const none = [person, ...shared];
			for (const one of none.slice(0, 2)) await choose(await linkFor(one), 'none');
			const birthday = TEMPLATES.find(({ slug }) => slug === 'birthday-gift');
			if (!birthday) throw new Error('There is no birthday-gift.');
			const id = await stage.publish(birthday, SOON);
			const first = await stage.dailyRun(id, 1, TIMEOUT);
			expect(first.error?.message).toBeUndefined();
			expect(first.status).toBe('success');
			const keys = none
				.map((one) => `hibob:${idOf(one)}:birthday:${stage.today.slice(0, 4)}`)
				.sort();
			const held = outputOf(first, 'Held, and Why');
			expect(held.map(({ key }) => String(key)).sort()).toEqual(keys);
			const others = wanted.filter((one) => !none.includes(one));
			expect(others.length).toBeGreaterThan(5);
			const sent = stage.reachdesk.sends.map(({ email }) => email.toLowerCase());
			expect(sent.sort()).toEqual(others.map((one) => emailOf(one).toLowerCase()).sort());
			const rows = (await rowsOf('Gift Log')).filter(({ key }) => keys.includes(String(key)));
			expect(rows).toHaveLength(3);
			for (const row of rows) {
				expect(row).toMatchObject({
					outcome: 'optedOut',
					explanation: 'They asked for no gifts',
					occasion: 'birthday',
				});
			}
			// and that was the end of it: they are offered no longer than those whose gifts were sent
			const sentKeys = outputOf(first, 'Gift Sent').map(({ key }) => key);
			for (let number = 2; ; number++) {
				const next = await stage.dailyRun(id, number, TIMEOUT);
				const offered = outputOf(next, 'HiBob Employees').map(({ key }) => String(key));
				// this one began before the first was over
				if (offered.some((key) => sentKeys.includes(key))) continue;
				expect(offered.filter((key) => keys.includes(key))).toEqual([]);
				break;
			}
			await stage.n8n.unpublish(id);
		},
		TIMEOUT * 2,
	);

	it(
		'gets none by hand, whatever is on hold or released, until they want gifts again',
		async () => {
			const person = somebody();
			await choose(await linkFor(person), 'none');
			expect(await does(person, { action: 'now', gift: 'other' })).toContain(
				'they asked for no gifts',
			);
			expect(await byHand(`?employee=${idOf(person)}`)).toContain(
				'<strong>Wants no gifts:</strong>',
			);
			await does(person, { action: 'hold', gift: 'everything' });
			await does(person, { action: 'release', gift: 'everything' });
			expect(await does(person, { action: 'now', gift: 'other' })).toContain('Nothing was sent');
			expect(giftsTo(person)).toEqual([]);
			const key = `hibob:${idOf(person)}:byHand:${stage.today}`;
			const log = (await rowsOf('Gift Log')).find((row) => row.key === key);
			expect(log).toMatchObject({ outcome: 'optedOut' });
			const back = await choose(await linkFor(person), 'gifts');
			expect(back.data).toContain('<h1>You get gifts</h1>');
			expect(await rowsOf(CHOICES)).toContainEqual(
				expect.objectContaining({
					employee_id: idOf(person),
					email: emailOf(person),
					choice: 'gifts',
					since: stage.today,
				}),
			);
			expect(await does(person, { action: 'now', gift: 'other' })).toContain('Sent to ');
			expect(giftsTo(person)).toHaveLength(1);
		},
		TIMEOUT,
	);

	it(
		'is not known while Gift holds cannot be called: nothing is sent, and no choice is called saved',
		async () => {
			const [person, other] = [somebody(), somebody()];
			const link = await savedLink(person);
			const { data } = await browser.get<string>(`${hand.url}?employee=${idOf(other)}`, {
				auth: hand.visitor,
			});
			await stage.n8n.unpublish(stage.office.giftHolds);
			const message = await toldOf(async () => {
				const { status, data: answer } = await choose(link, 'none');
				expect([status, answer]).toEqual([500, expect.stringContaining('was not saved')]);
			});
			const sent = await sendByHand(data, { action: 'now', gift: 'other' });
			const shown = await byHand(`?employee=${idOf(other)}`);
			await stage.n8n.publish(stage.office.giftHolds);
			expect(message).toContain('do not apply it');
			expect(sent).toContain(`Nothing was sent to`);
			expect(sent).toContain(other['root.displayName']);
			expect(sent).toContain('Gift holds could not be called');
			expect(shown).toContain('it is not known whether this person wants gifts');
			expect(giftsTo(other)).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('the page', () => {
	it(
		'tells the error workflow when nobody gets a link, and names nobody',
		async () => {
			const person = somebody();
			stage.hibob.faults.add({
				path: '/v1/people/',
				fault: { kind: 'status', when: 'before', status: 403, body: '{}' },
			});
			const message = await toldOf(async () => {
				expect((await ask(emailOf(person))).data).toContain('Check your inbox');
				await settled();
			});
			stage.hibob.faults.clear();
			expect(message).toContain('HiBob could not be read');
			expect(message).not.toContain(emailOf(person));
			expect(mailsTo(person)).toEqual([]);
		},
		TIMEOUT,
	);

	it(
		'deletes once a month what people chose who left 13 months ago, and nothing else',
		async () => {
			const { n8n, today } = stage;
			const [gone, recent, onLeave] = [somebody(), somebody(), somebody()];
			for (const [person, months] of [
				[gone, 14],
				[recent, 12],
			] as const) {
				person['internal.terminationDate'] = plus(today, { days: -31 * months });
				person['internal.status'] = 'Inactive';
			}
			onLeave['internal.status'] = 'Inactive';
			const table = await n8n.dataTable(CHOICES);
			const others = (await table.rows()).length;
			await table.insert([
				...[gone, recent, onLeave].map((person) => ({
					employee_id: idOf(person),
					email: emailOf(person),
					choice: 'none',
				})),
				{ employee_id: '1', email: 'erased@example.com', choice: 'none' },
			]);
			await n8n.runManually(page.workflowId, 'Every Month');
			await n8n.waitUntil(async () => (await choiceOf(gone)) === undefined, {
				what: 'the end of a choice',
				timeoutMs: TIMEOUT,
			});
			await settled();
			expect(await table.rows()).toHaveLength(others + 3);
		},
		TIMEOUT,
	);

	it('keeps no execution', async () => {
		expect(await stage.n8n.executions(page.workflowId)).toEqual([]);
	});
});

const giftsTo = (person: Person) =>
	stage.reachdesk.sends.filter(({ email }) => email === emailOf(person).toLowerCase());

const byHand = async (query: string): Promise<string> =>
	(await browser.get<string>(`${hand.url}${query}`, { auth: hand.visitor })).data;

/** Submits the form of a page of Gift by hand. @returns what the next page says */
async function sendByHand(form: string, fields: Record<string, string>): Promise<string> {
	const token = /<input type="hidden" name="form" value="(\w+)"/.exec(form)?.[1] ?? '';
	const all = { form: token, by: 'Dana', why: 'A test', end: 'yes', ...fields };
	const { data } = await browser.post<string>(hand.url, new URLSearchParams(all), {
		auth: hand.visitor,
	});
	return data;
}

const does = async (person: Person, fields: Record<string, string>): Promise<string> =>
	await sendByHand(await byHand(`?employee=${idOf(person)}`), fields);
