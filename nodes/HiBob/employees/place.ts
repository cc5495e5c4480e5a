import { countryCodeOf } from '../../shared/countryCode';
import type { JsonObject } from '../../shared/jsonObject';
import type { Place } from '../occasions/siteRules';
import { labelOf, listIdOf } from './hibobRecord';

// each schedule of a run asks for everybody
const known = new WeakMap<JsonObject, Place>();

/** Where somebody works, as far as HiBob says it in a way that can be read. */
export function placeOf(record: JsonObject): Place {
	const before = known.get(record);
	if (before) return before;
	const country = labelOf(record, 'siteCountry');
	const place = {
		site: labelOf(record, 'site')?.toLowerCase() ?? null,
		siteId: (listIdOf(record, 'siteId') ?? listIdOf(record, 'site'))?.toLowerCase() ?? null,
		country: country === null ? null : countryInWords(country),
	};
	known.set(record, place);
	return place;
}

/** A country as sites are compared by it: its code, or its name when it is no known country. */
export const countryInWords = (text: string): string => (countryCodeOf(text) ?? text).toLowerCase();
