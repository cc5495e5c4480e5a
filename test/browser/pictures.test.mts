import path from 'node:path';
import { expect, test } from '@jest/globals';
import { filesIn, PAGES, read } from '../projectFiles.mts';

test('each picture and film is shown by a page', () => {
	const shown = new Set(
		PAGES.flatMap((page) =>
			Array.from(read(page).matchAll(/\]\(([^)\s]+\.(?:png|svg|gif|mp4))\)/g), ([, link = '']) =>
				path.join(path.dirname(page), link),
			),
		),
	);
	const all = ['.png', '.svg', '.gif', '.mp4'].flatMap((ending) => [
		...filesIn('docs/images', ending),
		...filesIn('docs/video', ending),
	]);
	expect(all.filter((file) => !shown.has(file))).toEqual([]);
});
