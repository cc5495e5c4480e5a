const { execFile } = require('node:child_process');
const fs = require('node:fs/promises');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const { HALVES, manifestOf, withTypesOfHalves } = require('./packages/halves.cjs');
const { homepage } = require('./package.json');

const folderOf = ({ name }) => path.join('packages', name);

/** What a build makes of a half; the rest of its folder is kept in the repository. */
const built = (half) => ['dist', 'docs', 'LICENSE'].map((part) => path.join(folderOf(half), part));

const clean = async () => {
	for (const place of ['dist', 'build', ...HALVES.flatMap(built)]) {
		await fs.rm(place, { recursive: true, force: true });
	}
};

// n8n looks for an icon beside the compiled node that names it
const icons = () => src('nodes/**/*.svg', { encoding: false }).pipe(dest('dist/nodes'));

// n8n looks for the schemas of outputs by the exact version of a node; those of all versions are the same
const schemasOf = (service, version) =>
	Object.defineProperty(
		() =>
			src(`nodes/${service}/__schema__/v1.0.0/**/*.json`).pipe(
				dest(`dist/nodes/${service}/__schema__/${version}`),
			),
		'name',
		{ value: `schemas of ${service} ${version}` },
	);
const schemas = parallel(
	schemasOf('HiBob', 'v1.1.0'),
	schemasOf('Reachdesk', 'v1.1.0'),
	schemasOf('Reachdesk', 'v1.2.0'),
);

const run = (command, args, options, done) => {
	execFile(command, args, options, (error, stdout, stderr) => {
		if (error) process.stderr.write(stdout + stderr);
		done(error);
	});
};

const compile = (done) => {
	const compiler = require.resolve('typescript/bin/tsc');
	run(process.execPath, [compiler, '--project', 'tsconfig.json'], {}, done);
};

/** Writes files of a folder anew, each by what becomes of its text. */
async function rewrite(from, to, isMeant, change) {
	await fs.mkdir(to, { recursive: true });
	for (const file of (await fs.readdir(from)).filter(isMeant)) {
		const text = await fs.readFile(path.join(from, file), 'utf8');
		await fs.writeFile(path.join(to, file), change(text));
	}
}

/** A page of docs/ with links that lead somewhere from a package that has only some of the pages. */
const withLinks = (pages) => (text) =>
	text.replace(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g, (link, to) =>
		pages.includes(to.replace(/\.md$/, ''))
			? link
			: `](${new URL(`docs/${to}`, `${homepage}/blob/main/`).href}`,
	);

/** A half as it is packed: its nodes and credential, what both share, its pages. */
async function half(one) {
	const folder = folderOf(one);
	const own = `nodes/${one.folder}`;
	const { n8n } = manifestOf(one);
	for (const part of [own, 'nodes/shared']) {
		await fs.cp(path.join('dist', part), path.join(folder, 'dist', part), { recursive: true });
	}
	for (const credential of n8n.credentials) {
		const name = credential.replace(/^dist\/|\.js$/g, '');
		for (const end of ['.js', '.js.map', '.d.ts']) {
			await fs.cp(path.join('dist', name + end), path.join(folder, 'dist', name + end));
		}
	}
	const isCodex = (file) => file.endsWith('.node.json');
	await rewrite(path.join('dist', own), path.join(folder, 'dist', own), isCodex, withTypesOfHalves);
	const isPage = (file) => one.pages.includes(path.basename(file, '.md'));
	await rewrite('docs', path.join(folder, 'docs'), isPage, withLinks(one.pages));
	await fs.cp('LICENSE', path.join(folder, 'LICENSE'));
}

const halves = async () => {
	for (const one of HALVES) await half(one);
};

/** The shipped workflows with the node types of the two packages. */
const workflows = async () => {
	const isWorkflow = (file) => file.endsWith('.json');
	await rewrite('workflows', 'build/workflows', isWorkflow, withTypesOfHalves);
};

/** The package.json of each half, which is kept: n8n's scan looks for it at the commit of a release. */
const manifests = async () => {
	for (const one of HALVES) {
		const text = `${JSON.stringify(manifestOf(one), null, '\t')}\n`;
		await fs.writeFile(path.join(folderOf(one), 'package.json'), text);
	}
};

const TARBALLS = path.resolve('build/tarballs');

const tarballs = async () => {
	await fs.mkdir(TARBALLS, { recursive: true });
	for (const cwd of ['.', ...HALVES.map(folderOf)]) {
		const args = ['pack', '--ignore-scripts', '--pack-destination', TARBALLS];
		await new Promise((resolve, reject) => {
			run('npm', args, { cwd }, (error) => (error ? reject(error) : resolve()));
		});
	}
};

exports.manifests = manifests;
exports.build = series(clean, parallel(icons, schemas, compile), manifests, halves, workflows);
exports.pack = series(exports.build, tarballs);
exports.default = exports.build;
