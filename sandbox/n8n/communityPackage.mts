import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isList, isRecord } from './answers.mts';

const run = promisify(execFile);
const PROJECT = path.resolve(import.meta.dirname, '..', '..');

function readManifest(folder: string): Record<string, unknown> {
	const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	if (!isRecord(manifest)) throw new Error(`${folder}/package.json is not a JSON object.`);
	return manifest;
}

function checkBuilt(): void {
	const { n8n } = readManifest(PROJECT);
	const files = isRecord(n8n)
		? [n8n.nodes, n8n.credentials].flatMap((list) => (isList(list) ? list : []))
		: [];
	const missing = files.filter(
		(file) => typeof file === 'string' && !existsSync(path.join(PROJECT, file)),
	);
	if (missing.length > 0) {
		throw new Error(
			`The package is not built (${missing.join(', ')} missing). Run: npx gulp build`,
		);
	}
}

async function packProject(folder: string): Promise<string> {
	checkBuilt();
	await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: PROJECT });
	const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
	if (tarball === undefined) throw new Error('"npm pack" wrote no file.');
	return path.join(folder, tarball);
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
		const packed = tarball ?? (await packProject(work));
		const unpacked = path.join(work, 'package');
		mkdirSync(unpacked);
		await run('tar', ['-xzf', packed, '--strip-components=1', '-C', unpacked]);
		const { name } = readManifest(unpacked);
		if (typeof name !== 'string') throw new Error(`${packed} has no package name.`);
		const target = path.join(userFolder, '.n8n', 'nodes', 'node_modules', name);
		rmSync(target, { recursive: true, force: true });
		mkdirSync(target, { recursive: true });
		await run('tar', ['-xzf', packed, '--strip-components=1', '-C', target]);
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}
