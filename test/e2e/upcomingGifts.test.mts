import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GIFT_PLAN, importPreview, READER } from '../../sandbox/demo/preview.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { formatted, monthDayOf, plus } from '../../sandbox/hibob/dates.mts';
import { leftLongAgo, whoMattersOn } from '../../sandbox/hibob/today.mts';
import type { ExclusionReason, MatteringPerson } from '../../sandbox/hibob/today.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';

const HOSTILE_NAME = `<img src=x onerror="alert('1')"> {{ $json.days }} $& & Sons`;
const WHY: Record<ExclusionReason, RegExp> = {
	terminated: /^Left on \d+ \w+ \d{4}$/,
	statusUnknown: /^HiBob returned no employment status$|^The employment status ".*" is unknown$/,
	notActive: /^The employment status is Inactive|^Starts on \d+ \w+ \d{4}, after the occasion$/,
	noEmail: /^HiBob has no email address of the chosen kind$/,
};

let mailbox: Mailbox;
let stage: Stage;
let workflowId = '';
let mail: Mail | undefined;

beforeAll(async () => {
	mailbox = await startMailbox();
	stage = await setStage();
	const [celebrated] = todays(({ gift, occasion }) => gift && occasion === 'birthday');
	if (!celebrated) throw new Error('Nobody has a birthday today');
	celebrated.person['root.displayName'] = HOSTILE_NAME;
	workflowId = await importPreview(stage, mailbox);
}, 400_000);
afterAll(async () => {
	await stage.stop();
	await mailbox.stop();
}, 60_000);

const todays = (isMeant: (one: MatteringPerson) => boolean): MatteringPerson[] =>
	whoMattersOn(stage.today, stage.hibob.people).filter(isMeant);

/** The text of some HTML without elements. */
const textOf = (html: string): string =>
	html
		.replace(/<\/?bdi>/g, '')
		.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

/** What the mail says of a day: name, gift, occasion, and why when somebody is skipped. */
function entriesOn(day: string, html = ''): string[][] {
	const [, fromDay = ''] = html.split(`${formatted(day, 'cccc d LLLL')}</h2>`);
	const [ofDay = ''] = fromDay.split('<h2>');
	return Array.from(
		ofDay.matchAll(
			/class="title">(.*?)<\/th><td class="value[^"]*"[^>]*>(.*?)<\/td><\/tr><tr><td class="lines" colspan="2">(.*?)<\/td>/gs,
		),
		([, name = '', gift = '', lines = '']) => [name, gift, ...lines.split('<br>')].map(textOf),
	);
}

const occasionOf = ({ occasion, years }: MatteringPerson): string => {
	if (occasion !== 'workAnniversary') return occasion === 'birthday' ? 'Birthday' : 'First day';
	return years === 1 ? '1 year' : `${String(years)} years`;
};

function outcomeOf({ gift, occasion, years }: MatteringPerson): string {
	if (!gift) return 'Skipped';
	if (occasion !== 'workAnniversary') return GIFT_PLAN[occasion];
	const gifts: Readonly<Record<string, string>> = GIFT_PLAN.workAnniversary;
	return gifts[String(years)] ?? 'No gift for this year';
}

/** Runs what is done on Mondays. @returns the mail of it */
async function mailOf(workflowId: string): Promise<Mail | undefined> {
	const run = await stage.n8n.runManually(workflowId, 'Every Week');
	const execution = await stage.n8n.waitForExecution(run);
	expect(execution.error).toBeUndefined();
	return mailbox.mails.at(-1);
}

describe('the mail of upcoming gifts', () => {
	it('says of everyone who matters today which gift is planned, or why there is none', async () => {
		mail = await mailOf(workflowId);
		expect(mail).toMatchObject({ from: 'gifts@example.com', to: [READER] });
		const expected = todays(({ person }) => !leftLongAgo(person, stage.today)).map((one) => [
			one.person['root.displayName'],
			outcomeOf(one),
			occasionOf(one),
			...(one.reason === null ? [] : [expect.stringMatching(WHY[one.reason])]),
		]);
		expect(expected.length).toBeGreaterThan(20);
		const entries = entriesOn(stage.today, mail?.html);
		expect(entries).toHaveLength(expected.length);
		expect(entries).toEqual(expect.arrayContaining(expected));
	}, 30_000);

	it('is marked as a test when it is run from the editor, and needs nothing from elsewhere', () => {
		expect(mail?.subject).toMatch(/^\[Test\] \d+ gifts in the next 30 days$/);
		expect(mail?.html).not.toMatch(/<script|<link|<img|https?:|url\(/);
	});

	it('shows a name with HTML in it as text, and no address', () => {
		expect(entriesOn(stage.today, mail?.html)).toContainEqual([
			HOSTILE_NAME,
			'Birthday gift',
			'Birthday',
		]);
		const [, body] = mail?.html.split('</head>') ?? [];
		expect(body).not.toContain('@');
	});

	it('says the same as plain text', () => {
		expect(mail?.text).toContain(
			`• \u2068${HOSTILE_NAME}\u2069 – \u2068Birthday gift\u2069 – Birthday`,
		);
	});

	it('says so when a gift is due on another day than its occasion', async () => {
		const [celebrated] = todays(({ gift, occasion }) => gift && occasion === 'birthday');
		const tomorrow = plus(stage.today, { days: 1 });
		if (celebrated) celebrated.person['personal.shortBirthDate'] = monthDayOf(tomorrow);
		const moved = await mailOf(await importPreview(stage, mailbox, { daysBefore: 1 }));
		expect(entriesOn(stage.today, moved?.html)).toContainEqual([
			celebrated?.person['root.displayName'],
			'Birthday gift',
			`Birthday on ${formatted(tomorrow, 'cccc d LLLL')}`,
		]);
	}, 30_000);

	it('says clearly that nothing is planned, and for which days', async () => {
		const far = plus(stage.today, { days: 60 });
		for (const person of stage.hibob.people) {
			person['personal.shortBirthDate'] = far.slice(5);
			person['work.startDate'] = plus(far, { years: -5 });
		}
		const empty = await mailOf(workflowId);
		expect(empty?.html).toContain('Nothing is planned.');
		const last = plus(stage.today, { days: 29 });
		expect(empty?.html).toContain(`to ${formatted(last, 'd LLLL yyyy')}`);
		expect(empty?.html).not.toContain('class="row');
	}, 30_000);
});
