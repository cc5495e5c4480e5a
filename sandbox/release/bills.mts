import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRecord } from '../hibob/json.mts';

type Fields = Record<string, unknown>;

/** What nobody installs with the package: the tools of its makers, and n8n, which brings n8n-workflow. */
const NOT_INSTALLED = ['devDependencies', 'peerDependencies', 'peerDependenciesMeta'];

/**
 * Writes the bills of materials (CycloneDX, JSON) into build/sbom: one for each tarball in
 * build/tarballs, with the hash of that tarball, and one for all that builds and tests them.
 *
 * @param root folder of the project
 * @returns the files, with the number of components in each
 * @throws Error when there is no tarball
 */
export function writeBills(root: string): Map<string, number> {
	const tarballs = globSync(path.join(root, 'build/tarballs/*.tgz')).sort();
	if (tarballs.length === 0) throw new Error('There is no tarball in build/tarballs: npm run pack');
	const folder = path.join(root, 'build/sbom');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const bills = new Map([
		...tarballs.map((file) => [path.basename(file, '.tgz'), billOfTarball(file)] as const),
		['development', billOf(root)],
	]);
	return new Map(
		[...bills].map(([name, bill]) => {
			const file = path.join(folder, `${name}.cdx.json`);
			writeFileSync(file, `${JSON.stringify(bill, null, '\t')}\n`);
			return [file, Array.isArray(bill.components) ? bill.components.length : 0];
		}),
	);
}

function billOfTarball(tarball: string): Fields {
	const folder = mkdtempSync(path.join(tmpdir(), 'sbom-'));
	try {
		execFileSync('tar', ['-xzf', tarball, '-C', folder]);
		const unpacked = path.join(folder, 'package');
		const manifest = Object.entries(manifestOf(unpacked));
		writeFileSync(
			path.join(unpacked, 'package.json'),
			JSON.stringify(
				Object.fromEntries(manifest.filter(([name]) => !NOT_INSTALLED.includes(name))),
			),
		);
		npm(unpacked, [
			'install',
			'--package-lock-only',
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
		]);
		const hash = createHash('sha512').update(readFileSync(tarball)).digest('hex');
		return billOf(unpacked, { hashes: [{ alg: 'SHA-512', content: hash }] });
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** @param more what to add to the description of the package itself */
function billOf(folder: string, more: Fields = {}): Fields {
	const bill = objectIn(npm(folder, ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']));
	if (!isRecord(bill.metadata) || !isRecord(bill.metadata.component)) {
		throw new Error('npm sbom has not said what it describes.');
	}
	// npm takes the name from the folder
	const { name } = manifestOf(folder);
	const component = { ...bill.metadata.component, name, ...more };
	return { ...bill, metadata: { ...bill.metadata, component } };
}

const manifestOf = (folder: string): Fields =>
	objectIn(readFileSync(path.join(folder, 'package.json'), 'utf8'));

function npm(cwd: string, args: string[]): string {
	return execFileSync('npm', args, {
		cwd,
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
}

function objectIn(text: string): Fields {
	const value: unknown = JSON.parse(text);
	if (!isRecord(value)) throw new Error('This is no JSON object.');
	return value;
}
