import { COUNTRY_NAMES } from './countryNames';
import { plainName, plainSpellings } from './plainName';

const LONGEST_NAME = 200;

// each distinct text is looked up once: 50,000 employees have a few dozen countries
const MOST_KNOWN = 5_000;
const known = new Map<string, string | null>();

interface Countries {
	byCode: ReadonlyMap<string, string>;
	byName: ReadonlyMap<string, string>;
}

let countries: Countries | undefined;

function allCountries(): Countries {
	if (countries) return countries;
	const byCode = new Map<string, string>();
	const byName = new Map<string, string>();
	for (const line of COUNTRY_NAMES.split('\n')) {
		const [alpha2 = '', alpha3 = '', numeric = '', ...names] = line.split('|');
		// Kosovo has only an alpha-2 code
		for (const code of [alpha2, alpha3, numeric]) if (code !== '') byCode.set(code, alpha2);
		for (const name of names) byName.set(name, alpha2);
	}
	countries = { byCode, byName };
	return countries;
}

/**
 * The ISO 3166-1 alpha-2 code of a country, in capitals; null when it is unknown. A name that two
 * countries share is unknown, unless it is the ISO or English name of one of them, such as Congo.
 *
 * @param country - an ISO 3166-1 code (`GB`, `gbr`, `826`) or a name in English or one of the
 * languages of countryNames.ts (`United Kingdom`, `Großbritannien`), however it is spelled, or both
 * (`GB - Britain`)
 */
export function countryCodeOf(country: string): string | null {
	const remembered = known.get(country);
	if (remembered !== undefined) return remembered;
	if (country.length > LONGEST_NAME) return null;
	const code = codeOf(country) ?? codeOfParts(country);
	if (known.size >= MOST_KNOWN) known.clear();
	known.set(country, code);
	return code;
}

function codeOf(country: string): string | null {
	const { byCode, byName } = allCountries();
	const code = byCode.get(codeIn(country));
	if (code !== undefined) return code;
	const name = plainSpellings(country).find((plain) => byName.has(plain));
	return name === undefined ? null : (byName.get(name) ?? null);
}

/**
 * A text as a code would be written. Punctuation and accents stay, because "N/A" is not Namibia,
 * nor "Mỹ" Malaysia.
 */
function codeIn(text: string): string {
	const code = text
		.normalize('NFKC')
		.replace(/[\s\p{Default_Ignorable_Code_Point}]/gu, '')
		.toUpperCase();
	return /^\d{1,3}$/.test(code) ? code.padStart(3, '0') : code;
}

/**
 * The country of a text such as "DE - Germany" or "United States (USA)": all parts have to agree.
 */
function codeOfParts(text: string): string | null {
	const parts = text.split(/[()[\],;:/|]|[-–—](?=\s)/).filter((part) => plainName(part) !== '');
	if (parts.length < 2) return null;
	const [code = null, ...others] = new Set(parts.map(codeOf));
	return others.length === 0 ? code : null;
}
