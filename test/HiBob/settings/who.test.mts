import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../nodes/shared/jsonObject.ts';
import { recipientEmail, whoOf, whoProperties } from '../../../nodes/HiBob/settings/who.ts';
import { isCollectionOption } from '../../hostile/parameters.mts';
import { explanationOf } from '../../shared/explanation.mts';
import { rules } from '../employees/people.mts';

const declared = (whoProperties.options ?? []).filter(isCollectionOption);

const REASONS = [
	'leavesBeforeOccasion',
	'noEmail',
	'notActive',
	'statusUnknown',
	'terminated',
] as const;

/** What the panel says about people. */
const who = (chosen: JsonObject, parameters: JsonObject = {}) =>
	whoOf({
		getNodeParameter: (name, preset) => (name === 'who' ? chosen : (parameters[name] ?? preset)),
		getTimezone: () => 'UTC',
	});

test('each rule has its name, what it is at first, and where its choices come from', () => {
	const shown = declared.map(({ name, default: preset, typeOptions, options = [] }) => [
		name,
		preset,
		typeOptions?.loadOptionsMethod ??
			options.map((option) => ('value' in option ? option.value : option.name)),
	]);
	expect(shown).toEqual([
		['exceptEmploymentTypes', [], 'getEmploymentTypes'],
		['lifecycles', [], 'getLifecycleStatuses'],
		['excludedPeople', '', []],
		['exceptUntil', {}, ['row']],
		['countries', [], 'getCountries'],
		['departments', [], 'getDepartments'],
		['employmentTypes', [], 'getEmploymentTypes'],
		['onlyLifecycles', [], 'getLifecycleStatuses'],
		['sites', [], 'getSites'],
		['optInField', '', 'getFields'],
		['optOutField', '', 'getFields'],
		['leaveOut', [...REASONS], [...REASONS]],
		['leavesOnLastDayOfWork', false, []],
	]);
	expect(recipientEmail).toMatchObject({
		default: 'work',
		options: [
			{ name: 'Personal', value: 'personal' },
			{ name: 'Personal, Then Work', value: 'personalThenWork' },
			{ name: 'Work', value: 'work' },
			{ name: 'Work, Then Personal', value: 'workThenPersonal' },
		],
	});
});

test('without rules everyone for whom no reason speaks is eligible', () => {
	expect(who({})).toEqual({
		rules: rules(),
		optOutField: null,
		optInField: null,
		chosenEntries: [],
	});
});

describe('reasons to skip people', () => {
	const switchable = (leaveOut: unknown) =>
		REASONS.filter((reason) => who({ leaveOut }).rules.reasons.has(reason));

	test('are those that were chosen', () => {
		expect(switchable(['noEmail'])).toEqual(['noEmail']);
		expect(switchable([])).toEqual([]);
	});

	test('are all of them when an expression returns a blank text', () => {
		expect(switchable('')).toEqual(REASONS);
		expect(switchable(' ')).toEqual(REASONS);
	});
});

describe('what is chosen from a list of HiBob', () => {
	test('is compared in lower case, and kept as it was written', () => {
		const { rules: read, chosenEntries } = who({ sites: ['London'], lifecycles: ['Garden Leave'] });
		expect(read.filters.site).toEqual(new Set(['london']));
		expect(read.lifecycles).toEqual(new Set(['garden leave']));
		expect(chosenEntries).toMatchObject([
			{ label: 'Only Site Names or IDs', entries: ['London'] },
			{ label: 'Except Lifecycle Status Names or IDs', entries: ['Garden Leave'] },
		]);
	});

	test('may be a text with commas', () => {
		expect(who({ sites: 'London, Paris' }).rules.filters.site).toEqual(
			new Set(['london', 'paris']),
		);
		expect(who({ countries: 'Germany, France' }).rules.filters.country).toEqual(
			new Set(['germany', 'de', 'france', 'fr']),
		);
	});

	test('stays one country when its name has a comma', () => {
		const { country } = who({ countries: 'Korea, Republic of' }).rules.filters;
		expect(country).toEqual(new Set(['korea, republic of', 'kr']));
	});

	test('is not nothing because an expression returns an empty text', () => {
		expect(explanationOf(() => who({ sites: ' ' }))).toEqual({
			message: "'Only Site Names or IDs' is empty",
			remedy:
				"Check the expression in 'Only Site Names or IDs', or remove the field to drop this filter",
		});
	});
});

describe('people who are skipped by name', () => {
	test('are separated by commas, semicolons and blanks, several of them, too', () => {
		expect(who({ excludedPeople: '17,  Noa@Work.example;\n\n18' }).rules.persons).toEqual(
			new Set(['17', 'noa@work.example', '18']),
		);
	});

	test('until a day are skipped until the later of two, and always without one', () => {
		const row = [
			{ person: '17', until: '2026-12-01' },
			{ person: '17', until: '2026-11-30' },
			{ person: '18,  19', until: '' },
		];
		const { persons, personsUntil } = who({ exceptUntil: { row } }).rules;
		expect(personsUntil).toEqual(new Map([['17', '2026-12-01']]));
		expect(persons).toEqual(new Set(['18', '19']));
	});

	test('may be a single row, as expressions give it', () => {
		const row = { person: '17', until: '2026-12-01' };
		expect(who({ exceptUntil: { row } }).rules.personsUntil).toEqual(
			new Map([['17', '2026-12-01']]),
		);
	});

	test('are named', () => {
		expect(explanationOf(() => who({ exceptUntil: { row: [{ person: '17' }, {}] } }))).toEqual({
			message: "'Except People Until', row 2 names nobody",
			remedy: 'Enter an employee ID or email address, or delete the row',
		});
	});

	test('need a day when an expression gives it', () => {
		const row = [{ person: '17', until: null }];
		expect(explanationOf(() => who({ exceptUntil: { row } }))).toEqual({
			message: "The expression in 'Until' returns nothing",
			remedy: "Check it, or leave 'Until' empty to always skip this person",
		});
	});
});
