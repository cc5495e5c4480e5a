import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Files of this project, by their path from its folder, for tests that hold something against all of them. */

export const PROJECT = path.resolve(import.meta.dirname, '..');

export const read = (file: string): string => readFileSync(path.join(PROJECT, file), 'utf8');

/** The files of a folder and of the folders in it. @param ending - such as `.md` */
export const filesIn = (folder: string, ending: string): string[] =>
	readdirSync(path.join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending))
		.map((file) => `${folder}/${file}`);

/** The pages of the documentation. */
export const PAGES: readonly string[] = [
	...readdirSync(PROJECT).filter((file) => file.endsWith('.md')),
	...filesIn('docs', '.md'),
];
