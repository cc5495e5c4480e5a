import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord, textAt } from './answers.mts';

const PROJECT = path.resolve(import.meta.dirname, '..', '..');

/** `combined` is the one package with both services, `pair` the two of one service each. */
export type PackageSet = 'combined' | 'pair';

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const COMBINED = textAt(readJson(path.join(PROJECT, 'package.json')), 'name');

/** The names of the packages of one service, by the word with which their node types begin. */
const HALVES = halves();

function halves(): ReadonlyMap<string, string> {
	const declared = readJson(path.join(PROJECT, 'packages', 'halves.json'));
	if (!isRecord(declared)) throw new Error('packages/halves.json is not a JSON object.');
	return new Map(
		Object.entries(declared).map(([name, half]) => {
			const service = textAt(half, 'service');
			return [service.charAt(0).toLowerCase() + service.slice(1), name];
		}),
	);
}

/**
 * Which packages a new n8n gets: what the environment variable `N8N_PACKAGES` says, the combined one
 * without it. So `N8N_PACKAGES=pair npm run test:e2e` runs everything with the pair.
 *
 * @throws Error when it says something else
 */
export function chosenPackages(): PackageSet {
	const { N8N_PACKAGES: chosen = 'combined' } = process.env;
	if (chosen === 'combined' || chosen === 'pair') return chosen;
	throw new Error(`N8N_PACKAGES is ${chosen}; it can be combined or pair.`);
}

/** The folders that npm packs. */
export const packageFolders = (packages = chosenPackages()): string[] =>
	packages === 'combined'
		? [PROJECT]
		: [...HALVES.values()].map((name) => path.join(PROJECT, 'packages', name));

export const packageNames = (packages = chosenPackages()): string[] =>
	packages === 'combined' ? [COMBINED] : [...HALVES.values()];

/**
 * The type of a node of ours, as n8n has it and as a workflow names it.
 *
 * @param name as the node calls itself, such as `hiBobTrigger`; with `Tool` at the end what an agent uses
 */
export function nodeType(name: string, packages = chosenPackages()): string {
	if (packages === 'combined') return `${COMBINED}.${name}`;
	const half = [...HALVES].find(([begin]) => name.startsWith(begin))?.[1];
	if (half === undefined) throw new Error(`No package has a node ${name}.`);
	return `${half}.${name}`;
}

/** The shipped workflows, with the node types of what is installed. */
export const workflowFolder = (packages = chosenPackages()): string =>
	path.join(PROJECT, packages === 'combined' ? 'workflows' : 'build/workflows');
