import { countryCodeOf } from '../../shared/countryCode';
import { ExplainedError } from '../../shared/explainedError';
import { isWholeNumber } from '../../shared/parameterValue';

/**
 * The two-letter code of a country’s name or code. An email gift needs no country, so an unknown
 * one is undefined unless there is an address, which needs it.
 *
 * @param country - undefined without a country
 * @param hasAddress - whether there are other parts of an address
 * @param field - where the country was read, such as "Country"
 * @throws ExplainedError when there is an address and its country is unknown; the error repeats
 * neither
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
		'Nothing was sent to this recipient. Use an ISO 3166 code such as GB, or a name such as United Kingdom. A name that two countries share, such as Korea, is not enough',
	);
}
