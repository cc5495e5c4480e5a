import path from 'node:path';
import type { Page } from 'playwright-core';
import { hibobCredential, reachdeskCredential } from '../../sandbox/demo/stage.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { Album, closeNode, input, openNode, say, testId } from './editor.mts';
import type { Editor } from './editor.mts';

/**
 * The first minutes of somebody who has just installed the package: credentials, an import, a test
 * event, a test run, publishing, and why somebody got nothing.
 */

const PROJECT = path.join(import.meta.dirname, '..', '..');
const WORKFLOW = path.join(PROJECT, 'workflows', 'birthday-gift.json');

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
	{ page, n8n }: Editor,
	album: Album,
	type: string,
	fields: Readonly<Record<string, string>>,
	{ secret, environment }: { secret: string; environment?: string },
): Promise<void> {
	await page.goto(`${n8n.editorUrl}home/credentials/create`);
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
	await album.photograph(page, `${type.split(' ')[0]?.toLowerCase() ?? ''}-wrong-token`);
	await input(page, secret).fill(fields[secret] ?? '');
	await save(page);
	await page.getByText('Connection tested successfully').waitFor();
	await album.photograph(page, `${type.split(' ')[0]?.toLowerCase() ?? ''}-credential`);
	await page.keyboard.press('Escape');
}

/** @throws Error when a step does not come out as it should */
export async function takeFirstSteps(editor: Editor): Promise<void> {
	const { page, n8n, hibob, reachdesk, today } = editor;
	const album = new Album(path.join(PROJECT, 'docs', 'images', 'first-steps'));
	const { serviceUserId, token, customUrl } = hibobCredential(hibob);
	await createCredential(
		editor,
		album,
		'HiBob Service User API',
		{ serviceUserId, token, customUrl },
		{ secret: 'token', environment: 'Custom URL' },
	);
	await createCredential(editor, album, 'Reachdesk API', reachdeskCredential(reachdesk), {
		secret: 'apiToken',
	});
	await page.goto(`${n8n.editorUrl}workflow/new`);
	await testId(page, 'workflow-import-input').setInputFiles(WORKFLOW);
	await page.locator('[data-node-name="HiBob Employees"]').first().waitFor();
	await album.photograph(page, 'imported');
	await openNode(page, 'HiBob Employees');
	const runAt = new Date(Date.now() + 90_000).toISOString().slice(11, 16);
	await input(page, 'runAt').fill(runAt);
	await testId(page, 'trigger-execute-button').click();
	await page.getByText('A test shows who comes next').first().waitFor();
	await album.photograph(page, 'test-event');
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
	await album.photograph(page, 'test-run');
	await closeNode(page);
	if (reachdesk.sends.length > 0) throw new Error('A test run has sent a gift.');

	await testId(page, 'workflow-open-publish-modal-button').click();
	await album.photograph(page, 'publish');
	await testId(page, 'workflow-publish-button').click();
	await album.photograph(page, 'published');
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
	await album.photograph(page, 'execution');
	await openNode(page, 'HiBob Employees');
	await page.getByText(/^Skipped Branch/).click();
	await album.photograph(page, 'why-somebody-was-skipped');
	const shown = await testId(page, 'output-panel').innerText();
	const reasons = whoMattersOn(today, hibob.people)
		.filter(({ occasion }) => occasion === 'birthday')
		.flatMap(({ reason }) => reason ?? []);
	const missing = [...new Set(reasons)].filter((reason) => !shown.includes(reason));
	if (missing.length > 0) throw new Error(`No ${missing.join(', ')} among those skipped.`);
	say('From an empty n8n to a published workflow and its first gifts: done.');
}
