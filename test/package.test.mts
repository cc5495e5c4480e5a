import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { HiBob } from '../nodes/HiBob/HiBob.node.ts';
import { Reachdesk } from '../nodes/Reachdesk/Reachdesk.node.ts';

const ROOT = path.join(import.meta.dirname, '..');

const manifest: unknown = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

const sourcesBelow = (folder: string): { file: string; text: string }[] =>
	readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => ({ file, text: readFileSync(path.join(ROOT, folder, file), 'utf8') }));

/** n8n looks for what an operation puts out by the exact version of the node. */
const schemasOfEachVersion = (): string[] =>
	[
		{ service: 'HiBob', node: new HiBob(), operation: 'employee/get' },
		{ service: 'Reachdesk', node: new Reachdesk(), operation: 'gift/send' },
	].flatMap(({ service, node, operation }) =>
		[node.description.version]
			.flat()
			.map(
				(version) => `dist/nodes/${service}/__schema__/v${version.toFixed(1)}.0/${operation}.json`,
			),
	);

describe('the published package', () => {
	it('holds the built nodes, the README, the licence and nothing else', () => {
		const packed: unknown = JSON.parse(
			execFileSync('npm', ['pack', '--dry-run', '--json', '--loglevel', 'error'], {
				cwd: ROOT,
				encoding: 'utf8',
			}),
		);
		expect(packed).toMatchObject([{ files: expect.any(Array) }]);
		const files = JSON.stringify(packed).match(/(?<="path":")[^"]+/g) ?? [];
		const others = files.filter((file) => !file.startsWith('dist/')).sort();
		expect(others).toEqual(['LICENSE', 'README.md', 'package.json']);
		expect(files).toEqual(
			expect.arrayContaining([
				'dist/nodes/HiBob/HiBob.node.js',
				'dist/nodes/HiBob/HiBobTrigger.node.js',
				'dist/nodes/HiBob/hibob.svg',
				'dist/nodes/HiBob/hibob.dark.svg',
				'dist/nodes/HiBob/__schema__/v1.0.0.json',
				'dist/nodes/Reachdesk/__schema__/v1.0.0/gift/send.json',
				...schemasOfEachVersion(),
				'dist/nodes/Reachdesk/Reachdesk.node.js',
				'dist/credentials/HiBobServiceUserApi.credentials.js',
				'dist/credentials/ReachdeskApi.credentials.js',
			]),
		);
		expect(files.filter((file) => /test|sandbox|workflows/.test(file))).toEqual([]);
	});

	it('brings no dependencies and runs no scripts on installation', () => {
		expect(manifest).not.toHaveProperty('dependencies');
		expect(manifest).toMatchObject({
			license: 'MIT',
			peerDependencies: { 'n8n-workflow': '*' },
			n8n: { strict: true },
		});
		for (const script of ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish']) {
			expect(manifest).not.toHaveProperty(['scripts', script]);
		}
	});
});

/** What the files of a folder import, as `file: source`; types alone are left out when told. */
const importsBelow = (folder: string, { typesToo } = { typesToo: true }): string[] =>
	sourcesBelow(folder).flatMap(({ file, text }) =>
		[...text.matchAll(/^import (type )?[^;]*? from '([^']+)';/gms)].flatMap(([, type, source]) =>
			type !== undefined && !typesToo ? [] : [`${file}: ${source ?? ''}`],
		),
	);

describe('dependencies', () => {
	it.each([
		['nodes/HiBob', 'Reachdesk'],
		['nodes/Reachdesk', 'HiBob'],
	])('%s imports nothing from %s', (folder, other) => {
		const imports = importsBelow(folder);
		expect(imports.length).toBeGreaterThan(20);
		expect(imports.filter((line) => line.includes(`/${other}/`))).toEqual([]);
	});

	it.each(['nodes/HiBob/occasions', 'nodes/HiBob/employees', 'nodes/Reachdesk/gifts'])(
		'the rules in %s need neither n8n, HTTP nor the panel',
		(folder) => {
			const imports = importsBelow(folder, { typesToo: false });
			expect(imports.length).toBeGreaterThan(10);
			expect(
				imports.filter((line) => /n8n-workflow|\/(?:transport|resources|schedule)\//.test(line)),
			).toEqual([]);
		},
	);

	it.each(['nodes/HiBob/transport', 'nodes/Reachdesk/transport'])(
		'%s knows nothing of operations',
		(folder) => {
			const imports = importsBelow(folder);
			expect(imports.length).toBeGreaterThan(10);
			expect(imports.filter((line) => line.includes('/resources/'))).toEqual([]);
		},
	);
});

describe('HiBob', () => {
	it('is asked in one place only, and there only to read', () => {
		const callers = sourcesBelow('nodes/HiBob')
			.filter(({ text }) => /httpRequest|helpers\.request/.test(text))
			.map(({ file }) => file);
		expect(callers).toEqual(['transport/hibobRequest.ts']);
		const [request] = sourcesBelow('nodes/HiBob').filter(({ file }) => file === callers[0]);
		expect(request?.text.match(/method: '(?!GET|POST)\w+'/)).toBeNull();
		expect(
			[...(request?.text.matchAll(/method: 'POST'; path: ([^;]+);/g) ?? [])].map(([, to]) => to),
		).toEqual(["'/people/search'", 'PersonPath', "'/timeoff/calendars/events/search'"]);
		expect(request?.text).toContain('type PersonPath = `/people/${string}`');
	});
});
