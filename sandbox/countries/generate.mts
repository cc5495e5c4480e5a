import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import countries from 'i18n-iso-countries';
import { iso31661, iso31663 } from 'iso-3166';
import { plainSpellings, shortName } from '../../nodes/shared/plainName.ts';

/**
 * Makes nodes/shared/countryNames.ts: `npm run countries`. With `--print` it prints the text instead.
 *
 * A source that ranks higher decides what a name means. A name that two countries share in the highest
 * source that has it is skipped, because a gift must not go to the wrong one.
 */

// Vietnamese is not among them: its short names, such as Nga for Russia, are codes of other countries
const LANGUAGES = `
	en en-AU en-GB ar bg bs ca cs da de de-AT de-CH el es es-419 es-MX et fi fil fr fr-BE fr-CA fr-CH
	ga he hi hr hu id is it ja ko lt lv ms nb nl nn no pl pt pt-PT ro ru sk sl sq sr sr-Latn sv th tr uk
	zh zh-Hant zh-Hant-HK
`
	.trim()
	.split(/\s+/);

// people write "&", "and", or neither
const AND = /(?<= )(?:&|and|und|et|y|e|en|og|och|ja|i|a|és|și|ve|και|и|і)(?= )/gu;

/** What people and older lists of ISO say, and no source has. */
const MISSING = [
	['CD', 'DR Congo'],
	['GB', 'Britain'],
	['IE', 'Republic of Ireland'],
	['LA', 'Lao PDR'],
	['LY', 'Libyan Arab Jamahiriya'],
	['MK', 'Macedonia, the former Yugoslav Republic of'],
	['MO', 'Macau SAR'],
	['PS', 'Palestinian Territory, Occupied'],
	['VA', 'Vatican'],
] as const;

// ISO leaves this code to its users, and everybody uses it so
const KOSOVO = 'XK';

const require = createRequire(import.meta.url);

const assigned = new Map(iso31661.map((country) => [country.alpha2, country]));
const isCountry = (code: string): boolean => assigned.has(code) || code === KOSOVO;

/** Which countries a source gives a name to, by its plain spelling. */
class Claims {
	readonly codes = new Map<string, Set<string>>();

	add(plain: string, code: string): void {
		const others = this.codes.get(plain);
		if (others) others.add(code);
		else this.codes.set(plain, new Set([code]));
	}

	addName(name: string, code: string): void {
		for (const plain of plainSpellings(name)) this.add(plain, code);
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function jsonOf(file: string): Record<string, unknown> {
	const json: unknown = JSON.parse(readFileSync(require.resolve(file), 'utf8'));
	if (isObject(json)) return json;
	throw new Error(`${file} holds no object`);
}

const member = (json: Record<string, unknown>, ...path: string[]): Record<string, unknown> =>
	path.reduce((parent, name) => {
		const child = parent[name];
		if (isObject(child)) return child;
		throw new Error(`There is no ${path.join('.')}`);
	}, json);

/** The names of one language in CLDR, with the country of each; short and other forms among them. */
const cldrNames = (language: string): { key: string; code: string; name: string }[] => {
	const json = jsonOf(`cldr-localenames-full/main/${language}/territories.json`);
	const names = member(json, 'main', language, 'localeDisplayNames', 'territories');
	return Object.entries(names).flatMap(([key, name]) => {
		const code = key.replace(/-alt-.*/, '');
		return isCountry(code) ? [{ key, code, name: String(name) }] : [];
	});
};

/** The names that people in i18n-iso-countries collected, in those of our languages that it has. */
function collectedNames(): [code: string, name: string][] {
	const known = countries.getSupportedLanguages();
	return LANGUAGES.filter((language) => known.includes(language)).flatMap((language) =>
		Object.entries(
			member(jsonOf(`i18n-iso-countries/langs/${language}.json`), 'countries'),
		).flatMap(([code, names]) =>
			[names].flat().map((name): [string, string] => [code, String(name)]),
		),
	);
}

/** Official names, such as "The Slovak Republic", from the registers of the British government. */
function officialNames(): [code: string, name: string][] {
	const graph = jsonOf(
		'govuk-country-and-territory-autocomplete/dist/location-autocomplete-graph.json',
	);
	/** codes of ISO 3166-1 or, for a part of a country, ISO 3166-2 */
	const placesOf = (node: string): string[] => {
		const [, place] = /^(?:country|territory):(.*)$/.exec(node) ?? [];
		if (place !== undefined) return [place];
		const above = member(graph, node, 'edges').from;
		return Array.isArray(above) ? above.flatMap((next) => placesOf(String(next))) : [];
	};
	return Object.keys(graph).flatMap((node) => {
		// the other names are misspellings and abbreviations, and some are wrong
		if (member(graph, node, 'meta')['stable-name'] !== true) return [];
		const name = String(member(graph, node, 'names')['en-GB']);
		return placesOf(node)
			.filter((place) => /^[A-Z]{2}(?:-.+)?$/.test(place))
			.map((place): [string, string] => [place.slice(0, 2), name]);
	});
}

/** From the highest rank to the lowest. */
function ranks(): Claims[] {
	const standard = new Claims();
	const translated = new Claims();
	const other = new Claims();
	const everyForm = (code: string, name: string) => {
		other.addName(name, code);
		const short = shortName(name);
		if (short !== null) other.add(short, code);
		const withoutAnd = name.replace(AND, ' ');
		if (withoutAnd !== name) other.addName(withoutAnd, code);
	};
	for (const { alpha2, name } of assigned.values()) {
		standard.addName(name, alpha2);
		everyForm(alpha2, name);
	}
	for (const { code, name } of LANGUAGES.flatMap(cldrNames)) {
		translated.addName(name, code);
		everyForm(code, name);
	}
	for (const { key, code, name } of cldrNames('en')) {
		// the others are such as "Congo (DRC)"
		if (key === code || key.endsWith('-alt-short')) standard.addName(name, code);
	}
	const renamed = iso31663.flatMap(({ type, from, to }) =>
		type === 'change' ? to.map(({ alpha2 }): [string, string] => [alpha2, from.name]) : [],
	);
	for (const [code, name] of [...collectedNames(), ...officialNames(), ...renamed, ...MISSING]) {
		if (isCountry(code)) everyForm(code, name);
	}
	return [standard, translated, other];
}

/** The names of each country, apart from its codes. */
function namesByCode(): Map<string, string[]> {
	const codes = new Map(
		[...assigned.values()].flatMap(({ alpha2, alpha3 }) => [
			[alpha2, alpha2],
			[alpha3, alpha2],
		]),
	);
	const decided = new Set<string>();
	const names = new Map(
		[...assigned.keys(), KOSOVO].sort().map((code): [string, string[]] => [code, []]),
	);
	for (const [rank, { codes: claims }] of ranks().entries()) {
		for (const [plain, claimants] of claims) {
			if (decided.has(plain)) continue;
			decided.add(plain);
			const [code = '', another] = claimants;
			// "RU" is Royaume-Uni to the French, and "MY" America to the Vietnamese
			const isAbbreviation = rank > 0 && /^[A-Z]{0,2}$/.test(plain);
			const isOtherCode = (codes.get(plain) ?? code) !== code;
			if (another !== undefined || isAbbreviation || isOtherCode) continue;
			names.get(code)?.push(plain);
		}
	}
	return names;
}

// the licence asks for it beside every copy of the names
const notice = readFileSync(require.resolve('cldr-localenames-full/LICENSE'), 'utf8').trim();

const HEADER = `/*!
The codes and names of all countries, a line for each: alpha-2, alpha-3 and numeric code, and its names as
plainName.ts spells them. Made by sandbox/countries/generate.mts; do not change it by hand.

Sources: iso-3166 (MIT, copyright 2020 Titus Wormer); i18n-iso-countries (MIT, copyright 2016 widdix GmbH);
govuk-country-and-territory-autocomplete (MIT, copyright 2017 Crown, Government Digital Service); and
cldr-localenames-full, with the following licence.

${notice}
*/

export const COUNTRY_NAMES = \`
`;

function moduleText(): string {
	const lines = [...namesByCode()].map(([code, names]) => {
		const { alpha3 = '', numeric = '' } = assigned.get(code) ?? {};
		return [code, alpha3, numeric, ...names.sort()].join('|');
	});
	return `${HEADER}${lines.join('\n')}\n\`.trim();\n`;
}

if (process.argv.includes('--print')) process.stdout.write(moduleText());
else {
	writeFileSync(new URL('../../nodes/shared/countryNames.ts', import.meta.url), moduleText());
}
