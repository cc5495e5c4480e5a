import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
	analyzePackage,
	findPackageRoot,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { COMBINED, HALVES } from '../../packages/halves.cjs';

/**
 * `npm run lint:scan`: n8n's scan of community packages, as it does it after a package was published: the
 * sources at the commit of the release, and what npm has. Without npm, provenance and GitHub.
 */

const ROOT = path.resolve(import.meta.dirname, '..', '..');
/** what the scan looks at in what npm has (scanner.mjs, analyzePackageByName) */
const PUBLISHED = ['**/*.js', 'package.json'];

interface Verdict {
	passed: boolean;
	message?: string;
	details?: string;
}

async function published(folder: string): Promise<Verdict> {
	if (!existsSync(path.join(folder, 'dist'))) throw new Error('Not built yet. Run: npx gulp build');
	const work = mkdtempSync(path.join(tmpdir(), 'scan-'));
	try {
		const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', work];
		const tarball = execFileSync('npm', args, { cwd: folder, encoding: 'utf8' }).trim();
		execFileSync('tar', ['-xzf', tarball, '--strip-components=1'], { cwd: work });
		return await analyzePackage(work, PUBLISHED);
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}

let failures = 0;
const report = (what: string, { passed, message, details }: Verdict) => {
	process.stdout.write(`${passed ? 'passed' : 'FAILED'}: ${what}\n`);
	if (passed) return;
	failures += 1;
	process.stdout.write(`${[message, details].filter(Boolean).join('\n')}\n`);
};

for (const name of [COMBINED, ...HALVES.map((half) => half.name)]) {
	const folder = findPackageRoot(ROOT, name);
	if (folder === null) throw new Error(`No package.json is of ${name}.`);
	report(`${name}, its sources`, await analyzePackage(folder, SOURCE_FILE_PATTERNS));
	report(`${name}, as npm would have it`, await published(folder));
}
process.exitCode = failures === 0 ? 0 : 1;
