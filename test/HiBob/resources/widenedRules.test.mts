import { describe, expect, test } from '@jest/globals';
import { EXCLUSION_REASONS } from '../../../nodes/HiBob/employees/eligibility.ts';
import type {
	EligibilityRules,
	ExclusionReason,
} from '../../../nodes/HiBob/employees/eligibility.ts';
import { closedKeys, closedLookUp, skippedKeysOf } from '../../../nodes/HiBob/runs/widenedRules.ts';
import { addDays } from '../../../nodes/shared/civilDate.ts';
import { rules } from '../employees/people.mts';
import { civil } from '../occasions/calendar.mts';

const UNTIL = civil('2026-11-23');
const NEXT = civil('2026-11-24');
const KEY = 'hibob:3332883884017713938:birthday:2026';

interface Rules {
	rules: EligibilityRules;
	optOutField: string | null;
	optInField: string | null;
}

const before: Rules = { rules: rules(), optOutField: null, optInField: null };
const changed = (changes: Partial<EligibilityRules>): Rules => ({
	...before,
	rules: rules(changes),
});
const without = (reason: ExclusionReason): Rules =>
	changed({ reasons: new Set([...before.rules.reasons].filter((one) => one !== reason)) });
const filtered = (changes: Partial<EligibilityRules['filters']>): Rules =>
	changed({ filters: { ...before.rules.filters, ...changes } });

/** The reasons whose rule is another one by some settings. */
const closedBy = (now: Rules): ExclusionReason[] =>
	EXCLUSION_REASONS.filter((reason) => {
		const skipped = skippedKeysOf([{ key: KEY, reason }], before, UNTIL);
		return closedLookUp(closedKeys({}, skipped, now, NEXT))(KEY, UNTIL);
	});

describe('a changed setting closes what was skipped by the rules that it decides, and nothing else:', () => {
	const one = new Set(['one']);
	test.each<[string, Rules, ExclusionReason[]]>([
		['no change', { rules: rules(), optOutField: null, optInField: null }, []],
		['sites', filtered({ site: one }), ['filteredOut']],
		['departments', filtered({ department: one }), ['filteredOut']],
		['employment types', filtered({ employmentType: one }), ['filteredOut']],
		['countries', filtered({ country: one }), ['filteredOut']],
		['lifecycle statuses to include', filtered({ lifecycleStatus: one }), ['filteredOut']],
		['employment types to skip', changed({ exceptEmploymentTypes: one }), ['filteredOut']],
		[
			'people to skip until a day',
			changed({ personsUntil: new Map([['one', UNTIL]]) }),
			['personExcluded'],
		],
		['excluded people', changed({ persons: one }), ['personExcluded']],
		['the opt-out field', { ...before, optOutField: 'one' }, ['personExcluded']],
		['lifecycle statuses', changed({ lifecycles: one }), ['lifecycleExcluded']],
		['Recipient Email', changed({ recipientEmail: 'personal' }), ['noEmail']],
		[
			'Use Last Day of Work',
			changed({ leavesOnLastDayOfWork: true }),
			['terminated', 'leavesBeforeOccasion'],
		],
		['No Email', without('noEmail'), ['noEmail']],
		['Terminated', without('terminated'), ['terminated']],
		['Leaves Before', without('leavesBeforeOccasion'), ['leavesBeforeOccasion']],
		['Not Active', without('notActive'), ['notActive']],
		['Status Unknown', without('statusUnknown'), ['notActive', 'statusUnknown']],
	])('%s', (_, now, reasons) => {
		expect(closedBy(now)).toEqual(reasons);
	});

	test('an upgrade is not a change: the fingerprints are those of the version before', () => {
		const skipped = skippedKeysOf(
			[
				{ key: KEY, reason: 'filteredOut' },
				{ key: 'hibob:2:birthday:2026', reason: 'personExcluded' },
			],
			{
				...changed({ persons: one, filters: { ...before.rules.filters, site: one } }),
				optOutField: 'a.b',
			},
			UNTIL,
		);
		expect(skipped?.reasons.filteredOut?.rule).toBe('p2W_oU2c');
		expect(skipped?.reasons.personExcluded?.rule).toBe('EBdyqwE5');
	});

	test('another last day is a change', () => {
		const until = (day: string) => changed({ personsUntil: new Map([['one', civil(day)]]) });
		const reason = 'personExcluded';
		const skipped = skippedKeysOf([{ key: KEY, reason }], until('2026-12-01'), UNTIL);
		expect(closedKeys({}, skipped, until('2026-12-01'), NEXT)).toEqual({});
		expect(closedKeys({}, skipped, until('2026-11-22'), NEXT)).not.toEqual({});
	});

	test('what is only chosen is another rule than what is excepted', () => {
		const only = filtered({ lifecycleStatus: new Set(['one']) });
		const except = changed({ exceptEmploymentTypes: new Set(['one']) });
		const reason = 'filteredOut';
		const skipped = skippedKeysOf([{ key: KEY, reason }], only, UNTIL);
		expect(closedKeys({}, skipped, except, NEXT)).not.toEqual({});
	});

	test('closes what was skipped by it, and not what another rule skipped', () => {
		const OTHER = 'hibob:2:birthday:2026';
		const skipped = skippedKeysOf(
			[
				{ key: KEY, reason: 'filteredOut' },
				{ key: OTHER, reason: 'notActive' },
			],
			before,
			UNTIL,
		);
		const isClosed = closedLookUp(
			closedKeys({}, skipped, filtered({ site: new Set(['one']) }), NEXT),
		);
		expect([KEY, OTHER].map((key) => isClosed(key, UNTIL))).toEqual([true, false]);
	});

	test('the order of entries is no change', () => {
		const sites = (...names: string[]) => filtered({ site: new Set(names) });
		const skipped = skippedKeysOf([{ key: KEY, reason: 'filteredOut' }], sites('a', 'b'), UNTIL);
		expect(closedKeys({}, skipped, sites('b', 'a'), NEXT)).toEqual({});
	});
});

describe('a closed key', () => {
	const close = (key: string, until = UNTIL, closed = {}) =>
		closedKeys(
			closed,
			skippedKeysOf([{ key, reason: 'filteredOut' }], before, until),
			filtered({ site: new Set(['one']) }),
			addDays(until, 1),
		);

	test('is closed for the due days that the run looked at, and not for later ones', () => {
		const isClosed = closedLookUp(close(KEY));
		expect(isClosed(KEY, UNTIL)).toBe(true);
		expect(isClosed(KEY, addDays(UNTIL, -3))).toBe(true);
		expect(isClosed(KEY, NEXT)).toBe(false);
		expect(isClosed('hibob:1:birthday:2026', UNTIL)).toBe(false);
	});

	test('stays so beside others of the same and of other days, for thirteen months', () => {
		const both = close('hibob:2:birthday:2026', UNTIL, close(KEY));
		const later = close('hibob:3:birthday:2026', addDays(UNTIL, 100), both);
		for (const id of ['3332883884017713938', '2', '3']) {
			expect(closedLookUp(later)(`hibob:${id}:birthday:2026`, UNTIL)).toBe(true);
		}
		const kept = closedKeys(later, null, before, addDays(UNTIL, 396));
		expect(Object.keys(kept)).toHaveLength(2);
		expect(Object.keys(closedKeys(later, null, before, addDays(UNTIL, 397)))).toHaveLength(1);
	});
});

describe('what is remembered of the skipped', () => {
	test('names nobody, and takes 8 characters a key', () => {
		const keys = Array.from({ length: 2_000 }, (_, id) => `hibob:${String(id)}:birthday:2026`);
		const skipped = skippedKeysOf(
			keys.map((key) => ({ key, reason: 'personExcluded' })),
			changed({ persons: new Set(['ann@example.com']) }),
			UNTIL,
		);
		const stored = JSON.stringify(skipped);
		expect(stored).not.toMatch(/hibob|birthday|ann|example/);
		expect(stored.length).toBeLessThan(2_000 * 8 + 100);
		expect(skippedKeysOf([], before, UNTIL)).toBeNull();
	});
});

test.each<[string, (name: string) => Rules]>([
	['a lifecycle status to include', (name) => filtered({ lifecycleStatus: new Set([name]) })],
	['an employment type to skip', (name) => changed({ exceptEmploymentTypes: new Set([name]) })],
])('%s that is replaced by another one closes what was skipped by it', (_, settings) => {
	const skipped = skippedKeysOf([{ key: KEY, reason: 'filteredOut' }], settings('one'), UNTIL);
	const isClosedBy = (now: Rules) => closedLookUp(closedKeys({}, skipped, now, NEXT))(KEY, UNTIL);
	expect(isClosedBy(settings('two'))).toBe(true);
	expect(isClosedBy(settings('one'))).toBe(false);
});
