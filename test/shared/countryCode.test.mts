import { describe, expect, test } from '@jest/globals';
import { countryCodeOf } from '../../nodes/shared/countryCode.ts';

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

	test('is what every English name of Unicode stands for', () => {
		for (const code of ISO_3166) {
			const name = englishNames.of(code) ?? '';
			expect([name, countryCodeOf(name)]).toEqual([name, code]);
			expect(countryCodeOf(name.toUpperCase())).toBe(code);
		}
	});

	test('is the only thing that comes out of two letters, but for UK', () => {
		for (const code of TWO_LETTERS) {
			const expected = code === 'UK' ? 'GB' : ISO_3166.includes(code) ? code : null;
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
	])('%s is %s', (name, code) => {
		expect(countryCodeOf(name)).toBe(code);
	});
});

describe('a country that is not known', () => {
	test.each([
		'',
		'  ',
		'Atlantis',
		'XK',
		'EU',
		'ZZ',
		'GBR',
		'Great',
		'United',
		'日本',
		'123',
		'constructor',
		'__proto__',
		'toString',
	])('%j has no code', (name) => {
		expect(countryCodeOf(name)).toBeNull();
	});
});
