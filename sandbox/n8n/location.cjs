// CommonJS, because the bootstrap (plain Node 20), the demo (Node 24) and Jest all load it.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { homedir } = require('node:os');
const path = require('node:path');

const COMPLETE = '.complete';

/** Where downloads of this project that outlive a clone are kept. */
function cacheFolder() {
	const { N8N_HOST_CACHE, XDG_CACHE_HOME } = process.env;
	if (N8N_HOST_CACHE) return path.resolve(N8N_HOST_CACHE);
	return path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-hibob-reachdesk');
}

/**
 * Where the pinned n8n is installed for a major version of Node. It lies outside the clone, because
 * it takes 3 GB, and its name changes with everything that decides what is in it.
 */
function locateN8n(nodeMajor = Number(process.versions.node.split('.')[0])) {
	const { version } = JSON.parse(readFileSync(path.join(__dirname, 'package-lock.json'), 'utf8'))
		.packages['node_modules/n8n'];
	const lock = createHash('sha256')
		.update(readFileSync(path.join(__dirname, 'package-lock.json')))
		.digest('hex')
		.slice(0, 8);
	const folder = path.join(cacheFolder(), `n8n-${version}-${lock}-node${nodeMajor}`);
	return {
		version,
		folder,
		executable: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		complete: path.join(folder, COMPLETE),
		installed: existsSync(path.join(folder, COMPLETE)),
	};
}

module.exports = { COMPLETE, cacheFolder, locateN8n };
