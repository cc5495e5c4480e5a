import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import type { N8nHost } from '../../sandbox/n8n/host.mts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export interface Browser {
	page: Page;
	close(): Promise<void>;
}

/** What a page is seen through. */
export interface Window {
	width: number;
	height: number;
	/** pixels of a picture for each pixel of the page */
	scale: number;
}

/** @throws Error in plain words when no Chromium is installed */
export function installedChromium(): string {
	const executablePath = PLACES.find((place) => existsSync(place));
	if (executablePath !== undefined) return executablePath;
	throw new Error('No Chromium was found. On Debian or Ubuntu: apt-get install chromium');
}

/**
 * Opens a new headless Chromium with a profile of its own.
 *
 * @throws Error in plain words when no Chromium is installed
 */
export async function openBrowser(
	{ width, height, scale }: Window = { width: 1600, height: 900, scale: 1 },
): Promise<Browser> {
	const executablePath = installedChromium();
	const profile = mkdtempSync(path.join(tmpdir(), 'chromium-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath,
		headless: true,
		viewport: { width, height },
		deviceScaleFactor: scale,
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
	});
	const page = context.pages()[0] ?? (await context.newPage());
	return {
		page,
		close: async () => {
			await context.close();
			rmSync(profile, { recursive: true, force: true });
		},
	};
}

/** Signs in to the editor as the owner. */
export async function signIn(page: Page, { editorUrl, owner }: N8nHost): Promise<void> {
	await page.goto(`${editorUrl}signin`);
	await page.locator('input[type="email"], input[name="emailOrLdapLoginId"]').fill(owner.email);
	await page.locator('input[type="password"]').fill(owner.password);
	await page.keyboard.press('Enter');
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
}
