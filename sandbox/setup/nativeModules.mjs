import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
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
	const { platform, arch } = process;
	const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
	const name = `${prefix}-${platform}-${arch}`;
	mkdirSync(folder);
	try {
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
 * Gives n8n's native modules their file for this machine: a prebuilt one when it can be downloaded,
 * otherwise a compiled one. Checks that the given Node can load them.
 *
 * @param {string} folder that contains n8n's node_modules
 * @param {import('./node24.mjs').NodeBinary} node
 * @param {NodeJS.ProcessEnv} env
 * @throws {SetupProblem}
 */
export async function buildNativeModules(folder, node, env) {
	const names = nativeModulesIn(folder);
	const headersFolder = path.join(folder, '.headers');
	const headers = await fetchHeaders(node, headersFolder, env);
	try {
		await showing(
			"Preparing n8n's database module (up to 2 minutes when it has to be compiled)",
			async () => {
				await runQuietly('npm', ['rebuild', ...names], {
					cwd: folder,
					env: headers === undefined ? env : { ...env, npm_config_nodedir: headers },
				});
				await runQuietly(node.binary, ['-e', loading(names)], { cwd: folder, env });
			},
		);
		rmSync(headersFolder, { recursive: true });
	} catch (error) {
		if (!(error instanceof CommandFailed)) throw error;
		if (!compilerIsMissing(error.log)) {
			throw error.asProblem("n8n's database module (sqlite3) could not be prepared");
		}
		throw new SetupProblem(
			[
				"n8n's database module (sqlite3) could not be downloaded for this machine, and there is no compiler to build it.",
				telling(error.log),
				'Install python3, make and g++ (Debian and Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install) and run the same command again.',
			].join('\n\n'),
		);
	}
}
