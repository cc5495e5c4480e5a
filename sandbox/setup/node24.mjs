import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The usual n8n needs Node 24, and so does running TypeScript without a build. */
export const NEEDED_MAJOR = 24;

/**
 * @typedef {{ binary: string; version: string; major: number }} NodeBinary
 */

/**
 * @param {string} binary
 * @returns {NodeBinary | undefined} undefined when it does not run on this machine
 */
export function tryNode(binary) {
	try {
		const version = execFileSync(binary, ['--version'], { encoding: 'utf8', stdio: 'pipe' });
		const major = Number(/^v(\d+)\./.exec(version)?.[1]);
		return { binary, version: version.trim().slice(1), major };
	} catch {
		// such as the binary for glibc on a system with musl
		return undefined;
	}
}

/** @param {string} binary */
function tryNewNode(binary) {
	const node = tryNode(binary);
	return node && node.major >= NEEDED_MAJOR ? node : undefined;
}

/**
 * The Node that came as the npm package `node`, whatever the machine has installed.
 *
 * @param {string} root folder of the project
 */
export function packagedNode(root) {
	const binary = path.join(root, 'node_modules', 'node', 'bin', 'node');
	return existsSync(binary) ? tryNewNode(binary) : undefined;
}

/** The Node that runs this script, when it is new enough. */
export function runningNode() {
	return tryNewNode(process.execPath);
}
