const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

// Codes that Unicode names though ISO 3166-1 does not list them as countries.
const NOT_COUNTRIES = new Set([
	...['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'XK', 'ZZ'],
	...['AN', 'BU', 'CS', 'DD', 'FX', 'NT', 'QU', 'SU', 'TP', 'UK', 'YD', 'YU', 'ZR', 'DY', 'HV'],
	...['NH', 'RH', 'VD'],
]);

// Names that people and HR systems use beside the one of Unicode's English list.
const OTHER_NAMES: Readonly<Record<string, string>> = {
	'bolivia plurinational state of': 'BO',
	'british virgin islands': 'VG',
	britain: 'GB',
	'cabo verde': 'CV',
	'brunei darussalam': 'BN',
	burma: 'MM',
	'cape verde': 'CV',
	congo: 'CG',
	'cote d ivoire': 'CI',
	'czech republic': 'CZ',
	'congo the democratic republic of the': 'CD',
	'democratic republic of the congo': 'CD',
	'east timor': 'TL',
	england: 'GB',
	'falkland islands malvinas': 'FK',
	'great britain': 'GB',
	holland: 'NL',
	'holy see': 'VA',
	'hong kong': 'HK',
	'iran islamic republic of': 'IR',
	'ivory coast': 'CI',
	'korea democratic people s republic of': 'KP',
	'korea republic of': 'KR',
	'lao people s democratic republic': 'LA',
	macao: 'MO',
	macau: 'MO',
	macedonia: 'MK',
	'micronesia federated states of': 'FM',
	'moldova republic of': 'MD',
	myanmar: 'MM',
	'northern ireland': 'GB',
	palestine: 'PS',
	'palestine state of': 'PS',
	'republic of ireland': 'IE',
	'republic of korea': 'KR',
	'russian federation': 'RU',
	'saint martin french part': 'MF',
	'saint vincent and the grenadines': 'VC',
	scotland: 'GB',
	'sint maarten dutch part': 'SX',
	swaziland: 'SZ',
	'syrian arab republic': 'SY',
	'taiwan province of china': 'TW',
	'tanzania united republic of': 'TZ',
	'the bahamas': 'BS',
	'the gambia': 'GM',
	'the netherlands': 'NL',
	'the philippines': 'PH',
	'the united kingdom': 'GB',
	'the united states': 'US',
	turkey: 'TR',
	turkiye: 'TR',
	uae: 'AE',
	'u k': 'GB',
	'u s': 'US',
	'u s a': 'US',
	uk: 'GB',
	'united states of america': 'US',
	usa: 'US',
	'venezuela bolivarian republic of': 'VE',
	vatican: 'VA',
	'viet nam': 'VN',
	'virgin islands british': 'VG',
	'virgin islands u s': 'VI',
	wales: 'GB',
};

/** Letters only, without accents, so that "Côte d’Ivoire" and "cote d'ivoire" are one name. */
const plain = (name: string): string =>
	name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/&/g, ' and ')
		.replace(/[^a-z]+/g, ' ')
		.replace(/\bst\b/g, 'saint')
		.trim();

let codeByName: ReadonlyMap<string, string> | undefined;

function codesByName(): ReadonlyMap<string, string> {
	if (codeByName) return codeByName;
	const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
	const codes = new Map(Object.entries(OTHER_NAMES));
	for (const code of LETTERS.flatMap((first) => LETTERS.map((second) => first + second))) {
		const name = NOT_COUNTRIES.has(code) ? undefined : names.of(code);
		if (name !== undefined) codes.set(plain(name), code).set(code, code);
	}
	codeByName = codes;
	return codes;
}

/**
 * The ISO 3166-1 alpha-2 code of a country, in capitals, or null when it is not known.
 *
 * @param country - a code (`GB`, `gb`) or an English name (`United Kingdom`, `UK`)
 */
export function countryCodeOf(country: string): string | null {
	const codes = codesByName();
	return codes.get(country.trim().toUpperCase()) ?? codes.get(plain(country)) ?? null;
}
