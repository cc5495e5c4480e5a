import path from 'node:path';
import type { IDataObject, INodeTypeDescription } from 'n8n-workflow';
import type { Locator, Page } from 'playwright-core';
import { hibobCredential, reachdeskCredential } from '../../sandbox/demo/stage.mts';
import { packageNames } from '../../sandbox/n8n/ownPackages.mts';
import { operationsOf } from '../hostile/parameters.mts';
import { Album, closeNode, openNode, openWorkflow, say, testId } from './editor.mts';
import type { Editor } from './editor.mts';
import { everythingShown } from './everythingShown.mts';
import { IMAGES } from './pictures.mts';

/** Every panel of every node with all that can be added to it. */

const PROJECT = path.join(import.meta.dirname, '..', '..');
// n8n's words for a list that it could not load, and what a description that is wrong looks like
const WRONG = ['Error fetching options', 'undefined', '[object Object]', 'NaN'];
const LIST_IS_LOADING = 'Loading options';
const LONGEST_WAIT = 15_000;
const LOOK_EVERY = 300;
// n8n adds it to every node with a credential
const NOT_OURS = '__CUSTOM_API_CALL__';

const SEND = 'Reachdesk gift send';
/** Shows the fields of Gift > Send, before it has run. */
const AFTER_SEND = {
	id: 'after-send',
	name: 'After Send',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {},
};

/** A node of the workflow that is opened: one for each operation. */
interface Panel {
	name: string;
	type: INodeTypeDescription;
	parameters: IDataObject;
}

/** One of our nodes as n8n knows it, and not as the tool that n8n makes of it. */
const isOurs = (type: object): type is INodeTypeDescription =>
	'name' in type &&
	typeof type.name === 'string' &&
	packageNames().some((name) => String(type.name).startsWith(`${name}.`)) &&
	!type.name.endsWith('Tool');

function panelsOf(type: INodeTypeDescription): Panel[] {
	const { properties, displayName } = type;
	const panelOf = (name: string, resource: string, operation: string): Panel => ({
		name,
		type,
		parameters: everythingShown(properties, resource, operation),
	});
	const operations = operationsOf(properties).filter(({ operation }) => operation !== NOT_OURS);
	return operations.length === 0
		? [panelOf(displayName, '', '')]
		: operations.map(({ resource, operation }) =>
				panelOf(`${displayName} ${resource} ${operation}`, resource, operation),
			);
}

/** Waits until no list of the panel says that it is still loading. */
async function untilLoaded(page: Page, panel: Locator): Promise<void> {
	for (let waited = 0; waited < LONGEST_WAIT; waited += LOOK_EVERY) {
		const inputs = await panel.locator('input').all();
		const shown = await Promise.all(
			inputs.flatMap((field) => [field.inputValue(), field.getAttribute('placeholder')]),
		);
		if (!shown.some((text) => text?.startsWith(LIST_IS_LOADING))) return;
		await page.waitForTimeout(LOOK_EVERY);
	}
	throw new Error('A list is still loading.');
}

/** @throws Error when the panel shows what no person should see, or does not show one of its fields */
async function lookInto(
	{ name, type, parameters }: Panel,
	page: Page,
	album: Album,
): Promise<void> {
	await openNode(page, name);
	const panel = testId(page, 'node-parameters');
	await untilLoaded(page, panel);
	await album.photograph(page, name.replaceAll(' ', '-').toLowerCase(), panel);
	const shown = await panel.innerText();
	const wrong = WRONG.filter((words) => shown.includes(words));
	if (wrong.length > 0) throw new Error(`${name} shows: ${wrong.join(', ')}`);
	const labels = type.properties
		.filter((property) => property.name in parameters && property.type !== 'notice')
		.map(({ displayName }) => displayName);
	const missing = labels.filter((label) => !shown.includes(label));
	if (missing.length > 0) throw new Error(`${name} does not show: ${missing.join(', ')}`);
	await closeNode(page);
}

/** @throws Error when a panel is not as it should be, or the editor does not know what comes out */
export async function openEveryPanel({ page, n8n, hibob, reachdesk }: Editor): Promise<void> {
	const credentials = {
		hiBobServiceUserApi: await n8n.createCredential(
			'hiBobServiceUserApi',
			'HiBob',
			hibobCredential(hibob),
		),
		reachdeskApi: await n8n.createCredential(
			'reachdeskApi',
			'Reachdesk',
			reachdeskCredential(reachdesk),
		),
	};
	const panels = (await n8n.nodeTypes()).flatMap((type: object) =>
		isOurs(type) ? panelsOf(type) : [],
	);
	const workflow = await n8n.importWorkflow({
		name: 'All panels',
		nodes: [
			...panels.map(({ name, type, parameters }, index) => ({
				id: `panel-${String(index)}`,
				name,
				type: type.name,
				typeVersion: type.defaultVersion ?? 1,
				position: [(index % 6) * 300, Math.floor(index / 6) * 300],
				parameters,
				credentials,
			})),
			{ ...AFTER_SEND, position: [1_800, 300] },
		],
		connections: { [SEND]: { main: [[{ node: AFTER_SEND.name, type: 'main', index: 0 }]] } },
	});
	const album = new Album(path.join(PROJECT, 'panels'));
	await page.setViewportSize({ width: 1600, height: 4400 });
	await openWorkflow(page, n8n, workflow);
	await album.photograph(page, 'canvas');
	for (const panel of panels) await lookInto(panel, page, album);
	await page.setViewportSize({ width: 1600, height: 900 });
	await openNode(page, AFTER_SEND.name);
	await testId(page, 'ndv').getByText('outcome', { exact: true }).first().waitFor();
	await testId(page, 'ndv-input-panel').screenshot({
		path: path.join(IMAGES, 'output-preview.png'),
	});
	await closeNode(page);
	say(`${String(panels.length)} panels opened.`);
}
