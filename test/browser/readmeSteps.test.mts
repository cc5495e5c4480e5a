import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readmeSteps, stepsIn } from './readmeSteps.mts';

describe('the steps of a page', () => {
	it('have a number, a title and the words that the screen has to show', () => {
		const page =
			'Six steps\n\n1. **Install it.** Open **Settings**, click **Install**.\n2. **Connect** them.\n- **Not** a step.';
		expect(stepsIn(page)).toEqual([
			{ number: 1, title: 'Install it', words: ['Settings', 'Install'] },
			{ number: 2, title: 'Connect', words: [] },
		]);
	});
});

describe('the README', () => {
	it('has six steps', () => {
		expect(readmeSteps().map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
	});

	it('has no word in its steps that the walk in the browser does not look for', () => {
		const walk = readFileSync(path.join(import.meta.dirname, 'firstSteps.mts'), 'utf8');
		const words = readmeSteps().flatMap((step) => step.words);
		expect(words.filter((word) => !walk.includes(`'${word}'`))).toEqual([]);
	});
});
