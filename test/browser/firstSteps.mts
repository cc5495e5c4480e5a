import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { hibobCredential, reachdeskCredential } from '../../sandbox/demo/stage.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import { openBrowser, signIn } from './chromium.mts';

// `npm run test:browser`: the first minutes of somebody who has just installed the package, in a
// real editor. It fails when a step does, or when the browser's console shows an error.

const PROJECT = path.join(import.meta.dirname, '..', '..');
const IMAGES = path.join(PROJECT, 'docs', 'images', 'first-steps');
const WORKFLOW = path.join(PROJECT, 'workflows', 'birthday-gift.json');
// n8n asks for descriptions of outputs that neither its own nodes nor ours have
const EXPECTED = [/\/schemas\/[\w.-]+\/[\d.]+\.json$/, /status of 404/];
const begun = Date.now();

const say = (text: string) => {
	const seconds = Math.round((Date.now() - begun) / 1000);
	process.stdout.write(`${String(seconds).padStart(5)} s  ${text}\n`);
};

const testId = (page: Page | Locator, id: string): Locator =>
	page.locator(`[data-test-id="${id}"]`);

let pictures = 0;
async function photograph(page: Page, name: string): Promise<void> {
	await page.waitForTimeout(700);
	pictures += 1;
	const file = `${String(pictures)}-${name}.png`;
	await page.screenshot({ path: path.join(IMAGES, file) });
	say(`docs/images/first-steps/${file}`);
}

/** What a person sees of a field, by the name of its parameter. */
const input = (page: Page, name: string): Locator =>
	testId(page, `parameter-input-${name}`).locator('input, textarea').first();

async function chooseOption(page: Page, parameter: string, option: string): Promise<void> {
	await input(page, parameter).click();
	await page.getByRole('option', { name: option, exact: true }).click();
}

async function save(page: Page): Promise<void> {
	// the editor takes a moment to notice what was typed
	await page.waitForTimeout(700);
	await testId(page, 'credential-save-button').click();
}

/** Creates a credential by hand, first with a wrong token. */
async function createCredential(
	page: Page,
	editorUrl: string,
	type: string,
	fields: Readonly<Record<string, string>>,
	{ secret, environment }: { secret: string; environment?: string },
): Promise<void> {
	await page.goto(`${editorUrl}home/credentials/create`);
	await testId(page, 'new-credential-type-select').locator('input').first().fill(type);
	await testId(page, 'new-credential-type-select-option').first().click();
	await testId(page, 'new-credential-type-button').click();
	if (environment !== undefined) await chooseOption(page, 'environment', environment);
	for (const [name, value] of Object.entries(fields)) {
		await input(page, name).fill(name === secret ? 'wrong' : value);
	}
	await save(page);
	await page.getByText('More details').click();
	await page
		.getByText(/does not know this/)
		.first()
		.waitFor();
	await photograph(page, `${type.split(' ')[0]?.toLowerCase() ?? ''}-wrong-token`);
	await input(page, secret).fill(fields[secret] ?? '');
	await save(page);
	await page.getByText('Connection tested successfully').waitFor();
	await photograph(page, `${type.split(' ')[0]?.toLowerCase() ?? ''}-credential`);
	await page.keyboard.press('Escape');
}

const openNode = async (page: Page, name: string): Promise<void> => {
	await page.locator(`[data-node-name="${name}"]`).first().dblclick();
	await testId(page, 'ndv').waitFor();
};

const closeNode = async (page: Page): Promise<void> => {
	await testId(page, 'ndv-close-button').click();
	await testId(page, 'ndv').waitFor({ state: 'hidden' });
};

mkdirSync(IMAGES, { recursive: true });
const today = new Date().toISOString().slice(0, 10);
const hibob = await startHiBob({ today, rateLimitPerMinute: 1_000 });
const reachdesk = await startReachdesk();
say('Starting n8n …');
const n8n = await startN8n();
const browser = await openBrowser();
const { page } = browser;
const errors: string[] = [];
page.on('console', (message) => {
	if (message.type() === 'error') errors.push(message.text());
});
page.on('response', (response) => {
	if (response.status() >= 400) errors.push(`${String(response.status())} ${response.url()}`);
});
page.on('pageerror', ({ message }) => errors.push(message));
try {
	await signIn(page, n8n);
	// signing in asks first who is signed in
	errors.length = 0;
	const { serviceUserId, token, customUrl } = hibobCredential(hibob);
	await createCredential(
		page,
		n8n.editorUrl,
		'HiBob Service User API',
		{ serviceUserId, token, customUrl },
		{ secret: 'token', environment: 'Custom URL' },
	);
	await createCredential(page, n8n.editorUrl, 'Reachdesk API', reachdeskCredential(reachdesk), {
		secret: 'apiToken',
	});
	await page.goto(`${n8n.editorUrl}workflow/new`);
	await testId(page, 'workflow-import-input').setInputFiles(WORKFLOW);
	await page.locator('[data-node-name="HiBob Employees"]').first().waitFor();
	await photograph(page, 'imported');
	await openNode(page, 'HiBob Employees');
	const runAt = new Date(Date.now() + 90_000).toISOString().slice(11, 16);
	await input(page, 'runAt').fill(runAt);
	await testId(page, 'trigger-execute-button').click();
	await page.getByText('A test shows who comes next').first().waitFor();
	await photograph(page, 'test-event');
	await closeNode(page);

	await openNode(page, 'Gift Settings');
	const values = testId(page, 'assignment-value').locator('input, textarea, .cm-content');
	await values.nth(0).fill('1501');
	await values.nth(1).fill(reachdesk.sender);
	await page.waitForTimeout(700);
	await closeNode(page);

	await testId(page, 'execute-workflow-button').first().click();
	await openNode(page, 'Send Gift');
	await page.getByText('Nothing was sent: this is a test run').first().waitFor();
	await photograph(page, 'test-run');
	await closeNode(page);
	if (reachdesk.sends.length > 0) throw new Error('A test run has sent a gift.');

	await testId(page, 'workflow-open-publish-modal-button').click();
	await photograph(page, 'publish');
	await testId(page, 'workflow-publish-button').click();
	await photograph(page, 'published');
	const [workflow = ''] = /workflow\/(\w+)/.exec(page.url())?.slice(1) ?? [];
	say(`Waiting for the run of ${runAt} UTC …`);
	const execution = await n8n.waitUntil(
		async () =>
			(await n8n.executions(workflow)).find(
				({ mode, status }) => mode === 'trigger' && status === 'success',
			),
		{ timeoutMs: 240_000, what: 'the run of the published workflow' },
	);
	await page.goto(`${n8n.editorUrl}workflow/${workflow}/executions/${execution.id}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	await photograph(page, 'execution');
	await openNode(page, 'HiBob Employees');
	await page.getByText(/^Skipped Branch/).click();
	await photograph(page, 'why-somebody-was-skipped');
	const shown = await testId(page, 'output-panel').innerText();
	const reasons = whoMattersOn(today, hibob.people)
		.filter(({ occasion }) => occasion === 'birthday')
		.flatMap(({ reason }) => reason ?? []);
	const missing = [...new Set(reasons)].filter((reason) => !shown.includes(reason));
	if (missing.length > 0) throw new Error(`No ${missing.join(', ')} among those skipped.`);

	const mistakes = errors.filter((text) => !EXPECTED.some((known) => known.test(text)));
	if (mistakes.length > 0) throw new Error(`The browser says:\n${mistakes.join('\n')}`);
	say('From an empty n8n to a published workflow and its first gifts: done.');
} finally {
	await browser.close();
	await n8n.stop();
	await Promise.all([hibob.stop(), reachdesk.stop()]);
}
if (process.connected) process.disconnect();
