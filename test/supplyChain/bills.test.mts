import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { writeBills } from '../../sandbox/release/bills.mts';

const INTEGRITY = `sha512-${'a'.repeat(86)}==`;
const TOOL = { version: '3.2.1', integrity: INTEGRITY, dev: true, license: 'MIT' };

let root: string;

const write = (file: string, content: object): void => {
	mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
	writeFileSync(path.join(root, file), JSON.stringify(content));
};

const read = (file: string): unknown =>
	JSON.parse(readFileSync(path.join(root, 'build/sbom', file), 'utf8'));

const MANIFEST = {
	name: 'n8n-nodes-example',
	version: '1.2.0',
	license: 'MIT',
	devDependencies: { tool: '3.2.1' },
	peerDependencies: { 'n8n-workflow': '*' },
	peerDependenciesMeta: { 'n8n-workflow': { optional: true } },
};

const TARBALL = 'build/tarballs/n8n-nodes-example-1.2.0.tgz';

beforeEach(() => {
	root = mkdtempSync(path.join(tmpdir(), 'bills-'));
	write('package.json', MANIFEST);
	write('package-lock.json', {
		name: MANIFEST.name,
		version: MANIFEST.version,
		lockfileVersion: 3,
		requires: true,
		packages: { '': MANIFEST, 'node_modules/tool': TOOL },
	});
	write('packed/package/package.json', MANIFEST);
	mkdirSync(path.join(root, 'build/tarballs'), { recursive: true });
	execFileSync('tar', [
		'-czf',
		path.join(root, TARBALL),
		'-C',
		path.join(root, 'packed'),
		'package',
	]);
});

afterEach(() => {
	rmSync(root, { recursive: true });
});

test('a tarball has a bill that names it by its hash, and nothing that its users do not install', () => {
	writeBills(root);
	const content = createHash('sha512')
		.update(readFileSync(path.join(root, TARBALL)))
		.digest('hex');
	expect(read('n8n-nodes-example-1.2.0.cdx.json')).toMatchObject({
		bomFormat: 'CycloneDX',
		metadata: {
			component: {
				name: 'n8n-nodes-example',
				version: '1.2.0',
				purl: 'pkg:npm/n8n-nodes-example@1.2.0',
				hashes: [{ alg: 'SHA-512', content }],
			},
		},
		components: [],
	});
});

test('what builds and tests the packages has a bill of its own', () => {
	writeBills(root);
	expect(read('development.cdx.json')).toMatchObject({
		metadata: { component: { name: 'n8n-nodes-example' } },
		components: [{ name: 'tool', version: '3.2.1', hashes: [{ alg: 'SHA-512' }] }],
	});
});

test('bills of an earlier version are gone', () => {
	write('build/sbom/n8n-nodes-example-1.1.0.cdx.json', {});
	expect([...writeBills(root).keys()].map((file) => path.basename(file))).toEqual([
		'n8n-nodes-example-1.2.0.cdx.json',
		'development.cdx.json',
	]);
	expect(() => read('n8n-nodes-example-1.1.0.cdx.json')).toThrow('ENOENT');
});

test('without a tarball there is no bill', () => {
	rmSync(path.join(root, TARBALL));
	expect(() => writeBills(root)).toThrow('npm run pack');
});
