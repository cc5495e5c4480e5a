import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { say } from './editor.mts';

/** The README's six steps, walked word by word: what is bold in a step is on the screen when it is needed. */

const README = path.join(import.meta.dirname, '..', '..', 'README.md');

/** A step of the README. */
export interface Step {
	number: number;
	title: string;
	/** what is bold in it after the title, in its order: the words that the screen has to show */
	words: string[];
}

/** The numbered steps of a page that begin with a bold title. */
export const stepsIn = (page: string): Step[] =>
	Array.from(
		page.matchAll(/^(\d+)\. \*\*(.+?)\.?\*\*(.*)$/gm),
		([, number, title = '', text = '']) => ({
			number: Number(number),
			title,
			words: Array.from(text.matchAll(/\*\*(.+?)\*\*/g), ([, words = '']) => words),
		}),
	);

export const readmeSteps = (): Step[] => stepsIn(readFileSync(README, 'utf8'));

/** What a person needs for it, since the start of the walk. */
export interface Effort {
	clicks: number;
	fields: number;
	seconds: number;
}

/** Counts what the hand does; the pages of n8n are loaded again and again, so the count is kept here. */
const COUNTER = `addEventListener('pointerdown', ({ isTrusted }) => {
	if (isTrusted) window.countEffort('click');
}, true);
let filled = null;
addEventListener('input', ({ target }) => {
	if (target !== filled) window.countEffort('field');
	filled = target;
}, true);`;

/** A walk along the steps. It stops where a step does not match the screen. */
export class Walk {
	private readonly page: Page;

	private readonly steps: Step[];

	private left: string[] = [];

	private step: Step | undefined;

	private readonly effort = { clicks: 0, fields: 0 };

	private readonly begun = Date.now();

	private constructor(page: Page, steps: readonly Step[]) {
		this.page = page;
		this.steps = [...steps];
	}

	static async begin(page: Page, steps: readonly Step[]): Promise<Walk> {
		const walk = new Walk(page, steps);
		await page.exposeFunction('countEffort', (what: 'click' | 'field') => {
			if (what === 'click') walk.effort.clicks += 1;
			else walk.effort.fields += 1;
		});
		await page.addInitScript(COUNTER);
		return walk;
	}

	/** Begins the next step. @throws Error when words of the one before were not needed */
	next(): void {
		this.endStep();
		this.step = this.steps.shift();
		if (this.step === undefined) throw new Error('The README has no further step.');
		this.left = [...this.step.words];
		const { clicks, fields } = this.effort;
		say(
			`Step ${String(this.step.number)}: ${this.step.title} (so far ${String(clicks)} clicks, ${String(fields)} fields)`,
		);
	}

	/**
	 * The next bold words of the step, which the screen has to show.
	 *
	 * @param on - where they are; anywhere on the page unless told
	 * @throws Error when the README says something else, or the screen does not show it
	 */
	async sees(words: string, on: Locator = this.page.getByText(words).first()): Promise<void> {
		const written = this.left.shift();
		const place = `Step ${String(this.step?.number)} of the README`;
		if (written !== words) {
			throw new Error(`${place} says "${written ?? 'nothing more'}" where "${words}" is needed.`);
		}
		await on.waitFor().catch(() => {
			throw new Error(`${place} says "${words}", and the screen does not show it.`);
		});
	}

	/** @throws Error when the README has words or steps that were not needed */
	end(): Effort {
		this.endStep();
		if (this.steps.length > 0)
			throw new Error(`The README has ${String(this.steps.length)} more steps.`);
		return { ...this.effort, seconds: Math.round((Date.now() - this.begun) / 1_000) };
	}

	private endStep(): void {
		if (this.left.length === 0) return;
		throw new Error(
			`Step ${String(this.step?.number)} of the README also says "${this.left.join('", "')}", which was not needed.`,
		);
	}
}
