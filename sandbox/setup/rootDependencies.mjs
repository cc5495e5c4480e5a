import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { placeNode } from './lockedNode.mjs';
import { NEEDED_MAJOR, packagedNode, runningNode } from './node24.mjs';
import { SetupProblem } from './problem.mjs';
import { say, showing } from './progress.mjs';
import { checkRegistry } from './registry.mjs';
import { CommandFailed, environmentWith, runQuietly } from './quietly.mjs';

/** @param {string} file */
function packagesIn(file) {
	/** @type {Record<string, { version?: string; optional?: boolean; extraneous?: boolean }>} */
	const packages = JSON.parse(readFileSync(file, 'utf8')).packages;
	return packages;
}

/** @param {string} root */
const installedListOf = (root) => path.join(root, 'node_modules', '.package-lock.json');

/** @param {string} root */
const stampOf = (root) => path.join(root, 'node_modules', '.installed-for');

/** @param {string} root */
function lockHash(root) {
	return createHash('sha256')
		.update(readFileSync(path.join(root, 'package-lock.json')))
		.digest('hex');
}

/**
 * Whether what is installed is what the lock file asks for: either it was installed from here for
 * this very file, or npm's own list of what it has installed says so. npm writes that list last, so
 * an installation that was cut short does not pass.
 *
 * @param {string} root
 */
function dependenciesAreInstalled(root) {
	if (!existsSync(installedListOf(root))) return false;
	if (existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8') === lockHash(root)) {
		return true;
	}
	const installed = packagesIn(installedListOf(root));
	return Object.entries(packagesIn(path.join(root, 'package-lock.json'))).every(
		([folder, { version, optional, extraneous }]) =>
			folder === '' || optional || extraneous || installed[folder]?.version === version,
	);
}

/** @param {string} root */
async function npmIsThere(root) {
	try {
		await runQuietly('npm', ['--version'], { cwd: root, env: environmentWith([]) });
	} catch {
		throw new SetupProblem(
			'npm was not found. Install Node 20 or newer together with npm, and run the same command again.',
		);
	}
}

/**
 * Installs the project's dependencies when they are missing or not those of the lock file.
 *
 * @param {string} root folder of the project
 * @returns {Promise<import('./node24.mjs').NodeBinary>} the Node that runs everything else
 * @throws {SetupProblem}
 */
export async function ensureRootDependencies(root) {
	await npmIsThere(root);
	const options = { cwd: root, env: environmentWith([]) };
	try {
		if (!dependenciesAreInstalled(root)) {
			await checkRegistry(options);
			await showing(
				"Installing the project's dependencies (1.2 GB, about 1 minute)",
				async () => await runQuietly('npm', ['ci', '--ignore-scripts'], options),
			);
			writeFileSync(stampOf(root), lockHash(root));
		}
	} catch (error) {
		if (error instanceof CommandFailed) {
			throw error.asProblem("The project's dependencies could not be installed");
		}
		throw error;
	}
	return packagedNode(root) ?? (await fetchNode(root, options));
}

/**
 * @param {string} root
 * @param {{ cwd: string; env: NodeJS.ProcessEnv }} options
 */
async function fetchNode(root, options) {
	let failure = new CommandFailed('node --version', 'The binary does not run on this system.');
	try {
		await showing(`Fetching Node ${NEEDED_MAJOR}`, async () => await placeNode(root, options.env));
	} catch (error) {
		if (!(error instanceof CommandFailed)) throw error;
		failure = error;
	}
	const node = packagedNode(root);
	if (node) return node;
	const running = runningNode();
	if (running) {
		say(
			`Node ${NEEDED_MAJOR} could not be fetched; going on with the installed ${running.version}`,
		);
		return running;
	}
	throw failure.asProblem(
		`Node ${NEEDED_MAJOR} could not be fetched as an npm package, and the installed Node is ${process.versions.node}. Install Node ${NEEDED_MAJOR} and run the same command again`,
	);
}
