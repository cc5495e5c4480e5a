// CommonJS, because the bootstrap (plain Node 20), the demo (Node 24) and Jest all load it.
const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { homedir } = require('node:os');
const path = require('node:path');

const COMPLETE = '.complete';
const OTHER_VERSIONS = path.join(__dirname, 'versions');

/** Where downloads of this project that outlive a clone are kept. */
function cacheFolder() {
	const { N8N_HOST_CACHE, XDG_CACHE_HOME } = process.env;
	if (N8N_HOST_CACHE) return path.resolve(N8N_HOST_CACHE);
	return path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-hibob-reachdesk');
}

/**
 * The versions of n8n that a lock file is there for, oldest first. Everything runs on the usual one;
 * the others are for `npm run test:compat`.
 */
function pinnedVersions() {
	const numbers = (version) => version.split('.').map(Number);
	return [...readdirSync(OTHER_VERSIONS), usualVersion()].sort((one, other) => {
		const [a, b] = [numbers(one), numbers(other)];
		return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
	});
}

function usualVersion() {
	const { dependencies } = JSON.parse(readFileSync(path.join(__dirname, 'package.json'), 'utf8'));
	return dependencies.n8n;
}

/**
 * Where an n8n is installed. It lies outside the clone, because it takes 3 GB, and its name changes
 * with everything that decides what is in it.
 *
 * The usual n8n runs on the Node that runs this project. Another one that needs another Node
 * brings it as an npm package, by its lock file.
 */
function locateN8n({
	version = process.env.N8N_COMPAT_VERSION || usualVersion(),
	nodeMajor = Number(process.versions.node.split('.')[0]),
} = {}) {
	const known = pinnedVersions();
	if (!known.includes(version)) {
		throw new Error(
			`There is no lock file for n8n ${version}; there is one for ${known.join(', ')}.`,
		);
	}
	const lockFolder = version === usualVersion() ? __dirname : path.join(OTHER_VERSIONS, version);
	const lockFile = readFileSync(path.join(lockFolder, 'package-lock.json'), 'utf8');
	const ownNode = JSON.parse(lockFile).packages['node_modules/node']?.version;
	const major = ownNode ? Number(ownNode.split('.')[0]) : nodeMajor;
	const lock = createHash('sha256').update(lockFile).digest('hex').slice(0, 8);
	const folder = path.join(cacheFolder(), `n8n-${version}-${lock}-node${major}`);
	return {
		version,
		folder,
		lockFolder,
		executable: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		nodeVersion: ownNode ?? process.versions.node,
		ownNode: ownNode && path.join(folder, 'node_modules', 'node', 'bin', 'node'),
		complete: path.join(folder, COMPLETE),
		installed: existsSync(path.join(folder, COMPLETE)),
	};
}

module.exports = { COMPLETE, cacheFolder, locateN8n, pinnedVersions };
