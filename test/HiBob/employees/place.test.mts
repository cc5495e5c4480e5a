import { expect, test } from '@jest/globals';
import { countryInWords, placeOf } from '../../../nodes/HiBob/employees/place.ts';
import { recordWith } from './people.mts';

const labels = (work: object, address: object = {}) => ({ humanReadable: { work, address } });

test('a place is compared in lower case: the site by its name and its ID, the country by its code', () => {
	const record = recordWith({
		work: { site: 'Sydney', siteId: 'S1' },
		address: { siteCountry: 'Australia' },
		...labels({ site: 'Sydney' }, { siteCountry: 'Australia' }),
	});
	expect(placeOf(record)).toEqual({ site: 'sydney', siteId: 's1', country: 'au' });
});

test('a country that nobody knows stays as HiBob has it', () => {
	expect(countryInWords('Elbonia')).toBe('elbonia');
	expect(countryInWords('United Kingdom')).toBe('gb');
});

test('what HiBob does not return is unknown', () => {
	expect(placeOf(recordWith())).toEqual({ site: null, siteId: null, country: null });
});

test('the place of a record is worked out once', () => {
	const record = recordWith({ work: { site: 'Sydney' }, ...labels({ site: 'Sydney' }) });
	expect(placeOf(record)).toBe(placeOf(record));
});
