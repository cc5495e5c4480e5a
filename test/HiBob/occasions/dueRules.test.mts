import { describe, expect, test } from '@jest/globals';
import {
	areSame,
	dueRulesOf,
	policyOf,
	readDueRules,
	wantedBy,
} from '../../../nodes/HiBob/occasions/dueRules.ts';
import { wantedCustomDate } from '../../../nodes/HiBob/occasions/occasion.ts';
import { duePolicy } from './duePolicies.mts';
import type { SiteRule } from '../../../nodes/HiBob/occasions/siteRules.ts';
import { birthday, startDate, workAnniversary } from './wanted.mts';

test.each(['constructor', '__proto__', 'toString'])(
	'a date field with the name of something in every object (%s) has the rules that it was given, or none',
	(field) => {
		const wanted = wantedCustomDate(field, 'once');
		expect(wantedBy(dueRulesOf([birthday], duePolicy({})), wanted)).toBeNull();
		const stored: unknown = JSON.parse(JSON.stringify(dueRulesOf([wanted], duePolicy({}))));
		const rules = readDueRules(stored);
		expect(rules && wantedBy(rules, wanted)).toEqual(wanted);
	},
);

const siteRule = (changes: Partial<SiteRule>): SiteRule => ({
	sites: ['paris', 'lyon'],
	countries: ['fr', 'be'],
	timeZone: 'Europe/Paris',
	runAt: null,
	weekdays: null,
	holidays: null,
	...changes,
});

test('a custom date that comes once counts no years', () => {
	expect(wantedCustomDate('work.custom.field_1', 'once').years).toBeNull();
	expect(wantedCustomDate('work.custom.field_1', 'yearly').years).not.toBeNull();
});

describe('the due rules of settings', () => {
	const holidays = ['2026-12-25', '2026-01-01'];
	const policy = duePolicy({ daysBefore: 2, shift: 'next', weekdays: [7, 2, 1], holidays });
	const anniversary = workAnniversary({ years: new Set([10, 5]), from: 20 });

	test('are the same, in whatever order they were set', () => {
		const other = duePolicy({
			daysBefore: 2,
			shift: 'next',
			weekdays: [1, 7, 2],
			holidays: holidays.toReversed(),
		});
		const one = dueRulesOf([startDate, birthday, anniversary], policy);
		const again = workAnniversary({ years: new Set([5, 10]), from: 20 });
		expect(areSame(one, dueRulesOf([again, birthday, startDate], other))).toBe(true);
		expect(areSame(one, dueRulesOf([startDate, birthday], policy))).toBe(false);
		expect(one).toMatchObject({
			daysBefore: 2,
			shift: 'next',
			weekdays: [1, 2, 7],
			holidays: ['2026-01-01', '2026-12-25'],
			occasions: { workAnniversary: { repeat: 'yearly', years: { single: [5, 10], from: 20 } } },
		});
	});

	test('lead back to how a due day follows', () => {
		expect(policyOf(dueRulesOf([birthday], policy))).toEqual(policy);
		expect(wantedBy(dueRulesOf([anniversary], policy), anniversary)).toEqual(anniversary);
	});

	test('have no days off where nothing is moved', () => {
		const rules = dueRulesOf([birthday], duePolicy({ holidays }), [
			siteRule({ weekdays: new Set([7]) }),
		]);
		expect(rules).toMatchObject({ weekdays: [], holidays: [] });
		expect(rules).not.toHaveProperty('sites');
	});

	test('have the days of sites, where any has days of its own', () => {
		const sitesOf = (rules: readonly SiteRule[]) => dueRulesOf([birthday], policy, rules).sites;
		expect(sitesOf([])).toBeUndefined();
		expect(sitesOf([siteRule({}), siteRule({})])).toBeUndefined();
		const days = { weekdays: [1, 2, 7], holidays: ['2026-01-01', '2026-12-25'] };
		const places = { sites: ['lyon', 'paris'], countries: ['be', 'fr'] };
		expect(sitesOf([siteRule({ weekdays: new Set([4, 1]) }), siteRule({})])).toEqual([
			{ ...places, ...days, weekdays: [1, 4] },
			{ ...places, ...days },
		]);
		expect(sitesOf([siteRule({ holidays: new Set(['2026-05-01', '2026-04-06']) })])).toEqual([
			{ ...places, ...days, holidays: ['2026-04-06', '2026-05-01'] },
		]);
	});
});

describe('stored due rules', () => {
	const SITE = { sites: ['paris'], countries: [], weekdays: [1], holidays: ['2026-05-01'] };
	const STORED = {
		daysBefore: 2,
		leapDay: 'march1',
		shift: 'next',
		weekdays: [1, 7],
		holidays: ['2026-12-25'],
		occasions: {
			birthday: { repeat: 'yearly', years: null },
			workAnniversary: { repeat: 'yearly', years: { single: [5], from: 10 } },
			startDate: { repeat: 'once', years: { single: [], from: null } },
		},
	};

	test.each<[string, object]>([
		['as they were stored', STORED],
		['with sites', { ...STORED, sites: [SITE, { ...SITE, countries: ['fr'] }] }],
		['with no days, where nothing is moved', { ...STORED, shift: 'sameDay', weekdays: [] }],
		['that look into the past', { ...STORED, shift: 'previous', leapDay: 'february28' }],
		['at their limits', { ...STORED, daysBefore: 99 }],
		['without days before', { ...STORED, daysBefore: 0 }],
	])('are read %s', (_, stored) => {
		expect(readDueRules(stored)).toEqual(stored);
	});

	test('without any site are those without sites', () => {
		expect(readDueRules({ ...STORED, sites: [] })).toEqual(STORED);
		expect(readDueRules({ ...STORED, sites: [] })).not.toHaveProperty('sites');
	});

	test.each<[unknown]>([
		[null],
		['text'],
		[{ ...STORED, daysBefore: -1 }],
		[{ ...STORED, daysBefore: 100 }],
		[{ ...STORED, daysBefore: 1.5 }],
		[{ ...STORED, daysBefore: '2' }],
		[{ ...STORED, leapDay: 'march2' }],
		[{ ...STORED, shift: 'back' }],
		[{ ...STORED, weekdays: [] }],
		[{ ...STORED, weekdays: [0] }],
		[{ ...STORED, weekdays: [8] }],
		[{ ...STORED, weekdays: [1, '2'] }],
		[{ ...STORED, weekdays: 1 }],
		[{ ...STORED, holidays: ['2026-02-30'] }],
		[{ ...STORED, holidays: null }],
		[{ ...STORED, occasions: null }],
		[{ ...STORED, occasions: { birthday: null } }],
		[{ ...STORED, occasions: { birthday: { repeat: 'daily', years: null } } }],
		[{ ...STORED, occasions: { birthday: { repeat: 'yearly' } } }],
		[{ ...STORED, occasions: { birthday: { repeat: 'yearly', years: 5 } } }],
		[{ ...STORED, occasions: { birthday: { repeat: 'yearly', years: { single: 5, from: 1 } } } }],
		[
			{
				...STORED,
				occasions: { birthday: { repeat: 'yearly', years: { single: [], from: 'x' } } },
			},
		],
		[
			{
				...STORED,
				occasions: { birthday: { repeat: 'yearly', years: { single: [-1], from: 1 } } },
			},
		],
		[{ ...STORED, sites: null }],
		[{ ...STORED, sites: 'paris' }],
		[{ ...STORED, sites: [SITE, null] }],
		[{ ...STORED, sites: [{ ...SITE, sites: [7] }] }],
		[{ ...STORED, sites: [{ ...SITE, countries: [7] }] }],
		[{ ...STORED, sites: [{ ...SITE, weekdays: [] }] }],
		[{ ...STORED, sites: [{ ...SITE, weekdays: [9] }] }],
		[{ ...STORED, sites: [{ ...SITE, holidays: ['soon'] }] }],
	])('in another shape are none: %j', (stored) => {
		expect(readDueRules(stored)).toBeNull();
	});
});
