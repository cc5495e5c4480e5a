import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession, Locator, Page } from 'playwright-core';

/** A picture of the page, and for how long the film shows it. */
export interface Frame {
	file: string;
	seconds: number;
}

/** What is filmed without a cut, and the line below it. */
export interface Scene {
	caption: string;
	frames: Frame[];
}

/** In which nothing moves: what a person waits for need not be watched. */
const LONGEST_STILL = 1.2;
/** For how long the end of a scene stays, so that it can be read. */
const LAST_LOOK = 2.2;

// a headless browser shows no pointer, and a film without one is hard to follow
const POINTER = `addEventListener('DOMContentLoaded', () => {
	const pointer = document.createElement('div');
	pointer.innerHTML = '<svg width="22" height="26" viewBox="0 0 22 26"><path d="M2 1v20l5-4.5 3.4 7.7 3.6-1.6-3.4-7.5H18z" fill="#111" stroke="#fff" stroke-width="1.6"/></svg>';
	pointer.style.cssText = 'position:fixed;left:0;top:0;z-index:2147483647;pointer-events:none;transform:translate(-50px,-50px)';
	document.body.append(pointer);
	addEventListener('mousemove', ({ clientX, clientY }) => {
		pointer.style.transform = 'translate(' + clientX + 'px,' + clientY + 'px)';
	}, true);
});`;

/** Films what Chromium draws, as DevTools’ screencast gives it, scene by scene. */
export class Camera {
	readonly scenes: Scene[] = [];

	private readonly page: Page;

	private readonly session: CDPSession;

	private readonly folder: string;

	private count = 0;

	private at = { x: 0, y: 0 };

	private constructor(page: Page, session: CDPSession, folder: string) {
		this.page = page;
		this.session = session;
		this.folder = folder;
	}

	/**
	 * @param folder - where the pictures are kept until there is a film of them
	 * @param hidden - selectors of what is not to be seen, such as messages that stay
	 */
	static async before(page: Page, folder: string, hidden: readonly string[]): Promise<Camera> {
		mkdirSync(folder, { recursive: true });
		const css = `${hidden.join(',')} { display: none !important; }`;
		await page.addInitScript(`addEventListener('DOMContentLoaded', () => {
			const style = document.createElement('style');
			style.textContent = ${JSON.stringify(css)};
			document.head.append(style);
		});`);
		await page.addInitScript(POINTER);
		return new Camera(page, await page.context().newCDPSession(page), folder);
	}

	/** Films what happens in `act`; what happens between two scenes is not in the film. */
	async film(caption: string, act: () => Promise<void>, lastLook = LAST_LOOK): Promise<void> {
		const taken: { file: string; at: number }[] = [];
		const take = ({ data, sessionId }: { data: string; sessionId: number }): void => {
			taken.push({ file: this.keep(Buffer.from(data, 'base64')), at: performance.now() });
			// an answer that comes after the end of the scene is of no interest
			this.session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
		};
		this.session.on('Page.screencastFrame', take);
		await this.session.send('Page.startScreencast', { format: 'jpeg', quality: 92 });
		try {
			await act();
			await this.page.waitForTimeout(500);
		} finally {
			await this.session.send('Page.stopScreencast');
			this.session.off('Page.screencastFrame', take);
		}
		const last = await this.page.screenshot({ type: 'jpeg', quality: 92 });
		taken.push({ file: this.keep(last), at: performance.now() });
		const frames = taken.map(({ file, at }, index) => {
			const next = taken[index + 1];
			const still = next === undefined ? lastLook : (next.at - at) / 1_000;
			return { file, seconds: next === undefined ? still : Math.min(still, LONGEST_STILL) };
		});
		this.scenes.push({ caption, frames });
	}

	/** Moves the pointer to something, as a hand does, and clicks it. */
	async click(what: Locator): Promise<void> {
		await this.pointAt(what);
		await what.click();
	}

	async pointAt(what: Locator): Promise<void> {
		await what.scrollIntoViewIfNeeded();
		const box = await what.boundingBox();
		if (box === null) return;
		const goal = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
		const from = this.at;
		for (let step = 1; step <= STEPS; step++) {
			const share = step / STEPS;
			await this.page.mouse.move(
				from.x + (goal.x - from.x) * share,
				from.y + (goal.y - from.y) * share,
			);
			await this.page.waitForTimeout(STEP_MS);
		}
		this.at = goal;
	}

	/** Types as somebody does who knows what to type. */
	async type(where: Locator, text: string): Promise<void> {
		await this.click(where);
		await where.fill('');
		await where.pressSequentially(text, { delay: 18 });
	}

	private keep(picture: Buffer): string {
		this.count += 1;
		const file = path.join(this.folder, `${String(this.count).padStart(5, '0')}.jpg`);
		writeFileSync(file, picture);
		return file;
	}
}

const STEPS = 12;
const STEP_MS = 25;
