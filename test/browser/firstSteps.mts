import path from 'node:path';
import type { Page } from 'playwright-core';
import { hibobCredential, reachdeskCredential } from '../../sandbox/demo/stage.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { workflowFolder } from '../../sandbox/n8n/ownPackages.mts';
import { Album, closeNode, input, openNode, say, testId } from './editor.mts';
import type { Editor } from './editor.mts';

/**
 * The first minutes of somebody who has just installed the package: credentials, imports, what is
 * still empty, a test event, a test run, publishing, and why somebody got nothing.
 */

const PROJECT = path.join(import.meta.dirname, '..', '..');
const CAMPAIGN_PAGE = 'https://app.reachdesk.com/campaigns/1501/settings';
// the time to publish before it, on a machine that is busy
const BEFORE_THE_RUN = 120_000;

export async function chooseOption(page: Page, parameter: string, option: string): Promise<void> {
	await input(page, parameter).click();
	await page.getByRole('option', { name: option, exact: true }).click();
}

async function save(page: Page): Promise<void> {
	// the editor takes a moment to notice what was typed
	await page.waitForTimeout(700);
	await testId(page, 'credential-save-button').click();
}

/** What a person types into a new credential. */
export interface TypedCredential {
	/** its name in the list of types */
	type: string;
	/** by field name */
	fields: Readonly<Record<string, string>>;
	/** the field of the token */
	secret: string;
	environment?: string | undefined;
}

/** Types a new credential into n8n, with a wrong token. */
export async function typeWithWrongSecret(
	{ page, n8n }: Pick<Editor, 'page' | 'n8n'>,
	{ type, fields, secret, environment }: TypedCredential,
): Promise<void> {
	await page.goto(`${n8n.editorUrl}home/credentials/create`);
	await testId(page, 'new-credential-type-select').locator('input').first().fill(type);
	await testId(page, 'new-credential-type-select-option').first().click();
	await testId(page, 'new-credential-type-button').click();
	if (environment !== undefined) await chooseOption(page, 'environment', environment);
	for (const [name, value] of Object.entries(fields)) {
		await input(page, name).fill(name === secret ? 'wrong' : value);
	}
}

/** Creates a credential by hand, first with a wrong token. */
async function createCredential(
	{ page, n8n }: Editor,
	album: Album,
	type: string,
	fields: Readonly<Record<string, string>>,
	{ secret, environment }: { secret: string; environment?: string },
): Promise<void> {
	await typeWithWrongSecret({ page, n8n }, { type, fields, secret, environment });
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

/** Imports a file of workflows/ into a new workflow. */
async function importIntoNew({ page, n8n }: Editor, slug: string): Promise<void> {
	await page.goto(`${n8n.editorUrl}workflow/new`);
	await importFile(page, slug);
}

/** Imports a file of workflows/ into the workflow that is shown. */
export async function importFile(page: Page, slug: string): Promise<void> {
	const file = path.join(workflowFolder(), `${slug}.json`);
	await testId(page, 'workflow-import-input').setInputFiles(file);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
}

const publishButton = (page: Page) => testId(page, 'workflow-open-publish-modal-button');

/** Publishes the workflow that is shown. @param photograph - of what n8n asks first */
async function publish(page: Page, photograph?: () => Promise<void>): Promise<void> {
	await publishButton(page).click();
	await testId(page, 'workflow-publish-button').waitFor();
	await photograph?.();
	await testId(page, 'workflow-publish-button').click();
	await testId(page, 'workflow-publish-button').waitFor({ state: 'hidden' });
}

/** Chooses another workflow in the node that calls it. */
export async function chooseWorkflow(page: Page, node: string, workflow: string): Promise<void> {
	await openNode(page, node);
	await testId(page, 'rlc-input').first().click();
	await testId(page, 'rlc-item').getByText(workflow, { exact: true }).click();
	await testId(page, 'rlc-item').first().waitFor({ state: 'hidden' });
	await page.waitForTimeout(700);
	await closeNode(page);
}

/** @throws Error when n8n would publish the workflow, or says anything else than how much is missing */
async function expectMissing(page: Page, words: string): Promise<void> {
	if (!(await publishButton(page).isDisabled()))
		throw new Error(`Can be published, for all ${words}`);
	// a disabled button takes no hover of its own
	await publishButton(page).hover({ force: true });
	await page.getByText(words).first().waitFor();
}

/** What is empty after the import, and what n8n's editor says of it, until nothing is. */
async function fillIn({ page, reachdesk, complaints }: Editor, album: Album): Promise<void> {
	await expectMissing(page, '3 nodes have issues');
	await album.photograph(page, 'publish-is-greyed-out');
	await chooseWorkflow(page, 'Gift Holds', 'Gift holds');
	await expectMissing(page, '2 nodes have issues');
	await chooseWorkflow(page, 'Gift Log', 'Gift log');
	await expectMissing(page, '1 node has issues');
	await openNode(page, 'Send Gift');
	const campaign = testId(page, 'resource-locator-campaign');
	await testId(campaign, 'rlc-input').click();
	await page.getByText(/^Reachdesk lists no gift of the last 90 days/).waitFor();
	await album.photograph(page, 'no-campaign-to-choose');
	complaints.forgive('/resource-locator-results');
	await page.keyboard.press('Escape');
	if (!(await testId(page, 'ndv').isVisible())) await openNode(page, 'Send Gift');
	await testId(campaign, 'rlc-mode-selector').click();
	await page.getByRole('option', { name: 'By URL', exact: true }).click();
	await campaign.locator('input[data-test-id="rlc-input"]').fill(CAMPAIGN_PAGE);
	await page.waitForTimeout(700);
	await closeNode(page);
	await expectMissing(page, '1 node has issues');
	await openNode(page, 'Send Gift');
	await input(page, 'sender').fill(reachdesk.sender);
	await page.waitForTimeout(700);
	await closeNode(page);
	if (await publishButton(page).isDisabled()) throw new Error('Publish stays greyed out.');
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
	for (const slug of ['gift-log', 'gift-holds']) {
		await importIntoNew(editor, slug);
		await publish(page);
	}
	await importIntoNew(editor, 'birthday-gift');
	await album.photograph(page, 'imported');
	await openNode(page, 'HiBob Employees');
	await testId(page, 'trigger-execute-button').click();
	await page
		.getByText(/^Due \d{4}-\d{2}-\d{2}$/)
		.first()
		.waitFor();
	await album.photograph(page, 'test-event');
	await closeNode(page);

	await fillIn(editor, new Album(path.join(PROJECT, 'panels')));

	await testId(page, 'execute-workflow-button').first().click();
	await openNode(page, 'Send Gift');
	await page.getByText('Nothing was sent: this is a test run').first().waitFor();
	await album.photograph(page, 'test-run');
	await closeNode(page);
	if (reachdesk.sends.length > 0) throw new Error('A test run has sent a gift.');

	await openNode(page, 'HiBob Employees');
	const runAt = new Date(Date.now() + BEFORE_THE_RUN).toISOString().slice(11, 16);
	await input(page, 'runAt').fill(runAt);
	await page.waitForTimeout(700);
	await closeNode(page);
	await publish(page, async () => {
		await album.photograph(page, 'publish');
	});
	await album.photograph(page, 'published');
	const [workflow = ''] = /workflow\/(\w+)/.exec(page.url())?.slice(1) ?? [];
	say(`Waiting for the run of ${runAt} UTC …`);
	const execution = await n8n.waitUntil(
		async () => {
			const runs = (await n8n.executions(workflow)).filter(
				({ mode, status }) => mode === 'trigger' && ['success', 'error'].includes(status),
			);
			// the first one reports the publishing
			return runs[1];
		},
		{ timeoutMs: 300_000, what: 'the run of the published workflow' },
	);
	// of two people with one address, the second gift is for a person to look at
	const { error } = await n8n.execution(execution.id);
	if (error && !/^1 of \d+ gifts needs you: 1 is not confirmed/.test(error.message)) {
		throw new Error(error.message);
	}
	await page.goto(`${n8n.editorUrl}workflow/${workflow}/executions/${execution.id}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	await album.photograph(page, 'execution');
	// n8n's message stays where it is until it is closed
	await page.addStyleTag({ content: '.el-notification { display: none !important; }' });
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
