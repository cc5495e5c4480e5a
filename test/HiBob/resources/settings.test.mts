import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { triggerSettings } from '../../../nodes/HiBob/resources/trigger/settings.ts';
import { asParameters } from '../../hostile/parameters.mts';
import { pollContext } from '../../n8nCore.mts';
import { explanationOf } from '../../shared/explanation.mts';
import { reasonsBut, rules } from '../employees/people.mts';
import { triggerNode } from './publishedTrigger.mts';
import {
	birthday,
	customDate,
	daysAfterStart,
	endOfProbation,
	EVERYTHING,
	originalAnniversary,
	workAnniversary,
} from '../occasions/wanted.mts';
import { SAME_DAY } from './runs.mts';

const NOWHERE = { serviceUser: { id: 'x', token: 'x' }, url: 'http://127.0.0.1:9/v1' };

const settingsOf = (parameters: IDataObject = {}) =>
	triggerSettings(pollContext(triggerNode(NOWHERE, parameters)));

describe('without a choice', () => {
	test('every rule is on, and a run looks back a week', () => {
		const { requested, ...rest } = settingsOf();
		expect(requested.required.length).toBeGreaterThan(0);
		expect(rest).toEqual({
			wanted: EVERYTHING,
			rosterEvents: new Set(),
			schedule: { mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' },
			siteSchedules: [],
			siteRules: [],
			usesCompanyCalendars: false,
			daysOff: null,
			duePolicy: SAME_DAY,
			catchUpDays: 7,
			delivery: 'once',
			offersOnceADay: false,
			includeSkipped: false,
			reportsRuns: false,
			largestShrink: 20,
			largestUnreadable: 5,
			rules: rules(),
			optOutField: null,
			optInField: null,
			preferredNameField: null,
			chosenEntries: [],
			extraFields: [],
			watchedFields: [],
			returned: { address: false, personalEmail: false, phone: false },
		});
	});

	test('Include Skipped is off until it is added, and adding it switches it on', () => {
		const { type } = triggerNode(NOWHERE);
		const { options = [] } =
			type.description.properties.find(({ name }) => name === 'options') ?? {};
		const option = options.find(({ name }) => name === 'includeSkipped');
		const added = option && 'default' in option ? option.default : undefined;
		expect(added).toBe(true);
		const isOn = (includeSkipped?: unknown) =>
			settingsOf({ options: asParameters({ includeSkipped }) }).includeSkipped;
		expect(isOn(added)).toBe(true);
		expect(isOn(false)).toBe(false);
		expect(isOn('={{ "false" }}')).toBe(false);
		expect(isOn('={{ true }}')).toBe(true);
		expect(settingsOf({ options: {} }).includeSkipped).toBe(false);
	});

	test('a workflow of an older version is read, too', () => {
		const node = triggerNode(NOWHERE);
		node.parameters = { events: ['birthday'] };
		expect(triggerSettings(pollContext(node))).toMatchObject({
			wanted: [birthday],
			schedule: { mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' },
			catchUpDays: 7,
			rules: rules(),
		});
	});
});

describe('what the user chose', () => {
	test('arrives', () => {
		const customDates = { date: [{ field: 'a.b', repeat: 'once' }, { field: 'c.d' }] };
		const chosen = settingsOf({
			events: ['workAnniversary', 'customDate'],
			anniversaryYears: '1, 3, 10+',
			customDates,
			run: 'everyPoll',
			timeZone: ' Europe/London ',
			recipientEmail: 'personal',
			when: {
				catchUpDays: 0,
				daysBefore: 60,
				leapDay: 'march1',
				shift: 'previous',
				workingDays: [7, 1],
				holidays: '2026-12-25, 2026-12-26\n2027-01-01;2027-01-02',
				anniversaryFrom: 'originalStartDate',
			},
			delivery: 'repeat',
			options: { includeSkipped: true, largestShrink: 100 },
		});
		expect(chosen).toMatchObject({
			wanted: [
				{ ...originalAnniversary, years: { years: new Set([1, 3, 10]), from: 10 } },
				customDate('a.b', 'once'),
				customDate('c.d', 'yearly'),
			],
			schedule: { mode: 'everyPoll', timeZone: 'Europe/London' },
			catchUpDays: 0,
			duePolicy: {
				daysBefore: 60,
				leapDay: 'march1',
				workingDays: {
					shift: 'previous',
					weekdays: new Set([1, 7]),
					holidays: new Set(['2026-12-25', '2026-12-26', '2027-01-01', '2027-01-02']),
				},
			},
			delivery: 'repeat',
			offersOnceADay: false,
			includeSkipped: true,
			largestShrink: 100,
			rules: { recipientEmail: 'personal' },
		});
	});

	test.each(['9:00', '09:00', ' 9:00 '])('at "%s" is at 09:00', (runAt) => {
		expect(settingsOf({ runAt }).schedule).toMatchObject({ runAt: '09:00' });
	});

	test('of holidays are those that were picked and those that were typed', () => {
		const picked = { holiday: [{ date: '2026-12-25', name: 'Christmas Day' }] };
		const { duePolicy } = settingsOf({
			when: { holidayDates: picked, holidays: '2027-01-01' },
		});
		expect(duePolicy.workingDays.holidays).toEqual(new Set(['2026-12-25', '2027-01-01']));
		expect(settingsOf({ when: {} }).duePolicy.workingDays.holidays).toEqual(new Set());
	});

	test('of days after the start is an occasion for each number', () => {
		const { wanted, requested } = settingsOf({
			events: ['endOfProbation', 'daysAfterStart'],
			daysAfterStart: '90, 30',
			when: { anniversaryFrom: 'originalStartDate' },
		});
		expect(wanted).toEqual([daysAfterStart(30), daysAfterStart(90), endOfProbation]);
		expect(wanted.map(({ id, fields }) => [id, ...fields])).toEqual([
			['daysAfterStart30', 'work.startDate'],
			['daysAfterStart90', 'work.startDate'],
			['endOfProbation', 'internal.probationEndDate'],
		]);
		expect(requested.required).toEqual(
			expect.arrayContaining(['work.startDate', 'internal.probationEndDate']),
		);
		const preset = settingsOf({ events: ['daysAfterStart'] });
		expect(preset.wanted).toEqual([30, 60, 90].map((days) => daysAfterStart(days)));
		const listed = settingsOf({ events: ['daysAfterStart'], daysAfterStart: [45, 100] });
		expect(listed.wanted).toEqual([daysAfterStart(45), daysAfterStart(100)]);
	});

	test('about people is compared in lower case', () => {
		const { rules: chosen, optOutField } = settingsOf({
			who: {
				leaveOut: ['terminated', 'noEmail'],
				lifecycles: ['Garden leave'],
				onlyLifecycles: ['Employed'],
				exceptEmploymentTypes: ['Intern'],
				excludedPeople: ' 17, Noa@Work.Example;\n18 ',
				sites: ['London'],
				departments: ['R&D'],
				employmentTypes: ['Fixed term'],
				countries: ['United Kingdom'],
				optOutField: ' work.custom.field_1 ',
				leavesOnLastDayOfWork: true,
			},
		});
		expect(optOutField).toBe('work.custom.field_1');
		expect(chosen).toEqual(
			rules({
				reasons: reasonsBut('leavesBeforeOccasion', 'notActive', 'statusUnknown'),
				lifecycles: new Set(['garden leave']),
				exceptEmploymentTypes: new Set(['intern']),
				persons: new Set(['17', 'noa@work.example', '18']),
				filters: {
					site: new Set(['london']),
					department: new Set(['r&d']),
					employmentType: new Set(['fixed term']),
					lifecycleStatus: new Set(['employed']),
					country: new Set(['united kingdom', 'gb']),
				},
				leavesOnLastDayOfWork: true,
			}),
		);
	});

	describe('people who are skipped until a day', () => {
		const rowsOf = (...row: IDataObject[]) => settingsOf({ who: { exceptUntil: { row } } }).rules;

		test.each([
			['a date picker', '2026-12-01T00:00:00'],
			['a date picker in the evening', '2026-12-01T23:30:00'],
			['a date', '2026-12-01'],
			['a date and time of a spreadsheet', '2026-12-01 09:30:00'],
			['an instant with an offset', '2026-12-01T00:00:00.000+13:00'],
			['DateTime of an expression', '={{ DateTime.fromISO("2026-12-01") }}'],
			['a date of an expression', '={{ "2026-12-01" }}'],
		])('%s gives the day', (_, until) => {
			const { personsUntil, persons } = rowsOf({ person: ' Noa@Work.Example ', until });
			expect(personsUntil).toEqual(new Map([['noa@work.example', '2026-12-01']]));
			expect(persons).toEqual(new Set());
		});

		test.each([[{ until: '' }], [{}]])('%j: without a day they are skipped always', (more) => {
			const { personsUntil, persons } = rowsOf({ person: '17', ...more });
			expect(personsUntil).toEqual(new Map());
			expect(persons).toEqual(new Set(['17']));
		});

		test('of two rows for one person the later day counts', () => {
			const [early, late] = ['2026-12-01', '2027-01-31'].map((until) => ({ person: '17', until }));
			for (const rows of [
				[early, late],
				[late, early],
			]) {
				expect(rowsOf(...rows.filter((row) => row !== undefined)).personsUntil).toEqual(
					new Map([['17', '2027-01-31']]),
				);
			}
		});

		test.each<[IDataObject, RegExp]>([
			[{ person: '17', until: 'next week' }, /^.Until. is "next week"/],
			[{ person: '17', until: '2026-02-30' }, /^.Until. is "2026-02-30"/],
			[{ person: '17', until: '31.12.2026' }, /^.Until. is "31.12.2026"/],
			[{ person: '17', until: '={{ DateTime.fromISO("soon") }}' }, /^.Until. is/],
			[{ person: '17', until: '={{ null }}' }, /^The expression in 'Until' returns nothing/],
			[{ person: '17', until: 20261201 }, /^.Until. is/],
			[{ person: '', until: '2026-12-01' }, /^'Except People Until', row 2 names nobody/],
			[{ until: '2026-12-01' }, /^'Except People Until', row 2 names nobody/],
			[{ person: 3332883884017713938 }, /^.Employee ID or Email. contains a rounded number/],
		])('%j is refused', (row, message) => {
			expect(explanationOf(() => rowsOf({ person: '16' }, row)).message).toMatch(message);
		});
	});

	test('may be a list where the panel has a text', () => {
		const {
			rules: chosen,
			duePolicy,
			wanted,
			optOutField,
		} = settingsOf({
			events: 'workAnniversary',
			anniversaryYears: [1, 3],
			who: { excludedPeople: ['17', 18], optOutField: ['a.b'], leavesOnLastDayOfWork: 'true' },
			when: { holidays: ['2026-12-25'] },
		});
		expect(chosen.persons).toEqual(new Set(['17', '18']));
		expect(chosen.leavesOnLastDayOfWork).toBe(true);
		expect(optOutField).toBe('a.b');
		expect(duePolicy.workingDays.holidays).toEqual(new Set(['2026-12-25']));
		expect(wanted).toEqual([workAnniversary({ years: new Set([1, 3]), from: null })]);
	});

	test('an expression that gives an empty text takes no rule away', () => {
		expect(settingsOf({ who: { leaveOut: '' } }).rules).toEqual(rules());
	});

	test('what is read for a rule alone is not returned', () => {
		const { requested, returned } = settingsOf({
			who: { countries: ['Germany'], excludedPeople: 'noa@home.example' },
		});
		expect(requested.required).toContain('address.country');
		expect(requested.required).toContain('home.privateEmail');
		expect(returned).toEqual({ address: false, personalEmail: false, phone: false });
	});

	test.each([
		[['phone'], { address: false, personalEmail: false, phone: true }],
		[['address'], { address: true, personalEmail: false, phone: false }],
		[['personalEmail'], { address: false, personalEmail: true, phone: false }],
	])('what is read on request is returned: %j', (readAlso, returned) => {
		expect(settingsOf({ options: { readAlso } }).returned).toEqual(returned);
	});

	test.each([
		[true, 'next', ['work.siteId', 'payroll.employment.calendarId']],
		[true, 'sameDay', []],
		[false, 'next', []],
	])('whose calendar it is is read where it matters: %j, %s', (companyCalendars, shift, place) => {
		expect(settingsOf({ when: { companyCalendars, shift } }).requested.place).toEqual(place);
	});

	test('one of several custom dates may not be without its field', () => {
		const date = [
			{ field: 'work.custom.field_1', repeat: 'yearly' },
			{ field: '', repeat: 'yearly' },
		];
		const parameters = { events: ['customDate'], customDates: { date } };
		expect(() => settingsOf(parameters)).toThrow('without a date field');
	});

	test('may be a text with commas, as expressions give it', () => {
		const { rules: chosen, extraFields } = settingsOf({
			who: { sites: 'London, Paris,', leaveOut: 'terminated,notActive', lifecycles: 'Leave' },
			options: { extraFields: 'work.title, work.custom.field_1' },
		});
		expect(chosen.filters.site).toEqual(new Set(['london', 'paris']));
		expect(chosen.lifecycles).toEqual(new Set(['leave']));
		expect(chosen.reasons).toEqual(reasonsBut('leavesBeforeOccasion', 'statusUnknown', 'noEmail'));
		expect(extraFields).toEqual(['work.title', 'work.custom.field_1']);
	});

	test('of a name with a comma stays one name when it comes from the list', () => {
		const { rules: chosen } = settingsOf({ who: { sites: ['Washington, D.C.'] } });
		expect(chosen.filters.site).toEqual(new Set(['washington, d.c.']));
	});

	test('of nothing to skip switches every reason off', () => {
		const { reasons } = settingsOf({ who: { leaveOut: [] } }).rules;
		expect(reasons).toEqual(
			new Set([
				'lifecycleExcluded',
				'personExcluded',
				'filteredOut',
				'notOptedIn',
				'dataUnreadable',
			]),
		);
	});
});

describe('a wrong setting is refused, naming the field and what it takes', () => {
	const fields = Array.from({ length: 400 }, (_, index) => `work.custom.field_${String(index)}`);

	test.each<[string, IDataObject, RegExp, RegExp]>([
		['no event', { events: [] }, /No event/, /'Trigger On'/],
		[
			'an unknown event',
			{ events: ['birthday', 'divorce'] },
			/'Trigger On' is "divorce"/,
			/birthday, /,
		],
		['a time that is no time', { runAt: '7 am' }, /"7 am" is not a time/, /'Run At' .* 14:30/],
		['an hour too many', { runAt: '24:00' }, /"24:00" is not a time/, /'Run At'/],
		['no time', { runAt: '' }, /"" is not a time/, /'Run At'/],
		['a zone that is none', { timeZone: 'Mars/Olympus' }, /"Mars\/Olympus" is not/, /'Time Zone'/],
		['no zone', { timeZone: '' }, /"" is not a time zone/, /'Time Zone'/],
		['an unknown way to run', { run: 'hourly' }, /'Run' is "hourly"/, /onceADay, everyPoll/],
		['years that are none', { anniversaryYears: '1,x' }, /'Anniversary Years' has "x"/, /1 to 99/],
		['year 0', { anniversaryYears: '0' }, /'Anniversary Years' has "0"/, /1 to 99/],
		['year 100', { anniversaryYears: '100' }, /'Anniversary Years' has "100"/, /1 to 99/],
		[
			'days that are none',
			{ events: ['daysAfterStart'], daysAfterStart: '30 days' },
			/'Days After Start' has "30 days"/,
			/1 to 730/,
		],
		[
			'no days',
			{ events: ['daysAfterStart'], daysAfterStart: '' },
			/'Days After Start' is empty/,
			/30, 60, 90/,
		],
		[
			'days that fall due before the start date',
			{ events: ['daysAfterStart'], daysAfterStart: '7, 30', when: { daysBefore: 14 } },
			/'Days After Start' has 7 and 'Days Before' is 14/,
			/from 14 on/,
		],
		[
			'sites that give nothing',
			{ who: { sites: '' } },
			/'Only Site Names or IDs' is empty/,
			/expression/,
		],
		[
			'sites that are an object',
			{ who: { sites: { a: 1 } } },
			/.Only Site Names or IDs. is not a list/,
			/texts/,
		],
		[
			'a site that is null',
			{ who: { sites: [null] } },
			/.Only Site Names or IDs. is not a list/,
			/texts/,
		],
		[
			'excluded people that are an object',
			{ who: { excludedPeople: {} } },
			/.Except People./,
			/texts/,
		],
		['several opt-out fields', { who: { optOutField: ['a.b', 'c.d'] } }, /several fields/, /one/],
		[
			'a flag that is no flag',
			{ options: { includeSkipped: 'maybe' } },
			/'Include Skipped'/,
			/true, false/,
		],
		[
			'more to read that nobody knows',
			{ options: { readAlso: 'salary' } },
			/'Include Personal Data' is "salary"/,
			/address/,
		],
		[
			'the birth date as extra field',
			{ options: { extraFields: ['personal.birthDate'] } },
			/how old/,
			/shortBirthDate/,
		],
		[
			'the age as extra field',
			{ options: { extraFields: ['personal.age'] } },
			/how old/,
			/shortBirthDate/,
		],
		[
			'the birth date as custom date',
			{ events: ['customDate'], customDates: { date: [{ field: 'personal.birthDate' }] } },
			/how old/,
			/shortBirthDate/,
		],
		[
			'a custom date twice',
			{
				events: ['customDate'],
				customDates: { date: [{ field: 'a.b' }, { field: 'a.b', repeat: 'once' }] },
			},
			/the same field twice/,
			/once/,
		],
		['a gap between commas', { anniversaryYears: '1,,3' }, /'Anniversary Years' has ""/, /1 to 99/],
		['catch-up of −1', { when: { catchUpDays: -1 } }, /'Catch-Up Days' is "-1"/, /0 to 60/],
		['catch-up of 1.5', { when: { catchUpDays: 1.5 } }, /'Catch-Up Days' is "1.5"/, /0 to 60/],
		['catch-up of 61', { when: { catchUpDays: 61 } }, /'Catch-Up Days' is "61"/, /0 to 60/],
		['catch-up as text', { when: { catchUpDays: 'a week' } }, /'Catch-Up Days'/, /0 to 60/],
		['days before −1', { when: { daysBefore: -1 } }, /'Days Before' is "-1"/, /0 to 60/],
		['days before 61', { when: { daysBefore: 61 } }, /'Days Before' is "61"/, /0 to 60/],
		['an unknown leap day', { when: { leapDay: 'never' } }, /'Leap Day' is "never"/, /march1/],
		['an unknown shift', { when: { shift: 'away' } }, /'Weekends and Holidays' is "away"/, /next/],
		['no working days', { when: { workingDays: [] } }, /'Working Days' is empty/, /one day/],
		['working days as text', { when: { workingDays: 'Monday' } }, /'Working Days'/, /1 to 7/],
		['working day 8', { when: { workingDays: [1, 8] } }, /'Working Days' is "8"/, /1 to 7/],
		[
			'a holiday that is no date',
			{ when: { holidays: '2026-12-25, 26/12/2026' } },
			/'Holidays as Text' has "26\/12\/2026"/,
			/2026-12-25/,
		],
		[
			'a holiday that does not exist',
			{ when: { holidays: '2026-02-29' } },
			/'Holidays as Text' has "2026-02-29"/,
			/commas/,
		],
		[
			'an unknown first day to count from',
			{ when: { anniversaryFrom: 'hireDate' } },
			/'Count Anniversaries From' is "hireDate"/,
			/originalStartDate/,
		],
		[
			'custom date without field',
			{ events: ['customDate'] },
			/without a date field/,
			/'Custom Dates'/,
		],
		[
			'custom date with an empty field',
			{ events: ['customDate'], customDates: { date: [{ field: ' ' }] } },
			/without a date field/,
			/'Custom Dates'/,
		],
		[
			'custom date with an unknown repeat',
			{ events: ['customDate'], customDates: { date: [{ field: 'a.b', repeat: 'monthly' }] } },
			/'Repeat' is "monthly"/,
			/once, yearly/,
		],
		['an unknown address', { recipientEmail: 'home' }, /'Recipient Email' is "home"/, /personal/],
		['an unknown reason', { who: { leaveOut: ['left'] } }, /.Skip. is "left"/, /terminated/],
		['an unknown delivery', { delivery: 'twice' }, /'Delivery' is "twice"/, /repeat/],
		[
			'a shrink of 101',
			{ options: { largestShrink: 101 } },
			/'Max Headcount Drop \(%\)' is "101"/,
			/0 to 100/,
		],
		[
			'a shrink of −1',
			{ options: { largestShrink: -1 } },
			/'Max Headcount Drop \(%\)' is "-1"/,
			/0 to 100/,
		],
		[
			'over 400 fields',
			{ options: { extraFields: fields } },
			/'Extra Field Names or IDs' has 400/,
			/at most 400/,
		],
	])('%s', (_, parameters, message, remedy) => {
		const explanation = explanationOf(() => settingsOf(parameters));
		expect(explanation.message).toMatch(message);
		expect(explanation.remedy).toMatch(remedy);
	});

	test('but years and custom dates only while their event is chosen', () => {
		expect(() => settingsOf({ events: ['birthday'], anniversaryYears: 'x' })).not.toThrow();
		expect(() => settingsOf({ events: ['birthday'], customDates: { date: [{}] } })).not.toThrow();
		expect(() =>
			settingsOf({ events: ['birthday'], daysAfterStart: 'x', when: { daysBefore: 60 } }),
		).not.toThrow();
		expect(() => settingsOf({ run: 'everyPoll', runAt: 'x' })).not.toThrow();
	});
});
