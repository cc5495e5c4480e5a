import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const PROJECT = path.resolve(import.meta.dirname, '..', '..');
const filesIn = (folder: string, ending: RegExp): string[] =>
	readdirSync(path.join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => ending.test(file))
		.map((file) => `${folder}/${file}`);

test('each picture and film is shown by a page', () => {
	const pages = ['README.md', ...filesIn('docs', /\.md$/)];
	const shown = new Set(
		pages.flatMap((page) =>
			Array.from(
				readFileSync(path.join(PROJECT, page), 'utf8').matchAll(
					/\]\(([^)\s]+\.(?:png|svg|gif|mp4))\)/g,
				),
				([, link = '']) => path.join(path.dirname(page), link),
			),
		),
	);
	const all = [
		...filesIn('docs/images', /\.(?:png|svg)$/),
		...filesIn('docs/video', /\.(?:gif|mp4)$/),
	];
	expect(all.filter((file) => !shown.has(file))).toEqual([]);
});
