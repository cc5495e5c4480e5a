import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { policyAt, ruleFor } from '../../../nodes/HiBob/occasions/siteRules.ts';
import { triggerSettings } from '../../../nodes/HiBob/resources/trigger/settings.ts';
import { duePolicy } from '../occasions/duePolicies.mts';
import { pollContext } from '../../n8nCore.mts';
import { explanationOf } from '../../shared/explanation.mts';
import { triggerNode } from '../resources/publishedTrigger.mts';

const NOWHERE = { serviceUser: { id: 'x', token: 'x' }, url: 'http://127.0.0.1:9/v1' };

const settingsOf = (rules: IDataObject[], parameters: IDataObject = {}) =>
	triggerSettings(pollContext(triggerNode(NOWHERE, { siteRules: { rule: rules }, ...parameters })));

const SYDNEY = { sites: ['Sydney'], timeZone: 'Australia/Sydney' };

test('the time zone of a rule is chosen from all but the workflow’s own', () => {
	const { properties } = triggerNode(NOWHERE).type.description;
	const text = JSON.stringify(properties.find(({ name }) => name === 'siteRules'));
	expect(text).toContain('{"loadOptionsMethod":"getOtherTimeZones"}');
});

describe('a site rule', () => {
	test('takes what it leaves empty from the settings of everyone else', () => {
		const { siteRules, siteSchedules, requested } = settingsOf([SYDNEY]);
		expect(siteRules).toEqual([
			{
				sites: ['sydney'],
				countries: [],
				timeZone: 'Australia/Sydney',
				runAt: null,
				weekdays: null,
				holidays: null,
			},
		]);
		expect(siteSchedules).toEqual([
			{ mode: 'onceADay', runAt: '07:00', timeZone: 'Australia/Sydney' },
		]);
		expect(requested.place).toEqual(['work.site']);
	});

	test('for one site by its ID, and others by name, needs the IDs, too', () => {
		const { requested } = settingsOf([{ ...SYDNEY, sites: ['Sydney', '2606112'] }]);
		expect(requested.place).toEqual(['work.site', 'work.siteId']);
	});

	test('has its own run time, working days and holidays', () => {
		const { siteRules, siteSchedules } = settingsOf([
			{ ...SYDNEY, runAt: ' 09:30 ', workingDays: [7, 1, 2], holidays: '2026-12-25 2026-12-28' },
		]);
		expect(siteRules[0]).toMatchObject({
			runAt: '09:30',
			weekdays: new Set([7, 1, 2]),
			holidays: new Set(['2026-12-25', '2026-12-28']),
		});
		expect(siteSchedules).toMatchObject([{ runAt: '09:30' }]);
	});

	test.each(['9:00', ' 9:00', '09:00'])(
		'with "%s" runs at nine, as everyone else does',
		(runAt) => {
			const { siteRules, siteSchedules } = settingsOf([{ ...SYDNEY, timeZone: 'UTC', runAt }], {
				runAt: '09:00',
			});
			expect(siteRules[0]).toMatchObject({ runAt: '09:00' });
			expect(siteSchedules).toEqual([]);
		},
	);

	test('has the holidays that were picked and those that were typed', () => {
		const holiday = [
			{ date: '2026-12-25', name: 'Christmas Day' },
			// as n8n stored dates before it had pickers for dates alone
			{ date: '2027-01-01T00:00:00' },
		];
		const [rule] = settingsOf([
			{ ...SYDNEY, holidayDates: { holiday }, holidays: '2026-12-28 2027-01-01T00:00:00' },
		]).siteRules;
		expect(rule?.holidays).toEqual(new Set(['2026-12-25', '2026-12-28', '2027-01-01']));
	});

	test('is no schedule of its own when it has the time of everyone else, or of another rule', () => {
		const { siteSchedules } = settingsOf([
			{ sites: ['London'], timeZone: 'UTC', workingDays: [1] },
			SYDNEY,
			{ sites: ['Melbourne'], timeZone: 'Australia/Sydney', runAt: '07:00' },
		]);
		expect(siteSchedules).toHaveLength(1);
	});

	test('has a time zone alone when the trigger runs at every poll', () => {
		expect(settingsOf([SYDNEY], { run: 'everyPoll' }).siteSchedules).toEqual([
			{ mode: 'everyPoll', timeZone: 'Australia/Sydney' },
		]);
	});

	test('reads the field that it compares, and looks for what it names in the lists of HiBob', () => {
		const { requested, chosenEntries } = settingsOf([
			{ ...SYDNEY, sites: ['2606110'], countries: ['Germany'] },
		]);
		expect(requested.place).toEqual(['work.site', 'work.siteId', 'address.siteCountry']);
		for (const field of requested.place) expect(requested.required).toContain(field);
		expect(chosenEntries).toEqual([
			{ label: 'Site Rules', list: 'site', entries: ['2606110'] },
			{ label: 'Site Rules', list: 'countries', entries: ['Germany'] },
		]);
	});

	test.each<[string, IDataObject[], RegExp]>([
		[
			'no site',
			[SYDNEY, { timeZone: 'UTC' }],
			/^Rule 2 of 'Site Rules' has neither sites nor countries/,
		],
		['no time zone', [{ sites: ['Sydney'] }], /^Rule 1 of 'Site Rules' has "" as its time zone/],
		['an unknown time zone', [{ ...SYDNEY, timeZone: 'Sydney' }], /"Sydney" as its time zone/],
		[
			'the zone of the workflow',
			[{ ...SYDNEY, timeZone: 'workflow' }],
			/"workflow" as its time zone/,
		],
		['a time that is none', [{ ...SYDNEY, runAt: '9am' }], /"9am" as its run time/],
		['a holiday that is none', [{ ...SYDNEY, holidays: '25.12.2026' }], /"25.12.2026"/],
		[
			'a holiday that nobody picked',
			[{ ...SYDNEY, holidayDates: { holiday: [{ date: '', name: 'Christmas' }] } }],
			/'Holidays' has a row without a date/,
		],
		[
			'a picked holiday that is none',
			[{ ...SYDNEY, holidayDates: { holiday: [{ date: '2026-02-30' }] } }],
			/2026-02-30/,
		],
		['a weekday that is none', [{ ...SYDNEY, workingDays: [8] }], /'Working Days'/],
		[
			'one site twice',
			[SYDNEY, { ...SYDNEY, sites: ['sydney'] }],
			/"sydney" in rule 1 and in rule 2/,
		],
		[
			'one country twice, by code and by name',
			[
				{ countries: ['Germany'], timeZone: 'Europe/Berlin' },
				{ countries: ['DE'], timeZone: 'UTC' },
			],
			/"de" in rule 1 and in rule 2/,
		],
	])('with %s is refused by its number', (_, rules, message) => {
		expect(() => settingsOf(rules)).toThrow(message);
	});

	test.each<[IDataObject[], string]>([
		[[{ timeZone: 'UTC' }], 'Choose the sites that it applies to, or delete it'],
		[[{ ...SYDNEY, timeZone: ' ' }], "Choose one in 'Time Zone', such as Australia/Sydney"],
		[[{ ...SYDNEY, timeZone: undefined }], 'Choose one in'],
		[
			[{ ...SYDNEY, runAt: '9am' }],
			"Set 'Run At' to hours and minutes, such as 9:00 or 14:30, or leave it empty",
		],
		[[SYDNEY, SYDNEY], 'Remove it from one of them'],
		[
			[{ ...SYDNEY, holidayDates: { holiday: [{ date: '' }] } }],
			'Pick the date, or delete the row',
		],
	])('%j comes with what to do', (rules, remedy) => {
		expect(explanationOf(() => settingsOf(rules)).remedy).toContain(remedy);
	});

	test('may have spaces around its time zone, and no run time', () => {
		expect(
			settingsOf([{ ...SYDNEY, timeZone: ' UTC ', runAt: undefined }]).siteRules,
		).toMatchObject([{ timeZone: 'UTC', runAt: null }]);
	});

	test('asks for an id or a country that one of several rules, or one of its sites, names', () => {
		const { requested } = settingsOf([
			{ ...SYDNEY, sites: ['Perth', '2606110'] },
			{ timeZone: 'Europe/Berlin', countries: ['Germany'] },
		]);
		expect(requested.place).toEqual(['work.site', 'work.siteId', 'address.siteCountry']);
	});
});

describe('the days off at a site', () => {
	const [typed, own, ofCalendar] = ['2026-12-24', '2026-12-25', '2026-12-26'].map(
		(day) => new Set([day]),
	);
	const policy = duePolicy({ holidays: ['2026-12-24'] });
	const [rule = null] = settingsOf([{ ...SYDNEY, holidays: '2026-12-25' }]).siteRules;
	test.each<[string, Parameters<typeof policyAt>, Set<string> | undefined]>([
		['the typed ones where nothing else is known', [policy, null], typed],
		['those of the rule before them', [policy, rule], own],
		['those of the company calendar before both', [policy, rule, ofCalendar], ofCalendar],
		['those of the company calendar without a rule', [policy, null, ofCalendar], ofCalendar],
	])('are %s', (_, given, expected) => {
		expect(policyAt(...given).workingDays.holidays).toEqual(expected);
	});
});

describe('whom a rule is for', () => {
	const rules = [
		{ sites: [], countries: ['de'] },
		{ sites: ['berlin', '17'], countries: [] },
		{ sites: [], countries: ['de', 'at'] },
	];
	const place = { site: null, siteId: null, country: null };
	test.each([
		['the name of the site', { ...place, site: 'berlin' }, 1],
		['the id of the site', { ...place, siteId: '17' }, 1],
		['the site before its country', { site: 'berlin', siteId: '17', country: 'de' }, 1],
		['the first rule for a country', { ...place, site: 'munich', country: 'de' }, 0],
		['another country', { ...place, country: 'at' }, 2],
		['nothing', place, -1],
		['a site without a rule', { ...place, site: 'paris', country: 'fr' }, -1],
	])('is decided by %s', (_, where, index) => {
		expect(ruleFor(rules, where)).toBe(rules[index] ?? null);
	});
});
