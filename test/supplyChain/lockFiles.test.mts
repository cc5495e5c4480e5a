import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { entriesOf, withHashesOf, withoutHashless } from '../../sandbox/release/lockFile.mts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const HASH = `sha512-${'a'.repeat(86)}==`;

const LOCK_FILES = globSync('**/package-lock.json', {
	cwd: ROOT,
	exclude: (name) => ['node_modules', 'build'].includes(path.basename(name)),
});

const lockOf = (packages: Record<string, object>): string =>
	JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } });

test('the lock files of the project and of n8n are among those that are looked at', () => {
	expect(LOCK_FILES).toEqual(
		expect.arrayContaining(['package-lock.json', 'sandbox/n8n/package-lock.json']),
	);
});

describe.each(LOCK_FILES)('%s', (file) => {
	const entries = entriesOf(readFileSync(path.join(ROOT, file), 'utf8'));

	test('names the hash of each package (npm run lock fills in what npm has omitted)', () => {
		expect(entries.length).toBeGreaterThan(0);
		expect(entries.filter(({ hasHash }) => !hasHash).map(({ key }) => key)).toEqual([]);
	});

	test('names no address, so that it holds with any registry', () => {
		expect(entries.filter(({ resolved }) => resolved !== undefined)).toEqual([]);
	});
});

describe('a package in a lock file', () => {
	test.each([
		['without a hash', { version: '1.0.0' }],
		['with a hash that is broken today', { version: '1.0.0', integrity: 'sha1-abc=' }],
		[
			'with a second, weaker hash beside the good one',
			{ version: '1.0.0', integrity: `sha1-abc= ${HASH}` },
		],
	])('is found %s', (_case, entry) => {
		expect(entriesOf(lockOf({ 'node_modules/a': entry }))).toMatchObject([{ hasHash: false }]);
	});

	test('needs no hash when the tarball of another one brings it', () => {
		const brought = { version: '1.0.0', inBundle: true };
		expect(entriesOf(lockOf({ 'node_modules/a/node_modules/b': brought }))).toEqual([]);
	});
});

describe('npm run lock', () => {
	const incomplete = lockOf({
		'node_modules/a': { version: '1.0.0', integrity: HASH },
		'node_modules/b': { version: '2.0.0', os: ['darwin'] },
	});

	test('lets npm look up what lacks its hash, and only that', () => {
		expect(entriesOf(withoutHashless(incomplete)).map(({ key }) => key)).toEqual([
			'node_modules/a',
		]);
	});

	test('takes over the hash and changes nothing else', () => {
		const anew = lockOf({
			'node_modules/a': { version: '9.9.9', integrity: HASH },
			'node_modules/b': { version: '2.0.0', integrity: HASH, os: ['darwin', 'linux'] },
		});
		expect(JSON.parse(withHashesOf(incomplete, anew))).toEqual(
			JSON.parse(
				lockOf({
					'node_modules/a': { version: '1.0.0', integrity: HASH },
					'node_modules/b': { version: '2.0.0', integrity: HASH, os: ['darwin'] },
				}),
			),
		);
	});

	test('takes no hash of another version', () => {
		const anew = lockOf({ 'node_modules/b': { version: '2.0.1', integrity: HASH } });
		expect(() => withHashesOf(incomplete, anew)).toThrow('node_modules/b 2.0.0 has no hash');
	});
});
