import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord, listAt, numberAt } from '../../sandbox/n8n/answers.mts';
import { ALL_SERIES } from './allSeries.mts';

// What README.md and the pages say of speed is what the last `npm run bench -- --report` has measured.

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const measured: unknown = JSON.parse(read('docs/bench.json'));

/** A measured figure, in the words of a page. */
const figureAt = (series: string, size: number, name: string): number => {
	const rows = listAt(measured, `series.${series}`).filter(isRecord);
	return numberAt(
		rows.find((row) => row.size === size),
		`figures.${name}`,
	);
};
const hundredths = (ms: number): string => (ms / 1_000).toFixed(2);

describe('the published benchmark', () => {
	it('has every series at all of its sizes, with all that its tables show', () => {
		for (const { name, sizes, columns } of ALL_SERIES) {
			const rows = listAt(measured, `series.${name}`).filter(isRecord);
			expect([name, rows.map(({ size }) => size)]).toEqual([name, sizes]);
			for (const row of rows) {
				for (const { of } of columns) expect(numberAt(row, `figures.${of}`)).not.toBeNaN();
			}
		}
	});

	it('was measured at one commit, with no change in the files', () => {
		expect(listAt(measured, 'commits')).toEqual([expect.stringMatching(/^[0-9a-f]{7,}$/)]);
	});
});

it.each([
	['README.md', /a daily run over 50,000 employees \[takes n8n ([\d.]+) seconds\]/],
	['docs/scale.md', /A daily run over 50,000 employees +\| ([\d.]+) s in n8n/],
])('%s says how long a daily run over 50,000 employees takes', (file, sentence) => {
	const [, said] = sentence.exec(read(file)) ?? [];
	expect(said).toBe(hundredths(figureAt('inN8n', 50_000, 'triggerMs')));
});
