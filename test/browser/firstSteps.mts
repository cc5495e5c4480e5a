import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { hibobCredential, reachdeskCredential } from '../../sandbox/demo/stage.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { workflowFolder } from '../../sandbox/n8n/ownPackages.mts';
import { Album, closeNode, input, openNode, say, testId } from './editor.mts';
import type { Editor } from './editor.mts';
import { dialog, hideDistractions, hideField, output } from './pictures.mts';
import { readmeSteps, Walk } from './readmeSteps.mts';

/**
 * The README's six steps, from an empty n8n to the first gifts, with what goes wrong on the way: a wrong
 * token, what is still empty, a test event, and why a person got nothing.
 */

const PROJECT = path.join(import.meta.dirname, '..', '..');
const SANDBOX_FIELDS = [
	{ name: 'environment', label: 'Environment' },
	{ name: 'customUrl', label: 'Custom URL' },
	{ name: 'baseUrl', label: 'Base URL' },
];
const CAMPAIGN_PAGE = 'https://app.reachdesk.com/campaigns/1501/settings';
// the time to publish before it, on a machine that is busy
const BEFORE_THE_RUN = 120_000;

export async function chooseOption(page: Page, parameter: string, option: string): Promise<void> {
	await input(page, parameter).click();
	await page.getByRole('option', { name: option, exact: true }).click();
}

/** A label of a field; n8n marks required ones with a star. */
const labelled = (page: Page, label: string): Locator =>
	page.getByText(new RegExp(`^\\s*${label}\\s*\\*?\\s*$`)).first();

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

/** Creates a credential by hand, first with a wrong token. @param labels - those that the step names */
async function createCredential(
	{ page, n8n }: Editor,
	{ walk, album }: Journey,
	{ type, fields, secret, environment }: TypedCredential,
	labels: readonly string[],
): Promise<void> {
	await typeWithWrongSecret({ page, n8n }, { type, fields, secret, environment });
	await walk.sees(type);
	for (const label of labels) await walk.sees(label, labelled(page, label));
	await save(page);
	await page.getByText('More details').click();
	await page
		.getByText(/rejected the/)
		.first()
		.waitFor();
	const name = type.split(' ')[0]?.toLowerCase() ?? '';
	// what only a sandbox has
	for (const field of SANDBOX_FIELDS) {
		if (await input(page, field.name).isVisible()) await hideField(page, field);
	}
	await album.photograph(page, `${name}-wrong-token`, dialog(page));
	await input(page, secret).fill(fields[secret] ?? '');
	await save(page);
	await page.getByText('Connection tested successfully').waitFor();
	await album.photograph(page, `${name}-credential`, dialog(page));
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

/** Chooses another workflow in the node that calls it. @param look - while the list is open */
export async function chooseWorkflow(
	page: Page,
	node: string,
	workflow: string,
	look?: () => Promise<void>,
): Promise<void> {
	await openNode(page, node);
	await testId(page, 'rlc-input').first().click();
	await look?.();
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

/** A walk along the README, and the pictures of it. */
interface Journey {
	walk: Walk;
	album: Album;
}

/** Step 1. The package is in place already: it is not on npm, and no test reaches npm. */
async function lookAtInstalling({ page, n8n }: Editor, { walk }: Journey): Promise<void> {
	await page.goto(`${n8n.editorUrl}settings/community-nodes`);
	const place = 'Settings > Community nodes';
	await walk.sees(place, page.getByText('Community nodes', { exact: true }).first());
	const install = page.getByRole('button', { name: /^Install/ }).first();
	await walk.sees('Install', install);
	await install.click();
	await page.getByPlaceholder(/n8n-nodes/).fill('n8n-nodes-hibob-reachdesk');
	await page.keyboard.press('Escape');
}

/** What is empty after the import, and what n8n's editor says of it, until nothing is. */
async function fillIn({ page, reachdesk, complaints }: Editor, walk: Walk): Promise<void> {
	const album = new Album(path.join(PROJECT, 'panels'));
	await expectMissing(page, '3 nodes have issues');
	await album.photograph(page, 'publish-is-greyed-out');
	for (const [workflow, node, left] of [
		['Gift holds', 'Gift Holds', '2 nodes have issues'],
		['Gift log', 'Gift Log', '1 node has issues'],
	] as const) {
		await chooseWorkflow(page, node, workflow, async () => {
			await walk.sees(workflow, testId(page, 'rlc-item').getByText(workflow, { exact: true }));
		});
		await walk.sees(node, page.locator(`[data-node-name="${node}"]`).first());
		await expectMissing(page, left);
	}
	await walk.sees('HiBob Employees', page.locator('[data-node-name="HiBob Employees"]').first());
	await openNode(page, 'HiBob Employees');
	await walk.sees('Run At', labelled(page, 'Run At'));
	await input(page, 'runAt').fill('9:00');
	await walk.sees('Time Zone', page.getByText('Time Zone').first());
	await chooseOption(page, 'timeZone', 'UTC');
	await page.waitForTimeout(700);
	await closeNode(page);
	await walk.sees('Send Gift', page.locator('[data-node-name="Send Gift"]').first());
	await openNode(page, 'Send Gift');
	await walk.sees('Campaign', labelled(page, 'Campaign'));
	const campaign = testId(page, 'resource-locator-campaign');
	await chooseMode(page, campaign, 'From list');
	await testId(campaign, 'rlc-input').click();
	await page.getByText(/^Reachdesk lists no gifts from the last 90 days/).waitFor();
	await album.photograph(page, 'no-campaign-to-choose');
	complaints.forgive('/resource-locator-results');
	await page.keyboard.press('Escape');
	if (!(await testId(page, 'ndv').isVisible())) await openNode(page, 'Send Gift');
	await chooseMode(page, campaign, 'By URL');
	await campaign.locator('input[data-test-id="rlc-input"]').fill(CAMPAIGN_PAGE);
	await page.waitForTimeout(700);
	await closeNode(page);
	await expectMissing(page, '1 node has issues');
	await openNode(page, 'Send Gift');
	await walk.sees('Sender', labelled(page, 'Sender'));
	await input(page, 'sender').fill(reachdesk.sender);
	await page.waitForTimeout(700);
	await closeNode(page);
	if (await publishButton(page).isDisabled()) throw new Error('Publish stays greyed out.');
}

/** Of a resource locator. */
async function chooseMode(page: Page, locator: Locator, mode: string): Promise<void> {
	await testId(locator, 'rlc-mode-selector').click();
	await page.getByRole('option', { name: mode, exact: true }).click();
}

/** Step 6, first half: what Access: Check and Setup: Check say, on one page. */
async function checkBeforehand(editor: Editor, walk: Walk): Promise<void> {
	const { page, reachdesk } = editor;
	await importIntoNew(editor, 'go-live-check');
	await walk.sees('Check Settings', page.locator('[data-node-name="Check Settings"]').first());
	await openNode(page, 'Check Settings');
	await testId(page, 'assignment-value')
		.last()
		.locator('.cm-content, textarea, input')
		.first()
		.fill('{ "birthday": "1501" }');
	await page.waitForTimeout(700);
	await closeNode(page);
	await walk.sees('Reachdesk Setup', page.locator('[data-node-name="Reachdesk Setup"]').first());
	await openNode(page, 'Reachdesk Setup');
	await input(page, 'sender').fill(reachdesk.sender);
	await page.waitForTimeout(700);
	await closeNode(page);
	// the button below the canvas starts Web Page, which waits for a visitor
	const start = page.locator('[data-node-name="Run in the Editor"]').first();
	await walk.sees('Run in the Editor', start);
	await start.hover();
	const execute = testId(page, 'execute-workflow-button-Run in the Editor');
	await walk.sees('Execute workflow', execute);
	await execute.click();
	await walk.sees('Checklist', page.locator('[data-node-name="Checklist"]').first());
	await openNode(page, 'Checklist');
	await testId(page, 'output-panel').locator('td').first().waitFor();
	await new Album(path.join(PROJECT, 'panels')).photograph(page, 'go-live-checklist');
	await closeNode(page);
}

/** Publishes the workflow that is shown, and returns the execution that sends the gifts. */
async function goLive({ page, n8n }: Editor, { walk, album }: Journey) {
	await openNode(page, 'HiBob Employees');
	const runAt = new Date(Date.now() + BEFORE_THE_RUN).toISOString().slice(11, 16);
	await input(page, 'runAt').fill(runAt);
	await page.waitForTimeout(700);
	await closeNode(page);
	await walk.sees('Publish', publishButton(page));
	await publish(page, async () => {
		await album.photograph(page, 'publish', dialog(page));
	});
	await album.photograph(page, 'published');
	const { clicks, fields, seconds } = walk.end();
	say(
		`From an empty n8n to a published workflow: ${String(clicks)} clicks, ${String(fields)} fields, ${String(seconds)} s with a hand that knows the way.`,
	);
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
	// two people share an address, so a person has to look at the second gift
	const { error } = await n8n.execution(execution.id);
	if (error && !/^1 of \d+ gifts needs you: 1 is not confirmed/.test(error.message)) {
		throw new Error(error.message);
	}
	return { workflow, execution: execution.id };
}

/** Why a person got nothing, in the execution of the run. */
async function lookAtSkipped(
	{ page, n8n, hibob, today }: Editor,
	album: Album,
	{ workflow, execution }: { workflow: string; execution: string },
): Promise<void> {
	await page.goto(`${n8n.editorUrl}workflow/${workflow}/executions/${execution}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	await album.photographCanvas(page, 'execution');
	await openNode(page, 'HiBob Employees');
	await page.getByText(/^Skipped Branch/).click();
	await album.photograph(page, 'why-somebody-was-skipped', output(page));
	const shown = await testId(page, 'output-panel').innerText();
	const reasons = whoMattersOn(today, hibob.people)
		.filter(({ occasion }) => occasion === 'birthday')
		.flatMap(({ reason }) => reason ?? []);
	const missing = [...new Set(reasons)].filter((reason) => !shown.includes(reason));
	if (missing.length > 0) throw new Error(`No ${missing.join(', ')} among those skipped.`);
}

/** @throws Error when a step of the README does not match the screen */
export async function takeFirstSteps(editor: Editor): Promise<void> {
	const { page, hibob, reachdesk } = editor;
	const album = new Album(path.join(PROJECT, 'docs', 'images', 'first-steps'));
	const walk = await Walk.begin(page, readmeSteps());
	await hideDistractions(page);
	const journey = { walk, album };
	walk.next();
	await lookAtInstalling(editor, journey);
	walk.next();
	const { serviceUserId, token, customUrl } = hibobCredential(hibob);
	await createCredential(
		editor,
		journey,
		{
			type: 'HiBob Service User API',
			fields: { serviceUserId, token, customUrl },
			secret: 'token',
			environment: 'Custom URL',
		},
		['Service User ID', 'Token'],
	);
	walk.next();
	await createCredential(
		editor,
		journey,
		{ type: 'Reachdesk API', fields: reachdeskCredential(reachdesk), secret: 'apiToken' },
		['API Token'],
	);
	walk.next();
	for (const slug of ['gift-log', 'gift-holds']) {
		await importIntoNew(editor, slug);
		if (slug === 'gift-log') await walk.sees('Publish', publishButton(page));
		await publish(page);
	}
	await importIntoNew(editor, 'birthday-gift');
	await album.photographCanvas(page, 'imported');
	walk.next();
	await openNode(page, 'HiBob Employees');
	await testId(page, 'trigger-execute-button').click();
	await testId(page, 'output-panel')
		.getByText(/^Due \d{4}-\d{2}-\d{2}$/)
		.first()
		.waitFor();
	await album.photograph(page, 'test-event', output(page));
	await closeNode(page);
	await fillIn(editor, walk);
	await page.waitForTimeout(2_000);
	const birthdays = page.url();
	walk.next();
	await checkBeforehand(editor, walk);
	await page.goto(birthdays);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	const execute = testId(page, 'execute-workflow-button').first();
	await walk.sees('Execute workflow', execute);
	await execute.click();
	await openNode(page, 'Send Gift');
	await page.getByText('Nothing was sent: this is a test run').first().waitFor();
	await album.photograph(page, 'test-run', output(page));
	await closeNode(page);
	if (reachdesk.sends.length > 0) throw new Error('A test run has sent a gift.');
	await lookAtSkipped(editor, album, await goLive(editor, journey));
	say('From an empty n8n to a published workflow and its first gifts: done.');
}
