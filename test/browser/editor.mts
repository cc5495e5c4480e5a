import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { photographCanvas } from './pictures.mts';

/** What a person does in n8n's editor, and what the browser says of it. */

/** A real editor in a real browser, and what its n8n talks to. */
export interface Editor {
	page: Page;
	n8n: N8nHost;
	hibob: HiBobSandbox;
	reachdesk: ReachdeskSandbox;
	/** yyyy-MM-dd */
	today: string;
	complaints: Complaints;
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
		await this.add(page, name, (file) => what.screenshot({ path: file }));
	}

	/** The nodes and notes of the workflow that is shown. */
	async photographCanvas(page: Page, name: string): Promise<void> {
		await this.add(page, name, (file) => photographCanvas(page, file));
	}

	private async add(page: Page, name: string, take: (file: string) => Promise<unknown>) {
		await page.waitForTimeout(700);
		this.count += 1;
		const file = `${String(this.count)}-${name}.png`;
		await take(path.join(this.folder, file));
		say(path.join(path.basename(this.folder), file));
	}
}

// n8n has no preview of what many of its own nodes return, and asks for it all the same
const NO_PREVIEW = /^404 .*\/schemas\/n8n-nodes-base\./;
// n8n's page of community nodes counts those on npm, which no test reaches
const COUNT_ON_NPM = /Can't connect to n8n[^]*SettingsCommunityNodesView/;
// n8n's code editor, when its worker looks before its own library has come, as on a busy machine
const EDITOR_TOO_EARLY = 'typescript.worker';
// the answer itself is heard, with its address
const SAID_OF_AN_ANSWER = 'Failed to load resource';

/** What the browser's console, and answers of n8n, have said since `begin`. */
export class Complaints {
	private heard: string[] = [];

	constructor(page: Page) {
		page.on('console', (message) => {
			const text = message.text();
			if (message.type() !== 'error') return;
			if (COUNT_ON_NPM.test(text) || text.includes(EDITOR_TOO_EARLY)) return;
			if (!text.startsWith(SAID_OF_AN_ANSWER)) this.heard.push(text);
		});
		page.on('response', (response) => {
			const text = `${String(response.status())} ${response.url()}`;
			if (response.status() >= 400 && !NO_PREVIEW.test(text)) this.heard.push(text);
		});
		page.on('pageerror', ({ message, stack = '' }) => {
			if (!stack.includes(EDITOR_TOO_EARLY)) this.heard.push(message);
		});
	}

	/** Takes back one answer that had to be refused. @throws Error when there was none */
	forgive(address: string): void {
		const index = this.heard.findIndex((text) => text.includes(address));
		if (index < 0) throw new Error(`${address} was not refused.`);
		this.heard = this.heard.filter((_, other) => other !== index);
	}

	begin(): void {
		this.heard = [];
	}

	/** @throws Error with everything that was said */
	check(): void {
		if (this.heard.length > 0) throw new Error(`The browser says:\n${this.heard.join('\n')}`);
	}
}
