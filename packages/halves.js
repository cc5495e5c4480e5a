// Two packages of one service each are made of this tree, beside the combined one at its root: n8n verifies
// only such. Everything about them is derived here from the root's package.json and from halves.json.
const { readdirSync, readFileSync } = require('node:fs');
const { cp, mkdir, readFile, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const HALVES = require('./halves.json');

const ROOT = path.join(__dirname, '..');
const PAIR_WORKFLOWS = path.join(ROOT, 'build', 'workflows');

const NAMES = Object.keys(HALVES);
const folderOf = (name) => path.join(__dirname, name);

const rootManifest = () => JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

/** The address of a file of this repository, as a page or, of a picture, as it is. */
const onTheWeb = ({ homepage }, file) =>
	`${homepage}/${/\.(?:png|svg)$/.test(file) ? 'raw' : 'blob'}/main/${file}`;

/** What a half publishes as its package.json; the version, the author and so on are the root's. */
function manifestOf(name) {
	const root = rootManifest();
	const { service, description, keywords, docs } = HALVES[name];
	const isOwn = (file) => path.basename(file).startsWith(service);
	const [communityPackage] = root.keywords;
	return {
		name,
		version: root.version,
		description,
		license: root.license,
		homepage: `${root.homepage}/tree/main/packages/${name}#readme`,
		keywords: [communityPackage, ...keywords],
		author: root.author,
		repository: { ...root.repository, directory: `packages/${name}` },
		files: [...root.files, ...(docs.length > 0 ? ['docs'] : [])],
		n8n: {
			...root.n8n,
			credentials: root.n8n.credentials.filter(isOwn),
			nodes: root.n8n.nodes.filter(isOwn),
		},
		peerDependencies: root.peerDependencies,
		peerDependenciesMeta: root.peerDependenciesMeta,
	};
}

const manifestFile = (name) => path.join(folderOf(name), 'package.json');
const manifestText = (name) => `${JSON.stringify(manifestOf(name), null, '\t')}\n`;

/**
 * Writes the manifests. They are in the repository, because n8n's scanner looks there for the package.json
 * of the package that it scans.
 */
async function writeManifests() {
	for (const name of NAMES) await writeFile(manifestFile(name), manifestText(name));
}

function checkManifests() {
	const old = NAMES.filter(
		(name) => readFileSync(manifestFile(name), 'utf8') !== manifestText(name),
	);
	if (old.length > 0) {
		throw new Error(`The package.json of ${old.join(' and ')} is old. Run: npm run manifests`);
	}
}

/** The node types of the combined package in a text, as those of the halves. */
function withPairTypes(text) {
	const combined = rootManifest().name;
	return NAMES.reduce((result, name) => {
		const { service } = HALVES[name];
		const type = service.charAt(0).toLowerCase() + service.slice(1);
		return result.replaceAll(`${combined}.${type}`, `${name}.${type}`);
	}, text);
}

async function rewrite(file, change, target = file) {
	await writeFile(target, change(await readFile(file, 'utf8')));
}

/** A page of docs/ with the links that lead out of the package as addresses. */
function pageOutside(text, included) {
	const root = rootManifest();
	return text.replace(/\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)/g, (link, target, anchor = '') => {
		if (included.includes(target)) return link;
		return `](${onTheWeb(root, path.posix.join('docs', target))}${anchor})`;
	});
}

const credentialsOf = (service) =>
	readdirSync(path.join(ROOT, 'dist', 'credentials')).filter((file) => file.startsWith(service));

/**
 * Completes the folder of a half from what has been built, so that npm can pack and publish it. All of
 * nodes/shared goes in: each half needs all of it but two small files at most.
 */
async function assemble(name) {
	const { service, docs } = HALVES[name];
	const folder = folderOf(name);
	const dist = path.join(folder, 'dist');
	for (const made of [dist, path.join(folder, 'docs')])
		await rm(made, { recursive: true, force: true });
	for (const part of [service, 'shared']) {
		const nodes = path.join('nodes', part);
		await cp(path.join(ROOT, 'dist', nodes), path.join(dist, nodes), { recursive: true });
	}
	await mkdir(path.join(dist, 'credentials'));
	for (const file of credentialsOf(service)) {
		await cp(path.join(ROOT, 'dist', 'credentials', file), path.join(dist, 'credentials', file));
	}
	const own = path.join(dist, 'nodes', service);
	for (const file of readdirSync(own).filter((entry) => entry.endsWith('.node.json'))) {
		await rewrite(path.join(own, file), withPairTypes);
	}
	await cp(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'));
	await mkdir(path.join(folder, 'docs'));
	for (const page of docs) {
		const change = (text) => pageOutside(text, docs);
		await rewrite(path.join(ROOT, 'docs', page), change, path.join(folder, 'docs', page));
	}
}

/** Makes the folders of both halves whole. */
async function assembleHalves() {
	checkManifests();
	for (const name of NAMES) await assemble(name);
}

/** The shipped workflows, for an n8n that has the two halves. */
async function writePairWorkflows() {
	const source = path.join(ROOT, 'workflows');
	await rm(PAIR_WORKFLOWS, { recursive: true, force: true });
	await mkdir(PAIR_WORKFLOWS, { recursive: true });
	for (const file of readdirSync(source)) {
		await rewrite(path.join(source, file), withPairTypes, path.join(PAIR_WORKFLOWS, file));
	}
}

module.exports = { assembleHalves, writeManifests, writePairWorkflows };
