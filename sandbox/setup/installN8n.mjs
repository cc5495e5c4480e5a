import { copyFileSync, mkdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import location from '../n8n/location.cjs';
import { alone } from './installLock.mjs';
import { buildNativeModules } from './nativeModules.mjs';
import { SetupProblem } from './problem.mjs';
import { say, showing } from './progress.mjs';
import { checkRegistry } from './registry.mjs';
import { CommandFailed, environmentWith, runQuietly } from './quietly.mjs';

const SOURCE = fileURLToPath(new URL('../n8n', import.meta.url));
const NEEDED_BYTES = 6e9;
const SUPPORTED = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']);

/** @param {string} folder */
function checkSpace(folder) {
	const { bavail, bsize } = statfsSync(folder);
	const free = bavail * bsize;
	if (free >= NEEDED_BYTES) return;
	throw new SetupProblem(
		`There is not enough space for n8n: ${(free / 1e9).toFixed(1)} GB are free in ${folder}, and installing it takes up to 6 GB. Free some space, or set N8N_HOST_CACHE to a folder on a larger disk.`,
	);
}

function checkPlatform() {
	const platform = `${process.platform}-${process.arch}`;
	if (SUPPORTED.has(platform)) return;
	throw new SetupProblem(
		`n8n is not installed on ${platform}: this works on Linux and macOS, on x64 and arm64. On Windows, use WSL.`,
	);
}

/**
 * Installs the n8n that `sandbox/n8n/package-lock.json` pins, unless it is there already.
 *
 * @param {import('./node24.mjs').NodeBinary} node the Node that n8n will run on
 * @returns {Promise<string>} the folder that contains its node_modules
 * @throws {SetupProblem}
 */
export async function ensureN8n(node) {
	checkPlatform();
	const { folder } = location.locateN8n(node.major);
	mkdirSync(path.dirname(folder), { recursive: true });
	if (!location.locateN8n(node.major).installed) {
		await alone(`${folder}.lock`, async () => {
			if (!location.locateN8n(node.major).installed) await install(folder, node);
		});
	}
	return folder;
}

/**
 * @param {string} folder
 * @param {import('./node24.mjs').NodeBinary} node
 */
async function install(folder, node) {
	// whoever holds the lock is alone, so what lies here was left by an installation cut short
	const unfinished = `${folder}.unfinished`;
	rmSync(unfinished, { recursive: true, force: true });
	rmSync(folder, { recursive: true, force: true });
	checkSpace(path.dirname(folder));
	mkdirSync(unfinished);
	for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
		copyFileSync(path.join(SOURCE, file), path.join(unfinished, file));
	}
	const env = environmentWith([path.dirname(node.binary)]);
	const { version } = location.locateN8n(node.major);
	try {
		await checkRegistry({ cwd: unfinished, env });
		await showing(
			`Installing n8n ${version} (about 3 GB, about 5 minutes, once per version)`,
			async () =>
				// some native modules that n8n can do without fail to build where they cannot be downloaded
				await runQuietly('npm', ['ci', '--ignore-scripts'], { cwd: unfinished, env }),
		);
		await buildNativeModules(unfinished, node, env);
	} catch (error) {
		rmSync(unfinished, { recursive: true, force: true });
		throw error instanceof CommandFailed
			? error.asProblem(`n8n ${version} could not be installed`)
			: error;
	}
	writeFileSync(path.join(unfinished, location.COMPLETE), `n8n ${version}, Node ${node.version}\n`);
	renameSync(unfinished, folder);
	say(`n8n ${version} is in ${folder}`);
}
