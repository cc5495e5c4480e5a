import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runQuietly } from './quietly.mjs';

/** One folder for each version of Node that is used here, with a lock file of its binaries. */
const LOCKS = fileURLToPath(new URL('../node', import.meta.url));

const INSTALLED_FROM = ['package.json', 'package-lock.json', '.npmrc'];

/** The npm package that brings Node's binary and headers for this machine. */
export function nodePackage() {
	const { platform, arch } = process;
	const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
	return `${prefix}-${platform}-${arch}`;
}

/**
 * Installs a Node as its lock file in sandbox/node names it, hash and all.
 *
 * @param {string} version such as `24.21.0`
 * @param {string} folder where to; it is made when it is missing
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} folder with bin/node and include/node; undefined when no lock
 *   file names that version for this machine
 * @throws {import('./quietly.mjs').CommandFailed}
 */
export async function installLockedNode(version, folder, env) {
	const lockFolder = path.join(LOCKS, version);
	if (!existsSync(lockFolder)) return undefined;
	mkdirSync(folder, { recursive: true });
	for (const file of INSTALLED_FROM) {
		copyFileSync(path.join(lockFolder, file), path.join(folder, file));
	}
	await runQuietly('npm', ['ci', '--ignore-scripts'], { cwd: folder, env });
	const installed = path.join(folder, 'node_modules', nodePackage());
	return existsSync(installed) ? installed : undefined;
}

/**
 * Gives the npm package `node` its binary, from a lock file. Its own install script asks the registry
 * for whatever has the name and version today; it runs only where no lock file names a binary, which
 * is so on macOS: the registry lacked some of those when the lock files were made.
 *
 * @param {string} folder that contains node_modules/node
 * @param {NodeJS.ProcessEnv} env
 * @throws {import('./quietly.mjs').CommandFailed}
 */
export async function placeNode(folder, env) {
	const home = path.join(folder, 'node_modules', 'node');
	/** @type {{ version: string }} */
	const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
	const installed = await installLockedNode(version, path.join(home, 'locked'), env);
	if (installed === undefined) {
		await runQuietly('npm', ['rebuild', 'node'], { cwd: folder, env });
		return;
	}
	const binary = path.join(home, 'bin', 'node');
	mkdirSync(path.dirname(binary), { recursive: true });
	rmSync(binary, { force: true });
	linkSync(path.join(installed, 'bin', 'node'), binary);
	// npm links no command to a file that is not there yet
	await runQuietly('npm', ['rebuild', '--ignore-scripts', 'node'], { cwd: folder, env });
}
