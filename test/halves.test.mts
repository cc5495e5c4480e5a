import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COMBINED, HALVES, manifestOf, withTypesOfCombined } from '../packages/halves.cjs';
import { isList, isRecord } from '../sandbox/n8n/answers.mts';

/** The packages of one service each, as gulp makes them from what is here. */

const ROOT = path.join(import.meta.dirname, '..');
const read = (...file: string[]): string => readFileSync(path.join(ROOT, ...file), 'utf8');
const texts = (value: unknown): string[] => (isList(value) ? value : []).map(String);
const n8nOf = (manifest: unknown): Record<string, unknown> =>
	isRecord(manifest) && isRecord(manifest.n8n) ? manifest.n8n : {};
const combined: unknown = JSON.parse(read('package.json'));

/** What npm would publish of a package, without the name of its folder. */
function packed(name: string): string[] {
	const answer: unknown = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--loglevel', 'error'], {
			cwd: path.join(ROOT, 'packages', name),
			encoding: 'utf8',
		}),
	);
	const files = isList(answer) && isRecord(answer[0]) ? answer[0].files : [];
	return (isList(files) ? files : []).filter(isRecord).map((file) => String(file.path));
}

it('each node and credential of the combined package is in exactly one of the two', () => {
	for (const part of ['nodes', 'credentials']) {
		const all = HALVES.flatMap((half) => texts(n8nOf(manifestOf(half))[part]));
		expect(all.sort()).toEqual(texts(n8nOf(combined)[part]).sort());
	}
});

it('the workflows for the two have their node types, and are else the same', () => {
	const names = readdirSync(path.join(ROOT, 'workflows')).filter((file) => file.endsWith('.json'));
	expect(readdirSync(path.join(ROOT, 'build', 'workflows')).sort()).toEqual(names.sort());
	for (const name of names) {
		const ours = read('build', 'workflows', name);
		expect(ours).not.toContain(`"${COMBINED}.`);
		expect(withTypesOfCombined(ours)).toBe(read('workflows', name));
	}
	expect(read('build', 'workflows', 'birthday-gift.json')).toContain(
		'"n8n-nodes-hibob.hiBobTrigger"',
	);
});

describe.each(HALVES.map((half) => [half.name, half] as const))('%s', (name, half) => {
	const other = HALVES.find((one) => one !== half)?.folder ?? '';

	it('has the package.json that follows from the combined one, as n8n’s scan finds it at a commit', () => {
		expect(JSON.parse(read('packages', name, 'package.json'))).toEqual(manifestOf(half));
	});

	it('needs nothing but n8n, and runs nothing when it is installed', () => {
		const manifest: unknown = JSON.parse(read('packages', name, 'package.json'));
		expect(manifest).toMatchObject({
			version: isRecord(combined) ? combined.version : '',
			license: 'MIT',
			peerDependencies: { 'n8n-workflow': '*' },
			n8n: { n8nNodesApiVersion: 1, strict: true },
			repository: { directory: `packages/${name}` },
		});
		expect(manifest).not.toHaveProperty('dependencies');
		expect(manifest).not.toHaveProperty('scripts');
	});

	it('holds its service, what both share, its pages, and nothing else', () => {
		const files = packed(name);
		expect(files).toEqual(
			expect.arrayContaining([
				...texts(n8nOf(manifestOf(half)).nodes),
				...texts(n8nOf(manifestOf(half)).credentials),
				...half.pages.map((page) => `docs/${page}.md`),
			]),
		);
		const others = files.filter((file) => !/^(?:dist|docs)\//.test(file)).sort();
		expect(others).toEqual(['LICENSE', 'README.md', 'package.json']);
		const foreign = new RegExp(`^dist/(?:nodes/${other}/|credentials/${other})`);
		expect(files.filter((file) => foreign.test(file))).toEqual([]);
		// the same files of this service as in the combined package
		const own = (from: string): string[] =>
			readdirSync(path.join(ROOT, from, 'dist', 'nodes', half.folder), { recursive: true })
				.map(String)
				.sort();
		expect(own(path.join('packages', name))).toEqual(own('.'));
	});

	it('asks for no file that is not in it', () => {
		const dist = path.join(ROOT, 'packages', name, 'dist');
		const scripts = packed(name).filter((file) => /^dist\/.*\.js$/.test(file));
		expect(scripts.length).toBeGreaterThan(50);
		for (const script of scripts) {
			const text = read('packages', name, script);
			for (const [, wanted = ''] of text.matchAll(/require\("(\.[^"]+)"\)/g)) {
				const file = path.join(dist, '..', path.dirname(script), wanted);
				expect(() => readFileSync(file.endsWith('.json') ? file : `${file}.js`)).not.toThrow();
			}
			for (const [, icon = ''] of text.matchAll(/'file:([^']+\.svg)'/g)) {
				expect(() => readFileSync(path.join(dist, '..', path.dirname(script), icon))).not.toThrow();
			}
		}
	});

	it('tells n8n its own node types', () => {
		for (const node of texts(n8nOf(manifestOf(half)).nodes)) {
			const codex: unknown = JSON.parse(read('packages', name, node.replace(/\.js$/, '.json')));
			expect(codex).toMatchObject({ node: expect.stringMatching(new RegExp(`^${name}\\.`)) });
		}
	});

	it('has pages and a README whose links lead somewhere', () => {
		const pages = ['README.md', ...half.pages.map((page) => `docs/${page}.md`)];
		for (const page of pages) {
			const links = [...read('packages', name, page).matchAll(/\]\(([^)\s]+)\)/g)].map(
				([, link = '']) => link.split('#')[0] ?? '',
			);
			const blob = `${isRecord(combined) ? String(combined.homepage) : ''}/blob/main/`;
			for (const link of links.filter((one) => one !== '')) {
				const isOurs = link.startsWith(blob);
				if (!isOurs && /^(?:https?|mailto):/.test(link)) continue;
				const file = isOurs
					? link.slice(blob.length)
					: path.join('packages', name, path.dirname(page), link);
				expect(() => readFileSync(path.join(ROOT, file))).not.toThrow();
			}
		}
	});
});
