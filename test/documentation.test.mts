import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { EXCLUSION_REASONS } from '../nodes/HiBob/employees/eligibility.ts';
import { FIELDS } from '../nodes/HiBob/employees/fields.ts';
import { OUTCOMES } from '../nodes/Reachdesk/gifts/outcome.ts';

/** What can be held against the code in the documentation. */

const PROJECT = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(PROJECT, file), 'utf8');
const PAGES = [
	...readdirSync(PROJECT).filter((file) => file.endsWith('.md')),
	...readdirSync(path.join(PROJECT, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
];

describe.each(PAGES)('%s', (page) => {
	test('links to nothing that is missing', () => {
		const links = Array.from(read(page).matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link);
		const missing = links
			.filter((link) => !/^(?:https?:|mailto:|#)/.test(link))
			.map((link) => link.split('#')[0] ?? '')
			.filter((link) => !existsSync(path.join(PROJECT, path.dirname(page), link)));
		expect(missing).toEqual([]);
	});

	test('names no source file or npm script that is missing', () => {
		const text = read(page);
		const files = Array.from(
			text.matchAll(/`((?:nodes|test|sandbox|workflows|docs)\/[\w./-]*\.(?:m?ts|json|md))`/g),
			([, file = '']) => file,
		);
		expect(files.filter((file) => !existsSync(path.join(PROJECT, file)))).toEqual([]);
		const scripts = Array.from(text.matchAll(/`npm run ([\w:]+)/g), ([, script = '']) => script);
		const manifest = read('package.json');
		expect(scripts.filter((script) => !manifest.includes(`"${script}":`))).toEqual([]);
	});
});

test('docs/rules.md names each reason for which somebody is left out, and no other', () => {
	const rows = Array.from(
		read('docs/rules.md').matchAll(/\| `(\w+)`\s*\|/g),
		([, reason]) => reason,
	);
	expect([...new Set(rows)].sort()).toEqual([...EXCLUSION_REASONS].sort());
});

test('docs/reachdesk.md tells each outcome of a gift, and no other', () => {
	const [, section = ''] = read('docs/reachdesk.md').split('## Outcomes');
	const [table = ''] = section.split('With it come');
	const words = Array.from(table.matchAll(/^\| `(\w+)`/gm), ([, word]) => word);
	expect(words.sort()).toEqual([...OUTCOMES].sort());
});

test('docs/permissions.md names each field with its category, and no other', () => {
	const rows = read('docs/permissions.md')
		.split('\n')
		.map((line) => line.split('|').map((cell) => cell.trim()))
		.flatMap(([, , fields = '', category = '']) =>
			Array.from(
				fields.matchAll(/`([\w.]+\.\w+)`/g),
				([, field]) => `${String(field)}: ${category}`,
			),
		);
	const known = Object.values(FIELDS).map(({ id, category }) => `${id}: ${category}`);
	expect([...new Set(rows)].sort()).toEqual(known.sort());
});
