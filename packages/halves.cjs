// The two packages of one service each, which n8n can verify. Everything else about them follows from this
// list, the combined package's package.json and the tree.
const combined = require('../package.json');

const HALVES = [
	{
		name: 'n8n-nodes-hibob',
		description:
			'n8n nodes for HiBob: a trigger for birthdays, work anniversaries, first days, joiners, changes and leavers, and a read-only node for people data',
		keywords: ['hibob', 'hr', 'people', 'birthday'],
		folder: 'HiBob',
		// how the names of its node types begin
		types: 'hiBob',
		pages: ['hibob', 'permissions', 'rules'],
	},
	{
		name: 'n8n-nodes-reachdesk',
		description:
			'n8n nodes for Reachdesk: gifts that are sent once, within your caps, and a trigger for what becomes of them',
		keywords: ['reachdesk', 'gifting', 'gifts'],
		folder: 'Reachdesk',
		types: 'reachdesk',
		pages: ['reachdesk'],
	},
];

const of = ({ folder }, files) => files.filter((file) => file.split('/').pop().startsWith(folder));

/** The package.json of one half: the combined one's, with what is its own. */
function manifestOf(half) {
	const { version, license, homepage, author, repository, n8n } = combined;
	return {
		name: half.name,
		version,
		description: half.description,
		license,
		homepage: `${homepage}/tree/main/packages/${half.name}#readme`,
		keywords: ['n8n-community-node-package', ...half.keywords],
		author,
		repository: { ...repository, directory: `packages/${half.name}` },
		files: ['dist', 'docs'],
		n8n: { ...n8n, credentials: of(half, n8n.credentials), nodes: of(half, n8n.nodes) },
		peerDependencies: combined.peerDependencies,
		peerDependenciesMeta: combined.peerDependenciesMeta,
	};
}

/** A text with the node types of the combined package, with those of the two instead. */
const withTypesOfHalves = (text) =>
	HALVES.reduce(
		(changed, { name, types }) =>
			changed.replaceAll(`${combined.name}.${types}`, `${name}.${types}`),
		text,
	);

/** A text with the node types of the two packages, with those of the combined one instead. */
const withTypesOfCombined = (text) =>
	HALVES.reduce(
		(changed, { name, types }) =>
			changed.replaceAll(`${name}.${types}`, `${combined.name}.${types}`),
		text,
	);

exports.COMBINED = combined.name;
exports.HALVES = HALVES;
exports.manifestOf = manifestOf;
exports.withTypesOfHalves = withTypesOfHalves;
exports.withTypesOfCombined = withTypesOfCombined;
