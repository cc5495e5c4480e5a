import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { APPROVER, giftApproval } from '../../sandbox/demo/giftApproval.mts';
import { hibobCredential, reachdeskCredential } from '../../sandbox/demo/stage.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mailbox } from '../../sandbox/mail/mailbox.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { ensureLibfaketime } from './libfaketime.mts';

const TIMEOUT = 150_000;
const NAMESAKE = 'Kim <Lee> $& "Jr."';

let mailbox: Mailbox;
let hibob: HiBobSandbox;
let reachdesk: ReachdeskSandbox;
let n8n: N8nHost;
let workflow = '';

/** The gift keys of those who have a birthday on a day and may get a gift. */
const birthdayKeys = (day: string): string[] =>
	whoMattersOn(day, hibob.people)
		.filter(({ occasion, gift }) => occasion === 'birthday' && gift)
		.map(({ person }) => `hibob:${person['root.id']}:birthday:${day.slice(0, 4)}`)
		.sort();

/** Sees to it that four people have a birthday on a day, two of them with one name. */
function addBirthdays(day: string): void {
	const candidates = hibob.people.filter(
		(person) =>
			whoMattersOn('2026-06-15', [{ ...person, 'personal.shortBirthDate': '06-15' }])[0]?.gift ===
				true && !['12-02', '12-03', '12-04'].includes(person['personal.shortBirthDate'] ?? ''),
	);
	candidates.slice(0, 4).forEach((person, index) => {
		person['personal.shortBirthDate'] = day.slice(5);
		if (index < 2) person['root.displayName'] = NAMESAKE;
	});
}

beforeAll(async () => {
	await ensureLibfaketime();
	mailbox = await startMailbox();
	n8n = await startN8n({ fakeTime: '2026-12-01 06:40:00', speed: 4 });
	hibob = await startHiBob({ today: '2026-12-01', rateLimitPerMinute: 1_000 });
	reachdesk = await startReachdesk({ now: n8n.now });
	for (const day of ['2026-12-02', '2026-12-03', '2026-12-04']) addBirthdays(day);
	const credentials = {
		hiBobServiceUserApi: await n8n.createCredential(
			'hiBobServiceUserApi',
			'HiBob',
			hibobCredential(hibob),
		),
		reachdeskApi: await n8n.createCredential(
			'reachdeskApi',
			'Reachdesk',
			reachdeskCredential(reachdesk),
		),
	};
	workflow = await n8n.importWorkflow(await giftApproval({ n8n, credentials, reachdesk }, mailbox));
	await n8n.publish(workflow);
	await n8n.moveClock('2026-12-01 06:59:00');
}, 400_000);
afterAll(async () => {
	const requests = [...hibob.requests, ...reachdesk.requests];
	await n8n.stop();
	await Promise.all([hibob.stop(), reachdesk.stop(), mailbox.stop()]);
	expect(requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);

/** The link in the mail of the n-th run, counted from 0. */
async function linkInMail(run: number): Promise<string> {
	const mail = await n8n.waitUntil(() => Promise.resolve(mailbox.mails[run]), {
		timeoutMs: 60_000,
	});
	expect(mail.to).toEqual([APPROVER]);
	return (/href="([^"]+)"/.exec(mail.html)?.[1] ?? '').replaceAll('&amp;', '&');
}

const SIGNS: Readonly<Record<string, string>> = {
	lt: '<',
	gt: '>',
	amp: '&',
	quot: '"',
	'#x27': "'",
};
const readable = (html: string): string =>
	html.replace(/&(\w+|#x27);/g, (whole, name: string) => SIGNS[name] ?? whole);

/** What can be ticked in the form. */
async function optionsIn(link: string): Promise<string[]> {
	const page = await (await fetch(link)).text();
	const labels = page.matchAll(
		/<label[^>]*for=['"]option\d+_field-0['"][^>]*>([\s\S]*?)<\/label>/g,
	);
	return Array.from(labels, ([, label = '']) => readable(label.trim()));
}

/** Submits the form as a browser does. */
async function submit(link: string, ticked: readonly string[]): Promise<void> {
	const form = new FormData();
	form.append('field-0', JSON.stringify(ticked));
	expect((await fetch(link, { method: 'POST', body: form })).status).toBe(200);
}

const keyIn = (option: string): string => /\((hibob:[^()]+)\)$/.exec(option)?.[1] ?? '';
const giftsMade = (): string[] =>
	reachdesk.sends
		.map(({ providerContactId }) => `hibob:${providerContactId ?? ''}:birthday:2026`)
		.sort();

/** The execution that a day's run has begun, ended. */
async function ended(count: number): Promise<void> {
	await n8n.waitUntil(
		async () => {
			const executions = await n8n.executions(workflow);
			return executions.filter(({ status }) => status === 'success').length >= count;
		},
		{ timeoutMs: TIMEOUT },
	);
}

describe('the gift approval', () => {
	it(
		'asks about tomorrow’s gifts in one mail, and sends the approved ones alone, on the day',
		async () => {
			const link = await linkInMail(0);
			await n8n.kill();
			await n8n.restart();
			const options = await optionsIn(link);
			expect(options.map(keyIn).sort()).toEqual(birthdayKeys('2026-12-02'));
			const namesakes = options.filter((option) => option.startsWith('Kim '));
			expect(namesakes).toHaveLength(2);
			const ticked = options.filter((option) => option !== namesakes[0]).slice(0, 3);
			await submit(link, ticked);
			expect(reachdesk.sends).toEqual([]);

			await n8n.moveClock('2026-12-02 06:59:00');
			await ended(1);
			expect(giftsMade()).toEqual(ticked.map(keyIn).sort());
			expect(reachdesk.sends.every(({ createdAt }) => createdAt >= '2026-12-02T07:00')).toBe(true);
		},
		2 * TIMEOUT,
	);

	it(
		'sends nothing when nobody is ticked',
		async () => {
			const before = giftsMade();
			const link = await linkInMail(1);
			expect((await optionsIn(link)).map(keyIn).sort()).toEqual(birthdayKeys('2026-12-03'));
			await submit(link, []);
			await ended(2);
			expect(giftsMade()).toEqual(before);
		},
		TIMEOUT,
	);

	it(
		'sends nothing when nobody answers within a day',
		async () => {
			const before = giftsMade();
			await n8n.moveClock('2026-12-03 06:59:00');
			const options = await optionsIn(await linkInMail(2));
			expect(options.map(keyIn).sort()).toEqual(birthdayKeys('2026-12-04'));
			expect(mailbox.mails).toHaveLength(3);
			await n8n.moveClock('2026-12-04 07:02:00');
			await ended(3);
			expect(giftsMade()).toEqual(before);
		},
		TIMEOUT,
	);
});
