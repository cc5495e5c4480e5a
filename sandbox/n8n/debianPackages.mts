import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface MachineNeed {
	/** whether this machine has it */
	isThere: () => boolean;
	/** names of the Debian packages that bring it */
	packages: readonly string[];
	/** the begin of a sentence that says what it is for, without the end */
	purpose: string;
}

/**
 * Sees to it that this machine has something that Debian packages bring, installing them where this
 * process may.
 *
 * @throws Error that says what to install, where it may not
 */
export async function ensureOnMachine({ isThere, packages, purpose }: MachineNeed): Promise<void> {
	if (isThere()) return;
	if (process.getuid?.() === 0) {
		await aptInstall(packages)
			// a fresh machine has no list of packages, and an old list names files that are gone
			.catch(async () => {
				await run('apt-get', ['update']);
				await aptInstall(packages);
			})
			.catch(() => undefined);
	}
	if (isThere()) return;
	throw new Error(
		`${purpose}, which is not installed and could not be installed from here. On Debian and Ubuntu: sudo apt-get install ${packages.join(' ')}`,
	);
}

async function aptInstall(packages: readonly string[]): Promise<void> {
	await run(
		'apt-get',
		// another installation may be under way
		[
			...['-o', 'DPkg::Lock::Timeout=120'],
			...['install', '--yes', '--no-install-recommends'],
			...packages,
		],
		{ env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } },
	);
}
