import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const PROJECT = path.resolve(import.meta.dirname, '..', '..');

/** The last commit before triggers kept a baseline for each event, and keys as hashes. */
export const FORMER = 'cc4ab71';

/**
 * Builds the package of an earlier commit as a tarball, as npm packs it.
 *
 * @param folder - an empty one
 * @throws Error when the clone does not have the commit
 */
export function packFormer(folder: string, commit = FORMER): string {
	const source = path.join(folder, 'source');
	mkdirSync(source);
	const tree = path.join(folder, 'source.tar');
	try {
		execFileSync('git', ['archive', '--output', tree, commit], { cwd: PROJECT, stdio: 'pipe' });
	} catch {
		throw new Error(`This clone does not have commit ${commit}. Clone with the whole history.`);
	}
	execFileSync('tar', ['-xf', tree, '-C', source]);
	symlinkSync(path.join(PROJECT, 'node_modules'), path.join(source, 'node_modules'));
	execFileSync(path.join(PROJECT, 'node_modules/.bin/gulp'), ['build'], {
		cwd: source,
		stdio: 'pipe',
	});
	return pack(source, folder);
}

/** The package of this tree, which has to be built. */
export const packCurrent = (folder: string): string => pack(PROJECT, folder);

function pack(source: string, folder: string): string {
	const target = path.join(folder, `packed-${path.basename(source)}`);
	mkdirSync(target);
	execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', target], {
		cwd: source,
		stdio: 'pipe',
	});
	const tarball = readdirSync(target).find((file) => file.endsWith('.tgz'));
	if (tarball === undefined) throw new Error('"npm pack" wrote no file.');
	return path.join(target, tarball);
}
