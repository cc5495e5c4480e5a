import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** What a picture in the documentation shows: the thing itself, without what only a sandbox has. */

/** n8n's messages in a corner, its assistant, and the tools around a canvas. */
const DISTRACTING = [
	'.el-notification',
	'[data-test-id="toast-message"]',
	'[data-test-id="ask-assistant-floating-button"]',
	'[data-test-id="canvas-controls"]',
	'.vue-flow__panel',
];
const MARGIN = 24;
/** for the name and the subtitle below a node */
const BELOW = 56;

/** From now on, pages are shown without what would distract from them. */
export async function hideDistractions(page: Page): Promise<void> {
	const css = `${DISTRACTING.join(',')} { display: none !important; }`;
	await page.addInitScript(`addEventListener('DOMContentLoaded', () => {
		const style = document.createElement('style');
		style.textContent = ${JSON.stringify(css)};
		document.head.append(style);
	});`);
}

/** Hides a field with its label, such as one with the address of this machine. */
export const hideField = async (
	page: Page,
	{ name, label }: { name: string; label: string },
): Promise<void> => {
	await page.evaluate(`{
		let field = document.querySelector('[data-test-id="parameter-input-${name}"]');
		while (!field.innerText.includes('${label}')) field = field.parentElement;
		field.style.display = 'none';
	}`);
};

/** The dialog that is open. */
export const dialog = (page: Page): Locator => page.locator('.el-dialog:visible').last();

/** The parameters of the node that is open. */
export const parameters = (page: Page): Locator => page.locator('[data-test-id="node-parameters"]');

/** What the node that is open has returned. */
export const output = (page: Page): Locator => page.locator('[data-test-id="output-panel"]');

/** A picture of the nodes and notes on the canvas, without the editor around them. */
export async function photographCanvas(page: Page, file: string): Promise<void> {
	const nodes = await page.locator('.vue-flow__node').all();
	const boxes = (await Promise.all(nodes.map(async (node) => await node.boundingBox()))).filter(
		(box) => box !== null,
	);
	const least = (values: number[]) => Math.max(0, Math.min(...values) - MARGIN);
	const x = least(boxes.map((box) => box.x));
	const y = least(boxes.map((box) => box.y));
	await page.screenshot({
		path: file,
		style: '[data-test-id="execute-workflow-button"] { visibility: hidden !important; }',
		clip: {
			x,
			y,
			width: Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN - x,
			height: Math.max(...boxes.map((box) => box.y + box.height)) + BELOW - y,
		},
	});
}

const EMAIL_WIDTH = 680;
const MOST_OF_AN_EMAIL = 1_000;

/** A picture of an email as wide as people read it: all of it, or the beginning of a long one. */
export async function photographEmail(page: Page, html: string, file: string): Promise<void> {
	const before = page.viewportSize();
	await page.setViewportSize({ width: EMAIL_WIDTH, height: 400 });
	await page.setContent(html);
	const { height = 0 } = (await page.locator('html').boundingBox()) ?? {};
	await page.setViewportSize({
		width: EMAIL_WIDTH,
		height: Math.ceil(Math.min(height, MOST_OF_AN_EMAIL)),
	});
	await page.screenshot({ path: file });
	if (before) await page.setViewportSize(before);
}

/** The folder of the pictures that pages of the documentation show. */
export const IMAGES = path.join(import.meta.dirname, '..', '..', 'docs', 'images');
