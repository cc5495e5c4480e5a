import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import {
	benefitReport,
	publishBenefitReport,
	savingManualRuns,
} from '../../sandbox/demo/benefitReport.mts';
import { giftApproval } from '../../sandbox/demo/giftApproval.mts';
import { publishGiftByHand } from '../../sandbox/demo/giftByHand.mts';
import { giftFollowUp } from '../../sandbox/demo/giftFollowUp.mts';
import { openGiftOffice } from '../../sandbox/demo/giftOffice.mts';
import { publishGoLiveCheck, sendPastGifts } from '../../sandbox/demo/goLiveCheck.mts';
import { mailCredential } from '../../sandbox/demo/mailCredential.mts';
import { publishMyGifts } from '../../sandbox/demo/myGifts.mts';
import { importPreview, publishGiftPage } from '../../sandbox/demo/preview.mts';
import { spendReport } from '../../sandbox/demo/spendReport.mts';
import { createCredentials } from '../../sandbox/demo/stage.mts';
import { giftAlerts, giftWatch } from '../../sandbox/demo/troubleWatch.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mailbox } from '../../sandbox/mail/mailbox.mts';
import { downloadBenefits, giveBenefits } from './benefitPage.mts';
import { Album } from './editor.mts';
import type { Editor } from './editor.mts';
import { giftRows, rowsOf, runRows, somebody } from './sampleLog.mts';

/** The pages of the workflows and each mail, on a desk and on a phone, by day and by night. */

const PROJECT = path.join(import.meta.dirname, '..', '..');
const WINDOWS = [
	{ width: 1280, height: 960 },
	{ width: 390, height: 844 },
];
const LONG = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren Schäfer-Leutheusser';
const NAMES = ['Anna Steiner', 'Gráinne Ó Briain', 'נועה לוי', 'محمد عبد الله', LONG, 'Noor Smit'];
/** @throws Error when a page or a mail has to be moved sideways to be read */
async function look(page: Page, album: Album, name: string): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		for (const { width, height } of WINDOWS) {
			await page.setViewportSize({ width, height });
			const needed = await page.evaluate('document.documentElement.scrollWidth');
			if (Number(needed) > width) {
				throw new Error(`${name} is ${String(needed)} px wide on a screen of ${String(width)}`);
			}
			await album.photograph(page, `${name}-${String(width)}-${colorScheme}`);
		}
	}
}

/** @throws Error when typing a name asks n8n again, or shows somebody else */
async function search(page: Page): Promise<void> {
	let requests = 0;
	const count = () => {
		requests += 1;
	};
	page.on('request', count);
	await page.locator('input[type="search"]').fill('BRIAIN gra');
	const shown = page.locator('.history .entry:visible strong');
	const names = new Set(await shown.allTextContents());
	page.off('request', count);
	if (requests > 0) throw new Error('Typing a name asked n8n');
	if (names.size !== 1 || !names.has('Gráinne Ó Briain')) {
		throw new Error(`Searching for briain showed ${[...names].join(', ')}`);
	}
}

/** Signs in to a page that asks for a name and a password. */
async function signInTo(page: Page, visitor: { username: string; password: string }) {
	const basic = Buffer.from(`${visitor.username}:${visitor.password}`).toString('base64');
	await page.setExtraHTTPHeaders({ authorization: `Basic ${basic}` });
}

/** Somebody asks for no gifts: each page that they see, and the mail. */
async function askForNone(page: Page, album: Album, url: string, email: string, mailbox: Mailbox) {
	mailbox.mails.length = 0;
	await page.goto(url);
	await look(page, album, 'my-gifts');
	await page.locator('input[type="email"]').fill(email);
	await page.getByRole('button').click();
	await page.getByText('Check your inbox').waitFor();
	await look(page, album, 'my-gifts-asked');
	const mail = await firstMail(mailbox);
	await page.setContent(mail);
	await look(page, album, 'my-gifts-mail');
	const [, link = ''] = /<a class="button" href="([^"]+)"/.exec(mail) ?? [];
	await page.goto(link);
	await look(page, album, 'my-gifts-link');
	await page.getByRole('button', { name: 'No gifts' }).click();
	await page.getByText('You get no gifts').waitFor();
	await look(page, album, 'my-gifts-chosen');
	await page.goto(link);
	await look(page, album, 'my-gifts-used');
}

const firstMail = async ({ mails }: Mailbox): Promise<string> => {
	for (;;) {
		const [mail] = mails;
		if (mail) return mail.html;
		await delay(200);
	}
};

/** Opens the pages and each mail, and takes pictures of them into `panels/`. */
export async function readOnAPhone({ page: editor, n8n, hibob, reachdesk, today }: Editor) {
	const mailbox = await startMailbox();
	const page = await editor.context().newPage();
	try {
		const album = new Album(path.join(PROJECT, 'panels'));
		const credentials = await createCredentials(n8n, { hibob, reachdesk });
		const stage = { n8n, credentials, office: await openGiftOffice(n8n) };
		for (const [index, status] of ['pending', 'pending', 'expired', 'returned', 'odd'].entries()) {
			const email = `${LONG.replace(/\W/g, '-')}${String(index)}@example.com`;
			const createdAt = `${today}T00:00:00.000Z`;
			const { id } = reachdesk.addPastSend({ email, campaignId: 1501, createdAt });
			reachdesk.changeStatus(id, status);
		}
		const lookAtMail = async (name: string, id: string, trigger: string): Promise<void> => {
			mailbox.mails.length = 0;
			const { error } = await n8n.waitForExecution(await n8n.runManually(id, trigger));
			if (error) throw new Error(error.message);
			await page.setContent(mailbox.mails.at(-1)?.html ?? '');
			await look(page, album, name);
		};
		const smtp = await mailCredential(n8n, mailbox);
		for (const [name, trigger, workflow] of [
			['gift-alerts', 'Every 5 Minutes', giftAlerts(smtp)],
			['gift-watch', 'Every Hour', giftWatch(smtp)],
			['gift-follow-up', 'Every Morning', await giftFollowUp(stage, mailbox)],
			['spend-report', 'Every Month', await spendReport(stage, mailbox, today.slice(0, 7))],
		] as const) {
			await lookAtMail(name, await n8n.importWorkflow(workflow), trigger);
		}
		await lookAtMail('upcoming-gifts', await importPreview(stage, mailbox), 'Every Week');
		const approval = await giftApproval(stage, reachdesk, mailbox);
		const asks = await n8n.importWorkflow(approval.workflow);
		await lookAtMail('gift-approval', asks, 'HiBob: Before the Day');
		const [, list = ''] = /<a class="button" href="([^"]+)"/.exec(await page.content()) ?? [];
		await page.goto(list);
		await look(page, album, 'gift-approval-page');

		const byHand = await publishGiftByHand(stage, reachdesk);
		await signInTo(page, byHand.visitor);
		await page.goto(byHand.url);
		await look(page, album, 'gift-by-hand');
		// the table is there since the page was opened for the first time
		const log = await n8n.dataTable('Gift Log');
		const person = somebody(hibob);
		await log.insert([...giftRows(today, NAMES, 'every outcome'), ...rowsOf(person, today)]);
		await page.goto(`${byHand.url}?employee=${person.id}`);
		await look(page, album, 'gift-by-hand-person');
		const myGifts = await publishMyGifts(stage, mailbox);
		await askForNone(page, album, myGifts.url, person.email, mailbox);
		await page.goto(`${byHand.url}?employee=${person.id}`);
		await look(page, album, 'gift-by-hand-wants-none');

		await (await n8n.dataTable('Gift Runs')).insert(runRows(today));
		const { url, visitor } = await publishGiftPage(stage);
		await signInTo(page, visitor);
		await page.goto(url);
		await look(page, album, 'gift-history');
		await search(page);
		await look(page, album, 'gift-history-search');

		await giveBenefits(hibob, reachdesk, { log, today, names: NAMES });
		const benefits = await publishBenefitReport(stage, mailbox);
		await signInTo(page, benefits.visitor);
		await page.goto(benefits.url);
		await look(page, album, 'benefit-report');
		await downloadBenefits(page);
		await look(page, album, 'benefit-report-year');
		const mailed = savingManualRuns(await benefitReport(stage, mailbox));
		await lookAtMail('benefit-report-mail', await n8n.importWorkflow(mailed), 'Every Month');

		sendPastGifts(reachdesk);
		const check = await publishGoLiveCheck({ n8n, credentials, reachdesk });
		await signInTo(page, check.visitor);
		await page.goto(check.url);
		await look(page, album, 'go-live-check');
	} finally {
		await page.close();
		await mailbox.stop();
	}
}
