import { describe, expect, test } from '@jest/globals';
import { dueRulesOf } from '../../../nodes/HiBob/occasions/dueRules.ts';
import { dueDaysInRun, missedDays } from '../../../nodes/HiBob/runs/dueDays.ts';
import { civil } from '../occasions/calendar.mts';
import { settings } from '../resources/runs.mts';

const missedSince = (
	lastRun: string,
	baselines: Record<string, string> = {},
	chosen = settings(),
) => {
	const known = Object.entries(baselines).map(([id, day]) => [id, civil(day)] as const);
	return missedDays(
		chosen,
		{
			schedule: chosen.schedule,
			baselines: Object.fromEntries(known),
			lastRun: civil(lastRun),
			day: { ...DAY, baseline: civil('2026-10-01') },
		},
		{ givenUp: null },
	);
};
const monthDaysOf = (missed: ReturnType<typeof missedDays>, id = 'birthday') =>
	(missed?.calendars(null) ?? []).flatMap(({ wanted, due }) =>
		wanted.id === id ? [...due.byMonthDay.keys()].sort() : [],
	);

const TODAY = civil('2026-11-25');
const DAY = { today: TODAY, latest: TODAY, baseline: TODAY };
const { wanted, duePolicy, siteRules } = settings();
const rules = dueRulesOf(wanted, duePolicy, siteRules);
/** Rules that are the same since a day, and first ran on one. */
const since = (from: string, firstRun: string) => ({
	from: civil(from),
	firstRun: civil(firstRun),
	rules,
});
const OTHER = { ...rules, daysBefore: 3 };
const FORMER = { ...since('2026-11-20', '2026-11-20'), rules: OTHER };

test.each([
	['counts', [FORMER, since('2026-11-22', '2026-11-22')], ['2026-11-20', '2026-11-22']],
	[
		'counts until tomorrow, which may be today elsewhere',
		[since('2026-11-26', '2026-11-26')],
		['2026-11-26'],
	],
	[
		'does not count when it begins later',
		[FORMER, since('2026-11-27', '2026-11-22')],
		['2026-11-25'],
	],
	[
		'does not count when it first ran later',
		[FORMER, since('2026-11-22', '2026-11-27')],
		['2026-11-25'],
	],
])('the history of the rules %s', (_, history, expected) => {
	const days = dueDaysInRun(settings(), history, civil('2026-11-24'), DAY);
	expect(days.map(({ from }) => from)).toEqual(expected);
});

describe('the due days that no run was in time for', () => {
	test('are those after the last run that are older than the catch-up days', () => {
		expect(monthDaysOf(missedSince('2026-11-14'))).toEqual(['11-15', '11-16', '11-17']);
		expect(monthDaysOf(missedSince('2026-11-16'))).toEqual(['11-17']);
	});

	test('are none after a run within the catch-up days', () => {
		expect(missedSince('2026-11-17')).toBeNull();
		expect(missedSince('2026-11-24')).toBeNull();
	});

	test('are none of an occasion that has begun since, and are still those of others', () => {
		const missed = missedSince('2026-11-14', { birthday: '2026-11-20' });
		expect(monthDaysOf(missed)).toEqual([]);
		expect(monthDaysOf(missed, 'workAnniversary')).toEqual(['11-15', '11-16', '11-17']);
	});
});
