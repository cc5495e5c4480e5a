import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { installLockedNode, nodePackage } from './lockedNode.mjs';
import { compilerIsMissing, SetupProblem, telling } from './problem.mjs';
import { showing } from './progress.mjs';
import { CommandFailed, runQuietly } from './quietly.mjs';

/**
 * The modules of n8n that need a file for this machine: its database, and the sandbox that
 * evaluates expressions, which not every version has. The others have theirs in the package or are
 * not used here.
 *
 * @param {string} folder that contains n8n's node_modules
 */
const nativeModulesIn = (folder) =>
	['sqlite3', 'isolated-vm'].filter((name) => existsSync(path.join(folder, 'node_modules', name)));

/** @param {string[]} names */
const loading = (names) => `
	for (const name of ${JSON.stringify(names)}) require(name);
	const { Database } = require('sqlite3');
	new Database(':memory:', (error) => process.exit(error ? 1 : 0));
`;

/**
 * node-gyp would fetch Node's headers from nodejs.org. They are also in the npm package that holds
 * the Node binary, which can be had wherever n8n itself can be had.
 *
 * @param {import('./node24.mjs').NodeBinary} node
 * @param {string} folder where the package may be put
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} folder that contains include/node, undefined without one
 */
async function fetchHeaders(node, folder, env) {
	const name = nodePackage();
	mkdirSync(folder);
	try {
		const locked = await installLockedNode(node.version, folder, env);
		if (locked !== undefined) return locked;
		// somebody's own Node, which no lock file can know
		await runQuietly(
			'npm',
			['install', '--no-save', '--ignore-scripts', '--prefix', folder, `${name}@${node.version}`],
			{ cwd: folder, env },
		);
	} catch (error) {
		if (error instanceof CommandFailed) return undefined;
		throw error;
	}
	const headers = path.join(folder, 'node_modules', name);
	return existsSync(path.join(headers, 'include', 'node', 'node.h')) ? headers : undefined;
}

/**
 * Gives n8n's native modules their file for this machine. Checks that the given Node can load them.
 *
 * The database module is compiled from its package, which the lock file names. Without a compiler its
 * maker's prebuilt file is downloaded, of which no lock file knows the hash; not in CI.
 *
 * @param {string} folder that contains n8n's node_modules
 * @param {import('./node24.mjs').NodeBinary} node
 * @param {NodeJS.ProcessEnv} env
 * @throws {SetupProblem}
 */
export async function buildNativeModules(folder, node, env) {
	const headersFolder = path.join(folder, '.headers');
	const headers = await fetchHeaders(node, headersFolder, env);
	const withHeaders = headers === undefined ? env : { ...env, npm_config_nodedir: headers };
	const tries = [{ ...withHeaders, npm_config_build_from_source: 'sqlite3' }, withHeaders];
	try {
		await showing("Preparing n8n's database module (up to 2 minutes)", async () => {
			await rebuild(folder, node, env.CI ? tries.slice(0, 1) : tries);
		});
		rmSync(headersFolder, { recursive: true });
	} catch (error) {
		if (!(error instanceof CommandFailed)) throw error;
		if (!compilerIsMissing(error.log)) {
			throw error.asProblem("n8n's database module (sqlite3) could not be prepared");
		}
		throw new SetupProblem(
			[
				"n8n's database module (sqlite3) could not be built: there is no compiler.",
				telling(error.log),
				'Install python3, make and g++ (Debian and Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install) and run the same command again.',
			].join('\n\n'),
		);
	}
}

/**
 * @param {string} folder that contains n8n's node_modules
 * @param {import('./node24.mjs').NodeBinary} node
 * @param {NodeJS.ProcessEnv[]} tries the environments to try it with; the next one when there is no compiler
 * @throws {CommandFailed} of the first try
 */
async function rebuild(folder, node, [env, ...others]) {
	const names = nativeModulesIn(folder);
	try {
		await runQuietly('npm', ['rebuild', ...names], { cwd: folder, env });
		await runQuietly(node.binary, ['-e', loading(names)], { cwd: folder, env });
	} catch (error) {
		if (others.length === 0 || !(error instanceof CommandFailed) || !compilerIsMissing(error.log)) {
			throw error;
		}
		await rebuild(folder, node, others).catch(() => {
			throw error;
		});
	}
}
