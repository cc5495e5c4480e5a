import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { importPreview, publishGiftPage } from '../../sandbox/demo/preview.mts';
import type { GiftPage } from '../../sandbox/demo/preview.mts';
import { EMPLOYEE_TABLE, employeeSync } from '../../sandbox/demo/rosterSync.mts';
import { giftApproval } from '../../sandbox/demo/giftApproval.mts';
import { publishGiftByHand } from '../../sandbox/demo/giftByHand.mts';
import { giftFollowUp } from '../../sandbox/demo/giftFollowUp.mts';
import { mailCredential } from '../../sandbox/demo/mailCredential.mts';
import { spendReport } from '../../sandbox/demo/spendReport.mts';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import { filledIn, TEMPLATES } from '../../sandbox/demo/templates.mts';
import { giftAlerts, giftWatch } from '../../sandbox/demo/troubleWatch.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mailbox } from '../../sandbox/mail/mailbox.mts';
import { openBrowser, signIn } from './chromium.mts';
import { closeNode, openNode, openWorkflow } from './editor.mts';
import {
	IMAGES,
	hideDistractions,
	parameters,
	photographCanvas,
	photographEmail,
} from './pictures.mts';
import { giftRows, rowsOf, somebody } from './sampleLog.mts';

// Takes the pictures of the documentation from the real editor of a real n8n.

// the larger the window, the larger a whole workflow is drawn
const IN_THE_EDITOR = { width: 1920, height: 1080, scale: 2 };
const ON_A_DESK = { width: 1040, height: 800 };
const ON_A_PHONE = { width: 390, height: 844 };

const say = (text: string) => process.stdout.write(`${text}\n`);

const fileOf = (name: string): string => path.join(IMAGES, `${name}.png`);

/** The last email, as it is read on a desk. */
async function photographMail(page: Page, { mails }: Mailbox, name: string): Promise<void> {
	await photographEmail(page, mails.at(-1)?.html ?? '', fileOf(`${name}-mail`));
	say(`docs/images/${name}-mail.png`);
}

async function photographWorkflow(page: Page, name: string): Promise<void> {
	await photographCanvas(page, fileOf(name));
	say(`docs/images/${name}.png`);
}

/** The emails that a test run of both workflows sends that tell a person of trouble. */
async function photographAlerts(page: Page, { n8n }: Stage, mailbox: Mailbox): Promise<void> {
	const smtp = await mailCredential(n8n, mailbox);
	for (const [name, workflow, trigger] of [
		['gift-alerts', giftAlerts(smtp), 'Every 5 Minutes'],
		['gift-watch', giftWatch(smtp), 'Every Hour'],
	] as const) {
		const id = await n8n.importWorkflow(workflow);
		await n8n.waitForExecution(await n8n.runManually(id, trigger));
		await photographMail(page, mailbox, name);
	}
}

/** The sync, and the table that it has filled. */
async function photographSync(page: Page, stage: Stage): Promise<void> {
	const { n8n, credentials } = stage;
	const sync = await n8n.importWorkflow(
		employeeSync(credentials.hiBobServiceUserApi, stage.office),
	);
	await n8n.publish(sync);
	// it keeps no executions that succeeded
	await openWorkflow(page, n8n, sync);
	await photographWorkflow(page, 'employee-sync');
	await page.goto(`${n8n.editorUrl}home/datatables`);
	await page.getByText(EMPLOYEE_TABLE).first().click();
	await page.setViewportSize({ width: 1440, height: 620 });
	await page.waitForTimeout(2_500);
	await photograph(page, 'employee-table');
	await page.setViewportSize(IN_THE_EDITOR);
}

/** The report of what the demo's gifts of this month cost, and the mail that it sends. */
async function photographSpend(page: Page, stage: Stage, mailbox: Mailbox): Promise<void> {
	const { n8n, hibob, reachdesk, today } = stage;
	const emails = hibob.people.flatMap((person) => person['root.email'] ?? []).slice(20);
	for (const [index, { id: campaignId }] of reachdesk.campaigns.slice(0, 3).entries()) {
		for (const email of emails.slice(0, index * 4 + 1)) {
			reachdesk.addPastSend({ email, campaignId, createdAt: `${today}T00:00:00.000Z` });
		}
	}
	const report = await n8n.importWorkflow(await spendReport(stage, mailbox, today.slice(0, 7)));
	await n8n.runManually(report, 'Every Month');
	await n8n.waitForExecutions(report, { count: 1, timeoutMs: 120_000 });
	await photographMail(page, mailbox, 'spend-report');
}

/** The gifts of the demo that need a human, and the mail about them. */
async function photographFollowUp(page: Page, stage: Stage, mailbox: Mailbox): Promise<void> {
	const { n8n, reachdesk } = stage;
	const statuses = ['pending', 'pending', 'rejected', 'returned', 'expired'];
	for (const [index, status] of statuses.entries()) {
		const { id } = reachdesk.sends.at(-1 - index) ?? {};
		if (id !== undefined) reachdesk.changeStatus(id, status);
	}
	const followUp = await n8n.importWorkflow(await giftFollowUp(stage, mailbox));
	await n8n.runManually(followUp, 'Every Morning');
	await n8n.waitForExecutions(followUp, { count: 1, timeoutMs: 120_000 });
	await photographMail(page, mailbox, 'gift-follow-up');
}

/** The approval of gifts, the mail that asks for it, and the form that the mail leads to. */
async function photographApproval(page: Page, stage: Stage, mailbox: Mailbox): Promise<void> {
	const { n8n, reachdesk } = stage;
	const { workflow } = await giftApproval(stage, reachdesk, mailbox);
	const id = await n8n.importWorkflow(workflow);
	mailbox.mails.length = 0;
	const run = await n8n.runManually(id, 'HiBob: Before the Day');
	await n8n.waitForExecution(run);
	const html = mailbox.mails.at(-1)?.html ?? '';
	await photographMail(page, mailbox, 'gift-approval');
	await page.setViewportSize(ON_A_DESK);
	await page.goto(/<a class="button" href="([^"]+)"/.exec(html)?.[1] ?? '');
	await page.getByLabel('Only the ticked').check();
	await page.locator('input[type="checkbox"]').first().check();
	await photograph(page, 'gift-approval-form');
	await page.setViewportSize(IN_THE_EDITOR);
}

async function photograph(page: Page, name: string, what: Page | Locator = page): Promise<void> {
	await what.screenshot({ path: fileOf(name) });
	say(`docs/images/${name}.png`);
}

/** The mail of Mondays, and the workflow that sends it. */
async function photographUpcoming(page: Page, stage: Stage, mailbox: Mailbox): Promise<void> {
	const { n8n } = stage;
	const id = await importPreview(stage, mailbox);
	await n8n.waitForExecution(await n8n.runManually(id, 'Every Week'));
	await photographMail(page, mailbox, 'upcoming-gifts');
}

/** Signs in to a page that asks for a name and a password. */
async function signInTo(page: Page, { visitor }: Pick<GiftPage, 'visitor'>): Promise<void> {
	const basic = Buffer.from(`${visitor.username}:${visitor.password}`).toString('base64');
	await page.setExtraHTTPHeaders({ authorization: `Basic ${basic}` });
}

/** The form for one person, and the page of gifts as it is on a desk and on a phone. */
async function photographPages(page: Page, stage: Stage): Promise<void> {
	const { n8n, hibob, reachdesk, today } = stage;
	const byHand = await publishGiftByHand(stage, reachdesk);
	await signInTo(page, byHand);
	// makes the table
	await page.goto(byHand.url);
	const person = somebody(hibob);
	const names = hibob.people.slice(20, 60).map((one) => one['root.displayName']);
	await (
		await n8n.dataTable('Gift Log')
	).insert([...giftRows(today, names, 'ordinary'), ...rowsOf(person, today)]);
	await page.setViewportSize(ON_A_DESK);
	await page.goto(`${byHand.url}?employee=${person.id}`);
	await page.locator('input[value="again"]').check();
	await page.locator('input[value*=":birthday:"]').first().check();
	await photograph(page, 'gift-by-hand-form');

	const giftPage = await publishGiftPage(stage);
	await signInTo(page, giftPage);
	await page.goto(giftPage.url);
	await photograph(page, 'gift-history-desktop');
	await page.setViewportSize(ON_A_PHONE);
	await photograph(page, 'gift-history-phone');
}

const mailbox = await startMailbox();
const stage = await setStage({ say, n8n: { editor: true } });
const browser = await openBrowser(IN_THE_EDITOR);
try {
	const { page } = browser;
	const { n8n, reachdesk, credentials, office } = stage;
	await hideDistractions(page);
	await signIn(page, n8n);
	const birthdays = TEMPLATES.find(({ slug }) => slug === 'birthday-gift');
	if (birthdays === undefined) throw new Error('There is no birthday-gift.');
	const fillIn = { sender: reachdesk.sender, credentials, trigger: {}, office };
	await openWorkflow(page, n8n, await n8n.importWorkflow(filledIn(birthdays, fillIn)));
	await photographWorkflow(page, birthdays.slug);
	for (const [node, name] of [
		['HiBob Employees', 'hibob-employees-trigger'],
		['Send Gift', 'reachdesk-send-gift'],
	] as const) {
		await openNode(page, node);
		await page.waitForTimeout(1_500);
		await photograph(page, name, parameters(page));
		await closeNode(page);
	}
	await photographAlerts(page, stage, mailbox);
	await photographSync(page, stage);
	await photographSpend(page, stage, mailbox);
	await photographApproval(page, stage, mailbox);
	await photographFollowUp(page, stage, mailbox);
	await photographUpcoming(page, stage, mailbox);
	await photographPages(page, stage);
} finally {
	await browser.close();
	await stage.stop();
	await mailbox.stop();
}
if (process.connected) process.disconnect();
