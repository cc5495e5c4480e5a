import { countryCodeOf } from '../../shared/countryCode';
import { ExplainedError } from '../../shared/explainedError';
import { isWholeNumber } from '../../shared/parameterValue';

/**
 * The two-letter code of a country’s name or code. An email gift needs no country, so one that is not
 * known matters only where an address needs it: then it is undefined without one.
 *
 * @param country - undefined where there is none
 * @param hasAddress - whether there are other parts of an address
 * @param field - where the country was read, such as "Country"
 * @throws ExplainedError when there is an address, and its country is not known; it repeats neither
 */
export function recipientCountry(
	country: unknown,
	hasAddress: boolean,
	field: string,
): string | undefined {
	if (country === undefined) return undefined;
	const text = isWholeNumber(country) ? String(country) : country;
	const code = typeof text === 'string' ? countryCodeOf(text) : null;
	if (code !== null) return code;
	if (!hasAddress) return undefined;
	throw new ExplainedError(
		`${field} is not the name or code of one country`,
		'Nothing was sent to this recipient. Use a code of ISO 3166 such as GB, or a name such as United Kingdom; a name that two countries share, such as Korea, is not enough',
	);
}
