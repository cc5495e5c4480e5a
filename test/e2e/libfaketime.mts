import { ensureOnMachine } from '../../sandbox/n8n/debianPackages.mts';
import { hasLibfaketime } from '../../sandbox/n8n/host.mts';

/**
 * Sees to it that n8n's clock can be moved, installing what that takes where it may.
 *
 * @throws Error that says what to install, where this process may not
 */
export async function ensureLibfaketime(): Promise<void> {
	await ensureOnMachine({
		isThere: hasLibfaketime,
		packages: ['libfaketime'],
		purpose: "These tests move n8n's clock with libfaketime",
	});
}
