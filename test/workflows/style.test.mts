import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isList, isRecord } from '../../sandbox/n8n/answers.mts';
import { contrastOf, pairsIn } from './contrast.mts';

/** All emails and pages look the same. n8n workflows cannot share code, so each carries the same text. */

const FOLDER = path.resolve(import.meta.dirname, '..', '..', 'workflows');

interface Look {
	file: string;
	node: string;
	/** the code or the HTML */
	text: string;
	/** the style that all have */
	shared: string | undefined;
	/** all styles of the page or email, one after the other */
	all: string;
}

const MEDIUMS = ['emailSend', 'respondToWebhook', 'form', 'formTrigger'];

function nodesIn(file: string): { name: string; type: string; text: string }[] {
	const json: unknown = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));
	const nodes = isRecord(json) && isList(json.nodes) ? json.nodes.filter(isRecord) : [];
	return nodes.map(({ name, type, parameters }) => {
		const { jsCode, html } = isRecord(parameters) ? parameters : {};
		const text = [jsCode, html].find((value) => typeof value === 'string');
		return {
			name: String(name),
			type: String(type).split('.').at(-1) ?? '',
			text: typeof text === 'string' ? text : '',
		};
	});
}

const stylesIn = (text: string): string[] => [
	...Array.from(text.matchAll(/const \w*STYLE = `([^`]*)`/g), ([, style = '']) => style.trim()),
	...Array.from(text.matchAll(/<style>([^<$]*)<\/style>/g), ([, style = '']) => style.trim()),
];

const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
const LOOKS: Look[] = FILES.flatMap((file) =>
	nodesIn(file)
		.filter(({ type, text }) => ['code', 'html'].includes(type) && text.includes('<!doctype html>'))
		.map(({ name, text }) => {
			const styles = stylesIn(text);
			return { file, node: name, text, shared: styles[0], all: styles.join('\n') };
		}),
);
const [first] = LOOKS;

test('every workflow with an email, a page or a form has the shared style', () => {
	const shown = FILES.filter((file) => nodesIn(file).some(({ type }) => MEDIUMS.includes(type)));
	expect(shown.length).toBeGreaterThan(10);
	expect([...new Set(LOOKS.map(({ file }) => file))]).toEqual(shown);
});

test('no workflow has a form of n8n without the shared style', () => {
	const forms = FILES.flatMap(nodesIn).filter(({ type }) => type.startsWith('form'));
	// they would carry it as their own option, Custom CSS
	expect(forms).toEqual([]);
});

describe.each(LOOKS.map((look) => [`${look.file}, ${look.node}`, look] as const))(
	'%s',
	(_, look) => {
		test('has the style that all have', () => {
			expect(look.shared).toContain('color-scheme: light dark');
			expect(look.shared).toBe(first?.shared);
		});

		test('has text that can be read on its background, by day and by night', () => {
			const pairs = pairsIn(look.all);
			expect(pairs.length).toBeGreaterThan(10);
			expect(
				pairs
					.map((pair) => ({ ...pair, contrast: contrastOf(pair.text, pair.background) }))
					.filter(({ contrast }) => contrast < 4.5),
			).toEqual([]);
		});
	},
);

const between = (text: string, begin: string, end: string): string | undefined =>
	text.includes(begin) ? text.split(begin)[1]?.split(end)[0] : undefined;

test('all emails are composed by the same code', () => {
	const kits = LOOKS.flatMap(({ text, file }) => {
		const kit = between(text, '// --- The look of all emails', '// --- The end of the look');
		return kit === undefined ? [] : [{ file, kit }];
	});
	const withEmail = FILES.filter((file) => nodesIn(file).some(({ type }) => type === 'emailSend'));
	expect(kits.map(({ file }) => file)).toEqual(withEmail);
	expect(new Set(kits.map(({ kit }) => kit)).size).toBe(1);
	// nothing in an email is centred, and it fits a phone
	expect(kits[0]?.kit).not.toMatch(/center/i);
	expect(kits[0]?.kit).toContain('main { max-width: 600px;');
});

test('all pages with a form have the same fields and buttons', () => {
	const forms = LOOKS.filter(({ text }) => /<(?:input|button)\b/.test(text)).flatMap(({ text }) => {
		const style = /const FORM_STYLE = `([^`]*)`/.exec(text)?.[1];
		return style === undefined ? [] : [style];
	});
	expect(forms.length).toBeGreaterThanOrEqual(4);
	expect(new Set(forms).size).toBe(1);
});

test('colours are compared as WCAG compares them', () => {
	expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
	expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
	const found = pairsIn(
		'body { background: #ffffff; color: #000000; } .a { color: #777777; } @media (prefers-color-scheme: dark) { body { background: #000000 !important; color: #ffffff; } }',
	);
	expect(found).toContainEqual({ selector: '.a', text: '#777777', background: '#ffffff' });
	expect(found).toContainEqual({ selector: '.a (dark)', text: '#777777', background: '#000000' });
});
