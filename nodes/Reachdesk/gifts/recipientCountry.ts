import { countryCodeOf } from '../../shared/countryCode';
import { ExplainedError } from '../../shared/explainedError';
import { shown } from '../../shared/parameterValue';

/**
 * The two-letter code of a country’s name or code.
 *
 * @throws ExplainedError when the country is not known
 */
export function recipientCountry(country: string): string {
	const code = countryCodeOf(country);
	if (code !== null) return code;
	throw new ExplainedError(
		`"Country" is "${shown(country)}", which is not known`,
		'Use a two-letter ISO 3166 code such as GB, or the country’s English name',
	);
}
