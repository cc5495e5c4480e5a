import { describe, expect, test } from '@jest/globals';
import { checkNotLeftSince, NoLongerDue } from '../../../nodes/Reachdesk/gifts/leftSince.ts';

const NOW = Date.parse('2026-11-25T09:00:00Z');

/** An item of the trigger, as far as this rule reads it. */
const item = (
	terminationDate: unknown,
	judged: Readonly<Record<string, unknown>> = { date: '2026-11-23', timeZone: 'UTC' },
) => ({ judged, employee: { id: '17', terminationDate } });

const hasLeft = (anItem: unknown, now = NOW): boolean => {
	try {
		checkNotLeftSince(anItem, now);
		return false;
	} catch (error) {
		if (error instanceof NoLongerDue) return true;
		throw error;
	}
};

describe('of somebody judged on the 23rd, on the 25th', () => {
	test.each<[unknown, boolean, string]>([
		['2026-11-22', false, 'had left before: the user wants it so'],
		['2026-11-23', true, 'left on the very day of the judgement'],
		['2026-11-24', true, 'left since'],
		['2026-11-25', false, 'has the last day today'],
		['2026-11-26', false, 'leaves tomorrow'],
		[null, false, 'stays'],
		[undefined, false, 'stays'],
		['', false, 'stays'],
	])('with the termination date %j the gift is withheld: %s (%s)', (date, expected, why) => {
		expect([hasLeft(item(date)), why]).toEqual([expected, why]);
	});
});

describe('the day is that of the item’s time zone', () => {
	const morning = Date.parse('2026-11-25T03:00:00Z');
	test.each([
		['UTC', true],
		['America/New_York', false],
		['Pacific/Auckland', true],
	])('%s', (timeZone, expected) => {
		expect(hasLeft(item('2026-11-24', { date: '2026-11-23', timeZone }), morning)).toBe(expected);
	});

	test('and UTC when the item names none', () => {
		const judged = { date: '2026-11-23' };
		expect(hasLeft(item('2026-11-24', judged), Date.parse('2026-11-25T00:00:00Z'))).toBe(true);
		expect(hasLeft(item('2026-11-24', judged), Date.parse('2026-11-24T23:59:59Z'))).toBe(false);
	});
});

test('an error names the employee by id, both days and what comes next', () => {
	const check = () => {
		checkNotLeftSince(item('2026-11-24'), NOW);
	};
	expect(check).toThrow('Employee 17 left on 2026-11-24, after this item was made on 2026-11-23');
	expect(check).toThrow(
		expect.objectContaining({
			remedy: 'Nothing was sent to them. The next run of the trigger judges everyone anew',
		}),
	);
});

describe('an item that the trigger did not make', () => {
	test.each([
		[undefined],
		[null],
		['text'],
		[{}],
		[{ employee: { id: '17', terminationDate: '2026-11-24' } }],
		[{ judged: { date: '2026-11-23' } }],
		[{ judged: { date: 7 }, employee: { id: '17', terminationDate: '2026-11-24' } }],
		[{ judged: '2026-11-23', employee: { id: '17', terminationDate: '2026-11-24' } }],
	])('is left to others: %j', (anItem) => {
		expect(hasLeft(anItem)).toBe(false);
	});
});
