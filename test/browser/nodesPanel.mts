import path from 'node:path';
import { Album, say, testId } from './editor.mts';
import type { Editor } from './editor.mts';

/**
 * What somebody finds who searches n8n's nodes panel: each service as one entry, with its actions and
 * its trigger. n8n joins the two only when the trigger is named after the action.
 */

const SEARCHES = [
	{ word: 'hibob', entry: 'HiBob', trigger: /HiBob/ },
	{ word: 'birthday', entry: 'HiBob', trigger: /HiBob/ },
	{ word: 'work anniversary', entry: 'HiBob', trigger: /HiBob/ },
	{ word: 'hris', entry: 'HiBob', trigger: /HiBob/ },
	{ word: 'onboarding', entry: 'HiBob', trigger: /HiBob/ },
	{ word: 'send gift', entry: 'Reachdesk', trigger: /Reachdesk/ },
] as const;

/** @throws Error when an entry is missing, comes twice, or has no trigger */
export async function searchTheNodesPanel({ page, n8n }: Editor): Promise<void> {
	// n8n asks the internet about community nodes, and there may be none
	await page.route(
		({ hostname }) => hostname !== new URL(n8n.editorUrl).hostname,
		async (route) => {
			await route.fulfill({ json: {} });
		},
	);
	const album = new Album(path.join(import.meta.dirname, '..', '..', 'panels'));
	for (const { word, entry, trigger } of SEARCHES) {
		await page.goto(`${n8n.editorUrl}workflow/new`);
		await testId(page, 'canvas-add-button').first().click();
		const search = page.getByPlaceholder(/Search nodes/);
		await search.fill(word);
		const found = testId(page, 'node-creator-item-name').getByText(entry, { exact: true });
		await found.first().waitFor();
		if ((await found.count()) !== 1) throw new Error(`"${word}" finds ${entry} more than once.`);
		await found.click();
		await page
			.getByText(/^Triggers/)
			.first()
			.waitFor();
		const panel = testId(page, 'node-creator');
		await album.photograph(page, `nodes-panel-${word.replace(' ', '-')}`);
		const text = await panel.innerText();
		if (/No .* Triggers available/.test(text)) throw new Error(`${entry} has no trigger.`);
		if (!trigger.test(text)) throw new Error(`The panel of ${entry} shows: ${text}`);
		say(`"${word}" opens ${entry} with its trigger and its actions.`);
	}
}
