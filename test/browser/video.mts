import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openGiftOffice } from '../../sandbox/demo/giftOffice.mts';
import { publishGiftPage } from '../../sandbox/demo/preview.mts';
import { awayFromMidnight } from '../../sandbox/demo/runTime.mts';
import {
	createCredentials,
	hibobCredential,
	reachdeskCredential,
} from '../../sandbox/demo/stage.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { Camera } from './camera.mts';
import { installedChromium, openBrowser, signIn } from './chromium.mts';
import { closeNode, input, openNode, openWorkflow, say, testId } from './editor.mts';
import { checkFfmpeg, stillsOf, writeFilm } from './film.mts';
import type { Format } from './film.mts';
import { chooseWorkflow, importFile, typeWithWrongSecret } from './firstSteps.mts';
import type { TypedCredential } from './firstSteps.mts';
import { hideField } from './pictures.mts';
import { giftRows } from './sampleLog.mts';

// `npm run video`: films the first minutes of somebody who has installed the package, in the real editor
// of a real n8n, into docs/video/. `npm run video -- stills` also takes 12 pictures out of it into panels/.
// HiBob and Reachdesk are the local stand-ins; their addresses, which are this machine's, are not shown.

const PROJECT = path.join(import.meta.dirname, '..', '..');
const FILM = path.join(PROJECT, 'docs', 'video', 'first-gift');
const LOOKED_AT = path.join(PROJECT, 'panels', 'video');
const STILLS = 12;

const FORMAT: Format = { width: 1920, height: 990, captionHeight: 90, longest: 59 };
// at another scale than 1, DevTools’ screencast gives pictures of two sizes
const WINDOW = { width: 1600, height: 825, scale: 1 };

const HIDDEN = [
	// n8n's messages in a corner
	'.el-notification',
	'[data-test-id="toast-message"]',
];

const CAMPAIGN_PAGE = 'https://app.reachdesk.com/campaigns/1501/settings';

interface Set {
	page: Page;
	camera: Camera;
	n8n: N8nHost;
	hibob: HiBobSandbox;
	reachdesk: ReachdeskSandbox;
	today: string;
}

/** Nobody who has a birthday today shares an address: what n8n does then is another story. */
function givenAddressesOfTheirOwn(hibob: HiBobSandbox, today: string): void {
	const taken = new Map<string, number>();
	for (const { person } of whoMattersOn(today, hibob.people)) {
		const email = person['root.email'];
		if (email === null) continue;
		const before = taken.get(email) ?? 0;
		taken.set(email, before + 1);
		if (before > 0) person['root.email'] = `${String(before + 1)}.${email}`;
	}
}

async function searchNodes({ page, camera, n8n }: Set): Promise<void> {
	await page.goto(`${n8n.editorUrl}workflow/new`);
	const add = testId(page, 'canvas-add-button').first();
	await add.waitFor();
	await camera.film('Two nodes and two triggers: one for HiBob, one for Reachdesk', async () => {
		await camera.click(add);
		await camera.type(page.getByPlaceholder(/Search nodes/), 'birthday');
		const found = testId(page, 'node-creator-item-name').getByText('HiBob', { exact: true });
		await found.first().waitFor();
		await camera.click(found.first());
		await page
			.getByText(/^Triggers/)
			.first()
			.waitFor();
	});
}

/** A credential, and what is typed into it. */
interface Typed extends TypedCredential {
	/** the field with the address of this machine, which is not shown, and its label */
	address: { name: string; label: string };
}

async function testCredential(
	{ page, camera, n8n }: Set,
	caption: string,
	{ address, ...typed }: Typed,
): Promise<void> {
	await typeWithWrongSecret({ page, n8n }, typed);
	// n8n says that a credential works only where it did not before
	await page.waitForTimeout(700);
	await testId(page, 'credential-save-button').click();
	await page.getByText('More details').waitFor();
	await hideField(page, address);
	await camera.film(caption, async () => {
		await camera.type(input(page, typed.secret), typed.fields[typed.secret] ?? '');
		await page.waitForTimeout(700);
		await camera.click(testId(page, 'credential-save-button'));
		await page.getByText('Connection tested successfully').waitFor();
	});
	await page.keyboard.press('Escape');
}

async function importWorkflow({ page, camera, n8n }: Set): Promise<void> {
	await page.goto(`${n8n.editorUrl}workflow/new`);
	await testId(page, 'canvas-add-button').first().waitFor();
	await page.waitForTimeout(1_500);
	await camera.film('Import the birthday workflow', async () => {
		await page.waitForTimeout(600);
		await importFile(page, 'birthday-gift');
		await page.waitForTimeout(800);
		await page.keyboard.press('1');
		await page.waitForTimeout(800);
	});
	await chooseWorkflow(page, 'Gift Holds', 'Gift holds');
	await chooseWorkflow(page, 'Gift Log', 'Gift log');
}

async function fetchTestEvent({ page, camera }: Set): Promise<void> {
	await openNode(page, 'HiBob Employees');
	await camera.film('Fetch a test event: who comes next', async () => {
		await camera.click(testId(page, 'trigger-execute-button'));
		await page
			.getByText(/^Due \d{4}-\d{2}-\d{2}$/)
			.first()
			.waitFor();
		await testId(page, 'output-panel').locator('td').first().waitFor();
	});
	await closeNode(page);
}

async function fillInSendGift({ page, camera, reachdesk }: Set): Promise<void> {
	await openNode(page, 'Send Gift');
	const campaign = testId(page, 'resource-locator-campaign');
	await testId(campaign, 'rlc-mode-selector').click();
	await page.getByRole('option', { name: 'By URL', exact: true }).click();
	await camera.film('Say which campaign, and in whose name', async () => {
		await camera.type(campaign.locator('input[data-test-id="rlc-input"]'), CAMPAIGN_PAGE);
		await camera.type(input(page, 'sender'), reachdesk.sender);
		await page.waitForTimeout(700);
	});
	await closeNode(page);
}

async function runTest({ page, camera, reachdesk }: Set): Promise<void> {
	await page.keyboard.press('1');
	await page.waitForTimeout(800);
	const caption = 'A test run plans the gifts and sends nothing';
	await camera.film(
		caption,
		async () => {
			await camera.click(testId(page, 'execute-workflow-button').first());
		},
		0.4,
	);
	await openNode(page, 'Send Gift');
	await page.getByText('Nothing was sent: this is a test run').first().waitFor();
	await closeNode(page);
	await camera.film(caption, async () => {
		await page.waitForTimeout(600);
		await openNode(page, 'Send Gift');
		await page.getByText('Nothing was sent: this is a test run').first().waitFor();
	});
	await closeNode(page);
	if (reachdesk.sends.length > 0) throw new Error('A test run has sent a gift.');
}

/** Publishes the workflow so that it runs in two minutes. @returns its id */
async function publish({ page, camera }: Set): Promise<string> {
	await openNode(page, 'HiBob Employees');
	const runAt = new Date(Date.now() + 120_000).toISOString().slice(11, 16);
	await input(page, 'runAt').fill(runAt);
	await page.waitForTimeout(700);
	await closeNode(page);
	await camera.film('Publish: from now on it runs every day by itself', async () => {
		await camera.click(testId(page, 'workflow-open-publish-modal-button'));
		const button = testId(page, 'workflow-publish-button');
		await button.waitFor();
		await camera.click(button);
		await button.waitFor({ state: 'hidden' });
	});
	return /workflow\/(\w+)/.exec(page.url())?.[1] ?? '';
}

/** What the run of the published workflow has done. */
async function showRun({ page, camera, n8n }: Set, workflow: string): Promise<void> {
	say('Waiting for the run of the published workflow …');
	const { id } = await n8n.waitUntil(
		async () => {
			const runs = (await n8n.executions(workflow)).filter(
				({ mode, status }) => mode === 'trigger' && ['success', 'error'].includes(status),
			);
			// the first one reports the publishing
			return runs[1];
		},
		{ timeoutMs: 300_000, what: 'the run of the published workflow' },
	);
	const { error } = await n8n.execution(id);
	if (error) throw new Error(error.message);
	await page.goto(`${n8n.editorUrl}workflow/${workflow}/executions/${id}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	await page.waitForTimeout(2_000);
	await camera.film('On the day, each of them gets one gift', async () => {
		await page.waitForTimeout(1_000);
		await openNode(page, 'Send Gift');
		await testId(page, 'output-panel').locator('td').first().waitFor();
	});
	await closeNode(page);
	await camera.film('Everyone who gets none is listed, with the reason', async () => {
		await openNode(page, 'HiBob Employees');
		await camera.click(page.getByText(/^Skipped Branch/));
		await testId(page, 'output-panel').locator('td').first().waitFor();
	});
	await closeNode(page);
}

async function showHistory({ page, camera, n8n, hibob, reachdesk, today }: Set): Promise<void> {
	const credentials = await createCredentials(n8n, { hibob, reachdesk });
	const { url, visitor } = await publishGiftPage({ n8n, credentials });
	const names = hibob.people.slice(20, 60).map((one) => one['root.displayName']);
	const log = await n8n.dataTable('Gift Log');
	await log.insert(giftRows(today, names, 'ordinary'));
	const basic = Buffer.from(`${visitor.username}:${visitor.password}`).toString('base64');
	await page.setExtraHTTPHeaders({ authorization: `Basic ${basic}` });
	await page.goto(url);
	await camera.film('The gift history: what became of each gift, and what comes next', async () => {
		await page.waitForTimeout(600);
		for (let step = 0; step < 12; step++) {
			await page.mouse.wheel(0, 40);
			await page.waitForTimeout(60);
		}
	});
}

async function shoot(set: Set): Promise<void> {
	const { page, n8n, hibob, reachdesk } = set;
	await openGiftOffice(n8n);
	await searchNodes(set);
	const { serviceUserId, token, customUrl } = hibobCredential(hibob);
	await testCredential(set, 'Connect HiBob with a service user that may only look', {
		type: 'HiBob Service User API',
		fields: { serviceUserId, token, customUrl },
		secret: 'token',
		address: { name: 'customUrl', label: 'Custom URL' },
		environment: 'Custom URL',
	});
	await testCredential(set, 'Connect Reachdesk with an API token', {
		type: 'Reachdesk API',
		fields: reachdeskCredential(reachdesk),
		secret: 'apiToken',
		address: { name: 'baseUrl', label: 'Base URL' },
	});
	await importWorkflow(set);
	await fetchTestEvent(set);
	await fillInSendGift(set);
	await runTest(set);
	const workflow = await publish(set);
	await showRun(set, workflow);
	await openWorkflow(page, n8n, workflow);
	await showHistory(set);
}

/** Starts everything, films, and ends everything. */
async function makeFilm(work: string): Promise<void> {
	await awayFromMidnight(say);
	const today = new Date().toISOString().slice(0, 10);
	const hibob = await startHiBob({ today, rateLimitPerMinute: 1_000 });
	const reachdesk = await startReachdesk();
	givenAddressesOfTheirOwn(hibob, today);
	try {
		say('Starting n8n …');
		const n8n = await startN8n({ editor: true });
		try {
			const browser = await openBrowser(WINDOW);
			try {
				const { page } = browser;
				const camera = await Camera.before(page, path.join(work, 'frames'), HIDDEN);
				await signIn(page, n8n);
				await shoot({ page, camera, n8n, hibob, reachdesk, today }).catch(
					async (error: unknown) => {
						await page.screenshot({ path: path.join(LOOKED_AT, 'failed.png') });
						throw error;
					},
				);
				await edit(camera, work);
			} finally {
				await browser.close();
			}
		} finally {
			await n8n.stop();
		}
	} finally {
		await Promise.all([hibob.stop(), reachdesk.stop()]);
	}
}

async function edit({ scenes }: Camera, work: string): Promise<void> {
	say(`Making the film of ${String(scenes.length)} scenes …`);
	const desk = await openBrowser({ width: FORMAT.width, height: FORMAT.captionHeight, scale: 1 });
	try {
		const { seconds, mp4, gif } = await writeFilm(desk.page, scenes, {
			work,
			target: FILM,
			format: FORMAT,
		});
		const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1);
		say(
			`docs/video/first-gift.mp4 (${megabytes(mp4)} MB) and .gif (${megabytes(gif)} MB), ${seconds.toFixed(0)} s`,
		);
		if (!process.argv.includes('stills')) return;
		await stillsOf(`${FILM}.mp4`, seconds, STILLS, LOOKED_AT);
	} finally {
		await desk.close();
	}
}

installedChromium();
await checkFfmpeg();
const work = mkdtempSync(path.join(tmpdir(), 'video-'));
try {
	await makeFilm(work);
} finally {
	rmSync(work, { recursive: true, force: true });
}
if (process.connected) process.disconnect();
