// Runs n8n's scanner for community packages on the three packages of this tree, without a registry. For a
// package that is on npm, the scanner looks at two things: the sources in the repository, in the folder whose
// package.json has the name of the package, and what npm gives out. Both are looked at here in the same way,
// by the scanner's own code and rules. What it also asks for, npm's provenance, is there only after publishing.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
	analyzePackage,
	findPackageRoot,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
// what analyzePackageByName gives for the tarball
const PUBLISHED_FILE_PATTERNS = ['**/*.js', 'package.json'];

const manifestIn = (folder) => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));

/** The source files of the nodes and credentials that a package declares and that a folder lacks. */
function sourcesMissingIn(folder) {
	const { nodes, credentials } = manifestIn(folder).n8n;
	return [...nodes, ...credentials]
		.map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts'))
		.filter((file) => !existsSync(path.join(folder, file)));
}

/**
 * What the scanner says of the sources. It would pass a folder without them, having looked at nothing.
 */
async function analyzeSources(folder) {
	if (folder === null) {
		return { passed: false, message: 'no folder of the repository has a package of this name' };
	}
	const missing = sourcesMissingIn(folder);
	if (missing.length > 0) return { passed: false, message: `${missing.join(', ')} not found` };
	return await analyzePackage(folder, SOURCE_FILE_PATTERNS);
}

/** The files that git knows, with their symbolic links, as GitHub hands out a commit. */
function checkOut(target) {
	const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT });
	const tar = ['--null', '--files-from', '-', '--create'];
	const packed = execFileSync('tar', tar, { cwd: ROOT, input: files, maxBuffer: 2 ** 29 });
	execFileSync('tar', ['--extract', '--directory', target], { input: packed });
}

/** Packs a folder as npm publishes it and unpacks that. */
function publishTo(target, folder) {
	execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', target], {
		cwd: folder,
	});
	const tarball = readdirSync(target).find((file) => file.endsWith('.tgz'));
	execFileSync('tar', ['-xzf', tarball, '--strip-components=1'], { cwd: target });
}

const work = mkdtempSync(path.join(tmpdir(), 'scan-'));
let isClean = true;

function tell(what, { passed, message, details }) {
	isClean &&= passed;
	process.stdout.write(`${what}: ${passed ? 'passed' : `NOT passed, ${message}`}\n`);
	if (details) process.stdout.write(`${details}\n`);
}

try {
	const source = path.join(work, 'source');
	mkdirSync(source);
	checkOut(source);
	const halves = Object.keys(
		JSON.parse(readFileSync(path.join(ROOT, 'packages/halves.json'), 'utf8')),
	);
	for (const folder of [ROOT, ...halves.map((name) => path.join(ROOT, 'packages', name))]) {
		const { name } = manifestIn(folder);
		const published = path.join(work, name);
		mkdirSync(published);
		publishTo(published, folder);
		const root = findPackageRoot(source, name);
		const place = root === null ? '' : `, ./${path.relative(source, root)}`;
		tell(`${name} in the repository${place}`, await analyzeSources(root));
		tell(`${name} as published`, await analyzePackage(published, PUBLISHED_FILE_PATTERNS));
	}
} finally {
	rmSync(work, { recursive: true, force: true });
}
process.exitCode = isClean ? 0 : 1;
