import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { locateN8n, pinnedVersions } from '../../sandbox/n8n/location.cjs';
import { outcomesOf } from './outcome.mts';
import type { VersionOutcome } from './outcome.mts';
import { jestArguments, planFor } from './plan.mts';
import { isAllWell, summaryOf, tableOf, withTable } from './report.mts';

// `npm run test:compat`: the end-to-end tests on each n8n that there is a lock file for. Options: the
// versions to run, --report (puts the tables into the pages that show them).

const ROOT = path.resolve(import.meta.dirname, '..', '..');

const versions = pinnedVersions();
const chosen = versions.filter((version) => process.argv.includes(version));
const toRun = chosen.length > 0 ? chosen : versions;
const ENDINGS = ['SIGTERM', 'SIGHUP', 'disconnect'];
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
				// what it would write to stdout is the report again
				stdio: ['ignore', 'ignore', 'inherit'],
			},
		);
		const end = () => {
			jest.kill();
			process.exit(1);
		};
		// when this is asked to end, or who started it is gone
		for (const event of ENDINGS) process.once(event, end);
		await once(jest, 'exit');
		for (const event of ENDINGS) process.off(event, end);
		const report: unknown = existsSync(file)
			? JSON.parse(readFileSync(file, 'utf8'))
			: { testResults: [] };
		return { version, node, outcomes: outcomesOf(report) };
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

let allWell = false;
try {
	if (isReport && toRun.length < versions.length) {
		throw new Error('The report is of all versions: --report goes without the name of one.');
	}
	const results: VersionOutcome[] = [];
	for (const version of toRun) results.push(await runOn(version));
	const table = tableOf(results);
	process.stdout.write(`\n${table}\n`);
	if (isReport) {
		await show('docs/compatibility.md', table);
		await show('README.md', summaryOf(results));
	}
	allWell = results.every(isAllWell);
	process.stdout.write(
		allWell ? '\nAll as it has to be.\n' : '\nNOT as it has to be, see above.\n',
	);
} catch (error) {
	process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
}
process.exitCode = allWell ? 0 : 1;
if (process.connected) process.disconnect();
