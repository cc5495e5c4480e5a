import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { hasLibfaketime } from '../../sandbox/n8n/host.mts';

const run = promisify(execFile);
const PACKAGE = 'libfaketime';

/**
 * Sees to it that n8n's clock can be moved, installing what that takes where it may.
 *
 * @throws Error that says what to install, where this process may not
 */
export async function ensureLibfaketime(): Promise<void> {
	if (hasLibfaketime()) return;
	if (process.getuid?.() === 0) {
		await aptInstall()
			// a fresh machine has no list of packages, and an old list names files that are gone
			.catch(async () => {
				await run('apt-get', ['update']);
				await aptInstall();
			})
			.catch(() => undefined);
	}
	if (hasLibfaketime()) return;
	throw new Error(
		`These tests move n8n's clock with ${PACKAGE}, which is not installed and could not be installed from here. On Debian and Ubuntu: sudo apt-get install ${PACKAGE}`,
	);
}

async function aptInstall(): Promise<void> {
	await run('apt-get', ['install', '--yes', '--no-install-recommends', PACKAGE], {
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	});
}
