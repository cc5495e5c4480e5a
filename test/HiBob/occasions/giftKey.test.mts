import { describe, expect, test } from '@jest/globals';
import { dueOccasion } from './dueOccasion.mts';
import { giftKey } from '../../../nodes/HiBob/occasions/giftKey.ts';
import { occasionsDueWithin } from '../../../nodes/HiBob/occasions/dueOccasions.ts';
import { civil, dayOfYear, LEAP_DAY_POLICIES } from './calendar.mts';

const ID = '3332883884017713938';

describe('a gift key', () => {
	test.each([
		['birthday', '2026-11-23', `hibob:${ID}:birthday:2026`],
		['workAnniversary', '2026-11-23', `hibob:${ID}:workAnniversary:2026`],
		['startDate', '2026-11-23', `hibob:${ID}:startDate:2026`],
	] as const)('of a %s on %s is %s', (type, date, expected) => {
		expect(giftKey(ID, dueOccasion(type, date))).toBe(expected);
	});

	test('bears the year of the occurrence, not of the day on which it is due', () => {
		const newYear = { ...dueOccasion('birthday', '2027-01-01'), dueDate: civil('2026-12-31') };
		expect(giftKey(ID, newYear)).toBe(`hibob:${ID}:birthday:2027`);
	});

	test('is the same when HiBob corrects the date within the year', () => {
		const before = giftKey(ID, dueOccasion('birthday', '2026-11-23'));
		expect(giftKey(ID, dueOccasion('birthday', '2026-12-01'))).toBe(before);
	});

	test('is another one for another employee, occasion or year', () => {
		const keys = [
			giftKey(ID, dueOccasion('birthday', '2026-11-23')),
			giftKey(ID, dueOccasion('birthday', '2027-11-23')),
			giftKey(ID, dueOccasion('workAnniversary', '2026-11-23')),
			giftKey('3332883884017713939', dueOccasion('birthday', '2026-11-23')),
		];
		expect(new Set(keys).size).toBe(keys.length);
	});

	test.each([2027, 2028, 2100])('is the same for both leap-day policies in %i', (year) => {
		const window = { from: civil(`${String(year)}-01-01`), until: civil(`${String(year)}-12-31`) };
		const dates = { birthday: dayOfYear('02-29'), startDate: civil('2024-02-29') };
		const [one, other] = LEAP_DAY_POLICIES.map((policy) =>
			occasionsDueWithin(dates, ['birthday', 'workAnniversary'], window, policy).map((occasion) =>
				giftKey(ID, occasion),
			),
		);
		expect(one).toHaveLength(2);
		expect(other).toEqual(one);
	});
});
