import { describe, expect, test } from '@jest/globals';
import { firstHistory } from '../../../nodes/HiBob/occasions/dueHistory.ts';
import { dueRulesOf } from '../../../nodes/HiBob/occasions/dueRules.ts';
import { historyAt, policyAt, ruleFor } from '../../../nodes/HiBob/occasions/siteRules.ts';
import type { Place, SiteRule } from '../../../nodes/HiBob/occasions/siteRules.ts';
import { civil } from './calendar.mts';
import { duePolicy } from './duePolicies.mts';
import { birthday } from './wanted.mts';

const rule = (changes: Partial<SiteRule>): SiteRule => ({
	sites: [],
	countries: [],
	timeZone: 'UTC',
	runAt: null,
	weekdays: null,
	holidays: null,
	...changes,
});
const place = (changes: Partial<Place>): Place => ({
	site: null,
	siteId: null,
	country: null,
	...changes,
});

describe('the rule that a person follows', () => {
	const london = rule({ sites: ['london', '17'] });
	const uk = rule({ countries: ['gb'] });
	const ukAgain = rule({ countries: ['gb'], sites: ['leeds'] });

	test.each<[string, Place, SiteRule | null]>([
		['by the name of the site', place({ site: 'london' }), london],
		['by its ID', place({ siteId: '17' }), london],
		['by its ID, whatever its name', place({ site: 'paris', siteId: '17' }), london],
		['by the country', place({ site: 'york', siteId: '9', country: 'gb' }), uk],
		['for the site before that for the country', place({ site: 'leeds', country: 'gb' }), ukAgain],
		['is none at another place', place({ site: 'paris', siteId: '9', country: 'fr' }), null],
		['is none without a place', place({}), null],
	])('%s', (_, where, expected) => {
		expect(ruleFor([uk, london, ukAgain], where)).toBe(expected);
	});
});

describe('how a due day follows at a place', () => {
	const policy = duePolicy({ daysBefore: 2, shift: 'next', holidays: ['2026-01-01'] });
	const { workingDays } = policy;
	const weekdays = new Set([7, 1, 2, 3, 4]);
	const holidays = new Set(['2026-05-01']);
	const daysOff = new Set(['2026-08-31']);

	test('is as everywhere without a rule, or by one that says nothing of days', () => {
		expect(policyAt(policy, null)).toBe(policy);
		expect(policyAt(policy, rule({}))).toBe(policy);
	});

	test.each<[string, SiteRule | null, ReadonlySet<string> | null, object]>([
		['other weekdays', rule({ weekdays }), null, { weekdays }],
		['other holidays', rule({ holidays }), null, { holidays }],
		['both', rule({ weekdays, holidays }), null, { weekdays, holidays }],
		['a company calendar', null, daysOff, { holidays: daysOff }],
		[
			'a company calendar before holidays',
			rule({ weekdays, holidays }),
			daysOff,
			{ weekdays, holidays: daysOff },
		],
	])('has %s', (_, aRule, off, changes) => {
		expect(policyAt(policy, aRule, off)).toEqual({
			...policy,
			workingDays: { ...workingDays, ...changes },
		});
	});
});

describe('a history at a place', () => {
	const rules = rule({
		sites: ['london'],
		weekdays: new Set([7]),
		holidays: new Set(['2026-05-01']),
	});
	const historyOf = (shift: 'next' | 'sameDay', siteRules: readonly SiteRule[]) =>
		firstHistory(dueRulesOf([birthday], duePolicy({ shift }), siteRules), civil('2026-01-01'));
	const daysAt = (
		where: Place,
		daysOff?: ReadonlySet<string>,
		shift: 'next' | 'sameDay' = 'next',
	) =>
		historyAt(historyOf(shift, [rules]), where, daysOff).map(({ rules: at }) => [
			at.weekdays,
			at.holidays,
			at.sites,
		]);

	test('has the days of that place alone', () => {
		expect(daysAt(place({ site: 'london' }))).toEqual([[[7], ['2026-05-01'], undefined]]);
		expect(daysAt(place({ site: 'paris' }))).toEqual([[[1, 2, 3, 4, 5], [], undefined]]);
		const everywhere = historyOf('next', []);
		expect(historyAt(everywhere, place({ site: 'london' }))).toEqual(everywhere);
	});

	test('has today’s company calendar in place of holidays, where days are moved', () => {
		const off = new Set(['2026-08-31']);
		expect(daysAt(place({ site: 'london' }), off)).toEqual([[[7], ['2026-08-31'], undefined]]);
		expect(daysAt(place({}), off)).toEqual([[[1, 2, 3, 4, 5], ['2026-08-31'], undefined]]);
		expect(daysAt(place({}), off, 'sameDay')).toEqual([[[], [], undefined]]);
	});

	test('keeps when its rules began', () => {
		const history = historyOf('next', [rules]);
		const from = history.map((segment) => segment.from);
		expect(historyAt(history, place({})).map((segment) => segment.from)).toEqual(from);
	});
});
