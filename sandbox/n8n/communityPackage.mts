import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isList, isRecord } from './answers.mts';
import { chosenPackages, packageFolders, packageNames } from './ownPackages.mts';
import type { PackageSet } from './ownPackages.mts';

const run = promisify(execFile);

function readManifest(folder: string): Record<string, unknown> {
	const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	if (!isRecord(manifest)) throw new Error(`${folder}/package.json is not a JSON object.`);
	return manifest;
}

function checkBuilt(source: string): void {
	const { n8n } = readManifest(source);
	const files = isRecord(n8n)
		? [n8n.nodes, n8n.credentials].flatMap((list) => (isList(list) ? list : []))
		: [];
	const missing = files.filter(
		(file) => typeof file === 'string' && !existsSync(path.join(source, file)),
	);
	if (missing.length > 0) {
		throw new Error(
			`The package is not built (${missing.join(', ')} missing). Run: npx gulp build`,
		);
	}
}

/**
 * Packs this project's packages with npm, as they would be published.
 *
 * @param folder where the files go; it has no others
 * @returns the files
 * @throws Error when the project is not built
 */
export async function packPackages(folder: string, packages = chosenPackages()): Promise<string[]> {
	const sources = packageFolders(packages);
	for (const source of sources) checkBuilt(source);
	await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder, ...sources]);
	const tarballs = tarballsIn(folder);
	if (tarballs.length !== sources.length) throw new Error('"npm pack" wrote too few files.');
	return tarballs;
}

const tarballsIn = (folder: string): string[] =>
	readdirSync(folder)
		.filter((file) => file.endsWith('.tgz'))
		.map((tarball) => path.join(folder, tarball));

/** Packages that are packed already, in a folder of their set's name where `N8N_PACKED` says. */
async function packed(packages: PackageSet, folder: string): Promise<string[]> {
	const { N8N_PACKED: once } = process.env;
	const already = once === undefined ? undefined : path.join(once, packages);
	if (already !== undefined && existsSync(already)) return tarballsIn(already);
	return await packPackages(folder, packages);
}

const packageFolder = (userFolder: string, name: string): string =>
	path.join(userFolder, '.n8n', 'nodes', 'node_modules', name);

async function unpack(tarball: string, folder: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', folder]);
}

/**
 * Puts this project's packages into n8n as a user would get them: packed by npm, under their own names
 * among the community packages. A package that is there already is replaced.
 *
 * @param userFolder n8n's user folder, the one that holds `.n8n`
 * @param from a packed package to use instead, or which of the project's; those that
 *   {@link chosenPackages} names unless told
 * @throws Error when the project is not built
 */
export async function installPackages(
	userFolder: string,
	from: { tarball?: string | undefined; packages?: PackageSet } = {},
): Promise<void> {
	const work = mkdtempSync(path.join(tmpdir(), 'n8n-host-pack-'));
	try {
		const { tarball, packages = chosenPackages() } = from;
		const tarballs = tarball === undefined ? await packed(packages, work) : [tarball];
		for (const [index, one] of tarballs.entries()) {
			const unpacked = path.join(work, `package-${String(index)}`);
			await unpack(one, unpacked);
			const { name } = readManifest(unpacked);
			if (typeof name !== 'string') throw new Error(`${one} has no package name.`);
			const target = packageFolder(userFolder, name);
			rmSync(target, { recursive: true, force: true });
			await unpack(one, target);
		}
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}

/** Takes packages of this project out of an n8n that does not run. */
export function removePackages(userFolder: string, packages: PackageSet): void {
	for (const name of packageNames(packages)) {
		rmSync(packageFolder(userFolder, name), { recursive: true, force: true });
	}
}
