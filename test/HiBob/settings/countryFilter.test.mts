import { expect, test } from '@jest/globals';
import { whoOf } from '../../../nodes/HiBob/settings/who.ts';
import { countryCodeOf } from '../../../nodes/shared/countryCode.ts';

/** Whether the chosen countries hold that of a person, by its name or by its code. */
function finds(countries: unknown, country: string): boolean {
	const { rules } = whoOf({
		getNodeParameter: (name, preset) => (name === 'who' ? { countries } : preset),
		getTimezone: () => 'UTC',
	});
	return [country, countryCodeOf(country)].some(
		(word) => word !== null && rules.filters.country.has(word.toLowerCase()),
	);
}

test.each([
	[['Deutschland'], 'Germany'],
	[['GBR'], 'United Kingdom'],
	[['Germany'], 'Deutschland'],
	[[276], 'Allemagne'],
	['UK, de', 'Germany'],
	[['Korea, South'], 'Republic of Korea'],
	[['Atlantis'], 'Atlantis'],
])('the countries %j hold a person in %s', (countries, country) => {
	expect(finds(countries, country)).toBe(true);
});

test.each([
	[['Niger'], 'Nigeria'],
	[['Guinea'], 'Papua New Guinea'],
	[['Korea'], 'South Korea'],
	[['Congo'], 'Democratic Republic of the Congo'],
	[['Atlantis'], 'Lemuria'],
])('the countries %j do not hold a person in %s', (countries, country) => {
	expect(finds(countries, country)).toBe(false);
});
