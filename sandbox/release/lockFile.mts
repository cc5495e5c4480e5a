import { isRecord } from '../hibob/json.mts';

/** A package that a lock file names. */
export interface LockEntry {
	/** its folder, such as `node_modules/yaml` */
	key: string;
	version: string;
	/** whether nothing but this very package can be installed */
	hasHash: boolean;
	/** where it is to be fetched from, in a lock file that says so */
	resolved?: string;
}

const SHA512 = /^sha512-[\w+/]{86}==$/;

/**
 * The packages of a lock file, without those that are shipped inside the tarball of another: the
 * hash of that tarball holds for them.
 *
 * @param text a package-lock.json of version 3
 * @throws Error for any other text
 */
export function entriesOf(text: string): LockEntry[] {
	return Object.entries(packagesOf(text)).flatMap(([key, entry]) => {
		if (key === '' || entry.inBundle === true) return [];
		const { version, integrity, resolved } = entry;
		return [
			{
				key,
				version: typeof version === 'string' ? version : 'none',
				hasHash: typeof integrity === 'string' && SHA512.test(integrity),
				...(typeof resolved === 'string' ? { resolved } : {}),
			},
		];
	});
}

/** The lock file without the packages that lack their hash, so that npm looks them up anew. */
export function withoutHashless(text: string): string {
	const packages = packagesOf(text);
	for (const { key, hasHash } of entriesOf(text))
		if (!hasHash) Reflect.deleteProperty(packages, key);
	return written(text, packages);
}

/**
 * The lock file with the hashes that it lacks.
 *
 * @param source another lock file, with the same versions
 * @throws Error when the other one has another version, or no hash either
 */
export function withHashesOf(text: string, source: string): string {
	const packages = packagesOf(text);
	const others = packagesOf(source);
	for (const { key, version, hasHash } of entriesOf(text)) {
		if (hasHash) continue;
		const other = others[key];
		if (other?.version !== version || typeof other.integrity !== 'string') {
			throw new Error(`${key} ${version} has no hash in the registry.`);
		}
		packages[key] = { version, integrity: other.integrity, ...packages[key] };
	}
	return written(text, packages);
}

function packagesOf(text: string): Record<string, Record<string, unknown>> {
	const lock: unknown = JSON.parse(text);
	if (!isRecord(lock) || lock.lockfileVersion !== 3 || !isRecord(lock.packages)) {
		throw new Error('This is no lock file of version 3.');
	}
	return Object.fromEntries(
		Object.entries(lock.packages).map(([key, entry]) => [key, isRecord(entry) ? entry : {}]),
	);
}

/** As npm would write it, with the indentation that it found. */
function written(text: string, packages: object): string {
	const lock: unknown = JSON.parse(text);
	const [, indentation = '\t'] = /^\{\n([\t ]+)/.exec(text) ?? [];
	return `${JSON.stringify(Object.assign({}, lock, { packages }), null, indentation)}\n`;
}
