import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isObject } from '../nodes/shared/jsonObject.ts';

// What CONTRIBUTING says of n8n’s checklist names files, commands and rules, which may be renamed.

const ROOT = path.join(import.meta.dirname, '..');
const PLUGIN = 'node_modules/@n8n/eslint-plugin-community-nodes';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const [, checklist = ''] =
	/^## n8n's checklist$([\s\S]*?)^## /m.exec(read('CONTRIBUTING.md')) ?? [];
const named = [...checklist.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);

const FOLDERS = /^(?:\.github|credentials|docs|nodes|test|workflows)\//;
const isPath = (text: string): boolean =>
	FOLDERS.test(text) || /^[\w.]+\.(?:json|md|mjs|js)$/.test(text) || text === 'LICENSE';

describe("n8n's checklist in CONTRIBUTING", () => {
	it('names files that there are', () => {
		const paths = named.filter(isPath);
		expect(paths.length).toBeGreaterThan(15);
		const missing = paths.filter((file) => {
			// as in nodes/*/transport/
			const [folder = '', rest] = file.split('/*/');
			if (rest === undefined) return !existsSync(path.join(ROOT, file));
			return !readdirSync(path.join(ROOT, folder)).some((one) =>
				existsSync(path.join(ROOT, folder, one, rest)),
			);
		});
		expect(missing).toEqual([]);
	});

	it('names commands that there are', () => {
		const manifest: unknown = JSON.parse(read('package.json'));
		const scripts = isObject(manifest) && isObject(manifest.scripts) ? manifest.scripts : {};
		const commands = named.flatMap((text) => /^npm run ([\w:]+)/.exec(text)?.[1] ?? []);
		expect(commands.length).toBeGreaterThan(5);
		expect(commands.filter((command) => !(command in scripts))).toEqual([]);
	});

	it('names rules that the lint plugin has, and says how many those are', () => {
		const rules = readdirSync(path.join(ROOT, PLUGIN, 'docs', 'rules')).map((file) =>
			file.replace('.md', ''),
		);
		const words = named.filter((text) => /^(?:[a-z]+-){2,}[a-z]+$/.test(text));
		const ofRules = words.filter((word) => !word.startsWith('n8n-nodes-'));
		expect(ofRules.filter((rule) => !rules.includes(rule) && !rule.startsWith('eslint-'))).toEqual(
			[],
		);
		expect(ofRules.length).toBeGreaterThan(10);
		expect(checklist).toContain(`The ${String(rules.length)} rules of the lint plugin`);
		const plugin: unknown = JSON.parse(read(`${PLUGIN}/package.json`));
		const version = isObject(plugin) ? plugin.version : undefined;
		expect(checklist).toContain(`\`@n8n/eslint-plugin-community-nodes\` ${String(version)}`);
	});
});
