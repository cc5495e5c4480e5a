import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
	callNotice,
	HR,
	managerNotice,
	noticeOnCall,
	NOTICES_TABLE,
} from '../../sandbox/demo/managerNotice.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { formatted, monthDayOf, plus } from '../../sandbox/hibob/dates.mts';
import { setManager } from '../../sandbox/hibob/person.mts';
import type { Person } from '../../sandbox/hibob/person.mts';
import { isRead } from '../../sandbox/hibob/server.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';

/** A mail server refuses it, and only its owner could know. */
const REFUSED = 'double..dot@example.com';
const CAST = [
	...['boss', 'mia', 'leo', 'noa'],
	...['anna', 'ben', 'carl', 'dora', 'eva', 'finn', 'gus', 'hal'],
] as const;
type Name = (typeof CAST)[number];

let mailbox: Mailbox;
let stage: Stage;
let workflow = '';
let people: Readonly<Record<Name, Person>>;

/** Nobody has anything, until a test says so. */
function clearCalendar(): void {
	const far = plus(stage.today, { days: 200 });
	for (const person of stage.hibob.people) {
		person['personal.shortBirthDate'] = monthDayOf(far);
		person['work.startDate'] = plus(far, { years: -5 });
		person['internal.terminationDate'] = null;
	}
}

function castOf(): Readonly<Record<Name, Person>> {
	const actors = stage.hibob.people.filter(
		(person) =>
			person.scenario === 'filler' &&
			person['internal.status'] === 'Active' &&
			person['internal.lifecycleStatus'] === 'Employed' &&
			person['internal.terminationDate'] === null &&
			// team leads and directors have reports of their own
			person['work.isManager'] === false,
	);
	const actor = (name: Name): Person => {
		const person = actors[CAST.indexOf(name)];
		if (!person) throw new Error('The company is too small');
		person['root.displayName'] = name;
		person['root.email'] = `${name}@example.com`;
		person['work.reportsTo'] = null;
		return person;
	};
	const [boss, mia, leo, noa] = [actor('boss'), actor('mia'), actor('leo'), actor('noa')];
	const reports = {
		anna: actor('anna'),
		ben: actor('ben'),
		carl: actor('carl'),
		dora: actor('dora'),
		eva: actor('eva'),
		finn: actor('finn'),
		gus: actor('gus'),
		hal: actor('hal'),
	};
	for (const manager of [mia, leo, noa]) setManager(manager, boss);
	for (const report of [reports.anna, reports.ben, reports.eva, reports.gus, reports.hal]) {
		setManager(report, mia);
	}
	setManager(reports.carl, leo);
	setManager(reports.finn, noa);
	return { boss, mia, leo, noa, ...reports };
}

/** Eva’s gifts are on hold, and Hal has opted out. */
async function refuseGifts(): Promise<void> {
	const { n8n } = stage;
	await n8n.createDataTable('Gift Holds', ['key', 'name', 'since', 'by', 'why']);
	const hold = { key: `employee:${people.eva['root.id']}`, by: 'HR', why: 'On leave' };
	await (await n8n.dataTable('Gift Holds')).insert([hold]);
	await n8n.createDataTable('Gift Opt-Outs', ['employee_id', 'email', 'choice', 'since']);
	const choice = { employee_id: people.hal['root.id'], choice: 'none' };
	await (await n8n.dataTable('Gift Opt-Outs')).insert([choice]);
}

const birthday = (name: Name, days: number): void => {
	people[name]['personal.shortBirthDate'] = monthDayOf(plus(stage.today, { days }));
};

beforeAll(async () => {
	mailbox = await startMailbox();
	stage = await setStage();
	people = castOf();
	clearCalendar();
	birthday('anna', 1);
	people.ben['work.startDate'] = plus(plus(stage.today, { days: 3 }), { years: -10 });
	people.leo['internal.lifecycleStatus'] = 'Leave';
	birthday('carl', 2);
	birthday('dora', 0);
	birthday('eva', 1);
	birthday('hal', 1);
	birthday('mia', 3);
	birthday('finn', 4);
	await refuseGifts();
	workflow = await stage.n8n.importWorkflow(noticeOnCall(await managerNotice(stage, mailbox)));
	await stage.n8n.publish(workflow);
}, 400_000);
afterAll(async () => {
	const { requests } = stage.hibob;
	await stage.stop();
	await mailbox.stop();
	expect(requests.filter((request) => !isRead(request))).toEqual([]);
}, 60_000);

interface Morning {
	/** who is named in which mail, by the address that it went to */
	told: Record<string, string[]>;
	mails: readonly Mail[];
	/** how many requests HiBob got */
	requests: number;
	/** why it is red */
	error: string | undefined;
}

const namesIn = ({ html }: Mail): string[] =>
	Array.from(html.matchAll(/class="title"><bdi>(.*?)<\/bdi>/g), ([, name = '']) => name).sort();

async function morning(): Promise<Morning> {
	const before = stage.hibob.requests.length;
	mailbox.mails.length = 0;
	const execution = await callNotice(stage.n8n, workflow);
	const mails = [...mailbox.mails];
	return {
		told: Object.fromEntries(mails.map((mail) => [mail.to.join(), namesIn(mail)])),
		mails,
		requests: stage.hibob.requests.length - before,
		error: execution.error?.message,
	};
}

/** A morning with other settings or another mail server. */
async function morningWith(...how: Parameters<typeof managerNotice>): Promise<Morning> {
	const { n8n } = stage;
	const set = async (...settings: Parameters<typeof managerNotice>) => {
		await n8n.updateWorkflow(workflow, noticeOnCall(await managerNotice(...settings)));
		await n8n.publish(workflow);
	};
	await set(...how);
	const one = await morning();
	await set(stage, mailbox);
	return one;
}

/** What is remembered: employee of the occasion and employee who was told, by name. */
async function remembered(): Promise<string[]> {
	const nameOf = (id: unknown) => CAST.find((name) => people[name]['root.id'] === id) ?? String(id);
	const rows = await (await stage.n8n.dataTable(NOTICES_TABLE)).rows();
	return rows
		.map(({ key, told_to: to }) => `${nameOf(String(key).split(':')[1])} to ${nameOf(to)}`)
		.sort();
}

describe('the notice to managers', () => {
	it('goes to HR alone in a run from the editor, as one example, and remembers nothing', async () => {
		const { n8n } = stage;
		const id = await n8n.runManually(workflow, 'Every Morning');
		expect((await n8n.waitForExecution(id)).error).toBeUndefined();
		expect(mailbox.mails.map(({ to }) => to)).toEqual([[HR]]);
		expect(mailbox.mails[0]?.subject).toMatch(/^\[Test\] \d+ occasions? coming up/);
		expect(mailbox.mails[0]?.text).toMatch(/This is a test.* other messages to others/);
		expect(await remembered()).toEqual([]);
	}, 60_000);

	it('is not sent, and HiBob not asked, on a day on which nobody works', async () => {
		const weekday = Number(formatted(stage.today, 'E'));
		const others = [1, 2, 3, 4, 5, 6, 7].filter((day) => day !== weekday);
		const quiet = await morningWith(stage, mailbox, { workingDays: others });
		expect(quiet).toEqual({ told: {}, mails: [], requests: 0, error: undefined });
	}, 90_000);

	it('is told to nobody while email is down, and the execution says to whom it was not', async () => {
		const { error } = await morningWith(stage, { ...mailbox, port: 1 });
		expect(error).toContain('3 of 3 notices could not be sent: to ');
		const ids = [people.mia['root.id'], people.boss['root.id'], 'HR'];
		expect(ids.filter((id) => error?.includes(id) !== true)).toEqual([]);
		expect(await remembered()).toEqual([]);
	}, 90_000);

	it('is one email for each manager about their own people, and HR’s about those without one', async () => {
		const { told, mails, requests, error } = await morning();
		expect(error).toBeUndefined();
		expect(told).toEqual({
			'mia@example.com': ['anna', 'ben'],
			// who manages carl is on leave, and mia does not hear of her own birthday
			'boss@example.com': ['carl', 'mia'],
			[HR]: ['dora'],
		});
		expect(mails).toHaveLength(3);
		expect(requests).toBe(2);
		const ofMia = mails.find(({ to }) => to.includes('mia@example.com'));
		expect(ofMia?.subject).toBe('2 occasions coming up in your team');
		expect(ofMia?.html).toContain('Work anniversary, 10 years');
		expect(ofMia?.html).toContain(formatted(plus(stage.today, { days: 1 }), 'cccc d LLLL'));
		expect(ofMia?.html).not.toMatch(/<script|<link|<img|https?:|url\(/);
		expect(mails.map(({ html }) => html).join()).not.toMatch(/\b(eva|hal)\b/);
		expect(await remembered()).toEqual([
			'anna to mia',
			'ben to mia',
			'carl to boss',
			'dora to HR',
			'mia to boss',
		]);
	}, 60_000);

	it('comes once, also when the manager is another one by then', async () => {
		expect(await morning()).toEqual({ told: {}, mails: [], requests: 1, error: undefined });
		setManager(people.anna, people.boss);
		expect((await morning()).told).toEqual({});
	}, 90_000);

	it('reaches the others when an address is refused, and that manager once it is right', async () => {
		people.noa['root.email'] = REFUSED;
		birthday('finn', 1);
		birthday('gus', 1);
		const first = await morning();
		expect(first.told).toEqual({ 'mia@example.com': ['gus'] });
		// the refused one is the first of them: a retry of the node would send the other again
		expect(first.mails).toHaveLength(1);
		expect(first.error).toContain(
			`1 of 2 notices could not be sent: to ${people.noa['root.id']} (`,
		);
		expect(first.error).not.toContain('@');
		expect(await remembered()).toContain('gus to mia');
		expect(await remembered()).not.toContain('finn to noa');
		people.noa['root.email'] = 'noa@example.com';
		const second = await morning();
		expect(second).toMatchObject({ told: { 'noa@example.com': ['finn'] }, error: undefined });
		expect(await remembered()).toContain('finn to noa');
	}, 120_000);

	it('counts as told by Slack when email is switched off', async () => {
		birthday('noa', 2);
		const { mails, error } = await morningWith(stage, mailbox, { withoutMail: true });
		expect({ mails, error }).toEqual({ mails: [], error: undefined });
		expect(await remembered()).toContain('noa to boss');
	}, 90_000);
});
