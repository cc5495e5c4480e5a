import { countryCodeOf } from '../../shared/countryCode';
import type { JsonObject } from '../../shared/jsonObject';
import type { Place } from '../occasions/siteRules';
import { labelOf, listIdOf } from './hibobRecord';

// each schedule of a run needs it for everyone
const known = new WeakMap<JsonObject, Place>();

/** Where a person works, as far as HiBob returns it readably. */
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

/** A country as site rules compare it: its code, or its name when the country is unknown. */
export const countryInWords = (text: string): string => (countryCodeOf(text) ?? text).toLowerCase();
