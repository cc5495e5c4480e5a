import { copyFileSync, mkdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import location from '../n8n/location.cjs';
import { alone } from './installLock.mjs';
import { placeNode } from './lockedNode.mjs';
import { buildNativeModules } from './nativeModules.mjs';
import { tryNode } from './node24.mjs';
import { SetupProblem } from './problem.mjs';
import { say, showing } from './progress.mjs';
import { checkRegistry } from './registry.mjs';
import { CommandFailed, environmentWith, runQuietly } from './quietly.mjs';

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
 * Installs an n8n as its lock file pins it, unless it is there already.
 *
 * @param {import('./node24.mjs').NodeBinary} node the Node that runs this project
 * @param {string} [version] one of those with a lock file, the usual one unless told
 * @returns {Promise<string>} the folder that contains its node_modules
 * @throws {SetupProblem}
 */
export async function ensureN8n(node, version) {
	checkPlatform();
	const locate = () => location.locateN8n({ nodeMajor: node.major, version });
	const { folder, installed } = locate();
	mkdirSync(path.dirname(folder), { recursive: true });
	if (!installed) {
		await alone(`${folder}.lock`, async () => {
			if (!locate().installed) await install(locate(), node);
		});
	}
	return folder;
}

/**
 * @param {import('../n8n/location.cjs').N8nLocation} n8n
 * @param {import('./node24.mjs').NodeBinary} node
 */
async function install({ folder, lockFolder, version, ownNode }, node) {
	// whoever holds the lock is alone, so what lies here was left by an installation cut short
	const unfinished = `${folder}.unfinished`;
	rmSync(unfinished, { recursive: true, force: true });
	rmSync(folder, { recursive: true, force: true });
	checkSpace(path.dirname(folder));
	mkdirSync(unfinished);
	for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
		copyFileSync(path.join(lockFolder, file), path.join(unfinished, file));
	}
	const env = environmentWith([path.dirname(node.binary)]);
	let runsOn = node;
	try {
		await checkRegistry({ cwd: unfinished, env });
		await showing(
			`Installing n8n ${version} (about 3 GB, about 5 minutes, once per version)`,
			async () =>
				// some native modules that n8n can do without fail to build where they cannot be downloaded
				await runQuietly('npm', ['ci', '--ignore-scripts'], { cwd: unfinished, env }),
		);
		if (ownNode !== undefined) {
			await showing(
				`Fetching the Node of n8n ${version}`,
				async () => await placeNode(unfinished, env),
			);
			runsOn = nodeIn(ownNode.replace(folder, unfinished), version);
		}
		await buildNativeModules(unfinished, runsOn, environmentWith([path.dirname(runsOn.binary)]));
	} catch (error) {
		rmSync(unfinished, { recursive: true, force: true });
		throw error instanceof CommandFailed
			? error.asProblem(`n8n ${version} could not be installed`)
			: error;
	}
	writeFileSync(
		path.join(unfinished, location.COMPLETE),
		`n8n ${version}, Node ${runsOn.version}\n`,
	);
	renameSync(unfinished, folder);
	say(`n8n ${version} is in ${folder}`);
}

/**
 * @param {string} binary
 * @param {string} version of n8n
 */
function nodeIn(binary, version) {
	const node = tryNode(binary);
	if (node) return node;
	throw new SetupProblem(`The Node that n8n ${version} needs does not run on this machine.`);
}
