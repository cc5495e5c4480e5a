import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GIFT_PLAN, importPreview, publishPreview } from '../../sandbox/demo/preview.mts';
import type { Preview } from '../../sandbox/demo/preview.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { formatted, monthDayOf, plus } from '../../sandbox/hibob/dates.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import type { ExclusionReason, MatteringPerson } from '../../sandbox/hibob/today.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';

const HOSTILE_NAME = `<img src=x onerror="alert('1')"> {{ $json.days }} $& & Sons`;
const WHY: Record<ExclusionReason, RegExp> = {
	terminated: /^Left on \d+ \w+ \d{4}$/,
	statusUnknown: /^HiBob gives no employment status$|^The status ".*" is not known$/,
	notActive: /^The employment status is Inactive|^Starts on \d+ \w+ \d{4}, after the occasion$/,
	noEmail: /^HiBob has no e-mail address of the chosen kind$/,
};

let mailbox: Mailbox;
let stage: Stage;
let preview: Preview;
let page: string;

beforeAll(async () => {
	mailbox = await startMailbox();
	stage = await setStage();
	const [celebrated] = todays(({ gift, occasion }) => gift && occasion === 'birthday');
	if (!celebrated) throw new Error('Nobody has a birthday today');
	celebrated.person['root.displayName'] = HOSTILE_NAME;
	preview = await publishPreview(stage, mailbox);
}, 400_000);
afterAll(async () => {
	await stage.stop();
	await mailbox.stop();
}, 60_000);

const todays = (isMeant: (one: MatteringPerson) => boolean): MatteringPerson[] =>
	whoMattersOn(stage.today, stage.hibob.people).filter(isMeant);

/** Opens the page as a browser would. */
const visit = async (url: string): Promise<Response> => {
	const { username, password } = preview.visitor;
	const basic = Buffer.from(`${username}:${password}`).toString('base64');
	return await fetch(url, { headers: { authorization: `Basic ${basic}` } });
};

/** The text of some HTML without elements. */
const textOf = (html: string): string =>
	html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

/** The texts of what a pattern finds in some HTML, one row for each place. */
const found = (html: string, pattern: RegExp): string[][] =>
	Array.from(html.matchAll(pattern), ([, ...texts]) => texts.map(textOf));

/** What a calendar says of a day: name, occasion and gift of each person. */
function entriesOn(day: string, calendar: string): string[][] {
	const [, fromDay = ''] = calendar.split(`<time datetime="${day}">`);
	const [ofDay = ''] = fromDay.split('<time ');
	return found(
		ofDay,
		/<strong>([^<]*)<\/strong>\s*<span class="occasion">([^<]*)<\/span>\s*<span class="gift">([^<]*)</g,
	);
}

/** The table of those left out: name, occasion and why. */
const leftOut = (): string[][] =>
	found(page, /<th scope="row">([^<]*)<\/th><td>([^<]*)<\/td><td>([^<]*)<\/td>/g);

const occasionOf = ({ occasion, years }: MatteringPerson): string => {
	if (occasion !== 'workAnniversary') return occasion === 'birthday' ? 'Birthday' : 'First day';
	return years === 1 ? '1 year' : `${String(years)} years`;
};

function outcomeOf({ gift, occasion, years }: MatteringPerson): string {
	if (!gift) return 'Left out';
	if (occasion !== 'workAnniversary') return GIFT_PLAN[occasion];
	const gifts: Readonly<Record<string, string>> = GIFT_PLAN.workAnniversary;
	return gifts[String(years)] ?? 'No gift for this year';
}

/** Runs what is done on Mondays. @returns the mail of it */
async function mailOf(workflowId: string): Promise<Mail | undefined> {
	const run = await stage.n8n.runManually(workflowId, 'Every Monday');
	const execution = await stage.n8n.waitForExecution(run);
	expect(execution.error).toBeUndefined();
	return mailbox.mails.at(-1);
}

describe('the preview of gifts', () => {
	it('is shown to nobody without the password', async () => {
		const answer = await fetch(preview.url);
		expect(answer.status).toBe(401);
		expect(await answer.text()).not.toContain('Upcoming');
	});

	it('is a page that is kept nowhere and needs nothing from elsewhere', async () => {
		const answer = await visit(preview.url);
		page = await answer.text();
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
		expect(answer.headers.get('cache-control')).toBe('no-store');
		expect(page).not.toMatch(/<script|<link|<img|https?:|url\(/);
	}, 30_000);

	it('says of everyone who matters today which gift is planned', () => {
		const expected = todays(() => true).map((one) => [
			one.person['root.displayName'],
			occasionOf(one),
			outcomeOf(one),
		]);
		expect(expected.length).toBeGreaterThan(20);
		expect(entriesOn(stage.today, page).sort()).toEqual(expected.sort());
	});

	it('says why someone is left out', () => {
		const expected = todays(({ gift }) => !gift).map((one) => [
			one.person['root.displayName'],
			occasionOf(one),
			one.reason === null ? undefined : expect.stringMatching(WHY[one.reason]),
		]);
		expect(expected.length).toBeGreaterThan(3);
		expect(leftOut()).toEqual(expect.arrayContaining(expected));
	});

	it('shows a name with HTML in it as text, and no address', () => {
		expect(entriesOn(stage.today, page)).toContainEqual([
			HOSTILE_NAME,
			'Birthday',
			'Birthday gift',
		]);
		const [, body] = page.split('</head>');
		expect(body).not.toContain('@');
	});

	it('goes out by mail as the same calendar', async () => {
		const mail = await mailOf(preview.workflowId);
		expect(mail).toMatchObject({ from: 'gifts@example.com', to: [preview.reader] });
		const [, planned] = /<li><strong>(\d+)<\/strong> gifts planned/.exec(page) ?? [];
		expect(mail?.subject).toContain(`${String(planned)} gifts planned`);
		// the footer says when HiBob was read
		const calendar = (html = '') => html.replace(/\s+/g, ' ').split('<footer>')[0];
		expect(calendar(mail?.html)).toBe(calendar(page));
	}, 30_000);

	it('says so when a gift is due on another day than its occasion', async () => {
		const [celebrated] = todays(({ gift, occasion }) => gift && occasion === 'birthday');
		const tomorrow = plus(stage.today, { days: 1 });
		if (celebrated) celebrated.person['personal.shortBirthDate'] = monthDayOf(tomorrow);
		const mail = await mailOf(await importPreview(stage, mailbox, { daysBefore: 1 }));
		expect(entriesOn(stage.today, mail?.html ?? '')).toContainEqual([
			celebrated?.person['root.displayName'],
			`Birthday on ${formatted(tomorrow, 'cccc d LLLL')}`,
			'Birthday gift',
		]);
	}, 30_000);

	it('says clearly that nothing is planned, and for which days', async () => {
		const far = plus(stage.today, { days: 60 });
		for (const person of stage.hibob.people) {
			person['personal.shortBirthDate'] = far.slice(5);
			person['work.startDate'] = plus(far, { years: -5 });
		}
		page = await (await visit(preview.url)).text();
		expect(page).toContain('Nothing is planned.');
		const last = plus(stage.today, { days: 29 });
		expect(page).toContain(`to ${formatted(last, 'd LLLL yyyy')}`);
		expect(leftOut()).toEqual([]);
	}, 30_000);
});
