import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import countries from 'i18n-iso-countries';
import { countryCodeOf } from '../../nodes/shared/countryCode.ts';

const ROOT = path.join(import.meta.dirname, '../..');

/** ISO 3166-1, as the time zone database lists it (iso3166.tab). */
const ISO_3166 = `
	AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ
	BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM
	DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS
	GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
	KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ
	MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
	PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
	SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
	VN VU WF WS YE YT ZA ZM ZW
`
	.trim()
	.split(/\s+/);

const englishNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const TWO_LETTERS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

describe('a code of ISO 3166-1', () => {
	test('is itself, for all 249', () => {
		expect(ISO_3166).toHaveLength(249);
		for (const code of ISO_3166) expect(countryCodeOf(code)).toBe(code);
	});

	test('may be in lower case, with spaces', () => {
		for (const code of ISO_3166) expect(countryCodeOf(` ${code.toLowerCase()} `)).toBe(code);
	});

	test('may be written with three letters, or as a number with or without its zeros', () => {
		for (const code of ISO_3166) {
			const alpha3 = countries.alpha2ToAlpha3(code) ?? '';
			const numeric = countries.alpha2ToNumeric(code) ?? '';
			const spellings = [alpha3, alpha3.toLowerCase(), numeric, String(Number(numeric))];
			expect(spellings.map(countryCodeOf)).toEqual(spellings.map(() => code));
		}
	});

	test('is what every English name of Unicode stands for', () => {
		for (const code of ISO_3166) {
			const name = englishNames.of(code) ?? '';
			expect([name, countryCodeOf(name)]).toEqual([name, code]);
			expect(countryCodeOf(name.toUpperCase())).toBe(code);
		}
	});

	test('is the only thing that comes out of two letters, but for UK', () => {
		for (const code of TWO_LETTERS) {
			const isCode = ISO_3166.includes(code) || code === 'XK';
			const expected = code === 'UK' ? 'GB' : isCode ? code : null;
			expect([code, countryCodeOf(code)]).toEqual([code, expected]);
		}
	});
});

describe('a country by another name', () => {
	test.each([
		['UK', 'GB'],
		['uk', 'GB'],
		['Great Britain', 'GB'],
		['England', 'GB'],
		['Scotland', 'GB'],
		['Northern Ireland', 'GB'],
		['USA', 'US'],
		['United States of America', 'US'],
		['  united   states ', 'US'],
		['UAE', 'AE'],
		['Czech Republic', 'CZ'],
		['Holland', 'NL'],
		['The Netherlands', 'NL'],
		['Republic of Ireland', 'IE'],
		['Ivory Coast', 'CI'],
		['Côte d’Ivoire', 'CI'],
		["Cote d'Ivoire", 'CI'],
		['Korea, Republic of', 'KR'],
		['South Korea', 'KR'],
		['Viet Nam', 'VN'],
		['Russian Federation', 'RU'],
		['Iran, Islamic Republic of', 'IR'],
		['Turkey', 'TR'],
		['Türkiye', 'TR'],
		['Turkiye', 'TR'],
		['Myanmar', 'MM'],
		['Macau', 'MO'],
		['Hong Kong', 'HK'],
		['Taiwan, Province of China', 'TW'],
		['Trinidad and Tobago', 'TT'],
		['Trinidad & Tobago', 'TT'],
		['Saint Lucia', 'LC'],
		['St. Lucia', 'LC'],
		['Réunion', 'RE'],
		['São Tomé and Príncipe', 'ST'],
		['Guinea-Bissau', 'GW'],
		['Democratic Republic of the Congo', 'CD'],
		['Kosovo', 'XK'],
		['Republic of Kosovo', 'XK'],
		['Slovak Republic', 'SK'],
		['The Slovak Republic', 'SK'],
		['Hellenic Republic', 'GR'],
		['Korea, South', 'KR'],
		['Korea (the Republic of)', 'KR'],
		["Korea, Democratic People's Republic of", 'KP'],
		['United Kingdom of Great Britain and Northern Ireland', 'GB'],
		['Deutschland', 'DE'],
		['Großbritannien', 'GB'],
		['GROSSBRITANNIEN', 'GB'],
		['Alemania', 'DE'],
		['Bosnien & Herzegowina', 'BA'],
		['TÜRKİYE', 'TR'],
		['日本', 'JP'],
		['中国', 'CN'],
		['台灣', 'TW'],
		['Россия', 'RU'],
		['Ελλάδα', 'GR'],
		['ישראל', 'IL'],
		['भारत', 'IN'],
		['Eire', 'IE'],
		['U.S.A.', 'US'],
		['U.K.', 'GB'],
		['Burma', 'MM'],
		['Bahamas, The', 'BS'],
		['The Gambia', 'GM'],
		['Netherlands (Kingdom of the)', 'NL'],
		['Vatican City State (Holy See)', 'VA'],
		['Georgia', 'GE'],
		['Jersey', 'JE'],
		['Guinea', 'GN'],
		['Congo', 'CG'],
		['DR Congo', 'CD'],
		['Saint Martin', 'MF'],
		['Sint Maarten', 'SX'],
		['Micronesia', 'FM'],
		['DE - Germany', 'DE'],
		['Germany (DE)', 'DE'],
		['United States (USA)', 'US'],
		['GB: United Kingdom', 'GB'],
		['Ger\u200bmany', 'DE'],
		['\u2066Germany\u2069', 'DE'],
	])('%s is %s', (name, code) => {
		expect(countryCodeOf(name)).toBe(code);
	});
});

describe('a country that is not known', () => {
	test.each([
		'',
		'  ',
		'Atlantis',
		'EU',
		'ZZ',
		'Great',
		'United',
		'123',
		'000',
		'1000',
		'-4',
		'2.76',
		'constructor|',
		'SU',
		'YU',
		'DD',
		'AN',
		'SUN',
		'YUG',
		'ANT',
		'Soviet Union',
		'Yugoslavia',
		'Czechoslovakia',
		'Netherlands Antilles',
		'N/A',
		'n.a.',
		'Other',
		'None',
		'Mỹ',
		'Paris, France',
		'|',
		'x'.repeat(100_000),
		'Germany, '.repeat(50),
		'constructor',
		'__proto__',
		'toString',
	])('%j has no code', (name) => {
		expect(countryCodeOf(name)).toBeNull();
	});
});

describe('a name that two countries share', () => {
	test.each(['Korea', 'Virgin Islands', 'Kongo', 'Конго', 'Georgia, US', 'Republic of China'])(
		'%s is not known',
		(name) => {
			expect(countryCodeOf(name)).toBeNull();
		},
	);
});

const LANGUAGES = [
	...['en', 'de', 'fr', 'es', 'it', 'pt', 'pt-PT', 'nl', 'pl', 'sv', 'da', 'nb', 'fi', 'cs', 'hu'],
	...[
		'ro',
		'tr',
		'el',
		'ru',
		'uk',
		'he',
		'ar',
		'ja',
		'ko',
		'zh',
		'zh-Hant',
		'hi',
		'bg',
		'sk',
		'sl',
	],
];

function namesIn(language: string): { code: string; name: string }[] {
	const file = `node_modules/cldr-localenames-full/main/${language}/territories.json`;
	const text = readFileSync(path.join(ROOT, file), 'utf8');
	return [...text.matchAll(/"([A-Z]{2})(?:-alt-[a-z]+)?": "([^"]+)"/g)].flatMap(
		([, code = '', name = '']) =>
			ISO_3166.includes(code) || code === 'XK' ? [{ code, name }] : [],
	);
}

const CLDR = LANGUAGES.flatMap(namesIn);

const lettersOf = (name: string): string => name.replace(/[.\s-]/g, '');

/** Names that Unicode itself gives to two countries, or that are the code of another. */
const isContested = ({ code, name }: { code: string; name: string }): boolean =>
	ISO_3166.some((other) => other !== code && other === name.toUpperCase()) ||
	CLDR.some((other) => other.code !== code && other.name === name);

describe('each name of Unicode in the common languages', () => {
	const certain = CLDR.filter((entry) => !isContested(entry));

	test('gives its country', () => {
		expect(certain.length).toBeGreaterThan(7_000);
		const wrong = certain.filter(({ code, name }) => {
			const isAbbreviation = lettersOf(name).length === 2 && name !== 'UK';
			const found = countryCodeOf(name);
			return found !== code && !(isAbbreviation && found === null);
		});
		expect(wrong).toEqual([]);
	});

	test('gives the same in any case, with other blanks, punctuation, accents and invisible characters', () => {
		const longer = certain.filter(({ name }) => lettersOf(name).length > 3);
		const spellings: ((name: string) => string)[] = [
			(name) => name.toUpperCase(),
			(name) => name.toLowerCase(),
			(name) => name.normalize('NFD'),
			(name) => name.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
			(name) => `  ${name.replaceAll(' ', '\u00a0 ')}\t`,
			(name) => Array.from(name).join('\u200b'),
			(name) => `\ufeff${name}.`,
			(name) => name.replaceAll(' ', '-').replaceAll("'", '’'),
		];
		fc.assert(
			fc.property(
				fc.constantFrom(...longer),
				fc.constantFrom(...spellings),
				({ code, name }, spelled) => {
					expect([name, countryCodeOf(spelled(name))]).toEqual([name, code]);
				},
			),
			{ numRuns: 5_000 },
		);
	});
});

test('the names in nodes/shared are what the generator makes of its sources', () => {
	const made = execFileSync(
		process.execPath,
		['--no-warnings', path.join(ROOT, 'sandbox/countries/generate.mts'), '--print'],
		{ encoding: 'utf8', maxBuffer: 10_000_000 },
	);
	expect(made).toBe(readFileSync(path.join(ROOT, 'nodes/shared/countryNames.ts'), 'utf8'));
});
