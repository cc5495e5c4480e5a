import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { dayOf, isTimeZone, todayIn } from '../../nodes/shared/timeZone.ts';

test.each([
	['UTC', true],
	['Europe/London', true],
	['US/Pacific', true],
	['Mars/Olympus', false],
	['', false],
])('"%s" is a time zone: %s, however often it is asked', (text, expected) => {
	for (let times = 0; times < 2; times++) expect(isTimeZone(text)).toBe(expected);
});

describe('today', () => {
	const NOW = Date.parse('2026-11-25T10:30:00Z');

	test.each([
		['UTC', '2026-11-25'],
		['Pacific/Kiritimati', '2026-11-26'],
		['Pacific/Pago_Pago', '2026-11-24'],
	])('is the date there: %s', (zone, expected) => {
		expect(todayIn(zone, NOW)).toBe(expected);
	});

	test('is no date in a zone that is none', () => {
		expect(() => todayIn('Mars/Olympus', NOW)).toThrow(
			new RangeError('Mars/Olympus is not a time zone'),
		);
		expect(() => dayOf(DateTime.invalid('no'), 'UTC')).toThrow(RangeError);
	});
});
