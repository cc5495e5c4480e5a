import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import {
	passedOverByBoth,
	passedOverInWords,
	passedOverOf,
	passedOverWhere,
	readPassedOver,
} from '../../../nodes/shared/schedule/passedOver.ts';
import type { PassedOver } from '../../../nodes/shared/schedule/passedOver.ts';
import { civil } from '../../HiBob/occasions/calendar.mts';

const DAY = civil('2026-11-23');

const some = (count: number, event = 'birthday'): PassedOver => {
	const ids = Array.from({ length: count }, (_, index) => index);
	const found = passedOverOf(ids.map((id) => ({ id: String(id), event, date: addDays(DAY, -id) })));
	if (found === null) throw new Error('there is none');
	return found;
};

describe('what a publishing passes over', () => {
	test('is kept soonest first, at most 200 with the count of all', () => {
		const { count, occasions } = some(300);
		expect(count).toBe(300);
		expect(occasions).toHaveLength(200);
		expect(occasions[0]?.id).toBe('299');
		expect(passedOverOf([])).toBeNull();
	});

	test('is told in words for 50, by employee id and day', () => {
		expect(passedOverInWords(some(2))).toBe(
			'2 of the days ahead fell due before the workflow was published, so they are passed over: birthday of 1 on 2026-11-22; birthday of 0 on 2026-11-23. Send these by hand, or lower "Days Before" so that they fall due later',
		);
		const words = passedOverInWords(some(300));
		expect(words).toContain('; and 250 more.');
		expect(words.match(/birthday of/g)).toHaveLength(50);
		expect(passedOverInWords(some(50))).not.toContain('more.');
	});

	test('by two publishings counts together', () => {
		expect(passedOverByBoth(some(150), some(100, 'startDate'))).toMatchObject({ count: 250 });
		expect(passedOverByBoth(some(150), some(100))?.occasions).toHaveLength(200);
		expect(passedOverByBoth(null, null)).toBeNull();
		expect(passedOverByBoth(some(1), null)).toEqual(some(1));
		expect(passedOverByBoth(null, some(1))).toEqual(some(1));
	});

	test('counts without what is not any more', () => {
		const one = some(300);
		expect(passedOverWhere(one, () => true)).toBe(one);
		expect(passedOverWhere(one, ({ id }) => id !== '299')).toMatchObject({ count: 299 });
		expect(passedOverWhere(one, () => false)).toBeNull();
	});

	test('comes back as it was stored, and whatever is not of its shape is none', () => {
		const one = some(300);
		expect(readPassedOver(JSON.parse(JSON.stringify(one)))).toEqual(one);
		const [occasion] = one.occasions;
		for (const bad of [
			undefined,
			null,
			'x',
			7,
			[],
			{},
			{ count: 3 },
			{ count: 1, occasions: [] },
			{ count: 1, occasions: [null] },
			{ count: 1, occasions: [{ ...occasion, id: 1 }] },
			{ count: 1, occasions: [{ ...occasion, event: null }] },
			{ count: 1, occasions: [{ ...occasion, date: '2026-02-30' }] },
		]) {
			expect(readPassedOver(bad)).toBeNull();
		}
		expect(readPassedOver({ count: 'many', occasions: [occasion] })?.count).toBe(1);
	});
});
