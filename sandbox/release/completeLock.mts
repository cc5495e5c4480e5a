import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { entriesOf, withHashesOf, withoutHashless } from './lockFile.mts';

/**
 * Gives each package of a lock file its hash: `npm run lock`, or `npm run lock -- sandbox/n8n` for
 * another folder. Nothing else in it changes.
 *
 * npm writes a lock file from what is installed. What it has not installed, because it is for another
 * platform, loses its hash then, and on that platform the lock file lets anything through.
 */

const folder = path.resolve(process.argv[2] ?? '.');
const file = path.join(folder, 'package-lock.json');
const before = readFileSync(file, 'utf8');
const hashless = entriesOf(before).filter(({ hasHash }) => !hasHash);
if (hashless.length > 0) writeFileSync(file, withHashesOf(before, lookedUpAnew()));
for (const { key } of hashless) process.stdout.write(`${key}: filled in\n`);
process.stdout.write(`${String(hashless.length)} packages of ${file} lacked their hash.\n`);

/** The lock file that npm makes when it has nothing installed. */
function lookedUpAnew(): string {
	const copy = mkdtempSync(path.join(tmpdir(), 'lock-'));
	try {
		for (const name of ['package.json', '.npmrc']) {
			copyFileSync(path.join(folder, name), path.join(copy, name));
		}
		writeFileSync(path.join(copy, 'package-lock.json'), withoutHashless(before));
		execFileSync(
			'npm',
			['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'],
			{ cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] },
		);
		return readFileSync(path.join(copy, 'package-lock.json'), 'utf8');
	} finally {
		rmSync(copy, { recursive: true });
	}
}
