import { describe, expect, test } from '@jest/globals';
import { hashesOf } from '../../../nodes/HiBob/occasions/rememberedKeys.ts';
import type { DueItem } from '../../../nodes/HiBob/runs/judged.ts';
import { heldAfter, heldCalendars } from '../../../nodes/HiBob/runs/held.ts';
import { partial } from '../../shared/partial.mts';
import { civil } from '../occasions/calendar.mts';
import { birthday } from '../occasions/wanted.mts';
import { settings } from '../resources/runs.mts';

const TODAY = civil('2026-11-25');
/** the oldest due day that is remembered, 92 days back */
const OLDEST = '2026-08-25';

describe('the due days of held gifts', () => {
	const chosen = settings({ wanted: [birthday], catchUpDays: 7 });

	/** The first and the last due day at which a run looks again. */
	const spanOf = (held: Readonly<Record<string, string>>): unknown[] | null => {
		const calendars = heldCalendars(chosen, chosen.schedule, held, TODAY);
		const days = calendars?.(null).flatMap(({ due }) => [...due.byMonthDay.values()].flat());
		const dates = days?.map(({ dueDate }) => dueDate).sort();
		return dates ? [dates[0], dates.at(-1)] : null;
	};

	test('are those before the catch-up days, from the month of the first one', () => {
		expect(spanOf({ '2026-10': 'x', '2026-09': 'y' })).toEqual(['2026-09-01', '2026-11-17']);
	});

	test('are no longer ago than three months', () => {
		expect(spanOf({ '2026-01': 'x' })).toEqual([OLDEST, '2026-11-17']);
	});

	test('are none when all of them are caught up anyway', () => {
		expect(spanOf({})).toBeNull();
		expect(spanOf({ '2026-12': 'x' })).toBeNull();
		// the first of the month is the last day before the catch-up days
		const december = heldCalendars(
			chosen,
			chosen.schedule,
			{ '2026-12': 'x' },
			civil('2026-12-09'),
		);
		expect(december?.(null)).toHaveLength(1);
	});
});

describe('held gifts after an execution', () => {
	const item = (key: string, dueDate: string): DueItem =>
		partial<DueItem>({ key, occasion: { dueDate: civil(dueDate) } });
	const all = () => true;

	test('are kept by the month in which they fell due, each once', () => {
		const items = [item('a', '2026-11-20'), item('b', '2026-10-31'), item('c', '2026-11-01')];
		const after = heldAfter({ '2026-11': hashesOf(['a']) }, items, all, [], TODAY);
		expect(after).toEqual({ '2026-11': hashesOf(['a', 'c']), '2026-10': hashesOf(['b']) });
	});

	test('are only those that a person holds', () => {
		const items = [item('a', '2026-11-20'), item('b', '2026-11-20')];
		expect(heldAfter({}, items, (key) => key === 'b', [], TODAY)).toEqual({
			'2026-11': hashesOf(['b']),
		});
	});

	test('are forgotten when they are delivered', () => {
		const held = { '2026-10': hashesOf(['a']), '2026-11': hashesOf(['b', 'c']) };
		expect(heldAfter(held, [], all, ['a', 'b'], TODAY)).toEqual({ '2026-11': hashesOf(['c']) });
	});

	test('are given up three months after they fell due', () => {
		const items = [item('a', OLDEST), item('b', '2026-08-24')];
		expect(heldAfter({}, items, all, [], TODAY)).toEqual({ '2026-08': hashesOf(['a']) });
		const held = { '2026-07': hashesOf(['c']), '2026-08': hashesOf(['d']) };
		expect(heldAfter(held, [], all, [], TODAY)).toEqual({ '2026-08': hashesOf(['d']) });
	});
});
