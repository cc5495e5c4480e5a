import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';

/** What a person does in n8n's editor, and what the browser says of it. */

/** A real editor in a real browser, and what its n8n talks to. */
export interface Editor {
	page: Page;
	n8n: N8nHost;
	hibob: HiBobSandbox;
	reachdesk: ReachdeskSandbox;
	/** yyyy-MM-dd */
	today: string;
}

const begun = Date.now();

export const say = (text: string) => {
	const seconds = Math.round((Date.now() - begun) / 1000);
	process.stdout.write(`${String(seconds).padStart(5)} s  ${text}\n`);
};

export const testId = (page: Page | Locator, id: string): Locator =>
	page.locator(`[data-test-id="${id}"]`);

/** What a person sees of a field, by the name of its parameter. */
export const input = (page: Page, name: string): Locator =>
	testId(page, `parameter-input-${name}`).locator('input, textarea').first();

/** Opens a workflow, fitted into the window. */
export async function openWorkflow(page: Page, n8n: N8nHost, id: string): Promise<void> {
	await page.goto(`${n8n.editorUrl}workflow/${id}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	await page.keyboard.press('1');
	await page.waitForTimeout(1_500);
}

/** Opens a node of the workflow that is shown. */
export const openNode = async (page: Page, name: string): Promise<void> => {
	await page.locator(`[data-node-name="${name}"]`).first().dblclick();
	await testId(page, 'ndv').waitFor();
};

export const closeNode = async (page: Page): Promise<void> => {
	await testId(page, 'ndv-close-button').click();
	await testId(page, 'ndv').waitFor({ state: 'hidden' });
};

/** Pictures in a folder of the project, numbered in the order in which they are taken. */
export class Album {
	private readonly folder: string;

	private count = 0;

	constructor(folder: string) {
		this.folder = folder;
		mkdirSync(folder, { recursive: true });
	}

	/** @param what - the whole page unless told */
	async photograph(page: Page, name: string, what: Page | Locator = page): Promise<void> {
		await page.waitForTimeout(700);
		this.count += 1;
		const file = `${String(this.count)}-${name}.png`;
		await what.screenshot({ path: path.join(this.folder, file) });
		say(path.join(path.basename(this.folder), file));
	}
}

/** What the browser's console, and answers of n8n, have said since `begin`. */
export class Complaints {
	private readonly heard: string[] = [];

	constructor(page: Page) {
		page.on('console', (message) => {
			if (message.type() === 'error') this.heard.push(message.text());
		});
		page.on('response', (response) => {
			const status = response.status();
			if (status >= 400) this.heard.push(`${String(status)} ${response.url()}`);
		});
		page.on('pageerror', ({ message }) => this.heard.push(message));
	}

	begin(): void {
		this.heard.length = 0;
	}

	/** @throws Error with everything that was said */
	check(): void {
		if (this.heard.length > 0) throw new Error(`The browser says:\n${this.heard.join('\n')}`);
	}
}
