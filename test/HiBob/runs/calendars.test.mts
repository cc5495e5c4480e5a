import { describe, expect, jest, test } from '@jest/globals';
import type { DueCalendar } from '../../../nodes/HiBob/occasions/dueOccasions.ts';
import type { SiteRule } from '../../../nodes/HiBob/occasions/siteRules.ts';
import {
	calendarsOf,
	calendarsWithin,
	followersOf,
	sameForAll,
} from '../../../nodes/HiBob/runs/calendars.ts';
import type { RunSchedule } from '../../../nodes/shared/schedule/runSchedule.ts';
import { recordWith } from '../employees/people.mts';
import { civil } from '../occasions/calendar.mts';
import { birthday, workAnniversary } from '../occasions/wanted.mts';
import { settings } from '../resources/runs.mts';

const OWN: RunSchedule = { mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' };
const IN_SYDNEY: RunSchedule = { ...OWN, timeZone: 'Australia/Sydney' };

const SYDNEY: SiteRule = {
	sites: ['sydney'],
	countries: [],
	timeZone: 'Australia/Sydney',
	runAt: null,
	weekdays: null,
	holidays: null,
};

/** Someone at a site, with the company calendar of their employment. */
const at = (site: string, calendarId?: number) =>
	recordWith({
		work: { site, siteId: `id of ${site}` },
		humanReadable: { work: { site } },
		payroll: { employment: { calendarId } },
	});

type Chosen = Parameters<typeof calendarsOf>[0];

const chosen = (changes: Partial<Chosen> = {}): Chosen => ({
	...settings(),
	schedule: OWN,
	...changes,
});

/** What due days are built from for each of these people, by a schedule. */
function builtFor(
	given: Chosen,
	people: readonly Parameters<ReturnType<typeof calendarsOf>>[0][],
	schedule = OWN,
) {
	const built: Parameters<Parameters<typeof calendarsOf>[2]>[0][] = [];
	const build = jest.fn((rules: (typeof built)[number]): DueCalendar => {
		built.push(rules);
		return [];
	});
	const calendars = calendarsOf(given, schedule, build);
	const before = build.mock.calls.length;
	for (const one of people) calendars(one);
	return { before, built };
}

test('without site rules and company calendars everyone has the same days', () => {
	const { before, built } = builtFor(chosen(), [at('London'), at('Sydney'), null]);
	expect(before).toBe(1);
	expect(built).toEqual([
		{
			policy: settings().duePolicy,
			place: { site: null, siteId: null, country: null },
			daysOff: null,
		},
	]);
	expect(sameForAll([])(at('London'))).toEqual([]);
});

describe('with site rules', () => {
	const ruled = chosen({ siteRules: [SYDNEY] });

	test('the days of each place are built once', () => {
		const { built } = builtFor(ruled, [at('London'), at('London'), at('Paris'), null]);
		expect(built.map(({ place }) => place.site)).toEqual([null, 'london', 'paris']);
	});

	test('the days of places with like names are built for each', () => {
		const place = (site: string, siteId: string) => recordWith({ work: { site, siteId } });
		const { built } = builtFor(ruled, [place('ab', 'c'), place('a', 'bc')]);
		expect(built).toHaveLength(3);
	});

	test('people follow the schedule of their site, and no other one', () => {
		expect(builtFor(ruled, [at('Sydney')]).built).toHaveLength(1);
		const inSydney = builtFor(ruled, [at('Sydney'), at('London'), null], IN_SYDNEY);
		expect(inSydney.before).toBe(0);
		expect(inSydney.built.map(({ place }) => place.site)).toEqual(['sydney']);
		expect([at('Sydney'), at('London')].map(followersOf(ruled, IN_SYDNEY))).toEqual([true, false]);
		expect([at('Sydney'), at('London')].map(followersOf(ruled, OWN))).toEqual([false, true]);
	});

	test('a rule has its own working days', () => {
		const rule = { ...SYDNEY, timeZone: 'UTC', weekdays: new Set([7]) };
		const { built } = builtFor(chosen({ siteRules: [rule] }), [at('Sydney')]);
		expect(built.at(-1)?.policy.workingDays.weekdays).toEqual(new Set([7]));
	});
});

describe('with company calendars', () => {
	const daysOff = new Map([
		['calendar:7', new Set(['2026-12-24'])],
		['site:id of London', new Set(['2026-12-25'])],
	] as const);
	const offFor = (...people: ReturnType<typeof at>[]) =>
		builtFor(chosen({ daysOff }), people)
			.built.slice(1)
			.map(({ daysOff: own, policy }) => [own && [...own], [...policy.workingDays.holidays]]);

	test('people have the days off of their own calendar, or of their site', () => {
		expect(offFor(at('London', 7), at('London'))).toEqual([
			[['2026-12-24'], ['2026-12-24']],
			[['2026-12-25'], ['2026-12-25']],
		]);
	});

	test('a calendar that is gone is none', () => {
		expect(offFor(at('London', 8))).toEqual([[['2026-12-25'], ['2026-12-25']]]);
	});

	test('people whose calendar nobody knows have the holidays of the settings', () => {
		expect(offFor(at('Paris'), recordWith())).toEqual([
			[null, []],
			[null, []],
		]);
	});
});

test('due days are those within the window of each occasion', () => {
	const window = { from: civil('2026-11-25'), until: civil('2026-11-26') };
	const both = { ...chosen(), wanted: [birthday, workAnniversary()] };
	const calendars = calendarsWithin(both, OWN, (id) => (id === birthday.id ? window : null));
	expect(calendars(null).map(({ wanted, due }) => [wanted.id, [...due.byMonthDay.keys()]])).toEqual(
		[['birthday', ['11-25', '11-26']]],
	);
});
