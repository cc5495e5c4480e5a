import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { HiBob } from '../nodes/HiBob/HiBob.node.ts';
import { Reachdesk } from '../nodes/Reachdesk/Reachdesk.node.ts';
import { isRecord, textAt } from '../sandbox/n8n/answers.mts';

const ROOT = path.join(import.meta.dirname, '..');
const COMBINED = 'n8n-nodes-hibob-reachdesk';

interface Package {
	name: string;
	folder: string;
	/** the services whose nodes are in it, and the names of its nodes and credentials */
	services: readonly string[];
	nodes: readonly string[];
	credentials: readonly string[];
	pages: readonly string[];
}

const HIBOB = ['HiBob', 'HiBobTrigger'];
const REACHDESK = ['Reachdesk', 'ReachdeskTrigger'];

const PACKAGES: readonly Package[] = [
	{
		name: COMBINED,
		folder: ROOT,
		services: ['HiBob', 'Reachdesk'],
		nodes: [...HIBOB, ...REACHDESK],
		credentials: ['HiBobServiceUserApi', 'ReachdeskApi'],
		pages: [],
	},
	{
		name: 'n8n-nodes-hibob',
		folder: path.join(ROOT, 'packages/n8n-nodes-hibob'),
		services: ['HiBob'],
		nodes: HIBOB,
		credentials: ['HiBobServiceUserApi'],
		pages: ['docs/hibob.md', 'docs/permissions.md', 'docs/rules.md'],
	},
	{
		name: 'n8n-nodes-reachdesk',
		folder: path.join(ROOT, 'packages/n8n-nodes-reachdesk'),
		services: ['Reachdesk'],
		nodes: REACHDESK,
		credentials: ['ReachdeskApi'],
		pages: ['docs/reachdesk.md'],
	},
];

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const manifest = json(path.join(ROOT, 'package.json'));

const valueAt = (value: unknown, field: string): unknown =>
	field.split('.').reduce((part, key) => (isRecord(part) ? part[key] : undefined), value);

/** All texts of lists in a field. */
const textsBelow = (value: unknown, field: string): unknown[] => {
	const part = valueAt(value, field);
	return isRecord(part)
		? Object.values(part)
				.filter((entry) => Array.isArray(entry))
				.flat()
		: [];
};

/** What npm puts into the tarball of a package. */
function packedFiles({ folder }: Package): string[] {
	const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--loglevel', 'error'], {
		cwd: folder,
		encoding: 'utf8',
	});
	return packed.match(/(?<="path":\s?")[^"]+/g) ?? [];
}

const sourcesBelow = (folder: string): { file: string; text: string }[] =>
	readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => ({ file, text: readFileSync(path.join(ROOT, folder, file), 'utf8') }));

/** n8n looks for what an operation returns by the exact version of the node. */
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

const schemasBelow = (folder: string): string[] =>
	schemasOfEachVersion().filter((file) => file.startsWith(folder));

const WHAT_A_SERVICE_NEEDS: Readonly<Record<string, readonly string[]>> = {
	HiBob: [
		...schemasBelow('dist/nodes/HiBob'),
		'dist/nodes/HiBob/hibob.svg',
		'dist/nodes/HiBob/hibob.dark.svg',
		'dist/nodes/HiBob/__schema__/v1.0.0.json',
	],
	Reachdesk: [
		'dist/nodes/Reachdesk/reachdesk.svg',
		'dist/nodes/Reachdesk/reachdesk.dark.svg',
		...schemasBelow('dist/nodes/Reachdesk'),
	],
};

describe.each(PACKAGES)('the package $name', (one) => {
	const { name, folder, services, nodes, credentials, pages } = one;
	const own = json(path.join(folder, 'package.json'));
	const files = packedFiles(one);
	const modules = [
		...nodes.map((node) => `dist/nodes/${node.replace('Trigger', '')}/${node}.node.js`),
		...credentials.map((credential) => `dist/credentials/${credential}.credentials.js`),
	];

	it('holds the built nodes, the README, its pages, the licence and nothing else', () => {
		const others = files.filter((file) => !file.startsWith('dist/')).sort();
		expect(others).toEqual(['LICENSE', 'README.md', ...pages, 'package.json'].sort());
		expect(files).toEqual(expect.arrayContaining(modules));
		for (const service of services) {
			expect(files).toEqual(expect.arrayContaining([...(WHAT_A_SERVICE_NEEDS[service] ?? [])]));
		}
		expect(files.filter((file) => /test|sandbox|workflows|tsbuildinfo/.test(file))).toEqual([]);
	});

	it('holds nothing of another service', () => {
		const places = [...services.map((service) => `nodes/${service}/`), 'nodes/shared/'];
		const foreign = files
			.filter((file) => file.startsWith('dist/nodes/'))
			.filter((file) => !places.some((place) => file.startsWith(`dist/${place}`)));
		expect(foreign).toEqual([]);
		const modulesOfCredentials = files.filter((file) => file.endsWith('credentials.js')).sort();
		expect(modulesOfCredentials).toEqual(modules.filter((file) => file.includes('credentials')));
	});

	it('finds all that its modules ask for in itself or in n8n', () => {
		const built = files.filter((file) => file.endsWith('.js'));
		expect(built.length).toBeGreaterThan(100);
		const asked = built.flatMap((file) =>
			Array.from(
				readFileSync(path.join(folder, file), 'utf8').matchAll(/require\("([^"]+)"\)/g),
				([, target = '']) =>
					target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : target,
			),
		);
		const missing = asked.filter(
			(target) => !files.includes(target) && !files.includes(`${target}.js`),
		);
		expect([...new Set(missing)].sort()).toEqual(['luxon', 'n8n-workflow', 'node:crypto']);
	});

	it('declares its nodes and credentials to n8n, and no other', () => {
		expect(own).toMatchObject({ name, n8n: { n8nNodesApiVersion: 1, strict: true } });
		const declared = textsBelow(own, 'n8n').sort();
		expect(declared).toEqual([...modules].sort());
	});

	it('has nodes that call themselves by its name', () => {
		const names = nodes.map((node) => {
			const file = `dist/nodes/${node.replace('Trigger', '')}/${node}.node.json`;
			return textAt(json(path.join(folder, file)), 'node');
		});
		expect(names).toEqual(
			nodes.map((node) => `${name}.${node.charAt(0).toLowerCase()}${node.slice(1)}`),
		);
	});

	it('has the version, the licence, the author and the repository of the combined one', () => {
		for (const field of ['version', 'license', 'author', 'repository.url']) {
			expect(own).toHaveProperty(field, valueAt(manifest, field));
		}
	});

	it('brings no dependencies and runs no scripts on installation or publishing', () => {
		expect(own).not.toHaveProperty('dependencies');
		expect(own).toMatchObject({
			peerDependencies: { 'n8n-workflow': '*' },
			peerDependenciesMeta: { 'n8n-workflow': { optional: true } },
		});
		for (const script of ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish']) {
			expect(own).not.toHaveProperty(['scripts', script]);
		}
		// the root builds; a half is whole when the root has been built, and has nothing to build from
		if (name !== COMBINED) expect(own).not.toHaveProperty('scripts');
	});

	it('has a README and pages whose links lead somewhere', () => {
		if (name === COMBINED) return;
		for (const page of ['README.md', ...pages]) {
			const text = readFileSync(path.join(folder, page), 'utf8');
			const links = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link);
			expect(links.length).toBeGreaterThan(0);
			const home = new RegExp(`^${textAt(manifest, 'homepage')}/(?:blob|raw|tree)/main/`);
			const missing = links
				.filter((link) => !link.startsWith('#'))
				.map((link) => link.split('#')[0] ?? '')
				.filter((link) =>
					home.test(link)
						? !existsSync(path.join(ROOT, link.replace(home, '')))
						: !link.startsWith('https://') &&
							!existsSync(path.join(folder, path.dirname(page), link)),
				);
			expect(missing).toEqual([]);
		}
	});
});

/** What the files of a folder import, as `file: source`; without types alone when told. */
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

describe('the workflows for the two packages', () => {
	const PAIR = path.join(ROOT, 'build', 'workflows');
	const files = readdirSync(path.join(ROOT, 'workflows'));

	it('are all that there are, with nothing changed but the types', () => {
		expect(readdirSync(PAIR)).toEqual(files);
		for (const file of files) {
			const text = readFileSync(path.join(PAIR, file), 'utf8');
			expect(text).not.toMatch(/n8n-nodes-hibob-reachdesk\.(?:hiBob|reachdesk)/);
			const back = text.replaceAll(
				/n8n-nodes-(?:hibob|reachdesk)\.(?=hiBob|reachdesk)/g,
				`${COMBINED}.`,
			);
			expect(back).toBe(readFileSync(path.join(ROOT, 'workflows', file), 'utf8'));
		}
	});
});
