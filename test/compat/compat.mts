import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { locateN8n, pinnedVersions } from '../../sandbox/n8n/location.cjs';
import { fromJson, outcomesOf, toJson } from './outcome.mts';
import type { VersionOutcome } from './outcome.mts';
import { jestArguments, planFor } from './plan.mts';
import { isAllWell, summaryOf, tableOf, withTable } from './report.mts';

// `npm run test:compat`: the end-to-end tests on each n8n that there is a lock file for. Options: the
// versions to run, --report (keeps what came out in docs/compatibility.json, next to what came out of
// other versions before, and puts the tables into the pages that show them).

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const KEPT = path.join(ROOT, 'docs', 'compatibility.json');

const versions = pinnedVersions();
const chosen = versions.filter((version) => process.argv.includes(version));
const toRun = chosen.length > 0 ? chosen : versions;
const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'];
const isReport = process.argv.includes('--report');

async function runOn(version: string): Promise<VersionOutcome> {
	const node = locateN8n({ version }).nodeVersion;
	process.stdout.write(`\nn8n ${version} on Node ${node}\n\n`);
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-compat-'));
	const file = path.join(folder, 'jest.json');
	try {
		const jest = spawn(
			path.join(ROOT, 'node_modules', '.bin', 'jest'),
			[...jestArguments(planFor(version)), '--json', '--outputFile', file],
			{
				cwd: ROOT,
				env: { ...process.env, N8N_COMPAT_VERSION: version },
				// a group of its own: Jest's workers do not end when Jest does
				detached: true,
				// what it would write to stdout is the report again
				stdio: ['ignore', 'ignore', 'inherit'],
			},
		);
		const end = () => {
			if (jest.pid !== undefined) process.kill(-jest.pid);
			process.exit(1);
		};
		// when this is asked to end, or who started it is gone
		for (const event of ENDINGS) process.once(event, end);
		await once(jest, 'exit');
		for (const event of ENDINGS) process.off(event, end);
		const report: unknown = existsSync(file)
			? JSON.parse(readFileSync(file, 'utf8'))
			: { testResults: [] };
		const on = new Date().toISOString().slice(0, 10);
		return { version, node, on, outcomes: outcomesOf(report) };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** @param content puts it into a page between the comments that mark its place */
async function show(page: string, content: string): Promise<void> {
	const file = path.join(ROOT, page);
	const text = withTable(readFileSync(file, 'utf8'), content);
	const options = await resolveConfig(file);
	writeFileSync(file, await format(text, { ...options, filepath: file }));
}

/** Keeps what came out of a version, in the place of what came out of it before. */
async function keep(result: VersionOutcome): Promise<void> {
	const kept = existsSync(KEPT) ? fromJson(readFileSync(KEPT, 'utf8')) : [];
	const all = versions.flatMap((version) =>
		version === result.version ? result : kept.filter((one) => one.version === version),
	);
	writeFileSync(KEPT, `${toJson(all)}\n`);
	await show('docs/compatibility.md', tableOf(all));
	await show('README.md', summaryOf(all));
}

let allWell = false;
try {
	const results: VersionOutcome[] = [];
	for (const version of toRun) {
		const result = await runOn(version);
		results.push(result);
		if (isReport) await keep(result);
	}
	process.stdout.write(`\n${tableOf(results)}\n`);
	allWell = results.every(isAllWell);
	process.stdout.write(
		allWell ? '\nAll as it has to be.\n' : '\nNOT as it has to be, see above.\n',
	);
} catch (error) {
	process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
}
process.exitCode = allWell ? 0 : 1;
if (process.connected) process.disconnect();
