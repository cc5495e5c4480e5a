import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { isRecord } from '../../sandbox/hibob/json.mts';

/** Runs the scripts of the jobs in publish.yml, with an npm that only takes notes. */

const PUBLISH: unknown = parse(
	readFileSync(path.resolve(import.meta.dirname, '../../.github/workflows/publish.yml'), 'utf8'),
);
const NAMES = ['n8n-nodes-hibob', 'n8n-nodes-hibob-reachdesk', 'n8n-nodes-reachdesk'];

const memberOf = (value: unknown, ...keys: string[]): unknown =>
	keys.reduce((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);

/** The scripts of a job, in their order. */
function scriptsOf(job: string): { name: string; run: string }[] {
	const steps = memberOf(PUBLISH, 'jobs', job, 'steps');
	if (!Array.isArray(steps)) throw new Error(`publish.yml has no job ${job}`);
	return steps.filter(isRecord).flatMap(({ name, run }) => {
		if (typeof run !== 'string') return [];
		return [{ name: typeof name === 'string' ? name : run, run }];
	});
}

// it knows what is published from published/<name>@<version>, and npm by its version
const NPM = `#!/bin/bash
case "$1" in
	--version) cat npm-version ;;
	view) cat "published/$3" 2> /dev/null ;;
	publish)
		shift
		echo "$*" >> published.log
		if grep --quiet --fixed-strings "$1" refused 2> /dev/null; then exit 1; fi
		;;
esac
`;

let folder: string;
let code: string;

const git = (...args: string[]): void => {
	execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
		cwd: code,
		stdio: 'pipe',
	});
};

const tarballOf = (name: string): string => path.join(folder, `tarballs/${name}-1.2.0.tgz`);

function pack(name: string, version: string): void {
	const from = path.join(folder, 'packed');
	mkdirSync(path.join(from, 'package'), { recursive: true });
	writeFileSync(path.join(from, 'package/package.json'), JSON.stringify({ name, version }));
	execFileSync('tar', ['-czf', tarballOf(name), '-C', from, 'package']);
}

const isPublished = (name: string, integrity: string): void => {
	writeFileSync(path.join(folder, `published/${name}@1.2.0`), integrity);
};

const integrityOf = (name: string): string =>
	`sha512-${createHash('sha512')
		.update(readFileSync(tarballOf(name)))
		.digest('base64')}`;

/** What was handed to `npm publish`, one call each. */
function published(): string[] {
	try {
		return readFileSync(path.join(folder, 'published.log'), 'utf8').trim().split('\n');
	} catch {
		return [];
	}
}

/**
 * Runs the scripts of a job as GitHub does.
 *
 * @returns the name of the step that failed; undefined when none did
 */
function failedStepOf(job: string, { tag = 'v1.2.0', cwd = folder } = {}): string | undefined {
	return scriptsOf(job).find(
		({ run }) =>
			spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
				cwd,
				stdio: 'pipe',
				env: {
					...process.env,
					PATH: `${path.join(folder, 'bin')}:${String(process.env.PATH)}`,
					GITHUB_REF_NAME: tag,
					PACKAGES: String(memberOf(PUBLISH, 'jobs', job, 'env', 'PACKAGES')),
				},
			}).status !== 0,
	)?.name;
}

beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'publish-'));
	code = path.join(folder, 'code');
	for (const name of ['code', 'tarballs', 'bin', 'published']) mkdirSync(path.join(folder, name));
	writeFileSync(path.join(folder, 'bin/npm'), NPM);
	chmodSync(path.join(folder, 'bin/npm'), 0o755);
	writeFileSync(path.join(folder, 'npm-version'), '11.5.1\n');
	writeFileSync(path.join(code, 'CHANGELOG.md'), '# Changelog\n\n## 1.2.0 (today)\n');
	writeFileSync(path.join(code, 'package.json'), JSON.stringify({ version: '1.2.0' }));
	git('init', '--quiet');
	git('add', '.');
	git('commit', '--quiet', '--message', 'a release');
	git('update-ref', 'refs/remotes/origin/main', 'HEAD');
	for (const name of NAMES) pack(name, '1.2.0');
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

describe('the job that publishes', () => {
	test('publishes the three packages with their provenance', () => {
		expect(failedStepOf('publish')).toBeUndefined();
		expect(published()).toEqual(
			NAMES.map(
				(name) => `./tarballs/${name}-1.2.0.tgz --provenance --access public --ignore-scripts`,
			).sort(),
		);
	});

	test('goes on with the others when one of three is published', () => {
		isPublished('n8n-nodes-hibob-reachdesk', integrityOf('n8n-nodes-hibob-reachdesk'));
		expect(failedStepOf('publish')).toBeUndefined();
		expect(published().join('\n')).not.toContain('n8n-nodes-hibob-reachdesk');
		expect(published()).toHaveLength(2);
	});

	test('has nothing to do, and is content, when all three are published', () => {
		for (const name of NAMES) isPublished(name, integrityOf(name));
		expect(failedStepOf('publish')).toBeUndefined();
		expect(published()).toEqual([]);
	});

	test('publishes nothing when a version is on npm with other contents', () => {
		isPublished('n8n-nodes-reachdesk', 'sha512-other');
		expect(failedStepOf('publish')).toBe('Publish what is not on npm yet');
		expect(published()).toEqual([]);
	});

	test('fails when npm refuses one', () => {
		writeFileSync(path.join(folder, 'refused'), './tarballs/n8n-nodes-hibob-reachdesk-1.2.0.tgz');
		expect(failedStepOf('publish')).toBe('Publish what is not on npm yet');
	});

	test.each([
		['the tag is of a commit that is not on main', () => ['commit', '--allow-empty', '-m', 'x']],
		['the tag is on a branch beside main', () => ['checkout', '--quiet', '--orphan', 'beside']],
	])('publishes nothing when %s', (_case, command) => {
		git(...command());
		if (command()[0] === 'checkout') git('commit', '--quiet', '--message', 'x');
		expect(failedStepOf('publish')).toBe("The tag's commit is on main");
		expect(published()).toEqual([]);
	});

	test.each([
		['the tag names another version', { tag: 'v1.2.1' }, (): void => undefined],
		[
			'one tarball has another version',
			{},
			() => {
				pack('n8n-nodes-hibob', '1.2.1');
			},
		],
		[
			'one is missing',
			{},
			() => {
				rmSync(tarballOf('n8n-nodes-hibob'));
			},
		],
		[
			'there is one that nobody expects',
			{},
			() => {
				pack('n8n-nodes-other', '1.2.0');
			},
		],
		[
			'the changelog tells nothing of the version',
			{},
			() => {
				writeFileSync(path.join(code, 'CHANGELOG.md'), '## 1.2.01 (today)\n## 1x2.0 \n');
			},
		],
	])('publishes nothing when %s', (_case, options, change) => {
		change();
		expect(failedStepOf('publish', options)).toBe('Tag, tarballs and changelog name one version');
		expect(published()).toEqual([]);
	});

	test.each(['11.5.0', '10.9.4', '9.99.0'])('does not try with npm %s', (version) => {
		writeFileSync(path.join(folder, 'npm-version'), `${version}\n`);
		expect(failedStepOf('publish')).toBe('npm can publish without a token');
	});

	test('publishes with a later npm', () => {
		writeFileSync(path.join(folder, 'npm-version'), '11.19.1\n');
		expect(failedStepOf('publish')).toBeUndefined();
	});
});

describe('the job that looks at the tag first', () => {
	test('lets a sound one through', () => {
		expect(failedStepOf('tag', { cwd: code })).toBeUndefined();
	});

	test('sees a tag beside main', () => {
		git('commit', '--allow-empty', '--message', 'x');
		expect(failedStepOf('tag', { cwd: code })).toBe('Its commit is on main');
	});

	test('sees a tag of another version', () => {
		expect(failedStepOf('tag', { cwd: code, tag: 'v1.2.1' })).toMatch('It names the version');
	});
});
