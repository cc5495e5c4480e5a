// CLDR knows these as regions too, but ISO 3166-1 assigns none of them to a country
const NOT_ISO_COUNTRIES = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ'.split(' '));

const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Whether the text is an officially assigned ISO 3166-1 alpha-2 code in upper case. */
export function isCountryCode(text: string): boolean {
	if (!/^[A-Z]{2}$/.test(text) || NOT_ISO_COUNTRIES.has(text)) return false;
	// withdrawn and colloquial codes have a name as well, that of the code which replaced them (UK: GB)
	if (new Intl.Locale('und', { region: text }).region !== text) return false;
	return regionNames.of(text) !== undefined;
}
