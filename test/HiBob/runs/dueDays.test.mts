import { expect, test } from '@jest/globals';
import { dueRulesOf } from '../../../nodes/HiBob/occasions/dueRules.ts';
import { dueDaysInRun } from '../../../nodes/HiBob/runs/dueDays.ts';
import { civil } from '../occasions/calendar.mts';
import { settings } from '../resources/runs.mts';

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
