import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { locateN8n, pinnedVersions } from '../../sandbox/n8n/location.cjs';
import { chosenContainer, versionIn } from '../../sandbox/n8n/container.mts';
import { currentCommit } from '../circumstances.mts';
import { Kept, KEPT_OPTIONS } from '../kept.mts';
import type { Case } from './cases.mts';
import { fromJson, isOutcome, isWell, outcomeOf, toJson, withOutcome } from './outcome.mts';
import type { Outcome, VersionOutcome } from './outcome.mts';
import { casesToRun, inContainer, jestArguments, wishOf } from './plan.mts';
import type { Wish } from './plan.mts';
import { summaryOf, tableOf, withTable } from './report.mts';

// `npm run test:compat`: the end-to-end tests on each n8n that there is a lock file for. Options: the
// versions and the cases to run, --report (keeps the result of each case in docs/compatibility.json,
// next to earlier ones, and puts the tables into docs/compatibility.md), --continue (skips what is kept
// and passed). When it was stopped, it continues with the cases that it had not finished (kept.mts: --keep,
// --anew). With N8N_CONTAINER_IMAGE, only on the n8n in that image.

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const KEPT = path.join(ROOT, 'docs', 'compatibility.json');
// they wait for n8n most of the time
const AT_ONCE = 2;

const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'];
const running = new Set<ChildProcess>();
// when this is asked to end, or who started it is gone
for (const event of ENDINGS) {
	process.once(event, () => {
		for (const { pid } of running) if (pid !== undefined) process.kill(-pid);
		process.exit(1);
	});
}

/** An n8n that there is a lock file for, or one in a container. */
interface Target {
	version: string;
	node: string;
	/** by which Jest knows it */
	env: Record<string, string>;
}

const say = (text: string): void => {
	process.stdout.write(`${text}\n`);
};

function targetOf(version: string): Target {
	return {
		version,
		node: locateN8n({ version }).nodeVersion,
		env: { N8N_COMPAT_VERSION: version },
	};
}

/** What `N8N_CONTAINER_IMAGE` names, or undefined. */
function containerTarget(): Target | undefined {
	const container = chosenContainer();
	if (container === undefined) return undefined;
	const version = versionIn(container, 'n8n');
	return {
		version: inContainer(version),
		node: versionIn(container, 'node'),
		env: { N8N_CONTAINER_VERSION: version },
	};
}

async function runCase(one: Case, { version, node, env }: Target): Promise<Outcome> {
	const where = {
		node,
		on: new Date().toISOString().slice(0, 10),
		commit: currentCommit(),
	};
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-compat-'));
	const file = path.join(folder, 'jest.json');
	try {
		const jest = spawn(
			path.join(ROOT, 'node_modules', '.bin', 'jest'),
			[...jestArguments(one, version), '--json', '--outputFile', file],
			{
				cwd: ROOT,
				env: { ...process.env, ...env },
				// a group of its own: Jest's workers do not end when Jest does
				detached: true,
				// what it would write to stdout is the report again
				stdio: ['ignore', 'ignore', 'inherit'],
			},
		);
		running.add(jest);
		await once(jest, 'exit');
		running.delete(jest);
		const report: unknown = existsSync(file)
			? JSON.parse(readFileSync(file, 'utf8'))
			: { testResults: [] };
		return outcomeOf(report, one.file, where);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const readKept = (): VersionOutcome[] =>
	existsSync(KEPT) ? fromJson(readFileSync(KEPT, 'utf8')) : [];

/** @param content puts it into a page between the comments that mark its place */
async function show(page: string, content: string): Promise<void> {
	const file = path.join(ROOT, page);
	const text = withTable(readFileSync(file, 'utf8'), content);
	const options = await resolveConfig(file);
	writeFileSync(file, await format(text, { ...options, filepath: file }));
}

async function showKept(): Promise<void> {
	const all = readKept();
	await show('docs/compatibility.md', `${summaryOf(all)}\n\n${tableOf(all)}`);
}

/** @returns what came out of the cases that this run was asked for */
async function runOn(target: Target, wish: Wish): Promise<VersionOutcome> {
	const { version, node } = target;
	process.stdout.write(`\nn8n ${version} on Node ${node}\n\n`);
	const waiting = casesToRun(version, wish, readKept());
	const outcomes = new Map<string, Outcome>();
	const workOff = async (): Promise<void> => {
		for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
			const { file } = one;
			const outcome = await kept.part(
				`${file} on ${version}`,
				isOutcome,
				async () => await runCase(one, target),
			);
			outcomes.set(file, outcome);
			if (wish.isReport) {
				const all = withOutcome(readKept(), { version, file, outcome });
				writeFileSync(KEPT, `${toJson(all)}\n`);
			}
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, workOff));
	return { version, outcomes };
}

const args = process.argv.slice(2);
const wish = wishOf(
	args.filter((one) => !KEPT_OPTIONS.includes(one)),
	pinnedVersions(),
);
const kept = Kept.of('compat', args, { isChosen: wish.files.length > 0, say });
const container = containerTarget();
const targets = container === undefined ? wish.versions.map(targetOf) : [container];
const results: VersionOutcome[] = [];
for (const target of targets) results.push(await runOn(target, wish));
if (wish.isReport) await showKept();
if (wish.files.length === 0) kept.finish();
process.stdout.write(`\n${tableOf(results)}\n`);
const allWell = results.every(({ outcomes }) => [...outcomes.values()].every(isWell));
process.stdout.write(allWell ? '\nAll as it has to be.\n' : '\nNOT as it has to be, see above.\n');
process.exitCode = allWell ? 0 : 1;
// its own goodbye is no reason to stop
process.removeAllListeners('disconnect');
if (process.connected) process.disconnect();
