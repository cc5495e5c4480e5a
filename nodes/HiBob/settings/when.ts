import type { INodeProperties } from 'n8n-workflow';
import { isCivilDate } from '../../shared/civilDate';
import { choiceIn, flagIn, textsIn, wholeNumberIn } from '../../shared/declaredParameter';
import { ExplainedError } from '../../shared/explainedError';
import type { JsonObject } from '../../shared/jsonObject';
import { presetFor, shown, textsOf, wholeNumber } from '../../shared/parameterValue';
import type { DuePolicy } from '../occasions/dueDates';

const catchUpDays: INodeProperties = {
	displayName: 'Catch-Up Days',
	name: 'catchUpDays',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60 },
	default: 7,
	description: 'How many days back a run still looks for missed occasions',
};

const START_DATES = [
	{ name: 'Original Start Date', value: 'originalStartDate' },
	{ name: 'Start Date', value: 'startDate' },
] as const;

const anniversaryFrom: INodeProperties = {
	displayName: 'Count Anniversaries From',
	name: 'anniversaryFrom',
	type: 'options',
	options: [...START_DATES],
	default: 'startDate',
	description: 'They differ for people who came back',
};

const daysBefore: INodeProperties = {
	displayName: 'Days Before',
	name: 'daysBefore',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60 },
	default: 0,
	description: 'How many days before the day itself an occasion is due, for gifts that travel',
};

const companyCalendars: INodeProperties = {
	displayName: 'Holidays From HiBob',
	name: 'companyCalendars',
	type: 'boolean',
	default: false,
	description:
		'Whether the days off of each employee come from HiBob’s company calendars. The service user needs "Manage company calendar", a permission to change them, although it only reads; without it the list of holidays holds.',
};

/** Dates on which nobody works. */
export const holidays: INodeProperties = {
	displayName: 'Holidays',
	name: 'holidays',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. 2026-12-25, 2026-12-26',
	description: 'Dates that count like weekends',
};

const LEAP_DAYS = [
	{ name: '1 March', value: 'march1' },
	{ name: '28 February', value: 'february28' },
] as const;

const leapDay: INodeProperties = {
	displayName: 'Leap Day',
	name: 'leapDay',
	type: 'options',
	default: 'february28',
	options: [...LEAP_DAYS],
	description: 'When to celebrate 29 February in a year that has none',
};

const SHIFTS = [
	{ name: 'Next Working Day', value: 'next' },
	{ name: 'Previous Working Day', value: 'previous' },
	{ name: 'Same Day', value: 'sameDay' },
] as const;

const shift: INodeProperties = {
	displayName: 'Weekends and Holidays',
	name: 'shift',
	type: 'options',
	options: [...SHIFTS],
	default: 'sameDay',
	description: 'What to do when an occasion is due on a day on which nobody works',
};

/** The days of the week on which people work. */
export const workingDays: INodeProperties = {
	displayName: 'Working Days',
	name: 'workingDays',
	type: 'multiOptions',
	options: [
		{ name: 'Friday', value: 5 },
		{ name: 'Monday', value: 1 },
		{ name: 'Saturday', value: 6 },
		{ name: 'Sunday', value: 7 },
		{ name: 'Thursday', value: 4 },
		{ name: 'Tuesday', value: 2 },
		{ name: 'Wednesday', value: 3 },
	],
	default: [1, 2, 3, 4, 5],
};

/** On which day an occasion is due, and for how long. */
export const whenProperties: INodeProperties = {
	displayName: 'When',
	name: 'when',
	type: 'collection',
	placeholder: 'Add Rule',
	default: {},
	options: [
		catchUpDays,
		anniversaryFrom,
		daysBefore,
		holidays,
		companyCalendars,
		leapDay,
		shift,
		workingDays,
	],
};

/** The When settings, checked. */
export interface WhenSettings {
	duePolicy: DuePolicy;
	catchUpDays: number;
	/** whether days off come from HiBob's company calendars where they can be read */
	usesCompanyCalendars: boolean;
	/** whether work anniversaries count from the first start date of someone who came back */
	countsFromOriginalStart: boolean;
}

/**
 * Reads the When settings.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export const whenOf = (when: JsonObject): WhenSettings => ({
	duePolicy: {
		daysBefore: wholeNumberIn(when, daysBefore),
		leapDay: choiceIn(when, leapDay, LEAP_DAYS),
		workingDays: {
			shift: choiceIn(when, shift, SHIFTS),
			weekdays: weekdaysOf(presetFor(when.workingDays, workingDays.default)),
			holidays: holidaysOf(textsIn(when, holidays, /[\s,;]+/)),
		},
	},
	catchUpDays: wholeNumberIn(when, catchUpDays),
	usesCompanyCalendars: flagIn(when, companyCalendars),
	countsFromOriginalStart: choiceIn(when, anniversaryFrom, START_DATES) === 'originalStartDate',
});

/** @throws ExplainedError naming the field, when it holds no weekday */
export function weekdaysOf(value: unknown): Set<number> {
	const weekdays = textsOf(workingDays.displayName, value);
	if (weekdays.length === 0) {
		throw new ExplainedError(
			`"${workingDays.displayName}" is empty`,
			'Choose at least one day of the week',
		);
	}
	return new Set(weekdays.map((day) => wholeNumber(workingDays.displayName, day, 1, 7)));
}

/** @throws ExplainedError naming the first of them that is no date */
export function holidaysOf(dates: readonly string[]): Set<string> {
	const bad = dates.find((date) => !isCivilDate(date));
	if (bad !== undefined) {
		throw new ExplainedError(
			`"${holidays.displayName}" has "${shown(bad)}"`,
			'List dates as year, month and day, such as 2026-12-25, with commas between them',
		);
	}
	return new Set(dates);
}
