import path from 'node:path';
import type { Page } from 'playwright-core';
import { giftFollowUp } from '../../sandbox/demo/giftFollowUp.mts';
import { importPreview, publishGiftPage } from '../../sandbox/demo/preview.mts';
import { spendReport } from '../../sandbox/demo/spendReport.mts';
import { createCredentials } from '../../sandbox/demo/stage.mts';
import { plus } from '../../sandbox/hibob/dates.mts';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import { Album } from './editor.mts';
import type { Editor } from './editor.mts';

/** The page of gifts and each mail, on a desk and on a phone, by day and by night. */

const PROJECT = path.join(import.meta.dirname, '..', '..');
const WINDOWS = [
	{ width: 1280, height: 960 },
	{ width: 390, height: 844 },
];
const LONG = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren Schäfer-Leutheusser';
const NAMES = ['Anna Steiner', 'Gráinne Ó Briain', 'נועה לוי', 'محمد عبد الله', LONG, 'Noor Smit'];
const OUTCOMES = [
	{ outcome: 'sent', status: 'delivered', cost: '25', currency: 'EUR', approved_by: 'Dana Bar' },
	{ outcome: 'sent', cost: '30', currency: 'GBP' },
	{ outcome: 'skipped', reason: 'terminated', explanation: 'Left on 2026-03-03' },
	{
		outcome: 'pendingReview',
		explanation: 'Reachdesk holds the gift: wallet has insufficient funds',
	},
	{
		outcome: 'refused',
		explanation: 'Reachdesk does not know this API token (401). Check the token',
	},
	{ outcome: 'paused', explanation: '"Sending" is set to Paused in the Reachdesk credential' },
	{ outcome: 'awaitingApproval' },
	{ outcome: 'held', explanation: 'Dana Bar put it on hold: moves to another team' },
	{ outcome: 'skipped', reason: 'missed', explanation: 'Due, and no run succeeded within 7 days' },
];
const COLUMNS = [
	...[
		'key',
		'name',
		'occasion',
		'due_date',
		'years',
		'campaign',
		'outcome',
		'reason',
		'explanation',
	],
	...['approved_by', 'cost', 'currency', 'status', 'run_day', 'send_id'],
];

/** Gifts of two months, one on every other day, three today. */
function log(today: string): object[] {
	return Array.from({ length: 32 }, (_, index) => {
		const day = plus(today, { days: -Math.max(0, index - 2) * 2 });
		const occasion = ['birthday', 'workAnniversary', 'startDate'][index % 3];
		return {
			...{ key: `gift ${String(index)}`, name: NAMES[index % NAMES.length], occasion },
			...{ due_date: day, run_day: day, campaign: '1501' },
			...(occasion === 'workAnniversary' ? { years: '5' } : {}),
			...OUTCOMES[index % OUTCOMES.length],
		};
	});
}

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

/** Opens the page of gifts and each mail, and takes pictures of them into `panels/`. */
export async function readOnAPhone({ page: editor, n8n, hibob, reachdesk, today }: Editor) {
	const mailbox = await startMailbox();
	const page = await editor.context().newPage();
	try {
		const album = new Album(path.join(PROJECT, 'panels'));
		const credentials = await createCredentials(n8n, { hibob, reachdesk });
		const stage = { n8n, credentials };
		await n8n.createDataTable('Gift Log', COLUMNS);
		await (await n8n.dataTable('Gift Log')).insert(log(today));
		await n8n.createDataTable('Gift Runs', [
			'workflow',
			'trigger',
			'completed_at',
			'next_run',
			'due',
			'message',
		]);
		const completed_at = `${plus(today, { days: -2 })}T07:00:12.000Z`;
		await (
			await n8n.dataTable('Gift Runs')
		).insert([
			{ workflow: 'Birthday gift', trigger: 'HiBob Employees', completed_at, due: '4' },
			{
				workflow: 'Work anniversary gift',
				completed_at: new Date().toISOString(),
				due: '1',
				message: '1 of 3 gifts needs you: 1 waits for review in Reachdesk',
			},
		]);
		for (const [index, status] of ['pending', 'pending', 'expired', 'returned', 'odd'].entries()) {
			const email = `${LONG.replace(/\W/g, '-')}${String(index)}@example.com`;
			const createdAt = `${today}T00:00:00.000Z`;
			const { id } = reachdesk.addPastSend({ email, campaignId: 1501, createdAt });
			reachdesk.changeStatus(id, status);
		}
		const { url, visitor } = await publishGiftPage(stage);
		const basic = Buffer.from(`${visitor.username}:${visitor.password}`).toString('base64');
		await page.setExtraHTTPHeaders({ authorization: `Basic ${basic}` });
		await page.goto(url);
		await look(page, album, 'gift-history');
		await search(page);
		await look(page, album, 'gift-history-search');
		const mails = {
			'upcoming-gifts': ['Every Monday', await importPreview(stage, mailbox)],
			'gift-follow-up': [
				'Every Morning',
				await n8n.importWorkflow(await giftFollowUp(stage, mailbox)),
			],
			'spend-report': [
				'Every Month',
				await n8n.importWorkflow(await spendReport(stage, mailbox, today.slice(0, 7))),
			],
		} as const;
		for (const [name, [trigger, id]] of Object.entries(mails)) {
			const { error } = await n8n.waitForExecution(await n8n.runManually(id, trigger));
			if (error) throw new Error(error.message);
			await page.setContent(mailbox.mails.at(-1)?.html ?? '');
			await look(page, album, name);
		}
	} finally {
		await page.close();
		await mailbox.stop();
	}
}
