import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** n8n needs Node 24, and so does running TypeScript without a build. */
export const NEEDED_MAJOR = 24;

/**
 * @typedef {{ binary: string; version: string; major: number }} NodeBinary
 */

/**
 * @param {string} binary
 * @returns {NodeBinary | undefined} undefined when it does not run on this machine or is too old
 */
function tryNode(binary) {
	try {
		const version = execFileSync(binary, ['--version'], { encoding: 'utf8', stdio: 'pipe' });
		const major = Number(/^v(\d+)\./.exec(version)?.[1]);
		return major >= NEEDED_MAJOR ? { binary, version: version.trim().slice(1), major } : undefined;
	} catch {
		// such as the binary for glibc on a system with musl
		return undefined;
	}
}

/**
 * The Node that came as the npm package `node`, whatever the machine has installed.
 *
 * @param {string} root folder of the project
 */
export function packagedNode(root) {
	const binary = path.join(root, 'node_modules', 'node', 'bin', 'node');
	return existsSync(binary) ? tryNode(binary) : undefined;
}

/** The Node that runs this script, when it is new enough. */
export function runningNode() {
	return tryNode(process.execPath);
}
