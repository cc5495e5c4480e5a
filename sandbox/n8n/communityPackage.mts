import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { HALVES } from '../../packages/halves.cjs';
import { isList, isRecord } from './answers.mts';
import { HAS_HALVES } from './packages.mts';

const run = promisify(execFile);
const PROJECT = path.resolve(import.meta.dirname, '..', '..');

function readManifest(folder: string): Record<string, unknown> {
	const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	if (!isRecord(manifest)) throw new Error(`${folder}/package.json is not a JSON object.`);
	return manifest;
}

/** What is packed: the combined package, or one for each service. */
const folders = (): string[] =>
	HAS_HALVES ? HALVES.map(({ name }) => path.join(PROJECT, 'packages', name)) : [PROJECT];

function checkBuilt(folder: string): void {
	const { n8n } = readManifest(folder);
	const files = isRecord(n8n)
		? [n8n.nodes, n8n.credentials].flatMap((list) => (isList(list) ? list : []))
		: [];
	const missing = files.filter(
		(file) => typeof file === 'string' && !existsSync(path.join(folder, file)),
	);
	if (missing.length > 0) {
		throw new Error(
			`The package is not built (${missing.join(', ')} missing). Run: npx gulp build`,
		);
	}
}

async function packProject(target: string): Promise<string[]> {
	for (const cwd of folders()) {
		checkBuilt(cwd);
		await run('npm', ['pack', '--ignore-scripts', '--pack-destination', target], { cwd });
	}
	const tarballs = readdirSync(target).filter((file) => file.endsWith('.tgz'));
	if (tarballs.length === 0) throw new Error('"npm pack" wrote no file.');
	return tarballs.map((tarball) => path.join(target, tarball));
}

/**
 * Puts the project into n8n as a user would get it: packed by npm, under its own name among the
 * community packages. A package that is there already is replaced.
 *
 * @param userFolder n8n's user folder, the one that holds `.n8n`
 * @param tarball packed package to use instead of the project
 * @throws Error when the project is not built
 */
export async function installPackage(userFolder: string, tarball?: string): Promise<void> {
	const work = mkdtempSync(path.join(tmpdir(), 'n8n-host-pack-'));
	try {
		const packed = tarball === undefined ? await packProject(work) : [tarball];
		for (const one of packed) await unpack(one, userFolder, work);
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}

async function unpack(tarball: string, userFolder: string, work: string): Promise<void> {
	const unpacked = mkdtempSync(path.join(work, 'package-'));
	await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', unpacked]);
	const { name } = readManifest(unpacked);
	if (typeof name !== 'string') throw new Error(`${tarball} has no package name.`);
	const target = communityPackage(userFolder, name);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', target]);
}

/** The folder of an installed package. */
export const communityPackage = (userFolder: string, name: string): string =>
	path.join(userFolder, '.n8n', 'nodes', 'node_modules', name);
