import { chosenContainer, versionIn } from './container.mts';
import { locateN8n } from './location.cjs';

/**
 * The n8n that this process starts: the usual one, what `N8N_COMPAT_VERSION` names, or what is in the
 * container that `N8N_CONTAINER_IMAGE` names.
 */
const N8N_VERSION = versionInUse();

function versionInUse(): string {
	const container = chosenContainer();
	if (container === undefined) return locateN8n().version;
	// so that not every process has to ask
	return process.env.N8N_CONTAINER_VERSION ?? versionIn(container, 'n8n');
}

/**
 * Whether the n8n that this process starts is a version or a later one. What is different is known of
 * the versions that there is a lock file for, so a difference may have come before the version that is
 * named where it is asked for.
 *
 * @param version such as `2.40.0`
 */
export const isSince = (version: string): boolean => isAtLeast(N8N_VERSION, version);

/** Whether one version is another or a later one, both such as `2.40.0`; of `3.0.0-rc.1` the three numbers count. */
export function isAtLeast(one: string, other: string): boolean {
	const [major = 0, minor = 0, patch = 0] = numbersOf(one);
	const [otherMajor = 0, otherMinor = 0, otherPatch = 0] = numbersOf(other);
	return (major - otherMajor || minor - otherMinor || patch - otherPatch) >= 0;
}

function numbersOf(version: string): number[] {
	return version.split('.').map((part) => Number.parseInt(part, 10));
}
